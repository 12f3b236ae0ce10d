// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/managed.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/restore/order.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace sterna {
namespace detail {

/// By the key of each table: its living columns that another schema has too, in their order.
[[nodiscard]] inline std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> common_columns(
    const catalog& in, const catalog& other) {
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> made;
  for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::column && other.state.find(it.key) != object::none) {
      made[in.state.at(it.parent).key].push_back(i);
    }
  }
  for (auto& [table, columns] : made) {
    put_in_order(columns.data(), static_cast<std::uint32_t>(columns.size()), in.state);
  }
  return made;
}

}  // namespace detail

/// A sentence about the tables whose columns stand in another order than they should; empty where none do. It is no
/// difference, since PostgreSQL has nothing that would put it right. Tables that have columns of another one are left
/// out: whether those come first is not theirs to say.
[[nodiscard]] inline std::string column_order_note(const catalog& wanted, const catalog& found,
                                                   const diff_options& options = {}) {
  constexpr std::size_t most_named = 5;
  const auto should = detail::common_columns(wanted, found);
  const auto are = detail::common_columns(found, wanted);
  std::string named;
  std::size_t tables = 0;
  for (const object& it : wanted.state.objects) {
    if (!it.alive || it.kind != object_kind::table || !should.contains(it.key) || !are.contains(it.key) ||
        detail::is_heir(wanted, it) || !detail::left_alone(wanted, it, wanted, options).empty()) {
      continue;
    }
    const std::vector<std::uint32_t>& left = should.at(it.key);
    const std::vector<std::uint32_t>& right = are.at(it.key);
    std::size_t i = 0;
    while (i < left.size() && i < right.size() && wanted.state.at(left[i]).key == found.state.at(right[i]).key) ++i;
    if (i == left.size() || i == right.size()) continue;
    if (++tables > most_named) continue;
    named += (named.empty() ? "" : ", ") + std::string(it.schema.view()) + (it.schema.empty() ? "" : ".") +
             std::string(it.id.view()) + " ('" + std::string(found.state.at(right[i]).id.view()) + "' where '" +
             std::string(wanted.state.at(left[i]).id.view()) + "' should be)";
  }
  if (tables == 0) return {};
  return "columns stand in another order, which PostgreSQL cannot change and only statements mind that name no "
         "columns: " +
         named + (tables > most_named ? " and " + std::to_string(tables - most_named) + " more tables" : "");
}

}  // namespace sterna
