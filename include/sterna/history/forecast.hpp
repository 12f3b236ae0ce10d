// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/check.hpp"

#include <map>
#include <vector>

namespace sterna {

/// What the ops of a plan will do, each on the schema that it will find. For a sound history; at run time.
class forecast {
 public:
  forecast(const graph& whole, const lint_policy& policy)
      : graph_{whole}, policy_{policy}, played_{whole}, done_(static_cast<std::size_t>(whole.size()), false) {
    played_.world().lowest_server = policy.lowest_server;
  }

  /// A migration that will be undone; said of all of them first, in the order in which they were applied.
  void will_undo(int revision) {
    if (revision >= 0) {
      play_needed(revision);
      play(revision);
      full_.emplace(revision, played_.world().here());
    }
  }

  /// What is said of each op of a migration's script, in the order of the plan.
  [[nodiscard]] pool<judged_op> of(int revision, const script& ops, bool up) {
    pool<judged_op> told;
    if (revision < 0) {
      return told;
    }
    catalog& world = played_.world();
    if (up) {
      play_needed(revision);
      done_[static_cast<std::size_t>(revision)] = true;
    } else {
      world.return_to(full_.at(revision));
    }
    world.revision = revision;
    judge all(policy_, true);
    static_cast<void>(played_.tell(ops, !up, all, told));
    world.found = {};
    return told;
  }

 private:
  void play(int revision) {
    if (!done_[static_cast<std::size_t>(revision)]) {
      done_[static_cast<std::size_t>(revision)] = true;
      static_cast<void>(played_.step(revision));
    }
  }
  void play_needed(int revision) {
    const pool<char> needed = detail::needed_for(graph_, revision);
    for (const int each : graph_.order()) {
      if (needed[static_cast<std::size_t>(each)] != 0) {
        play(each);
      }
    }
  }

  const graph& graph_;
  const lint_policy& policy_;
  replay played_;
  std::vector<bool> done_;
  std::map<int, catalog::mark> full_{};
};

}  // namespace sterna
