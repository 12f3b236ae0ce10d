// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"

#include <cstdint>

// The columns of keys, and the keys that a table has.

namespace sterna::detail {

[[nodiscard]] constexpr bool has_member(list<element> list, const name& column) {
  for (std::uint32_t i = 0; i < list.count; ++i) {
    if (list.items[i].column == column) {
      return true;
    }
  }
  return false;
}

[[nodiscard]] constexpr bool same_columns(list<element> a, list<element> b) {
  if (a.size() != b.size()) {
    return false;
  }
  for (const element *each = a.data(), *end = each + a.size(); each != end; ++each) {
    if (!has_member(b, each->column)) {
      return false;
    }
  }
  return true;
}

/// The index that a foreign key to these columns would use: unique, on all rows, on columns only. The oldest one, as
/// PostgreSQL looks for it; or none.
[[nodiscard]] constexpr std::uint32_t key_for(const catalog& in, std::uint32_t table, list<element> columns) {
  std::uint32_t best = object::none;
  const object* const objects = in.state.objects.items;
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    if (objects[i].kind == object_kind::index && objects[i].alive) {
      const index_record& index = in.state.index(objects[i]);
      if (index.unique && !index.deferrable && index.keys.count == columns.size() && index.where.empty() &&
          (best == object::none || objects[i].rank < objects[best].rank) &&
          same_columns(columns, in.state.elements(index.keys))) {
        best = i;
      }
    }
  }
  return best;
}

/// The index of a table's primary key, or none.
[[nodiscard]] constexpr std::uint32_t primary_key_of(const catalog& in, std::uint32_t table) {
  const object* const objects = in.state.objects.items;
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    const object& it = objects[i];
    if (it.kind == object_kind::index && it.alive && in.state.index(it).primary) {
      return i;
    }
  }
  return object::none;
}

}  // namespace sterna::detail
