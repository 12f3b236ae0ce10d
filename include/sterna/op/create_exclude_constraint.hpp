// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/add_constraint.hpp"
#include "sterna/schema/exclusion.hpp"

namespace sterna {
namespace detail {

inline constexpr verb create_exclude_constraint_verb{"create_exclude_constraint", needs::table | needs::object,
                                                     render_add_constraint, add_constraint_effect,
                                                     add_constraint_reverse};

template <std::uint32_t N>
struct exclude_constraint_word : op_fragment<N>,
                                 with_schema<exclude_constraint_word, N>,
                                 with_deferrable<exclude_constraint_word, N> {
  /// `USING method`: gist, unless another is said.
  [[nodiscard]] constexpr exclude_constraint_word<N + 1> using_(std::string_view method) const noexcept {
    return extended<detail::exclude_constraint_word>(*this, text_token(part::excluding_method, method));
  }
  /// `WHERE (predicate)`: of these rows alone.
  [[nodiscard]] constexpr exclude_constraint_word<N + 1> where(std::string_view predicate) const noexcept {
    return extended<detail::exclude_constraint_word>(*this, text_token(part::expression, predicate));
  }
};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ADD CONSTRAINT id EXCLUDE USING gist (...)`: no two rows for which all operators hold:
/// `create_exclude_constraint("ex", "t", {{"room", "="}, {sql("tsrange(a, b)"), "&&"}}).where("NOT cancelled")`.
template <std::size_t N>
[[nodiscard]] constexpr auto create_exclude_constraint(name id, name table,
                                                       const detail::exclusion (&keys)[N]) noexcept {
  return detail::add_constraint<detail::exclude_constraint_word>(op_kind::create_exclude_constraint, id, table,
                                                                 exclude(keys));
}
template <std::size_t N>
[[nodiscard]] constexpr auto create_exclude_constraint(detail::final_name id, name table,
                                                       const detail::exclusion (&keys)[N]) noexcept {
  return detail::extended<detail::exclude_constraint_word>(create_exclude_constraint(id.id, table, keys),
                                                           detail::option_token(final_name_option));
}

}  // namespace dsl
}  // namespace sterna
