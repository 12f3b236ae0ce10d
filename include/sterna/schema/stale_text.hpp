// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/sql/keywords.hpp"
#include "sterna/sql/bytes.hpp"
#include "sterna/sql/word_reader.hpp"

#include <string_view>

// A text that was written before something that it names had its present name: renamed_text() has put the new name of
// a column into it, and of the rest it tells the old one. PostgreSQL has the meaning, so names prove little; what is
// between them does.

namespace sterna::detail {

/// The identifier that a token stands for; empty where that takes more than a look (U&"...", or too long).
[[nodiscard]] constexpr std::string_view identifier_of(const sql_word_reader& token, name_chars& room) noexcept {
  const std::string_view said = token.token();
  const bool quoted = token.kind == sql_token::identifier;
  if ((quoted && said.front() != '"') || said.size() > sizeof room.chars) {
    return {};
  }
  std::size_t size = 0;
  for (std::size_t i = quoted ? 1 : 0; i + (quoted ? 1 : 0) < said.size(); ++i) {
    room.chars[size++] = quoted ? said[i] : sql_bytes.lower[said[i] & 255];
    i += quoted && said[i] == '"' ? 1 : 0;
  }
  return {room.chars, size};
}

/// Two texts of which one may be stale, each with its catalog and, if it is a part of one, its table.
struct stale_texts {
  const catalog& left;
  const catalog& right;
  std::uint32_t left_table = object::none;
  std::uint32_t right_table = object::none;

  /// False where they cannot mean the same, whatever has been renamed.
  [[nodiscard]] constexpr bool may_be_same(std::string_view a, std::string_view b) const {
    sql_word_reader one(a);
    sql_word_reader other(b);
    while (true) {
      const bool more = next(one);
      if (more != next(other)) {
        return false;
      }
      if (!more) {
        return true;
      }
      if (is_name(one) && is_name(other) ? !may_be_one(one, other) : !same_token(one, other)) {
        return false;
      }
    }
  }

 private:
  [[nodiscard]] static constexpr bool is_name(const sql_word_reader& token) noexcept {
    name_chars room{};
    return token.kind == sql_token::identifier ||
           (token.kind == sql_token::word && plain_identifier(identifier_of(token, room)));
  }
  /// The next token; before a name, the schema or table that is said to have it does not count.
  static constexpr bool next(sql_word_reader& token) noexcept {
    while (token.next()) {
      sql_word_reader behind = token;
      if (!is_name(token) || !behind.next() || !behind.is('.')) {
        return true;
      }
      token = behind;
    }
    return false;
  }
  [[nodiscard]] constexpr bool is_column(const catalog& in, std::uint32_t table, std::string_view id) const {
    return table != object::none &&
           in.column(table, name::viewing(id.data(), static_cast<std::uint32_t>(id.size()), hash_of(id))) !=
               object::none;
  }
  /// Two names: what are two columns by now are not one under an old name and a new one.
  [[nodiscard]] constexpr bool may_be_one(const sql_word_reader& one, const sql_word_reader& other) const {
    name_chars left_room{};
    name_chars right_room{};
    const std::string_view x = identifier_of(one, left_room);
    const std::string_view y = identifier_of(other, right_room);
    sql_word_reader behind = other;
    const bool called = behind.next() && behind.is('(');
    return x.empty() || y.empty() || x == y || called || !is_column(left, left_table, x) ||
           !is_column(right, right_table, y);
  }
  /// Two tokens that are no names; a literal may be a value of an enumeration that had another name.
  [[nodiscard]] constexpr bool same_token(const sql_word_reader& one, const sql_word_reader& other) const {
    const std::string_view a = one.token();
    const std::string_view b = other.token();
    if (a == b) {
      return true;
    }
    if (one.kind != other.kind) {
      return false;
    }
    if (one.kind == sql_token::word) {
      name_chars left_room{};
      name_chars right_room{};
      return identifier_of(one, left_room) == identifier_of(other, right_room);
    }
    if (one.kind != sql_token::string || !b.starts_with('\'')) {
      return false;
    }
    return is_value(left, a.substr(1, a.size() - 2)) != is_value(right, b.substr(1, b.size() - 2));
  }
  [[nodiscard]] static constexpr bool is_value(const catalog& in, std::string_view text) {
    for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
      const object& it = in.state.at(i);
      for (const element& each : it.alive && it.kind == object_kind::enumeration
                                     ? in.state.elements(in.state.values(it))
                                     : list<element>{}) {
        if (each.expression == text) {
          return true;
        }
      }
    }
    return false;
  }
};

}  // namespace sterna::detail
