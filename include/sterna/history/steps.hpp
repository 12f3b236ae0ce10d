// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sterna/error.hpp"
#include "sterna/history/addressing.hpp"
#include "sterna/history/graph.hpp"

namespace sterna {

/// One migration to run, or one change by stamp, and what it does to the version rows: first the deletes, then the
/// inserts, then the update.
struct step {
  int revision = -1;  ///< index in the graph; for a stamp the target, or -1 where that is base
  bool up = true;
  bool settles = false;     ///< changes no row: the log gets the present text of an edited migration
  std::vector<int> from{};  ///< for the arrow: the left side; by parents, dependencies are not listed
  std::vector<int> to{};    ///< for the arrow: the right side
  std::vector<std::string> deletes{};
  std::vector<std::string> inserts{};
  std::optional<std::pair<std::string, std::string>> update{};  ///< old and new id of one row
};

namespace detail {

/// The rows as revisions. A row that the history does not know, or that stands twice, is refused.
[[nodiscard]] inline std::vector<int> known_rows(const graph& g, std::span<const std::string> rows) {
  std::vector<int> found;
  flags seen = no_flags(g);
  for (const std::string& row : rows) {
    const int i = g.find(row);
    if (i < 0) {
      throw history_error("The database is at revision " + in_quotes(row) +
                          ", which this history does not know: deploy the binary that has it, or, if it is gone for "
                          "good, stamp the database with purge");
    }
    if (has(seen, i)) {
      throw history_error("The version table holds " + in_quotes(row) +
                          " more than once; stamp the database with purge");
    }
    flag(seen, i) = 1;
    found.push_back(i);
  }
  return found;
}

/// Rows of which none may be implied by another one.
[[nodiscard]] inline std::vector<int> checked_rows(const graph& g, std::span<const std::string> rows) {
  std::vector<int> found = known_rows(g, rows);
  const flags below = strictly_needed(g, found);
  for (const int earlier : found) {
    if (!has(below, earlier)) continue;
    for (const int later : found) {
      const int alone[] = {later};
      // Of several later ones the topmost, since stamping that one repairs them all.
      if (has(below, later) || !has(with_needs(g, alone), earlier)) continue;
      const std::string top(g.id(later));
      throw history_error("The version table holds both " + in_quotes(g.id(earlier)) + " and " + in_quotes(top) +
                          ", although " + in_quotes(g.id(earlier)) + " is implied by " + in_quotes(top) +
                          ", which cannot be applied without it. If both have run, stamp(history, \"" + top +
                          "\") repairs it");
    }
  }
  return found;
}

/// What is applied, and the rows that say so: the maximal ones. Each step keeps that true and costs only its own edges.
class applied_state {
 public:
  applied_state(const graph& g, std::span<const int> rows)
      : graph_{g}, rows_(rows.begin(), rows.end()), applied_{with_needs(g, rows)}, above_(applied_.size(), 0) {
    for (int i = 0; i < g.size(); ++i) {
      if (!has(applied_, i)) continue;
      for (const int below : g.needs(i)) ++above(below);
    }
  }

  [[nodiscard]] const flags& applied() const { return applied_; }
  [[nodiscard]] bool holds(int i) const { return has(applied_, i); }
  [[nodiscard]] std::span<const int> rows() const { return rows_; }

  [[nodiscard]] step raise(int i) {
    step s = blank(i, true);
    std::vector<int> removed;
    for (const int below : graph_.needs(i)) {
      // A row that i needs is needed directly: whatever lies between would be applied, and so above the row.
      if (above(below)++ == 0) removed.push_back(below);
    }
    flag(applied_, i) = 1;
    const int added[] = {i};
    change_rows(s, removed, added);
    return s;
  }

  [[nodiscard]] step lower(int i) {
    step s = blank(i, false);
    std::vector<int> added;
    for (const int below : graph_.needs(i)) {
      if (--above(below) == 0) added.push_back(below);
    }
    flag(applied_, i) = 0;
    const int removed[] = {i};
    change_rows(s, removed, added);
    return s;
  }

