// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "sterna/history/forecast.hpp"
#include "sterna/history/graph.hpp"
#include "sterna/history/explain.hpp"
#include "sterna/history/history.hpp"
#include "sterna/history/server_needs.hpp"
#include "sterna/history/stamp.hpp"
#include "sterna/history/steps.hpp"
#include "sterna/postgresql/connection.hpp"
#include "sterna/postgresql/url.hpp"
#include "sterna/runtime/edited.hpp"
#include "sterna/runtime/lock.hpp"
#include "sterna/runtime/options.hpp"
#include "sterna/runtime/prepare.hpp"
#include "sterna/runtime/report.hpp"
#include "sterna/runtime/runner.hpp"
#include "sterna/runtime/session_setting.hpp"
#include "sterna/runtime/version_table.hpp"

namespace sterna {

/// Where to go: one revision in Alembic's addressing (`head`, `heads`, `base`, an id or a unique part of its beginning,
/// `+1`, `-1`, `label@head` ...), or a vector of several.
class target {
 public:
  target(const char* one) : all_{one} {}
  target(std::string_view one) : all_{std::string(one)} {}
  target(const std::string& one) : all_{one} {}
  target(std::vector<std::string> several) : all_{std::move(several)} {}

  [[nodiscard]] const std::vector<std::string>& all() const noexcept { return all_; }
  /// For commands that take one. Throws `history_error`.
  [[nodiscard]] const std::string& one() const {
    if (all_.size() != 1) {
      throw history_error("one target is expected here, and " + std::to_string(all_.size()) + " were given");
    }
    return all_.front();
  }

