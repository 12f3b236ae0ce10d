// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

namespace sterna::detail {

/// Edits (insert, delete, replace, or one swap of neighbours) that lead from `a` to `b`, or limit + 1 where it takes
/// more. Only the diagonal band that can still matter is filled, so that a search over a whole history stays within the
/// compilers' limits.
[[nodiscard]] constexpr int edit_distance(std::string_view a, std::string_view b, int limit) {
  constexpr int longest = 64;
  while (!a.empty() && !b.empty() && a.front() == b.front()) {  // ids of one history often start alike
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  if (a.size() > longest || b.size() > longest) return limit + 1;
  if (a.size() > 1 && a.size() == b.size() && a[0] == b[1] && a[1] == b[0] && a.substr(2) == b.substr(2)) return 1;
  const int rows = static_cast<int>(a.size());
  const int columns = static_cast<int>(b.size());
  if (rows - columns > limit || columns - rows > limit) return limit + 1;
  int line[longest + 1] = {};
  for (int j = 0; j <= columns; ++j) line[j] = j;
  for (int i = 1; i <= rows; ++i) {
    const int first = i > limit ? i - limit : 1;
    const int last = i + limit < columns ? i + limit : columns;
    int diagonal = line[first - 1];
    line[first - 1] = first == 1 ? i : limit + 1;
    int least = line[first - 1];
    for (int j = first; j <= last; ++j) {
      const int above = j == i + limit ? limit + 1 : line[j];  // outside of the band, the line above is stale
      int cost = diagonal + (a.data()[i - 1] == b.data()[j - 1] ? 0 : 1);
      if (above + 1 < cost) cost = above + 1;
      if (line[j - 1] + 1 < cost) cost = line[j - 1] + 1;
      diagonal = line[j];
      line[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
  }
  return line[columns] > limit ? limit + 1 : line[columns];
}

}  // namespace sterna::detail
