// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/replay.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace sterna {

/// Whether a migration's downgrade is left to the library.
[[nodiscard]] constexpr bool derives(const revision& of) noexcept {
  return !of.has_downgrade && of.irreversible.empty();
}

/// The downgrades that follow from their upgrades, for some migrations of a sound history: each with the full former
/// definition of what its upgrade has dropped or changed.
class downgrades {
 public:
  constexpr downgrades(const graph& whole, std::span<const int> wanted) : played_{whole} {
    played_.world().lowest_server = 1000;  // the history has been checked for its own
    std::size_t left = wanted.size();
    for (const int i : whole.order()) {
      if (left == 0) {
        break;
      }
      played_.step(i);
      if (std::find(wanted.begin(), wanted.end(), i) != wanted.end()) {
        revisions_.push_back(i);
        scripts_.push_back(played_.take_derived().ops);
        --left;
      }
    }
  }

  /// The ops; names in them live as long as this object.
  [[nodiscard]] constexpr const script_builder& of(int revision) const {
    const auto found = std::find(revisions_.begin(), revisions_.end(), revision);
    return scripts_[static_cast<std::size_t>(found - revisions_.begin())];
  }

 private:
  replay played_;
  std::vector<int> revisions_{};
  std::vector<script_builder> scripts_{};
};

/// Writes the statements of all ops.
constexpr void render(const script& ops, sql_writer& out) {
  int number = 0;
  for (const operation& op : ops.operations) {
    out.begin_operation(++number);
    if (!op.declared) {
      verb_of(op).render(op, ops, out);
    }
    out.end_statement();
  }
}

}  // namespace sterna
