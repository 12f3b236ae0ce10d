// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <libpq-fe.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sterna/postgresql/connection.hpp"

namespace sterna::detail {

/// Several queries in one round trip: they are sent as one text, and their results come back in order. Throws as
/// `connection::execute` does.
[[nodiscard]] inline std::vector<result> execute_all(connection& db, const std::string& sql) {
  if (PQsendQuery(db.native(), sql.c_str()) == 0) {
    db.fail(nullptr, PGRES_FATAL_ERROR, {}, {});
  }
  std::vector<result> results;
  while (PGresult* const got = PQgetResult(db.native())) {
    results.emplace_back(got);
    const ExecStatusType status = PQresultStatus(got);
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
      break;  // never of these queries; would wait for ever
    }
  }
  for (const result& each : results) {
    db.check(each, {});
  }
  return results;
}

/// What makes the server's texts the same whoever asks: names of `public` and of PostgreSQL without a schema, all
/// others with theirs; dates and numbers as nothing of the session can change them. Every object as of one moment.
/// Compiling these queries, as the server would for what it thinks they cost, takes longer than all of them.
/// `inside`: within a transaction of the caller's, which keeps its own settings.
struct steady_texts {
  static constexpr std::string_view settings =
      "SET LOCAL search_path = public; SET LOCAL DateStyle = ISO; SET LOCAL IntervalStyle = postgres; "
      "SET LOCAL TimeZone = 'UTC'; SET LOCAL extra_float_digits = 3; SET LOCAL quote_all_identifiers = off; "
      "SET LOCAL bytea_output = hex; SET LOCAL xmloption = content; "
      "SET LOCAL jit = off; SET LOCAL work_mem = '32MB';\n";

  [[nodiscard]] static std::string begin(bool inside) {
    return std::string(inside ? "SAVEPOINT sterna_reflect;\n"
                              : "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;\n") +
           std::string(settings);
  }
  [[nodiscard]] static std::string_view end(bool inside) {
    return inside ? "ROLLBACK TO SAVEPOINT sterna_reflect; RELEASE SAVEPOINT sterna_reflect" : "COMMIT";
  }
};

/// The results of the queries among those of all statements of such a text: only they have columns.
[[nodiscard]] inline std::vector<result> execute_queries(connection& db, std::string_view queries) {
  const bool inside = PQtransactionStatus(db.native()) == PQTRANS_INTRANS;
  std::vector<result> answers;
  try {
    for (result& each : execute_all(db, steady_texts::begin(inside) + std::string(queries) +
                                            std::string(steady_texts::end(inside)))) {
      if (PQresultStatus(each.native()) == PGRES_TUPLES_OK) {
        answers.push_back(std::move(each));
      }
    }
  } catch (const error&) {
    if (!inside && PQtransactionStatus(db.native()) == PQTRANS_INERROR) {
      db.execute("ROLLBACK");
    }
    throw;
  }
  return answers;
}

}  // namespace sterna::detail
