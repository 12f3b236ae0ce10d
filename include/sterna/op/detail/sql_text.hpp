// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/sql/scan.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstdint>
#include <string_view>

namespace sterna::detail {

/// Sets the fault for what in a text does not end; true where that is nothing.
constexpr bool expect_terminated(catalog& in, sql_flaw flaw, std::string_view from) {
  switch (flaw) {
    case sql_flaw::unterminated_quote:
      return in.fail(fault::unterminated_sql, "quote", {}, {}, from);
    case sql_flaw::unterminated_identifier:
      return in.fail(fault::unterminated_sql, "quoted identifier", {}, {}, from);
    case sql_flaw::unterminated_comment:
      return in.fail(fault::unterminated_sql, "comment", {}, {}, from);
    case sql_flaw::unterminated_dollar:
      return in.fail(fault::unterminated_sql, "dollar-quoted body", {}, {}, from);
    case sql_flaw::none:
    case sql_flaw::transaction_control:
      break;
  }
  return true;
}

/// An expression that becomes part of a statement: it must say something, and end.
constexpr bool expect_expression(catalog& in, std::string_view sql) {
  sql_word_reader words(sql);
  bool empty = true;
  while (words.next()) {
    empty = false;
  }
  return expect_terminated(in, words.flaw, sql.substr(words.flaw_position)) &&
         (!empty || in.fail(fault::empty_sql, {}));
}

/// What a word finds in raw SQL that it is given: the flaw, and how far it may reach.
[[nodiscard]] constexpr std::uint8_t looked_at(std::string_view sql) noexcept {
  constexpr std::size_t longest = 60000;  // beyond this a compiler's limits would be the error
  if (sql.size() > longest) {
    return static_cast<std::uint8_t>(sql_reach::anything);
  }
  const sql_scan found = scan_sql(sql);
  const sql_reach reach = found.search_path ? sql_reach::anything : found.reach;
  return static_cast<std::uint8_t>(static_cast<unsigned>(reach) | static_cast<unsigned>(found.flaw) << 2U);
}
[[nodiscard]] constexpr bool has_flaw(std::uint8_t seen) noexcept { return seen > 3; }

constexpr bool expect_sound(catalog& in, std::string_view sql) {
  const sql_scan found = scan_sql(sql);
  return found.flaw == sql_flaw::transaction_control ? in.fail(fault::transaction_control, found.word)
                                                     : expect_terminated(in, found.flaw, sql.substr(found.position));
}

/// The same of both texts of an op, where its word has seen a flaw.
constexpr bool expect_sound_texts(const operation& op, catalog& in) {
  return (!has_flaw(op.sql_seen) || expect_sound(in, op.sql)) &&
         (!has_flaw(op.reverse_sql_seen) || expect_sound(in, op.reverse_sql));
}

}  // namespace sterna::detail
