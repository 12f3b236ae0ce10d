// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>

namespace sterna::detail {

/// How the compiler writes a value: `app::mood::sad`, or a number in some dress where no enumerator has it;
/// `&app::user::name` for a pointer to a member.
template <auto Value>
[[nodiscard]] consteval std::string_view written() noexcept {
  const std::string_view whole = __PRETTY_FUNCTION__;
  const std::string_view mark = "Value = ";
  const std::size_t first = whole.find(mark) + mark.size();
  return whole.substr(first, whole.find_first_of(";]", first) - first);
}
/// The name behind the last colons.
[[nodiscard]] constexpr std::string_view last_part(std::string_view text) noexcept {
  text = text.substr(text.rfind(':') + 1);  // npos + 1 is 0
  return text.ends_with(')') ? text.substr(0, text.size() - 1) : text;
}

}  // namespace sterna::detail
