// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/error.hpp"
#include "sterna/history/message.hpp"
#include "sterna/models/world.hpp"
#include "sterna/postgresql/connection.hpp"
#include "sterna/postgresql/function_bodies.hpp"
#include "sterna/runtime/connect.hpp"
#include "sterna/runtime/options.hpp"
#include "sterna/sql/writer.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sterna {
namespace detail {

/// The statements that make what models say, a text for each op, in the order of `ordered`. Throws history_error where
/// PostgreSQL would refuse the models in any order.
[[nodiscard]] inline std::vector<std::string> statements_of(const models_view& models) {
  if (const verdict found = check(models)) {
    sql_writer sentence;
    write_message(found, {}, sentence);
    throw history_error(std::string(sentence.text()));
  }
  script_builder all;
  catalog names;
  decode(models.tokens, models.naming, all, names);
  std::vector<std::string> made;
  for (const std::uint32_t i : ordered(all)) {
    operation& op = all.operations()[i];
    op.concurrently = false;  // nobody else is at work there, and all is one transaction
    sql_writer out;
    verb_of(op).render(op, all.view(), out);
    out.end_statement();
    made.emplace_back();
    for (const auto& each : out.statements()) {
      made.back() += std::string(out.text_of(each)) + "\n;\n";
    }
  }
  return made;
}

/// A statement that the server has refused, and why.
struct refused_statement {
  std::string sql{};
  statement_error why;
};

/// Executes `sql` in a savepoint; what the server has against it, where it refuses that.
[[nodiscard]] inline std::optional<statement_error> tried(connection& db, const std::string& sql) {
  db.execute("SAVEPOINT sterna_models");
  try {
    db.execute(sql);
  } catch (const statement_error& refused) {
    db.execute("ROLLBACK TO SAVEPOINT sterna_models; RELEASE SAVEPOINT sterna_models");
    return refused;
  }
  db.execute("RELEASE SAVEPOINT sterna_models");
  return std::nullopt;
}

/// All in one string; where the server refuses that, one after the other, and what stands too early later on. What is
/// refused in any order is left, with what the server has against it.
[[nodiscard]] inline std::vector<refused_statement> create_statements(connection& db, std::vector<std::string> left) {
  std::string whole;
  for (const std::string& each : left) {
    whole += each;
  }
  if (!tried(db, whole)) {
    return {};
  }
  while (true) {
    std::vector<refused_statement> again;
    std::vector<std::string> waiting;  // ON ALL TABLES is on those too that come late
    for (std::string& each : left) {
      if (!again.empty() && (each.starts_with("GRANT ") || each.starts_with("REVOKE "))) {
        waiting.push_back(std::move(each));
      } else if (std::optional<statement_error> refused = tried(db, each)) {
        again.push_back({std::move(each), std::move(*refused)});
      }
    }
    if (again.empty() || again.size() + waiting.size() == left.size()) {
      return again;
    }
    left.clear();
    for (refused_statement& each : again) {
      left.push_back(std::move(each.sql));
    }
    left.insert(left.end(), waiting.begin(), waiting.end());
  }
}

}  // namespace detail

/// Makes all that models say, in one transaction, for the tests of an application: in a database, or in the first
/// schema of a search path, that is empty. No migration is run, and the version table is left alone; bodies of
/// functions are looked at only when they are called. A connection that has a transaction already keeps it, and may
/// roll all of it back. Throws `history_error` where the models cannot be,
/// `statement_error` where the server refuses something, and what connecting throws; then nothing has been made.
inline void create_all(const models_view& models, PGconn* borrowed) {
  std::vector<std::string> statements = detail::statements_of(models);
  connection db(borrowed);
  const bool own = PQtransactionStatus(db.native()) == PQTRANS_IDLE;
  if (own) {
    db.execute("BEGIN");
  }
  try {
    const std::string looked = db.execute("SHOW check_function_bodies")[0][0].as<std::string>();
    db.execute(detail::look_at_no_bodies);
    const auto refused = detail::create_statements(db, std::move(statements));
    db.execute("SET LOCAL check_function_bodies = " + looked);  // the caller's transaction goes on
    if (!refused.empty()) {
      throw statement_error(refused.front().why);
    }
  } catch (const statement_error&) {
    if (own) {
      db.execute("ROLLBACK");
    }
    throw;
  }
  if (own) {
    db.execute("COMMIT");
  }
}
/// The same in the database that the options name: `url`, or SQLALCHEMY_URL.
inline void create_all(const models_view& models, const options& chosen = {}) {
  connection db = detail::connect(chosen);
  create_all(models, db.native());
}

}  // namespace sterna
