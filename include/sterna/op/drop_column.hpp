// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_column(const operation& of, const script&, sql_writer& out) {
  (write_alter_table(of, out) << "DROP COLUMN " << (of.if_exists ? "IF EXISTS " : "")).identifier(of.object)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

inline constexpr verb drop_column_verb{"drop_column", needs::table | needs::object, render_drop_column, no_reverse};

struct drop_column_word : fragment<counts{1, 0, 0, 0}>,
                          with_schema<drop_column_word>,
                          with_if_exists<drop_column_word>,
                          with_cascade<drop_column_word> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table DROP COLUMN [IF EXISTS] column [CASCADE]`.
[[nodiscard]] constexpr auto drop_column(name table, name column) noexcept {
  return detail::make_simple<detail::drop_column_word>(detail::drop_column_verb, table, column);
}

}  // namespace dsl
}  // namespace sterna
