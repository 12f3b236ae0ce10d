// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_table(const operation& of, const script&, sql_writer& out) {
  (out << "DROP TABLE " << (of.if_exists ? "IF EXISTS " : "")).qualified(of.schema, of.table)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

inline constexpr verb drop_table_verb{"drop_table", needs::table, render_drop_table, no_reverse};

struct drop_table_word : fragment<counts{1, 0, 0, 0}>,
                         with_schema<drop_table_word>,
                         with_if_exists<drop_table_word>,
                         with_cascade<drop_table_word> {};

}  // namespace detail

namespace dsl {

/// `DROP TABLE [IF EXISTS] table [CASCADE]`.
[[nodiscard]] constexpr auto drop_table(name table) noexcept {
  return detail::make_simple<detail::drop_table_word>(detail::drop_table_verb, table);
}

}  // namespace dsl
}  // namespace sterna
