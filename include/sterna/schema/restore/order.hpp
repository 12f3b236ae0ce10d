// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/heirs.hpp"

#include <cstdint>

// The order in which objects are made again.

namespace sterna::detail {

/// Puts numbers of objects in their order, oldest first. (Shell's way; <algorithm> costs a compiler
/// more than all this.)
constexpr void put_in_order(std::uint32_t* list, std::uint32_t count, const schema_state& of) {
  const auto place = [&of](std::uint32_t i) {  // that of its first version
    const object_kind kind = of.at(i).kind;
    if (kind == object_kind::index && of.index(of.at(i)).settings.count > 0) {  // a part of one is older than that
      while (of.at(i).previous != object::none && of.at(of.at(i).previous).kind == object_kind::index) {
        i = of.at(i).previous;
      }
      return i;
    }
    return kind == object_kind::column || has_query(kind) || is_text_kind(kind) ? of.at(i).rank : i;
  };
  const auto before = [&place](std::uint32_t a, std::uint32_t b) {
    return place(a) != place(b) ? place(a) < place(b) : a < b;
  };
  for (std::uint32_t gap = count / 2; gap > 0; gap /= 2) {
    for (std::uint32_t end = gap; end < count; ++end) {
      const std::uint32_t moved = list[end];
      std::uint32_t i = end;
      for (; i >= gap && before(moved, list[i - gap]); i -= gap) {
        list[i] = list[i - gap];
      }
      list[i] = moved;
    }
  }
}

/// The same numbers, with each table behind those that it is a partition of, or inherits from.
[[nodiscard]] constexpr pool<std::uint32_t> parents_first(const catalog& in, list<std::uint32_t> gone) {
  pool<std::uint32_t> made;
  const auto has = [&made](std::uint32_t which) {
    for (const std::uint32_t each : made) {
      if (each == which) {
        return true;
      }
    }
    return false;
  };
  const auto waits = [&](std::uint32_t which) {
    for (const setting& each : in.state.at(which).kind == object_kind::table ? in.state.settings(in.state.at(which))
                                                                             : list<setting>{}) {
      for (const std::uint32_t other : gone) {
        if (is_parent(each) && in.state.at(other).kind == object_kind::table &&
            in.state.at(other).key == schema_state::relation_key(each.detail_id(), each.id()) &&
            !has(other)) {
          return true;
        }
      }
    }
    return false;
  };
  while (made.size() < gone.size()) {
    for (const std::uint32_t each : gone) {
      if (!in.has_heirs || (!has(each) && !waits(each))) {
        made.push(each);
      }
    }
  }
  return made;
}

}  // namespace sterna::detail
