// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/runtime/connect.hpp"
#include "sterna/runtime/edited.hpp"
#include "sterna/runtime/finding.hpp"
#include "sterna/runtime/privileges.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sterna {

namespace detail {

/// Looks at one database with one question after another; nothing is written, and no lock is taken.
class doctor {
 public:
  doctor(connection& db, const graph& whole, const lint_policy& policy, const options& chosen,
         std::chrono::seconds long_transaction)
      : db_{db}, whole_{whole}, policy_{policy}, versions_{chosen}, long_transaction_{long_transaction} {}

  [[nodiscard]] std::vector<finding> examine() {
    try {
      seen_ = versions_.look(db_);
    } catch (const statement_error& refused) {
      if (refused.sqlstate() != "42501") {
        throw;
      }
      add(finding::kind::missing_right, "the version table", "the role may not read the version table",
          "GRANT SELECT, INSERT, UPDATE, DELETE on it to the role, or use the role that owns it");
      return std::move(found_);
    }
    look_at_server();
    look_at_rows();
    look_at_half_applied();
    look_at_indexes();
    look_at_lock();
    look_at_transactions();
    look_at_rights();
    return std::move(found_);
  }

 private:
  void add(finding::kind what, std::string object, std::string text, std::string advice) {
    found_.push_back({what, std::move(object), std::move(text), std::move(advice)});
  }

  void look_at_server() {
    const int major = seen_.server_version / 10000;
    if (major < policy_.lowest_server) {
      add(finding::kind::server_too_old, "PostgreSQL " + std::to_string(major),
          "the server is PostgreSQL " + std::to_string(major) + ", and the history is for " +
              std::to_string(policy_.lowest_server) + " and newer",
          "upgrade the server, or say policy::server(" + std::to_string(major) + ") to the history");
    }
    if (seen_.read_only) {
      add(finding::kind::read_only, "the server",
          "the server is read-only (a hot standby, or default_transaction_read_only)",
          "connect to the primary, for instance with target_session_attrs=read-write");
    }
    if (seen_.pooled) {
      add(finding::kind::pooler, "the connection",
          "a connection pooler stands between, where no lock holds outside a transaction, so that steps outside a "
          "transaction are refused",
          "give the direct URL of the server for migrations");
    }
  }

  void look_at_rows() {
    std::vector<int> known;
    for (const std::string& row : seen_.rows) {
      if (const int i = whole_.find(row); i >= 0) {
        known.push_back(i);
      } else {
        add(finding::kind::unknown_revision, row,
            versions_.shown() + " holds revision '" + row + "', which this history does not know",
            "deploy the program that has it; if it is gone for good, stamp the database with purge");
      }
    }
    const flags implied = strictly_needed(whole_, known);
    for (const int row : known) {
      if (!has(implied, row)) {
        continue;
      }
      for (const int top : known) {
        const int alone[] = {top};
        if (!has(implied, top) && has(with_needs(whole_, alone), row)) {
          add(finding::kind::implied_row, std::string(whole_.id(row)),
              versions_.shown() + " holds '" + std::string(whole_.id(row)) + "' beside '" +
                  std::string(whole_.id(top)) + "', which implies it",
              "if both have run, stamp " + std::string(whole_.id(top)) + " puts the rows right");
          break;
        }
      }
    }
    for (const edited_migration& each : edited_among(whole_, known, seen_.logged)) {
      add(finding::kind::edited, each.revision,
          "migration '" + each.revision + "' (" + each.message + ") has been edited since it was applied here: its " +
              "checksum is " + each.checksum + ", and the log has " + each.logged + " (of sterna " + each.library + ")",
          "write it again as it was, and what is new into another migration; or, if the database is as it says now, "
          "let repair settle it");
    }
    rows_are_good_ = known.size() == seen_.rows.size() && maximal(whole_, known).size() == known.size();
  }

