// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/postgresql/connection.hpp"
#include "sterna/postgresql/notice_listener.hpp"
#include "sterna/runtime/batch.hpp"
#include "sterna/runtime/event.hpp"
#include "sterna/runtime/options.hpp"
#include "sterna/runtime/prepare.hpp"
#include "sterna/runtime/report.hpp"
#include "sterna/runtime/session_setting.hpp"
#include "sterna/runtime/version_table.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace sterna::detail {

/// Gives an event to whom it may concern.
inline void tell(const options& chosen, const event& happened) {
  if (chosen.on_event) {
    chosen.on_event(happened);
  } else if (happened.what == event::kind::running || happened.what == event::kind::edited) {
    const std::string line = happened.text() + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
  }
}

/// Executes prepared steps on one connection. What can stand in a transaction goes to the server as one string a step,
/// from BEGIN over the version row to COMMIT; it is cut only where C++ code or a step outside a transaction comes.
class runner {
 public:
  /// Under a pooler: another process holds the lock; the transaction has been rolled back.
  struct busy {};

  /// Asked instead of executing an op that cannot be part of a transaction, where all of the run is to be one.
  using bypass = std::function<void(const prepared_step&, int operation)>;

  runner(connection& db, const version_table& versions, const options& chosen, bool pooled, bypass skip = {})
      : db_{db},
        versions_{versions},
        chosen_{chosen},
        pooled_{pooled},
        callers_transaction_{in_transaction()},
        skip_{std::move(skip)} {}
  runner(const runner&) = delete;
  runner& operator=(const runner&) = delete;
  ~runner() {
    if (!callers_transaction_ && PQtransactionStatus(db_.native()) != PQTRANS_IDLE) {
      PQclear(PQexec(db_.native(), "ROLLBACK"));
    }
  }

