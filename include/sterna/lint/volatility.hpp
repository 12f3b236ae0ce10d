// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/known_words.hpp"
#include "sterna/sql/word_reader.hpp"
#include "sterna/sql/word_table.hpp"

#include <cstddef>
#include <string_view>

namespace sterna {

/// What PostgreSQL makes of a default when a column is added: one value for all rows that are there, which it keeps
/// beside the table, or one for each row, for which it writes the table anew.
enum class volatility : unsigned char { one_value, each_row, unknown };

namespace detail {

/// Functions that give each row a value of its own.
inline constexpr std::string_view each_row_functions[] = {
    "clock_timestamp", "currval", "gen_random_bytes", "gen_random_uuid", "gen_salt", "lastval", "nextval",
    "pg_advisory_lock", "pg_advisory_lock_shared", "pg_advisory_unlock", "pg_advisory_unlock_all",
    "pg_advisory_unlock_shared", "pg_advisory_xact_lock", "pg_advisory_xact_lock_shared", "pg_database_size",
    "pg_indexes_size", "pg_is_in_recovery", "pg_notify", "pg_relation_size", "pg_sleep", "pg_sleep_for",
    "pg_sleep_until", "pg_table_size", "pg_total_relation_size", "pg_try_advisory_lock", "pg_try_advisory_lock_shared",
    "pg_try_advisory_xact_lock", "pg_try_advisory_xact_lock_shared", "random", "random_normal", "set_config", "setseed",
    "setval", "timeofday", "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7",
};
/// What gives all rows the same, beyond scan.hpp's harmless functions; and words that are no functions.
inline constexpr std::string_view one_value_words[] = {
    "all", "any", "array", "bit", "case", "char", "character", "coalesce", "concat", "current_time",
    "current_timestamp", "decimal", "extract", "float", "greatest", "in", "interval", "least", "localtime",
    "localtimestamp", "nullif", "numeric", "overlay", "position", "row", "substring", "time", "timestamp", "trim",
    "uuid_generate_v3", "uuid_generate_v5", "varchar",
};
inline constexpr sql_word_table each_row_table{each_row_functions};
inline constexpr sql_word_table one_value_table{one_value_words};

}  // namespace detail

[[nodiscard]] constexpr volatility volatility_of(std::string_view expression) noexcept {
  volatility found = volatility::one_value;
  sql_word_reader in(expression);
  const char* word = "";
  std::size_t size = 0;  // of the word before, 0 where it was none
  bool quoted = false;
  bool dotted = false;  // the word before has a schema that is not the server's own
  bool after_dot = false;
  while (in.next()) {
    if (in.is('(') && (size > 0 || quoted)) {
      if (size > 0 && detail::each_row_table.has(word, size)) {
        return volatility::each_row;
      }
      if (quoted || dotted ||
          (!detail::harmless_function_table.has(word, size) && !detail::one_value_table.has(word, size) &&
           !detail::before_parenthesis_table.has(word, size))) {
        found = volatility::unknown;
      }
    }
    const bool dot = in.is('.');
    if (!dot) {
      dotted = after_dot;
      word = in.text + in.position;
      size = in.kind == sql_token::word ? in.at - in.position : 0;
      quoted = in.kind == sql_token::identifier;
    }
    after_dot = dot && !(size == 10 && std::string_view(word, size) == "pg_catalog");
  }
  return found;
}

}  // namespace sterna
