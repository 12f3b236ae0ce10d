// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/generated.hpp"
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

/// Whether an object is of a partition, in both schemas, and comes and goes with what the partitioned table has.
[[nodiscard]] inline bool inherited_in_both(const catalog& in, const object& it, const catalog& other) {
  if (!is_inherited(in, it)) return false;
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
