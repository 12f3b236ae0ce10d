// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/add_constraint.hpp"

namespace sterna {
namespace detail {

inline constexpr verb create_check_constraint_verb{"create_check_constraint", needs::table, render_add_constraint,
                                                   add_constraint_effect, add_constraint_reverse};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ADD CONSTRAINT id CHECK (condition)`.
[[nodiscard]] constexpr auto create_check_constraint(name id, name table, std::string_view condition) noexcept {
  return detail::add_constraint<detail::add_constraint_word>(op_kind::create_check_constraint, id, table,
                                                             detail::check_constraint(condition));
}
[[nodiscard]] constexpr auto create_check_constraint(detail::final_name id, name table,
                                                     std::string_view condition) noexcept {
  return detail::extended<detail::add_constraint_word>(create_check_constraint(id.id, table, condition),
                                                       detail::option_token(final_name_option));
}

}  // namespace dsl
}  // namespace sterna
