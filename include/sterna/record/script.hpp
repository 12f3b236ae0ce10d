// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "sterna/record/operation.hpp"
#include "sterna/record/pool.hpp"
#include "sterna/record/setting.hpp"

namespace sterna {

/// The ops of one direction of a migration: a view of its records.
struct script {
  list<operation> operations{};
  list<column_record> column_pool{};
  list<constraint_record> constraint_pool{};
  list<element> element_pool{};
  list<setting> setting_pool{};

  [[nodiscard]] constexpr list<column_record> columns(slice of) const noexcept {
    return of.count == 0 ? decltype(column_pool){} : decltype(column_pool){column_pool.items + of.first, of.count};
  }
  [[nodiscard]] constexpr list<constraint_record> constraints(slice of) const noexcept {
    return of.count == 0 ? decltype(constraint_pool){}
                         : decltype(constraint_pool){constraint_pool.items + of.first, of.count};
  }
  [[nodiscard]] constexpr list<element> elements(slice of) const noexcept {
    return of.count == 0 ? decltype(element_pool){} : decltype(element_pool){element_pool.items + of.first, of.count};
  }
  [[nodiscard]] constexpr list<setting> settings(slice of) const noexcept {
    return of.count == 0 ? decltype(setting_pool){} : decltype(setting_pool){setting_pool.items + of.first, of.count};
  }
  [[nodiscard]] constexpr bool empty() const noexcept { return operations.empty(); }
};

namespace detail {

// what a new record is copied from: a compiler need not put each together from its parts
inline constexpr operation blank_operation{};
inline constexpr column_record blank_column{};
inline constexpr constraint_record blank_constraint{};
inline constexpr element blank_element{};
inline constexpr setting blank_setting{};

}  // namespace detail

/// A script that grows: what tokens are decoded into, and where derived downgrades are made.
class script_builder {
 public:
  /// From here on nobody will read it, but only see that it can be made: a record of each kind is enough for all.
  constexpr void only_sketch() {
    static_cast<void>(add(op_kind::run));
    static_cast<void>(add_column());
    static_cast<void>(add_constraint());
    static_cast<void>(add_element());
    static_cast<void>(add_setting());
    sketched_ = true;
  }

  constexpr operation& add(op_kind what) {
    if (sketched_) {
      return operations_.items[0];
    }
    operation& made = operations_.push(detail::blank_operation);
    made.what = what;
    made.position = static_cast<int>(operations_.count);
    return made;
  }
  /// The same for decode, which knows the op's position.
  constexpr operation& begin(op_kind what) {
    operation& made = operations_.push(detail::blank_operation);
    made.what = what;
    return made;
  }
  constexpr operation& add(op_kind what, const operation& like) {
    if (sketched_) {
      return operations_.items[0];
    }
    operation& made = add(what);
    made.schema = like.schema;
    made.table = like.table;
    made.object = like.object;
    return made;
  }
  constexpr operation& add_copy(const operation& whole) {
    return sketched_ ? operations_.items[0] : operations_.push(whole);
  }
  /// The four that follow return a record to fill; it may move when another is added.
  constexpr column_record& add_column() {
    return sketched_ ? columns_.items[0] : columns_.push(detail::blank_column);
  }
  constexpr constraint_record& add_constraint() {
    return sketched_ ? constraints_.items[0] : constraints_.push(detail::blank_constraint);
  }
  constexpr element& add_element() { return sketched_ ? elements_.items[0] : elements_.push(detail::blank_element); }
  constexpr setting& add_setting() { return sketched_ ? settings_.items[0] : settings_.push(detail::blank_setting); }

  [[nodiscard]] constexpr pool<operation>& operations() noexcept { return operations_; }
  [[nodiscard]] constexpr pool<column_record>& columns() noexcept { return columns_; }
  [[nodiscard]] constexpr pool<constraint_record>& constraints() noexcept { return constraints_; }
  [[nodiscard]] constexpr pool<element>& elements() noexcept { return elements_; }
  [[nodiscard]] constexpr pool<setting>& settings() noexcept { return settings_; }
  /// Makes room for what as many more tokens may say.
  constexpr void reserve(std::uint32_t tokens) {
    operations_.reserve(operations_.count + tokens / 4);
    columns_.reserve(columns_.count + tokens / 2);
    constraints_.reserve(constraints_.count + tokens / 4);
    elements_.reserve(elements_.count + tokens / 2);
  }
  constexpr void clear() noexcept {
    if (sketched_) {
      return;
    }
    operations_.count = columns_.count = constraints_.count = elements_.count = settings_.count = 0;
  }

  [[nodiscard]] constexpr script view() const noexcept {
    return {operations_, columns_, constraints_, elements_, settings_};
  }

 private:
  pool<operation> operations_{};
  pool<column_record> columns_{};
  pool<constraint_record> constraints_{};
  pool<element> elements_{};
  pool<setting> settings_{};
  bool sketched_ = false;
};

}  // namespace sterna
