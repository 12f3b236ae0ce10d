// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/column_rules.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/privileges.hpp"
#include "sterna/schema/renamed_text.hpp"
#include "sterna/schema/undefine/column.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/sql/mentions.hpp"

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

/// The same in the texts of an index's keys.
constexpr void rename_in_keys(catalog& in, slice& list, const name& from, const name& to) {
  const slice made{in.state.element_count(), list.count};
  for (std::uint32_t i = 0; i < list.count; ++i) {
    element copy = in.state.elements(list)[i];
    if (copy.column.empty()) {
      copy.expression = renamed_text(in, copy.expression, from, to, false);
    }
    in.state.keep_element(copy);
  }
  list = made;
}

/// Gives an object another definition, whose text is not as somebody wrote it.
template <class T>
constexpr void outdate(catalog& in, std::uint32_t which, const T& definition) {
  object made = in.state.at(which);
  made.stale = true;
  made.definition = in.state.keep(definition);
  in.replace(which, made);
}

constexpr bool rename_column_effect(const operation& op, const script& said, catalog& in) {
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
  if (is_system_column(op.new_name)) {
    return in.fail(fault::system_column, op.new_name.view());
  }
  if (column == object::none) {
    return true;
  }
  if (!refuse_synchronized(in, table, op.object)) {
    return false;
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
        if (uses_identifier(of.expression, op.object.view())) {
          of.expression = renamed_text(in, of.expression, op.object, op.new_name, false);
          outdate(in, i, of);
        }
      } else if (has_member(in.state.elements(of.columns), op.object) ||
                 has_member(in.state.elements(of.include), op.object)) {
        rename_member(in, of.columns, op.object, op.new_name);
        rename_member(in, of.include, op.object, op.new_name);
        rename_member(in, of.set_columns, op.object, op.new_name);
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
      if (index_uses(in, of, op.object)) {
        rename_in_keys(in, of.keys, op.object, op.new_name);
        of.where = of.where.empty() ? of.where : renamed_text(in, of.where, op.object, op.new_name, false);
        outdate(in, i, of);
      } else {
        redefine(in, i, of);
      }
    } else if (it.kind == object_kind::sequence && owner_of(in.state, it) == op.object) {
      pool<setting> kept = merged_settings(in.state.settings(it), {});
      for (setting& each : kept) {
        if (each.what == setting_kind::owned_by) {
          each.text = op.new_name.view();
          each.value = op.new_name.code;
        }
      }
      redefine(in, i, in.state.keep(list<setting>(kept)));
    } else if (it.kind == object_kind::privileges && in.state.privileges(it).column == op.object) {
      privileges_record of = in.state.privileges(it);
      of.column = op.new_name;
      object made = it;
      made.definition = in.state.keep(of);
      made.key = privileges_key(in.state.at(table).key, op.new_name, it.id);
      in.replace(i, made);
    } else if (it.kind == object_kind::column && !in.state.column(it).generated.empty() &&
               uses_identifier(in.state.column(it).generated, op.object.view())) {
      column_record of = in.state.column(it);
      of.generated = renamed_text(in, of.generated, op.object, op.new_name, false);
      outdate(in, i, of);
    }
  }
  for (std::uint32_t i = in.state.at(table).first_referrer; i != object::none; i = in.state.at(i).next_referrer) {
    constraint_record of = in.state.constraint(in.state.at(i));
    if (in.state.at(i).alive && has_member(in.state.elements(of.referred_columns), op.object)) {
      rename_member(in, of.referred_columns, op.object, op.new_name);
      in.state.refer(redefine(in, i, of), table);
    }
  }
  rename_in_views(in, in.state.at(table).schema, op.table, op.object, op.new_name, false);
  if (in.has_partitioned) {
    rename_in_partition_key(in, table, op.object, op.new_name);
  }
  if (in.has_heirs) {
    return !in.found && for_each_known_partition(in, table, [&](std::uint32_t i) {
      operation theirs = op;
      theirs.schema = in.state.at(i).schema;
      theirs.table = in.state.at(i).id;
      return in.column(i, op.object) == object::none || rename_column_effect(theirs, said, in);
    });
  }
  return !in.found;
}

constexpr bool rename_column_reverse(const operation& op, const script&, const changes&, script_builder& out) {
  operation& undo = out.add(op_kind::rename_column, op);
  undo.object = op.new_name;
  undo.new_name = op.object;
  return true;
}

inline constexpr verb rename_column_verb{"rename_column", needs::table | needs::object | needs::new_name,
                                         render_rename_column, rename_column_effect, rename_column_reverse};

template <std::uint32_t N>
struct rename_column_word : op_fragment<N>, with_schema<rename_column_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table RENAME COLUMN from TO to`.
[[nodiscard]] constexpr auto rename_column(name table, name from, name to) noexcept {
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::object, from),
                        detail::name_token(part::new_name, to)};
  return detail::make_word<detail::rename_column_word>(op_kind::rename_column, said);
}

}  // namespace dsl
}  // namespace sterna
