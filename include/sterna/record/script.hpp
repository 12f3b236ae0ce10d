// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sterna/record/operation.hpp"

namespace sterna {

/// The ops of one direction of a migration: a view of its arrays.
struct script {
  std::span<const operation> operations{};
  std::span<const column_record> column_pool{};
  std::span<const constraint_record> constraint_pool{};
  std::span<const element> element_pool{};

  [[nodiscard]] constexpr std::span<const column_record> columns(slice of) const noexcept {
    return column_pool.subspan(of.first, of.count);
  }
  [[nodiscard]] constexpr std::span<const constraint_record> constraints(slice of) const noexcept {
    return constraint_pool.subspan(of.first, of.count);
  }
  [[nodiscard]] constexpr std::span<const element> elements(slice of) const noexcept {
    return element_pool.subspan(of.first, of.count);
  }
  [[nodiscard]] constexpr bool empty() const noexcept { return operations.empty(); }
};

/// A script that grows: where derived downgrades are made.
class script_builder {
 public:
  constexpr operation& add(const verb& what, const operation& like) {
    operation made;
    made.what = &what;
    made.schema = like.schema;
    made.table = like.table;
    made.object = like.object;
    operations_.push_back(made);
    return operations_.back();
  }
  constexpr operation& add_copy(const operation& whole) {
    operations_.push_back(whole);
    return operations_.back();
  }
  [[nodiscard]] constexpr script view() const noexcept {
    script made;
    made.operations = operations_;
    return made;
  }

 private:
  std::vector<operation> operations_;
};

/// How many records of each kind something holds. The types of words and migrations depend on these counts and on
/// nothing else, so that a thousand migrations share a few dozen types.
struct counts {
  std::uint32_t operations = 0;
  std::uint32_t columns = 0;
  std::uint32_t constraints = 0;
  std::uint32_t elements = 0;

  [[nodiscard]] friend constexpr counts operator+(counts a, counts b) noexcept {
    return {a.operations + b.operations, a.columns + b.columns, a.constraints + b.constraints, a.elements + b.elements};
  }
};

namespace detail {

/// An array that may be empty. Nothing is spent on what is not there: a compiler keeps every field of every record.
template <class T, std::uint32_t N>
struct pool {
  T items[N] = {};
  [[nodiscard]] constexpr T& operator[](std::size_t i) noexcept { return items[i]; }
  [[nodiscard]] constexpr const T& operator[](std::size_t i) const noexcept { return items[i]; }
  [[nodiscard]] constexpr std::span<const T> view() const noexcept { return items; }
};
template <class T>
struct pool<T, 0> {
  [[nodiscard]] constexpr T& operator[](std::size_t) noexcept;              // never called, never defined
  [[nodiscard]] constexpr const T& operator[](std::size_t) const noexcept;  // the same
  [[nodiscard]] constexpr std::span<const T> view() const noexcept { return {}; }
};

}  // namespace detail

/// A part of a script, held by value: what every word makes.
template <counts N>
struct fragment {
  static constexpr counts size = N;

  detail::pool<operation, N.operations> operations{};
  detail::pool<column_record, N.columns> columns{};
  detail::pool<constraint_record, N.constraints> constraints{};
  detail::pool<element, N.elements> elements{};

  [[nodiscard]] constexpr script view() const noexcept {
    return {operations.view(), columns.view(), constraints.view(), elements.view()};
  }
};

namespace detail {

/// Appends `part` to `whole`, of which `used` is taken; what the part's records refer to moves along. Filling one
/// object in place, instead of making larger and larger copies, is what keeps the compiler's memory low.
template <counts N, counts M>
constexpr void append(fragment<N>& whole, counts& used, const fragment<M>& part) noexcept {
  if constexpr (M.elements > 0) {
    for (std::uint32_t i = 0; i < M.elements; ++i) {
      whole.elements[used.elements + i] = part.elements[i];
    }
  }
  if constexpr (M.constraints > 0) {
    for (std::uint32_t i = 0; i < M.constraints; ++i) {
      constraint_record& to = whole.constraints[used.constraints + i] = part.constraints[i];
      to.columns.first += used.elements;
      to.referred_columns.first += used.elements;
    }
  }
  if constexpr (M.columns > 0) {
    for (std::uint32_t i = 0; i < M.columns; ++i) {
      column_record& to = whole.columns[used.columns + i] = part.columns[i];
      to.constraints.first += used.constraints;
    }
  }
  if constexpr (M.operations > 0) {
    for (std::uint32_t i = 0; i < M.operations; ++i) {
      operation& to = whole.operations[used.operations + i] = part.operations[i];
      to.columns.first += used.columns;
      to.constraints.first += used.constraints;
      to.keys.first += used.elements;
      to.include.first += used.elements;
    }
  }
  used = used + M;
}

}  // namespace detail
}  // namespace sterna
