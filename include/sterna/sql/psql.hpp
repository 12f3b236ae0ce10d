// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/bytes.hpp"
#include "sterna/sql/word_reader.hpp"
#include "sterna/sql/writer.hpp"

#include <string>
#include <string_view>

namespace sterna::detail {

/// Whether psql would not send a text as it is: outside quotes and comments it puts its variables in place of `:name`,
/// `:'name'`, `:"name"` and `:{?name}`, and takes a backslash for the beginning of a command of its own.
[[nodiscard]] inline bool psql_changes(std::string_view sql) {
  sql_word_reader words(sql);
  while (words.next()) {
    if (words.is('\\')) {
      return true;
    }
    if (words.is(':') && words.at < sql.size()) {
      const char next = sql[words.at];
      if (next == '\'' || next == '"' || next == '{' || (sql_bytes.kind[next & 255] & (sql_letter | sql_digit)) != 0) {
        return true;
      }
    }
  }
  return false;
}

/// Whether a text takes rows from the client (`COPY t FROM STDIN`), which in a file for psql are the lines that follow.
[[nodiscard]] inline bool copies_from_client(std::string_view sql) {
  sql_word_reader words(sql);
  bool first = true;
  bool copies = false;
  bool from = false;
  while (words.next()) {
    if (copies && from && words.is("stdin")) {
      return true;
    }
    copies = first ? words.is("copy") : copies;
    from = words.is("from");
    first = words.is(';');
  }
  return false;
}

/// A file for psql while it is being written. Every statement ends in a semicolon and has an empty line behind it.
class psql_script {
 public:
  /// A comment of one line, whatever the text holds.
  void comment(std::string_view text) {
    text_ += "-- ";
    for (const char c : text) {
      text_ += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
    }
    text_ += '\n';
  }
  /// A command of psql's, as it is: `\if :name`.
  void command(std::string_view text) { (text_ += text) += '\n'; }
  void blank() { text_ += '\n'; }

  /// One statement, or several with semicolons between, which the server gets as they are.
  void statement(std::string_view sql) {
    if (psql_changes(sql)) {  // the result of a query is executed without being looked at
      sql_writer out;
      out.dollar_quoted("\n" + std::string(sql) + "\n");
      ((text_ += "SELECT ") += out.text()) += " \\gexec\n\n";
      return;
    }
    sql_word_reader words(sql);
    std::size_t last = 0;
    bool ended = false;
    while (words.next()) {
      last = words.at;
      ended = words.is(';');
    }
    const bool comment_behind = sql.find_first_not_of(" \t\r\n\f\v", last) != std::string_view::npos;
    text_ += comment_behind ? sql : sql.substr(0, last);
    text_ += ended ? "\n\n" : comment_behind ? "\n;\n\n" : ";\n\n";
  }
  /// The query's columns become variables of psql's, of the same names.
  void ask(std::string_view query) { (text_ += query) += " \\gset\n"; }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  std::string text_{};
};

}  // namespace sterna::detail
