// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/state.hpp"

#include <cstdint>
#include <string_view>

// Who may do what. Of what has been granted and revoked a schema knows what its history has said, and nothing else:
// there is one record for a role, an object and a column of it.

namespace sterna::detail {

/// The kinds of privileges, each a bit, as SQL spells them.
inline constexpr std::string_view privilege_words[] = {"SELECT",  "INSERT",     "UPDATE",  "DELETE",  "TRUNCATE",
                                                       "REFERENCES", "TRIGGER", "MAINTAIN", "USAGE",  "EXECUTE",
                                                       "CREATE"};

/// Whether two words are the same but for case.
[[nodiscard]] constexpr bool same_letters(std::string_view a, std::string_view b) noexcept {
  std::size_t same = 0;
  while (same < a.size() && a.size() == b.size() && (a[same] | 0x20) == (b[same] | 0x20)) {
    ++same;
  }
  return same == a.size() && same == b.size();
}

/// The key of what a role may do with an object, or with one column of it.
[[nodiscard]] constexpr std::uint64_t privileges_key(std::uint64_t object, const name& column,
                                                     const name& role) noexcept {
  return schema_state::child_key(column.empty() ? object : object ^ column.code * schema_state::last_factor,
                                 object_kind::privileges, role);
}

}  // namespace sterna::detail
