// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sterna {

/// The longest identifier that PostgreSQL keeps whole, in bytes (NAMEDATALEN - 1). It truncates longer ones silently.
inline constexpr std::size_t longest_name = 63;

/// 64 bits of a text, well mixed: the high bits alone serve as an index into a table. Eight characters are taken at a
/// time, since a compiler keeps every number that it has met.
[[nodiscard]] constexpr std::uint64_t hash_of(std::string_view text) noexcept {
  std::uint64_t hash = text.size();
  std::uint64_t eight = 0;
  int bits = 0;
  for (const char c : text) {
    eight |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << bits;
    if ((bits += 8) == 64) {
      hash = (hash ^ eight) * 0x9e3779b97f4a7c15u;
      hash ^= hash >> 29;
      eight = 0;
      bits = 0;
    }
  }
  hash = (hash ^ eight) * 0x9e3779b97f4a7c15u;
  hash ^= hash >> 32;
  return hash * 0x9e3779b97f4a7c15u;
}

/// An identifier (of a table, a column, a migration ...), exactly as written: quoting is the renderer's work.
/// Written as a string literal, so that it may point at the text for ever. Length and characters are checked
/// when a history is made, where a message can say which migration and which op it is.
class name {
 public:
  constexpr name() noexcept = default;

  template <std::size_t N>
  consteval name(const char (&literal)[N]) noexcept  // implicit: users write plain literals
      : data_{literal}, size_{static_cast<std::uint32_t>(N - 1)}, hash_{hash_of({literal, N - 1})} {}

  /// A name whose text lives elsewhere, and longer than it.
  [[nodiscard]] static constexpr name viewing(const char* data, std::uint32_t size, std::uint64_t hash) noexcept {
    name made;
    made.data_ = data;
    made.size_ = size;
    made.hash_ = hash;
    return made;
  }

  [[nodiscard]] constexpr std::string_view view() const noexcept { return {data_, size_}; }
  [[nodiscard]] constexpr std::uint64_t hash() const noexcept { return hash_; }
  [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }

  /// True where the text of a literal holds a zero byte, which no identifier may.
  [[nodiscard]] constexpr bool has_zero() const noexcept { return size_ > 0 && __builtin_strlen(data_) < size_; }

  [[nodiscard]] friend constexpr bool operator==(const name& a, const name& b) noexcept {
    return a.hash_ == b.hash_ && a.view() == b.view();
  }

 private:
  const char* data_ = "";
  std::uint32_t size_ = 0;
  std::uint64_t hash_ = hash_of({});
};

}  // namespace sterna
