// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/steps.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sterna {

/// `[from:]to`, for offline scripts, taken apart.
struct revision_range {
  std::string whole{};              ///< as written
  std::vector<std::string> rows{};  ///< of the version table at the start; none: base
  std::string to{};                 ///< one target, as written
};

namespace detail {

/// The rows that the left side names: what `resolve` takes, or several of these with commas between.
[[nodiscard]] inline std::vector<std::string> start_rows(const graph& g, std::string_view from) {
  std::vector<std::string> rows;
  const bool whole = g.find(from) >= 0;  // an id may hold a comma
  while (!from.empty()) {
    const std::size_t comma = whole ? std::string_view::npos : from.find(',');
    std::string_view one = from.substr(0, comma);
    from = comma == std::string_view::npos ? std::string_view{} : from.substr(comma + 1);
    while (one.starts_with(' ')) one.remove_prefix(1);
    for (const int i : resolve(g, one)) rows.emplace_back(g.id(i));
  }
  return rows;
}

}  // namespace detail

/// Takes a range apart. An upgrade may leave out `from`, which means base; one that starts at several rows names them
/// with commas between. Throws history_error.
[[nodiscard]] inline revision_range parse_range(const graph& g, std::string_view range, bool up) {
  const auto colon = range.find(':');
  const std::string_view from = colon == std::string_view::npos ? std::string_view{} : range.substr(0, colon);
  const std::string to(colon == std::string_view::npos ? range : range.substr(colon + 1));
  if (to.empty() || (!up && from.empty())) {
    throw history_error(detail::in_quotes(range) + " is no range for an offline script: " +
                        (up ? "upgrade takes [start:]end" : "downgrade takes <fromrev>:<torev>"));
  }
  return {std::string(range), detail::start_rows(g, from), to};
}

/// The steps of a range, where no database says what is applied: up or down from exactly its rows. Throws
/// history_error.
[[nodiscard]] inline std::vector<step> plan_range(const graph& g, const revision_range& range, bool up) {
  const std::vector<int> start = detail::checked_rows(g, range.rows);
  const detail::address end = detail::parse_address(range.to);
  if (!end.symbol.empty()) {  // steps alone count from the start, and so cannot miss it
    const std::vector<int> ends = resolve(g, range.to);
    const detail::flags below = up ? detail::strictly_needed(g, start) : detail::with_needs(g, start);
    const bool leads_down = std::ranges::all_of(ends, [&](int i) { return detail::has(below, i); });
    // An upgrade may begin on another branch, whose rows stay as they are.
    if (up && leads_down && !start.empty()) {
      throw history_error("Requested range " + range.whole + " leads down; 'downgrade " + range.whole +
                          " --sql' undoes what lies between");
    }
    if (!up && !leads_down) {
      throw history_error("Requested range " + range.whole +
                          " does not refer to ancestor/descendant revisions along the same branch");
    }
  }
  const std::string targets[] = {range.to};
  return up ? plan_upgrade(g, range.rows, targets) : plan_downgrade(g, range.rows, range.to);
}
[[nodiscard]] inline std::vector<step> plan_range(const graph& g, std::string_view range, bool up) {
  return plan_range(g, parse_range(g, range, up), up);
}

}  // namespace sterna
