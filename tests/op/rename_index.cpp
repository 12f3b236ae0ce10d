// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_rename_index_test {

using namespace sterna::dsl;

static_assert(renders_as(rename_index("ix", "My Ix"), R"(ALTER INDEX ix RENAME TO "My Ix")"));

TEST_CASE("rename_index, and back") {
  live_schema db("foo");
  expect_restored(db, rename_index("ix", "iy"), "ALTER INDEX iy RENAME TO ix",
                  create_table("t", column("a", integer)), create_index("ix", "t", {"a"}));
}

TEST_CASE("rename_index: a constraint goes along") {
  live_schema db;
  expect_restored(db, rename_index("uq", "uk"), "ALTER INDEX uk RENAME TO uq",
                  create_table("t", column("a", integer), constraint("uq", unique({"a"}))));
  CHECK(found_in(drop_constraint("uk", "t"), create_table("t", column("a", integer), constraint("uq", unique({"a"}))),
                 rename_index("uq", "uk"))
            .what == sterna::fault::none);
}

TEST_CASE("rename_index: names that are taken, or not there") {
  const auto t = create_table("t", column("a", integer));
  CHECK(found_in(rename_index("ix", "t"), t, create_index("ix", "t", {"a"})).what == sterna::fault::index_exists);
  CHECK(found_in(rename_index("ix", "iy"), t).what == sterna::fault::missing_index);
}

}  // namespace op_rename_index_test
