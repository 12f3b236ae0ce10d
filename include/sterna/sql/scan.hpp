// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/bytes.hpp"
#include "sterna/sql/known_words.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstddef>
#include <string_view>

// What the statements of a text of SQL do. (bytes.hpp says why it is written like this.)

namespace sterna {

/// What a text may do to the schema.
enum class sql_reach : unsigned char {
  nothing,
  names,    ///< Changes only what it mentions(), or what has a generated name that it mentions_beginning() of.
  anything  ///< Runs code, or does things, that cannot be seen in it.
};

namespace detail {

/// A token that has been read.
struct sql_piece {
  std::size_t position = 0;
  std::size_t end = 0;
  sql_token kind = sql_token::end;
};

/// Goes through one text statement by statement. In each member that reads a statement, the reader's present token is
/// looked at first, and is the semicolon or the end when it returns.
struct sql_scanner {
  sql_word_reader in;
  std::size_t depth = 0;  // of parentheses
  bool search_path = false;
  sql_flaw flaw = sql_flaw::none;
  sql_piece control{};
  // The last tokens of a query, in a ring: what a parenthesis means depends on what stands before it.
  sql_piece recent[4] = {};
  std::size_t count = 0;

  constexpr explicit sql_scanner(std::string_view sql) noexcept : in(sql) {}

  /// True at the semicolon that ends the statement; keeps the depth.
  constexpr bool ends() noexcept {
    const char c = in.text[in.position];
    if (c == '(') {
      ++depth;
    } else if (c == ')') {
      depth -= depth > 0 ? 1 : 0;
    } else {
      return c == ';' && depth == 0;
    }
    return false;
  }

  /// The rest of a statement of which only the end is of interest.
  constexpr sql_reach pass(sql_reach reach) noexcept {
    while (in.kind != sql_token::end) {
      if (in.kind == sql_token::symbol) {
        if (ends()) {
          break;
        }
        if (in.text[in.position] == '\\') {
          reach = sql_reach::anything;
        }
      }
      in.skip();
      in.next();
    }
    return reach;
  }

  /// From the first token of a statement on, which is no semicolon.
  constexpr sql_reach statement() noexcept {
    depth = 0;
    while (in.is('(')) {
      ++depth;
      in.next();
    }
    if (in.kind != sql_token::word) {
      return pass(sql_reach::anything);
    }
    if (harmless_statement_table.has(in.text + in.position, in.at - in.position)) {
      if (in.is("set") || in.is("reset") || in.is("discard")) {
        setting();
      }
      return pass(sql_reach::nothing);
    }
    const bool with = in.is("with");
    if (with || in.is("select") || in.is("values") || in.is("declare")) {
      return query(with);
    }
    if (in.is("create")) {
      return creation();
    }
    const bool alter = in.is("alter");
    if (alter || in.is("drop")) {
      return change(alter);
    }
    if (in.is("explain")) {
      return explanation();
    }
    if (in.is("security")) {
      return pass(sql_reach::names);
    }
    return transaction();
  }

  /// SET, RESET, DISCARD: `SET SCHEMA` is another way to say search_path, and ALL takes it in.
  constexpr void setting() noexcept {
    in.next();
    if (in.is("session") || in.is("local")) {
      in.next();
    }
    search_path = search_path || in.is("schema") || in.is("all");
  }

  /// Statements that begin or end a transaction, and those that are not known.
  constexpr sql_reach transaction() noexcept {
    const sql_piece first{in.position, in.at, in.kind};
    bool refused = in.is("begin") || in.is("commit") || in.is("end") || in.is("abort");
    bool harmless = false;
    if (in.is("start")) {
      in.next();
      refused = in.is("transaction");
    } else if (in.is("prepare")) {
      // PREPARE TRANSACTION 'id', while in PREPARE transaction AS ... it is a name. A prepared statement does nothing
      // before its EXECUTE.
      in.next();
      refused = in.is("transaction");
      harmless = true;
      if (refused) {
        in.next();
        refused = !in.is("as") && !in.is('(');
      }
    } else if (in.is("rollback")) {
      in.next();
      if (in.is("work") || in.is("transaction")) {
        in.next();
      }
      harmless = in.is("to");
      refused = !harmless;
    }
    if (refused) {
      flaw = sql_flaw::transaction_control;
      control = first;
      return sql_reach::anything;
    }
    return pass(harmless ? sql_reach::nothing : sql_reach::anything);
  }

