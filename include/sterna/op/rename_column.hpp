// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_rename_column(const operation& of, const script&, sql_writer& out) {
  ((write_alter_table(of, out) << "RENAME COLUMN ").identifier(of.object) << " TO ").identifier(of.new_name);
  out.end_statement();
}

constexpr bool reverse_rename_column(const operation& of, const script&, script_builder& out) {
  operation& undo = out.add_copy(of);
  undo.object = of.new_name;
  undo.new_name = of.object;
  return true;
}

inline constexpr verb rename_column_verb{"rename_column", needs::table | needs::object | needs::new_name,
                                         render_rename_column, reverse_rename_column};

struct rename_column_word : fragment<counts{1, 0, 0, 0}>, with_schema<rename_column_word> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table RENAME COLUMN from TO to`.
[[nodiscard]] constexpr auto rename_column(name table, name from, name to) noexcept {
  auto made = detail::make_simple<detail::rename_column_word>(detail::rename_column_verb, table, from);
  made.operations[0].new_name = to;
  return made;
}

}  // namespace dsl
}  // namespace sterna
