// SPDX-License-Identifier: BSL-1.0
#include "graphs.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <random>
#include <set>

namespace history_random_plans_test {

using namespace histories;

namespace {

using set = std::set<int>;

/// A random history, written in any order: chains, forks, merges and dependencies, some redundant.
std::unique_ptr<drawing> random_history(std::mt19937& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const std::size_t size = 1 + below(30);
  std::vector<node> nodes;
  for (std::size_t i = 0; i < size; ++i) {
    node made{numbered[i]};
    if (i > 0 && below(8) != 0) made.parents.push_back(numbered[below(3) == 0 ? below(i) : i - 1]);
    if (i > 1 && below(4) == 0) {
      const name other = numbered[below(i)];
      if (made.parents.empty() || other != made.parents[0]) made.parents.push_back(other);
    }
    for (std::size_t d = 0; i > 0 && d < 2; ++d) {
      if (below(5) == 0) made.depends_on.push_back(numbered[below(i)]);
    }
    nodes.insert(nodes.begin() + static_cast<std::ptrdiff_t>(below(nodes.size() + 1)), made);
  }
  return std::make_unique<drawing>(std::move(nodes));
}

/// The rows that an applied set must have, from the definition: those that no other applied revision needs, directly
/// or by others between. Slow on purpose; shares nothing with the planner.
words rows_by_definition(const sterna::graph& g, const set& applied) {
  set implied;
  for (const int i : applied) {
    for (const int p : g.parents(i)) implied.insert(p);
    for (const int d : g.dependencies(i)) implied.insert(d);
  }
  words rows;
  for (const int i : applied) {
    if (!implied.contains(i)) rows.emplace_back(g.id(i));
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// Follows a plan and checks each step: what it needs is applied, what needs it is not, the rows are right after it.
void follow(const sterna::graph& g, std::span<const sterna::step> plan, set& applied, words& rows) {
  for (const auto& s : plan) {
    REQUIRE(applied.contains(s.revision) == !s.up);
    if (s.up) {
      for (const int i : g.parents(s.revision)) REQUIRE(applied.contains(i));
      for (const int i : g.dependencies(s.revision)) REQUIRE(applied.contains(i));
      applied.insert(s.revision);
    } else {
      for (const int i : g.children(s.revision)) REQUIRE_FALSE(applied.contains(i));
      for (const int i : g.dependents(s.revision)) REQUIRE_FALSE(applied.contains(i));
      applied.erase(s.revision);
    }
    apply(rows, s);
    words sorted = rows;
    std::sort(sorted.begin(), sorted.end());
    REQUIRE(sorted == rows_by_definition(g, applied));
  }
}

}  // namespace

TEST_CASE("whatever is planned, the rows are the maximal elements of what is applied") {
  std::mt19937 random(20260808);
  for (int round = 0; round < 200; ++round) {
    const auto drawn = random_history(random);
    const auto& g = drawn->graph;
    const auto what = g.found().what;
    REQUIRE((what == sterna::fault::none || what == sterna::fault::several_heads));
    set applied;
    words rows;
    const auto any = [&] { return std::string(g.id(static_cast<int>(random() % static_cast<unsigned>(g.size())))); };
    for (int move = 0; move < 12; ++move) {
      const std::string target = any();
      const int at = g.find(target);
      if (random() % 2 == 0) {
        const words targets{target};
        follow(g, sterna::plan_upgrade(g, rows, targets), applied, rows);
        REQUIRE(applied.contains(at));
      } else if (applied.contains(at)) {
        const bool to_base = random() % 4 == 0;
        follow(g, sterna::plan_downgrade(g, rows, target + (to_base ? "@base" : "")), applied, rows);
        REQUIRE(applied.contains(at) == !to_base);
        for (const int child : g.children(at)) REQUIRE_FALSE(applied.contains(child));
      } else {
        REQUIRE_THROWS_AS((void)sterna::plan_downgrade(g, rows, target), sterna::history_error);
      }
    }
    const words all{"heads"};
    follow(g, sterna::plan_upgrade(g, rows, all), applied, rows);
    REQUIRE(applied.size() == static_cast<std::size_t>(g.size()));
    follow(g, sterna::plan_downgrade(g, rows, "base"), applied, rows);
    REQUIRE(applied.empty());
    REQUIRE(rows.empty());
  }
}

TEST_CASE("a stamp leaves rows of which none implies another, the target's among them") {
  std::mt19937 random(4711);
  for (int round = 0; round < 200; ++round) {
    const auto drawn = random_history(random);
    const auto& g = drawn->graph;
    const auto any = [&] { return std::string(g.id(static_cast<int>(random() % static_cast<unsigned>(g.size())))); };
    words rows;
    for (int n = 0; n < 3; ++n) {
      if (const std::string row = any(); std::count(rows.begin(), rows.end(), row) == 0) rows.push_back(row);
    }
    const words targets{any()};
    for (const auto& s : sterna::stamp_steps(g, rows, targets)) apply(rows, s);
    REQUIRE(std::count(rows.begin(), rows.end(), targets[0]) == 1);
    const words none{};
    REQUIRE_NOTHROW((void)sterna::plan_upgrade(g, rows, none));  // which refuses rows that imply each other
  }
}

TEST_CASE("a thousand pending revisions in a chain are planned in no time") {
  std::vector<node> nodes;
  for (std::size_t i = 0; i < 1000; ++i) {
    nodes.push_back({numbered[i]});
    if (i > 0) nodes[i].parents.push_back(numbered[i - 1]);
  }
  const drawing drawn(std::move(nodes));
  REQUIRE_FALSE(drawn.graph.found());
  const words targets{"head"};
  const words rows{"r999"};
  const auto start = std::chrono::steady_clock::now();
  const auto plan = sterna::plan_upgrade(drawn.graph, {}, targets);
  const auto back = sterna::plan_downgrade(drawn.graph, rows, "base");
  const auto spent = std::chrono::steady_clock::now() - start;
  CHECK(plan.size() == 1000);
  CHECK(back.size() == 1000);
  MESSAGE("up and down: " << std::chrono::duration_cast<std::chrono::microseconds>(spent).count() << " us");
  CHECK(spent < std::chrono::milliseconds(100));
}

}  // namespace history_random_plans_test