 private:
  std::vector<std::string> all_;
};

namespace detail {

/// The connection that the options describe. Throws `url_error` and `connection_error`.
[[nodiscard]] inline connection connect(const options& chosen) {
  std::string_view url = chosen.url;
  std::string_view origin = "options.url";
  if (url.empty()) {
    origin = "SQLALCHEMY_URL";
    const char* value = std::getenv("SQLALCHEMY_URL");
    if (value == nullptr) {
      throw url_error(
          "the environment variable SQLALCHEMY_URL is not set; set it to the database to migrate, "
          "postgresql://user:password@host:5432/database, or give options.url");
    }
    url = value;
  }
  connection_parameters parameters = parse_url(url, origin);
  if (chosen.password) {
    parameters.set("password", chosen.password());
  }
  return connection(parameters);
}

[[nodiscard]] inline std::string joined(const std::vector<std::string>& rows) {
  std::string text;
  for (const std::string& each : rows) {
    text += (text.empty() ? "" : ", ") + each;
  }
  return text;
}

/// The history's graph, before a connection is made: what is wrong with the history is said also where no server is.
/// Throws history_error where the history is not sound.
[[nodiscard]] inline graph checked_graph(const history_view& history) {
  expect_sound(history);
  return graph(history.revisions());
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

[[nodiscard]] inline auto upgrade_planner(const target& to) {
  return [&to](const graph& whole, const probe& seen) { return plan_upgrade(whole, seen.rows, to.all()); };
}
[[nodiscard]] inline auto downgrade_planner(const target& to) {
  return [&to](const graph& whole, const probe& seen) { return plan_downgrade(whole, seen.rows, to.one()); };
}
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

namespace detail {

/// What an op does, and another in the same statement.
constexpr void add_impact(impact& all, const impact& one) noexcept {
  all.table = one.table > all.table ? one.table : all.table;
  all.other = one.other > all.other ? one.other : all.other;
  all.scan = all.scan || one.scan;
  all.rewrite = all.rewrite || one.rewrite;
  all.loses_data = all.loses_data || one.loses_data;
  all.breaks_old_code = all.breaks_old_code || one.breaks_old_code;
  all.unknown = all.unknown || one.unknown;
}

/// Says of a statement what it does, and of an op what there is to be known.
inline void describe(const impact& cost, planned_migration::statement& made) {
  made.lock = lock_name(cost.table);
  made.other_lock = lock_name(cost.other);
  made.scan = cost.scan;
  made.rewrite = cost.rewrite;
  made.loses_data = cost.loses_data;
  made.breaks_old_code = cost.breaks_old_code;
  made.unknown = cost.unknown;
}
inline void add_notices(const operation& op, const script& of, const judged_op& told,
                        planned_migration::statement& made) {
  for (std::size_t i = 1; op.safe.empty() && i < rule_count; ++i) {
    if (told.broken.has(static_cast<rule>(i))) {
      sql_writer words;
      write_advice(static_cast<rule>(i), op.table.view(), object_of(op, of), words);
      made.notices.emplace_back(words.text());
    }
  }
}

template <class Planner>
[[nodiscard]] std::vector<planned_migration> plan_with(connection& db, const graph& whole, const lint_policy& policy,
                                                       const options& chosen, Planner planner) {
  version_table versions(chosen);
  const probe seen = versions.look(db);
  std::vector<planned_migration> all;
  const prepared_plan prepared = prepare_all(whole, planner(whole, seen), false);
  forecast future(whole, policy);
  for (auto step = prepared.steps.rbegin(); step != prepared.steps.rend(); ++step) {
    if (!(*step)->change.up) {
      future.will_undo((*step)->change.revision);
    }
  }
  for (const auto& step : prepared.steps) {
    const pool<judged_op> told = future.of(step->change.revision, step->ops, step->change.up);
    planned_migration made;
    made.revision = step->of->id.view();
    made.message = step->of->message;
    made.from = step->from;
    made.to = step->to;
    made.up = step->change.up;
    if (!seen.table_exists && all.empty()) {
      made.statements.push_back({versions.create(), 0, 0, false, false});
    }
    std::size_t next = 0;
    std::size_t first = 0;  // of the statements of an op; it stands for those behind it too where they are merged
    impact cost;
    const auto statements = step->sql.statements();
    for (std::size_t i = 0; i < step->ops.operations.size(); ++i) {
      const operation& op = step->ops.operations[i];
      const int number = static_cast<int>(i) + 1;
      if (made.statements.empty() || made.statements.back().last_operation < number) {
        first = made.statements.size();
        cost = {};
      }
      if (op.host != nullptr) {
        made.statements.push_back({{}, number, number, false, true});
      }
      for (; next < statements.size() && statements[next].operation == number; ++next) {
        made.statements.push_back({std::string(step->sql.text_of(statements[next])), number,
                                   statements[next].last_operation, op.outside_transaction, false});
      }
      if (i < told.size() && first < made.statements.size()) {
        add_impact(cost, told[i].cost);
        add_notices(op, step->ops, told[i], made.statements[first]);
        for (std::size_t s = first; s < made.statements.size(); ++s) {
          describe(cost, made.statements[s]);
        }
      }
    }
    for (std::string& change : versions.changes(step->change)) {
      made.statements.push_back({std::move(change), 0, 0, false, false});
    }
    all.push_back(std::move(made));
  }
  return all;
}

}  // namespace detail

/// Which command a plan is for.
enum class direction { upgrade, downgrade };

namespace detail {

[[nodiscard]] inline std::vector<planned_migration> plan_on(connection& db, const graph& whole,
                                                            const lint_policy& policy, const target& to,
                                                            const options& chosen, direction way) {
  return way == direction::upgrade ? plan_with(db, whole, policy, chosen, upgrade_planner(to))
                                   : plan_with(db, whole, policy, chosen, downgrade_planner(to));
}

}  // namespace detail

/// What `upgrade(history, to)` (or `downgrade`) would execute on the database as it is; nothing is executed.
[[nodiscard]] inline std::vector<planned_migration> plan(const history_view& history, const target& to = "heads",
                                                         const options& chosen = {},
                                                         direction way = direction::upgrade) {
  const graph whole = detail::checked_graph(history);
  connection db = detail::connect(chosen);
  return detail::plan_on(db, whole, history.policy(), to, chosen, way);
}
[[nodiscard]] inline std::vector<planned_migration> plan(const history_view& history, const target& to,
                                                         PGconn* borrowed, const options& chosen = {},
                                                         direction way = direction::upgrade) {
  const graph whole = detail::checked_graph(history);
  connection db(borrowed);
  return detail::plan_on(db, whole, history.policy(), to, chosen, way);
}
/// What `migrate_to_head(history, chosen)` would execute.
[[nodiscard]] inline std::vector<planned_migration> plan(const history_view& history, const options& chosen) {
  return plan(history, "heads", chosen);
}

}  // namespace sterna