  /// Writes a change of rows into the step: one row becomes another by update, the rest is deleted or inserted.
  static void describe(const graph& g, step& s, std::span<const int> removed, std::span<const int> added) {
    const std::size_t updates = removed.empty() || added.empty() ? 0 : 1;
    for (std::size_t r = 0; r + updates < removed.size(); ++r) s.deletes.emplace_back(g.id(removed[r]));
    for (std::size_t a = 0; a + updates < added.size(); ++a) s.inserts.emplace_back(g.id(added[a]));
    if (updates != 0) s.update.emplace(g.id(removed.back()), g.id(added.back()));
  }

 private:
  /// How many applied revisions need this one.
  [[nodiscard]] int& above(int i) { return above_[static_cast<std::size_t>(i)]; }

  [[nodiscard]] step blank(int i, bool up) const {
    step s;
    s.revision = i;
    s.up = up;
    std::vector<int>& below = up ? s.from : s.to;
    below.assign(graph_.parents(i).begin(), graph_.parents(i).end());
    (up ? s.to : s.from).push_back(i);
    return s;
  }

  void change_rows(step& s, std::span<const int> removed, std::span<const int> added) {
    describe(graph_, s, removed, added);
    for (const int i : removed) std::erase(rows_, i);
    rows_.insert(rows_.end(), added.begin(), added.end());
  }

