// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/writer.hpp"

#include <cstdint>

// How indexes come into a schema: by themselves, and as those of a key.

namespace sterna::detail {

/// Columns that must be there, each once.
constexpr bool expect_members(catalog& in, std::uint32_t table, list<element> list, bool once) {
  for (std::uint32_t i = 0; i < list.count; ++i) {
    const name& column = list.items[i].column;
    if (column.length == 0) {
      continue;
    }
    if (in.branched || in.column(table, column) == object::none) {
      static_cast<void>(in.expect_column(table, column));
      if (in.found) {
        return false;
      }
    }
    if (once && i > 0 && has_member(list.first(i), list[i].column)) {
      return in.fail(fault::duplicate_column, list[i].column.view(), in.state.objects.items[table].id.view());
    }
  }
  return true;
}

/// Columns of a B-tree must be of types that have an order.
constexpr bool expect_ordered(catalog& in, std::uint32_t table, list<element> list) {
  for (std::uint32_t i = 0; i < list.count; ++i) {
    const element& each = list.items[i];
    const std::uint32_t column = each.column.length == 0 ? object::none : in.column(table, each.column);
    if (column == object::none) {
      continue;
    }
    const data_type& type = in.state.column(in.state.objects.items[column]).type;
    if ((type.base > base_type::named && type.base < base_type::json) || !each.operator_class.empty()) {
      continue;  // nearly all
    }
    if (has_btree(type) == answer::no &&
        !in.excused(each.column.view(), in.state.objects.items[table].id.view(), column)) {
      sql_writer text;
      text.type(type);
      return in.fail(fault::no_operator_class, each.column.view(), {}, {}, text.text());
    }
  }
  return true;
}

/// Gives the index's definition.
constexpr std::uint32_t add_index(catalog& in, std::uint32_t table, const name& id, const index_record& of,
                                  bool generated_name) {
  const std::uint32_t definition = in.state.keep(of);
  const name schema = in.state.objects.items[table].schema;
  in.add_child(object_kind::index, id, schema_state::relation_key(schema, id), table, definition, schema,
               generated_name);
  return definition;
}

/// `PRIMARY KEY USING INDEX`, `UNIQUE USING INDEX`: the index becomes the constraint's, and takes its name.
constexpr bool take_index(catalog& in, std::uint32_t table, const constraint_record& said, constraint_record& made) {
  if (!expect_not_partitioned(in, table, "no index of it becomes a constraint; leave .using_index(...) out, and say "
                                         "assume_safe(...)")) {
    return false;
  }
  const std::uint32_t index = in.expect(object_kind::index, in.state.objects.items[table].schema, said.index);
  if (index == object::none) {
    return !in.found;
  }
  const object& it = in.state.objects.items[index];
  index_record taken = in.state.index(it);
  const bool of_this_table =
      it.parent != object::none && in.state.at(it.parent).key == in.state.objects.items[table].key;
  bool plain = taken.where.empty() && (taken.method.empty() || taken.method == "btree");
  std::uint32_t place = 0;
  for (const element& key : in.state.elements(taken.keys)) {
    plain = plain && !key.column.empty() && key.order != sort_order::descending && key.nulls != null_order::first &&
            key.operator_class.empty();
    // the columns that were said, where any were, are those of the index: PostgreSQL would not ask
    plain = plain && (made.columns.count == 0 ||
                      (place < made.columns.count && in.state.first(made.columns)[place].column == key.column));
    const std::uint32_t column = key.column.empty() ? object::none : in.column(table, key.column);
    plain =
        plain &&
        (key.collation.empty() ||
         (column != object::none && in.state.column(in.state.objects.items[column]).type.collation == key.collation));
    ++place;
  }
  plain = plain && (made.columns.count == 0 || made.columns.count == place);
  if (!of_this_table || !taken.unique || taken.constraint || !plain) {
    return in.fail(fault::index_not_usable, said.index.view(), in.state.objects.items[table].id.view());
  }
  taken.constraint = true;
  taken.primary = said.what == constraint_kind::primary_key;
  if (!expect_members(in, table, in.state.elements(taken.keys), true)) {
    return false;
  }
  if (!said.id.empty() && !(said.id == said.index) &&
      !in.expect_free(object_kind::index, in.state.objects.items[table].schema, said.id)) {
    return false;
  }
  made.id = said.id.empty() ? said.index : said.id;
  const std::uint32_t there = said.id.empty() ? in.constraint(table, made.id) : object::none;
  if (there != object::none && !in.excused(made.id.view(), in.state.objects.items[table].id.view(), there)) {
    return in.taken(fault::constraint_exists, there, in.state.objects.items[table].id.view());
  }
  taken.deferrable = said.has(deferrable_option);
  made.columns = taken.keys;
  made.include = taken.include;
  made.options = static_cast<std::uint8_t>(made.options | (taken.nulls_not_distinct ? nulls_not_distinct_option : 0));
  made.index = {};
  const std::uint32_t rank = it.rank;
  in.remove(index);
  add_index(in, table, made.id, taken, false);
  in.state.at(in.state.objects.count - 1).rank = rank;
  for (std::uint32_t i = in.state.objects.items[table].first_referrer; i != object::none;
       i = in.state.objects.items[i].next_referrer) {
    if (in.state.objects.items[i].alive && in.state.constraint(in.state.objects.items[i]).index == said.index) {
      constraint_record key = in.state.constraint(in.state.objects.items[i]);
      key.index = made.id;
      in.state.refer(redefine(in, i, key), table);
    }
  }
  return true;
}

}  // namespace sterna::detail
