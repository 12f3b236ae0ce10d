// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

using namespace sterna::dsl;

static_assert(renders_as(drop_table("t"), "DROP TABLE t"));

TEST_CASE("drop_table; its columns are unknown, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t ()"));
  expect_sql(db, drop_table("t"), "DROP TABLE t");
  CHECK(undo_of(drop_table("t")) == "cannot be derived");
}

TEST_CASE("drop_table: schema, if_exists, cascade, in any order") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.t (a integer); CREATE VIEW foo.v AS SELECT a FROM foo.t"));
  expect_sql(db, drop_table("t").schema("foo").cascade(), "DROP TABLE foo.t CASCADE");
  expect_sql(db, drop_table("t").if_exists(), "DROP TABLE IF EXISTS t");
  expect_sql(db, drop_table("t").cascade().if_exists().schema("foo"), "DROP TABLE IF EXISTS foo.t CASCADE");
}

TEST_CASE("drop_table quotes the name") {
  live_schema db;
  CHECK(db.accepts(R"(CREATE TABLE "User" ())"));
  expect_sql(db, drop_table("User"), R"(DROP TABLE "User")");
}
