// SPDX-License-Identifier: BSL-1.0
#include <sterna/autogenerate/column_order.hpp>
#include <sterna/autogenerate/diff.hpp>
#include <sterna/autogenerate/rename_hints.hpp>
#include <sterna/dsl.hpp>
#include <sterna/models/models.hpp>
#include <sterna/models/world.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace autogenerate_column_order_test {

using namespace sterna::dsl;

namespace {

constexpr std::string_view begin =
    "columns stand in another order, which PostgreSQL cannot change and only statements mind that name no columns: ";

/// What is said of the order, without the beginning that all have; and the diff says the same.
template <class From, class To>
std::string order_of(const From& from, const To& to) {
  sterna::catalog found;
  sterna::catalog wanted;
  REQUIRE(sterna::detail::world_of(from, found));
  REQUIRE(sterna::detail::world_of(to, wanted));
  const std::string note = sterna::column_order_note(wanted, found);
  const sterna::generated made = sterna::diff(found, wanted, {.renames = sterna::rename_hints(to.view().tokens)});
  CHECK_FALSE(made.left);
  const std::string last = made.notes.empty() ? std::string() : made.notes.back();
  if (!note.empty()) CHECK(last == note);
  if (!last.starts_with(begin)) return {};
  return last.substr(begin.size());
}

constexpr auto a = column("a", integer);
constexpr auto b = column("b", integer);
constexpr auto c = column("c", integer);

}  // namespace

TEST_CASE("order of columns: another one is said, with the first column that stands elsewhere, and is no difference") {
  CHECK(order_of(sterna::models(table("t", a, b, c)), sterna::models(table("t", a, b, c))).empty());
  CHECK(order_of(sterna::models(table("t", a, b, c)), sterna::models(table("t", a, c, b))) ==
        "t ('b' where 'c' should be)");
  CHECK(order_of(sterna::models(create_schema("s"), table("t", a, b).schema("s"), table("u", b, a)),
                 sterna::models(create_schema("s"), table("t", b, a).schema("s"), table("u", a, b))) ==
        "s.t ('a' where 'b' should be), u ('b' where 'a' should be)");
}

TEST_CASE("order of columns: what comes or goes is not held against those that stay") {
  CHECK(order_of(sterna::models(table("t", a, b)), sterna::models(table("t", c, a, b))).empty());
  CHECK(order_of(sterna::models(table("t", c, a, b)), sterna::models(table("t", a, b))).empty());
  CHECK(order_of(sterna::models(table("t", a, b)), sterna::models(table("t", a, b), table("u", b, a))).empty());
}

TEST_CASE("order of columns: a new name keeps its place") {
  CHECK(order_of(sterna::models(table("t", a, b)),
                 sterna::models(table("t", column("z", integer, renamed_from("a")), b)))
            .empty());
}

TEST_CASE("order of columns: many tables are counted") {
  CHECK(order_of(sterna::models(table("t1", a, b), table("t2", a, b), table("t3", a, b), table("t4", a, b),
                                table("t5", a, b), table("t6", a, b), table("t7", a, b)),
                 sterna::models(table("t1", b, a), table("t2", b, a), table("t3", b, a), table("t4", b, a),
                                table("t5", b, a), table("t6", b, a), table("t7", b, a)))
            .ends_with("t5 ('a' where 'b' should be) and 2 more tables"));
}

}  // namespace autogenerate_column_order_test
