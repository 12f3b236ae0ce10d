// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/restore/table_part.hpp"
#include "sterna/sql/mentions.hpp"

#include <cstdint>
#include <string_view>

// What is made anew where a column gets its type back, since it has been read in the other one.

namespace sterna::detail {

/// Whether a text of a constraint or an index names the column.
[[nodiscard]] constexpr bool reads(const schema_state& state, const object& it, std::string_view column) {
  if (it.kind == object_kind::constraint) {
    const constraint_record& of = state.constraint(it);
    return of.what == constraint_kind::check && uses_identifier(of.expression, column);
  }
  if (it.kind != object_kind::index) {
    return false;
  }
  const index_record& of = state.index(it);
  if (of.where.size() > 0 && uses_identifier(of.where, column)) {
    return true;
  }
  for (std::uint32_t key = 0; key < of.keys.count; ++key) {
    const element& each = state.first(of.keys)[key];
    if (each.expression.size() > 0 && uses_identifier(each.expression, column)) {
      return true;
    }
  }
  return false;
}

/// Checks, and indexes of expressions or of a part of the rows, are read again in the new type, with casts that would
/// stay in them on the way back: then they are made anew, as they were said. One that is stale, or that raw SQL may
/// have touched, stays.
[[nodiscard]] constexpr pool<std::uint32_t> readers_of(const catalog& in, std::uint32_t table, const name& id) {
  pool<std::uint32_t> readers;
  const object* const objects = in.state.objects.items;
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    if (objects[i].kind != object_kind::column && objects[i].alive && !objects[i].stale &&
        reads(in.state, objects[i], id.view()) && !in.excused(objects[i].id.view(), objects[table].id.view(), i)) {
      readers.push(i);
    }
  }
  return readers;
}
/// Dropped before the column is altered, made `again` behind it.
constexpr void remake_readings(const catalog& in, const object& table, list<std::uint32_t> readers, bool again,
                               script_builder& out) {
  for (std::uint32_t n = readers.count; n-- > 0;) {  // the children of a table are listed newest first
    const object& it = in.state.at(readers.items[n]);
    if (again && it.kind == object_kind::index) {
      add_index_op(in, it, out);
    } else if (again) {
      add_constraint_op(in, it, out);
    } else {
      operation& drop = out.add(it.kind == object_kind::index ? op_kind::drop_index : op_kind::drop_constraint);
      drop.schema = table.schema;
      drop.table = table.id;
      drop.object = it.id;
    }
  }
}

}  // namespace sterna::detail
