// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_drop_index_test {

using namespace sterna::dsl;

static_assert(renders_as(drop_index("i"), "DROP INDEX i"));

TEST_CASE("drop_index, with and without its table; nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer); CREATE INDEX i ON t (a); CREATE INDEX j ON t (a)"));
  expect_sql(db, drop_index("i"), "DROP INDEX i");
  expect_sql(db, drop_index("j", "t"), "DROP INDEX j");
  CHECK(undo_of(drop_index("i")) == "cannot be derived");
}

TEST_CASE("032: drop_index: CONCURRENTLY, IF EXISTS after it; outside a transaction") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer); CREATE INDEX i ON t (a)"));
  constexpr auto word = drop_index("i").concurrently();
  static_assert(sterna::decoded(word.view()).view().operations[0].outside_transaction);
  static_assert(!sterna::decoded(drop_index("i").view()).view().operations[0].outside_transaction);
  expect_sql(db, word, "DROP INDEX CONCURRENTLY i");
  expect_sql(db, drop_index("i").if_exists().concurrently(), "DROP INDEX CONCURRENTLY IF EXISTS i");
}

TEST_CASE("drop_index: schema, cascade, quoting") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TABLE foo.t (a integer); CREATE INDEX "Ix" ON foo.t (a))"));
  expect_sql(db, drop_index("Ix", "t").schema("foo").cascade(), R"(DROP INDEX foo."Ix" CASCADE)");
  expect_sql(db, drop_index("Ix").cascade().if_exists().schema("foo"), R"(DROP INDEX IF EXISTS foo."Ix" CASCADE)");
}

TEST_CASE("drop_index concurrently, cut off: run it while the index is there") {
  live_schema db;
  if (!db) return;
  constexpr auto word = drop_index("My i").concurrently();
  const sterna::script_builder made = sterna::decoded(word.view());
  const sterna::operation& op = made.view().operations[0];
  sterna::sql_writer question;
  sterna::verb_of(op).resume(op, question);
  CHECK(question.text() == R"(SELECT CASE WHEN to_regclass('"My i"') IS NULL THEN 'done' ELSE 'run' END)");
  CHECK(db.one(question.text()) == "done");
  CHECK(db.accepts(R"(CREATE TABLE t (a integer); CREATE INDEX "My i" ON t (a))"));
  CHECK(db.one(question.text()) == "run");
}

TEST_CASE("drop_index: an index that the history knows is built again, concurrently where it was dropped so") {
  constexpr auto table = create_table("t", column("a", integer), column("b", text), column("c", integer));
  constexpr auto index =
      create_index("ix", "t", {desc("a").nulls_last(), key("b").collate("C").ops("text_pattern_ops")})
          .unique()
          .include({"c"})
          .where("a > 0");
  constexpr std::string_view made =
      R"(INDEX ix ON t (a DESC NULLS LAST, b COLLATE "C" text_pattern_ops) INCLUDE (c) WHERE a > 0)";
  live_schema db;
  expect_restored(db, drop_index("ix"), "CREATE UNIQUE " + std::string(made), table, index);
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, drop_index("ix").concurrently(),
                  R"(CREATE UNIQUE INDEX CONCURRENTLY ix ON t (a DESC NULLS LAST, b COLLATE "C" text_pattern_ops) )"
                  "INCLUDE (c) WHERE a > 0",
                  table, index);
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, drop_index("ix"), "CREATE INDEX ix ON t USING gin (b)", create_table("t", column("b", jsonb)),
                  create_index("ix", "t", {"b"}).using_("gin"));
}

TEST_CASE("drop_index: in a schema, and the name in the way that PostgreSQL has it") {
  live_schema db("foo");
  expect_restored(db, drop_index("Ix").schema("foo"), R"(CREATE INDEX "Ix" ON foo.t (a))",
                  create_schema("foo").if_not_exists(), create_table("t", column("a", integer)).schema("foo"),
                  create_index("Ix", "t", {"a"}).schema("foo"));
}

TEST_CASE("drop_index: not of a constraint") {
  CHECK(found_in(drop_index("uq"), create_table("t", column("a", integer), constraint("uq", unique("a")))).what ==
        sterna::fault::index_of_constraint);
}

}  // namespace op_drop_index_test
