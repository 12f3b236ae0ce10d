// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/sql/scan.hpp"
#include "sterna/sql/writer.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

// U&"d\0061y", which is "day".

namespace sterna::detail {

/// Writes a code point as UTF-8.
constexpr void write_code_point(std::uint32_t of, sql_writer& out) {
  const auto byte = [&out](std::uint32_t value) {
    const char one[] = {static_cast<char>(static_cast<unsigned char>(value))};
    out << std::string_view(one, 1);
  };
  if (of < 0x80) {
    byte(of);
    return;
  }
  const int more = of < 0x800 ? 1 : of < 0x10000 ? 2 : 3;
  byte((more == 1 ? 0xc0U : more == 2 ? 0xe0U : 0xf0U) | of >> (6 * more));
  for (int i = more; i-- > 0;) {
    byte(0x80U | (of >> (6 * i) & 0x3fU));
  }
}

/// Reads hexadecimal digits; no code point where there are not as many.
[[nodiscard]] constexpr std::uint32_t code_point_of(std::string_view digits, std::size_t count) noexcept {
  constexpr std::uint32_t nothing = 0xffffffffU;
  std::uint32_t made = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const int c = i < digits.size() ? sql_bytes.lower[digits[i] & 255] : 0;
    const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (value < 0) {
      return nothing;
    }
    made = made << 4U | static_cast<std::uint32_t>(value);
  }
  return made == 0 || made > 0x10ffff ? nothing : made;
}

/// What stands between the quotes of U&"...", without its escapes; false where one of them is none.
constexpr bool write_unescaped(std::string_view inside, char escape, sql_writer& out) {
  std::uint32_t high = 0;  // the first half of a surrogate pair
  for (std::size_t i = 0; i < inside.size();) {
    if (inside[i] != escape || (i + 1 < inside.size() && inside[i + 1] == escape)) {
      if (high != 0) {
        return false;
      }
      out << inside.substr(i, 1);
      i += inside[i] == escape ? 2 : 1;
      continue;
    }
    const bool six = i + 1 < inside.size() && inside[i + 1] == '+';
    const std::size_t from = i + (six ? 2 : 1);
    const std::size_t count = six ? 6 : 4;
    std::uint32_t found = from > inside.size() ? 0xffffffffU : code_point_of(inside.substr(from), count);
    const bool low = found >= 0xdc00 && found < 0xe000;
    if (found == 0xffffffffU || low != (high != 0)) {
      return false;
    }
    i = from + count;
    if (found >= 0xd800 && found < 0xdc00) {
      high = found;
      continue;
    }
    found = low ? 0x10000 + ((high & 0x3ffU) << 10U) + (found & 0x3ffU) : found;
    high = 0;
    write_code_point(found, out);
  }
  return high == 0;
}

/// A text with each U&"..." in it as "...", which is how PostgreSQL keeps it.
[[nodiscard]] constexpr std::string_view unescaped(catalog& in, std::string_view text) {
  sql_writer out;
  std::size_t copied = 0;
  sql_word_reader word(text);
  while (word.next()) {
    const std::string_view token = word.token();
    if (word.kind != sql_token::identifier || token.front() == '"') {
      continue;
    }
    const std::size_t begin = word.position;
    std::size_t end = word.at;
    char escape = '\\';
    sql_word_reader ahead = word;
    if (ahead.next() && ahead.is("uescape") && ahead.next() && ahead.kind == sql_token::string &&
        ahead.token().size() == 3) {
      escape = ahead.token()[1];
      end = ahead.at;
    }
    sql_writer made;
    if (write_unescaped(token.substr(3, token.size() - 4), escape, made)) {
      out << text.substr(copied, begin - copied) << '"' << made.text() << '"';
      copied = end;
    }
  }
  if (copied == 0) {
    return text;
  }
  out << text.substr(copied);
  return in.state.keep_name(out.text()).view();
}

}  // namespace sterna::detail
