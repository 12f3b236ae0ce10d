// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/graph.hpp"
#include "sterna/history/replay.hpp"
#include "sterna/history/revision.hpp"
#include "sterna/record/fault.hpp"

#include <span>

namespace sterna {

/// Looks for the first fault of a history: of the graph, then in what its migrations do to a schema. The same function
/// judges in the compiler (`history<...>`) and at run time.
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
  }
  return replay(whole).run();
}
[[nodiscard]] constexpr verdict check(std::span<const revision> revisions) { return check(graph(revisions)); }

}  // namespace sterna
