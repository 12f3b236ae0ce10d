// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/revision.hpp"
#include "sterna/record/script.hpp"

namespace sterna {

/// The downgrade that follows from an upgrade: the reverse of each op, last one first. `underivable` is the number of
/// the first op that has none, from 1, or 0.
struct derived_downgrade {
  script_builder ops;
  int underivable = 0;
};

[[nodiscard]] constexpr derived_downgrade derive_downgrade(const script& up) {
  derived_downgrade made;
  for (std::size_t i = up.operations.size(); i-- > 0;) {
    if (!up.operations[i].what->reverse(up.operations[i], up, made.ops)) {
      made.underivable = static_cast<int>(i) + 1;
      return made;
    }
  }
  return made;
}

}  // namespace sterna
