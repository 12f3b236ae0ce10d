// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <initializer_list>

// What each byte of a text of SQL is.
//
// Raw SQL is looked at inside constant expressions, where Clang counts every statement and every call: hence loops of
// one statement over plain pointers and tables, and data members where there could be accessors.

namespace sterna::detail {

enum sql_byte : unsigned char {
  sql_blank = 1,
  sql_letter = 2,
  sql_digit = 4,
  sql_dollar = 8,
  sql_in_word = sql_letter | sql_digit | sql_dollar,
  sql_stop = 16
};

struct sql_byte_table {
  /// Bits of sql_byte. Stops are the bytes at which something begins or ends that is more than a word.
  unsigned char kind[256] = {};
  /// The byte with ASCII letters in lower case.
  char lower[256] = {};

  constexpr sql_byte_table() noexcept {
    for (int i = 0; i < 256; ++i) {
      const bool capital = i >= 'A' && i <= 'Z';
      lower[i] = static_cast<char>(capital ? i - 'A' + 'a' : i);
      kind[i] = capital || (i >= 'a' && i <= 'z') || i == '_' || i >= 128 ? sql_letter
                : i >= '0' && i <= '9'                                    ? sql_digit
                : i == ' ' || (i >= '\t' && i <= '\r')                    ? sql_blank
                                                                          : 0;
    }
    for (const char c : {'\'', '"', '-', '/', '(', ')', ';', '\\'}) {
      kind[c & 255] = sql_stop;
    }
    kind['$' & 255] = sql_dollar | sql_stop;
  }
};
/// To be indexed with `c & 255`, which is the byte whether or not char is signed.
inline constexpr sql_byte_table sql_bytes{};

/// The place of the first `a` or `b` from `at` on, or `size`.
[[nodiscard]] constexpr std::size_t find_either(const char* text, std::size_t at, std::size_t size, char a,
                                                char b) noexcept {
  while (at + 4 <= size && text[at] != a && text[at] != b && text[at + 1] != a && text[at + 1] != b &&
         text[at + 2] != a && text[at + 2] != b && text[at + 3] != a && text[at + 3] != b) {
    at += 4;
  }
  while (at < size && text[at] != a && text[at] != b) ++at;
  return at;
}

}  // namespace sterna::detail
