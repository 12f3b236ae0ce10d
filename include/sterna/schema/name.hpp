// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace sterna {

struct token;

/// The longest identifier that PostgreSQL keeps whole, in bytes (NAMEDATALEN - 1). It truncates longer ones silently.
inline constexpr std::size_t longest_name = 63;

/// 64 bits of a text, well mixed: the high bits alone serve as an index into a table. `Text` is a pointer or the array
/// itself, in which compilers read a character at a tenth of the cost; four are taken at a time for the same reason.
template <class Text>
[[nodiscard]] constexpr std::uint64_t hash_of(const Text& text, std::size_t size) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325u;
  std::size_t i = 0;
  for (; i + 4 <= size; i += 4) {
    hash = (hash ^ (static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) |
                    static_cast<std::uint32_t>(static_cast<unsigned char>(text[i + 1])) << 8 |
                    static_cast<std::uint32_t>(static_cast<unsigned char>(text[i + 2])) << 16 |
                    static_cast<std::uint32_t>(static_cast<unsigned char>(text[i + 3])) << 24)) *
           0x9e3779b97f4a7c15u;
  }
  for (; i < size; ++i) {
    hash = (hash ^ static_cast<unsigned char>(text[i])) * 0x9e3779b97f4a7c15u;
  }
  return (hash ^ hash >> 32) * 0x9e3779b97f4a7c15u;
}
[[nodiscard]] constexpr std::uint64_t hash_of(std::string_view text) noexcept {
  return hash_of(text.data(), text.size());
}

inline constexpr std::uint64_t hash_of_nothing = hash_of(std::string_view{});

/// An identifier (of a table, a column, a migration ...), exactly as written: quoting is the renderer's work.
/// Written as a string literal, so that it may point at the text for ever. Length and characters are checked
/// when a history is made, where a message can say which migration and which op it is.
struct name {
  const char* chars = "";
  std::uint32_t length = 0;
  std::uint64_t code = hash_of_nothing;  ///< of the text; open as the others, since a compiler pays for each call

  constexpr name() noexcept = default;

  template <std::size_t N>
  consteval name(const char (&literal)[N]) noexcept  // implicit: users write plain literals
      : chars{literal}, length{static_cast<std::uint32_t>(N - 1)}, code{hash_of(literal, N - 1)} {}

  /// A name whose text lives elsewhere, and longer than it.
  [[nodiscard]] static constexpr name viewing(const char* data, std::uint32_t size, std::uint64_t hash) noexcept {
    return {data, size, hash};
  }

  [[nodiscard]] constexpr std::string_view view() const noexcept { return {chars, length}; }
  [[nodiscard]] constexpr std::uint64_t hash() const noexcept { return code; }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return length; }
  [[nodiscard]] constexpr bool empty() const noexcept { return length == 0; }

  /// True where the text of a literal holds a zero byte, which no identifier may.
  [[nodiscard]] constexpr bool has_zero() const noexcept { return length > 0 && __builtin_strlen(chars) < length; }

  /// A compiler trusts 64 bits and the length; the program compares the text too.
  [[nodiscard]] friend constexpr bool operator==(const name& a, const name& b) noexcept {
    return a.code == b.code && a.length == b.length && (std::is_constant_evaluated() || a.view() == b.view());
  }

 private:
  friend struct token;
  constexpr name(const char* data, std::uint32_t size, std::uint64_t hash) noexcept
      : chars{data}, length{size}, code{hash} {}
};

}  // namespace sterna
