// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_reindex_test {

using namespace sterna::dsl;
using sterna::fault;

namespace {

constexpr auto here = create_table("t", column("id", integer, primary_key), column("a", integer));
constexpr auto ix = create_index("ix", "t", {"a"});
constexpr auto parts = create_table("whole", column("a", integer), partition_by("RANGE (a)"));
constexpr auto of_parts = create_index("ix_whole", "whole", {"a"});

static_assert(renders_as(reindex_index("ix"), "REINDEX INDEX ix"));
static_assert(renders_as(reindex_table("t"), "REINDEX TABLE t"));

/// What is found on a history for this server.
template <std::uint32_t N>
fault found_for(int server, const sterna::fragment<N>& word) {
  static const sterna::graph none({});
  sterna::replay history(none);
  history.world().lowest_server = server;
  REQUIRE(history.play(parts.view(), false, false));
  REQUIRE(history.play(of_parts.view(), false, false));
  static_cast<void>(history.play(word.view(), false, true));
  return history.world().found.what;
}

}  // namespace

TEST_CASE("reindex_index and reindex_table: their SQL, and nothing to undo") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TABLE foo."T" (a integer); CREATE INDEX "Ix" ON foo."T" (a);
                      CREATE MATERIALIZED VIEW foo.v AS SELECT 1 AS a)"));
  expect_both(db, reindex_index("Ix").schema("foo"), R"(REINDEX INDEX foo."Ix")", "");
  expect_both(db, reindex_table("T").schema("foo"), R"(REINDEX TABLE foo."T")", "");
  expect_sql(db, reindex_table("v").schema("foo"), "REINDEX TABLE foo.v");
  live_schema outside;  // of a transaction
  CHECK(outside.accepts(sql_of(here) + ";" + sql_of(ix)));
  expect_both(outside, reindex_index("ix").concurrently(), "REINDEX INDEX CONCURRENTLY ix", "");
  expect_both(outside, reindex_table("t").concurrently(), "REINDEX TABLE CONCURRENTLY t", "");
}

TEST_CASE("reindex_index and reindex_table: what they name must be there") {
  CHECK(found_in(reindex_index("ix"), here, ix).what == fault::none);
  CHECK(found_in(reindex_index("t_pkey").concurrently(), here).what == fault::none);
  CHECK(found_in(reindex_index("iy"), here, ix).what == fault::missing_index);
  CHECK(found_in(reindex_index("iy"), here, ix).nearest == "ix");
  CHECK(found_in(reindex_index("t"), here).what == fault::wrong_kind);
  CHECK(found_in(reindex_table("t"), here).what == fault::none);
  CHECK(found_in(reindex_table("u"), here).what == fault::missing_table);
  CHECK(found_in(reindex_table("acount"), create_table("account")).nearest == "account");
  CHECK(found_in(reindex_table("v"), create_view("v", "SELECT 1 AS a")).what == fault::wrong_kind);
  CHECK(found_in(reindex_table("v"), create_materialized_view("v", "SELECT 1 AS a")).what == fault::none);
  CHECK(found_in(reindex_table("u"), execute("CREATE TABLE u (a integer)").as()).what == fault::missing_table);
  CHECK(found_in(reindex_table("u"), execute("CREATE TABLE u (a integer)")).what == fault::none);
}

