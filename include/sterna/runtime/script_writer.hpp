// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/error.hpp"
#include "sterna/runtime/event.hpp"
#include "sterna/runtime/options.hpp"
#include "sterna/runtime/prepare.hpp"
#include "sterna/runtime/script_guard.hpp"
#include "sterna/runtime/version_table.hpp"
#include "sterna/sql/psql.hpp"
#include "sterna/sql/scan.hpp"
#include "sterna/sql/word_reader.hpp"
#include "sterna/version.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sterna::detail {

/// What one op sends to the server; of a C++ function, the SQL given for it. Throws history_error where a file for psql
/// cannot do what the op does.
[[nodiscard]] inline std::vector<std::string> offline_statements(const prepared_step& step, int number) {
  const operation& op = step.ops.operations[static_cast<std::size_t>(number - 1)];
  const auto refuse = [&](const std::string& why) {
    error::place where;
    where.revision = step.of->id.view();
    where.operation = step.operation_name(number);
    throw history_error(step.title() + ", " + step.operation_name(number) + ": " + why, std::move(where));
  };
  std::vector<std::string> all;
  if (op.host != nullptr) {
    if (op.sql.empty()) {
      refuse("it calls a C++ function, which a script cannot do; give the SQL that does the same, "
             "run(...).offline_sql(\"...\")" +
             std::string(step.change.up ? "" : " with a second text for the reverse") +
             ", or run this migration from the program");
    }
    all.emplace_back(op.sql);
  }
  for (const sql_writer::statement& each : step.sql.statements()) {
    if (each.operation == number) {
      all.emplace_back(step.sql.text_of(each));
    }
  }
  if (op.host != nullptr || op.what == op_kind::execute) {
    if (copies_from_client(all.front())) {
      refuse("COPY FROM STDIN cannot be used in a migration");
    }
    if (scan_sql(all.front()).flaw != sql_flaw::none) {  // of long texts the history does not ask
      refuse("its SQL begins or ends a transaction, or a quote or comment in it is not closed");
    }
  }
  return all;
}

/// Writes prepared steps for psql in the way in which the runner executes them: transactions, steps outside of them
/// and how these resume, version rows.
class script_writer {
 public:
  script_writer(const version_table& versions, const options& chosen)
      : versions_{versions}, guard_{versions}, chosen_{chosen} {}

  /// What stands before the first transaction, up to the migration lock.
  void head(std::string_view command, std::string_view tag) {
    out_.comment("Sterna " + std::string(version) + ": " + std::string(command));
    if (!tag.empty()) {
      out_.comment("tag: " + std::string(tag));
    }
    out_.comment("Run it with: psql -X -f <this file> <connection string>");
    out_.blank();
    out_.command("\\set ON_ERROR_STOP on");
    out_.command("\\set ON_ERROR_ROLLBACK off");  // this and what follows may come from a .psqlrc
    out_.command("\\set AUTOCOMMIT on");
    out_.command("\\set SINGLELINE off");
    out_.blank();
    out_.statement("SET client_encoding = 'UTF8'");
    out_.statement("SET standard_conforming_strings = on");
    out_.statement("SET statement_timeout = 0");
    const bool own_limit = chosen_.migration_lock_timeout.count() > 0;
    out_.statement(guard_.take_lock(own_limit ? chosen_.migration_lock_timeout : chosen_.lock_timeout));
    if (chosen_.lock_timeout.count() > 0) {
      out_.statement("SET lock_timeout = " + std::to_string(chosen_.lock_timeout.count()));
    }
    limit_statements();
  }
  void tail() { out_.statement(guard_.release_lock()); }

  void expect_rows(const std::vector<std::string>& rows, const std::vector<std::string>& others,
                   const script_guard::command& next) {
    out_.statement(guard_.expect_rows(rows, others, next));
  }
  void create_version_table_alone() {
    missing_table_ = true;
    begin();
    out_.statement("COMMIT");
  }

  /// All steps; `from_base`: the version table may be missing.
  void steps(const prepared_plan& plan, bool from_base) {
    missing_table_ = from_base;
    const bool one = chosen_.transaction == transaction_mode::per_run;
    for (const auto& step : plan.steps) {
      write(*step, !one || step == plan.steps.front(), !one || step == plan.steps.back());
    }
  }

  [[nodiscard]] const std::string& text() const noexcept { return out_.text(); }

 private:
  void limit_statements() {
    const auto limit = chosen_.statement_timeout.count();
    out_.statement(limit > 0 ? "SET statement_timeout = " + std::to_string(limit) : "RESET statement_timeout");
  }

