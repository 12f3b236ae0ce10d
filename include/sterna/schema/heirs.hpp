// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/setting.hpp"

// Partitions, and tables that inherit. What they have taken over from another table is not known as theirs: nothing is
// called missing there.

namespace sterna::detail {

[[nodiscard]] constexpr bool is_parent(const setting& of) noexcept {
  return of.what == setting_kind::partition_of || of.what == setting_kind::inherits;
}

/// The table from which one inherits, by what it says; or none.
[[nodiscard]] constexpr std::uint32_t parent_in(const catalog& in, const setting& of) {
  return in.relation(of.detail_id(), of.id());
}

/// The table that one is a partition of; or none.
[[nodiscard]] constexpr std::uint32_t partitioned_by(const catalog& in, std::uint32_t table) {
  const object& it = in.state.at(table);
  const setting* const parent =
      it.definition == object::none ? nullptr : setting_in(in.state.settings(it), setting_kind::partition_of);
  return parent == nullptr ? object::none : parent_in(in, *parent);
}

/// Calls `act` with each table that is a partition of another one, or inherits from it.
template <class F>
constexpr void for_each_heir(const catalog& in, std::uint32_t table, F act) {
  for (std::uint32_t i = 0, size = in.has_heirs ? in.state.objects.count : 0; i < size; ++i) {
    const object& it = in.state.objects.items[i];
    if (it.kind == object_kind::table && it.alive && it.definition != object::none) {
      for (const setting& each : in.state.settings(it)) {
        if (is_parent(each) && parent_in(in, each) == table) {
          act(i, each);
          break;
        }
      }
    }
  }
}

/// What a new table says besides. A parent must be there; a partition's is partitioned.
constexpr bool keep_table_settings(catalog& in, std::uint32_t table, list<setting> said) {
  for (const setting& each : said) {
    if (!is_parent(each)) {
      continue;
    }
    in.has_heirs = true;
    const std::uint32_t parent = in.expect(object_kind::table, each.detail_id(), each.id());
    if (parent == object::none) {
      if (in.found) {
        return false;
      }
      continue;
    }
    const bool partitioned = setting_in(in.state.settings(in.state.at(parent)), setting_kind::partition_by) != nullptr;
    if (partitioned != (each.what == setting_kind::partition_of) && !in.excused(each.text, {}, parent)) {
      return in.fail(fault::table_option, each.text, {}, {},
                     partitioned ? "is partitioned, and has partitions instead of heirs; use create_partition"
                                 : "is not partitioned; say partition_by(...) where it is made");
    }
  }
  const std::uint32_t definition = in.state.keep(in.state.keep(said));
  in.state.objects.items[table].definition = definition;
  return !in.found;
}

}  // namespace sterna::detail
