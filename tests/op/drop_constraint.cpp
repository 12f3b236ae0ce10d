// SPDX-License-Identifier: BSL-1.0
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
