// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

using namespace sterna::dsl;

static_assert(renders_as(rename_table("a", "b"), "ALTER TABLE a RENAME TO b"));

TEST_CASE("001: rename_table, and back") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t1 ()"));
  expect_both(db, rename_table("t1", "t2"), "ALTER TABLE t1 RENAME TO t2", "ALTER TABLE t2 RENAME TO t1");
}

TEST_CASE("001: rename_table in a schema: the table stays there") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.t1 ()"));
  expect_both(db, rename_table("t1", "t2").schema("foo"), "ALTER TABLE foo.t1 RENAME TO t2",
              "ALTER TABLE foo.t2 RENAME TO t1");
}

TEST_CASE("rename_table quotes both names") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE \"User\" ()"));
  expect_both(db, rename_table("User", "user"), R"(ALTER TABLE "User" RENAME TO "user")",
              R"(ALTER TABLE "user" RENAME TO "User")");
}