  void look_at_half_applied() {
    if (!seen_.half_applied || busy()) {  // a step that is at work has its row too
      return;
    }
    for (const row each : db_.execute(versions_.begun_operations())) {
      const std::string id(each[0].text());
      const bool up = each[1].as<bool>();
      const std::string way = up ? "upgrade" : "downgrade";
      add(finding::kind::half_applied, id,
          "the " + way + " of '" + id + "' was cut off at op " + std::string(each[2].text()) +
              ", a step outside a transaction; what comes before it is committed",
          "run the " + way + " again, which goes on at that step");
    }
  }

  void look_at_indexes() {
    const result got = db_.execute(
        "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), quote_ident(t.relname), "
        "c.relname ~ '_ccold[0-9]*$', EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = c.oid) FROM "
        "pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_class t "
        "ON t.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND "
        "c.relkind = "
        "'i' AND n.nspname !~ '^pg_temp' AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p "
        "WHERE p.index_relid = c.oid) ORDER BY 1");
    for (const row each : got) {
      const std::string index(each[0].text());
      const bool old = each[2].as<bool>();
      add(finding::kind::invalid_index, index,
          "index " + index + " of table " + std::string(each[1].text()) +
              " is not valid: its building was cut off or failed, no query uses it, and every write still pays for it",
          (old ? "the new index is in its place: DROP INDEX CONCURRENTLY " + index
           : each[3].as<bool>()
               ? "REINDEX INDEX CONCURRENTLY " + index
               : "DROP INDEX CONCURRENTLY " + index + " and build it again; if a migration was cut off, its next run "
                 "does both"));
    }
  }

  /// Who holds the migration lock, asked once.
  [[nodiscard]] const std::vector<std::string>& holders() {
    if (!asked_for_holders_) {
      asked_for_holders_ = true;
      for (const row each : db_.execute("SELECT l.pid FROM pg_catalog.pg_locks l WHERE " + lock_is_ours() +
                                        " AND l.granted ORDER BY 1")) {
        holders_.emplace_back(each[0].text());
      }
    }
    return holders_;
  }
  [[nodiscard]] bool busy() { return !holders().empty(); }
  [[nodiscard]] std::string lock_is_ours() const {
    return "l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = "
           "current_database()) AND l.objsubid = 1 AND ((l.classid::bigint << 32) | l.objid::bigint) = " +
           versions_.lock_key();
  }
  static constexpr std::string_view session =
      "a.pid::text || ' (' || concat_ws(', ', 'application_name ''' || nullif(a.application_name, '') || '''', "
      "'role ' || a.usename, a.state, 'connected since ' || date_trunc('second', a.backend_start)) || ')'";

  void look_at_lock() {
    for (const row each : db_.execute("SELECT a.pid, " + std::string(session) +
                                      " FROM pg_catalog.pg_stat_activity a JOIN pg_catalog.pg_locks l USING (pid) "
                                      "WHERE l.granted AND " + lock_is_ours() + " ORDER BY 1")) {
      const std::string pid(each[0].text());
      add(finding::kind::lock_held, pid,
          "the migration lock is held by server process " + std::string(each[1].text()),
          "wait for it, if it is migrating; if it is dead or hangs, SELECT pg_terminate_backend(" + pid + ")");
    }
    if (!busy()) {
      return;
    }
    // A waiting process polls: it asks for the version table, at least once a second.
    const result waiting = db_.execute(
        "SELECT a.pid, " + std::string(session) +
        " FROM pg_catalog.pg_stat_activity a WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND "
        "NOT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.pid = a.pid AND l.granted AND " + lock_is_ours() +
        ") AND ((starts_with(a.query, " + quoted_literal(version_table::look_begins) +
        ") AND a.query_start > clock_timestamp() - interval '3 seconds') OR EXISTS (SELECT FROM pg_catalog.pg_locks l "
        "WHERE l.pid = a.pid AND NOT l.granted AND " + lock_is_ours() + ")) ORDER BY 1");
    for (const row each : waiting) {
      add(finding::kind::lock_awaited, std::string(each[0].text()),
          "server process " + std::string(each[1].text()) + " waits for the migration lock",
          "nothing: it goes on when the lock is free");
    }
  }