  const graph& graph_;
  std::vector<int> rows_;
  flags applied_;
  std::vector<int> above_;
};

/// The topmost applied revisions of a lineage, by parents.
[[nodiscard]] inline std::vector<int> tips_of(const graph& g, const flags& applied, const flags& lineage) {
  std::vector<int> tips;
  for (const int i : g.order()) {
    if (!has(applied, i) || !has(lineage, i)) continue;
    const auto stays = [&](int child) { return has(applied, child) && has(lineage, child); };
    if (std::ranges::none_of(g.children(i), stays)) tips.push_back(i);
  }
  return tips;
}

/// Where `+n` or `label@+n` starts to count.
[[nodiscard]] inline int start_of_raise(const graph& g, const applied_state& state, const flags* lineage) {
  const std::vector<int> tips = lineage != nullptr ? tips_of(g, state.applied(), *lineage)
                                                   : std::vector<int>(state.rows().begin(), state.rows().end());
  if (tips.size() > 1) {
    throw history_error("Ambiguous upgrade from multiple current revisions: " + listed(g, tips) +
                        "; name a branch, as in '<branchname>@+1'");
  }
  return tips.empty() ? at_base : tips.front();
}

/// The revisions that one target of an upgrade means.
[[nodiscard]] inline std::vector<int> raise_target(const graph& g, const applied_state& state, const address& a) {
  flags lineage;
  if (a.has_branch) lineage = lineage_of(g, locate_branch(g, a));
  const flags* within = a.has_branch ? &lineage : nullptr;
  if (!a.symbol.empty() || a.steps == 0) return resolve_address(g, a, within);
  if (a.steps < 0) refuse_relative(a);
  const int end = walk(g, start_of_raise(g, state, within), a.steps, within);
  if (end == walked_off) refuse_relative(a);
  return {end};
}

/// Adds what one more target means; two targets of which one implies the other are a mistake of the caller.
inline void add_targets(const graph& g, std::vector<int>& all, std::span<const int> more) {
  for (const int i : more) {
    if (std::ranges::find(all, i) == all.end()) all.push_back(i);
  }
  const flags below = strictly_needed(g, all);
  std::vector<int> implied;
  std::ranges::copy_if(all, std::back_inserter(implied), [&](int i) { return has(below, i); });
  if (implied.empty()) return;
  for (const int top : all) {
    const int alone[] = {top};
    if (has(below, top) || !has(with_needs(g, alone), implied.front())) continue;
    throw history_error("Requested revision " + std::string(g.id(top)) + " overlaps with other requested revisions " +
                        std::string(g.id(implied.front())));
  }
}

struct lowering {
  int target = at_base;
  int branch = -1;  ///< only this revision's lineage is left, or -1
};

/// `-n` and `label@-n`: from the one row, or from the tip of the branch.
[[nodiscard]] inline lowering lower_by_steps(const graph& g, const applied_state& state, const address& a, int branch) {
  if (a.steps > 0) refuse_relative(a);
  std::vector<int> tips(state.rows().begin(), state.rows().end());
  if (branch >= 0) {
    const flags lineage = lineage_of(g, branch);
    tips = tips_of(g, state.applied(), lineage);
    // Where the branch itself is not applied, the tip is what it shares with others; it is ours only if it is a row.
    const auto is_row = [&](int i) { return std::ranges::find(state.rows(), i) != state.rows().end(); };
    if (!state.holds(branch)) std::erase_if(tips, [&](int i) { return !is_row(i); });
  }
  if (tips.size() > 1) {
    throw history_error("Ambiguous downgrade " + in_quotes(a.whole) + " from multiple current revisions: " +
                        listed(g, tips) + "; name a branch, as in '<branchname>@" + std::string(a.tail) + "'");
  }
  if (tips.empty()) refuse_relative(a);
  const int side = branch >= 0 ? branch : tips.front();
  const flags lineage = lineage_of(g, side);
  const int end = walk(g, tips.front(), a.steps, &lineage);
  if (end == walked_off) refuse_relative(a);
  return {end, side};
}

[[nodiscard]] inline lowering lower_target(const graph& g, const applied_state& state, const address& a) {
  const int branch = a.has_branch ? locate_branch(g, a) : -1;
  if (a.symbol.empty() && a.steps != 0) return lower_by_steps(g, state, a, branch);
  flags lineage;
  if (branch >= 0) lineage = lineage_of(g, branch);
  const std::vector<int> found = resolve_address(g, a, branch >= 0 ? &lineage : nullptr);
  if (found.size() > 1) refuse_heads(g, a, found);
  // An empty history has no head; nothing is applied then, and base is as good.
  if (!found.empty() && !state.holds(found.front())) {
    throw history_error("Destination " + std::string(a.whole) +
                        " is not a valid downgrade target from current head(s)");
  }
  return {found.empty() ? at_base : found.front(), branch};
}

}  // namespace detail

/// The steps that apply the targets with all that they need, from the database's version rows. What is applied
/// already is passed over; nothing to do is an empty plan. Throws history_error.
[[nodiscard]] inline std::vector<step> plan_upgrade(const graph& g, std::span<const std::string> rows,
                                                    std::span<const std::string> targets) {
  detail::applied_state state(g, detail::checked_rows(g, rows));
  std::vector<int> wanted;
  for (const std::string& target : targets) {
    detail::add_targets(g, wanted, detail::raise_target(g, state, detail::parse_address(target)));
  }
  const detail::flags needed = detail::with_needs(g, wanted);
  std::vector<step> plan;
  for (const int i : g.order()) {
    if (detail::has(needed, i) && !state.holds(i)) plan.push_back(state.raise(i));
  }
  return plan;
}

/// The steps that undo everything applied above the target (a revision, or base), dependents included; with a label
/// only what grows from its lineage. Throws history_error.
[[nodiscard]] inline std::vector<step> plan_downgrade(const graph& g, std::span<const std::string> rows,
                                                      std::string_view target) {
  detail::applied_state state(g, detail::checked_rows(g, rows));
  const detail::lowering to = detail::lower_target(g, state, detail::parse_address(target));
  detail::flags lineage = detail::no_flags(g);
  if (to.branch >= 0) lineage = detail::lineage_of(g, to.branch);
  std::vector<int> roots;
  for (const int i : to.target == detail::at_base ? g.bases() : g.children(to.target)) {
    if (state.holds(i) && (to.branch < 0 || detail::has(lineage, i))) roots.push_back(i);
  }
  detail::flags dropped = detail::no_flags(g);
  detail::mark(dropped, roots, [&](int i) { return g.needed_by(i); });
  std::vector<step> plan;
  for (std::size_t n = g.order().size(); n-- > 0;) {
    const int i = g.order()[n];
    if (detail::has(dropped, i) && state.holds(i)) plan.push_back(state.lower(i));
  }
  return plan;
}

}  // namespace sterna
