// SPDX-License-Identifier: BSL-1.0
#pragma once

// Every op, one line each.
#include "sterna/op/add_column.hpp"
#include "sterna/op/add_enumeration_value.hpp"
#include "sterna/op/alter_column.hpp"
#include "sterna/op/assume.hpp"
#include "sterna/op/backfill.hpp"
#include "sterna/op/contract_column.hpp"
#include "sterna/op/create_check_constraint.hpp"
#include "sterna/op/create_enumeration.hpp"
#include "sterna/op/create_foreign_key.hpp"
#include "sterna/op/create_index.hpp"
#include "sterna/op/create_primary_key.hpp"
#include "sterna/op/create_schema.hpp"
#include "sterna/op/create_sequence.hpp"
#include "sterna/op/create_table.hpp"
#include "sterna/op/create_table_comment.hpp"
#include "sterna/op/create_unique_constraint.hpp"
#include "sterna/op/create_view.hpp"
#include "sterna/op/drop_column.hpp"
#include "sterna/op/drop_constraint.hpp"
#include "sterna/op/drop_enumeration.hpp"
#include "sterna/op/drop_index.hpp"
#include "sterna/op/drop_schema.hpp"
#include "sterna/op/drop_sequence.hpp"
#include "sterna/op/drop_table.hpp"
#include "sterna/op/drop_view.hpp"
#include "sterna/op/execute.hpp"
#include "sterna/op/expand_column.hpp"
#include "sterna/op/rename_column.hpp"
#include "sterna/op/rename_enumeration_value.hpp"
#include "sterna/op/rename_table.hpp"
#include "sterna/op/run.hpp"
#include "sterna/op/set_not_null.hpp"
#include "sterna/op/validate_constraint.hpp"

namespace sterna {
namespace detail {

/// In the order of op_kind.
inline constexpr const verb* verbs[] = {
    &add_column_verb,
    &add_enumeration_value_verb,
    &alter_column_verb,
    &assume_verb,
    &backfill_verb,
    &contract_column_verb,
    &create_check_constraint_verb,
    &create_enumeration_verb,
    &create_foreign_key_verb,
    &create_index_verb,
    &create_primary_key_verb,
    &create_schema_verb,
    &create_sequence_verb,
    &create_table_verb,
    &create_table_comment_verb,
    &create_unique_constraint_verb,
    &create_view_verb,
    &drop_column_verb,
    &drop_constraint_verb,
    &drop_enumeration_verb,
    &drop_index_verb,
    &drop_schema_verb,
    &drop_sequence_verb,
    &drop_table_verb,
    &drop_view_verb,
    &execute_verb,
    &expand_column_verb,
    &rename_column_verb,
    &rename_enumeration_value_verb,
    &rename_table_verb,
    &run_verb,
    &set_not_null_verb,
    &validate_constraint_verb,
};

}  // namespace detail

/// What an op can do.
[[nodiscard]] constexpr const verb& verb_of(op_kind what) noexcept {
  return *detail::verbs[static_cast<unsigned>(what)];
}
[[nodiscard]] constexpr const verb& verb_of(const operation& op) noexcept { return verb_of(op.what); }

}  // namespace sterna
