// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/privileges.hpp"

#include <cstdint>

// How default privileges leave a schema.

namespace sterna::detail {

/// Default privileges of a schema go with it. That there were some stays known: of what was made behind them.
constexpr void forget_defaults_in(catalog& in, const name& schema) {
  for (std::uint32_t i = 0, size = in.state.has_privileges() ? in.state.objects.count : 0; i < size; ++i) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::privileges && is_of_defaults(in.state, it) &&
        in.state.privileges(it).place.schema == schema) {
      privileges_record nothing;
      nothing.of_defaults = true;
      nothing.place = in.state.privileges(it).place;
      in.replace(i, in.state.keep(nothing), facet_default);
    }
  }
}

}  // namespace sterna::detail
