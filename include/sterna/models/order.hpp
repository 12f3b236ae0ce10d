// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/grant.hpp"
#include "sterna/record/script.hpp"
#include "sterna/sql/column.hpp"

#include <cstdint>

// Models stand in any order. Here they come into one in which PostgreSQL takes nearly all of them; what still stands
// too early (a view that another view reads) is tried again by who plays or executes them.

namespace sterna::detail {

/// When an op's turn is: default privileges before what they are for, and grants when all is there.
enum model_turn : std::uint8_t {
  default_privileges_turn,  ///< those of no schema
  schemas_turn,
  privileges_in_schema_turn,
  types_turn,
  tables_turn,
  keys_turn,
  foreign_keys_turn,
  others_turn,
  grants_turn,
  model_turns,
};
/// What is not told here comes before the grants, and behind all the rest.
[[nodiscard]] constexpr model_turn turn_of(const operation& op) noexcept {
  switch (op.what) {
    case op_kind::grant:
    case op_kind::revoke:
      return op.sql != by_default ? grants_turn
             : op.object.empty()  ? default_privileges_turn
                                  : privileges_in_schema_turn;
    case op_kind::create_schema:
      return schemas_turn;
    case op_kind::create_object:
      return is_text_type(op.object_is) || op.object_is == object_kind::collation ||
                     op.object_is == object_kind::extension
                 ? types_turn
                 : others_turn;
    case op_kind::create_enumeration:
    case op_kind::create_sequence:
      return types_turn;
    case op_kind::create_table:
      return tables_turn;
    case op_kind::add_column:
    case op_kind::create_index:
    case op_kind::create_primary_key:
    case op_kind::create_unique_constraint:
    case op_kind::create_check_constraint:
      return keys_turn;
    case op_kind::create_foreign_key:
      return foreign_keys_turn;
    default:
      return others_turn;
  }
}

/// Takes the foreign keys out of a list of constraints: each becomes an op of its own.
constexpr void split_foreign_keys(script_builder& all, const operation& table, slice& list) {
  constraint_record* const records = all.constraints().items;
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < list.count; ++i) {
    if (records[list.first + i].what == constraint_kind::foreign_key) {
      continue;
    }
    if (kept != i) {
      const constraint_record moved = records[list.first + i];
      for (std::uint32_t to = i; to > kept; --to) {
        records[list.first + to] = records[list.first + to - 1];
      }
      records[list.first + kept] = moved;
    }
    ++kept;
  }
  for (std::uint32_t i = kept; i < list.count; ++i) {
    operation& key = all.begin(op_kind::create_foreign_key);
    key.schema = table.schema;
    key.table = table.table;
    key.object = records[list.first + i].id;
    key.constraints = {list.first + i, 1};
    key.position = table.position;
  }
  list.count = kept;
}

/// The order in which to take ops that stand in any order: their places among the operations. Foreign keys are split
/// off their tables, so that these may refer to each other.
[[nodiscard]] constexpr pool<std::uint32_t> ordered(script_builder& all) {
  const std::uint32_t said = all.operations().count;
  for (std::uint32_t i = 0; i < said; ++i) {
    if (all.operations().items[i].what != op_kind::create_table) {
      continue;
    }
    const operation table = all.operations().items[i];
    slice own = table.constraints;
    split_foreign_keys(all, table, own);
    all.operations().items[i].constraints = own;
    for (std::uint32_t c = table.columns.first; c < table.columns.first + table.columns.count; ++c) {
      column_record& column = all.columns().items[c];
      if (column.constraints.count > 0) {
        if (column.identity == identity_kind::unspecified && !numbered_by_default(column, all.view())) {
          column.identity = identity_kind::none;  // what its foreign key says, which is no more of the column's
        }
        split_foreign_keys(all, table, column.constraints);
      }
    }
  }
  pool<std::uint32_t> order;
  for (std::uint8_t turn = 0; turn < model_turns; ++turn) {
    for (std::uint32_t i = 0; i < all.operations().count; ++i) {
      if (turn_of(all.operations().items[i]) == turn) {
        order.push(i);
      }
    }
  }
  return order;
}

}  // namespace sterna::detail