  void look_at_transactions() {
    const result got = db_.execute(
        "SELECT a.pid, " + std::string(session) +
        ", date_trunc('second', clock_timestamp() - a.xact_start) FROM pg_catalog.pg_stat_activity a WHERE a.datname = "
        "current_database() AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend' AND a.xact_start < "
        "clock_timestamp() - make_interval(secs => $1) ORDER BY a.xact_start, a.pid",
        long_transaction_.count());
    for (const row each : got) {
      const std::string pid(each[0].text());
      add(finding::kind::long_transaction, pid,
          "server process " + std::string(each[1].text()) + " has been in one transaction for " +
              std::string(each[2].text()) +
              ": ALTER TABLE waits for the locks that it holds, with everybody else behind, and CREATE INDEX "
              "CONCURRENTLY for its end",
          "let it end before a migration runs, or end it: SELECT pg_terminate_backend(" + pid +
              "); and set options.lock_timeout");
    }
    for (const row each : db_.execute(
             "SELECT gid, owner, date_trunc('second', prepared) FROM pg_catalog.pg_prepared_xacts WHERE database = "
             "current_database() AND prepared < clock_timestamp() - make_interval(secs => $1) ORDER BY prepared",
             long_transaction_.count())) {
      const std::string id(each[0].text());
      add(finding::kind::long_transaction, id,
          "the prepared transaction " + quoted_literal(id) + " of role " + std::string(each[1].text()) +
              " has been there since " + std::string(each[2].text()) + ", and keeps its locks until it is ended",
          "COMMIT PREPARED " + quoted_literal(id) + " or ROLLBACK PREPARED " + quoted_literal(id));
    }
  }

  void look_at_rights() {
    if (seen_.schema.empty()) {
      add(finding::kind::missing_right, "search_path",
          "no schema of the search path exists, so that there is no place for the version table",
          "create the schema, or set options.version_table_schema");
      return;
    }
    const prepared_plan pending =
        rows_are_good_ ? prepare_all(whole_, plan_upgrade(whole_, seen_.rows, all_heads), false) : prepared_plan{};
    privileges asked(db_);
    if (!seen_.table_exists) {
      asked.create_in(seen_.schema, "to create the version table");
    } else {
      asked.write(versions_.shown());
    }
    for (const auto& step : pending.steps) {
      if (step->outside_transaction()) {
        asked.create_in(seen_.schema, "to note how far migration '" + std::string(step->of->id.view()) + "' is");
      }
      asked.run(*step);
    }
    for (privileges::lack& each : asked.missing()) {
      add(finding::kind::missing_right, std::move(each.object), std::move(each.text), std::move(each.advice));
    }
  }

  static inline const std::string all_heads[] = {"heads"};

  connection& db_;
  const graph& whole_;
  const lint_policy& policy_;
  version_table versions_;
  std::chrono::seconds long_transaction_;
  probe seen_{};
  bool rows_are_good_ = false;  ///< a plan can be made of them
  bool asked_for_holders_ = false;
  std::vector<std::string> holders_{};
  std::vector<finding> found_{};
};

}  // namespace detail

/// What stands in the way of migrations in a database, or was left behind by them; empty where all is well. Nothing is
/// written, and no lock is taken. A transaction that is older than `long_transaction` counts as long. Throws what
/// derives from `sterna::error` where the database cannot be looked at.
[[nodiscard]] inline std::vector<finding> diagnose(const history_view& history, const options& chosen = {},
                                                   std::chrono::seconds long_transaction = std::chrono::minutes{1}) {
  const graph whole = detail::checked_graph(history);
  connection db = detail::connect(chosen);
  return detail::doctor(db, whole, history.policy(), chosen, long_transaction).examine();
}
[[nodiscard]] inline std::vector<finding> diagnose(const history_view& history, PGconn* borrowed,
                                                   const options& chosen = {},
                                                   std::chrono::seconds long_transaction = std::chrono::minutes{1}) {
  const graph whole = detail::checked_graph(history);
  connection db(borrowed);
  return detail::doctor(db, whole, history.policy(), chosen, long_transaction).examine();
}

}  // namespace sterna
