// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/runtime/event.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace sterna {

/// Where the transactions of a run begin and end.
enum class transaction_mode {
  per_migration,  ///< each migration is applied and recorded in a transaction of its own
  per_run,        ///< all or nothing; refused where an op cannot run in a transaction
};

inline constexpr transaction_mode per_migration = transaction_mode::per_migration;
inline constexpr transaction_mode per_run = transaction_mode::per_run;

/// How to run, for designated initializers: `{.url = "...", .lock_timeout = 5s}`.
struct options {
  /// The connection string; empty: the environment variable SQLALCHEMY_URL.
  std::string url{};
  /// Called at each attempt to connect, for passwords that expire (tokens of RDS IAM); overrides the URL's.
  std::function<std::string()> password{};
  /// The longest wait for any lock: a table's (the server's `lock_timeout`), and, unless `migration_lock_timeout` says
  /// otherwise, the one that another migrating process holds. Zero: the server's own setting; no limit for the latter.
  std::chrono::milliseconds lock_timeout{};
  /// The longest wait for another process that is migrating. Zero: as `lock_timeout`.
  std::chrono::milliseconds migration_lock_timeout{};
  /// The server's `statement_timeout` for each statement of a migration. Zero: the server's own setting.
  std::chrono::milliseconds statement_timeout{};
  transaction_mode transaction = transaction_mode::per_migration;
  /// The table of the applied tips, Alembic's.
  std::string version_table = "alembic_version";
  /// Its schema; empty: where the search path finds it, or else where the search path would create it.
  std::string version_table_schema{};
  /// Whether each migration leaves a row in the log, a table beside the version table with `_log` behind its name, and
  /// edited ones are told. Without the right to write there, nothing is written, and nothing fails.
  bool log = true;
  /// Told what happens. Unset: one line per migration on stderr.
  std::function<void(const event&)> on_event{};
};

}  // namespace sterna
