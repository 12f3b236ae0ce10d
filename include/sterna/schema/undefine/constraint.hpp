// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/attached_index.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/undefine/dependents.hpp"

#include <cstdint>
#include <string_view>

// How indexes and constraints leave a schema.

namespace sterna::detail {

/// Drops an index with the foreign keys that need it.
constexpr bool drop_index_object(catalog& in, std::uint32_t index, std::string_view what, behavior how) {
  const object& it = in.state.objects.items[index];
  if (it.parent != object::none && in.state.index(it).unique && in.state.has_referrals()) {
    const std::uint32_t table = in.relation(in.state.at(it.parent).schema, in.state.at(it.parent).id);
    const name id = it.id;
    const auto loses = [&](const constraint_record& key) { return key.index == id; };
    if (table != object::none && !drop_referrers(in, table, what, how, true, loses)) {
      return false;
    }
  }
  const name whole = it.id;
  in.remove(index);
  for_each_attached(in, whole, [&](std::uint32_t part) { in.remove(part); });
  return true;
}

/// Drops a constraint; the index of a key goes with it.
constexpr bool drop_constraint_object(catalog& in, std::uint32_t table, std::uint32_t constraint, std::string_view what,
                                      behavior how) {
  const object& it = in.state.objects.items[constraint];
  const constraint_kind kind = in.state.constraint(it).what;
  if (kind == constraint_kind::primary_key || kind == constraint_kind::unique || kind == constraint_kind::exclude) {
    const name schema = in.state.objects.items[table].schema;
    const std::uint32_t index = in.state.find(schema_state::relation_key(schema, it.id));
    if (index != object::none && !drop_index_object(in, index, what, how)) {
      return false;
    }
  }
  if (in.has_heirs && kind == constraint_kind::check) {
    const name id = it.id;
    for_each_known_partition(in, table, [&](std::uint32_t i) {
      if (const std::uint32_t theirs = in.constraint(i, id); theirs != object::none) {
        in.remove(theirs);
      }
      return true;
    });
  }
  in.remove(constraint);
  return true;
}

}  // namespace sterna::detail
