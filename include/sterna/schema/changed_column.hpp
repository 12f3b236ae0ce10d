// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/generated_name.hpp"

#include <cstdint>

namespace sterna::detail {

/// Whether a column is of the type, and not a part of one of another table that is.
[[nodiscard]] constexpr bool is_changed_column(const catalog& in, std::uint32_t which, std::uint32_t type) {
  const object& it = in.state.at(which);
  if (!it.alive || it.kind != object_kind::column) {
    return false;
  }
  const data_type& of = in.state.column(it).type;
  if (of.base != base_type::named || in.enumeration(of.in, of.id) != type) {
    return false;
  }
  for (std::uint32_t from = first_parent(in, it.parent); from != object::none; from = first_parent(in, from)) {
    if (in.column(from, it.id) != object::none) {
      return false;
    }
  }
  return true;
}

}  // namespace sterna::detail
