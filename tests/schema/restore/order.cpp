// SPDX-License-Identifier: BSL-1.0
#include "schema/played.hpp"

#include <sterna/schema/restore/order.hpp>

#include <string>
#include <vector>

namespace schema_restore_order_test {

using namespace sterna::dsl;
using schema_tests::played;

namespace {

std::string names(const sterna::catalog& in, const auto& numbers) {
  std::string made;
  for (const std::uint32_t each : numbers) {
    made += (made.empty() ? "" : " ") + std::string(in.state.at(each).id.view());
  }
  return made;
}

}  // namespace

TEST_CASE("columns come back in the order in which they were made, whatever has been changed since") {
  played schema(create_table("t", column("a", integer), column("b", integer)), add_column("t", column("c", integer)),
                alter_column("t", "a", type(text)));
  const sterna::catalog& in = schema.world();
  const std::uint32_t table = schema.relation("t");
  std::vector<std::uint32_t> columns{in.column(table, "c"), in.column(table, "a"), in.column(table, "b")};
  sterna::detail::put_in_order(columns.data(), static_cast<std::uint32_t>(columns.size()), in.state);
  CHECK(names(in, columns) == "a b c");
}

TEST_CASE("a partition comes back behind its table, and an heir behind that from which it inherits") {
  played schema(create_table("t", column("a", integer), partition_by("RANGE (a)")),
                create_partition("p", "t", "FROM (0) TO (10)", partition_by("RANGE (a)")),
                create_partition("q", "p", "FROM (0) TO (5)"), create_table("base", column("b", integer)),
                create_table("heir", inherits("base")));
  const sterna::catalog& in = schema.world();
  sterna::pool<std::uint32_t> gone;
  for (const sterna::name& id : {sterna::name("q"), sterna::name("heir"), sterna::name("p"), sterna::name("base"),
                                 sterna::name("t")}) {
    gone.push(schema.relation(id));
  }
  const std::string made = names(in, sterna::detail::parents_first(in, gone));
  CHECK(made.find('t') < made.find('p'));
  CHECK(made.find('p') < made.find('q'));
  CHECK(made.find("base") < made.find("heir"));
  CHECK(made.size() == std::string("q heir p base t").size());
}

}  // namespace schema_restore_order_test
