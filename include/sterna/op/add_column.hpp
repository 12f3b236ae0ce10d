// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/define.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/column.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_add_column(const operation& of, const script& in, sql_writer& out) {
  const column_record& column = in.columns(of.columns)[0];
  write_alter_table(of, out) << "ADD COLUMN " << (of.if_not_exists ? "IF NOT EXISTS " : "");
  write_column(column, in, out);
  out.end_statement();
  if (column.settings.count > 0) {
    write_column_storage(of, column, in, out);
  }
  write_column_comment(of, column, out);
}

/// The same in partitions that have columns: without a comment, and without a sequence of its own.
constexpr void add_to_partitions(catalog& in, std::uint32_t table, const name& id) {
  for_each_known_partition(in, table, [&](std::uint32_t i) {
    if (in.column(i, id) == object::none) {
      column_record made = in.state.column(in.state.at(in.column(table, id)));
      made.identity = identity_kind::none;
      made.has_comment = false;
      made.comment = {};
      made.settings = {};
      const std::uint32_t definition = in.state.keep(made);
      const std::uint64_t key = schema_state::child_key(in.state.at(i).key, object_kind::column, id);
      in.add_child(object_kind::column, id, key, i, definition);
    }
    return true;
  });
}

constexpr bool add_column_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  const column_record& column = of.columns(op.columns)[0];
  if (op.if_not_exists && in.column(table, column.id) != object::none) {
    return comment_anyway(in, table, column);
  }
  if (!define_column(in, table, column, of, false)) {
    return false;
  }
  if (in.has_heirs) {
    add_to_partitions(in, table, column.id);
  }
  return define_column_keys(in, table, column) &&
         (column.constraints.count == 0 ||
          (define_constraints(in, table, column.constraints, of, constraint_kind::primary_key) &&
           define_constraints(in, table, column.constraints, of, constraint_kind::unique) &&
           define_constraints(in, table, column.constraints, of, constraint_kind::check) &&
           define_constraints(in, table, column.constraints, of, constraint_kind::foreign_key)));
}

constexpr bool add_column_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  if (made.uncertain(op.if_not_exists) || (op.if_not_exists && made.touched_older())) {
    return false;
  }
  if (!made.none() || !op.if_not_exists) {
    out.add(op_kind::drop_column, op);
  }
  return true;
}

inline constexpr verb add_column_verb{"add_column", needs::table, render_add_column, add_column_effect,
                                      add_column_reverse};

template <std::uint32_t N>
struct add_column_word : op_fragment<N>, with_schema<add_column_word, N>, with_if_not_exists<add_column_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ADD COLUMN [IF NOT EXISTS] ...`: everything that the column says is part of the one statement,
/// but a comment, which is a second one.
template <std::uint32_t N>
[[nodiscard]] constexpr auto add_column(name table, const detail::column_word<N>& column) noexcept {
  const token said[] = {detail::name_token(part::table, table)};
  return detail::make_word<detail::add_column_word>(op_kind::add_column, said, column);
}

}  // namespace dsl
}  // namespace sterna
