// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

namespace sterna::detail {

/// As when a dump is restored: what the body of a function names may come later, or stand in a schema that only the
/// search path of those who call it has.
inline constexpr std::string_view look_at_no_bodies = "SET LOCAL check_function_bodies = off";

}  // namespace sterna::detail
