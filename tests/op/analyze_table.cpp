// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_analyze_table_test {

using namespace sterna::dsl;
using sterna::fault;

namespace {

constexpr auto visit = create_table("visit", column("day", date), column("minutes", integer));

static_assert(renders_as(analyze_table("t"), "ANALYZE t"));
static_assert(renders_as(analyze_table("t", {"a"}), "ANALYZE t (a)"));

}  // namespace

TEST_CASE("analyze_table: its SQL, and nothing to undo") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TABLE foo."T" (a integer, "B" text); INSERT INTO foo."T" VALUES (1, 'x'), (2, 'x');
                      CREATE MATERIALIZED VIEW foo.v AS SELECT 1 AS a)"));
  expect_both(db, analyze_table("T", {"B"}).schema("foo"), R"(ANALYZE foo."T" ("B"))", "");
  if (db) {
    CHECK(db.one("SELECT string_agg(attname, ' ') FROM pg_stats WHERE tablename = 'T' AND schemaname = 'foo'") == "B");
  }
  expect_both(db, analyze_table("T", {"a", "B"}).schema("foo"), R"(ANALYZE foo."T" (a, "B"))", "");
  expect_both(db, analyze_table("T").schema("foo"), R"(ANALYZE foo."T")", "");
  expect_sql(db, analyze_table("v").schema("foo"), "ANALYZE foo.v");
}

TEST_CASE("analyze_table: what it names must be there") {
  CHECK(found_in(analyze_table("visit", {"day", "minutes"}), visit).what == fault::none);
  CHECK(found_in(analyze_table("visits"), visit).what == fault::missing_table);
  CHECK(found_in(analyze_table("visits"), visit).nearest == "visit");
  CHECK(found_in(analyze_table("visit", {"day", "minute"}), visit).what == fault::missing_column);
  CHECK(found_in(analyze_table("visit", {"day", "minute"}), visit).nearest == "minutes");
  CHECK(found_in(analyze_table("visit", {"day", "day"}), visit).what == fault::duplicate_column);
  CHECK(found_in(analyze_table("v"), create_view("v", "SELECT 1 AS a")).what == fault::wrong_kind);
  CHECK(found_in(analyze_table("v", {"a"}), create_materialized_view("v", "SELECT 1 AS a")).what == fault::none);
  CHECK(found_in(analyze_table("t", {"a"}), execute("CREATE TABLE t (a integer)")).what == fault::none);
  live_schema db;
  if (!db) return;
  CHECK(db.accepts(sql_of(visit)));
  CHECK_FALSE(db.refusal_of(sql_of(analyze_table("visit", {"minute"}))).empty());
  CHECK_FALSE(db.refusal_of(sql_of(analyze_table("visit", {"day", "day"}))).empty());
}

TEST_CASE("analyze_table: an ANALYZE of what the same migration has filled") {
  live_schema db;
  if (!db) return;
  CHECK(db.accepts(sql_of(visit)));
  CHECK(db.accepts("BEGIN; INSERT INTO visit SELECT '2020-01-01', n FROM generate_series(1, 10) AS n; " +
                   sql_of(analyze_table("visit")) + "; COMMIT"));
  CHECK(db.one("SELECT reltuples FROM pg_class WHERE oid = 'visit'::regclass") == "10");
}

}  // namespace op_analyze_table_test
