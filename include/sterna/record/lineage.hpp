// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/pool.hpp"

#include <cstdint>

namespace sterna {

/// Which migrations surely come before which, whatever order of the branches is taken. Migrations that follow each
/// other without a branch form a run, so that the question is one of runs, and there are few.
struct lineage {
  pool<int> run_of{};   ///< of each migration; empty: there are no branches, all come one after the other
  pool<int> place{};    ///< within the run
  pool<char> above{};   ///< [run * runs + other]: all of the other run comes before this one
  std::uint32_t runs = 0;

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
    return above.data()[static_cast<std::uint32_t>(b) * runs + static_cast<std::uint32_t>(a)] != 0;
  }
};

}  // namespace sterna
