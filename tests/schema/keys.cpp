// SPDX-License-Identifier: BSL-1.0
#include "played.hpp"

#include <sterna/schema/keys.hpp>

#include <vector>

namespace schema_keys_test {

using namespace sterna::dsl;
using schema_tests::played;
using sterna::element;
using sterna::object;

namespace {

std::vector<element> columns(std::initializer_list<sterna::name> ids) {
  std::vector<element> made;
  for (const sterna::name& id : ids) {
    made.emplace_back().column = id;
  }
  return made;
}
sterna::list<element> view(const std::vector<element>& list) {
  return {list.data(), static_cast<std::uint32_t>(list.size())};
}

}  // namespace

TEST_CASE("the same columns in any order, and no other") {
  const auto same = [](const std::vector<element>& a, const std::vector<element>& b) {
    return sterna::detail::same_columns(view(a), view(b));
  };
  CHECK(same({}, {}));
  CHECK(same(columns({"a", "b"}), columns({"b", "a"})));
  CHECK_FALSE(same(columns({"a", "b"}), columns({"a"})));
  CHECK_FALSE(same(columns({"a", "b"}), columns({"a", "c"})));
  CHECK(sterna::detail::has_member(view(columns({"a", "b"})), "b"));
  CHECK_FALSE(sterna::detail::has_member(view(columns({"a", "b"})), "B"));
}

TEST_CASE("the key for a foreign key is unique, on all rows and on these columns, and the oldest of such") {
  played schema(create_table("t", column("a", integer), column("b", integer), column("c", integer),
                             primary_key("a", "b")),
                create_index("plain", "t", {"c"}), create_index("partial", "t", {"c"}).unique().where("c > 0"),
                create_unique_constraint("later", "t", {"b", "a"}));
  const sterna::catalog& in = schema.world();
  const std::uint32_t table = schema.relation("t");
  CHECK(sterna::detail::primary_key_of(in, table) == schema.relation("t_pkey"));
  CHECK(sterna::detail::key_for(in, table, view(columns({"b", "a"}))) == schema.relation("t_pkey"));
  CHECK(sterna::detail::key_for(in, table, view(columns({"a"}))) == object::none);
  CHECK(sterna::detail::key_for(in, table, view(columns({"c"}))) == object::none);
}

TEST_CASE("a table without a primary key has none") {
  played schema(create_table("t", column("a", integer, unique)));
  CHECK(sterna::detail::primary_key_of(schema.world(), schema.relation("t")) == object::none);
}

}  // namespace schema_keys_test
