// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/schema/catalog.hpp"

#include <cstdint>

// Puts what a schema has into a script, as words would have said it.

namespace sterna::detail {

[[nodiscard]] constexpr slice describe_settings(list<setting> all, script_builder& out) {
  const slice made{out.settings().size(), static_cast<std::uint32_t>(all.size())};
  for (const setting& each : all) {
    out.add_setting() = each;
  }
  return made;
}

[[nodiscard]] constexpr slice describe_list(const catalog& in, slice list, script_builder& out) {
  const slice made{static_cast<std::uint32_t>(out.elements().size()), list.count};
  for (const element& each : in.state.elements(list)) {
    out.add_element() = each;
  }
  return made;
}

/// Puts a column's record into a script, as words would have said it.
constexpr void describe_column(const catalog& in, const object& column, script_builder& out) {
  column_record made = in.state.column(column);
  if (made.settings.count > 0) {
    made.settings = describe_settings(in.state.settings(made.settings), out);
  }
  made.id = column.id;
  made.has_type = true;
  if (made.server_default.what == default_value::form::sequence) {
    made.server_default = {};
    made.type.base =
        static_cast<base_type>(static_cast<unsigned>(made.type.base) + static_cast<unsigned>(base_type::serial) -
                               static_cast<unsigned>(base_type::integer));
  }
  out.add_column() = made;
}

constexpr void describe_constraint(const catalog& in, const object& constraint, script_builder& out) {
  constraint_record made = in.state.constraint(constraint);
  made.id = constraint.id;
  made.columns = describe_list(in, made.columns, out);
  made.referred_columns = describe_list(in, made.referred_columns, out);
  made.include = describe_list(in, made.include, out);
  made.set_columns = describe_list(in, made.set_columns, out);
  out.add_constraint() = made;
}

}  // namespace sterna::detail
