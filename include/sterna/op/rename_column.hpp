// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/undefine.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_rename_column(const operation& of, const script&, sql_writer& out) {
  ((write_alter_table(of, out) << "RENAME COLUMN ").identifier(of.object) << " TO ").identifier(of.new_name);
  out.end_statement();
}

constexpr void rename_member(catalog& in, slice& list, const name& from, const name& to) {
  if (!has_member(in.state.elements(list), from)) {
    return;
  }
  const slice made{in.state.element_count(), list.count};
  for (std::uint32_t i = 0; i < list.count; ++i) {
    element copy = in.state.elements(list)[i];
    copy.column = copy.column == from ? to : copy.column;
    in.state.keep_element(copy);
  }
  list = made;
}

/// A text that names the column cannot be followed: PostgreSQL keeps its meaning, and the text is out of date.
constexpr void outdate(catalog& in, std::uint32_t which) {
  object made = in.state.at(which);
  made.stale = true;
  in.replace(which, made);
}

constexpr bool rename_column_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  const std::uint32_t column = in.expect_column(table, op.object);
  if (in.found) {
    return false;
  }
  if (in.column(table, op.new_name) != object::none &&
      !in.excused(op.new_name.view(), op.table.view(), in.column(table, op.new_name))) {
    return in.fail(fault::column_exists, op.new_name.view(), op.table.view());
  }
  if (is_system_column(op.new_name.view())) {
    return in.fail(fault::system_column, op.new_name.view());
  }
  if (column == object::none) {
    return true;
  }
  object renamed = in.state.at(column);
  renamed.id = op.new_name;
  renamed.named_by = in.revision;
  renamed.key = schema_state::child_key(in.state.at(table).key, object_kind::column, op.new_name);
  in.replace(column, renamed);
  for (std::uint32_t i = in.state.at(table).first_child; i != object::none; i = in.state.at(i).next) {
    const object it = in.state.at(i);
    if (!it.alive) {
      continue;
    }
    if (it.kind == object_kind::constraint) {
      constraint_record of = in.state.constraint(it);
      if (of.what == constraint_kind::check) {
        if (!it.stale && uses_identifier(of.expression, op.object.view())) {
          outdate(in, i);
        }
      } else if (has_member(in.state.elements(of.columns), op.object)) {
        rename_member(in, of.columns, op.object, op.new_name);
        const std::uint32_t made = redefine(in, i, of);
        if (const std::uint32_t other = of.what == constraint_kind::foreign_key
                                            ? in.relation(of.referred_schema, of.referred_table)
                                            : object::none;
            other != object::none) {
          in.state.refer(made, other);
        }
      }
    } else if (it.kind == object_kind::index && index_uses(in, in.state.index(it), op.object)) {
      index_record of = in.state.index(it);
      rename_member(in, of.keys, op.object, op.new_name);
      rename_member(in, of.include, op.object, op.new_name);
      const std::uint32_t made = redefine(in, i, of);
      if (index_uses(in, of, op.object)) {
        outdate(in, made);
      }
    } else if (it.kind == object_kind::sequence && has_member(in.state.elements(in.state.values(it)), op.object)) {
      slice owner = in.state.values(it);
      rename_member(in, owner, op.object, op.new_name);
      redefine(in, i, owner);
    } else if (it.kind == object_kind::column && !it.stale && !in.state.column(it).generated.empty() &&
               uses_identifier(in.state.column(it).generated, op.object.view())) {
      outdate(in, i);
    }
  }
  for (std::uint32_t i = in.state.at(table).first_referrer; i != object::none; i = in.state.at(i).next_referrer) {
    constraint_record of = in.state.constraint(in.state.at(i));
    if (in.state.at(i).alive && has_member(in.state.elements(of.referred_columns), op.object)) {
      rename_member(in, of.referred_columns, op.object, op.new_name);
      in.state.refer(redefine(in, i, of), table);
    }
  }
  for (std::uint32_t i = 0; in.state.has_views() && i < in.state.size(); ++i) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::view && !it.stale && view_reads(in.state.text(it), op.table.view())) {
      outdate(in, i);
    }
  }
  return !in.found;
}

constexpr bool rename_column_reverse(const operation& op, const script&, const changes&, script_builder& out) {
  operation& undo = out.add(op_kind::rename_column, op);
  undo.object = op.new_name;
  undo.new_name = op.object;
  return true;
}

inline constexpr verb rename_column_verb{"rename_column", needs::table | needs::object | needs::new_name, render_rename_column, rename_column_effect, rename_column_reverse};

template <std::uint32_t N>
struct rename_column_word : op_fragment<N>, with_schema<rename_column_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table RENAME COLUMN from TO to`.
[[nodiscard]] constexpr auto rename_column(name table, name from, name to) noexcept {
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::object, from), detail::name_token(part::new_name, to)};
  return detail::make_word<detail::rename_column_word>(op_kind::rename_column, said);
}

}  // namespace dsl
}  // namespace sterna
