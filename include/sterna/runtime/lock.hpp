// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <thread>

#include "sterna/error.hpp"
#include "sterna/postgresql/connection.hpp"
#include "sterna/runtime/batch.hpp"

namespace sterna::detail {

/// Waiting by polling: each pause about twice as long as the one before, up to a second, with jitter.
class poll {
 public:
  explicit poll(std::chrono::milliseconds limit) : limit_{limit} {}

  [[nodiscard]] std::chrono::microseconds waited() const { return since(start_); }
  /// True where the limit (zero: none) has been reached.
  [[nodiscard]] bool over() const { return limit_.count() > 0 && waited() >= limit_; }
  [[nodiscard]] std::chrono::milliseconds limit() const noexcept { return limit_; }
  void sleep() {
    std::chrono::microseconds next =
        pause_ / 2 + std::chrono::milliseconds(random_() % (static_cast<unsigned>(pause_.count()) / 2 + 1));
    if (limit_.count() > 0) {
      next = std::max(std::chrono::microseconds{1000}, std::min(next, limit_ - waited()));
    }
    std::this_thread::sleep_for(next);
    pause_ = std::min(pause_ * 2, std::chrono::milliseconds{1000});
  }

 private:
  clock::time_point start_ = clock::now();
  std::chrono::milliseconds limit_;
  std::chrono::milliseconds pause_{25};
  std::minstd_rand random_{static_cast<std::uint32_t>(start_.time_since_epoch().count())};
};

/// What stands behind FROM for the sessions that hold an advisory lock, `a` of pg_stat_activity; the key follows.
inline constexpr std::string_view lock_holders =
    "pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted "
    "AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) AND "
    "((l.classid::bigint << 32) | l.objid::bigint) = ";

/// The advisory lock of a migrating process. Never waited for inside the server: a session that sleeps in
/// pg_advisory_lock() holds a snapshot, for which a CREATE INDEX CONCURRENTLY of the holder would wait for ever.
class migration_lock {
 public:
  enum class scope {
    session,      ///< until the end of this object
    transaction,  ///< until the end of the caller's transaction
  };

  /// `key`: an expression.
  migration_lock(connection& db, std::string key, scope until) : db_{db}, key_{std::move(key)}, until_{until} {}
  migration_lock(const migration_lock&) = delete;
  migration_lock& operator=(const migration_lock&) = delete;
  ~migration_lock() {
    if (held_ && until_ == scope::session) {
      PQclear(PQexec(db_.native(), ("SELECT pg_advisory_unlock(" + key_ + ")").c_str()));
    }
  }

  [[nodiscard]] bool try_acquire() {
    const char* const function = until_ == scope::session ? "pg_try_advisory_lock(" : "pg_try_advisory_xact_lock(";
    held_ = db_.execute(std::string("SELECT ") + function + key_ + ")")[0][0].as<bool>();
    return held_;
  }

  /// Takes the lock, or returns false where `nothing_to_do()`, asked once per poll, says that somebody else has done
  /// the work. Throws `lock_timeout` at the limit.
  template <class NothingToDo, class Waiting>
  [[nodiscard]] bool acquire(poll waiting, NothingToDo nothing_to_do, Waiting tell) {
    while (!try_acquire()) {
      if (nothing_to_do()) {
        return false;
      }
      if (waiting.over()) {
        refuse(waiting.limit());
      }
      tell(waiting.waited());
      waiting.sleep();
    }
    return true;
  }

  /// Throws `lock_timeout`, naming who holds the lock.
  [[noreturn]] void refuse(std::chrono::milliseconds limit) {
    throw lock_timeout("another process has been migrating this database for longer than the limit of " +
                       std::to_string(limit.count()) + " ms" + holder());
  }

 private:
  [[nodiscard]] std::string holder() {
    const result got = db_.execute(
        "SELECT a.pid, coalesce(nullif(a.application_name, ''), 'unnamed'), "
        "date_trunc('second', now() - a.backend_start) FROM " +
        std::string(lock_holders) + key_);
    if (got.empty()) {
      return {};
    }
    return "; the lock is held by the server process " + std::string(got[0][0].text()) + " (application_name '" +
           std::string(got[0][1].text()) + "', connected for " + std::string(got[0][2].text()) + ")";
  }

  connection& db_;
  std::string key_;
  scope until_;
  bool held_ = false;
};

}  // namespace sterna::detail
