// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/lint/cost.hpp"
#include "sterna/record/rule.hpp"
#include "sterna/schema/keys.hpp"

#include <cstdint>

// What is a matter of taste, and of what one may regret in some years. Off unless the policy asks.

namespace sterna::detail {

/// How PostgreSQL lays out a value of a type: 0 where its size varies.
struct layout {
  unsigned size = 0;
  unsigned alignment = 1;
};
[[nodiscard]] constexpr layout layout_of(const canonical_type& type) noexcept {
  if (type.dimensions > 0) {
    return {};
  }
  switch (type.base) {
    case catalog_type::boolean: return {1, 1};
    case catalog_type::int2: return {2, 2};
    case catalog_type::int4:
    case catalog_type::float4:
    case catalog_type::date:
    case catalog_type::oid: return {4, 4};
    case catalog_type::int8:
    case catalog_type::float8:
    case catalog_type::money:
    case catalog_type::time:
    case catalog_type::timestamp:
    case catalog_type::timestamptz: return {8, 8};
    case catalog_type::timetz: return {12, 8};
    case catalog_type::interval: return {16, 8};
    case catalog_type::uuid: return {16, 1};
    default: return {};
  }
}

/// The bytes of a row that are left empty between columns of fixed size; the longest first would leave none.
[[nodiscard]] constexpr unsigned wasted_bytes(const operation& op, const script& of) noexcept {
  unsigned offset = 0;
  unsigned data = 0;
  for (const column_record& column : of.columns(op.columns)) {
    const layout at = layout_of(canonical(column.type));
    offset = (offset + at.alignment - 1) / at.alignment * at.alignment + at.size;
    data += at.size;
  }
  return offset - data;
}

constexpr void look_at_column_style(const column_record& said, rule_set& found) {
  const canonical_type type = canonical(said.type);
  switch (type.base) {
    case catalog_type::json:
      found.add(rule::json_column);
      break;
    case catalog_type::bpchar:
      found.add(rule::char_column);
      break;
    case catalog_type::varchar:
      if (type.argument_count > 0) {
        found.add(rule::varchar_column);
      }
      break;
    case catalog_type::timestamp:
      found.add(rule::timestamp_column);
      break;
    case catalog_type::int2:
    case catalog_type::int4:
      if (said.primary_key) {
        found.add(rule::integer_primary_key);
      }
      break;
    default:
      break;
  }
  if (said.type.serial()) {
    found.add(rule::serial_column);
  }
}

/// Whether an index begins with these columns, in any order.
[[nodiscard]] constexpr bool leads(const catalog& in, const index_record& index, list<element> columns) {
  const auto keys = in.state.elements(index.keys);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (keys.size() < columns.size() || !has_member(keys.first(columns.size()), columns[i].column)) {
      return false;
    }
  }
  return index.where.empty();
}
[[nodiscard]] constexpr bool has_leading_index(const catalog& in, std::uint32_t table, list<element> columns,
                                               std::uint32_t without) {
  for (std::uint32_t i = in.state.at(table).first_child; i != object::none; i = in.state.at(i).next) {
    const object& it = in.state.at(i);
    if (it.alive && i != without && it.kind == object_kind::index && leads(in, in.state.index(it), columns)) {
      return true;
    }
  }
  return false;
}
/// Whether a foreign key of the table has no other index than this one.
[[nodiscard]] constexpr bool last_index_of_reference(const catalog& in, std::uint32_t index) {
  const std::uint32_t table = in.state.at(index).parent;
  for (std::uint32_t i = table == object::none ? table : in.state.at(table).first_child; i != object::none;
       i = in.state.at(i).next) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::constraint) {
      const constraint_record& of = in.state.constraint(it);
      if (of.what == constraint_kind::foreign_key &&
          leads(in, in.state.index(in.state.at(index)), in.state.elements(of.columns)) &&
          !has_leading_index(in, table, in.state.elements(of.columns), index)) {
        return true;
      }
    }
  }
  return false;
}

constexpr void look_at_style(const operation& op, const script& of, const catalog& in, std::uint32_t table,
                             rule_set& found) {
  if (!op.table.empty() && op.schema.empty()) {
    found.add(rule::unqualified_table);
  }
  switch (op.what) {
    case op_kind::create_table:
      for (const constraint_record& each : of.constraints(op.constraints)) {
        const auto columns = of.elements(each.columns);
        for (const column_record& column : of.columns(op.columns)) {
          const catalog_type type = canonical(column.type).base;
          if (each.what == constraint_kind::primary_key && columns.size() == 1 && columns[0].column == column.id &&
              (type == catalog_type::int4 || type == catalog_type::int2)) {
            found.add(rule::integer_primary_key);
          }
        }
      }
      if (wasted_bytes(op, of) >= 8) {
        found.add(rule::column_order);
      }
      [[fallthrough]];
    case op_kind::add_column:
    case op_kind::expand_column:
      for (const column_record& column : of.columns(op.columns)) {
        look_at_column_style(column, found);
      }
      break;
    case op_kind::alter_column:
      if (of.columns(op.columns)[0].has_type) {
        look_at_column_style(of.columns(op.columns)[0], found);
      }
      break;
    case op_kind::create_index:
      if (op.keys.count > 3 && !op.unique) {
        found.add(rule::wide_index);
      }
      if (op.method == "hash") {
        found.add(rule::hash_index);
      }
      break;
    case op_kind::drop_index:
      if (const std::uint32_t index = in.relation(op.schema, op.object);
          index != object::none && in.state.at(index).kind == object_kind::index &&
          last_index_of_reference(in, index)) {
        found.add(rule::foreign_key_without_index);
      }
      break;
    case op_kind::create_foreign_key:
      if (table != object::none &&
          !has_leading_index(in, table, of.elements(of.constraints(op.constraints)[0].columns), object::none)) {
        found.add(rule::foreign_key_without_index);
      }
      break;
    case op_kind::create_enumeration:
      found.add(rule::enumeration_created);
      break;
    case op_kind::add_enumeration_value:
      if (op.before.empty() && op.new_name.empty()) {
        found.add(rule::enumeration_value_unplaced);
      }
      break;
    default:
      break;
  }
}

}  // namespace sterna::detail
