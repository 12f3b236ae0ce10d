// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"

#include <string_view>

namespace sterna {
namespace detail {

template <std::uint32_t N>
struct safe_word : op_fragment<N> {};

}  // namespace detail

namespace dsl {

/// An op that the checks for tables with rows have something against, and that is right all the same:
/// `assume_safe(create_index("ix", "country", {"name"}), "has 200 rows")`. Where they have nothing against it, it is an
/// error, so that no exception outlives its reason.
template <detail::op_word Op>
[[nodiscard]] constexpr auto assume_safe(const Op& op, std::string_view why) noexcept {
  return detail::inserted<detail::safe_word>(op, detail::text_token(part::safe, why));
}

}  // namespace dsl
}  // namespace sterna
