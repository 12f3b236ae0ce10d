// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/record.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

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
    return {a.operations + b.operations, a.columns + b.columns, a.constraints + b.constraints,
            a.elements + b.elements};
  }
};

/// A part of a script, held by value: what every word makes.
template <counts N>
struct fragment {
  static constexpr counts size = N;

  // one more than needed, since there are no arrays of no elements
  operation operations[N.operations + 1] = {};
  column_record columns[N.columns + 1] = {};
  constraint_record constraints[N.constraints + 1] = {};
  element elements[N.elements + 1] = {};

  [[nodiscard]] constexpr script view() const noexcept {
    return {{operations, N.operations}, {columns, N.columns}, {constraints, N.constraints}, {elements, N.elements}};
  }
};

namespace detail {

/// Appends fragments to a larger one; what they refer to moves by what is there already.
template <counts N>
class assembler {
 public:
  template <counts M>
  constexpr void append(const fragment<M>& part) noexcept {
    for (std::uint32_t i = 0; i < M.elements; ++i) {
      whole.elements[used.elements + i] = part.elements[i];
    }
    for (std::uint32_t i = 0; i < M.constraints; ++i) {
      constraint_record& to = whole.constraints[used.constraints + i] = part.constraints[i];
      to.columns.first += used.elements;
      to.referred_columns.first += used.elements;
    }
    for (std::uint32_t i = 0; i < M.columns; ++i) {
      column_record& to = whole.columns[used.columns + i] = part.columns[i];
      to.constraints.first += used.constraints;
    }
    for (std::uint32_t i = 0; i < M.operations; ++i) {
      operation& to = whole.operations[used.operations + i] = part.operations[i];
      to.columns.first += used.columns;
      to.constraints.first += used.constraints;
      to.keys.first += used.elements;
      to.include.first += used.elements;
    }
    used = used + M;
  }

  fragment<N> whole{};
  counts used{};
};

/// Several fragments as one.
template <counts... M>
[[nodiscard]] constexpr auto assemble(const fragment<M>&... parts) noexcept {
  assembler<(counts{} + ... + M)> made;
  [[maybe_unused]] const int each[] = {0, (made.append(parts), 0)...};
  return made.whole;
}

}  // namespace detail
}  // namespace sterna
