// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_create_view_test {

using namespace sterna::dsl;

static_assert(renders_as(create_view("v", "SELECT 1"), "CREATE VIEW v AS SELECT 1"));

TEST_CASE("create_view, and back; the query goes to the server as it is") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_both(db, create_view("v", "SELECT a % 7 AS \"A\", ':x' FROM t -- all"),
              "CREATE VIEW v AS SELECT a % 7 AS \"A\", ':x' FROM t -- all", "DROP VIEW v");
  expect_both(db, create_view("My V", "TABLE t").schema("foo"), R"(CREATE VIEW foo."My V" AS TABLE t)",
              R"(DROP VIEW foo."My V")");
}

TEST_CASE("create_view: tables and views share the names; a query cannot be empty") {
  CHECK(found_in(create_view("v", "SELECT 1"), create_table("v")).what == sterna::fault::view_exists);
  CHECK(found_in(create_view("v", "SELECT 1"), create_view("v", "SELECT 2")).what == sterna::fault::view_exists);
  CHECK(found_in(create_table("v"), create_view("v", "SELECT 1")).what == sterna::fault::table_exists);
  CHECK(found_in(create_view("v", "")).what == sterna::fault::empty_sql);
  CHECK(found_in(create_view("", "SELECT 1")).what == sterna::fault::empty_name);
}

}  // namespace op_create_view_test
