// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/undefine/doubts.hpp"
#include "sterna/schema/undefine/type.hpp"

#include <cstdint>

// How tables leave a schema: what goes with them silently, and what must not be left behind without them. How other
// objects do is in undefine/.

namespace sterna::detail {

/// Whether a foreign key refers to the table that one is a partition of, or to one further up: a part of that key is on
/// the partition, and stops it from being dropped.
[[nodiscard]] constexpr bool referred_above(const catalog& in, std::uint32_t table) {
  for (std::uint32_t up = partitioned_by(in, table); up != object::none; up = partitioned_by(in, up)) {
    for (std::uint32_t i = in.state.at(up).first_referrer; i != object::none; i = in.state.at(i).next_referrer) {
      if (in.state.at(i).alive) {
        return true;
      }
    }
  }
  return false;
}

/// `with_parent`: the table that it is a partition of goes too.
constexpr bool drop_table_object(catalog& in, std::uint32_t table, behavior how, bool with_parent = false) {
  if (in.has_heirs && !with_parent && referred_above(in, table)) {
    for (std::uint32_t up = partitioned_by(in, table); up != object::none; up = partitioned_by(in, up)) {
      if (!drop_referrers(in, up, in.state.at(table).id.view(), how, true,
                          [](const constraint_record&) { return true; })) {
        return false;
      }
    }
  }
  if (in.has_columns_of_rows && !drop_columns_of(in, table, how)) {
    return false;
  }
  const object* const objects = in.state.objects.items;
  if (!refuse_synchronized(in, table, {})) {  // its function would be left over
    return false;
  }
  if (in.state.has_views() && !drop_views(in, table, {}, how)) {
    return false;
  }
  if (in.state.has_text_objects() && !drop_made_of(in, table, how)) {
    return false;
  }
  if (objects[table].first_referrer != object::none &&
      !drop_referrers(in, table, objects[table].id.view(), how, false, [](const constraint_record&) { return true; })) {
    return false;
  }
  pool<std::uint32_t> heirs;
  if (in.has_heirs) {
    for_each_heir(in, table, [&](std::uint32_t i, const setting&) { heirs.push(i); });
  }
  for (std::uint32_t n = 0; n < heirs.count; ++n) {
    const object& heir = objects[heirs.items[n]];
    const bool partition = setting_in(in.state.settings(heir), setting_kind::partition_of) != nullptr;
    if (!partition && how == behavior::restrict) {
      if (in.excused(heir.id.view(), {}, heirs.items[n])) {
        continue;
      }
      return refuse_needed(in, objects[table].id.view(), heir, {});
    }
    if (!drop_table_object(in, heirs.items[n], how, true)) {
      return false;
    }
  }
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    if (objects[i].alive) {
      in.remove(i);
    }
  }
  in.remove(table);
  if (how == behavior::cascade) {
    doubt_uses(in, objects[table].id);
  }
  return !in.found;
}

}  // namespace sterna::detail
