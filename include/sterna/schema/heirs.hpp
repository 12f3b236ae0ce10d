// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/setting.hpp"
#include "sterna/schema/unescaped.hpp"

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

/// The partitions of a table.
[[nodiscard]] constexpr pool<std::uint32_t> partitions_of(const catalog& in, std::uint32_t table) {
  pool<std::uint32_t> partitions;
  if (!in.has_heirs || partition_key_of(in, table) == nullptr) {  // most tables are not partitioned
    return partitions;
  }
  for_each_heir(in, table, [&](std::uint32_t i, const setting& as) {
    if (as.what == setting_kind::partition_of) {
      partitions.push(i);
    }
  });
  return partitions;
}

/// Whether columns of a table are known: a partition has them where it was a table of its own before it was attached.
[[nodiscard]] constexpr bool has_columns(const catalog& in, std::uint32_t table) {
  for (std::uint32_t i = in.state.objects.items[table].first_child; i != object::none;
       i = in.state.objects.items[i].next) {
    if (in.state.objects.items[i].alive && in.state.objects.items[i].kind == object_kind::column) {
      return true;
    }
  }
  return false;
}

/// Calls `act` with each partition of a table, and of its partitions, that has columns of its own: what is done to a
/// column of the table is done to theirs. Ends where `act` gives false.
template <class F>
constexpr bool for_each_known_partition(const catalog& in, std::uint32_t table, F act) {
  const pool<std::uint32_t> partitions = partitions_of(in, table);
  for (std::uint32_t n = 0; n < partitions.count; ++n) {
    if ((has_columns(in, partitions.items[n]) && !act(partitions.items[n])) ||
        !for_each_known_partition(in, partitions.items[n], act)) {
      return false;
    }
  }
  return true;
}

/// The partitioned table of which the table of an object is a partition; none where it is not one.
[[nodiscard]] constexpr std::uint32_t partitioned_table(const catalog& in, const object& it) {
  const std::uint32_t table = in.has_heirs && it.parent != object::none
                                  ? in.state.find(in.state.objects.items[it.parent].key)
                                  : object::none;
  if (table == object::none || in.state.objects.items[table].kind != object_kind::table ||
      in.state.objects.items[table].definition == object::none) {
    return object::none;
  }
  const setting* const as = setting_in(in.state.settings(in.state.objects.items[table]), setting_kind::partition_of);
  return as == nullptr ? object::none : parent_in(in, *as);
}

/// Whether a column, a check or a key of a partition is also of the partitioned table, with which it comes and goes.
[[nodiscard]] constexpr bool is_inherited(const catalog& in, const object& it) {
  const std::uint32_t table = partitioned_table(in, it);
  if (table == object::none) {
    return false;
  }
  if (it.kind == object_kind::column) {
    return in.column(table, it.id) != object::none;
  }
  if (it.kind != object_kind::constraint) {
    return false;
  }
  const constraint_record& of = in.state.constraint(it);
  for (std::uint32_t i = in.state.objects.items[table].first_child; i != object::none;
       i = in.state.objects.items[i].next) {
    const object& theirs = in.state.objects.items[i];
    if (!theirs.alive || theirs.kind != object_kind::constraint || in.state.constraint(theirs).what != of.what) {
      continue;
    }
    if (of.what == constraint_kind::check ? theirs.id == it.id
                                          : same_columns(in.state.elements(of.columns),
                                                         in.state.elements(in.state.constraint(theirs).columns))) {
      return true;
    }
  }
  return false;
}

/// What a new table says besides. A parent must be there; a partition's is partitioned.
constexpr bool keep_table_settings(catalog& in, std::uint32_t table, list<setting> said) {
  for (const setting& each : said) {
    in.has_partitioned = in.has_partitioned || each.what == setting_kind::partition_by;
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
    const bool partitioned = partition_key_of(in, parent) != nullptr;
    if (partitioned != (each.what == setting_kind::partition_of) && !in.excused(each.text, {}, parent)) {
      return in.fail(fault::table_option, each.text, {}, {},
                     partitioned ? "is partitioned, and has partitions instead of heirs; use create_partition"
                                 : "is not partitioned; say partition_by(...) where it is made");
    }
  }
  const slice kept = in.state.keep(said);
  for (std::uint32_t i = 0; i < kept.count && in.has_partitioned; ++i) {
    if (said.items[i].what == setting_kind::partition_by) {
      in.state.setting_at(kept.first + i).text = unescaped(in, said.items[i].text);
    }
  }
  const std::uint32_t definition = in.state.keep(kept);
  in.state.objects.items[table].definition = definition;
  return !in.found;
}

}  // namespace sterna::detail
