// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/add_constraint.hpp"

namespace sterna {
namespace detail {

inline constexpr verb create_foreign_key_verb{"create_foreign_key", needs::table, render_add_constraint,
                                              add_constraint_effect, add_constraint_reverse};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ADD CONSTRAINT id FOREIGN KEY (columns) REFERENCES other (referred) ...`:
/// `create_foreign_key("fk_post_author", "post", {"author"}, "user", {"id"}, on_delete(cascade))`.
template <std::size_t N, std::size_t M, detail::foreign_key_option... O>
[[nodiscard]] constexpr auto create_foreign_key(name id, name table, const name (&columns)[N], name other,
                                                const name (&referred)[M], O... options) noexcept {
  return detail::add_constraint<detail::add_constraint_word>(
      op_kind::create_foreign_key, id, table,
      detail::foreign_key_tokens<detail::constraint_place::table, N, M>(columns, other, referred, options...));
}
template <std::size_t N, std::size_t M, detail::foreign_key_option... O>
[[nodiscard]] constexpr auto create_foreign_key(detail::final_name id, name table, const name (&columns)[N], name other,
                                                const name (&referred)[M], O... options) noexcept {
  return detail::extended<detail::add_constraint_word>(
      create_foreign_key(id.id, table, columns, other, referred, options...), detail::option_token(final_name_option));
}

}  // namespace dsl
}  // namespace sterna
