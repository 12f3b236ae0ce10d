// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/add_constraint.hpp"

namespace sterna {
namespace detail {

inline constexpr verb create_check_constraint_verb{"create_check_constraint", needs::table, render_add_constraint,
                                                   reverse_add_constraint};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ADD CONSTRAINT id CHECK (condition)`.
[[nodiscard]] constexpr auto create_check_constraint(name id, name table, std::string_view condition) noexcept {
  return detail::add_constraint<detail::validation::may_wait>(detail::create_check_constraint_verb, id, table,
                                                              detail::check_constraint(condition));
}

}  // namespace dsl
}  // namespace sterna
