// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/operation.hpp"
#include "sterna/schema/catalog.hpp"

#include <cstdint>

namespace sterna::detail {

/// What has rows of its own: a table, or a materialized view. None: it is not there (a fault is set), or nothing is
/// known of it.
[[nodiscard]] constexpr std::uint32_t expect_stored(catalog& in, const operation& op) {
  const std::uint32_t there = in.relation(op.schema, op.table);
  if (there == object::none || in.state.at(there).kind != object_kind::materialized_view) {
    return in.expect_table(op);
  }
  in.rely_on(there);
  return there;
}

}  // namespace sterna::detail
