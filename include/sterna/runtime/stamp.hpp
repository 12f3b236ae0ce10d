// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "sterna/history/stamp.hpp"
#include "sterna/runtime/command.hpp"
#include "sterna/runtime/connect.hpp"
#include "sterna/runtime/edited.hpp"
#include "sterna/runtime/target.hpp"

namespace sterna {
namespace detail {

[[nodiscard]] inline auto stamp_planner(const target& to, bool purge) {
  return [&to, purge](const graph& whole, const probe& seen) {
    std::vector<step> steps = stamp_steps(whole, seen.rows, to.all(), purge);
    std::vector<int> stamped;
    for (const std::string& each : to.all()) {
      const std::vector<int> found = resolve(whole, each);
      stamped.insert(stamped.end(), found.begin(), found.end());
    }
    for (const edited_migration& each : edited_among(whole, stamped, seen.logged)) {
      const auto writes = [&](const step& other) { return other.revision == whole.find(each.revision); };
      if (std::none_of(steps.begin(), steps.end(), writes)) {
        steps.push_back(settling_step(whole, each));
      }
    }
    return steps;
  };
}

}  // namespace detail

/// How `stamp` treats the rows that are there.
enum class stamp_mode {
  keep,   ///< rows of other branches stay; a row that the history does not know is an error
  purge,  ///< all rows are deleted first
};

/// Writes into the version table that the database is at the target, without running anything. What has been edited of
/// the target and of all that it needs is settled in the log.
inline report stamp(const history_view& history, const target& to, const options& chosen = {},
                    stamp_mode mode = stamp_mode::keep) {
  const graph whole = detail::checked_graph(history);
  connection db = detail::connect(chosen);
  return detail::run(db, whole, chosen, true, detail::stamp_planner(to, mode == stamp_mode::purge));
}
inline report stamp(const history_view& history, const target& to, PGconn* borrowed, const options& chosen = {},
                    stamp_mode mode = stamp_mode::keep) {
  const graph whole = detail::checked_graph(history);
  connection db(borrowed);
  return detail::run(db, whole, chosen, true, detail::stamp_planner(to, mode == stamp_mode::purge));
}

}  // namespace sterna
