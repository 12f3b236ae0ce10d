// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/postgresql/connection.hpp"
#include "sterna/runtime/batch.hpp"
#include "sterna/runtime/error.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <thread>

namespace sterna::detail {

/// The advisory lock of a migrating process, released at the end of the scope. Waited for by polling: a session that
/// sleeps inside pg_advisory_lock() holds a snapshot, for which a CREATE INDEX CONCURRENTLY of the holder would wait.
class migration_lock {
 public:
  migration_lock(connection& db, std::int64_t key) : db_{db}, key_{std::to_string(key)} {}
  migration_lock(const migration_lock&) = delete;
  migration_lock& operator=(const migration_lock&) = delete;
  ~migration_lock() {
    if (held_) {
      try {
        if (PQtransactionStatus(db_.native()) != PQTRANS_IDLE && db_.borrowed()) {
          return;  // the caller's transaction: the lock goes with the session
        }
        db_.execute("SELECT pg_advisory_unlock(" + key_ + ")");
      } catch (const error&) {  // the session is gone, and the lock with it
      }
    }
  }

  /// Takes the lock, or returns false when `nothing_to_do` says, asked once per poll, that somebody else has done it.
  /// Throws `lock_timeout` after `limit` (zero: never), naming who holds it.
  template <class NothingToDo, class Waiting>
  [[nodiscard]] bool acquire(std::chrono::milliseconds limit, NothingToDo nothing_to_do, Waiting waiting) {
    const auto start = clock::now();
    std::minstd_rand random(static_cast<std::uint32_t>(start.time_since_epoch().count()));
    for (std::chrono::milliseconds pause{25};; pause = std::min(pause * 2, std::chrono::milliseconds{1000})) {
      if (db_.execute("SELECT pg_try_advisory_lock(" + key_ + ")")[0][0].as<bool>()) {
        held_ = true;
        return true;
      }
      if (nothing_to_do()) {
        return false;
      }
      const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - start);
      if (limit.count() > 0 && waited >= limit) {
        throw lock_timeout("another process has been migrating this database for longer than the limit of " +
                           std::to_string(limit.count()) + " ms" + holder());
      }
      waiting(std::chrono::duration_cast<std::chrono::microseconds>(waited));
      auto next = pause / 2 + std::chrono::milliseconds(random() % static_cast<unsigned>(pause.count() / 2 + 1));
      if (limit.count() > 0) {
        next = std::min(next, limit - waited);
      }
      std::this_thread::sleep_for(next);
    }
  }

 private:
  [[nodiscard]] std::string holder() {
    const result got = db_.execute(
        "SELECT a.pid, coalesce(nullif(a.application_name, ''), 'unnamed'), "
        "date_trunc('second', now() - a.backend_start) FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a "
        "USING (pid) WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM "
        "pg_catalog.pg_database WHERE datname = current_database()) AND ((l.classid::bigint << 32) | l.objid::bigint) = " +
        key_);
    if (got.empty()) {
      return {};
    }
    return "; the lock is held by the server process " + std::string(got[0][0].text()) + " (application_name '" +
           std::string(got[0][1].text()) + "', connected for " + std::string(got[0][2].text()) + ")";
  }

  connection& db_;
  std::string key_;
  bool held_ = false;
};

}  // namespace sterna::detail
