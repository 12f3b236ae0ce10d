// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/name.hpp"
#include "sterna/sql/keywords.hpp"

#include <cstddef>
#include <string_view>

// Raw SQL is looked at inside constant expressions, where Clang counts every statement and every call: hence loops of
// one statement over plain pointers and tables, and data members where there could be accessors.

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

/// What a text may do to the schema.
enum class sql_reach : unsigned char {
  nothing,
  names,    ///< Changes only what it mentions(), or what has a generated name that it mentions_beginning() of.
  anything  ///< Runs code, or does things, that cannot be seen in it.
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

namespace detail {

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

/// A sorted table of words in lower case, made ready for being searched in few steps.
template <std::size_t N>
struct sql_word_table {
  const char* word[N] = {};
  std::size_t size[N] = {};
  /// Where the words that begin with each letter start, and one more.
  std::size_t from[27] = {};

  constexpr explicit sql_word_table(const std::string_view (&sorted)[N]) noexcept {
    std::size_t letter = 0;
    for (std::size_t i = 0; i < N; ++i) {
      word[i] = sorted[i].data();
      size[i] = sorted[i].size();
      while (letter <= static_cast<std::size_t>(word[i][0] - 'a')) from[letter++] = i;
    }
    while (letter < 27) from[letter++] = N;
  }

