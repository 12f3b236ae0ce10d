// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sterna/history/explain.hpp"
#include "sterna/runtime/connect.hpp"
#include "sterna/runtime/version_table.hpp"

namespace sterna {

/// The revisions in the version table: none at base. Creates nothing, and takes no lock.
[[nodiscard]] inline std::vector<std::string> current(const options& chosen = {}) {
  connection db = detail::connect(chosen);
  return detail::version_table(chosen).look(db).rows;
}
[[nodiscard]] inline std::vector<std::string> current(PGconn* borrowed, const options& chosen = {}) {
  connection db(borrowed);
  return detail::version_table(chosen).look(db).rows;
}

namespace detail {

[[nodiscard]] inline std::vector<std::string> known_to(const graph& whole, std::vector<std::string> rows) {
  static_cast<void>(checked_rows(whole, rows));
  return rows;
}

}  // namespace detail

/// The same, held against the history: a revision that it does not know is a `history_error`.
[[nodiscard]] inline std::vector<std::string> current(const history_view& history, const options& chosen = {}) {
  const graph whole = detail::checked_graph(history);
  return detail::known_to(whole, current(chosen));
}
[[nodiscard]] inline std::vector<std::string> current(const history_view& history, PGconn* borrowed,
                                                      const options& chosen = {}) {
  const graph whole = detail::checked_graph(history);
  return detail::known_to(whole, current(borrowed, chosen));
}

}  // namespace sterna
