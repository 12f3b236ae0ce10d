// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sterna/record/rule.hpp"

namespace sterna {

/// What can be wrong with a history. Each has one sentence (history/message.hpp) and one case in tests/reject.
enum class fault : unsigned char {
  none,
  // the graph
  empty_id,
  id_too_long,
  illegal_id,
  reserved_id,
  duplicate_id,
  unknown_parent,
  unknown_dependency,
  duplicate_parent,
  self_loop,
  cycle,
  duplicate_label,
  illegal_label,
  several_heads,
  // names in ops
  empty_name,
  name_too_long,
  zero_in_name,
  system_column,
  truncated_name,
  unnamable,
  // SQL texts
  empty_sql,
  unterminated_sql,
  transaction_control,
  // objects that are not there
  missing_schema,
  missing_table,
  missing_view,
  missing_index,
  missing_sequence,
  missing_type,
  missing_column,
  missing_constraint,
  missing_synchronization,
  missing_object,
  missing_value,
  wrong_kind,
  // objects that are there already
  schema_exists,
  table_exists,
  view_exists,
  index_exists,
  sequence_exists,
  type_exists,
  column_exists,
  constraint_exists,
  synchronization_exists,
  object_exists,
  value_exists,
  duplicate_column,
  second_primary_key,
  // columns that cannot be
  type_argument,
  identity_type,
  identity_nullable,
  conflicting_column,
  default_type,
  not_null_default_null,
  no_cast,
  no_operator_class,
  column_in_primary_key,
  column_is_identity,
  column_is_generated,
  not_identity,
  sequence_option,
  table_option,
  // privileges that cannot be
  unknown_privilege,
  // keys that cannot be
  key_count,
  no_key,
  no_primary_key,
  key_types,
  index_not_usable,
  index_not_attachable,
  table_is_partitioned,
  not_validatable,
  no_batch_key,
  // what others still need
  still_needed,
  index_of_constraint,
  // downgrades
  not_restored,
  underivable,
  downgrade_of_irreversible,
  // branches
  conflicting_branches,
  // safety on tables with rows
  unsafe,
  needless_exception,
  unknown_policy_revision,
  // models
  no_model,
  models_differ,
};

/// A short text by value, so that a verdict may leave the constant expression that found it. What is longer is cut.
template <std::size_t N>
struct short_text {
  char data[N] = {};
  std::uint8_t size = 0;

  constexpr short_text() noexcept = default;
  constexpr short_text(std::string_view text) noexcept {
    for (const char c : text) {
      if (size + 1U < N) {
        data[size++] = c;
      }
    }
  }
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {data, size}; }
  [[nodiscard]] constexpr bool empty() const noexcept { return size == 0; }
  [[nodiscard]] constexpr operator std::string_view() const noexcept { return view(); }
  [[nodiscard]] friend constexpr bool operator==(const short_text& a, std::string_view b) noexcept {
    return a.view() == b;
  }
};

/// The first fault found, as a value; `what == fault::none` says that there is none.
struct verdict {
  fault what = fault::none;
  rule broken = rule::none;      ///< with fault::unsafe
  int revision = -1;             ///< index of the migration in the history as given
  int other = -1;                ///< index of a second migration that takes part, or -1
  int operation = 0;             ///< number of the op in its script, from 1; 0 where no op is meant
  bool in_downgrade = false;     ///< the op stands in the downgrade script
  bool in_models = false;        ///< not of the history, but of the models
  std::string_view word{};       ///< of the op: "add_column"
  std::string_view table{};      ///< of the op
  short_text<96> subject{};      ///< the object or id that the sentence names
  short_text<96> owner{};        ///< the table of the object, or another object that takes part
  short_text<96> nearest{};      ///< the existing name that may have been meant
  short_text<160> detail{};      ///< more words, or a text of the user's

  [[nodiscard]] constexpr explicit operator bool() const noexcept { return what != fault::none; }
};

}  // namespace sterna
