// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"

namespace sterna {
namespace detail {

template <std::uint32_t N>
struct separate_word : op_fragment<N> {};

}  // namespace detail

namespace dsl {

/// An op whose `ALTER TABLE` stays a statement of its own: `separately(add_column("user", column("age", integer)))`.
/// Otherwise it becomes one with those of its neighbours that change the same table, where that comes to the same.
template <detail::op_word Op>
[[nodiscard]] constexpr auto separately(const Op& op) noexcept {
  return detail::inserted<detail::separate_word>(op, detail::flag(part::separately));
}

}  // namespace dsl
}  // namespace sterna
