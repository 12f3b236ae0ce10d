// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

namespace words {

/// The ops of one script, as migration(...).upgrade(...) puts them together.
template <class... Op>
constexpr auto joined(const Op&... ops) {
  sterna::fragment<(0U + ... + Op::size)> whole;
  sterna::detail::join(whole, ops...);
  return whole;
}

}  // namespace words
