// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/list.hpp"

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>  // std::allocator and std::construct_at, at a tenth of what <memory> costs

namespace sterna {

/// An array that grows, of records that are plain data. A compiler keeps all that it evaluates, and a std::vector costs
/// it several times as much, to read and to run. `items` and `count` are open, since each function between costs too.
/// Room that is not used holds no elements: a compiler would put each together.
template <class T>
class pool {
  static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);

 public:
  T* items = nullptr;
  std::uint32_t count = 0;

  constexpr pool() noexcept = default;
  constexpr pool(pool&& other) noexcept { swap(other); }
  constexpr pool(const pool& other) {
    reserve(other.count);
    for (std::uint32_t i = 0; i < other.count; ++i) {
      push(other.items[i]);
    }
  }
  constexpr pool& operator=(pool other) noexcept {
    swap(other);
    return *this;
  }
  constexpr ~pool() { release(); }

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 14
  constexpr T& push(const T& made) {
    if (count == capacity_) {
      reserve(capacity_ == 0 ? 8 : capacity_ * 2);
    }
    return items[count++] = made;  // begins its lifetime there, since it is trivial; two calls less
  }
#else
  constexpr T& push(const T& made) {  // one statement, since Clang counts them
    return count < made_       ? items[count++] = made
           : count < capacity_ ? *std::construct_at(items + (made_ = ++count) - 1, made)
                               : (reserve(capacity_ == 0 ? 8 : capacity_ * 2), push(made));
  }
#endif
  /// Another one like that at `place`.
  constexpr T& push_like(std::uint32_t place) {
    if (count == capacity_) {
      reserve(capacity_ * 2);
    }
    return push(items[place]);
  }
  /// Several at once, which are not its own.
  constexpr void append(const T* first, std::uint32_t size) {
    if (capacity_ < count + size) {
      reserve(count + size > capacity_ * 2 ? count + size : capacity_ * 2);
    }
    for (std::uint32_t i = 0; i < size; ++i) {
      push(first[i]);
    }
  }
  constexpr void reserve(std::uint32_t wanted) {
    if (wanted > capacity_) {
      T* const larger = room(wanted);
      for (std::uint32_t i = 0; i < count; ++i) {
        std::construct_at(larger + i, items[i]);
      }
      release();
      items = larger;
      capacity_ = wanted;
      made_ = std::is_trivially_default_constructible_v<T> ? wanted : count;
    }
  }
  /// As many elements as asked for, in place of those that are there. Of numbers: each is to be written before it is
  /// read.
  constexpr void resize(std::uint32_t wanted) {
    static_assert(std::is_trivially_default_constructible_v<T>);
    count = 0;
    reserve(wanted);
    count = wanted;
  }
  constexpr void resize(std::uint32_t wanted, const T& all) {
    resize(wanted);
    for (std::uint32_t i = 0; i < wanted; ++i) {
      items[i] = all;
    }
  }
  /// Forgets the elements from `size` on; their places are used again.
  constexpr void shrink(std::uint32_t size) noexcept { count = size; }
  constexpr void clear() noexcept { count = 0; }
  constexpr void swap(pool& other) noexcept {
    const auto exchange = [](auto& mine, auto& theirs) {
      const auto kept = mine;
      mine = theirs;
      theirs = kept;
    };
    exchange(items, other.items);
    exchange(count, other.count);
    exchange(capacity_, other.capacity_);
    exchange(made_, other.made_);
  }

  [[nodiscard]] constexpr T& operator[](std::size_t i) noexcept { return items[i]; }
  [[nodiscard]] constexpr const T& operator[](std::size_t i) const noexcept { return items[i]; }
  [[nodiscard]] constexpr T& back() noexcept { return items[count - 1]; }
  [[nodiscard]] constexpr const T& back() const noexcept { return items[count - 1]; }
  [[nodiscard]] constexpr std::uint32_t size() const noexcept { return count; }
  [[nodiscard]] constexpr bool empty() const noexcept { return count == 0; }
  [[nodiscard]] constexpr const T* data() const noexcept { return items; }
  [[nodiscard]] constexpr T* data() noexcept { return items; }
  [[nodiscard]] constexpr T* begin() noexcept { return items; }
  [[nodiscard]] constexpr T* end() noexcept { return items + count; }
  [[nodiscard]] constexpr const T* begin() const noexcept { return items; }
  [[nodiscard]] constexpr const T* end() const noexcept { return items + count; }
  [[nodiscard]] constexpr operator list<T>() const noexcept { return {items, count}; }

 private:
  [[nodiscard]] static constexpr T* room(std::uint32_t wanted) {
    if constexpr (std::is_trivially_default_constructible_v<T>) {
      return new T[wanted];
    } else {
      return std::allocator<T>().allocate(wanted);
    }
  }
  constexpr void release() {
    if constexpr (std::is_trivially_default_constructible_v<T>) {
      delete[] items;
    } else if (capacity_ > 0) {
      std::allocator<T>().deallocate(items, capacity_);
    }
  }

  std::uint32_t capacity_ = 0;
  std::uint32_t made_ = 0;  ///< how many elements there are, with those that have been forgotten
};

}  // namespace sterna
