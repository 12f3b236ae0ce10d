// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/runtime/command.hpp"
#include "sterna/runtime/connect.hpp"
#include "sterna/runtime/target.hpp"

namespace sterna {

/// Applies what is pending up to the target, with all that the target needs; nothing where it is applied already.
/// Throws what derives from `sterna::error`; a migration that failed is rolled back, those before it stay.
inline report upgrade(const history_view& history, const target& to, const options& chosen = {}) {
  const graph whole = detail::checked_graph(history);
  connection db = detail::connect(chosen);
  return detail::run(db, whole, chosen, false, detail::upgrade_planner(to));
}
/// The same on a connection of the caller's. Inside a transaction of the caller's nothing is begun or committed.
inline report upgrade(const history_view& history, const target& to, PGconn* borrowed, const options& chosen = {}) {
  const graph whole = detail::checked_graph(history);
  connection db(borrowed);
  return detail::run(db, whole, chosen, false, detail::upgrade_planner(to));
}

/// Undoes what is applied above the target, in reverse order. That data is lost with it is in the nature of the thing.
inline report downgrade(const history_view& history, const target& to, const options& chosen = {}) {
  const graph whole = detail::checked_graph(history);
  connection db = detail::connect(chosen);
  return detail::run(db, whole, chosen, false, detail::downgrade_planner(to));
}
inline report downgrade(const history_view& history, const target& to, PGconn* borrowed, const options& chosen = {}) {
  const graph whole = detail::checked_graph(history);
  connection db(borrowed);
  return detail::run(db, whole, chosen, false, detail::downgrade_planner(to));
}

/// Brings the database to the newest revision (all heads, where the history has declared branches): what an application
/// calls when it starts. At head it costs one query and takes no lock. Any number of processes may start at once.
inline report migrate_to_head(const history_view& history, const options& chosen = {}) {
  return upgrade(history, "heads", chosen);
}
inline report migrate_to_head(const history_view& history, PGconn* borrowed, const options& chosen = {}) {
  return upgrade(history, "heads", borrowed, chosen);
}

}  // namespace sterna
