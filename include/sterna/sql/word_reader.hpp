// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/bytes.hpp"

#include <cstddef>
#include <string_view>

// The tokens of a text of SQL. (bytes.hpp says why it is written like this.)

namespace sterna {

/// What is wrong with a text of SQL. standard_conforming_strings is taken to be on.
enum class sql_flaw : unsigned char {
  none,
  unterminated_quote,       ///< '...', E'...', U&'...'
  unterminated_identifier,  ///< "..."
  unterminated_comment,     ///< /* ... */, which nests
  unterminated_dollar,      ///< $tag$ ... $tag$
  transaction_control       ///< BEGIN, COMMIT and their like as a statement of its own
};

/// What a piece of a text is; see sql_word_reader.
enum class sql_token : unsigned char {
  end,
  word,        ///< An unquoted identifier or a keyword.
  identifier,  ///< "..." or U&"...", with its quotes.
  string,      ///< '...' with any prefix, or $tag$ ... $tag$, with its quotes.
  number,      ///< Also a parameter, as $1.
  symbol       ///< One byte, or `::`.
};

/// Goes through a text token by token; blanks and comments are passed over. Never fails: what is not terminated
/// reaches to the end of the text and leaves its flaw.
struct sql_word_reader {
  const char* text;
  std::size_t size;
  std::size_t at = 0;  ///< One past the present token.
  std::size_t position = 0;
  sql_token kind = sql_token::end;
  sql_flaw flaw = sql_flaw::none;
  std::size_t flaw_position = 0;

  constexpr explicit sql_word_reader(std::string_view sql) noexcept : text(sql.data()), size(sql.size()) {}

  /// Reads the next token; false at the end.
  constexpr bool next() noexcept {
    while (at < size && (detail::sql_bytes.kind[text[at] & 255] & detail::sql_blank)) ++at;
    while (at + 1 < size && ((text[at] == '-' && text[at + 1] == '-') || (text[at] == '/' && text[at + 1] == '*'))) {
      pass_comment();
    }
    position = at;
    if (at >= size) {
      kind = sql_token::end;
      return false;
    }
    const int byte = detail::sql_bytes.kind[text[at] & 255];
    if (byte & detail::sql_letter) {
      kind = sql_token::word;
      while (at < size && (detail::sql_bytes.kind[text[at] & 255] & detail::sql_in_word)) ++at;
      if (at < size && (text[at] == '\'' || text[at] == '&')) {
        pass_prefixed();
      }
    } else if (!(byte & (detail::sql_digit | detail::sql_stop))) {
      kind = sql_token::symbol;
      at += text[at] == ':' && at + 1 < size && text[at + 1] == ':' ? 2 : 1;
    } else if (text[at] == '\'') {
      pass_quoted(sql_token::string, false);
    } else if (byte & detail::sql_digit) {
      pass_number();
    } else if (text[at] == '"') {
      pass_quoted(sql_token::identifier, false);
    } else if (text[at] == '$') {
      pass_dollar();
    } else {
      kind = sql_token::symbol;
      ++at;
    }
    return true;
  }

  /// Moves on over words, numbers, blanks and operators to the next token that opens or closes something: much
  /// cheaper than reading them.
  constexpr void skip() noexcept {
    const std::size_t start = at;
    while (at < size && !(detail::sql_bytes.kind[text[at] & 255] & detail::sql_stop)) ++at;
    // In E'...' and a$b$ the word before belongs to it, and what looks like a word may be the end of a number: 1.e1$$.
    if (at < size && (text[at] == '\'' || text[at] == '$')) {
      constexpr int in_name = detail::sql_letter | detail::sql_digit;
      while (at > start && (detail::sql_bytes.kind[text[at - 1] & 255] & in_name)) --at;
      at -= at > start && text[at - 1] == '.' ? 1 : 0;
      while (at > start && (detail::sql_bytes.kind[text[at - 1] & 255] & in_name)) --at;
    }
  }

  /// The token as it is written.
  [[nodiscard]] constexpr std::string_view token() const noexcept { return {text + position, at - position}; }

  /// True where the token is this keyword, given in lower case.
  template <std::size_t N>
  [[nodiscard]] constexpr bool is(const char (&keyword)[N]) const noexcept {
    std::size_t same = 0;
    while (same + 1 < N && at - position + 1 == N &&
           detail::sql_bytes.lower[text[position + same] & 255] == keyword[same]) {
      ++same;
    }
    return same + 1 == N && kind == sql_token::word;
  }
  [[nodiscard]] constexpr bool is(char symbol) const noexcept {
    return kind == sql_token::symbol && text[position] == symbol && at - position == 1;
  }

  /// True where the token stands for the identifier `id`: a word is in lower case to PostgreSQL, what is in double
  /// quotes is as it is. U&"..." is taken for any identifier, because its escapes are not read.
  [[nodiscard]] constexpr bool names(std::string_view id) const noexcept {
    const char* const wanted = id.data();
    const std::size_t length = id.size();
    std::size_t same = 0;
    if (kind == sql_token::word) {
      if (at - position != length) {
        return false;
      }
      while (same < length && detail::sql_bytes.lower[text[position + same] & 255] == wanted[same]) ++same;
      return same == length;
    }
    if (kind != sql_token::identifier) {
      return false;
    }
    if (text[position] != '"') {
      return true;
    }
    std::size_t from = position + 1;
    while (same < length && from + 1 < at && text[from] == wanted[same]) {
      from += text[from] == '"' ? 2 : 1;
      ++same;
    }
    return same == length && from + 1 == at;
  }