  constexpr sql_reach explanation() noexcept {
    while (in.next()) {
      if (in.kind == sql_token::symbol) {
        if (ends()) {
          break;
        }
        if (in.text[in.position] == '\\') {
          return pass(sql_reach::anything);
        }
      } else if (in.is("analyze") || in.is("analyse")) {
        return pass(sql_reach::anything);
      }
    }
    return sql_reach::nothing;
  }

  /// ALTER and DROP. CASCADE, and what holds objects together, reach those that are not mentioned.
  constexpr sql_reach change(bool alter) noexcept {
    in.next();
    if (in.is("extension") || in.is("owned")) {
      return pass(sql_reach::anything);
    }
    const bool schema = alter && in.is("schema");
    bool key = false;  // ON DELETE, ON UPDATE stand before
    do {
      if (in.kind == sql_token::word) {
        if (in.at - in.position == 7 && in.is("cascade") && !key) {
          return pass(sql_reach::anything);
        }
        if (schema && in.is("rename")) {
          return pass(sql_reach::anything);
        }
        key = in.at - in.position == 6 && (in.is("delete") || in.is("update"));
      } else if (in.kind == sql_token::symbol && (sql_bytes.kind[in.text[in.position] & 255] & sql_stop)) {
        if (ends()) {
          break;
        }
        if (in.text[in.position] == '\\') {
          return pass(sql_reach::anything);
        }
      }
    } while (in.next());
    return sql_reach::names;
  }

  constexpr sql_reach creation() noexcept {
    in.next();
    if (in.is("or")) {
      in.next();
      if (in.is("replace")) {
        in.next();
      }
    }
    if (in.is("extension")) {
      return pass(sql_reach::anything);
    }
    if (!in.is("function") && !in.is("procedure")) {
      return pass(sql_reach::names);
    }
    // The body may be BEGIN ATOMIC ...; ... END, in which CASE ... END nests.
    std::size_t blocks = 0;
    bool begin = false;
    bool label = false;  // after AS or a dot a keyword is a name
    while (in.kind != sql_token::end) {
      if (in.kind == sql_token::word) {
        if (blocks == 0) {
          blocks = begin && in.is("atomic") ? 1 : 0;
        } else if (!label) {
          if (in.is("case")) {
            ++blocks;
          } else if (in.is("end")) {
            --blocks;
          }
        }
        begin = in.is("begin");
        label = in.is("as");
      } else {
        begin = false;
        label = in.is('.');
        if (in.kind == sql_token::symbol && (sql_bytes.kind[in.text[in.position] & 255] & sql_stop)) {
          if (ends() && blocks == 0) {
            break;
          }
          if (in.text[in.position] == '\\') {
            return pass(sql_reach::anything);
          }
        }
      }
      in.next();
    }
    return sql_reach::names;
  }

  [[nodiscard]] constexpr const sql_piece& before(std::size_t steps) const noexcept {
    return recent[(count - steps) & 3];
  }
  [[nodiscard]] constexpr std::size_t length(std::size_t steps) const noexcept {
    return before(steps).end - before(steps).position;
  }
  template <std::size_t N>
  [[nodiscard]] constexpr bool was(std::size_t steps, const char (&keyword)[N]) const noexcept {
    const sql_piece& piece = before(steps);
    std::size_t same = 0;
    while (same + 1 < N && piece.end - piece.position + 1 == N &&
           sql_bytes.lower[in.text[piece.position + same] & 255] == keyword[same]) {
      ++same;
    }
    return same + 1 == N && piece.kind == sql_token::word;
  }
  [[nodiscard]] constexpr bool was(std::size_t steps, char symbol) const noexcept {
    return before(steps).kind == sql_token::symbol && in.text[before(steps).position] == symbol;
  }

