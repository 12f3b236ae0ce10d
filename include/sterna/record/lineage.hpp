// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <vector>

namespace sterna {

/// Which migrations surely come before which, whatever order of the branches is taken. Migrations that follow each
/// other without a branch form a run, so that the question is one of runs, and there are few.
struct lineage {
  std::vector<int> run_of{};   ///< of each migration; empty: there are no branches, all come one after the other
  std::vector<int> place{};    ///< within the run
  std::vector<char> above{};   ///< [run * runs + other]: all of the other run comes before this one
  std::size_t runs = 0;

  /// True where `earlier` comes before `later` in every order, or is the same. -1 is before all.
  [[nodiscard]] constexpr bool precedes(int earlier, int later) const {
    if (run_of.empty() || earlier < 0 || earlier == later) {
      return true;
    }
    const int a = run_of.data()[earlier];
    const int b = run_of.data()[later];
    if (a == b) {
      return place.data()[earlier] < place.data()[later];
    }
    return above.data()[static_cast<std::size_t>(b) * runs + static_cast<std::size_t>(a)] != 0;
  }
};

}  // namespace sterna
