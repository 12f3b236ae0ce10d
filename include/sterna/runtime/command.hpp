// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sterna/history/graph.hpp"
#include "sterna/history/server_needs.hpp"
#include "sterna/postgresql/connection.hpp"
#include "sterna/runtime/edited.hpp"
#include "sterna/runtime/lock.hpp"
#include "sterna/runtime/options.hpp"
#include "sterna/runtime/prepare.hpp"
#include "sterna/runtime/report.hpp"
#include "sterna/runtime/runner.hpp"
#include "sterna/runtime/session_setting.hpp"
#include "sterna/runtime/version_table.hpp"

namespace sterna::detail {

[[nodiscard]] inline std::string joined(const std::vector<std::string>& rows) {
  std::string text;
  for (const std::string& each : rows) {
    text += (text.empty() ? "" : ", ") + each;
  }
  return text;
}

/// Refuses steps outside a transaction where there is no outside, before anything runs.
inline void refuse_outside_transaction(const prepared_plan& plan, const probe& seen, bool one_transaction) {
  for (const auto& step : plan.steps) {
    if (!step->outside_transaction()) {
      continue;
    }
    if (one_transaction) {
      throw history_error(step->title() +
                          " has an op that cannot run in a transaction, and the whole run was asked to be one "
                          "(options.transaction = per_run, or a transaction of the caller's)");
    }
    if (seen.pooled) {
      throw history_error(step->title() +
                          " has an op that cannot run in a transaction, and a connection pooler stands between, where "
                          "no lock holds outside a transaction; give the direct URL of the server for migrations");
    }
  }
}

/// Refuses what the server is too old for, before anything runs.
inline void refuse_too_new(const prepared_plan& plan, const probe& seen) {
  const int server = seen.server_version / 10000;
  for (const auto& step : plan.steps) {
    for (std::size_t i = 0; i < step->ops.operations.size(); ++i) {
      if (const server_need need = need_of(step->ops.operations[i], step->ops); need.version > server) {
        error::place where;
        where.revision = step->of->id.view();
        where.operation = step->operation_name(static_cast<int>(i) + 1);
        throw history_error(step->title() + ", " + where.operation + ": needs PostgreSQL " +
                                std::to_string(need.version) + " (" + std::string(need.what) +
                                "), and the server is PostgreSQL " + std::to_string(server) + "; nothing has been run",
                            where);
      }
    }
  }
}

/// Refuses to write where that cannot be. `needed`: why anything must be written.
inline void refuse_unwritable(const probe& seen, const std::string& needed) {
  if (seen.read_only) {
    throw connection_error("the server is read-only (a hot standby, or default_transaction_read_only), and " + needed +
                           "; connect to the primary, for instance with target_session_attrs=read-write");
  }
  if (seen.schema.empty()) {
    throw history_error(
        "no schema of the search path exists, so that there is no place for the version table; "
        "set options.version_table_schema");
  }
}

/// How long another migrating process is waited for.
[[nodiscard]] inline poll lock_poll(const options& chosen) {
  return poll(chosen.migration_lock_timeout.count() > 0 ? chosen.migration_lock_timeout : chosen.lock_timeout);
}

/// What all commands share: look, plan, take the lock, look and plan again, run. The planner makes the steps of a graph
/// and of what was seen. Edited migrations are told, unless the command settles them.
template <class Planner>
report run(connection& db, const graph& whole, const options& chosen, bool stamp, Planner planner) {
  const auto start = clock::now();
  version_table versions(chosen);
  probe seen = versions.look(db);
  report told;
  told.from = told.to = joined(seen.rows);
  prepared_plan plan = prepare_all(whole, planner(whole, seen), stamp);
  if (!stamp) {
    for (const edited_migration& each : edited_in(whole, seen)) {
      tell(chosen, each.as_event());
    }
  }
  if (plan.steps.empty()) {
    told.duration = since(start);
    return told;
  }
  refuse_unwritable(seen, plan.steps.front()->title() + " is pending");
  const bool in_transaction = PQtransactionStatus(db.native()) == PQTRANS_INTRANS;
  refuse_outside_transaction(plan, seen, chosen.transaction == per_run || in_transaction);
  refuse_too_new(plan, seen);
  const auto look_again = [&] {
    seen = versions.look(db);
    plan = prepare_all(whole, planner(whole, seen), stamp);
    return plan.steps.empty();
  };
  const poll waiting = lock_poll(chosen);
  migration_lock lock(db, versions.lock_key(),
                      in_transaction ? migration_lock::scope::transaction : migration_lock::scope::session);
  // Without it a process that is killed leaves a session behind that goes on with its statement, and keeps the lock.
  const session_setting alive(db, "client_connection_check_interval",
                              !seen.pooled && !in_transaction && seen.server_version >= 140000 ? "500ms" : "");
  const char* const encoding = PQparameterStatus(db.native(), "client_encoding");
  const session_setting utf8(db, "client_encoding",
                             db.borrowed() && encoding != nullptr && std::string_view(encoding) != "UTF8" ? "UTF8" : "",
                             in_transaction ? "SET LOCAL " : "SET ");
  runner work(db, versions, chosen, seen.pooled);
  const auto tell_waiting = [&](std::chrono::microseconds waited) { work.tell(event::kind::waiting_for_lock, waited); };
  bool done = false;
  if (seen.pooled) {
    // a session lock would stay with the pooler's connection; each transaction takes the lock for itself
    for (poll again = waiting; !done && !look_again();) {
      try {
        work.run(plan, seen, told);
        done = true;
      } catch (const runner::busy&) {
        if (again.over()) {
          lock.refuse(again.limit());
        }
        tell_waiting(again.waited());
        again.sleep();
      }
    }
  } else if (lock.acquire(waiting, look_again, tell_waiting) && !look_again()) {
    told.from = joined(seen.rows);
    work.run(plan, seen, told);
    done = true;
  }
  told.to = joined(done ? versions.look(db).rows : seen.rows);
  told.duration = since(start);
  if (done) {
    work.tell(event::kind::done, told.duration);
  }
  return told;
}

}  // namespace sterna::detail
