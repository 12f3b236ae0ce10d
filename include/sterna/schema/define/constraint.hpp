// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/casts.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/define/index.hpp"
#include "sterna/schema/generated_name.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/sql/writer.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

// How constraints come into a schema: what PostgreSQL asks of them, and what it adds of its own.

namespace sterna::detail {

/// What a foreign key refers to.
constexpr bool expect_reference(catalog& in, std::uint32_t table, constraint_record& key, std::uint32_t& other) {
  const schema_state& state = in.state;
  other = in.expect(object_kind::table, key.referred_schema, key.referred_table);
  if (other == object::none) {
    return !in.found;
  }
  const std::string_view other_name = state.objects.items[other].id.view();
  const bool unseen = in.excused(other_name, {}, other) || in.takes_over(other);
  std::uint32_t index = object::none;
  if (key.referred_columns.count == 0) {
    index = primary_key_of(in, other);
    if (index == object::none) {
      return unseen || in.fail(fault::no_primary_key, other_name);
    }
    key.referred_columns = state.index(state.objects.items[index]).keys;
  }
  const auto own = state.elements(key.columns);
  const auto referred = state.elements(key.referred_columns);
  if (own.size() != referred.size()) {
    return in.fail(fault::key_count, key.id.view(), other_name);
  }
  if (!expect_members(in, other, referred, true)) {
    return false;
  }
  index = index != object::none ? index : key_for(in, other, referred);
  if (index != object::none) {
    key.index = state.objects.items[index].id;
  } else if (!unseen) {
    sql_writer list;
    write_columns(referred, list);
    return in.fail(fault::no_key, other_name, {}, {}, list.text());
  }
  for (std::size_t i = 0; i < own.size(); ++i) {
    const std::uint32_t from = in.column(table, own[i].column);
    const std::uint32_t to = in.column(other, referred[i].column);
    if (from == object::none || to == object::none) {
      continue;
    }
    if (!state.column(state.objects.items[from]).generated.empty() &&
        (key.on_delete >= referential_action::set_null || key.on_update >= referential_action::cascade)) {
      return in.fail(fault::column_is_generated, own[i].column.view(), {}, {},
                     "cannot be changed by ON DELETE or ON UPDATE");
    }
    const data_type& mine = state.column(state.objects.items[from]).type;
    const data_type& theirs = state.column(state.objects.items[to]).type;
    if (comparable_in(in, theirs, mine) == answer::no && !unseen &&
        !in.excused(own[i].column.view(), state.objects.items[table].id.view(), from)) {
      sql_writer types;
      (types.type(mine) << " and ").type(theirs);
      return in.fail(fault::key_types, own[i].column.view(), referred[i].column.view(), other_name, types.text());
    }
  }
  return true;
}

/// Adds a constraint to a table. `column` is the one behind which it stands, or empty.
constexpr bool define_constraint(catalog& in, std::uint32_t table, const constraint_record& said, const script& of) {
  const bool is_key = said.what == constraint_kind::primary_key || said.what == constraint_kind::unique;
  const std::uint32_t definition = in.state.keep(said);
  constraint_record& made = in.state.constraint_at(definition);
  if (said.columns.count > 0) {
    made.columns = in.state.keep(of.elements(said.columns));
    if (!expect_members(in, table, in.state.elements(made.columns), is_key)) {
      return false;
    }
  }
  if (said.what == constraint_kind::primary_key && primary_key_of(in, table) != object::none) {
    const name of_table = in.state.objects.items[table].id;
    if (!in.excused(of_table.view(), {}, table)) {
      return in.fail(fault::second_primary_key, of_table.view(), in.state.at(primary_key_of(in, table)).id.view());
    }
  }
  if (said.id.length > 0) {
    const std::uint32_t there = in.constraint(table, said.id);
    if (there != object::none && !in.excused(said.id.view(), in.state.objects.items[table].id.view(), there)) {
      return in.taken(fault::constraint_exists, there, in.state.objects.items[table].id.view());
    }
    if ((is_key || said.what == constraint_kind::exclude) && said.index.length == 0 &&
        !in.expect_free(object_kind::index, in.state.objects.items[table].schema, said.id)) {
      return false;
    }
    in.strange_names = in.strange_names || looks_generated(said.id, in.state.objects.items[table].id);
  }
  std::uint32_t other = object::none;
  if (is_key && said.index.length > 0) {
    if (!take_index(in, table, said, made)) {
      return false;
    }
  } else if (is_key) {
    if (!expect_ordered(in, table, in.state.elements(made.columns)) ||
        (in.has_partitioned && !expect_partition_columns_in(in, table, in.state.elements(made.columns)))) {
      return false;
    }
    if (said.id.length == 0) {
      made.id = said.what == constraint_kind::unique
                    ? free_key_name(in, table, joined_columns(in.state.elements(made.columns)).view(), label_key)
                    : free_key_name(in, table, {}, label_pkey);
    }
    index_record& index = in.state.index_at(add_index(in, table, made.id, blank_index, said.id.length == 0));
    index.unique = index.constraint = true;
    index.primary = said.what == constraint_kind::primary_key;
    index.keys = made.columns;
    if (said.options != 0 || said.include.count > 0) {
      index.deferrable = said.has(deferrable_option);
      index.nulls_not_distinct = said.has(nulls_not_distinct_option);
      made.include = index.include = in.state.keep(of.elements(said.include));
      if (!expect_members(in, table, in.state.elements(made.include), false)) {
        return false;
      }
    }
  } else if (said.what == constraint_kind::exclude) {
    made.referred_columns = in.state.keep(of.elements(said.referred_columns));
    if (made.id.length == 0) {
      made.id = free_key_name(in, table, joined_columns(in.state.elements(made.columns)).view(), label_excl);
    }
    index_record& index = in.state.index_at(add_index(in, table, made.id, blank_index, said.id.length == 0));
    index.constraint = true;
    index.deferrable = said.has(deferrable_option);
    index.keys = made.columns;
    index.method = said.method;
    index.where = said.expression;
  } else if (said.what == constraint_kind::foreign_key) {
    if (said.not_valid && in.lowest_server < 18 &&
        !expect_not_partitioned(in, table, "before PostgreSQL 18 it has no foreign key that is not validated; leave "
                                           ".not_valid() out, and say assume_safe(...)")) {
      return false;
    }
    made.referred_columns = in.state.keep(of.elements(said.referred_columns));
    if (!expect_reference(in, table, made, other)) {
      return false;
    }
    if (made.on_delete == referential_action::no_action) {
      made.on_delete = referential_action::unspecified;
    }
    if (made.on_update == referential_action::no_action) {
      made.on_update = referential_action::unspecified;
    }
    if (said.set_columns.count > 0) {
      made.set_columns = in.state.keep(of.elements(said.set_columns));
    }
  }
  if (said.what == constraint_kind::primary_key) {
    for (std::uint32_t i = 0; i < made.columns.count; ++i) {
      const std::uint32_t column = in.column(table, in.state.first(made.columns)[i].column);
      if (column != object::none) {
        set_not_null(in, column);
      }
    }
  }
  if (made.id.length == 0) {
    made.id = free_constraint_name(in, table, made);
  }
  if (in.found) {
    return false;
  }
  in.add_child(object_kind::constraint, made.id,
               schema_state::child_key(in.state.objects.items[table].key, object_kind::constraint, made.id), table,
               definition, no_name, said.id.length == 0);
  const std::uint32_t number = in.state.objects.count - 1;
  if (other != object::none) {
    in.state.refer(number, other);
  }
  return true;
}

}  // namespace sterna::detail
