// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace sterna {

/// A run of records that lie elsewhere: std::span, at a fraction of what a compiler pays for that in constant
/// expressions.
template <class T>
struct list {
  const T* items = nullptr;
  std::uint32_t count = 0;

  [[nodiscard]] constexpr const T* begin() const noexcept { return items; }
  [[nodiscard]] constexpr const T* end() const noexcept { return count == 0 ? items : items + count; }
  [[nodiscard]] constexpr const T* data() const noexcept { return items; }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return count; }
  [[nodiscard]] constexpr bool empty() const noexcept { return count == 0; }
  [[nodiscard]] constexpr const T& operator[](std::size_t i) const noexcept { return items[i]; }
  [[nodiscard]] constexpr const T& front() const noexcept { return items[0]; }
  [[nodiscard]] constexpr const T& back() const noexcept { return items[count - 1]; }
  /// The first n of them.
  [[nodiscard]] constexpr list first(std::size_t n) const noexcept { return {items, static_cast<std::uint32_t>(n)}; }
};

}  // namespace sterna
