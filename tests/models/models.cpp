// SPDX-License-Identifier: BSL-1.0
#include <sterna/models/models.hpp>
#include <sterna/record/decode.hpp>

#include <doctest/doctest.h>

#include "op/sql_of.hpp"

namespace models_models_test {

using namespace sterna::dsl;

inline constexpr auto all = sterna::models(
    index("ix_post_title", "post", {desc("title")}).unique(),
    table("post", column("id", integer, primary_key), column("title", text)).schema("blog"), schema("blog"),
    enumeration("mood", {"sad", "ok"}), view("v", "SELECT 1 AS a"), sequence("s"),
    create_table_comment("post", "what was written"));

TEST_CASE("models: their words are those of the ops, in the order in which they were said") {
  const sterna::script_builder made = sterna::decoded(all.view().tokens);
  REQUIRE(made.view().operations.size() == 7);
  CHECK(made.view().operations[0].what == sterna::op_kind::create_index);
  CHECK(made.view().operations[0].unique);
  CHECK(made.view().operations[1].schema.view() == "blog");
  CHECK(made.view().operations[6].what == sterna::op_kind::create_table_comment);
}

TEST_CASE("models: none are empty, and any are a view") {
  static_assert(sterna::models_view{}.empty());
  static_assert(sterna::models().view().empty());
  const sterna::models_view seen = all;
  CHECK_FALSE(seen.empty());
  CHECK(seen.tokens.data() == all.view().tokens.data());
}

TEST_CASE("index is create_index") {
  CHECK(sql_of(index("ix", "t", {"a", sql("lower(b)")}).where("a > 0")) ==
        sql_of(create_index("ix", "t", {"a", sql("lower(b)")}).where("a > 0")));
}

}  // namespace models_models_test
