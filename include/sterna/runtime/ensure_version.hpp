// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/runtime/command.hpp"
#include "sterna/runtime/connect.hpp"

namespace sterna {

/// Creates the version table where it is missing, and does nothing else; says whether it did. Takes the migration lock
/// meanwhile. Throws as `stamp` does.
inline bool ensure_version(const options& chosen = {}) {
  connection db = detail::connect(chosen);
  detail::version_table versions(chosen);
  detail::probe seen = versions.look(db);
  if (seen.table_exists) {
    return false;
  }
  detail::refuse_unwritable(seen, "the version table is missing");
  db.execute("BEGIN");
  detail::migration_lock lock(db, versions.lock_key(), detail::migration_lock::scope::transaction);
  const auto is_there = [&] { return versions.look(db).table_exists; };
  const auto tell_nobody = [](std::chrono::microseconds) {};
  if (!lock.acquire(detail::lock_poll(chosen), is_there, tell_nobody) || is_there()) {
    return false;
  }
  db.execute(versions.create());
  db.execute("COMMIT");
  return true;
}

}  // namespace sterna
