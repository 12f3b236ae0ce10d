// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/postgresql/connection.hpp"
#include "sterna/runtime/event.hpp"
#include "sterna/runtime/options.hpp"

#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace sterna::detail {

using clock = std::chrono::steady_clock;

[[nodiscard]] inline std::chrono::microseconds since(clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - start);
}

/// Statements that go to the server as one string in one round trip; which of them failed is found by counting results.
class batch {
 public:
  struct statement {
    std::string sql{};
    int operation = 0;  ///< number of the op; 0: ours
    bool opaque = false;  ///< the user's text, which may hold any number of statements
  };

  void add(std::string sql, int operation = 0, bool opaque = false) {
    statements_.push_back({std::move(sql), operation, opaque});
  }
  /// Stands before the first opaque statement or C++ function of a transaction; the end of each asks whether it is
  /// still that transaction.
  [[nodiscard]] static std::string mark_transaction() { return "SET LOCAL \"sterna.transaction\" = 'ours'"; }
  static constexpr std::string_view transaction_is_marked =
      "SELECT current_setting('sterna.transaction', true) IS NOT DISTINCT FROM 'ours'";
  [[nodiscard]] bool empty() const noexcept { return statements_.empty(); }
  [[nodiscard]] const std::vector<statement>& statements() const noexcept { return statements_; }

  /// Sends all and waits for all results. `told` gets each statement with its duration; `failed` must throw for the
  /// statement that the server refused.
  template <class Told, class Failed>
  void send(connection& db, Told told, Failed failed) {
    std::string text;
    for (const statement& each : statements_) {
      text += each.sql;
      text += "\n;\n";  // on a line of its own: the statement may end in a comment
      if (each.opaque) {
        text += end_of_opaque;
      }
    }
    PGconn* const native = db.native();
    if (statements_.empty()) {
      return;
    }
    std::size_t at = 0;
    auto start = clock::now();
    if (PQsendQuery(native, text.c_str()) == 0) {
      failed(statements_[0], nullptr, PGRES_FATAL_ERROR, std::string_view{});
    }
    result bad(nullptr);
    std::size_t bad_at = 0;
    std::string_view meddled;
    for (PGresult* next = PQgetResult(native); next != nullptr; next = PQgetResult(native)) {
      result got(next);
      const ExecStatusType status = PQresultStatus(next);
      const std::size_t place = at < statements_.size() ? at : statements_.size() - 1;
      if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH) {
        PQputCopyEnd(native, "COPY FROM STDIN cannot be used in a migration");
      } else if (status == PGRES_COPY_OUT) {
        for (char* row = nullptr; PQgetCopyData(native, &row, 0) > 0;) {
          PQfreemem(row);
        }
        continue;  // rows for nobody, as those of a SELECT; another result tells how it ended
      }
      if (bad.native() != nullptr) {
        continue;  // libpq wants all results to be taken
      }
      if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) {
        bad = std::move(got);
        bad_at = at == 0 ? statement_at(text, PQresultErrorField(bad.native(), PG_DIAG_STATEMENT_POSITION)) : place;
        continue;
      }
      if (statements_[place].opaque) {
        if (is_end_of_opaque(next)) {
          meddled = {};  // a ROLLBACK TO SAVEPOINT, say: the transaction is still ours
          told(statements_[place], since(start));
          start = clock::now();
          ++at;
        } else if (meddled.empty() && changes_transaction(PQcmdStatus(next))) {
          meddled = meddling;
        }
        continue;
      }
      told(statements_[place], since(start));
      start = clock::now();
      ++at;
    }
    if (bad.native() != nullptr) {
      if (field_of(bad.native(), PG_DIAG_MESSAGE_PRIMARY).find("sterna: not the same transaction") !=
          std::string_view::npos) {
        meddled = meddling;
      }
      if (!meddled.empty()) {
        failed(statements_[bad_at], nullptr, PGRES_FATAL_ERROR, meddled);
      }
      failed(statements_[bad_at], bad.native(), PQresultStatus(bad.native()), std::string_view{});
    }
    if (at < statements_.size()) {
      failed(statements_[at], nullptr, PGRES_FATAL_ERROR, std::string_view{});
    }
    statements_.clear();
  }

 private:
  static constexpr std::string_view meddling =
      "it ends or resets (COMMIT, ROLLBACK, RESET ALL) the transaction, and a migration has its own";

  // Fails where the transaction is another one, so that neither what follows nor the version row is ever committed.
  static constexpr std::string_view end_of_opaque =
      "SELECT CASE current_setting('sterna.transaction', true) WHEN 'ours' THEN 1 ELSE "
      "(coalesce(current_setting('sterna.transaction', true), '') || 'sterna: not the same transaction')::int END "
      "AS \"sterna: end of execute\"\n;\n";

  /// Whose text a position in the whole string is in: a syntax error fails all statements before the first is run. The
  /// position is the server's, in characters from 1.
  [[nodiscard]] std::size_t statement_at(std::string_view text, const char* position) const {
    std::size_t left = position == nullptr ? 0 : std::strtoul(position, nullptr, 10);
    std::size_t byte = 0;
    while (byte < text.size() && left > 1) {
      ++byte;
      left -= byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80U ? 0U : 1U;
    }
    std::size_t end = 0;
    for (std::size_t i = 0; i < statements_.size(); ++i) {
      end += statements_[i].sql.size() + 3 + (statements_[i].opaque ? end_of_opaque.size() : 0);
      if (byte < end) {
        return i;
      }
    }
    return 0;
  }
  [[nodiscard]] static bool is_end_of_opaque(const PGresult* of) noexcept {
    return PQnfields(of) == 1 && std::string_view(PQfname(of, 0)) == "sterna: end of execute";
  }
  [[nodiscard]] static bool changes_transaction(std::string_view tag) noexcept {
    return tag == "COMMIT" || tag == "ROLLBACK" || tag == "PREPARE TRANSACTION";
  }

  std::vector<statement> statements_;
};

}  // namespace sterna::detail
