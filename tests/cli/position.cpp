// SPDX-License-Identifier: BSL-1.0
#include <sterna/cli/position.hpp>
#include <sterna/dsl.hpp>

#include <doctest/doctest.h>

namespace cli_position_test {

namespace position_tests {

using namespace sterna::dsl;

constexpr auto x1 = migration("x1", "x 1").branch_label("x").upgrade(create_table("x", column("a", integer)));
constexpr auto x2 = migration("x2", "x 2").revises("x1").upgrade(add_column("x", column("b", integer)));
constexpr auto y1 = migration("y1", "y 1").branch_label("y").upgrade(create_table("y", column("a", integer)));
constexpr auto y2 =
    migration("y2", "y 2").revises("y1").depends_on("x1").upgrade(add_column("y", column("b", integer)));
constexpr auto whole = sterna::history<x1, x2, y1, y2>;

[[nodiscard]] std::string ids(const sterna::graph& of, const std::vector<int>& revisions) {
  std::string text;
  for (const int i : revisions) {
    text += (text.empty() ? "" : " ") + std::string(of.id(i));
  }
  return text;
}

}  // namespace position_tests

TEST_CASE("the tips of lineages, with those that have no row") {
  const sterna::graph of(position_tests::whole.revisions());
  const auto at = [&](std::vector<std::string> rows) { return sterna::cli::position(of, std::move(rows)); };
  CHECK(at({}).tips().empty());
  CHECK(position_tests::ids(of, at({}).missing_heads()) == "x2 y2");
  CHECK(position_tests::ids(of, at({"y2"}).tips()) == "x1 y2");
  CHECK(position_tests::ids(of, at({"y2"}).missing_heads()) == "x2");
  CHECK_FALSE(at({"y2"}).is_row(of.find("x1")));
  CHECK(at({"y2"}).is_row(of.find("y2")));
  CHECK(position_tests::ids(of, at({"y2", "x2"}).tips()) == "x2 y2");
  CHECK(at({"y2", "x2"}).missing_heads().empty());
  CHECK(at({"y2", "gone"}).unknown() == std::vector<std::string>{"gone"});
}

}  // namespace cli_position_test
