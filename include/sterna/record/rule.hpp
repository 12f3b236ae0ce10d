// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace sterna {

/// What an op may do to a table that has rows, and to those who use it. The levels are in lint/policy.hpp, the
/// sentences in lint/advice.hpp; tests/reject has a case for each error.
enum class rule : unsigned char {
  none,
  // errors unless the policy says otherwise: writers or readers wait for a scan or a rewrite, or it fails
  index_not_concurrent,
  reindex_not_concurrent,
  unique_constraint_builds_index,
  primary_key_builds_index,
  primary_key_on_nullable,
  foreign_key_validates,
  check_validates,
  not_valid_and_validate_together,
  set_not_null_scans,
  volatile_default_rewrites,
  required_column_without_default,
  serial_column_rewrites,
  identity_column_rewrites,
  generated_column_rewrites,
  column_check_scans,
  column_reference_validates,
  column_unique_builds_index,
  type_change_rewrites,
  type_change_rebuilds_index,
  type_change_rechecks,
  enumeration_replaced,
  enumeration_value_used_at_once,
  not_in_a_transaction,
  // notices: a lock for a moment, old programs break, data is lost, or nobody can tell
  short_exclusive_lock,
  index_not_dropped_concurrently,
  index_dropped_before_created,
  unique_index_may_fail,
  foreign_key_types_differ,
  referenced_table_locked,
  several_foreign_keys,
  several_tables_locked,
  statements_under_lock,
  steps_mixed,
  table_dropped,
  table_truncated,
  column_dropped,
  constraint_dropped,
  view_dropped,
  sequence_dropped,
  enumeration_dropped,
  schema_dropped,
  object_dropped,
  cascade_reaches_further,
  cascade_truncates,
  table_renamed,
  column_renamed,
  enumeration_value_renamed,
  null_allowed,
  column_becomes_required,
  type_change_may_fail,
  default_not_judged,
  raw_sql,
  host_code,
  // style: not looked at unless the policy asks
  json_column,
  char_column,
  varchar_column,
  timestamp_column,
  integer_primary_key,
  serial_column,
  column_order,
  wide_index,
  hash_index,
  foreign_key_without_index,
  enumeration_created,
  enumeration_value_unplaced,
  unqualified_table,
};

inline constexpr rule first_notice = rule::short_exclusive_lock;
inline constexpr rule first_style = rule::json_column;
inline constexpr std::size_t rule_count = static_cast<std::size_t>(rule::unqualified_table) + 1;

/// Some of the rules.
class rule_set {
 public:
  constexpr rule_set() noexcept = default;
  template <class... R>
  [[nodiscard]] static constexpr rule_set of(R... each) noexcept {
    rule_set made;
    (made.add(each), ...);
    return made;
  }
  /// From one rule up to, and without, another.
  [[nodiscard]] static constexpr rule_set between(std::size_t first, std::size_t end) noexcept {
    rule_set made;
    for (; first < end; ++first) {
      made.add(static_cast<rule>(first));
    }
    return made;
  }

  constexpr void add(rule one) noexcept { bits_[word_of(one)] |= bit_of(one); }
  constexpr void add(rule_set more) noexcept {
    bits_[0] |= more.bits_[0];
    bits_[1] |= more.bits_[1];
  }
  constexpr void remove(rule_set less) noexcept {
    bits_[0] &= ~less.bits_[0];
    bits_[1] &= ~less.bits_[1];
  }
  [[nodiscard]] constexpr bool has(rule one) const noexcept { return (bits_[word_of(one)] & bit_of(one)) != 0; }
  [[nodiscard]] constexpr bool empty() const noexcept { return (bits_[0] | bits_[1]) == 0; }
  [[nodiscard]] friend constexpr rule_set operator&(rule_set a, rule_set b) noexcept {
    a.bits_[0] &= b.bits_[0];
    a.bits_[1] &= b.bits_[1];
    return a;
  }
  [[nodiscard]] friend constexpr bool operator==(rule_set a, rule_set b) noexcept {
    return a.bits_[0] == b.bits_[0] && a.bits_[1] == b.bits_[1];
  }
  /// The first one, or none.
  [[nodiscard]] constexpr rule first() const noexcept {
    for (std::size_t i = 1; !empty() && i < rule_count; ++i) {
      if (has(static_cast<rule>(i))) {
        return static_cast<rule>(i);
      }
    }
    return rule::none;
  }

 private:
  [[nodiscard]] static constexpr std::size_t word_of(rule one) noexcept { return static_cast<unsigned>(one) / 64U; }
  [[nodiscard]] static constexpr std::uint64_t bit_of(rule one) noexcept {
    return std::uint64_t{1} << (static_cast<unsigned>(one) % 64U);
  }
  std::uint64_t bits_[2] = {};
};
static_assert(rule_count <= 128);

}  // namespace sterna
