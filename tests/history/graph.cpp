// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include "graphs.hpp"

namespace history_graph_test {

using namespace histories;
using sterna::fault;
using sterna::verdict;

namespace {

verdict verdict_of(std::vector<node> nodes) {
  return drawing(std::move(nodes)).graph.found();  // the subjects point at literals
}

// The same questions, asked while compiling.
constexpr name on_a[] = {"a"};
constexpr name on_b[] = {"b"};
constexpr name on_c[] = {"c"};
constexpr name on_aa[] = {"a", "a"};
constexpr name on_typo[] = {"accuont"};

constexpr sterna::list<name> listed(std::span<const name> names) {
  return {names.data(), static_cast<std::uint32_t>(names.size())};
}
constexpr sterna::revision rev(name id, std::span<const name> parents = {}, std::span<const name> depends_on = {},
                               std::span<const name> labels = {}) {
  sterna::revision r{};
  r.id = id;
  r.parents = listed(parents);
  r.depends_on = listed(depends_on);
  r.labels = listed(labels);
  return r;
}

constexpr sterna::revision good[] = {rev("a"), rev("b", on_a), rev("c", on_b)};
static_assert(!sterna::graph(good).found());
static_assert(sterna::graph(good).find("b") == 1 && sterna::graph(good).find("x") == -1);
static_assert(sterna::graph(good).order()[2] == 2 && sterna::graph(good).heads()[0] == 2);

constexpr sterna::revision cyclic[] = {rev("a", on_c), rev("b", on_a), rev("c", on_b)};
static_assert(sterna::graph(cyclic).found().what == fault::cycle);
static_assert(sterna::graph(cyclic).cycle_members().size() == 3);

constexpr sterna::revision twice[] = {rev("a"), rev("b", on_aa)};
static_assert(sterna::graph(twice).found().what == fault::duplicate_parent);

constexpr sterna::revision typo[] = {rev("account"), rev("b", on_typo)};
static_assert(sterna::graph(typo).found().what == fault::unknown_parent);
static_assert(sterna::graph(typo).found().nearest == "account");

constexpr sterna::revision split[] = {rev("a"), rev("b", on_a), rev("c", on_a)};
static_assert(sterna::graph(split).found().what == fault::several_heads);

// 300 revisions, at the compilers' default limits: in a chain, and in reverse order with dependencies and merges.
consteval std::array<sterna::revision, 300> make_chain() {
  std::array<sterna::revision, 300> made{};
  for (std::size_t i = 0; i < 300; ++i) {
    made[i].id = numbered[i];
    if (i > 0) made[i].parents = {&numbered[i - 1], 1};
  }
  return made;
}
constexpr auto long_chain = make_chain();
static_assert(!sterna::graph(long_chain).found());

consteval std::array<sterna::revision, 300> make_tangle() {
  std::array<sterna::revision, 300> made{};
  for (std::size_t i = 0; i < 300; ++i) {
    made[299 - i].id = numbered[i];
    if (i > 2) made[299 - i].parents = {&numbered[i - 2], 2};
    if (i > 9) made[299 - i].depends_on = {&numbered[i - 9], 3};
  }
  made[297].parents = {&numbered[0], 2};
  return made;
}
constexpr auto tangle = make_tangle();
static_assert(!sterna::graph(tangle).found());

consteval std::array<sterna::revision, 300> make_wrong_chain() {
  std::array<sterna::revision, 300> made = make_chain();
  made[299].parents = listed(on_typo);
  return made;
}
constexpr auto wrong_chain = make_wrong_chain();
static_assert(sterna::graph(wrong_chain).found().what == fault::unknown_parent);

// The search for the name that was meant, at its worst: long ids that start alike and then differ a lot.
struct lookalikes {
  char text[300][33]{};
  consteval lookalikes() {
    for (int i = 0; i < 300; ++i) {
      for (int c = 0; c < 32; ++c) text[i][c] = c < 22 ? 'x' : static_cast<char>('a' + (i * 7 + c * c * (i % 13)) % 26);
      text[i][22] = static_cast<char>('A' + i / 26);
      text[i][23] = static_cast<char>('A' + i % 26);
    }
  }
};
constexpr lookalikes alike_text{};
consteval std::array<name, 300> make_alike() {
  std::array<name, 300> made{};
  for (std::size_t i = 0; i < 300; ++i) made[i] = name(alike_text.text[i]);
  return made;
}
constexpr auto alike = make_alike();
constexpr name on_lookalike[] = {"xxxxxxxxxxxxxxxxxxxxxx0123456789"};
consteval std::array<sterna::revision, 300> make_alike_chain() {
  std::array<sterna::revision, 300> made{};
  for (std::size_t i = 0; i < 300; ++i) {
    made[i].id = alike[i];
    if (i > 0) made[i].parents = {&alike[i - 1], 1};
  }
  made[299].parents = listed(on_lookalike);
  return made;
}
constexpr auto alike_chain = make_alike_chain();
static_assert(sterna::graph(alike_chain).found().what == fault::unknown_parent);

bool precedes_all(const sterna::graph& g) {
  std::vector<char> seen(static_cast<std::size_t>(g.size()), 0);
  for (const int i : g.order()) {
    for (const int below : g.needs(i)) {
      if (seen[static_cast<std::size_t>(below)] == 0) return false;
    }
    seen[static_cast<std::size_t>(i)] = 1;
  }
  return g.order().size() == seen.size() && std::count(seen.begin(), seen.end(), 1) == g.size();
}

}  // namespace

TEST_CASE("a graph gives edges both ways, order, heads and bases") {
  const auto drawn = merged();
  const auto& g = drawn->graph;
  CHECK_FALSE(g.found());
  CHECK(g.size() == 8);
  CHECK(ids(g, g.order()) == "a b c1 d1 c2 d2 e f");
  CHECK(ids(g, g.parents(6)) == "d1 d2");
  CHECK(ids(g, g.children(1)) == "c1 c2");
  CHECK(ids(g, g.heads()) == "f");
  CHECK(ids(g, g.bases()) == "a");
  CHECK(g.find("d2") == 5);
  CHECK(g.find("c2branch") == -1);
  CHECK(g.find_label("c2branch") == 3);
  CHECK(g.find_label("d2") == -1);
}

TEST_CASE("086: a dependency by label is resolved to the labelled revision") {
  const drawing drawn({{"a1", {}, {}, {"alabel"}}, {"a2", {"a1"}}, {"b1", {}, {"alabel", "a1"}}});
  const auto& g = drawn.graph;
  CHECK_FALSE(g.found());
  CHECK(ids(g, g.dependencies(2)) == "a1");
  CHECK(ids(g, g.dependents(0)) == "b1");
  CHECK(g.children(0).size() == 1);
}

TEST_CASE("091: duplicated labels are refused") {
  verdict v = verdict_of({{"a", {}, {}, {"x"}}, {"b", {"a"}, {}, {"x"}}});
  CHECK(v.what == fault::duplicate_label);
  CHECK(v.revision == 1);
  CHECK(v.other == 0);
  CHECK(v.subject == "x");
  v = verdict_of({{"a", {}, {}, {"b"}}, {"b", {"a"}}});
  CHECK(v.what == fault::duplicate_label);
  CHECK(v.revision == 0);
  CHECK(v.other == 1);
  CHECK(verdict_of({{"a", {}, {}, {"x", "x"}}}).what == fault::duplicate_label);
  for (const name bad : {name(""), name("x@y"), name("a+b"), name("a-b"), name("a:b"), name("heads"), name("a\0b")}) {
    CHECK(verdict_of({{"a", {}, {}, {bad}}}).what == fault::illegal_label);
  }
}

TEST_CASE("095: loops and cycles are refused, listing the members") {
  const auto members = [](std::vector<node> nodes) {
    const drawing drawn(std::move(nodes));
    CHECK(drawn.graph.found().what == fault::cycle);
    CHECK(drawn.graph.found().subject.empty());
    const auto found_members = drawn.graph.cycle_members();
    std::vector<int> found(found_members.begin(), found_members.end());
    std::sort(found.begin(), found.end());
    return ids(drawn.graph, found);
  };
  SUBCASE("self-loops") {
    CHECK(verdict_of({{"a", {"a"}}}).what == fault::self_loop);
    CHECK(verdict_of({{"a", {}, {"a"}}}).what == fault::self_loop);
    CHECK(verdict_of({{"a", {}, {"x"}, {"x"}}}).what == fault::self_loop);
  }
  SUBCASE("whole") {
    CHECK(members({{"a", {"c"}}, {"b", {"a"}}, {"c", {"b"}}}) == "a b c");
    CHECK(members({{"a", {}, {"b"}}, {"b", {}, {"a"}}}) == "a b");
    CHECK(members({{"a", {}, {"b"}}, {"b", {"a"}}}) == "a b");
  }
  SUBCASE("below, above and beside healthy parts") {
    CHECK(members({{"a", {"c"}}, {"b", {"a"}}, {"c", {"b"}}, {"d", {"c"}}, {"e", {"d"}}}) == "a b c");
    CHECK(members({{"a"}, {"b", {"a"}}, {"c", {"b", "e"}}, {"d", {"c"}}, {"e", {"d"}}}) == "c d e");
    CHECK(members({{"a"}, {"b", {"a"}}, {"x", {"y"}}, {"y", {"x"}}}) == "x y");
    CHECK(members({{"a"}, {"b", {"a"}}, {"x", {}, {"y"}}, {"y", {}, {"x"}}, {"z", {"y", "b"}}}) == "x y");
  }
  SUBCASE("of two hundred") {
    std::vector<node> nodes;
    for (std::size_t i = 0; i < 200; ++i) nodes.push_back({numbered[i], {numbered[(i + 199) % 200]}, {}, {}});
    const drawing drawn(std::move(nodes));
    CHECK(drawn.graph.cycle_members().size() == 200);
  }
}

TEST_CASE("096: an id that is a part of another is no loop") {
  CHECK_FALSE(verdict_of({{"foo"}, {"foobar", {"foo"}}, {"bar", {"foobar"}}, {"oba", {"bar"}}}));
}

TEST_CASE("097: missing parents and dependencies are refused with both ids") {
  verdict v = verdict_of({{"account"}, {"b", {"acount"}}});
  CHECK(v.what == fault::unknown_parent);
  CHECK(v.revision == 1);
  CHECK(v.subject == "acount");
  CHECK(v.nearest == "account");
  v = verdict_of({{"a", {}, {}, {"billing"}}, {"b", {"a"}, {"biling"}}});
  CHECK(v.what == fault::unknown_dependency);
  CHECK(v.subject == "biling");
  CHECK(v.nearest == "billing");
  CHECK(verdict_of({{"a"}, {"b", {"something_else"}}}).nearest.empty());
  v = verdict_of({{"a", {}, {}, {"billing"}}, {"b", {"billing"}}});  // a label is no parent: its revision was meant
  CHECK(v.what == fault::unknown_parent);
  CHECK(v.nearest == "a");
  v = verdict_of({{"a"}, {"b", {"a", "a"}}});
  CHECK(v.what == fault::duplicate_parent);
  CHECK(v.subject == "a");
}

TEST_CASE("098: duplicate ids are refused") {
  const verdict v = verdict_of({{"a"}, {"b", {"a"}}, {"a", {"b"}}});
  CHECK(v.what == fault::duplicate_id);
  CHECK(v.revision == 2);
  CHECK(v.other == 0);
  CHECK(v.subject == "a");
}

TEST_CASE("101: an empty tree is no fault") {
  const drawing drawn({});
  CHECK_FALSE(drawn.graph.found());
  CHECK(drawn.graph.order().empty());
  CHECK(drawn.graph.find("a") == -1);
}

TEST_CASE("102: illegal, reserved, empty and overlong ids are refused") {
  for (const name bad : {name("a@b"), name("a-b"), name("a+b"), name("a:b"), name("a\0b")}) {
    const verdict v = verdict_of({{bad}});
    CHECK(v.what == fault::illegal_id);
    CHECK(v.subject == bad.view());
  }
  for (const name bad : {name("head"), name("heads"), name("base"), name("current")}) {
    CHECK(verdict_of({{bad}}).what == fault::reserved_id);
  }
  CHECK(verdict_of({{""}}).what == fault::empty_id);
  CHECK(verdict_of({{"12345678901234567890123456789012"}}).what == fault::none);
  CHECK(verdict_of({{"123456789012345678901234567890123"}}).what == fault::id_too_long);
  // 32 characters of two bytes each fit into VARCHAR(32)
  CHECK(verdict_of({{"éééééééééééééééééééééééééééééééé"}}).what == fault::none);
  CHECK(verdict_of({{"ééééééééééééééééééééééééééééééééé"}}).what == fault::id_too_long);
}

TEST_CASE("103: a tangled map of 150 revisions has one order, and everything comes after what it needs") {
  const auto draw = [] {
    std::vector<node> nodes;
    unsigned state = 7;
    const auto draw_below = [&](std::size_t n) {
      state = state * 1664525u + 1013904223u;
      return static_cast<std::size_t>(state >> 8) % n;
    };
    for (std::size_t i = 0; i < 150; ++i) {
      node made{numbered[i]};
      made.labels.push_back(numbered[i + 150]);
      if (i > 0) made.parents.push_back(numbered[draw_below(i)]);
      if (i > 5 && draw_below(3) == 0) {
        const name other = numbered[draw_below(i)];
        if (other != made.parents[0]) made.parents.push_back(other);
      }
      if (i > 5 && draw_below(4) == 0) made.depends_on.push_back(numbered[draw_below(i)]);
      nodes.insert(nodes.begin() + static_cast<std::ptrdiff_t>(draw_below(nodes.size() + 1)), made);
    }
    return std::make_unique<drawing>(std::move(nodes));
  };
  const auto first = draw();
  const auto second = draw();
  REQUIRE_FALSE(first->graph.found());
  CHECK(precedes_all(first->graph));
  CHECK(ids(first->graph, first->graph.order()) == ids(second->graph, second->graph.order()));
}

TEST_CASE("104: a head that another revision depends on is a head, but no real one") {
  const drawing drawn({{"a1"}, {"a2", {"a1"}}, {"b1", {}, {"a2"}}});
  const auto& g = drawn.graph;
  CHECK_FALSE(g.found());  // one real head: no label is asked for
  CHECK(ids(g, g.heads()) == "a2 b1");
  CHECK(ids(g, g.real_heads()) == "b1");
}

TEST_CASE("several heads are accepted where all but one have a label of their own") {
  CHECK_FALSE(forked()->graph.found());
  CHECK_FALSE(verdict_of({{"a"}, {"b", {"a"}}, {"c", {"a"}, {}, {"side"}}}));
  CHECK_FALSE(verdict_of({{"a"}, {"b", {"a"}}, {"c", {"a"}, {}, {"side"}}, {"d", {"c"}}}));
  const verdict v = verdict_of({{"a", {}, {}, {"all"}}, {"b", {"a"}, {}, {"side"}}, {"c", {"a"}}, {"d", {"a"}}});
  CHECK(v.what == fault::several_heads);
  CHECK(v.revision == 2);
  CHECK(v.other == 3);
  // a label below the fork tells the two apart no better than none
  CHECK(verdict_of({{"a", {}, {}, {"all"}}, {"b", {"a"}}, {"c", {"a"}}}).what == fault::several_heads);
}

TEST_CASE("faults are reported in the order ids, labels, references, cycles, heads") {
  CHECK(verdict_of({{"a", {"a"}, {}, {"x", "x"}}, {"a"}}).what == fault::duplicate_id);
  CHECK(verdict_of({{"a", {"nope"}, {}, {"x", "x"}}}).what == fault::duplicate_label);
  CHECK(verdict_of({{"a", {"b"}}, {"b", {"a"}}, {"c", {"nope"}}}).what == fault::unknown_parent);
  CHECK(verdict_of({{"a", {"b"}}, {"b", {"a"}}, {"c"}, {"d"}}).what == fault::cycle);
}

TEST_CASE("the nearest name is found by edits, and not where it is far off") {
  CHECK(sterna::detail::edit_distance("kitten", "sitting", 3) == 3);
  CHECK(sterna::detail::edit_distance("kitten", "sitting", 2) == 3);
  CHECK(sterna::detail::edit_distance("", "", 2) == 0);
  CHECK(sterna::detail::edit_distance("abc", "", 3) == 3);
  CHECK(sterna::detail::edit_distance("abcdef", "bcdefg", 2) == 2);
  CHECK(sterna::detail::edit_distance("abcdef", "abdcef", 3) == 1);
}

}  // namespace history_graph_test
