// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/name.hpp"
#include "sterna/sql/bytes.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstddef>
#include <string_view>

// Which names occur in a text of SQL. (bytes.hpp says why it is written like this.)

namespace sterna {
namespace detail {

/// The number of bytes of `id` with which `text`, from `at` on, agrees but for case; `at` moves behind them. A quote
/// inside an identifier may be written doubled, and doubled again in a string.
constexpr std::size_t agreement(const char* text, std::size_t& at, std::size_t size, const char* id,
                                std::size_t length) noexcept {
  std::size_t same = 0;
  while (same < length && at < size && sql_bytes.lower[text[at] & 255] == sql_bytes.lower[id[same] & 255]) {
    ++at;
    ++same;
    if ((id[same - 1] == '"' || id[same - 1] == '\'') && (same == length || id[same] != id[same - 1])) {
      while (at < size && text[at] == id[same - 1]) ++at;
    }
  }
  return same;
}

/// mentions() and, with `beginning`, mentions_beginning().
[[nodiscard]] constexpr bool mentioned(std::string_view sql, std::string_view name, bool beginning) noexcept {
  const char* const text = sql.data();
  const std::size_t size = sql.size();
  const char* const id = name.data();
  const std::size_t length = name.size();
  if (length == 0) {
    return false;
  }
  const char first = sql_bytes.lower[id[0] & 255];
  // What stands in a comment is found out only where there is something: most names are not in most texts.
  sql_word_reader reader(sql);
  for (std::size_t at = 0; true; ++at) {
    // `$` is taken for a boundary, because a tag of dollars touches the body; \n in E'...' is one too.
    while (at < size && (sql_bytes.lower[text[at] & 255] != first ||
                         (at > 0 && (sql_bytes.kind[text[at - 1] & 255] & (sql_letter | sql_digit)) &&
                          (at == 1 || text[at - 2] != '\\')))) {
      ++at;
    }
    if (at >= size) {
      return false;
    }
    std::size_t end = at;
    const std::size_t same = agreement(text, end, size, id, length);
    const bool whole = end >= size || !(sql_bytes.kind[text[end] & 255] & (sql_letter | sql_digit));
    bool found = same == length && whole;
    if (beginning) {
      found = found || (whole && same > 0 && same < length && id[same] == '_');
      // A generated name that would be too long has its parts shortened, the longer one first: it may begin with as
      // little as a third of the longest name, and be some bytes shorter where a character did not fit.
      std::size_t cut = longest_name / 3;
      while (length + 6 >= longest_name && !found && cut <= same && cut < length) {
        found = id[cut] == '_';
        ++cut;
      }
    } else {
      // A longer word is cut off by the server, at a whole character.
      found = found || (same == length && length + 3 >= longest_name);
    }
    if (found) {
      while (reader.at <= at) {
        reader.skip();
        if (reader.at > at) {
          return true;
        }
        if (!reader.next()) {
          return false;
        }
      }
      if (at >= reader.position) {
        return true;
      }
    }
  }
}

}  // namespace detail

/// True where `text` contains the identifier `id` as a whole word outside of comments, be it quoted, in a string or
/// in a body between dollars, since these may be executed. Case is not regarded, and `$` bounds a word: that may find
/// too much, never too little (but for names put together, or written with escapes, in strings).
[[nodiscard]] constexpr bool mentions(std::string_view text, std::string_view id) noexcept {
  return detail::mentioned(text, id, false);
}

/// True where some whole word or quoted identifier of `text`, looked at as mentions() does, is `id` or is followed in
/// it by `_`: the name of a generated object begins with that of its table, as `user` in user_email_key.
[[nodiscard]] constexpr bool mentions_beginning(std::string_view text, std::string_view id) noexcept {
  return detail::mentioned(text, id, true);
}

/// True where `expression` (of a check, a generated column, an index) uses a column `id`: as an identifier outside of
/// strings and comments that is not the name of a function, of a type (after `::` and AS, before a string), of a
/// collation, or of the table before a dot.
[[nodiscard]] constexpr bool uses_identifier(std::string_view expression, std::string_view id) noexcept {
  sql_word_reader in(expression);
  bool type = false;   // the next word is a type's or collation's
  bool typed = false;  // the last one was
  bool found = false;
  while (in.next()) {
    if (found && in.kind != sql_token::string && !in.is('(') && !in.is('.')) {
      return true;
    }
    found = false;
    if (in.kind == sql_token::word || in.kind == sql_token::identifier) {
      found = !type && in.names(id);
      typed = type;
      type = in.is("as") || in.is("collate");
    } else {
      type = in.kind == sql_token::symbol && (in.at - in.position == 2 || (typed && in.is('.')));
      typed = false;
    }
  }
  return found;
}

}  // namespace sterna
