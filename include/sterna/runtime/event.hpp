// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace sterna {

/// Something that a run tells while it happens, given to `options::on_event`. The texts live as long as the call.
struct event {
  enum class kind {
    waiting_for_lock,  ///< another process is migrating; told once per poll
    running,           ///< a migration begins
    statement,         ///< a statement has been executed
    progress,          ///< a backfill has committed a batch; the connection is still at work on it
    applied,           ///< a migration is applied and committed (with `per_run`: will be, at the end)
    done,              ///< the run is over, and something was done
  };

  kind what = kind::done;
  bool up = true;                 ///< upgrade or downgrade
  bool stamp = false;             ///< only the version table is changed
  std::string_view revision{};    ///< id of the migration
  std::string_view message{};     ///< its message
  std::string_view from{};        ///< left of the arrow; empty at base
  std::string_view to{};          ///< right of the arrow; empty at base
  std::string_view statement{};   ///< the SQL text
  int operation = 0;              ///< number of the op, from 1; 0 for the library's own statements
  std::string_view filled{};      ///< of progress: the column that is filled, "table.column"
  long long rows = 0;             ///< of progress: how many rows this run has filled so far
  /// Of the statement, the backfill so far, the migration, the wait so far, or the run. Statements that travel in one
  /// string are answered together, so that the first of them has the time of all.
  std::chrono::microseconds duration{};

  /// One line for a log: "Running upgrade a -> b, message", as Alembic writes it.
  [[nodiscard]] std::string text() const {
    const auto milliseconds = std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
    switch (what) {
      case kind::waiting_for_lock:
        return "waiting for another process that is migrating this database (" + milliseconds + " ms so far)";
      case kind::running:
        return std::string("Running ") + (stamp ? "stamp_revision " : up ? "upgrade " : "downgrade ") +
               std::string(from) + " -> " + std::string(to) + (stamp ? "" : ", " + std::string(message));
      case kind::statement:
        return std::string(statement) + " (" + milliseconds + " ms)";
      case kind::progress:
        return "backfill of " + std::string(filled) + ": " + std::to_string(rows) + " rows, " +
               std::to_string(duration.count() > 0 ? rows * 1000000 / duration.count() : rows) + " rows/s";
      case kind::applied:
        return "applied " + std::string(revision) + " in " + milliseconds + " ms";
      case kind::done:
        return "done in " + milliseconds + " ms";
    }
    return {};
  }
};

}  // namespace sterna
