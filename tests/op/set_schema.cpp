// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_set_schema_test {

using namespace sterna::dsl;

constexpr auto home = assume(schema("op_set"), schema("op_set_new"));

static_assert(renders_as(set_table_schema("t", "archive"), "ALTER TABLE t SET SCHEMA archive"));
static_assert(renders_as(set_function_schema("f(a integer)", "s").schema("foo"),
                         "ALTER FUNCTION foo.f(a integer) SET SCHEMA s"));

// those that the server is asked about in tests/history/round_trip/kinds.hpp
static_assert(renders_as(set_aggregate_schema("g(integer)", "r").schema("s"),
                         "ALTER AGGREGATE s.g(integer) SET SCHEMA r"));
static_assert(renders_as(set_collation_schema("c", "r").schema("s"), "ALTER COLLATION s.c SET SCHEMA r"));
static_assert(renders_as(set_foreign_table_schema("f", "r").schema("s"), "ALTER FOREIGN TABLE s.f SET SCHEMA r"));
static_assert(renders_as(set_operator_class_schema("c", "btree", "r").schema("s"),
                         "ALTER OPERATOR CLASS s.c USING btree SET SCHEMA r"));
static_assert(renders_as(set_operator_family_schema("f", "hash", "r").schema("s"),
                         "ALTER OPERATOR FAMILY s.f USING hash SET SCHEMA r"));
static_assert(renders_as(set_operator_schema("===(integer, text)", "r").schema("s"),
                         "ALTER OPERATOR s.=== (integer, text) SET SCHEMA r"));
static_assert(renders_as(set_statistics_schema("st", "r").schema("s"), "ALTER STATISTICS s.st SET SCHEMA r"));
static_assert(renders_as(set_text_search_configuration_schema("c", "r").schema("s"),
                         "ALTER TEXT SEARCH CONFIGURATION s.c SET SCHEMA r"));
static_assert(renders_as(set_text_search_dictionary_schema("d", "r").schema("s"),
                         "ALTER TEXT SEARCH DICTIONARY s.d SET SCHEMA r"));

TEST_CASE("set_schema: each kind of object, there and back") {
  live_schema db("op_set");
  CHECK(db.accepts("CREATE SCHEMA op_set_new"));
  expect_restored(db, set_view_schema("v", "op_set_new").schema("op_set"), "ALTER VIEW op_set_new.v SET SCHEMA op_set",
                  home, create_view("v", "SELECT 1 AS a").schema("op_set"));
  expect_restored(db, set_materialized_view_schema("m", "op_set_new").schema("op_set"),
                  "ALTER MATERIALIZED VIEW op_set_new.m SET SCHEMA op_set", home,
                  create_materialized_view("m", "SELECT 1 AS a").schema("op_set"));
  expect_restored(db, set_sequence_schema("s", "op_set_new").schema("op_set"),
                  "ALTER SEQUENCE op_set_new.s SET SCHEMA op_set", home, create_sequence("s").schema("op_set"));
  expect_restored(db, set_type_schema("mood", "op_set_new").schema("op_set"),
                  "ALTER TYPE op_set_new.mood SET SCHEMA op_set", home,
                  create_enumeration("mood", {"ok"}).schema("op_set"));
  expect_restored(db, set_domain_schema("d", "op_set_new").schema("op_set"),
                  "ALTER DOMAIN op_set_new.d SET SCHEMA op_set", home, create_domain("d", "text").schema("op_set"));
  expect_restored(db, set_function_schema("f()", "op_set_new").schema("op_set"),
                  "ALTER FUNCTION op_set_new.f() SET SCHEMA op_set", home,
                  create_function("f()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'").schema("op_set"));
  expect_restored(db, set_procedure_schema("p()", "op_set_new").schema("op_set"),
                  "ALTER PROCEDURE op_set_new.p() SET SCHEMA op_set", home,
                  create_procedure("p()", "LANGUAGE sql AS ''").schema("op_set"));
  expect_restored(db, set_extension_schema("pg_trgm", "op_set_new"), "ALTER EXTENSION pg_trgm SET SCHEMA op_set", home,
                  create_extension("pg_trgm").schema("op_set"));
}

TEST_CASE("set_schema: a table takes its parts along, and keys to it follow") {
  live_schema db("op_set");
  CHECK(db.accepts("CREATE SCHEMA op_set_new"));
  constexpr auto table = create_table("t", column("id", integer, primary_key), column("n", serial),
                                      column("parent", integer, references("t", "id", referred_schema("op_set"))))
                             .schema("op_set");
  constexpr auto other =
      create_table("u", column("t", integer, references("t", "id", referred_schema("op_set")))).schema("op_set");
  constexpr auto index = create_index("ix", "t", {"n"}).schema("op_set");
  constexpr auto moved = set_table_schema("t", "op_set_new").schema("op_set");
  expect_restored(db, moved, "ALTER TABLE op_set_new.t SET SCHEMA op_set", home, table, other, index);
  CHECK(db.accepts(sql_of(moved)));
  expect_restored(
      db, drop_table("u").schema("op_set"),
      "CREATE TABLE op_set.u (\n    t integer\n);\nALTER TABLE op_set.u ADD CONSTRAINT u_t_fkey FOREIGN KEY "
      "(t) REFERENCES op_set_new.t (id)",
      home, assume(table), assume(other), assume(index), assume(moved));
  expect_restored(db, drop_index("ix", "t").schema("op_set_new"), "CREATE INDEX ix ON op_set_new.t (n)", home,
                  assume(table), assume(other), assume(index), assume(moved));
}

TEST_CASE("set_schema: faults, and what need not be done") {
  using sterna::fault;
  constexpr auto table = create_table("t", column("a", integer));
  CHECK(found_in(set_table_schema("t", "s"), table).what == fault::missing_schema);
  CHECK(found_in(set_table_schema("t", "s"), create_schema("s")).what == fault::missing_table);
  CHECK(found_in(set_table_schema("t", "s"), table, create_schema("s"),
                 create_table("t", column("a", integer)).schema("s")).what == fault::table_exists);
  CHECK(found_in(drop_table("t"), table, create_schema("s"), set_table_schema("t", "s")).what == fault::missing_table);
  CHECK(found_in(drop_table("t").schema("s"), table, create_schema("s"), set_table_schema("t", "s")).what ==
        fault::none);
  CHECK(found_in(set_table_schema("t", "public"), table).what == fault::none);
  CHECK(found_in(set_table_schema("t", "s"), table, create_schema("s")).word.empty());
  CHECK(undo_of(set_table_schema("t", "s")) == "ALTER TABLE s.t SET SCHEMA public");
}

}  // namespace op_set_schema_test
