// SPDX-License-Identifier: BSL-1.0
#include <sterna/lint/policy.hpp>

#include <sterna/dsl.hpp>
#include <sterna/history/derive.hpp>
#include <sterna/history/explain.hpp>

#include <doctest/doctest.h>

#include <string>

namespace lint_policy_test {

using namespace sterna::dsl;
namespace policy = sterna::policy;
using sterna::fault;
using sterna::rule;

namespace {

inline constexpr auto a = migration("a1", "one").upgrade(create_table("t", column("c", text), column("n", integer)));
inline constexpr auto b = migration("b2", "two").revises("a1").upgrade(create_index("ix_b", "t", {"c"}));
inline constexpr auto c = migration("c3", "three").revises("b2").upgrade(create_index("ix_c", "t", {"c"}));
inline constexpr auto side = migration("s4", "aside").revises("a1").branch_label("side")
    .upgrade(create_index("ix_s", "t", {"n"}));

consteval sterna::verdict found(const sterna::lint_policy& rules, const auto&... migrations) {
  const sterna::revision all[] = {migrations.view()...};
  return sterna::check(sterna::graph(all), rules);
}
consteval sterna::lint_policy rules(const auto&... said) { return policy::rules(said...); }

// without a policy, and with one that says nothing
static_assert([] {
  const sterna::revision all[] = {a.view(), b.view()};
  return sterna::check(all).broken;
}() == rule::index_not_concurrent);
static_assert(found(rules(), a, b).broken == rule::index_not_concurrent);

// levels
static_assert(found(rules(policy::off(rule::index_not_concurrent)), a, b).what == fault::none);
static_assert(found(rules(policy::notice(rule::index_not_concurrent)), a, b).what == fault::none);
static_assert(found(rules(policy::off(rule::check_validates)), a, b).what == fault::unsafe);
static_assert(found(rules(policy::all_off()), a, b).what == fault::none);
static_assert(found(rules(policy::all_off(), policy::error(rule::index_not_concurrent)), a, b).what == fault::unsafe);
static_assert(found(rules(policy::error(rule::column_dropped)), a,
                    migration("x", "x").revises("a1").upgrade(drop_column("t", "c"))).broken == rule::column_dropped);
static_assert(found(rules(policy::error(rule::json_column)),
                    migration("x", "x").upgrade(create_table("t", column("c", json)))).broken == rule::json_column);
static_assert(found(rules(policy::style_on()),
                    migration("x", "x").upgrade(create_table("t", column("c", json)))).what == fault::none);
static_assert(rules(policy::style_on()).notices.has(rule::json_column));
static_assert(!rules().notices.has(rule::json_column));
static_assert(
    rules(policy::style_on(), policy::off(rule::json_column, rule::wide_index)).notices.has(rule::hash_index));
static_assert(
    !rules(policy::style_on(), policy::off(rule::json_column, rule::wide_index)).notices.has(rule::wide_index));

// where the lint begins
static_assert(found(rules(policy::lint_from("b2")), a, b).what == fault::unsafe);
static_assert(found(rules(policy::lint_from("c3")), a, b, c).revision == 2);
static_assert(found(rules(policy::lint_from("c3")), a, b).what == fault::unknown_policy_revision);
static_assert(found(rules(policy::lint_from("c4")), a, b, c).nearest.view() == "c3");
// what does not come before is looked at, wherever it stands
static_assert(found(rules(policy::lint_from("c3")), a, b,
                    migration("c3", "three").revises("b2").upgrade(add_column("t", column("d", text))), side)
                  .subject.view() == "ix_s");
// an exception among migrations that are left alone is none that nothing needs
static_assert(found(rules(policy::lint_from("c3")), a,
                    migration("b2", "two").revises("a1").upgrade(assume_safe(add_column("t", column("d", text)), "x")),
                    migration("c3", "three").revises("b2").upgrade(add_column("t", column("e", text))))
                  .what == fault::none);
static_assert(found(rules(policy::off(rule::index_not_concurrent)), a,
                    migration("b2", "two").revises("a1").upgrade(assume_safe(create_index("ix", "t", {"c"}), "x")))
                  .what == fault::needless_exception);

// servers
static_assert(found(rules(), migration("x", "x").upgrade(create_table("t", column("c", numeric(2, 5))))).what ==
              fault::type_argument);
static_assert(found(rules(policy::server(15)),
                    migration("x", "x").upgrade(create_table("t", column("c", numeric(2, 5))))).what == fault::none);

inline constexpr auto for_15 = policy::rules(policy::server(15), policy::lint_from("c3"));
inline constexpr auto last =
    migration("c3", "three").revises("b2").upgrade(add_column("t", column("d", numeric(2, 5))));
inline constexpr auto whole = sterna::history<for_15, a, b, last>;
inline constexpr auto nothing_said = policy::rules();
inline constexpr auto only_rules = sterna::history<nothing_said>;

}  // namespace

TEST_CASE("the history keeps its policy apart from its migrations") {
  CHECK(whole.revisions().size() == 3);
  CHECK(whole.revisions()[0].id.view() == "a1");
  CHECK(whole.policy().lowest_server == 15);
  CHECK(sterna::check(whole).what == fault::none);
  CHECK(sterna::history<a>.policy().lowest_server == 13);
  CHECK(only_rules.revisions().empty());
}

TEST_CASE("a policy in the middle is told where it belongs") {
  const sterna::revision all[] = {a.view(), for_15.view(), b.view()};
  const sterna::history_view wrong(all);
  const std::string said = sterna::explain(sterna::check(wrong), wrong);
  INFO(said);
  CHECK(said.find("a policy stands before the migrations") != std::string::npos);
}

TEST_CASE("a downgrade is derived for the servers of the history") {
  const sterna::graph graph(whole.revisions());
  const int wanted[] = {2};
  const sterna::downgrades derived(graph, wanted);
  CHECK(derived.of(2).view().operations.size() == 1);
}

}  // namespace lint_policy_test
