// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/error.hpp"
#include "sterna/history/addressing.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sterna {

namespace detail {

struct range_ends {
  std::string_view start{};
  std::string_view end{};
};

[[nodiscard]] inline range_ends parse_range(std::string_view range) {
  const auto colon = range.find(':');
  if (colon == std::string_view::npos || range.find(':', colon + 1) != std::string_view::npos) {
    throw history_error("History range requires [start]:[end], [start]:, or :[end]");
  }
  return {range.substr(0, colon), range.substr(colon + 1)};
}

/// One end of a range that is not relative to the other one.
[[nodiscard]] inline std::vector<int> resolve_end(const graph& g, std::string_view symbol, std::string_view empty,
                                                  std::span<const std::string> rows) {
  if (symbol != "current") return resolve(g, symbol.empty() ? empty : symbol);
  std::vector<int> found;
  for (const std::string& row : rows) {
    if (const int i = g.find(row); i >= 0) found.push_back(i);
  }
  return found;
}

/// Steps from the other end, which has to be one revision, or base.
[[nodiscard]] inline std::vector<int> count_from(const graph& g, const address& a, std::span<const int> other) {
  if (other.size() > 1) {
    throw history_error("Relative revision " + in_quotes(a.whole) + " counts from the other end of the range, which is "
                        + listed(g, other));
  }
  flags lineage;
  if (a.has_branch) lineage = lineage_of(g, locate_branch(g, a));
  const int found = walk(g, other.empty() ? at_base : other.front(), a.steps, a.has_branch ? &lineage : nullptr);
  if (found == walked_off) refuse_relative(a);
  return found == at_base ? std::vector<int>{} : std::vector<int>{found};
}

}  // namespace detail

/// Whether a range speaks of `current`, which only the database knows.
[[nodiscard]] inline bool range_needs_current(std::string_view range) {
  const detail::range_ends ends = detail::parse_range(range);
  return ends.start == "current" || ends.end == "current";
}

/// The revisions from `[start]` to `[end]`, both included, the newest first: those that descend from the start and are
/// needed by the end. An end is anything that `resolve` takes, or `current`, which stands for `rows`; a start `-n`
/// counts from the end, an end `+n` from the start. Throws history_error.
[[nodiscard]] inline std::vector<int> history_range(const graph& g, std::string_view range,
                                                    std::span<const std::string> rows) {
  const detail::range_ends ends = detail::parse_range(range);
  const auto relative = [](std::string_view symbol, bool up) {
    const detail::address a = detail::parse_address(symbol);
    return a.symbol.empty() && (up ? a.steps > 0 : a.steps < 0);
  };
  std::vector<int> from;
  std::vector<int> to;
  if (relative(ends.start, false)) {
    to = detail::resolve_end(g, ends.end, "heads", rows);
    from = detail::count_from(g, detail::parse_address(ends.start), to);
  } else {
    from = detail::resolve_end(g, ends.start, "base", rows);
    to = relative(ends.end, true) ? detail::count_from(g, detail::parse_address(ends.end), from)
                                  : detail::resolve_end(g, ends.end, "heads", rows);
  }
  if (const auto at = ends.start.find('@'); at != std::string_view::npos) {
    const detail::flags lineage =
        detail::lineage_of(g, detail::locate_branch(g, detail::parse_address(ends.start)));
    std::erase_if(to, [&](int i) { return !detail::has(lineage, i); });
  }
  const detail::flags needed = detail::with_needs(g, to);
  if (!std::ranges::all_of(from, [&](int i) { return detail::has(needed, i); })) {
    throw history_error("Requested range " + std::string(range) +
                        " does not refer to ancestor/descendant revisions along the same branch");
  }
  detail::flags after(needed.size(), from.empty() ? '\1' : '\0');
  detail::mark(after, from, [&](int i) { return g.children(i); });
  const detail::flags before = detail::strictly_needed(g, from);
  std::vector<int> found;
  for (std::size_t at = g.order().size(); at-- > 0;) {
    const int i = g.order()[at];
    if (detail::has(needed, i) && detail::has(after, i) && !detail::has(before, i)) found.push_back(i);
  }
  return found;
}

}  // namespace sterna
