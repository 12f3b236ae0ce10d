// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/add_constraint.hpp"

namespace sterna {
namespace detail {

inline constexpr verb create_unique_constraint_verb{"create_unique_constraint", needs::table, render_add_constraint,
                                                    add_constraint_effect, add_constraint_reverse};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ADD CONSTRAINT id UNIQUE (columns)`.
template <std::size_t N>
[[nodiscard]] constexpr auto create_unique_constraint(name id, name table, const name (&columns)[N]) noexcept {
  return detail::add_key(op_kind::create_unique_constraint, part::unique_constraint, id, table, columns);
}
template <std::size_t N>
[[nodiscard]] constexpr auto create_unique_constraint(detail::final_name id, name table,
                                                      const name (&columns)[N]) noexcept {
  return detail::extended<detail::add_key_word>(create_unique_constraint(id.id, table, columns),
                                                detail::option_token(final_name_option));
}

}  // namespace dsl
}  // namespace sterna
