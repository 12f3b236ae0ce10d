// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/setting.hpp"
#include "sterna/schema/stale_text.hpp"
#include "sterna/sql/same.hpp"

#include <string_view>

// How two constraints, indexes, views or other texts differ.

namespace sterna::detail {

/// Where two objects that are compared live: the catalog of the first, and that of the second.
struct sides {
  const catalog& left;
  const catalog& right;
  const stale_texts* stale = nullptr;  ///< set where a text of one of them may have old names in it
};

/// The same; where names may be old ones, as far as anybody can tell.
[[nodiscard]] constexpr bool same_text(const sides& in, std::string_view a, std::string_view b) {
  return same_sql(a, b) || (in.stale != nullptr && in.stale->may_be_same(a, b));
}

[[nodiscard]] constexpr bool same_elements(const sides& in, slice a, slice b) {
  if (a.count != b.count) {
    return false;
  }
  for (std::uint32_t i = 0; i < a.count; ++i) {
    const element& left = in.left.state.elements(a)[i];
    const element& right = in.right.state.elements(b)[i];
    const auto descending = [](const element& of) { return of.order == sort_order::descending; };
    const auto nulls_first = [&](const element& of) {
      return of.nulls == null_order::unspecified ? descending(of) : of.nulls == null_order::first;
    };
    if (!(left.column == right.column) || !same_text(in, left.expression, right.expression) ||
        descending(left) != descending(right) || nulls_first(left) != nulls_first(right) ||
        left.operator_class != right.operator_class || !(left.collation == right.collation)) {
      return false;
    }
  }
  return true;
}

[[nodiscard]] constexpr std::string_view constraint_difference(const sides& in, const constraint_record& a,
                                                               const constraint_record& b) {
  if (a.what != b.what) {
    return "is of another kind";
  }
  if (!same_elements(in, a.columns, b.columns)) {
    return "has other columns";
  }
  if (!(a.referred_table == b.referred_table) ||
      schema_state::place(a.referred_schema) != schema_state::place(b.referred_schema) ||
      !same_elements(in, a.referred_columns, b.referred_columns)) {
    return "refers to something else";
  }
  if (a.on_delete != b.on_delete || a.on_update != b.on_update || !same_elements(in, a.set_columns, b.set_columns)) {
    return "has other actions";
  }
  if (a.options != b.options) {
    return (a.options ^ b.options) & (deferrable_option | initially_deferred_option) ? "is deferrable otherwise"
                                                                                     : "has other options";
  }
  if (!same_elements(in, a.include, b.include)) {
    return "includes other columns";
  }
  if (!same_text(in, a.expression, b.expression)) {
    return "has another expression";
  }
  if (a.not_valid != b.not_valid) {
    return b.not_valid ? "is NOT VALID" : "is valid";
  }
  return {};
}

/// What an index says of itself: of which other one it is a part, a database tells by its tables.
[[nodiscard]] constexpr pool<setting> own_settings(list<setting> all) {
  pool<setting> made;
  for (const setting& each : all) {
    if (each.what != setting_kind::partition_of) {
      made.push(each);
    }
  }
  return made;
}

[[nodiscard]] constexpr std::string_view index_difference(const sides& in, const index_record& a,
                                                          const index_record& b) {
  if (a.valid != b.valid) {
    return b.valid ? "is valid" : "is not valid";
  }
  if (a.unique != b.unique) {
    return b.unique ? "is unique" : "is not unique";
  }
  if (!same_elements(in, a.keys, b.keys) || !same_elements(in, a.include, b.include)) {
    return "has other columns";
  }
  if (a.method != b.method) {
    return "has another method";
  }
  if (a.nulls_not_distinct != b.nulls_not_distinct) {
    return b.nulls_not_distinct ? "takes nulls for the same" : "takes nulls for different";
  }
  if (!same_text(in, a.where, b.where)) {
    return "has another predicate";
  }
  if (a.only != b.only ||
      (a.settings.count + b.settings.count > 0 && !same_settings(own_settings(in.left.state.settings(a.settings)),
                                                                 own_settings(in.right.state.settings(b.settings))))) {
    return "has other options";
  }
  return a.constraint == b.constraint ? std::string_view{} : "belongs to a constraint no more, or not yet";
}

[[nodiscard]] constexpr std::string_view text_difference(const sides& in, const text_record& a,
                                                         const text_record& b) {
  return same_text(in, a.method, b.method) && same_text(in, a.where, b.where) && same_text(in, a.text, b.text)
             ? std::string_view{}
             : "has another definition";
}

[[nodiscard]] constexpr bool same_view(const sides& in, const view_record& a, const view_record& b) {
  const auto left = in.left.state.elements(a.columns);
  const auto right = in.right.state.elements(b.columns);
  bool same = left.size() == right.size() && a.check == b.check && a.recursive == b.recursive &&
              same_settings(in.left.state.settings(a.settings), in.right.state.settings(b.settings));
  for (std::size_t i = 0; same && i < left.size(); ++i) {
    same = left[i].column == right[i].column;
  }
  return same;
}

}  // namespace sterna::detail
