// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_alter_table_test {

using namespace sterna::dsl;

static_assert(renders_as(alter_table("t", unlogged, with("fillfactor", 70), reset("autovacuum_enabled"),
                                     cluster_on("ix"), tablespace("Fast")),
                         "ALTER TABLE t SET UNLOGGED, CLUSTER ON ix, SET TABLESPACE \"Fast\", SET (fillfactor = 70), "
                         "RESET (autovacuum_enabled)"));
static_assert(renders_as(alter_table("t", access_method("heap")), "ALTER TABLE t SET ACCESS METHOD heap"));

TEST_CASE("alter_table: each change, and back") {
  const auto t = create_table("t", column("a", integer, primary_key), column("b", text, not_null));
  const auto both = [&](const auto& word, std::string_view back, const auto&... more) {
    live_schema db;
    expect_restored(db, word, back, t, more...);
  };
  both(alter_table("t", unlogged), "ALTER TABLE t SET LOGGED");
  both(alter_table("t", logged), "ALTER TABLE t SET UNLOGGED", alter_table("t", unlogged));
  both(alter_table("t", with("fillfactor", 70), with("autovacuum_vacuum_scale_factor", "0.02")),
       "ALTER TABLE t RESET (fillfactor, autovacuum_vacuum_scale_factor)");
  both(alter_table("t", reset("fillfactor"), with("autovacuum_enabled", false)),
       "ALTER TABLE t SET (fillfactor = 50), RESET (autovacuum_enabled)", alter_table("t", with("fillfactor", 50)));
  both(alter_table("t", replica_identity_full), "ALTER TABLE t REPLICA IDENTITY DEFAULT");
  both(alter_table("t", replica_identity("ix")), "ALTER TABLE t REPLICA IDENTITY NOTHING",
       create_index("ix", "t", {"b"}).unique(), alter_table("t", replica_identity_nothing));
  both(alter_table("t", replica_identity_default), "ALTER TABLE t REPLICA IDENTITY USING INDEX ix",
       create_index("ix", "t", {"b"}).unique(), alter_table("t", replica_identity("ix")));
  both(alter_table("t", cluster_on("t_pkey")), "ALTER TABLE t SET WITHOUT CLUSTER");
  both(alter_table("t", without_cluster), "ALTER TABLE t CLUSTER ON t_pkey", alter_table("t", cluster_on("t_pkey")));
  both(alter_table("c", inherits("t")), "ALTER TABLE c NO INHERIT t",
       create_table("c", column("a", integer, not_null), column("b", text, not_null)));
}

TEST_CASE("alter_table: what a table has inherited stays with it, and nobody knows the way back") {
  const auto t = create_table("t", column("a", integer));
  const auto c = create_table("c", inherits("t"));
  CHECK(found_in(alter_table("c", no_inherit("t")), t, c).what == sterna::fault::underivable);
  live_schema db;
  CHECK(db.accepts(sql_of(t)));
  CHECK(db.accepts(sql_of(c)));
  expect_sql(db, alter_table("c", no_inherit("t")), "ALTER TABLE c NO INHERIT t");
}

TEST_CASE("alter_table: what a table says comes back with it, and follows a renamed index") {
  live_schema db;
  expect_restored(db, drop_table("t"),
                  "CREATE UNLOGGED TABLE t (\n    a integer NOT NULL,\n    CONSTRAINT pk PRIMARY KEY (a)\n) "
                  "WITH (fillfactor = 70);\nALTER TABLE t CLUSTER ON pk",
                  create_table("t", column("a", integer, no_identity, primary_key), unlogged, with("fillfactor", 70)),
                  alter_table("t", cluster_on("t_pkey")), rename_constraint("t", "t_pkey", "pk"));
}

TEST_CASE("alter_table: what PostgreSQL refuses") {
  const auto t = create_table("t", column("a", integer, primary_key));
  CHECK(found_in(alter_table("t", unlogged)).what == sterna::fault::missing_table);
  CHECK(found_in(alter_table("t", cluster_on("no")), t).what == sterna::fault::missing_index);
  CHECK(found_in(alter_table("t", inherits("no")), t).what == sterna::fault::missing_table);
  CHECK(found_in(alter_table("t", cluster_on("u_pkey")), t, create_table("u", column("a", integer, primary_key)))
            .what == sterna::fault::table_option);
}

}  // namespace op_alter_table_test
