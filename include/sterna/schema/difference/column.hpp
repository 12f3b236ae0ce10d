// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/operation.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/same.hpp"

#include <string_view>

// How two columns differ in what is said of them.

namespace sterna::detail {

/// A literal without its quotes and its cast: '0', 0 and '0'::integer are the same value of an integer.
[[nodiscard]] constexpr std::string_view bare_literal(std::string_view sql) noexcept {
  const bool quoted = sql.starts_with('\'');
  const std::size_t cast = sql.rfind("::");
  if (cast != sql.npos &&
      (quoted ? sql[cast - 1] == '\'' : sql.front() == '-' || (sql.front() >= '0' && sql.front() <= '9'))) {
    sql = sql.substr(0, cast);
  }
  return quoted && sql.size() > 1 && sql.ends_with('\'') ? sql.substr(1, sql.size() - 2) : sql;
}

/// A number without the zeros at its end that say nothing: 5 for 5.0. Empty where it is none.
[[nodiscard]] constexpr std::string_view bare_number(std::string_view literal) noexcept {
  bool dot = false;
  bool digit = false;
  for (std::size_t i = literal.starts_with('-') ? 1 : 0; i < literal.size(); ++i) {
    if (literal[i] == '.' ? dot : literal[i] < '0' || literal[i] > '9') {
      return {};
    }
    (literal[i] == '.' ? dot : digit) = true;
  }
  while (dot && digit && (literal.ends_with('0') || literal.ends_with('.'))) {
    dot = !literal.ends_with('.');
    literal.remove_suffix(1);
  }
  return digit ? literal : std::string_view{};
}

/// One of the three spellings of the time at which the transaction has begun.
[[nodiscard]] constexpr bool is_now(std::string_view sql) noexcept {
  return same_sql(sql, "now()") || same_sql(sql, "CURRENT_TIMESTAMP") || same_sql(sql, "transaction_timestamp()");
}

/// Whether two defaults of a column of this type are the same: as a text, 5 and 5.0 are two.
[[nodiscard]] constexpr bool same_default(const default_value& a, const default_value& b, const data_type& of) {
  using form = default_value::form;
  if (a.what == form::none && b.what == form::none) {
    return true;
  }
  if (a == b) {
    return true;
  }
  if (a.what == form::none || b.what == form::none) {
    return false;
  }
  if (a.what == form::sequence || b.what == form::sequence) {  // of a serial column, or written out
    const default_value& written = a.what == form::sequence ? b : a;
    return written.what == form::expression && mentions(written.text, "nextval");
  }
  sql_writer left;
  write_default(a, left);
  sql_writer right;
  write_default(b, right);
  if (same_sql(left.text(), right.text()) || (is_now(left.text()) && is_now(right.text()))) {
    return true;
  }
  const std::string_view bare_left = bare_literal(left.text());
  const std::string_view bare_right = bare_literal(right.text());
  if (bare_left == bare_right) {
    return true;
  }
  const bool texts = (left.text().starts_with('\'') && right.text().starts_with('\'')) ||
                     in(canonical(of).base, text_types);
  const std::string_view number = texts ? std::string_view{} : bare_number(bare_left);
  return !number.empty() && number == bare_number(bare_right);
}

/// Whether a type that is written as text may be one that is called so.
[[nodiscard]] constexpr bool may_be_called(std::string_view written, const name& id) noexcept {
  for (sql_word_reader in(written); in.next();) {
    if (in.names(id.view())) {
      return true;
    }
  }
  return false;
}

[[nodiscard]] constexpr bool same_type(const data_type& a, const data_type& b) noexcept {
  if (a.base == b.base && a.base > base_type::named && a.dimensions == b.dimensions &&
      a.argument_count == b.argument_count && a.arguments[0] == b.arguments[0] && a.arguments[1] == b.arguments[1]) {
    return a.collation == b.collation;
  }
  if (a == b) {
    return true;
  }
  const canonical_type left = canonical(a);
  const canonical_type right = canonical(b);
  if (!left.known() && !right.known() && a.base != b.base) {  // one by its name, one by its text
    return a.base == base_type::raw ? may_be_called(a.id.view(), b.id) : may_be_called(b.id.view(), a.id);
  }
  return left == right && (a.collation == b.collation);
}

[[nodiscard]] constexpr std::string_view column_difference(const column_record& a, const column_record& b,
                                                           list<setting> left = {}, list<setting> right = {}) {
  if (!same_type(a.type, b.type)) {
    return "has another type";
  }
  if (a.null != b.null) {
    return b.null == nullability::not_null ? "is NOT NULL" : "is nullable";
  }
  if (!same_default(a.server_default, b.server_default, b.type)) {
    return b.server_default.what == default_value::form::none   ? "has lost its default"
           : a.server_default.what == default_value::form::none ? "has a default"
                                                                : "has another default";
  }
  if (a.identity != b.identity) {
    return "has another identity";
  }
  if ((!a.generated.empty() || !b.generated.empty()) &&
      (a.is_virtual != b.is_virtual || !same_sql(a.generated, b.generated))) {
    return "is generated otherwise";
  }
  if ((a.settings.count > 0 || b.settings.count > 0) && !same_settings(left, right)) {
    return a.identity > identity_kind::none && b.identity > identity_kind::none ? "has other options"
                                                                                : "is stored otherwise";
  }
  if (a.has_comment != b.has_comment || (a.has_comment && a.comment != b.comment)) {
    return "has another comment";
  }
  return {};
}

/// Of columns of which a text is not known: how they differ in what is.
[[nodiscard]] constexpr std::string_view plain_difference(const column_record& a, const column_record& b) {
  if (a.type.base > base_type::named && b.type.base > base_type::named && !same_type(a.type, b.type)) {
    return "has another type";
  }
  if (a.null != b.null) {
    return b.null == nullability::not_null ? "is NOT NULL" : "is nullable";
  }
  const bool had = a.server_default.what != default_value::form::none;
  const bool has = b.server_default.what != default_value::form::none;
  return had == has ? std::string_view{} : had ? "has lost its default" : "has a default";
}

}  // namespace sterna::detail
