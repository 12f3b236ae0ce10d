// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/fault.hpp"
#include "sterna/history/graph.hpp"
#include "sterna/history/revision.hpp"

#include <span>

namespace sterna {
/// Looks for the first fault of a history: of the graph, then of the names in the ops (which each migration has looked
/// through for itself). The same function judges in the compiler (`history<...>`) and at run time.
[[nodiscard]] constexpr verdict check(const graph& whole) {
  if (const verdict found = whole.found()) {
    return found;
  }
  for (int i = 0; i < whole.size(); ++i) {
    const revision& at = whole.revision(i);
    if (at.has_downgrade && !at.irreversible.empty()) {
      verdict found;
      found.what = fault::downgrade_of_irreversible;
      found.revision = i;
      return found;
    }
    if (at.flaw) {
      verdict found = at.flaw;
      found.revision = i;
      return found;
    }
  }
  return {};
}
[[nodiscard]] constexpr verdict check(std::span<const revision> revisions) { return check(graph(revisions)); }

}  // namespace sterna
