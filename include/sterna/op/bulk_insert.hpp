// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/column.hpp"
#include "sterna/schema/column_rules.hpp"
#include "sterna/schema/define/index.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/sql/column.hpp"

#include <cstddef>
#include <type_traits>

namespace sterna {
namespace detail {

/// A value of a row, as what could stand behind DEFAULT; none: NULL.
[[nodiscard]] constexpr default_value value_of(const setting& said) noexcept {
  using form = default_value::form;
  switch (said.what) {
    case setting_kind::value_text:
      return {form::text, said.text, 0};
    case setting_kind::value_expression:
      return {form::expression, said.text, 0};
    case setting_kind::value_integer:
      return {form::integer, {}, said.number()};
    case setting_kind::value_boolean:
      return {form::boolean, {}, said.number()};
    default:
      return {};
  }
}
constexpr void write_value(const setting& said, sql_writer& out) {
  if (said.what == setting_kind::value_null) {
    out << "NULL";
  } else {
    write_default(value_of(said), out);
  }
}

constexpr void render_bulk_insert(const operation& of, const script& in, sql_writer& out) {
  const auto values = in.settings(of.settings);
  if (values.empty()) {
    return;
  }
  (out << "INSERT INTO ").qualified(of.schema, of.table) << " (";
  std::string_view between = "";
  for (const element& each : in.elements(of.keys)) {
    (out << between).identifier(each.column);
    between = ", ";
  }
  out << ") VALUES";
  for (std::uint32_t i = 0; i < values.count; ++i) {
    const bool first = i % of.keys.count == 0;
    write_value(values[i], out << (first ? i == 0 ? "\n    (" : ",\n    (" : ", "));
    out << (i % of.keys.count == of.keys.count - 1 ? ")" : "");
  }
  out.end_statement();
}

constexpr bool expect_value(catalog& in, const column_record& column, const name& id, const setting& said) {
  if (said.what == setting_kind::value_null) {
    return column.null != nullability::not_null || in.fail(fault::not_null_default_null, id.view());
  }
  if (!column.generated.empty()) {
    return in.fail(fault::column_is_generated, id.view(), {}, {}, "takes no value");
  }
  return expect_default(in, column.type, value_of(said), id.view(), true);
}

constexpr bool bulk_insert_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  const auto columns = of.elements(op.keys);
  if (!expect_members(in, table, columns, true)) {
    return false;
  }
  const auto values = of.settings(op.settings);
  for (std::uint32_t i = 0; i < values.count; ++i) {
    const name& id = columns[i % columns.count].column;
    const std::uint32_t column = in.column(table, id);
    if (column != object::none && !expect_value(in, in.state.column(in.state.at(column)), id, values[i])) {
      return false;
    }
  }
  return !in.found;
}

/// `DELETE FROM t WHERE id IN (1, 2)`, by the primary key of the rows. Rows of a table that comes with the same
/// migration go with it.
constexpr bool bulk_insert_reverse(const operation& op, const script& of, const changes& made, script_builder& out) {
  const auto values = of.settings(op.settings);
  const std::uint32_t table = made.after.relation(op.schema, op.table);
  if (op.keep_old || values.empty()) {
    return true;
  }
  if (table == object::none) {
    return false;
  }
  const catalog& in = made.after;
  if (in.revision >= 0 && in.state.at(table).revision == in.revision) {
    return true;
  }
  const std::uint32_t index = primary_key_of(in, table);
  if (index == object::none) {
    return false;
  }
  const auto columns = of.elements(op.keys);
  const auto key = in.state.elements(in.state.index(in.state.at(index)).keys);
  sql_writer sql;
  (sql << "DELETE FROM ").qualified(op.schema, op.table) << " WHERE " << (key.count > 1 ? "(" : "");
  for (std::uint32_t k = 0; k < key.count; ++k) {
    if (!has_member(columns, key[k].column)) {
      return false;
    }
    (sql << (k > 0 ? ", " : "")).identifier(key[k].column);
  }
  sql << (key.count > 1 ? ") IN (" : " IN (");
  for (std::uint32_t row = 0; row < values.count; row += columns.count) {
    sql << (row > 0 ? ", " : "") << (key.count > 1 ? "(" : "");
    for (std::uint32_t k = 0; k < key.count; ++k) {
      std::uint32_t place = 0;
      while (!(columns[place].column == key[k].column)) {
        ++place;
      }
      if (values[row + place].what == setting_kind::value_expression) {
        return false;
      }
      write_value(values[row + place], sql << (k > 0 ? ", " : ""));
    }
    sql << (key.count > 1 ? ")" : "");
  }
  sql << ')';
  operation& undo = out.add(op_kind::execute);
  undo.sql = made.texts.keep_name(sql.text()).view();
  undo.says_effect = true;
  return true;
}

inline constexpr verb bulk_insert_verb{"bulk_insert", needs::table, render_bulk_insert, bulk_insert_effect,
                                       bulk_insert_reverse};

template <std::uint32_t N>
struct bulk_insert_word : op_fragment<N>, with_schema<bulk_insert_word, N> {
  /// The downgrade leaves the rows as they are.
  [[nodiscard]] constexpr bulk_insert_word<N + 1> keep_rows() const noexcept {
    return extended<detail::bulk_insert_word>(*this, flag(part::keep_old));
  }
};

template <std::uint32_t N>
struct row_word : fragment<N> {};

/// The token of a value in a row, from that of a default.
[[nodiscard]] constexpr token value_token(token said) noexcept {
  said.what = said.what == part::default_text         ? part::value_text
              : said.what == part::default_expression ? part::value_expression
              : said.what == part::default_integer    ? part::value_integer
                                                      : part::value_boolean;
  return said;
}
template <class T>
[[nodiscard]] constexpr token value_token_of(const T& value) noexcept {
  if constexpr (std::is_same_v<T, std::nullptr_t>) {
    return flag(part::value_null);
  } else {
    static_assert(!std::is_pointer_v<T>, "a pointer would be taken for a bool; write the text itself");
    return value_token(dsl::server_default(value).items[0]);
  }
}

}  // namespace detail

namespace dsl {

/// A row of bulk_insert: texts, whole numbers, bools, `nullptr` for NULL, `sql("now()")`. Other types are written as
/// texts: "0.5", "2026-01-31", "{\"a\": 1}".
template <class... T>
[[nodiscard]] constexpr auto row(const T&... values) noexcept {
  return detail::row_word<sizeof...(T)>{{{detail::value_token_of(values)...}}};
}

/// `INSERT INTO table (columns) VALUES rows`, one statement: `bulk_insert("user", {"id", "name"}, row(1, "a"), row(2,
/// "b"))`. The downgrade deletes the rows by their primary key, where they say it. Otherwise say `.keep_rows()`, or
/// write it.
template <std::size_t N, std::uint32_t... R>
[[nodiscard]] constexpr auto bulk_insert(name table, const name (&columns)[N],
                                         const detail::row_word<R>&... rows) noexcept {
  static_assert(detail::all_true<(R == N)...>, "each row(...) has a value for each column, and no more");
  const token said[] = {detail::name_token(part::table, table)};
  fragment<N> list;
  for (std::size_t i = 0; i < N; ++i) {
    list.items[i] = detail::name_token(part::key, columns[i]);
  }
  return detail::make_word<detail::bulk_insert_word>(op_kind::bulk_insert, said, list, rows...);
}

}  // namespace dsl
}  // namespace sterna
