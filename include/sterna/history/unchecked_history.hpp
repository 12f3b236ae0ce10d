// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/history.hpp"

namespace sterna {

/// The same as `history<...>` without the compiler's judgement, for the tools that must run where the application does
/// not compile, as the one that merges two heads. What is wrong is said at run time, in the same sentence, and nothing
/// is done to a database.
template <const auto&... M>
inline constexpr history_view unchecked_history = history_view(detail::history_of<M...>::revisions);

}  // namespace sterna
