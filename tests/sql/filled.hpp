// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string_view>

// Texts of 50,000 bytes: each is looked at in one constant expression.

namespace sql_tests {

inline constexpr std::size_t large = 50'000;

struct buffer {
  char text[large] = {};
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, large}; }
};

/// `head`, then `unit` as often as it fits, then blanks, then `tail`.
template <std::size_t H, std::size_t U, std::size_t T>
constexpr buffer filled(const char (&head)[H], const char (&unit)[U], const char (&tail)[T]) {
  buffer out;
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < H; ++i) out.text[at++] = head[i];
  while (at + U + T < large) {
    for (std::size_t i = 0; i + 1 < U; ++i) out.text[at++] = unit[i];
  }
  while (at + T - 1 < large) out.text[at++] = ' ';
  for (std::size_t i = 0; i + 1 < T; ++i) out.text[at++] = tail[i];
  return out;
}

}  // namespace sql_tests
