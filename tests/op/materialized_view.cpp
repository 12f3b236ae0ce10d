// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_materialized_view_test {

using namespace sterna::dsl;
using sterna::fault;

namespace {

constexpr auto here = create_table("t", column("a", integer));
constexpr auto sums = create_materialized_view("sums", "SELECT a, count(*) AS n FROM t GROUP BY a");

}  // namespace

TEST_CASE("create_materialized_view, and back; the table that it reads stays") {
  live_schema db("foo");
  expect_both(db, create_materialized_view("M V", "SELECT 1 AS a WITH NO DATA").schema("foo"),
              "CREATE MATERIALIZED VIEW foo.\"M V\" AS SELECT 1 AS a WITH NO DATA",
              "DROP MATERIALIZED VIEW foo.\"M V\"");
  expect_restored(db, drop_materialized_view("sums"), sql_of(sums), here, sums);
  CHECK(found_in(drop_table("t"), here, sums).what == fault::still_needed);
  CHECK(found_in(drop_view("sums"), here, sums).what == fault::wrong_kind);
  CHECK(found_in(drop_materialized_view("v"), create_view("v", "SELECT 1")).what == fault::wrong_kind);
  CHECK(found_in(drop_materialized_view("v")).what == fault::missing_view);
  CHECK(found_in(create_table("sums"), here, sums).what == fault::table_exists);
}

TEST_CASE("its indexes come back with it") {
  live_schema db;
  constexpr auto key = create_index("uq", "sums", {"a"}).unique();
  expect_restored(db, drop_materialized_view("sums"), sql_of(sums) + ";\n" + sql_of(key), here, sums, key);
  CHECK(db.accepts("DROP TABLE t CASCADE"));
  expect_restored(db, drop_index("uq"), sql_of(key), here, sums, key);
  CHECK(db.accepts("DROP TABLE t CASCADE"));
  expect_restored(db, drop_table("t").cascade(), sql_of(here) + ";\n" + sql_of(sums) + ";\n" + sql_of(key), here, sums,
                  key);
}

TEST_CASE("refresh_materialized_view") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE MATERIALIZED VIEW foo.v AS SELECT 1 AS a; CREATE UNIQUE INDEX ON foo.v (a)"));
  expect_sql(db, refresh_materialized_view("v").schema("foo"), "REFRESH MATERIALIZED VIEW foo.v");
  expect_sql(db, refresh_materialized_view("v").concurrently().schema("foo"),
             "REFRESH MATERIALIZED VIEW CONCURRENTLY foo.v");
  CHECK(undo_of(refresh_materialized_view("v")).empty());
  CHECK(found_in(refresh_materialized_view("v")).what == fault::missing_view);
  CHECK(found_in(refresh_materialized_view("sums"), here, sums).what == fault::none);
}

}  // namespace op_materialized_view_test
