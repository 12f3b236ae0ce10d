// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_drop_view_test {

using namespace sterna::dsl;

static_assert(renders_as(drop_view("v"), "DROP VIEW v"));

TEST_CASE("drop_view; its query is unknown, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE VIEW v AS SELECT 1"));
  expect_sql(db, drop_view("v"), "DROP VIEW v");
  CHECK(undo_of(drop_view("v")) == "cannot be derived");
}

TEST_CASE("drop_view: schema, if_exists, cascade, quoting") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE VIEW foo."V" AS SELECT 1 AS a; CREATE VIEW foo.w AS SELECT a FROM foo."V")"));
  expect_sql(db, drop_view("V").schema("foo").cascade(), R"(DROP VIEW foo."V" CASCADE)");
  expect_sql(db, drop_view("V").cascade().if_exists().schema("foo"), R"(DROP VIEW IF EXISTS foo."V" CASCADE)");
}

TEST_CASE("drop_view: one that the history knows is made again, with those that read it") {
  constexpr auto table = create_table("t", column("a", integer));
  live_schema db;
  expect_restored(db, drop_view("v"), "CREATE VIEW v AS SELECT a FROM t WHERE a > 0", table,
                  create_view("v", "SELECT a FROM t WHERE a > 0"));
  CHECK(db.accepts("DROP TABLE t CASCADE"));
  expect_restored(db, drop_view("v").cascade(), "CREATE VIEW v AS SELECT a FROM t;\nCREATE VIEW w AS SELECT a FROM v",
                  table, create_view("v", "SELECT a FROM t"), create_view("w", "SELECT a FROM v"));
}

TEST_CASE("drop_view: the way back is not known where a column that it reads has another name by now") {
  CHECK(found_in(drop_view("v"), create_table("t", column("a", integer)), create_view("v", "SELECT a FROM t"),
                 rename_column("t", "a", "b"))
            .what == sterna::fault::underivable);
}

TEST_CASE("drop_view: not while another one reads it, not a table, and not one that is not there") {
  CHECK(found_in(drop_view("v"), create_view("v", "SELECT 1 AS a"), create_view("w", "SELECT a FROM v")).what ==
        sterna::fault::still_needed);
  CHECK(found_in(drop_view("t"), create_table("t")).what == sterna::fault::wrong_kind);
  CHECK(found_in(drop_view("v")).what == sterna::fault::missing_view);
  CHECK(found_in(drop_view("v").if_exists()).what == sterna::fault::none);
}

}  // namespace op_drop_view_test
