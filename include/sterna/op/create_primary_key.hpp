// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/add_constraint.hpp"

namespace sterna {
namespace detail {

inline constexpr verb create_primary_key_verb{"create_primary_key", needs::table, render_add_constraint,
                                              add_constraint_effect, add_constraint_reverse};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ADD CONSTRAINT id PRIMARY KEY (columns)`.
template <std::size_t N>
[[nodiscard]] constexpr auto create_primary_key(name id, name table, const name (&columns)[N]) noexcept {
  return detail::add_key(op_kind::create_primary_key, part::primary_key_constraint, id, table, columns);
}
template <std::size_t N>
[[nodiscard]] constexpr auto create_primary_key(detail::final_name id, name table, const name (&columns)[N]) noexcept {
  return detail::extended<detail::add_key_word>(create_primary_key(id.id, table, columns),
                                                detail::option_token(final_name_option));
}

}  // namespace dsl
}  // namespace sterna
