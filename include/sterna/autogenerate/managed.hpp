// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/generated.hpp"
#include "sterna/schema/attached_index.hpp"
#include "sterna/schema/compare.hpp"
#include "sterna/schema/heirs.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace sterna {
namespace detail {

/// A partition, or a table that inherits from another one.
[[nodiscard]] inline bool is_heir(const catalog& in, const object& table) {
  return table.kind == object_kind::table &&
         std::ranges::any_of(in.state.settings(table), [](const setting& each) {
           return each.what == setting_kind::partition_of || each.what == setting_kind::inherits;
         });
}

/// The index of the partitioned table that an index of a partition is a part of; none where it is no part.
[[nodiscard]] inline std::uint32_t whole_index(const catalog& in, const object& part) {
  if (part.kind != object_kind::index || !part.alive) return object::none;
  const setting* const to = attached_to(in, part);
  const std::uint32_t table = to == nullptr ? object::none : partitioned_table(in, part);
  const std::uint32_t whole = table == object::none ? table : in.relation(in.state.at(table).schema, to->id());
  return whole != object::none && in.state.at(whole).kind == object_kind::index ? whole : object::none;
}

/// Whether an index of a partition, which the other schema does not have, is made there by PostgreSQL, with the index
/// of the table, or with the partition. Of what a live database had when it was looked at, it has told all.
[[nodiscard]] inline bool made_with_whole(const catalog& in, const object& it, const catalog& other) {
  const std::uint32_t whole = whole_index(in, it);
  if (whole == object::none || other.state.find(it.key) != object::none) return false;
  const std::uint32_t table = other.state.find(in.state.at(it.parent).key);
  if (table == object::none || other.state.at(table).kind != object_kind::table) return false;
  const std::uint32_t up = partitioned_by(other, table);
  if (up == object::none || other.state.at(up).key != in.state.at(in.state.at(whole).parent).key) return false;
  const std::uint32_t there = other.state.find(in.state.at(whole).key);
  if (there == object::none) return made_with_whole(in, in.state.at(whole), other);
  const object& theirs = other.state.at(there);
  if (theirs.kind != object_kind::index || other.state.at(theirs.parent).key != other.state.at(up).key ||
      !definition_difference({in, other}, in.state.at(whole), theirs).empty()) {
    return false;
  }
  if (other.server == 0 || other.state.at(table).changed_by >= 0) return true;
  for (std::uint32_t i = 0; i < other.state.objects.count; ++i) {  // perhaps it has another name there
    const object& each = other.state.at(i);
    if (each.kind == object_kind::index && each.parent != object::none &&
        other.state.at(each.parent).key == other.state.at(table).key && whole_index(other, each) == there) {
      return true;
    }
  }
  return false;
}

/// Whether a table is a partition in the other schema, where it says nothing of a column or check of its own that the
/// partitioned table has too: it needs that to become a partition.
[[nodiscard]] inline bool needed_as_partition(const object& it, std::uint64_t table, const catalog& other) {
  const bool kind = it.kind == object_kind::column || it.kind == object_kind::constraint;
  if (!kind || !other.has_heirs || other.state.find(it.key) != object::none) return false;
  for (std::uint32_t up = other.state.find(table); up != object::none;) {
    if (other.state.at(up).kind != object_kind::table) return false;
    up = partitioned_by(other, up);
    if (up != object::none && other.state.find_child(up, it.kind, it.id) != object::none) return true;
  }
  return false;
}

/// Whether an object is of a partition, in both schemas, and comes and goes with what the partitioned table has.
[[nodiscard]] inline bool inherited_in_both(const catalog& in, const object& it, const catalog& other) {
  if (it.parent == object::none || !(in.has_heirs || other.has_heirs)) return false;
  if (it.kind == object_kind::index) return made_with_whole(in, it, other);
  if (!is_inherited(in, it)) return needed_as_partition(it, in.state.at(it.parent).key, other);
  const std::uint32_t table = other.state.find(in.state.at(it.parent).key);
  return table != object::none && other.state.at(table).kind == object_kind::table &&
         setting_in(other.state.settings(other.state.at(table)), setting_kind::partition_of) != nullptr;
}

/// Why an object of one of two schemas is left alone, with all that is of it; empty where it is one to look after.
/// `wanted` is the schema that says what ought to be: what comes and goes by itself, or with somebody else's tools,
/// need not be in it.
[[nodiscard]] inline std::string_view left_alone(const catalog& in, const object& it, const catalog& wanted,
                                                 const diff_options& options) {
  const object& of = it.parent == object::none ? it : in.state.at(it.parent);
  const auto is_version_table = [&](std::string_view id) {
    if (!id.starts_with(options.version_table)) return false;
    const std::string_view more = id.substr(options.version_table.size());
    return more.empty() || more == "_step" || more == "_log";
  };
  const std::string_view schema = of.schema == public_schema ? std::string_view{} : of.schema.view();
  if (of.kind == object_kind::table && is_version_table(of.id.view()) &&
      schema == (options.version_table_schema == "public" ? std::string_view{} : options.version_table_schema)) {
    return "is the version table's";
  }
  if (options.managed && !(options.managed(in, of) && options.managed(in, it))) {
    return "is not to be looked after";
  }
  if (options.managed && &in != &wanted && it.kind == object_kind::constraint) {
    const constraint_record& key = in.state.constraint(it);
    const std::uint32_t other = key.what == constraint_kind::foreign_key
                                    ? in.relation(key.referred_schema, key.referred_table)
                                    : object::none;
    if (other != object::none && !options.managed(in, in.state.at(other)) &&
        counterpart(in, it, wanted, side::found) == object::none) {
      return "refers to what is not to be looked after";
    }
  }
  if (&in != &wanted && wanted.state.find(of.key) == object::none) {
    if (is_heir(in, of)) return "is a partition, or inherits from another table";
    if (of.kind == object_kind::extension) return "is an extension";
    if (is_text_kind(of.kind) && text_kind_of(of.kind).place == object_place::database) {
      return "is of the whole database, and others may have made it";
    }
  }
  return {};
}

/// Whether what a role may do is one's own business.
[[nodiscard]] inline bool looked_after(const privileges_pair& each, const catalog& wanted, const catalog& found,
                                       const diff_options& options) {
  return left_alone(each.in_wanted ? wanted : found, each.record, wanted, options).empty();
}

}  // namespace detail

/// Each difference of schema `found` as against schema `wanted`, but for what is left alone; schemas, tables and so on
/// before what is in them.
[[nodiscard]] inline std::vector<schema_difference> differences(const catalog& wanted, const catalog& found,
                                                                const diff_options& options = {}) {
  std::vector<schema_difference> made;
  detail::each_difference(wanted, found, [&](const catalog& in, const object& it, std::string_view what) {
    if (detail::left_alone(in, it, wanted, options).empty() &&
        !detail::inherited_in_both(in, it, &in == &wanted ? found : wanted)) made.push_back(detail::told(in, it, what));
  });
  detail::privileges_comparison(wanted, found).each([&](const detail::privileges_pair& each) {
    if (detail::looked_after(each, wanted, found, options)) made.push_back(detail::told(wanted, each));
  });
  std::ranges::stable_sort(made, {}, &schema_difference::kind);
  return made;
}

}  // namespace sterna
