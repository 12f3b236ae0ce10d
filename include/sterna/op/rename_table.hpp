// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_rename_table(const operation& of, const script&, sql_writer& out) {
  (write_alter_table(of, out) << "RENAME TO ").identifier(of.new_name);
  out.end_statement();
}

constexpr bool reverse_rename_table(const operation& of, const script&, script_builder& out) {
  operation& undo = out.add_copy(of);
  undo.table = of.new_name;
  undo.new_name = of.table;
  return true;
}

inline constexpr verb rename_table_verb{"rename_table", needs::table | needs::new_name, render_rename_table,
                                        reverse_rename_table};

struct rename_table_word : fragment<counts{1, 0, 0, 0}>, with_schema<rename_table_word> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE from RENAME TO to`; the table stays in its schema.
[[nodiscard]] constexpr auto rename_table(name from, name to) noexcept {
  auto made = detail::make_simple<detail::rename_table_word>(detail::rename_table_verb, from);
  made.operations[0].new_name = to;
  return made;
}

}  // namespace dsl
}  // namespace sterna
