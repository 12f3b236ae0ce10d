// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

// The one place that knows the version: CMakeLists.txt reads these three lines.
#define STERNA_VERSION_MAJOR 0
#define STERNA_VERSION_MINOR 1
#define STERNA_VERSION_PATCH 0

#define STERNA_DETAIL_TEXT_OF(x) #x
#define STERNA_DETAIL_DOTTED(a, b, c) STERNA_DETAIL_TEXT_OF(a) "." STERNA_DETAIL_TEXT_OF(b) "." STERNA_DETAIL_TEXT_OF(c)

namespace sterna {

/// The version of the library, as "major.minor.patch".
inline constexpr std::string_view version =
    STERNA_DETAIL_DOTTED(STERNA_VERSION_MAJOR, STERNA_VERSION_MINOR, STERNA_VERSION_PATCH);

}  // namespace sterna

#undef STERNA_DETAIL_DOTTED
#undef STERNA_DETAIL_TEXT_OF
