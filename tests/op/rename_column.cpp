// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

namespace op_rename_column_test {

using namespace sterna::dsl;

static_assert(renders_as(rename_column("t", "a", "b"), "ALTER TABLE t RENAME COLUMN a TO b"));

TEST_CASE("rename_column, and back") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_both(db, rename_column("t", "a", "b"), "ALTER TABLE t RENAME COLUMN a TO b",
              "ALTER TABLE t RENAME COLUMN b TO a");
}

TEST_CASE("rename_column in a schema") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.t (a integer)"));
  expect_both(db, rename_column("t", "a", "b").schema("foo"), "ALTER TABLE foo.t RENAME COLUMN a TO b",
              "ALTER TABLE foo.t RENAME COLUMN b TO a");
}

TEST_CASE("rename_column quotes every name") {
  live_schema db;
  CHECK(db.accepts(R"(CREATE TABLE "order" ("from" integer))"));
  expect_both(db, rename_column("order", "from", "to"), R"(ALTER TABLE "order" RENAME COLUMN "from" TO "to")",
              R"(ALTER TABLE "order" RENAME COLUMN "to" TO "from")");
}

}  // namespace op_rename_column_test
