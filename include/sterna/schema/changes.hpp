// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/state.hpp"

#include <cstdint>

namespace sterna {

/// What one op has changed: the catalog behind it, and where it stood before.
struct changes {
  const catalog& after;
  catalog::mark before{};
  schema_state& texts;  ///< where those stay that a reverse makes

  [[nodiscard]] constexpr bool none() const {
    return after.state.objects.count == before.state.objects && after.state.gone_since(before.state).empty();
  }
  /// Whether something that was there before is gone, or is another now.
  [[nodiscard]] constexpr bool touched_older() const {
    for (const std::uint32_t i : after.state.gone_since(before.state)) {
      if (i < before.state.objects) {
        return true;
      }
    }
    return false;
  }
  /// Whether a name that was taken with IF NOT EXISTS, or dropped with IF EXISTS, may be anything.
  [[nodiscard]] constexpr bool uncertain(bool conditional) const { return conditional && !after.sees_all(); }
};

}  // namespace sterna
