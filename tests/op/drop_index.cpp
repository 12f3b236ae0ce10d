// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

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
  static_assert(word.operations[0].outside_transaction && !drop_index("i").operations[0].outside_transaction);
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
  const sterna::operation& op = word.operations[0];
  sterna::sql_writer question;
  op.what->resume(op, question);
  CHECK(question.text() == R"(SELECT CASE WHEN to_regclass('"My i"') IS NULL THEN 'done' ELSE 'run' END)");
  CHECK(db.one(question.text()) == "done");
  CHECK(db.accepts(R"(CREATE TABLE t (a integer); CREATE INDEX "My i" ON t (a))"));
  CHECK(db.one(question.text()) == "run");
}
