// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "part_maker.hpp"

#include <cstdint>
#include <string>
#include <vector>

// Random ops whose parts depend on each other.

namespace property {

class op_maker : protected part_maker {
 protected:
  using part_maker::part_maker;

  void fill_alter_column(op_spec& made) {
    const std::uint32_t table = choose_table(made.record);
    column_spec to;
    to.record.id = column_of(table);
    made.record.object = to.record.id;
    const std::uint32_t column = table == sterna::object::none ? table : world_->column(table, to.record.id);
    sterna::data_type type = column != sterna::object::none ? type_of(column) : sterna::dsl::integer;
    if (chance(45)) {
      to.record.has_type = true;
      to.record.type = type = some_type(false);
      if (chance(25)) {
        to.record.using_expression = "NULL";
      }
    }
    if (chance(35)) {
      to.record.null = chance(50) ? sterna::nullability::not_null : sterna::nullability::nullable;
    }
    if (chance(25)) {
      to.record.server_default = some_default(type);
    } else if (chance(20)) {
      to.record.server_default.what = sterna::default_value::form::drop;
    }
    if (chance(8)) {
      to.record.has_comment = true;
      to.record.comment = chance(50) ? "said" : "";
    }
    if (!to.record.has_type && to.record.null == sterna::nullability::unspecified && !to.record.has_comment &&
        to.record.server_default.what == sterna::default_value::form::none) {
      to.record.null = sterna::nullability::not_null;
    }
    made.columns.push_back(to);
  }

  void fill_create_index(op_spec& made) {
    sterna::operation& op = made.record;
    const std::uint32_t table = choose_table(op);
    op.object = index_name();
    op.if_not_exists = chance(6);
    op.unique = chance(45);
    made.keys = columns_of(table);
    for (element& key : made.keys) {
      if (chance(10)) {
        key.order = chance(60) ? sterna::sort_order::descending : sterna::sort_order::ascending;
      }
      if (chance(5)) {
        key.nulls = chance(50) ? sterna::null_order::first : sterna::null_order::last;
      }
    }
    const name sure = sure_column_of(table);
    if (!sure.empty() && chance(12)) {
      made.keys.back() = text_element(kept(std::string(sure.view()) + " IS NULL"));
    }
    if (!sure.empty() && chance(15)) {
      op.where = condition(sure);
    }
    if (chance(12)) {
      made.include.push_back(column_element(column_of(table)));
    }
    const std::uint32_t first = made.keys[0].column.empty() || table == sterna::object::none
                                    ? sterna::object::none
                                    : world_->column(table, made.keys[0].column);
    if (chance(8) && !op.unique && made.keys.size() == 1 && made.include.empty() && first != sterna::object::none &&
        type_of(first).base == sterna::base_type::integer) {
      op.method = "hash";
      made.keys = {column_element(made.keys[0].column)};
    }
  }

  void fill_constraint(op_spec& made, sterna::constraint_kind what) {
    sterna::operation& op = made.record;
    const std::uint32_t table = choose_table(op);
    constraint_spec constraint = some_constraint(table, what, {});
    const bool key = what == sterna::constraint_kind::primary_key || what == sterna::constraint_kind::unique;
    if (key && chance(35) && table != sterna::object::none) {
      const auto list = chance(90) ? parts(table, sterna::object_kind::index) : alive(sterna::object_kind::index);
      if (!list.empty()) {
        const std::uint32_t index = one_of(list);
        constraint.record.index = at(index).id;
        constraint.columns.clear();
      }
    }
    constraint.record.not_valid = !key && chance(30);
    op.object = constraint.record.id;
    made.constraints.push_back(constraint);
  }

  void fill_create_view(sterna::operation& op) {
    op.schema = schema_name();
    op.object = view_name();
    const auto views = alive(sterna::object_kind::view);
    if (!views.empty() && chance(15)) {
      const sterna::object& it = at(one_of(views));
      sterna::sql_writer out;
      (out << "SELECT * FROM ").qualified(it.schema, it.id);
      op.sql = kept(out.text());
      return;
    }
    if (tables_.empty()) {
      op.sql = "SELECT 1 AS one";
      return;
    }
    const std::uint32_t table = one_of(tables_);
    sterna::sql_writer out;
    const name first = sure_column_of(table);
    const name second = sure_column_of(table);
    out << "SELECT ";
    if (first.empty()) {
      out << "1 AS one";
    } else if (chance(15)) {
      out << "*";
    } else {
      out.identifier(first);
      if (!(second == first) && chance(40)) {
        (out << ", ").identifier(second);
      }
    }
    (out << " FROM ").qualified(at(table).schema, at(table).id);
    if (!second.empty() && chance(20)) {
      out << " WHERE " << condition(second);
    }
    op.sql = kept(out.text());
  }
};

}  // namespace property
