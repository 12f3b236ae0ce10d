// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/restore/describe.hpp"

#include <cstdint>

// Ops that make a part of a table again, or turn it into what it was.

namespace sterna::detail {

constexpr void add_column_op(const catalog& in, const object& column, script_builder& out) {
  describe_column(in, column, out);
  const object& table = in.state.at(column.parent);
  operation& op = out.add(op_kind::add_column);
  op.schema = table.schema;
  op.table = table.id;
  op.object = column.id;
  op.columns = {out.columns().count - 1, 1};
}

/// An op that brings back one of two columns that were kept in step, filled from the other one, and the trigger.
constexpr void add_expand_op(const catalog& in, const object& column, const object& trigger, script_builder& out) {
  const synchronization_record& of = in.state.synchronization(trigger);
  describe_column(in, column, out);
  const object& table = in.state.at(column.parent);
  operation& op = out.add(op_kind::expand_column);
  op.schema = table.schema;
  op.table = table.id;
  op.object = of.from;
  op.new_name = of.to;
  op.sql = of.forward;
  op.reverse_sql = of.backward;
  op.columns = {out.columns().count - 1, 1};
}

/// An op that adds one constraint to its table.
constexpr void add_constraint_op(const catalog& in, const object& constraint, script_builder& out) {
  const object& table = in.state.at(constraint.parent);
  const constraint_kind kind = in.state.constraint(constraint).what;
  describe_constraint(in, constraint, out);
  operation& op = out.add(kind == constraint_kind::primary_key   ? op_kind::create_primary_key
                          : kind == constraint_kind::unique      ? op_kind::create_unique_constraint
                          : kind == constraint_kind::foreign_key ? op_kind::create_foreign_key
                          : kind == constraint_kind::exclude     ? op_kind::create_exclude_constraint
                                                                 : op_kind::create_check_constraint);
  op.schema = table.schema;
  op.table = table.id;
  op.object = constraint.id;
  op.constraints = {out.constraints().count - 1, 1};
}

constexpr void alter_index_op(const object& index, list<setting> said, script_builder& out) {
  const slice settings = describe_settings(said, out);
  operation& op = out.add(op_kind::alter_index);
  op.schema = index.schema;
  op.object = index.id;
  op.settings = settings;
}

/// An index; what ANALYZE remembers of it is an op of its own, behind it.
constexpr void add_index_op(const catalog& in, const object& index, script_builder& out) {
  const index_record& of = in.state.index(index);
  const slice keys = describe_list(in, of.keys, out);
  const slice include = describe_list(in, of.include, out);
  pool<setting> said;
  pool<setting> remembered;
  for (const setting& each : in.state.settings(of.settings)) {
    if (each.what != setting_kind::partition_of) {
      (each.what == setting_kind::statistics ? remembered : said).push(each);
    }
  }
  const slice settings = said.empty() ? slice{} : describe_settings(said, out);
  operation& op = out.add(op_kind::create_index);
  op.nulls_not_distinct = of.nulls_not_distinct;
  op.only = of.only;
  op.settings = settings;
  op.schema = index.schema;
  op.object = index.id;
  op.table = in.state.at(index.parent).id;
  op.unique = of.unique;
  op.method = of.method;
  op.where = of.where;
  op.keys = keys;
  op.include = include;
  if (remembered.count > 0) {
    alter_index_op(index, remembered, out);
  }
}

/// The ops that turn the row level security of a table into what it was.
constexpr void add_row_security_ops(const object& table, unsigned from, unsigned to, script_builder& out) {
  for (const unsigned bit : {0U + row_security_enabled, 0U + row_security_forced}) {
    if (((from ^ to) & bit) != 0) {
      operation& op = out.add(op_kind::alter_row_security);
      op.schema = table.schema;
      op.table = table.id;
      op.where = bit == row_security_enabled ? ((to & bit) != 0 ? "ENABLE" : "DISABLE")
                                             : ((to & bit) != 0 ? "FORCE" : "NO FORCE");
    }
  }
}

}  // namespace sterna::detail
