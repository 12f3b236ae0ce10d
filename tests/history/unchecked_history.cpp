// SPDX-License-Identifier: BSL-1.0
#include "sterna/history/unchecked_history.hpp"

#include "runtime/database.hpp"

#include <doctest/doctest.h>

namespace history_unchecked_history_test {

namespace {
using namespace sterna::dsl;

constexpr auto rules = sterna::policy::rules();
constexpr auto base = migration("a", "base").upgrade(create_table("t", column("id", integer, primary_key)));
constexpr auto left = migration("b", "left").revises("a");
constexpr auto right = migration("c", "right").revises("a");
constexpr auto typo = migration("d", "typo").revises("a").upgrade(drop_table("s"));

constexpr auto sound = sterna::unchecked_history<rules, base, left>;
constexpr auto two_heads = sterna::unchecked_history<base, left, right>;
constexpr auto missing = sterna::unchecked_history<base, typo>;
constexpr auto none = sterna::unchecked_history<>;
static_assert(sound.revisions().size() == 2 && none.revisions().empty());

}  // namespace

TEST_CASE("an unchecked history is judged at run time") {
  CHECK_FALSE(sterna::check(sound));
  CHECK_FALSE(sterna::check(none));
  CHECK(sterna::check(two_heads).what == sterna::fault::several_heads);
  CHECK(sterna::check(missing).what == sterna::fault::missing_table);
}

TEST_CASE("nothing is done to a database with a history that is not sound") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK_THROWS_WITH_AS(sterna::upgrade(missing, "a", db.options()),
                       doctest::Contains("drop_table: table 's' does not exist"), sterna::history_error);
  CHECK_THROWS_AS(sterna::stamp(two_heads, "a", db.options()), sterna::history_error);
  CHECK(sterna::current(db.options()).empty());
}

}  // namespace history_unchecked_history_test
