// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/renamed_text.hpp"
#include "sterna/schema/undefine.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/op/detail/word.hpp"
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
  view.rank = in.state.size();
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
  if (!refuse_synchronized(in, table, {})) {  // contract_column finds the trigger by the table's name
    return false;
  }
  in.strange_names = true;
  object renamed = in.state.at(table);
  renamed.id = op.new_name;
  renamed.named_by = in.revision;
  renamed.key = schema_state::relation_key(renamed.schema, op.new_name);
  renamed.first_child = renamed.first_referrer = object::none;
  std::vector<std::uint32_t> children;
  for (std::uint32_t i = in.state.at(table).first_child; i != object::none; i = in.state.at(i).next) {
    if (in.state.at(i).alive) {
      children.push_back(i);
    }
  }
  const std::uint32_t made = in.replace(table, renamed);
  while (!children.empty()) {
    const std::uint32_t old = children.back();
    children.pop_back();
    object child = in.state.at(old);
    child.parent = made;
    if (child.kind == object_kind::column || child.kind == object_kind::constraint) {
      child.key = schema_state::child_key(renamed.key, child.kind, child.id);
    }
    std::uint32_t other = object::none;
    if (child.kind == object_kind::constraint && in.state.constraint(child).what == constraint_kind::foreign_key) {
      constraint_record key = in.state.constraint(child);
      if (key.referred_table == op.table && in.relation(key.referred_schema, key.referred_table) == object::none) {
        key.referred_table = op.new_name;
        child.definition = in.state.keep(key);
      }
      other = in.relation(key.referred_schema, key.referred_table);
    }
    const std::uint32_t moved = in.replace(old, child);
    if (other != object::none) {
      in.state.refer(moved, other);
    }
  }
  for (std::uint32_t i = in.state.at(table).first_referrer; i != object::none; i = in.state.at(i).next_referrer) {
    if (in.state.at(i).alive && in.state.at(i).parent != table) {
      constraint_record key = in.state.constraint(in.state.at(i));
      key.referred_table = op.new_name;
      in.state.refer(redefine(in, i, key), made);
    }
  }
  rename_in_views(in, renamed.schema, op.table, op.table, op.new_name, true);
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
