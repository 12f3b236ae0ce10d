// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/move.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_rename_table(const operation& of, const script&, sql_writer& out) {
  (write_alter_table(of, out) << "RENAME TO ").identifier(of.new_name);
  out.end_statement();
  if (of.keep_old) {
    ((out << "CREATE VIEW ").qualified(of.schema, of.table) << " AS SELECT * FROM ").qualified(of.schema, of.new_name);
    out.end_statement();
  }
}

/// The view that has the old name from now on, as create_view would have made it.
constexpr void add_view_of_old_name(const operation& op, catalog& in) {
  sql_writer query;
  (query << "SELECT * FROM ").qualified(op.schema, op.new_name);
  object view = in.fresh(object_kind::view, op.table, schema_state::relation_key(op.schema, op.table));
  view.schema = op.schema;
  view.definition = in.state.keep(in.state.keep_name(query.text()).view());
  view.rank = in.state.objects.count;
  in.add(view);
}

constexpr bool rename_table_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (in.found || !in.expect_free(object_kind::table, op.schema, op.new_name)) {
    return false;
  }
  if (table == object::none) {
    in.cannot_see(op.new_name.view(), sql_reach::names);  // the table is there from now on
    if (op.keep_old) {
      add_view_of_old_name(op, in);
    }
    return true;
  }
  if (!move_object(in, table, in.state.at(table).schema, op.new_name)) {
    return false;
  }
  if (op.keep_old) {
    add_view_of_old_name(op, in);
  }
  return !in.found;
}

constexpr bool rename_table_reverse(const operation& op, const script&, const changes&, script_builder& out) {
  if (op.keep_old) {
    operation& view = out.add(op_kind::drop_view);
    view.schema = op.schema;
    view.object = op.table;
  }
  operation& undo = out.add(op_kind::rename_table, op);
  undo.table = op.new_name;
  undo.new_name = op.table;
  return true;
}

inline constexpr verb rename_table_verb{"rename_table", needs::table | needs::new_name, render_rename_table,
                                        rename_table_effect, rename_table_reverse};

template <std::uint32_t N>
struct rename_table_word : op_fragment<N>, with_schema<rename_table_word, N> {
  /// Leaves a view of the old name, through which programs that know only that can read and write: `CREATE VIEW from AS
  /// SELECT * FROM to`. It has no GRANTs of the table's, and row security looks at its owner. Later, drop_view("from").
  [[nodiscard]] constexpr rename_table_word<N + 1> keep_view() const noexcept {
    return extended<detail::rename_table_word>(*this, flag(part::keep_old));
  }
};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE from RENAME TO to`; the table stays in its schema.
[[nodiscard]] constexpr auto rename_table(name from, name to) noexcept {
  const token said[] = {detail::name_token(part::table, from), detail::name_token(part::new_name, to)};
  return detail::make_word<detail::rename_table_word>(op_kind::rename_table, said);
}

}  // namespace dsl
}  // namespace sterna
