// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_create_table_comment_test {

using namespace sterna::dsl;

static_assert(renders_as(create_table_comment("t", "it's"), "COMMENT ON TABLE t IS 'it''s'"));
static_assert(renders_as(drop_table_comment("t"), "COMMENT ON TABLE t IS NULL"));

TEST_CASE("create_table_comment; what was there before is unknown, so nothing undoes it") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TABLE foo."T" ())"));
  expect_sql(db, create_table_comment("T", "a \\ and an umlaut: \xC3\xBC").schema("foo"),
             "COMMENT ON TABLE foo.\"T\" IS E'a \\\\ and an umlaut: \xC3\xBC'");
  expect_sql(db, drop_table_comment("T").schema("foo"), R"(COMMENT ON TABLE foo."T" IS NULL)");
  expect_sql(db, create_table_comment("T", "").schema("foo"), R"(COMMENT ON TABLE foo."T" IS NULL)");
  CHECK(undo_of(create_table_comment("t", "x")) == "cannot be derived");
  CHECK(undo_of(drop_table_comment("t")) == "cannot be derived");
}

TEST_CASE("create_table_comment: of a table that the history knows, the comment before it comes back, or none") {
  live_schema db;
  expect_restored(db, create_table_comment("t", "new"), "COMMENT ON TABLE t IS NULL", create_table("t"));
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, create_table_comment("t", "new"), "COMMENT ON TABLE t IS 'old'", create_table("t"),
                  create_table_comment("t", "old"));
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, drop_table_comment("t"), "COMMENT ON TABLE t IS 'old'",
                  create_table("t", column("a", integer, primary_key), column("b", text, unique)),
                  create_table_comment("t", "old"));
}

TEST_CASE("create_table_comment: the table keeps its columns, keys and references") {
  constexpr auto parent = create_table("p", column("id", integer, primary_key));
  constexpr auto child = create_table("t", column("p", integer, references("p")));
  CHECK(found_in(add_column("p", column("id", integer)), parent, create_table_comment("p", "x")).what ==
        sterna::fault::column_exists);
  CHECK(found_in(drop_table("p"), parent, child, create_table_comment("p", "x")).what == sterna::fault::still_needed);
  CHECK(
      found_in(create_table("u", column("p", integer, references("p"))), parent, create_table_comment("p", "x")).what ==
      sterna::fault::none);
  CHECK(found_in(create_table_comment("t", "x")).what == sterna::fault::missing_table);
}

}  // namespace op_create_table_comment_test
