// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>

// Texts of SQL that stand in files beside the migrations: `sterna_add_migrations` puts them into a header, in which
// `sql_file("touch.sql")` finds one while it is compiled.

namespace sterna {

/// The text of a literal, whose end nobody has to look for.
template <std::size_t N>
[[nodiscard]] consteval std::string_view text_of(const char (&literal)[N]) noexcept {
  return {literal, N - 1};
}

/// A compiler names this where `sql_file` is asked for a path that no file has.
inline void no_such_sql_file_beside_the_migrations() {}

}  // namespace sterna
