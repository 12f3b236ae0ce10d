// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_replace_view_test {

using namespace sterna::dsl;
using sterna::fault;

namespace {

constexpr auto here = create_table("t", column("a", integer), column("b", integer));

}  // namespace

TEST_CASE("replace_view: the way back is the query before") {
  constexpr auto one = create_view("v", "SELECT a FROM t");
  live_schema db;
  expect_restored(db, replace_view("v", "SELECT a FROM t WHERE a > 3"), "CREATE OR REPLACE VIEW v AS SELECT a FROM t",
                  here, one);
  CHECK(db.accepts("DROP TABLE t CASCADE"));
  expect_restored(db, replace_view("v", "SELECT a, coalesce(b, 1, 2) AS b FROM t"),
                  "DROP VIEW v;\nCREATE VIEW v AS SELECT a FROM t", here, one);
}

TEST_CASE("replace_view: no way back where columns cannot be counted, or others read the view") {
  constexpr auto one = create_view("v", "SELECT a FROM t");
  CHECK(found_in(replace_view("v", "SELECT * FROM t"), here, one).what == fault::underivable);
  CHECK(found_in(replace_view("v", "SELECT a * 2 AS a FROM t"), here, one).what == fault::none);
  CHECK(found_in(replace_view("v", "SELECT a, b FROM t"), here, one, create_view("w", "SELECT a FROM v")).what ==
        fault::underivable);
  CHECK(found_in(replace_view("w", "SELECT 1"), here, one).what == fault::missing_view);
  CHECK(found_in(replace_view("t", "SELECT 1"), here).what == fault::wrong_kind);
  CHECK(found_in(replace_view("v", ""), here, one).what == fault::empty_sql);
  CHECK(found_in(drop_column("t", "b"), here, one, replace_view("v", "SELECT a, b FROM t")).what ==
        fault::still_needed);
}

}  // namespace op_replace_view_test
