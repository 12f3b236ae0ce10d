// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include "sterna/record/list.hpp"

namespace sterna {

/// An array that grows, of records that are plain data. A compiler keeps all that it evaluates, and a std::vector costs
/// it several times as much, to read and to run. `items` is open, since each function between costs too.
template <class T>
class pool {
 public:
  T* items = nullptr;

  constexpr pool() noexcept = default;
  constexpr pool(pool&& other) noexcept { swap(other); }
  constexpr pool(const pool& other) {
    reserve(other.size_);
    for (std::uint32_t i = 0; i < other.size_; ++i) {
      push(other.items[i]);
    }
  }
  constexpr pool& operator=(pool other) noexcept {
    swap(other);
    return *this;
  }
  constexpr ~pool() { delete[] items; }

  constexpr T& push(const T& made) {
    if (size_ == capacity_) {
      reserve(capacity_ == 0 ? 8 : capacity_ * 2);
    }
    return items[size_++] = made;
  }
  constexpr void reserve(std::uint32_t wanted) {
    if (wanted > capacity_) {
      T* const larger = new T[wanted];
      for (std::uint32_t i = 0; i < size_; ++i) {
        larger[i] = items[i];
      }
      delete[] items;
      items = larger;
      capacity_ = wanted;
    }
  }
  /// Forgets the elements from `size` on; their places are used again.
  constexpr void shrink(std::uint32_t size) noexcept { size_ = size; }
  constexpr void clear() noexcept { size_ = 0; }
  constexpr void swap(pool& other) noexcept {
    const auto exchange = [](auto& mine, auto& theirs) {
      const auto kept = mine;
      mine = theirs;
      theirs = kept;
    };
    exchange(items, other.items);
    exchange(size_, other.size_);
    exchange(capacity_, other.capacity_);
  }

  [[nodiscard]] constexpr T& operator[](std::size_t i) noexcept { return items[i]; }
  [[nodiscard]] constexpr const T& operator[](std::size_t i) const noexcept { return items[i]; }
  [[nodiscard]] constexpr T& back() noexcept { return items[size_ - 1]; }
  [[nodiscard]] constexpr const T& back() const noexcept { return items[size_ - 1]; }
  [[nodiscard]] constexpr std::uint32_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] constexpr const T* data() const noexcept { return items; }
  [[nodiscard]] constexpr T* data() noexcept { return items; }
  [[nodiscard]] constexpr T* begin() noexcept { return items; }
  [[nodiscard]] constexpr T* end() noexcept { return items + size_; }
  [[nodiscard]] constexpr const T* begin() const noexcept { return items; }
  [[nodiscard]] constexpr const T* end() const noexcept { return items + size_; }
  [[nodiscard]] constexpr operator list<T>() const noexcept { return {items, size_}; }
  [[nodiscard]] constexpr operator std::span<const T>() const noexcept { return {items, size_}; }

 private:
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;
};

}  // namespace sterna
