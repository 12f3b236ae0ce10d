// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/version.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace sterna {

/// Something that a run tells while it happens, given to `options::on_event`. The texts live as long as the call.
struct event {
  enum class kind {
    waiting_for_lock,  ///< another process is migrating; told once per poll
    edited,            ///< an applied migration is not any more what the log says
    running,           ///< a migration begins
    executing,         ///< a statement, or several in one string, goes to the server now
    statement,         ///< a statement has been executed
    progress,          ///< a backfill has committed a batch; the connection is still at work on it
    applied,           ///< a migration is applied and committed (with `per_run`: will be, at the end)
    done,              ///< the run is over, and something was done
  };

  kind what = kind::done;
  bool up = true;                 ///< upgrade or downgrade
  bool stamp = false;             ///< only the version table is changed
  bool repair = false;            ///< only the log is changed
  std::string_view revision{};    ///< id of the migration
  std::string_view message{};     ///< its message
  std::string_view from{};        ///< left of the arrow; empty at base
  std::string_view to{};          ///< right of the arrow; empty at base
  std::string_view statement{};   ///< the SQL text; of executing, the first op's
  int statements = 0;             ///< of executing: how many statements of ops are in the string
  int server_process = 0;         ///< of executing: the pid of the session's server process; 0 for a C++ function
  int operation = 0;              ///< number of the op, from 1; 0 for the library's own statements
  std::string_view filled{};      ///< of progress: the column that is filled, "table.column"
  long long rows = 0;             ///< of progress: how many rows this run has filled so far
  std::string_view checksum{};    ///< of edited: the migration's in this program
  std::string_view logged{};      ///< of edited: the one in the log
  std::string_view library{};     ///< of edited: the version of this library that has written it
  /// Of the statement, the backfill so far, the migration, the wait so far, or the run. Statements that travel in one
  /// string are answered together, so that the first of them has the time of all.
  std::chrono::microseconds duration{};

  /// "Running upgrade a -> b".
  [[nodiscard]] std::string arrow() const {
    return std::string("Running ") + (stamp ? "stamp_revision " : up ? "upgrade " : "downgrade ") + std::string(from) +
           " -> " + std::string(to);
  }
  /// One line for a log: "Running upgrade a -> b, message", as Alembic writes it.
  [[nodiscard]] std::string text() const {
    const auto milliseconds = std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
    switch (what) {
      case kind::waiting_for_lock:
        return "waiting for another process that is migrating this database (" + milliseconds + " ms so far)";
      case kind::edited:
        return "migration '" + std::string(revision) + "' (" + std::string(message) +
               ") has been edited since it was applied here: its checksum is " + std::string(checksum) +
               ", and the log has " + std::string(logged) +
               (library == version ? std::string{}
                                   : ", written by sterna " + std::string(library) + " (this is " +
                                         std::string(version) +
                                         ", which may make other SQL of the same words; then nothing was edited)") +
               "; write it again as it was, and what is new into another migration; or, if the database is as it says "
               "now, let repair (or stamp) settle it";
      case kind::running:
        if (repair) {
          return "Running repair " + std::string(revision) + ", " + std::string(message);
        }
        return arrow() + (stamp ? "" : ", " + std::string(message));
      case kind::executing:
        return std::string(statement) + (statements > 1 ? " (and " + std::to_string(statements - 1) + " more)" : "");
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
