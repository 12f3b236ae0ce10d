// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/define/constraint.hpp"
#include "sterna/schema/define/index.hpp"

#include <cstdint>

// How columns, constraints and indexes come into a schema: those that are said together, with their table. What is
// said of one alone is in define/.

namespace sterna::detail {

/// A column's own PRIMARY KEY and UNIQUE: said both, it is one key.
constexpr bool define_column_keys(catalog& in, std::uint32_t table, const column_record& said) {
  element own[] = {blank_element};
  own[0].column = said.id;
  script alone;
  alone.element_pool = {own, 1};
  constraint_record key = blank_constraint;
  key.columns.count = 1;
  key.what = said.primary_key ? constraint_kind::primary_key : constraint_kind::unique;
  return !(said.primary_key || said.unique) || define_constraint(in, table, key, alone);
}

/// The checks or the foreign keys of a list. In a new table checks come before keys, and foreign keys behind them.
constexpr bool define_constraints(catalog& in, std::uint32_t table, slice list, const script& of,
                                  constraint_kind what) {
  for (const constraint_record& each : of.constraints(list)) {
    if (each.what == what && !define_constraint(in, table, each, of)) {
      return false;
    }
  }
  return true;
}

/// The keys of a new table, where there are several: PostgreSQL makes the primary key first, and of those on the same
/// columns only one, which has the first name that one of them has.
constexpr bool define_keys(catalog& in, std::uint32_t table, slice columns, slice constraints, const script& of) {
  pool<element> members;
  pool<constraint_record> keys;
  bool excludes = false;
  const auto same_list = [&](slice known, list<element> list) {
    bool same = known.count == list.count;
    for (std::uint32_t i = 0; same && i < list.count; ++i) {
      same = members[known.first + i].column == list.items[i].column;
    }
    return same;
  };
  const auto keep = [&](list<element> list) {
    for (std::uint32_t i = 0; i < list.count; ++i) {
      members.push(list.items[i]);
    }
    return slice{members.size() - list.count, list.count};
  };
  const auto take = [&](const constraint_record& said, list<element> list, ::sterna::list<element> include) {
    for (std::uint32_t i = 0; said.what == constraint_kind::unique && i < keys.size(); ++i) {
      if (keys[i].options == said.options && same_list(keys[i].columns, list) && same_list(keys[i].include, include)) {
        keys[i].id = keys[i].id.empty() ? said.id : keys[i].id;
        return;
      }
    }
    constraint_record made = said;
    made.columns = keep(list);
    made.include = keep(include);
    keys.push(made);
  };
  for (const constraint_kind what : {constraint_kind::primary_key, constraint_kind::unique}) {
    for (const column_record& column : of.columns(columns)) {
      if (what == constraint_kind::primary_key ? column.primary_key : column.unique) {
        element own[] = {blank_element};
        own[0].column = column.id;
        constraint_record key = blank_constraint;
        key.what = what;
        take(key, {own, 1}, {});
      }
    }
    for (const constraint_record& each : of.constraints(constraints)) {
      if (each.what == what) {
        take(each, of.elements(each.columns), of.elements(each.include));
      } else if (each.what == constraint_kind::exclude) {
        excludes = true;
      }
    }
  }
  script alone;
  alone.element_pool = {members.data(), members.size()};
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    if (!define_constraint(in, table, keys[i], alone)) {
      return false;
    }
  }
  return !excludes || define_constraints(in, table, constraints, of, constraint_kind::exclude);
}

}  // namespace sterna::detail
