// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/fault.hpp"
#include "sterna/history/graph.hpp"
#include "sterna/history/revision.hpp"

#include <span>

namespace sterna {
/// Looks for the first fault of a history: of the graph, then of the names in the ops (which each
/// migration has looked through for itself). The same function judges in the
/// compiler (`history<...>`) and at run time (histories that tests put together).
[[nodiscard]] constexpr verdict check(std::span<const revision> revisions) {
  if (const verdict found = graph(revisions).found()) {
    return found;
  }
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    if (revisions[i].has_downgrade && !revisions[i].irreversible.empty()) {
      verdict found;
      found.what = fault::downgrade_of_irreversible;
      found.revision = static_cast<int>(i);
      return found;
    }
    if (revisions[i].flaw) {
      verdict found = revisions[i].flaw;
      found.revision = static_cast<int>(i);
      return found;
    }
  }
  return {};
}

}  // namespace sterna
