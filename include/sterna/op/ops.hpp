// SPDX-License-Identifier: BSL-1.0
#pragma once

// Every op, one line each.
#include "sterna/op/add_column.hpp"
#include "sterna/op/add_enumeration_value.hpp"
#include "sterna/op/aggregate.hpp"
#include "sterna/op/alter_column.hpp"
#include "sterna/op/alter_constraint.hpp"
#include "sterna/op/alter_index.hpp"
#include "sterna/op/alter_object.hpp"
#include "sterna/op/alter_row_security.hpp"
#include "sterna/op/alter_sequence.hpp"
#include "sterna/op/alter_table.hpp"
#include "sterna/op/analyze_table.hpp"
#include "sterna/op/assume.hpp"
#include "sterna/op/attach_index.hpp"
#include "sterna/op/attach_partition.hpp"
#include "sterna/op/backfill.hpp"
#include "sterna/op/bulk_insert.hpp"
#include "sterna/op/cast.hpp"
#include "sterna/op/collation.hpp"
#include "sterna/op/comment_on.hpp"
#include "sterna/op/contract_column.hpp"
#include "sterna/op/create_check_constraint.hpp"
#include "sterna/op/create_enumeration.hpp"
#include "sterna/op/create_exclude_constraint.hpp"
#include "sterna/op/create_foreign_key.hpp"
#include "sterna/op/create_index.hpp"
#include "sterna/op/create_primary_key.hpp"
#include "sterna/op/create_schema.hpp"
#include "sterna/op/create_sequence.hpp"
#include "sterna/op/create_table.hpp"
#include "sterna/op/create_table_comment.hpp"
#include "sterna/op/create_unique_constraint.hpp"
#include "sterna/op/create_view.hpp"
#include "sterna/op/detach_partition.hpp"
#include "sterna/op/drop_column.hpp"
#include "sterna/op/drop_constraint.hpp"
#include "sterna/op/drop_enumeration.hpp"
#include "sterna/op/drop_index.hpp"
#include "sterna/op/drop_schema.hpp"
#include "sterna/op/drop_sequence.hpp"
#include "sterna/op/drop_table.hpp"
#include "sterna/op/drop_view.hpp"
#include "sterna/op/event_trigger.hpp"
#include "sterna/op/execute.hpp"
#include "sterna/op/expand_column.hpp"
#include "sterna/op/extension.hpp"
#include "sterna/op/foreign_data.hpp"
#include "sterna/op/function.hpp"
#include "sterna/op/grant.hpp"
#include "sterna/op/language.hpp"
#include "sterna/op/materialized_view.hpp"
#include "sterna/op/policy.hpp"
#include "sterna/op/procedure.hpp"
#include "sterna/op/publication.hpp"
#include "sterna/op/reindex.hpp"
#include "sterna/op/rename_column.hpp"
#include "sterna/op/rename_constraint.hpp"
#include "sterna/op/rename_enumeration_value.hpp"
#include "sterna/op/rename_index.hpp"
#include "sterna/op/rename_object.hpp"
#include "sterna/op/rename_sequence.hpp"
#include "sterna/op/rename_table.hpp"
#include "sterna/op/replace_enumeration_values.hpp"
#include "sterna/op/replace_view.hpp"
#include "sterna/op/rule.hpp"
#include "sterna/op/run.hpp"
#include "sterna/op/set_not_null.hpp"
#include "sterna/op/set_owner.hpp"
#include "sterna/op/set_schema.hpp"
#include "sterna/op/statistics.hpp"
#include "sterna/op/text_search.hpp"
#include "sterna/op/trigger.hpp"
#include "sterna/op/truncate_table.hpp"
#include "sterna/op/user_operator.hpp"
#include "sterna/op/user_type.hpp"
#include "sterna/op/validate_constraint.hpp"

namespace sterna {
namespace detail {

/// In the order of op_kind.
inline constexpr const verb* verbs[] = {
    &add_column_verb,
    &add_enumeration_value_verb,
    &alter_column_verb,
    &alter_constraint_verb,
    &alter_index_verb,
    &alter_object_verb,
    &alter_row_security_verb,
    &alter_sequence_verb,
    &alter_table_verb,
    &analyze_table_verb,
    &assume_verb,
    &attach_index_verb,
    &attach_partition_verb,
    &backfill_verb,
    &bulk_insert_verb,
    &comment_on_verb,
    &contract_column_verb,
    &create_check_constraint_verb,
    &create_enumeration_verb,
    &create_exclude_constraint_verb,
    &create_foreign_key_verb,
    &create_index_verb,
    &create_object_verb,
    &create_primary_key_verb,
    &create_schema_verb,
    &create_sequence_verb,
    &create_table_verb,
    &create_table_comment_verb,
    &create_unique_constraint_verb,
    &create_view_verb,
    &detach_partition_verb,
    &drop_column_verb,
    &drop_constraint_verb,
    &drop_enumeration_verb,
    &drop_index_verb,
    &drop_object_verb,
    &drop_schema_verb,
    &drop_sequence_verb,
    &drop_table_verb,
    &drop_view_verb,
    &execute_verb,
    &expand_column_verb,
    &grant_verb,
    &refresh_materialized_view_verb,
    &reindex_index_verb,
    &reindex_table_verb,
    &rename_column_verb,
    &rename_constraint_verb,
    &rename_enumeration_value_verb,
    &rename_index_verb,
    &rename_object_verb,
    &rename_sequence_verb,
    &rename_table_verb,
    &replace_enumeration_values_verb,
    &replace_object_verb,
    &revoke_verb,
    &run_verb,
    &set_not_null_verb,
    &set_owner_verb,
    &set_schema_verb,
    &truncate_table_verb,
    &validate_constraint_verb,
};

}  // namespace detail

/// What an op can do.
[[nodiscard]] constexpr const verb& verb_of(op_kind what) noexcept {
  return *detail::verbs[static_cast<unsigned>(what)];
}
[[nodiscard]] constexpr const verb& verb_of(const operation& op) noexcept { return verb_of(op.what); }

/// The word of an op: `create_function` of one that makes a function.
[[nodiscard]] constexpr std::string_view word_of(const operation& op) noexcept {
  const auto kind = static_cast<unsigned>(op.object_is);
  switch (op.what) {
    case op_kind::alter_object:
      return detail::alter_object_words[kind];
    case op_kind::comment_on:
      return detail::comment_on_words[kind];
    case op_kind::rename_object:
      return detail::rename_words[kind];
    case op_kind::set_owner:
      return detail::set_owner_words[kind];
    case op_kind::set_schema:
      return detail::set_schema_words[kind];
    case op_kind::grant:
    case op_kind::revoke:
      return op.sql == detail::by_default ? "alter_default_privileges" : verb_of(op).word;
    default:
      break;
  }
  if (op.object_is == object_kind::materialized_view) {
    return op.what == op_kind::create_view ? "create_materialized_view" : "drop_materialized_view";
  }
  if (op.object_is == object_kind::view) {
    return op.what == op_kind::replace_object ? "replace_view" : verb_of(op).word;
  }
  if (op.what == op_kind::alter_row_security) {
    return detail::row_security_word(op.where);
  }
  if (!is_text_kind(op.object_is)) {
    return verb_of(op).word;
  }
  const text_kind& of = text_kind_of(op.object_is);
  return op.what == op_kind::create_object ? of.create : op.what == op_kind::drop_object ? of.drop : of.replace;
}

}  // namespace sterna
