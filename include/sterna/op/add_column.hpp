// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/drop_column.hpp"
#include "sterna/schema/column.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_add_column(const operation& of, const script& in, sql_writer& out) {
  const column_record& column = in.columns(of.columns)[0];
  write_alter_table(of, out) << "ADD COLUMN " << (of.if_not_exists ? "IF NOT EXISTS " : "");
  write_column(column, in, out);
  out.end_statement();
  write_column_comment(of, column, out);
}

constexpr bool reverse_add_column(const operation& of, const script&, script_builder& out) {
  if (of.if_not_exists) {
    return false;  // whether it was there before is not known
  }
  out.add(drop_column_verb, of);
  return true;
}

inline constexpr verb add_column_verb{"add_column", needs::table, render_add_column, reverse_add_column};

template <counts N>
struct add_column_word : fragment<N>, with_schema<add_column_word<N>>, with_if_not_exists<add_column_word<N>> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ADD COLUMN [IF NOT EXISTS] ...`: everything that the column says is part of the one statement,
/// but a comment, which is a second one.
template <counts N>
[[nodiscard]] constexpr auto add_column(name table, const fragment<N>& column) noexcept {
  static_assert(N.columns == 1 && N.operations == 0, "add_column takes one column(...)");
  constexpr counts total = counts{1, 0, 0, 0} + N;
  detail::add_column_word<total> made{};
  counts used{};
  detail::append(made, used, column);
  operation& op = made.operations[0];
  op.what = &detail::add_column_verb;
  op.table = table;
  op.object = column.columns[0].id;
  op.columns.count = 1;
  return made;
}

}  // namespace dsl
}  // namespace sterna