  void run(const prepared_plan& plan, const probe& seen, report& told) {
    pending_ = {};
    table_exists_ = seen.table_exists;
    rows_ = seen.rows;
    begun_.clear();
    if (seen.half_applied) {  // read at once: the table goes with the last half-applied migration
      for (const row each : db_.execute(versions_.begun_operations())) {
        begun_.push_back({each[0].as<std::string>(), each[1].as<bool>(), each[2].as<int>()});
      }
    }
    const auto callers_limit = [&](std::chrono::milliseconds value) {
      return callers_transaction_ ? limit_text(value) : std::string{};
    };
    const session_setting lock_limit(db_, "lock_timeout", callers_limit(chosen_.lock_timeout), "SET LOCAL ");
    const session_setting statement_limit(db_, "statement_timeout", callers_limit(chosen_.statement_timeout),
                                          "SET LOCAL ");
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
      const bool last = i + 1 == plan.steps.size();
      current_ = plan.steps[i].get();
      started_ = clock::now();
      tell(event::kind::running, {});
      run_step(*current_, i == 0, last);
      change_rows(current_->change);
      const auto duration = since(started_);
      tell(event::kind::applied, duration);
      if (!current_->stamp && current_->of != nullptr) {
        told.applied.push_back({std::string(current_->of->id.view()), std::string(current_->of->message),
                                current_->change.up, duration});
      }
    }
    current_ = nullptr;
  }

  void tell(event::kind what, std::chrono::microseconds duration, std::string_view sql = {}, int operation = 0) const {
    event happened;
    happened.what = what;
    happened.duration = duration;
    happened.statement = sql;
    happened.operation = operation;
    tell(happened);
  }
  void tell(event& happened) const {
    if (current_ != nullptr) {
      happened.up = current_->change.up;
      happened.stamp = current_->stamp;
      happened.repair = current_->change.settles;
      happened.from = current_->from;
      happened.to = current_->to;
      if (current_->of != nullptr) {
        happened.revision = current_->of->id.view();
        happened.message = current_->of->message;
      }
    }
    detail::tell(chosen_, happened);
  }

 private:
  [[nodiscard]] bool in_transaction() const { return PQtransactionStatus(db_.native()) == PQTRANS_INTRANS; }
  [[nodiscard]] bool one_transaction() const noexcept {
    return callers_transaction_ || chosen_.transaction == transaction_mode::per_run;
  }

  /// The number of the op outside a transaction at which an earlier run was cut off, or 0.
  [[nodiscard]] int begun_operation(const std::string& id, bool up) const {
    for (const begun& each : begun_) {
      if (each.revision == id && each.up == up) {
        return each.operation;
      }
    }
    return 0;
  }

  void change_rows(const step& of) {
    for (const std::string& id : of.deletes) {
      std::erase(rows_, id);
    }
    rows_.insert(rows_.end(), of.inserts.begin(), of.inserts.end());
    if (of.update) {
      std::replace(rows_.begin(), rows_.end(), of.update->first, of.update->second);
    }
  }

  [[nodiscard]] static std::string limit_text(std::chrono::milliseconds value) {
    return value.count() > 0 ? std::to_string(value.count()) : std::string{};
  }

  void begin() {
    if (!callers_transaction_) {
      pending_.add("BEGIN");
    }
    marked_ = false;
    const auto limit = [&](const char* setting, std::chrono::milliseconds value) {
      if (value.count() > 0 && !callers_transaction_) {
        pending_.add(std::string("SET LOCAL ") + setting + " = " + std::to_string(value.count()));
      }
    };
    if (pooled_) {
      pending_.add(versions_.fence(table_exists_, rows_));
    }
    limit("lock_timeout", chosen_.lock_timeout);
    limit("statement_timeout", chosen_.statement_timeout);
  }
  void mark_transaction() {
    if (!marked_) {
      pending_.add(batch::mark_transaction());
      marked_ = true;
    }
  }
  void commit() {
    if (!callers_transaction_) {
      pending_.add("COMMIT");
    }
    send();
  }

  void run_step(const prepared_step& step, bool first, bool last) {
    const bool split = step.outside_transaction();
    const std::string id = step.of == nullptr ? std::string{} : std::string(step.of->id.view());
    const int resumed = split ? begun_operation(id, step.change.up) : 0;
    if (first || !one_transaction()) {
      begin();
    }
    if (!table_exists_) {
      pending_.add(versions_.create());
      table_exists_ = true;
    }
    std::size_t next_statement = 0;
    const auto statements = step.sql.statements();
    for (std::size_t i = 0; i < step.ops.operations.size(); ++i) {
      const operation& op = step.ops.operations[i];
      const int number = static_cast<int>(i) + 1;
      const std::size_t first_statement = next_statement;
      while (next_statement < statements.size() && statements[next_statement].operation == number) {
        ++next_statement;
      }
      if (number < resumed) {
        continue;  // done and committed before the run was cut off
      }
      if (op.outside_transaction && skip_) {
        send();  // what comes before it is not to blame for what comes after it
        skip_(step, number);
      } else if (op.outside_transaction) {
        pending_.add(versions_.create_steps());
        pending_.add(versions_.begin_operation(id, step.change.up, number));
        commit();
        if (number == resumed && op_is_done(op, number)) {
          begin();
          continue;
        }
        for (std::size_t s = first_statement; s < next_statement; ++s) {
          const std::string sql(step.sql.text_of(statements[s]));
          if (op.what == op_kind::backfill && s == first_statement) {
            run_backfill(op, number, sql);
          } else {
            run_outside(number, sql, op.what != op_kind::backfill);
          }
        }
        begin();
      } else if (op.host != nullptr) {
        mark_transaction();
        send();
        call(op, number);
      } else {
        for (std::size_t s = first_statement; s < next_statement; ++s) {
          if (op.what == op_kind::execute) {
            mark_transaction();
          }
          pending_.add(std::string(step.sql.text_of(statements[s])), number, op.what == op_kind::execute);
        }
      }
    }
    if (!step.change.settles) {
      pending_.add(versions_.verified_changes(step.change));
    }
    if (chosen_.log) {
      pending_.add(versions_.log().write(id, step.direction(), step.checksum(),
                                         log_table::duration_since(since(started_))));
    }
    if (split && !skip_) {
      pending_.add(versions_.end_steps(id, step.change.up));
    }
    if (last || !one_transaction()) {
      commit();
    } else {
      send();
    }
  }

  /// Whether an op that an earlier run was cut off at is done all the same. What it has left half done is cleared away.
  [[nodiscard]] bool op_is_done(const operation& op, int number) {
    const verb& what = verb_of(op);
    if (what.resume == nullptr) {
      return false;
    }
    sql_writer query;
    what.resume(op, query);
    const std::string state(db_.execute(query.text())[0][0].text());
    if (state == "broken" && what.clean != nullptr) {
      sql_writer clean;
      what.clean(op, clean);
      run_outside(number, std::string(clean.text()));
    }
    return state == "done";
  }

  /// One statement in a round trip of its own, outside any transaction. Without `limited` it may take its time.
  void run_outside(int number, const std::string& sql, bool limited = true) {
    const session_setting lock_limit(db_, "lock_timeout", limit_text(chosen_.lock_timeout));
    const session_setting statement_limit(db_, "statement_timeout",
                                          limited ? limit_text(chosen_.statement_timeout) : "0", "SET ", !limited);
    tell_executing(sql, number);
    const auto start = clock::now();
    const result got(PQexec(db_.native(), sql.c_str()));
    const ExecStatusType status = PQresultStatus(got.native());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) {
      refuse(sql, number, got.native(), status, {});
    }
    tell(event::kind::statement, since(start), sql, number);
  }

  /// The statement of a backfill: it is many transactions, so that the limit for one statement is none for it.
  void run_backfill(const operation& op, int number, const std::string& sql) {
    const session_setting lock_limit(db_, "lock_timeout", limit_text(chosen_.lock_timeout));
    const session_setting statement_limit(db_, "statement_timeout", "0", "SET ", true);
    sql_writer filled;
    write_filled_name(op, filled);
    event progress;
    progress.what = event::kind::progress;
    progress.statement = sql;
    progress.operation = number;
    progress.filled = filled.text();
    tell_executing(sql, number);
    const auto start = clock::now();
    const notice_listener listener(db_, backfill_state, [&](std::string_view detail) {
      std::from_chars(detail.data(), detail.data() + detail.size(), progress.rows);
      progress.duration = since(start);
      tell(progress);
    });
    const result got(PQexec(db_.native(), sql.c_str()));
    listener.rethrow();
    if (const ExecStatusType status = PQresultStatus(got.native()); status != PGRES_COMMAND_OK) {
      error::place where = place_of(number);
      where.statement = sql;
      db_.fail(got.native(), status,
               context(number) +
                   (progress.rows > 0 ? std::to_string(progress.rows) + " rows are" : "the batches before are") +
                   " filled and stay so; when what follows is put right, run again, which fills the others: ",
               std::move(where));
    }
    tell(event::kind::statement, since(start), sql, number);
  }

  void tell_executing(std::string_view sql, int operation, int statements = 1) const {
    event begins;
    begins.what = event::kind::executing;
    begins.statement = sql;
    begins.operation = operation;
    begins.statements = statements;
    begins.server_process = PQbackendPID(db_.native());
    tell(begins);
  }

  void send() {
    const batch::statement* first = nullptr;
    int of_ops = 0;
    for (const batch::statement& each : pending_.statements()) {
      if (each.operation != 0) {
        first = first == nullptr ? &each : first;
        ++of_ops;
      }
    }
    if (first != nullptr) {
      tell_executing(first->sql, first->operation, of_ops);
    }
    pending_.send(
        db_, [&](const batch::statement& of, std::chrono::microseconds took) {
          tell(event::kind::statement, took, of.sql, of.operation);
        },
        [&](const batch::statement& of, const PGresult* got, ExecStatusType status, std::string_view why) {
          refuse(of.sql, of.operation, got, status, why);
        });
  }

  /// Calls the user's function in the migration's transaction, and sees that it leaves the transaction as it was.
  void call(const operation& op, int number) {
    tell(event::kind::executing, {}, "(C++ function)", number);
    const auto start = clock::now();
    try {
      op.host(db_);
    } catch (const error& what) {
      error::place where{place_of(number).revision, place_of(number).operation, what.statement(), what.sqlstate()};
      const std::string said = context(number) + what.what();
      if (dynamic_cast<const lock_timeout*>(&what) != nullptr) {
        throw lock_timeout(said, std::move(where));
      }
      if (dynamic_cast<const connection_error*>(&what) != nullptr) {
        throw connection_error(said, std::move(where));
      }
      if (dynamic_cast<const statement_error*>(&what) != nullptr) {
        throw statement_error(said, std::move(where));
      }
      throw error(said, std::move(where));
    }
    if (!in_transaction() || db_.execute(batch::transaction_is_marked)[0][0].text() != "t") {
      throw statement_error(context(number) + "the function has ended the migration's transaction, or left it failed",
                            place_of(number));
    }
    tell(event::kind::statement, since(start), "(C++ function)", number);
  }

  [[nodiscard]] error::place place_of(int number) const {
    error::place where;
    where.revision = current_->of == nullptr ? std::string{} : std::string(current_->of->id.view());
    where.operation = current_->operation_name(number);
    return where;
  }
  [[nodiscard]] std::string context(int number) const {
    const std::string op = current_->operation_name(number);
    return current_->title() + (op.empty() ? std::string{} : ", " + op) + ": ";
  }
  [[noreturn]] void refuse(const std::string& sql, int number, const PGresult* got, ExecStatusType status,
                           std::string_view why) {
    error::place where = place_of(number);
    where.statement = sql;
    if (!why.empty()) {
      throw statement_error(context(number) + std::string(why) + "\n  statement: " + db_.redacted(sql),
                            std::move(where));
    }
    if (got != nullptr && number == 0 && field_of(got, PG_DIAG_SQLSTATE) == version_table::fence_state) {
      PQclear(PQexec(db_.native(), "ROLLBACK"));
      current_ = nullptr;  // the plan is made anew
      throw busy{};
    }
    if (got != nullptr && number == 0 && field_of(got, PG_DIAG_SQLSTATE) == "42501") {
      db_.fail(got, status,
               context(number) + "the role may not change " + versions_.shown() +
                   " (GRANT CREATE ON SCHEMA ... TO the role, or run as its owner): ",
               std::move(where));
    }
    db_.fail(got, status, context(number), std::move(where));
  }

  connection& db_;
  const version_table& versions_;
  const options& chosen_;
  bool pooled_;
  bool callers_transaction_;  ///< begun by the caller: then nothing here begins or commits
  bypass skip_;               ///< empty: all ops are executed
  struct begun {
    std::string revision;
    bool up;
    int operation;
  };

  bool table_exists_ = false;
  std::vector<begun> begun_{};  ///< migrations that an earlier run has left half-applied
  std::vector<std::string> rows_{};  ///< of the version table, as they must be before the current step
  bool marked_ = false;  ///< the transaction can be told from another one
  batch pending_{};
  const prepared_step* current_ = nullptr;
  clock::time_point started_{};  ///< of the current step
};

}  // namespace sterna::detail