  void begin() {
    out_.statement("BEGIN");
    if (std::exchange(missing_table_, false)) {
      out_.statement(guard_.create_table());
    }
  }

  void write(const prepared_step& step, bool begins, bool ends) {
    const bool split = step.outside_transaction();
    const bool is_transaction = begins && ends && !split;
    const std::string id = step.of == nullptr ? std::string{} : std::string(step.of->id.view());
    if (split) {
      running(step, is_transaction);
      out_.statement(guard_.find_begun(id, step.change.up));
      out_.ask("SELECT current_setting('sterna.begun')::integer AS sterna_begun");
      out_.blank();
    }
    bool first_outside = true;
    std::vector<std::string> pending;  // for the transaction that comes
    for (std::size_t i = 0; i < step.ops.operations.size(); ++i) {
      const operation& op = step.ops.operations[i];
      const int number = static_cast<int>(i) + 1;
      std::vector<std::string> statements = offline_statements(step, number);
      if (!op.outside_transaction) {
        pending.insert(pending.end(), statements.begin(), statements.end());
        continue;
      }
      begin_if(":sterna_begun < " + std::to_string(number));
      begin();
      write_all(std::exchange(pending, {}));
      if (std::exchange(first_outside, false)) {  // later ones find it
        out_.statement(versions_.create_steps());
      }
      out_.statement(versions_.begin_operation(id, step.change.up, number));
      out_.statement("COMMIT");
      end_if();
      write_outside(op, number, statements);
    }
    if (begins) {
      begin();
    }
    if (!split) {
      running(step, is_transaction);
    }
    write_all(pending);
    record(step, id, is_transaction);
    if (split) {
      out_.statement(versions_.end_steps(id, step.change.up));
    }
    if (ends) {
      out_.statement("COMMIT");
    }
  }

  void running(const prepared_step& step, bool is_transaction) {
    event what;
    what.up = step.change.up;
    what.stamp = step.stamp;
    what.from = step.from;
    what.to = step.to;
    out_.comment(what.arrow());
    out_.blank();
    if (chosen_.log && !is_transaction) {  // else the server knows when the transaction has begun
      out_.ask("SELECT set_config('sterna.began', clock_timestamp()::text, false) AS sterna_began");
      out_.blank();
    }
  }
  void write_all(const std::vector<std::string>& statements) {
    for (const std::string& each : statements) {
      out_.statement(each);
    }
  }

  /// What says, in the migration's own transaction, that it is done.
  void record(const prepared_step& step, const std::string& id, bool is_transaction) {
    out_.statement(versions_.verified_changes(step.change));
    if (chosen_.log) {
      out_.statement(versions_.log().write(
          id, step.direction(), step.checksum(),
          is_transaction ? "clock_timestamp() - transaction_timestamp()"
                         : "clock_timestamp() - current_setting('sterna.began')::timestamptz"));
    }
  }

  /// psql passes over what follows where an earlier run has come further.
  void begin_if(const std::string& todo) {
    out_.ask("SELECT " + todo + " AS sterna_todo");
    out_.command("\\if :sterna_todo");
  }
  void end_if() {
    out_.command("\\endif");
    out_.blank();
  }

  void write_outside(const operation& op, int number, const std::vector<std::string>& statements) {
    const std::string at = std::to_string(number);
    const verb& what = verb_of(op);
    if (what.resume == nullptr) {
      begin_if(":sterna_begun <= " + at);
    } else {  // cut off, it may be done all the same, or have left a half behind
      sql_writer state;
      what.resume(op, state);
      out_.ask("SELECT :sterna_begun = " + at + " AND state = 'broken' AS sterna_broken, :sterna_begun < " + at +
               " OR (:sterna_begun = " + at + " AND state <> 'done') AS sterna_todo FROM (" +
               std::string(state.text()) + ") AS op(state)");
      if (what.clean != nullptr) {
        sql_writer clean;
        what.clean(op, clean);
        out_.command("\\if :sterna_broken");
        out_.statement(clean.text());
        end_if();
      }
      out_.command("\\if :sterna_todo");
    }
    const bool unlimited = op.what == op_kind::backfill;  // one statement, and many transactions
    if (unlimited) {
      out_.statement("SET statement_timeout = 0");
    }
    write_all(statements);
    if (unlimited) {
      limit_statements();
    }
    end_if();
  }

  const version_table& versions_;
  script_guard guard_;
  const options& chosen_;
  bool missing_table_ = false;  ///< to be made in the next transaction
  psql_script out_{};
};

}  // namespace sterna::detail