  /// SELECT, VALUES, WITH and DECLARE ... CURSOR: which functions they call.
  constexpr sql_reach query(bool with) noexcept {
    sql_reach reach = sql_reach::nothing;
    bool ctes = with;   // in the list of WITH, outside the parentheses
    bool alias = true;  // what follows `)` is no expression
    count = 0;
    for (sql_piece& piece : recent) {
      piece = {};
    }
    do {
      if (in.kind == sql_token::word) {
        if (in.at - in.position == 4 && in.is("into") && !was(1, "insert") && !was(1, "merge")) {
          reach = sql_reach::names;  // SELECT INTO
        }
        if (ctes && depth == 0 &&
            (in.is("select") || in.is("insert") || in.is("update") || in.is("delete") || in.is("merge") ||
             in.is("values") || in.is("table"))) {
          ctes = false;
        }
      } else if (in.kind == sql_token::symbol && (sql_bytes.kind[in.text[in.position] & 255] & sql_stop)) {
        if (in.text[in.position] == '(' &&
            (before(1).kind == sql_token::word || before(1).kind == sql_token::identifier)) {
          if (was(1, "operator") || (was(1, "on") && was(2, "distinct"))) {
            alias = false;
          }
          if (!(ctes && depth == 0) && calls_unknown(alias)) {
            return pass(sql_reach::anything);
          }
        }
        if (in.text[in.position] == '\\') {
          return pass(sql_reach::anything);
        }
        if (ends()) {
          break;
        }
      }
      recent[count++ & 3] = {in.position, in.at, in.kind};
    } while (in.next());
    return reach;
  }

  /// At a parenthesis: true where it begins the arguments of a function that is not known to be harmless.
  [[nodiscard]] constexpr bool calls_unknown(bool alias) const noexcept {
    const sql_piece name = before(1);
    const bool qualified = was(2, '.');
    const std::size_t lead = qualified ? 4 : 2;
    if (was(lead, "into") || was(lead, "as") || (alias && was(lead, ')')) || (was(lead, ':') && length(lead) == 2)) {
      return false;  // columns of a table or of an alias, or what a type is given
    }
    if (name.kind == sql_token::identifier) {
      return true;
    }
    const char* const word = in.text + name.position;
    const std::size_t size = name.end - name.position;
    if (!qualified) {
      return !harmless_function_table.has(word, size) && !quoted_keyword_table.has(word, size) &&
             !before_parenthesis_table.has(word, size);
    }
    return !was(3, "pg_catalog") || was(4, '.') || !harmless_function_table.has(word, size);
  }

  /// True where U&"..." occurs: its escapes may stand for any name.
  [[nodiscard]] constexpr bool hides_names() const noexcept {
    std::size_t at = find_either(in.text, 0, in.size, '&', '&');
    while (at + 1 < in.size) {
      if (at > 0 && in.text[at + 1] == '"' && sql_bytes.lower[in.text[at - 1] & 255] == 'u') {
        return true;
      }
      at = find_either(in.text, at + 1, in.size, '&', '&');
    }
    return false;
  }
};

}  // namespace detail

/// What scan_sql() finds.
struct sql_scan {
  sql_flaw flaw = sql_flaw::none;        ///< The first one; what comes after it is not looked at.
  bool unterminated = false;             ///< The flaw is one of the unterminated ones.
  std::size_t position = 0;              ///< Where the flaw begins, in bytes.
  std::string_view word{};               ///< For transaction_control: the first word of the statement, as written.
  sql_reach reach = sql_reach::nothing;  ///< The greatest of the statements'; with a flaw, anything.
  bool search_path = false;  ///< search_path occurs outside of comments, or the search path is set in another way.
  int statements = 0;        ///< How many are not empty.
};

/// Looks at a text of SQL, in which statements are separated by semicolons.
[[nodiscard]] constexpr sql_scan scan_sql(std::string_view text) noexcept {
  sql_scan found;
  detail::sql_scanner scanner(text);
  while (scanner.in.next()) {
    if (scanner.in.is(';')) {
      continue;
    }
    ++found.statements;
    const sql_reach reach = scanner.statement();
    if (reach > found.reach) {
      found.reach = reach;
    }
    if (scanner.flaw != sql_flaw::none) {
      break;
    }
  }
  if (scanner.in.flaw != sql_flaw::none) {
    found.flaw = scanner.in.flaw;
    found.unterminated = true;
    found.position = scanner.in.flaw_position;
  } else if (scanner.flaw != sql_flaw::none) {
    found.flaw = scanner.flaw;
    found.position = scanner.control.position;
    found.word = {text.data() + scanner.control.position, scanner.control.end - scanner.control.position};
  }
  if (found.flaw != sql_flaw::none || (found.reach == sql_reach::names && scanner.hides_names())) {
    found.reach = sql_reach::anything;
  }
  found.search_path = scanner.search_path || mentions(text, "search_path");
  return found;
}

}  // namespace sterna