 private:
  constexpr void fail(sql_flaw found) noexcept {
    flaw = found;
    flaw_position = position;
    at = size;
  }

  /// A comment and the blanks behind it.
  constexpr void pass_comment() noexcept {
    position = at;
    if (text[at] == '-') {
      at = detail::find_either(text, at, size, '\n', '\r');
    } else {
      std::size_t depth = 1;
      at += 2;
      while (depth > 0) {
        at = detail::find_either(text, at, size, '*', '/');
        if (at + 1 >= size) {
          return fail(sql_flaw::unterminated_comment);
        }
        if (text[at] == '*' && text[at + 1] == '/') {
          --depth;
          at += 2;
        } else if (text[at] == '/' && text[at + 1] == '*') {
          ++depth;
          at += 2;
        } else {
          ++at;
        }
      }
    }
    while (at < size && (detail::sql_bytes.kind[text[at] & 255] & detail::sql_blank)) ++at;
  }

  /// From the opening quote on.
  constexpr void pass_quoted(sql_token of, bool escapes) noexcept {
    kind = of;
    const char quote = text[at];
    const char escape = escapes ? '\\' : quote;
    while (true) {
      at = detail::find_either(text, at + 1, size, quote, escape);
      if (at >= size) {
        return fail(of == sql_token::string ? sql_flaw::unterminated_quote : sql_flaw::unterminated_identifier);
      }
      if (text[at] != quote) {
        at += at + 1 < size ? 1 : 0;
        continue;
      }
      ++at;
      if ((at >= size || text[at] != quote) && !(escapes && continues())) {
        return;
      }
    }
  }

  /// Moves to the quote on a later line with which a string goes on, if there is one. Of interest only for E'...':
  /// a backslash is special in what follows too.
  constexpr bool continues() noexcept {
    bool line = false;
    std::size_t ahead = at;
    while (ahead < size) {
      if (detail::sql_bytes.kind[text[ahead] & 255] & detail::sql_blank) {
        line = line || text[ahead] == '\n' || text[ahead] == '\r';
        ++ahead;
      } else if (text[ahead] == '-' && ahead + 1 < size && text[ahead + 1] == '-') {
        ahead = detail::find_either(text, ahead, size, '\n', '\r');
      } else {
        break;
      }
    }
    if (!line || ahead >= size || text[ahead] != '\'') {
      return false;
    }
    at = ahead;
    return true;
  }

  /// A word before a quote or `&` is part of the string or identifier, if it is one of these letters.
  constexpr void pass_prefixed() noexcept {
    if (at - position != 1) {
      return;
    }
    const char letter = detail::sql_bytes.lower[text[position] & 255];
    if (text[at] == '\'') {
      if (letter == 'e' || letter == 'b' || letter == 'x' || letter == 'n') {
        pass_quoted(sql_token::string, letter == 'e');
      }
    } else if (letter == 'u' && at + 1 < size && (text[at + 1] == '\'' || text[at + 1] == '"')) {
      ++at;
      pass_quoted(text[at] == '"' ? sql_token::identifier : sql_token::string, false);
    }
  }

  constexpr void pass_number() noexcept {
    kind = sql_token::number;
    while (at < size && ((detail::sql_bytes.kind[text[at] & 255] & detail::sql_digit) || text[at] == '.')) ++at;
    if (at + 1 < size && (text[at] == 'e' || text[at] == 'E')) {
      const std::size_t digits = text[at + 1] == '+' || text[at + 1] == '-' ? at + 2 : at + 1;
      if (digits < size && (detail::sql_bytes.kind[text[digits] & 255] & detail::sql_digit)) {
        at = digits;
        while (at < size && (detail::sql_bytes.kind[text[at] & 255] & detail::sql_digit)) ++at;
      }
    }
  }

  constexpr void pass_dollar() noexcept {
    std::size_t body = at + 1;
    if (body < size && (detail::sql_bytes.kind[text[body] & 255] & detail::sql_digit)) {
      kind = sql_token::number;
      at = body;
      while (at < size && (detail::sql_bytes.kind[text[at] & 255] & detail::sql_digit)) ++at;
      return;
    }
    while (body < size && (detail::sql_bytes.kind[text[body] & 255] & (detail::sql_letter | detail::sql_digit))) ++body;
    if (body >= size || text[body] != '$') {
      kind = sql_token::symbol;
      ++at;
      return;
    }
    ++body;
    kind = sql_token::string;
    const std::size_t delimiter = body - at;
    at = body;
    while (true) {
      at = detail::find_either(text, at, size, '$', '$');
      if (size - at < delimiter) {
        return fail(sql_flaw::unterminated_dollar);
      }
      std::size_t same = 0;
      while (same < delimiter && text[at + same] == text[position + same]) ++same;
      if (same == delimiter) {
        at += delimiter;
        return;
      }
      ++at;
    }
  }
};

}  // namespace sterna
