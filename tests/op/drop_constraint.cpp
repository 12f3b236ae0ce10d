// SPDX-License-Identifier: BSL-1.0
#include "sterna/history/migration.hpp"
#include "sql_of.hpp"

using namespace sterna::dsl;

static_assert(renders_as(drop_constraint("c", "t"), "ALTER TABLE t DROP CONSTRAINT c"));

TEST_CASE("drop_constraint; what it said is unknown, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer CONSTRAINT ck_a CHECK (a > 0))"));
  expect_sql(db, drop_constraint("ck_a", "t"), "ALTER TABLE t DROP CONSTRAINT ck_a");
  CHECK(undo_of(drop_constraint("ck_a", "t")) == "cannot be derived");
}

TEST_CASE("041: drop_constraint of a mixed-case table, if_exists") {
  live_schema db;
  CHECK(db.accepts(R"(CREATE TABLE "MyTable" (a integer CONSTRAINT "Uq A" UNIQUE))"));
  expect_sql(db, drop_constraint("Uq A", "MyTable"), R"(ALTER TABLE "MyTable" DROP CONSTRAINT "Uq A")");
  expect_sql(db, drop_constraint("Uq A", "MyTable").if_exists(),
             R"(ALTER TABLE "MyTable" DROP CONSTRAINT IF EXISTS "Uq A")");
}

TEST_CASE("drop_constraint: schema, cascade") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.t (a integer CONSTRAINT pk PRIMARY KEY);"
                   "CREATE TABLE foo.u (a integer REFERENCES foo.t)"));
  expect_sql(db, drop_constraint("pk", "t").schema("foo").cascade(), "ALTER TABLE foo.t DROP CONSTRAINT pk CASCADE");
  expect_sql(db, drop_constraint("pk", "t").cascade().if_exists().schema("foo"),
             "ALTER TABLE foo.t DROP CONSTRAINT IF EXISTS pk CASCADE");
}

TEST_CASE("042: drop_constraint without a name is refused") {
  constexpr auto nameless = migration("a", "nameless").upgrade(drop_constraint("", "t"));
  static_assert(nameless.view().flaw.what == sterna::fault::empty_name);
  static_assert(nameless.view().flaw.operation == 1);
  constexpr auto named = migration("a", "named").upgrade(drop_constraint("ck", "t"));
  static_assert(!named.view().flaw);
}