TEST_CASE("what PostgreSQL builds anew in no transaction, and what not concurrently") {
  CHECK(found_for(14, reindex_table("whole")) == fault::table_is_partitioned);
  CHECK(found_for(14, reindex_index("ix_whole")) == fault::table_is_partitioned);
  CHECK(found_for(14, reindex_table("whole").concurrently()) == fault::none);
  CHECK(found_for(14, reindex_index("ix_whole").concurrently()) == fault::none);
  CHECK(found_for(13, reindex_table("whole").concurrently()) == fault::table_is_partitioned);
  CHECK(found_for(13, reindex_index("ix_whole").concurrently()) == fault::table_is_partitioned);
  constexpr auto excluding =
      create_table("r", column("a", integer), constraint("ex", exclude({{"a", "="}}).using_("btree")));
  CHECK(found_in(reindex_index("ex").concurrently(), excluding).what == fault::table_option);
  CHECK(found_in(reindex_index("ex"), excluding).what == fault::none);
  CHECK(found_in(reindex_table("r").concurrently(), excluding).what == fault::none);

  live_schema db;
  if (!db) return;
  CHECK(db.accepts(sql_of(parts)));
  CHECK(db.accepts(sql_of(of_parts)));
  CHECK(db.accepts(sql_of(excluding)));
  CHECK(db.accepts("CREATE TABLE part PARTITION OF whole FOR VALUES FROM (1) TO (9)"));
  if (server_release() >= 14) {  // before, it passes over partitioned tables
    CHECK(db.accepts(sql_of(reindex_table("whole").concurrently())));
    CHECK(db.accepts(sql_of(reindex_index("ix_whole").concurrently())));
    CHECK_FALSE(db.refusal_of("BEGIN; " + sql_of(reindex_table("whole"))).empty());
    CHECK(db.accepts("ROLLBACK"));
  }
  CHECK_FALSE(db.refusal_of("BEGIN; " + sql_of(reindex_index("ix_whole"))).empty());
  CHECK(db.accepts("ROLLBACK"));
  CHECK(db.refusal_of(sql_of(reindex_index("ex").concurrently())).find("exclusion") != std::string::npos);
  CHECK(db.accepts(sql_of(reindex_index("ex"))));
  CHECK(db.accepts(sql_of(reindex_table("r").concurrently())));
}

TEST_CASE("reindexing: where it was cut off, what it has left is told, and goes") {
  live_schema db;
  if (!db) return;
  const std::string same =
      "CREATE OR REPLACE FUNCTION f(integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1'";
  CHECK(db.accepts(same));
  CHECK(db.accepts(R"(CREATE TABLE "T" (a integer, b text); CREATE UNIQUE INDEX "I$" ON "T" (f(a));
                      CREATE INDEX other ON "T" (b); CREATE TABLE u (a integer); CREATE INDEX u_ccnew ON u (a);
                      INSERT INTO "T" VALUES (1), (2))"));
  const auto state_of = [&](const auto& word) {
    const sterna::script_builder made = sterna::decoded(word.view());
    sterna::sql_writer query;
    sterna::verb_of(made.view().operations[0]).resume(made.view().operations[0], query);
    return db.one(query.text());
  };
  const auto clean = [&](const auto& word) {
    const sterna::script_builder made = sterna::decoded(word.view());
    sterna::sql_writer statement;
    sterna::verb_of(made.view().operations[0]).clean(made.view().operations[0], statement);
    CHECK(db.accepts(statement.text()));
  };
  constexpr auto one = reindex_index("I$").concurrently();
  constexpr auto all = reindex_table("T").concurrently();
  constexpr auto gone = reindex_index("none").concurrently();
  CHECK(state_of(one) == "run");
  CHECK(state_of(all) == "run");
  CHECK(state_of(gone) == "run");
  const auto break_off = [&](const auto& word) {
    CHECK(db.accepts("CREATE OR REPLACE FUNCTION f(integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT 1'"));
    CHECK(db.refusal_of(sql_of(word)).find("could not create unique index") != std::string::npos);
    CHECK(db.accepts(same));
  };
  const auto indexes = [&] {
    return db.one(
        "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relkind = 'i' AND relnamespace = "
        "current_schema()::regnamespace");
  };
  for (int i = 0; i < 2; ++i) {
    break_off(one);
    break_off(one);
    CHECK(indexes() == "I$ I$_ccnew I$_ccnew1 other u_ccnew");
    CHECK(state_of(one) == "broken");
    CHECK(state_of(all) == "broken");
    CHECK(state_of(gone) == "run");
    clean(gone);
    CHECK(state_of(one) == "broken");
    if (i == 0) {
      clean(one);
    } else {
      clean(all);
    }
    CHECK(indexes() == "I$ other u_ccnew");
    CHECK(state_of(one) == "run");
    CHECK(db.accepts(sql_of(one)));
    CHECK(db.accepts(sql_of(all)));
  }
}

}  // namespace op_reindex_test
