// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sterna {

/// The longest identifier that PostgreSQL keeps whole, in bytes (NAMEDATALEN - 1). It truncates longer ones silently.
inline constexpr std::size_t longest_name = 63;

/// 64 bits of a text, well mixed: the high bits alone serve as an index into a table.
[[nodiscard]] constexpr std::uint64_t hash_of(std::string_view text) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  }
  hash ^= hash >> 32;
  return hash * 0x9e3779b97f4a7c15u;
}

/// An identifier (of a table, a column, a migration ...), exactly as written: quoting is the renderer's work.
/// Made only from string literals, so that it may point at the text for ever. Length and characters are checked
/// when a history is made, where a message can say which migration and which op it is.
class name {
 public:
  constexpr name() noexcept = default;

  template <std::size_t N>
  consteval name(const char (&literal)[N]) noexcept  // implicit: users write plain literals
      : data_{literal}, size_{static_cast<std::uint32_t>(N - 1)}, hash_{hash_of({literal, N - 1})} {
    for (std::size_t i = 0; i + 1 < N; ++i) {
      has_zero_ = has_zero_ || literal[i] == '\0';
    }
  }

  [[nodiscard]] constexpr std::string_view view() const noexcept { return {data_, size_}; }
  [[nodiscard]] constexpr std::uint64_t hash() const noexcept { return hash_; }
  [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }

  /// True where the text holds a zero byte, which no identifier may.
  [[nodiscard]] constexpr bool has_zero() const noexcept { return has_zero_; }

  [[nodiscard]] friend constexpr bool operator==(const name& a, const name& b) noexcept {
    return a.hash_ == b.hash_ && a.view() == b.view();
  }

 private:
  const char* data_ = "";
  std::uint32_t size_ = 0;
  bool has_zero_ = false;
  std::uint64_t hash_ = hash_of({});
};

}  // namespace sterna
