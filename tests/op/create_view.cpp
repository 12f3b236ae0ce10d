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

TEST_CASE("create_view: columns and options, in the grammar's order") {
  live_schema db;
  expect_both(db, create_view("v", "SELECT 1, 2").columns({"a", "B"}).with("security_barrier", true),
              R"(CREATE VIEW v (a, "B") WITH (security_barrier = true) AS SELECT 1, 2)", "DROP VIEW v");
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_both(db, create_view("v", "SELECT a FROM t WHERE a > 0").check_option(),
              "CREATE VIEW v AS SELECT a FROM t WHERE a > 0 WITH CASCADED CHECK OPTION", "DROP VIEW v");
  expect_both(db, create_view("v", "SELECT a FROM t WHERE a > 0").local_check_option(),
              "CREATE VIEW v AS SELECT a FROM t WHERE a > 0 WITH LOCAL CHECK OPTION", "DROP VIEW v");
  expect_both(db, create_view("v", "VALUES (1) UNION ALL SELECT n + 1 FROM v WHERE n < 3").columns({"n"}).recursive(),
              "CREATE RECURSIVE VIEW v (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM v WHERE n < 3", "DROP VIEW v");
  expect_both(db, create_view("v", "SELECT 1 AS a").temporary(), "CREATE TEMPORARY VIEW v AS SELECT 1 AS a",
              "DROP VIEW IF EXISTS pg_temp.v");
  expect_both(db,
              create_materialized_view("m", "SELECT 1").columns({"a"}).with("fillfactor", 70).tablespace("pg_default"),
              "CREATE MATERIALIZED VIEW m (a) WITH (fillfactor = 70) TABLESPACE pg_default AS SELECT 1",
              "DROP MATERIALIZED VIEW m");
}

TEST_CASE("create_view: a dropped one comes back with its columns and options; a replaced one does not") {
  constexpr auto one = create_view("v", "SELECT a FROM t WHERE a > 0").columns({"b"}).with("security_barrier", true)
                           .local_check_option();
  live_schema db;
  expect_restored(db, drop_view("v"),
                  "CREATE VIEW v (b) WITH (security_barrier = true) AS SELECT a FROM t WHERE a > 0 WITH LOCAL CHECK "
                  "OPTION",
                  create_table("t", column("a", integer)), one);
  CHECK(found_in(replace_view("v", "SELECT a FROM t"), create_table("t", column("a", integer)), one).what ==
        sterna::fault::underivable);
  CHECK(found_in(create_view("w", "SELECT 1, 2").columns({"a", "a"})).what == sterna::fault::duplicate_column);
}

}  // namespace op_create_view_test