  /// True where the table has the word of `length` bytes, which may be in any case.
  [[nodiscard]] constexpr bool has(const char* wanted, std::size_t length) const noexcept {
    const int letter = sql_bytes.lower[wanted[0] & 255] - 'a';
    if (letter < 0 || letter >= 26) {
      return false;
    }
    std::size_t low = from[letter];
    std::size_t high = from[letter + 1];
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      const char* const entry = word[middle];
      std::size_t same = 1;
      while (same < length && same < size[middle] && sql_bytes.lower[wanted[same] & 255] == entry[same]) ++same;
      if (same == length && same == size[middle]) {
        return true;
      }
      if (same < size[middle] && (same == length || sql_bytes.lower[wanted[same] & 255] < entry[same])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return false;
  }
};

/// First words of statements that leave the schema as it is, whatever functions they call.
inline constexpr std::string_view harmless_statements[] = {
    "analyse", "analyze", "checkpoint", "close", "cluster", "comment", "copy", "deallocate", "delete", "discard",
    "grant", "insert", "listen", "lock", "merge", "notify", "refresh", "reindex", "release", "reset", "revoke",
    "savepoint", "set", "show", "table", "truncate", "unlisten", "update", "vacuum"
};

/// Words outside quoted_keywords that stand before a parenthesis without being the name of a function.
inline constexpr std::string_view words_before_parenthesis[] = {
    "by", "conflict", "escape", "materialized", "operator", "over", "set", "sets", "varying", "zone"
};

/// Functions of pg_catalog that leave the schema as it is and run no SQL that is given to them as a text.
inline constexpr std::string_view harmless_functions[] = {
    "abs", "acos", "age", "array_agg", "array_append", "array_cat", "array_dims", "array_fill", "array_length",
    "array_lower", "array_ndims", "array_position", "array_positions", "array_prepend", "array_remove",
    "array_replace", "array_to_json", "array_to_string", "array_upper", "ascii", "asin", "atan", "atan2", "avg",
    "bit_and", "bit_count", "bit_length", "bit_or", "bit_xor", "bool", "bool_and", "bool_or", "btrim", "cardinality",
    "cbrt", "ceil", "ceiling", "char_length", "character_length", "chr", "clock_timestamp", "col_description",
    "concat", "concat_ws", "convert", "convert_from", "convert_to", "corr", "cos", "cot", "count", "covar_pop",
    "covar_samp", "cume_dist", "current_database", "current_schemas", "current_setting", "currval", "date",
    "date_bin", "date_part", "date_trunc", "decode", "degrees", "dense_rank", "div", "encode", "every",
    "exp", "factorial", "first_value", "float4", "float8", "floor", "format", "format_type", "gcd",
    "gen_random_uuid", "generate_series", "generate_subscripts", "get_bit", "get_byte", "has_column_privilege",
    "has_database_privilege", "has_function_privilege", "has_schema_privilege", "has_sequence_privilege",
    "has_table_privilege", "hashtext", "initcap", "int2", "int4", "int8", "isfinite", "json_agg", "json_array_elements",
    "json_array_elements_text", "json_array_length", "json_build_array", "json_build_object", "json_each",
    "json_each_text", "json_extract_path", "json_extract_path_text", "json_object_agg", "json_object_keys",
    "json_populate_record", "json_populate_recordset", "json_strip_nulls", "json_to_record", "json_to_recordset",
    "json_typeof", "jsonb_agg", "jsonb_array_elements", "jsonb_array_elements_text", "jsonb_array_length",
    "jsonb_build_array", "jsonb_build_object", "jsonb_each", "jsonb_each_text", "jsonb_extract_path",
    "jsonb_extract_path_text", "jsonb_insert", "jsonb_object", "jsonb_object_agg", "jsonb_object_keys",
    "jsonb_path_exists", "jsonb_path_match", "jsonb_path_query", "jsonb_path_query_array", "jsonb_path_query_first",
    "jsonb_populate_record", "jsonb_populate_recordset", "jsonb_pretty", "jsonb_set", "jsonb_set_lax",
    "jsonb_strip_nulls", "jsonb_to_record", "jsonb_to_recordset", "jsonb_typeof", "justify_days", "justify_hours",
    "justify_interval", "lag", "last_value", "lastval", "lcm", "lead", "left", "length", "ln", "log", "log10", "lower",
    "lower_inc", "lower_inf", "lpad", "ltrim", "make_date", "make_interval", "make_time", "make_timestamp",
    "make_timestamptz", "max", "md5", "min", "mod", "mode", "nextval", "now", "nth_value", "ntile", "num_nonnulls",
    "num_nulls", "obj_description", "octet_length", "percent_rank", "percentile_cont", "percentile_disc",
    "pg_advisory_lock", "pg_advisory_lock_shared", "pg_advisory_unlock", "pg_advisory_unlock_all",
    "pg_advisory_unlock_shared", "pg_advisory_xact_lock", "pg_advisory_xact_lock_shared", "pg_backend_pid",
    "pg_database_size", "pg_get_constraintdef", "pg_get_expr", "pg_get_functiondef", "pg_get_indexdef",
    "pg_get_serial_sequence", "pg_get_triggerdef", "pg_get_userbyid", "pg_get_viewdef", "pg_has_role",
    "pg_indexes_size", "pg_is_in_recovery", "pg_notify", "pg_relation_size", "pg_size_pretty", "pg_sleep",
    "pg_sleep_for", "pg_sleep_until", "pg_table_is_visible", "pg_table_size", "pg_total_relation_size",
    "pg_try_advisory_lock", "pg_try_advisory_lock_shared", "pg_try_advisory_xact_lock",
    "pg_try_advisory_xact_lock_shared", "pg_typeof", "pi", "pow", "power", "quote_ident", "quote_literal",
    "quote_nullable", "radians", "random", "range_agg", "rank", "regexp_count", "regexp_instr", "regexp_like",
    "regexp_match", "regexp_matches", "regexp_replace", "regexp_split_to_array", "regexp_split_to_table",
    "regexp_substr", "repeat", "replace", "reverse", "right", "round", "row_number", "row_to_json", "rpad", "rtrim",
    "scale", "set_bit", "set_byte", "set_config", "setseed", "setval", "setweight", "sha224", "sha256", "sha384",
    "sha512", "shobj_description", "sign", "sin", "split_part", "sqrt", "starts_with", "statement_timestamp",
    "stddev", "stddev_pop", "stddev_samp", "string_agg", "string_to_array", "string_to_table", "strip", "strpos",
    "substr", "sum", "tan", "text", "timeofday", "timestamptz", "timezone", "to_ascii", "to_char", "to_date",
    "to_hex", "to_json", "to_jsonb", "to_number", "to_regclass", "to_regnamespace", "to_regproc", "to_regtype",
    "to_timestamp", "to_tsquery", "to_tsvector", "transaction_timestamp", "translate", "trim_array", "trunc",
    "txid_current", "unnest", "upper", "upper_inc", "upper_inf", "uuidv4", "uuidv7", "var_pop", "var_samp",
    "variance", "version", "width_bucket", "xmlagg"
};

inline constexpr sql_word_table harmless_statement_table{harmless_statements};
inline constexpr sql_word_table harmless_function_table{harmless_functions};
inline constexpr sql_word_table quoted_keyword_table{quoted_keywords};
inline constexpr sql_word_table before_parenthesis_table{words_before_parenthesis};

}  // namespace detail

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
