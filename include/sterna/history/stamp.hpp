// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/steps.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sterna {

namespace detail {

/// The rows while a stamp rewrites them; unlike an applied_state they may be wrong to begin with.
class stamped_rows {
 public:
  stamped_rows(const graph& g, std::vector<int> rows) : graph_{g}, rows_{std::move(rows)} {}

  /// Deletes the rows of a lineage, or all where none is given.
  void clear(const flags* within) {
    std::vector<int> removed;
    for (const int i : rows_) {
      if (within == nullptr || has(*within, i)) removed.push_back(i);
    }
    change(at_base, false, removed, {});
  }

  /// Puts one row in place of all that lie below or above it.
  void set(int target) {
    const int seed[] = {target};
    flags related = with_needs(graph_, seed);
    flags above = no_flags(graph_);
    mark(above, seed, [&](int i) { return graph_.needed_by(i); });
    std::vector<int> removed;
    std::vector<int> added{target};
    bool up = true;
    for (const int i : rows_) {
      if (i == target) {
        added.clear();
      } else if (has(related, i) || has(above, i)) {
        removed.push_back(i);
        up = up && !has(above, i);
      }
    }
    change(target, up, removed, added);
  }

  /// Deletes rows that others imply, which no target had to do with.
  void tidy() {
    const flags implied = strictly_needed(graph_, rows_);
    std::vector<int> removed;
    std::ranges::copy_if(rows_, std::back_inserter(removed), [&](int i) { return has(implied, i); });
    change(at_base, true, removed, {});
  }

  std::vector<step> plan{};

 private:
  void change(int target, bool up, const std::vector<int>& removed, const std::vector<int>& added) {
    if (removed.empty() && added.empty()) return;
    step s;
    s.revision = target;
    s.up = up;
    s.from = removed;
    s.to = added;
    applied_state::describe(graph_, s, removed, added);
    plan.push_back(std::move(s));
    for (const int i : removed) std::erase(rows_, i);
    rows_.insert(rows_.end(), added.begin(), added.end());
  }

  const graph& graph_;
  std::vector<int> rows_;
};

}  // namespace detail

/// The changes of the version rows that make the database say that it is at the targets, without running anything.
/// Rows that have nothing to do with a target stay; `base` deletes all rows, `label@base` those of the label's
/// lineage. `purge` deletes all rows first, known to the history or not; else an unknown one is refused. Rows of which
/// one implies another are put right. Throws history_error.
[[nodiscard]] inline std::vector<step> stamp_steps(const graph& g, std::span<const std::string> rows,
                                                   std::span<const std::string> targets, bool purge = false) {
  detail::stamped_rows now(g, purge ? std::vector<int>{} : detail::known_rows(g, rows));
  if (purge && !rows.empty()) {
    step s;
    s.up = false;
    for (const std::string& row : rows) {
      if (const int i = g.find(row); i >= 0) s.from.push_back(i);
      if (std::ranges::find(s.deletes, row) == s.deletes.end()) s.deletes.push_back(row);
    }
    now.plan.push_back(std::move(s));
  }
  std::vector<int> wanted;
  for (const std::string& target : targets) {
    const std::vector<int> found = resolve(g, target);
    detail::add_targets(g, wanted, found);
    for (const int i : found) now.set(i);
    if (!found.empty()) continue;
    const detail::address a = detail::parse_address(target);
    if (a.has_branch) {
      const detail::flags lineage = detail::lineage_of(g, detail::locate_branch(g, a));
      now.clear(&lineage);
    } else {
      now.clear(nullptr);
    }
  }
  now.tidy();
  return std::move(now.plan);
}

}  // namespace sterna
