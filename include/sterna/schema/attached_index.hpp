// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/define/column.hpp"
#include "sterna/schema/setting.hpp"

#include <cstdint>

// Indexes of partitions that are parts of an index on the partitioned table: a setting of theirs says of which.

namespace sterna::detail {

/// The index that an index is a part of; null: none.
[[nodiscard]] constexpr const setting* attached_to(const catalog& in, const object& index) {
  const index_record& of = in.state.index(index);
  return of.settings.count == 0 ? nullptr : setting_in(in.state.settings(of.settings), setting_kind::partition_of);
}

constexpr void attach_to(catalog& in, std::uint32_t index, const name& whole) {
  index_record made = in.state.index(in.state.at(index));
  pool<setting> kept;
  for (const setting& each : in.state.settings(made.settings)) {
    kept.push(each);
  }
  setting& said = kept.push(blank_setting);
  said.what = setting_kind::partition_of;
  said.text = whole.view();
  said.value = whole.code;
  made.settings = in.state.keep(list<setting>(kept));
  redefine(in, index, made);
}
constexpr void detach_index(catalog& in, std::uint32_t index) {
  index_record made = in.state.index(in.state.at(index));
  pool<setting> kept;
  for (const setting& each : in.state.settings(made.settings)) {
    if (each.what != setting_kind::partition_of) {
      kept.push(each);
    }
  }
  made.settings = in.state.keep(list<setting>(kept));
  redefine(in, index, made);
}

/// Calls `act` with each part of an index.
template <class F>
constexpr void for_each_attached(const catalog& in, const name& whole, F act) {
  for (std::uint32_t i = 0, size = in.has_heirs ? in.state.objects.count : 0; i < size; ++i) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::index) {
      if (const setting* const to = attached_to(in, it); to != nullptr && to->id() == whole) {
        act(i);
      }
    }
  }
}

}  // namespace sterna::detail
