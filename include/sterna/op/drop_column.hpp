// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/undefine/column.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_column(const operation& of, const script&, sql_writer& out) {
  (write_alter_table(of, out) << "DROP COLUMN " << (of.if_exists ? "IF EXISTS " : "")).identifier(of.object)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

constexpr bool drop_column_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none || (op.if_exists && in.column(table, op.object) == object::none)) {
    return !in.found;
  }
  const std::uint32_t column = in.expect_column(table, op.object);
  return column == object::none ? !in.found : drop_column_object(in, table, column, behavior_of(op));
}

constexpr bool drop_column_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  return !made.uncertain(op.if_exists) && restore_dropped(made, out);
}

inline constexpr verb drop_column_verb{"drop_column", needs::table | needs::object, render_drop_column,
                                       drop_column_effect, drop_column_reverse};

template <std::uint32_t N>
struct drop_column_word : op_fragment<N>,
                          with_schema<drop_column_word, N>,
                          with_if_exists<drop_column_word, N>,
                          with_cascade<drop_column_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table DROP COLUMN [IF EXISTS] column [CASCADE]`.
[[nodiscard]] constexpr auto drop_column(name table, name column) noexcept {
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::object, column)};
  return detail::make_word<detail::drop_column_word>(op_kind::drop_column, said);
}

}  // namespace dsl
}  // namespace sterna
