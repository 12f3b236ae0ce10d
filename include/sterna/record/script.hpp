// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sterna/record/operation.hpp"

namespace sterna {

/// The ops of one direction of a migration: a view of its records.
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

/// A script that grows: what tokens are decoded into, and where derived downgrades are made.
class script_builder {
 public:
  constexpr operation& add(op_kind what) {
    operations_.emplace_back();
    operations_.back().what = what;
    operations_.back().position = static_cast<int>(operations_.size());
    return operations_.back();
  }
  constexpr operation& add(op_kind what, const operation& like) {
    operation& made = add(what);
    made.schema = like.schema;
    made.table = like.table;
    made.object = like.object;
    return made;
  }
  constexpr operation& add_copy(const operation& whole) {
    operations_.push_back(whole);
    return operations_.back();
  }
  /// The three that follow return a record to fill; it may move when another is added.
  constexpr column_record& add_column() { return columns_.emplace_back(); }
  constexpr constraint_record& add_constraint() { return constraints_.emplace_back(); }
  constexpr element& add_element() { return elements_.emplace_back(); }

  [[nodiscard]] constexpr std::vector<operation>& operations() noexcept { return operations_; }
  [[nodiscard]] constexpr std::vector<column_record>& columns() noexcept { return columns_; }
  [[nodiscard]] constexpr std::vector<constraint_record>& constraints() noexcept { return constraints_; }
  [[nodiscard]] constexpr std::vector<element>& elements() noexcept { return elements_; }
  constexpr void clear() noexcept {
    operations_.clear();
    columns_.clear();
    constraints_.clear();
    elements_.clear();
  }

  [[nodiscard]] constexpr script view() const noexcept { return {operations_, columns_, constraints_, elements_}; }

 private:
  std::vector<operation> operations_{};
  std::vector<column_record> columns_{};
  std::vector<constraint_record> constraints_{};
  std::vector<element> elements_{};
};

}  // namespace sterna
