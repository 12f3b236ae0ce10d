// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/graph.hpp"
#include "sterna/record/lineage.hpp"

namespace sterna {

/// The runs of a graph: in one, each migration needs only the one before it, which nothing else needs. Empty where the
/// whole history is one.
[[nodiscard]] constexpr lineage lineage_of(const graph& whole) {
  lineage made;
  if (whole.linear()) {
    return made;
  }
  const auto count = static_cast<std::uint32_t>(whole.size());
  made.run_of.resize(count, 0);
  made.place.resize(count, 0);
  pool<int> first;
  for (const int i : whole.order()) {
    const auto needs = whole.needs(i);
    if (needs.size() == 1 && whole.needed_by(needs[0]).size() == 1) {
      made.run_of.data()[i] = made.run_of.data()[needs[0]];
      made.place.data()[i] = made.place.data()[needs[0]] + 1;
    } else {
      made.run_of.data()[i] = static_cast<int>(first.size());
      first.push(i);
    }
  }
  made.runs = first.size();
  if (made.runs < 2) {
    return {};
  }
  made.above.resize(made.runs * made.runs, '\0');
  for (std::uint32_t run = 0; run < made.runs; ++run) {  // runs before it are done: the order says so
    for (const int needed : whole.needs(first[run])) {
      const auto other = static_cast<std::uint32_t>(made.run_of.data()[needed]);
      made.above.data()[run * made.runs + other] = 1;
      for (std::uint32_t i = 0; i < made.runs; ++i) {
        if (made.above.data()[other * made.runs + i] != 0) {
          made.above.data()[run * made.runs + i] = 1;
        }
      }
    }
  }
  return made;
}

}  // namespace sterna
