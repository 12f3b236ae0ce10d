// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/steps.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sterna {

/// The steps of `from:to`, for offline scripts, where no database says what is applied: up or down from exactly `from`.
/// An upgrade may leave out `from`, which means base. Throws history_error.
[[nodiscard]] inline std::vector<step> plan_range(const graph& g, std::string_view range, bool up) {
  const auto colon = range.find(':');
  const std::string from(colon == std::string_view::npos ? std::string_view{} : range.substr(0, colon));
  const std::string to(colon == std::string_view::npos ? range : range.substr(colon + 1));
  if (to.empty() || (!up && from.empty())) {
    throw history_error(detail::in_quotes(range) + " is no range for an offline script: " +
                        (up ? "upgrade takes [start:]end" : "downgrade takes <fromrev>:<torev>"));
  }
  std::vector<std::string> rows;
  for (const int i : from.empty() ? std::vector<int>{} : resolve(g, from)) rows.emplace_back(g.id(i));
  const std::vector<int> start = detail::checked_rows(g, rows);
  const detail::address end = detail::parse_address(to);
  if (!end.symbol.empty()) {  // steps alone count from the start, and so cannot miss it
    const std::vector<int> ends = resolve(g, to);
    const detail::flags below = detail::with_needs(g, up ? ends : start);
    const auto inside = [&](int i) { return detail::has(below, i); };
    if (!std::ranges::all_of(up ? start : ends, inside)) {
      throw history_error("Requested range " + std::string(range) +
                          " does not refer to ancestor/descendant revisions along the same branch");
    }
  }
  const std::string targets[] = {to};
  return up ? plan_upgrade(g, rows, targets) : plan_downgrade(g, rows, to);
}

}  // namespace sterna
