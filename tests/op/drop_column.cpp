// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

using namespace sterna::dsl;

static_assert(renders_as(drop_column("t", "a"), "ALTER TABLE t DROP COLUMN a"));

TEST_CASE("drop_column; its type is unknown, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_sql(db, drop_column("t", "a"), "ALTER TABLE t DROP COLUMN a");
  CHECK(undo_of(drop_column("t", "a")) == "cannot be derived");
}

TEST_CASE("020: drop_column, if_exists") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_sql(db, drop_column("t", "b").if_exists(), "ALTER TABLE t DROP COLUMN IF EXISTS b");
}

TEST_CASE("drop_column: schema, cascade") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.t (a integer); CREATE VIEW foo.v AS SELECT a FROM foo.t"));
  expect_sql(db, drop_column("t", "a").schema("foo").cascade(), "ALTER TABLE foo.t DROP COLUMN a CASCADE");
  expect_sql(db, drop_column("t", "a").cascade().if_exists().schema("foo"),
             "ALTER TABLE foo.t DROP COLUMN IF EXISTS a CASCADE");
}

TEST_CASE("drop_column quotes both names") {
  live_schema db;
  CHECK(db.accepts(R"(CREATE TABLE "user" ("createdAt" date))"));
  expect_sql(db, drop_column("user", "createdAt"), R"(ALTER TABLE "user" DROP COLUMN "createdAt")");
}
