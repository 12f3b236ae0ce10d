// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/derive.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/writer.hpp"

#include <string_view>
#include <vector>

namespace sterna {
namespace detail {

/// The passes in which PostgreSQL carries out the actions of one ALTER TABLE, in whatever order they are written.
enum class alter_pass : unsigned char { drop, type, column, not_null, key, constraint, apart };

/// The first and the last pass that an op needs; `apart`: it stays a statement of its own.
struct alter_passes {
  alter_pass first = alter_pass::apart;
  alter_pass last = alter_pass::apart;
};

[[nodiscard]] inline alter_passes passes_of_column(const column_record& to) {
  const bool sets_default = to.server_default.what != default_value::form::none;
  if (to.settings.count > 0 || to.has_comment || (to.identity != identity_kind::unspecified)) {
    return {};
  }
  alter_passes made{alter_pass::constraint, alter_pass::drop};
  const auto needs = [&made](alter_pass one) {
    made.first = one < made.first ? one : made.first;
    made.last = one > made.last ? one : made.last;
  };
  if (to.server_default.what == default_value::form::drop || (to.has_type && sets_default) ||
      to.null == nullability::nullable) {
    needs(alter_pass::drop);
  }
  if (to.has_type) {
    needs(alter_pass::type);
  }
  if (to.null == nullability::not_null) {
    needs(alter_pass::not_null);
  }
  if (sets_default && to.server_default.what != default_value::form::drop) {
    needs(alter_pass::constraint);
  }
  return made;
}

[[nodiscard]] inline alter_passes passes_of(const operation& op, const script& of) {
  if (op.separately || op.outside_transaction || op.declared) {
    return {};
  }
  switch (op.what) {
    case op_kind::drop_column:
    case op_kind::drop_constraint:
      return {alter_pass::drop, alter_pass::drop};
    case op_kind::alter_column:
      return passes_of_column(of.columns(op.columns)[0]);
    case op_kind::add_column: {
      const column_record& made = of.columns(op.columns)[0];
      const bool alone = made.constraints.count == 0 && !made.primary_key && !made.unique && made.generated.empty();
      return {alter_pass::column, alone ? alter_pass::column : alter_pass::constraint};
    }
    case op_kind::create_unique_constraint:
    case op_kind::create_primary_key:
      return of.constraints(op.constraints)[0].index.empty() ? alter_passes{alter_pass::key, alter_pass::key}
                                                             : alter_passes{};
    case op_kind::create_check_constraint:
    case op_kind::create_foreign_key:
      return {alter_pass::constraint, alter_pass::constraint};
    default:
      return {};
  }
}

/// Ops that become one ALTER TABLE.
class alter_run {
 public:
  explicit alter_run(const script& of) : of_{of} {}

  /// Whether the next op may be one of them: PostgreSQL must not carry it out before one of the others where that
  /// makes a difference.
  [[nodiscard]] bool takes(const operation& next) const {
    const alter_passes wanted = passes_of(next, of_);
    if (wanted.first == alter_pass::apart || ops_.empty()) {
      return false;
    }
    if (next.what == op_kind::alter_column && column(next).has_type &&
        (reads_changed(column(next).using_expression) || alters_type_of(column(next).id))) {
      return false;  // USING sees what the columns were before the statement, and a type changes once in it
    }
    if (next.what == op_kind::create_primary_key && any_drops_not_null()) {
      return false;  // PostgreSQL 18 wants the columns of the key to be NOT NULL, or says so itself, beforehand
    }
    return wanted.first >= last_ || next.what == op_kind::add_column ||
           (next.what == op_kind::alter_column && all_alter_other_columns(next)) ||
           (next.what == op_kind::drop_column && !next.cascade && all_add_plain_columns(next));
  }
  void begin(const operation& op) {
    ops_.clear();
    last_ = passes_of(op, of_).last;
    if (last_ != alter_pass::apart) {
      ops_.push_back(&op);
    }
  }
  void add(const operation& op) {
    const alter_pass last = passes_of(op, of_).last;
    last_ = last > last_ ? last : last_;
    ops_.push_back(&op);
  }

 private:
  [[nodiscard]] const column_record& column(const operation& op) const { return of_.columns(op.columns)[0]; }
  /// Whether an expression may read what another one of the ops changes.
  [[nodiscard]] bool reads_changed(std::string_view expression) const {
    if (expression.empty() || last_ < alter_pass::type) {
      return false;
    }
    for (const operation* each : ops_) {
      if (each->what != op_kind::alter_column || uses_identifier(expression, column(*each).id.view())) {
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] bool alters_type_of(const name& id) const {
    for (const operation* each : ops_) {
      if (each->what == op_kind::alter_column && column(*each).has_type && column(*each).id == id) {
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] bool any_drops_not_null() const {
    for (const operation* each : ops_) {
      if (each->what == op_kind::alter_column && column(*each).null == nullability::nullable) {
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] bool all_alter_other_columns(const operation& next) const {
    for (const operation* each : ops_) {
      if (each->what != op_kind::alter_column || column(*each).id == column(next).id) {
        return false;
      }
    }
    return true;
  }
  [[nodiscard]] bool all_add_plain_columns(const operation& next) const {
    for (const operation* each : ops_) {
      if (each->what != op_kind::add_column || passes_of(*each, of_).last != alter_pass::column ||
          column(*each).id == next.object) {
        return false;
      }
    }
    return true;
  }

  const script& of_;
  std::vector<const operation*> ops_{};
  alter_pass last_ = alter_pass::apart;
};

}  // namespace detail

/// Writes the statements of all ops as they are executed: neighbours that change the same table are the actions of one
/// ALTER TABLE, where PostgreSQL comes to the same by that; one lock, and one pass over the rows.
inline void render_merged(const script& ops, sql_writer& out) {
  sql_writer single;
  render(ops, single);
  const list<sql_writer::statement> all = single.statements();
  detail::alter_run run(ops);
  std::string_view table;  // "ALTER TABLE t ", of the statement that is being written; empty: nothing joins it
  for (std::size_t i = 0; i < all.size(); ++i) {
    const operation& op = ops.operations[static_cast<std::size_t>(all[i].operation - 1)];
    const std::string_view text = single.text_of(all[i]);
    const bool neighbour = i > 0 && all[i].operation == all[i - 1].operation + 1;  // no C++ function between
    const bool only_one = (i == 0 || all[i - 1].operation != all[i].operation) &&
                          (i + 1 == all.size() || all[i + 1].operation != all[i].operation);
    if (only_one && neighbour && !table.empty() && text.starts_with(table) && run.takes(op)) {
      run.add(op);
      out << ", " << text.substr(table.size());
      out.take_in(all[i].operation);
      continue;
    }
    out.end_statement();
    out.begin_operation(all[i].operation);
    out << text;
    run.begin(op);
    sql_writer prefix;
    detail::write_alter_table(op, prefix);
    table = only_one && text.starts_with(prefix.text()) ? text.substr(0, prefix.text().size()) : std::string_view{};
  }
  out.end_statement();
}

}  // namespace sterna
