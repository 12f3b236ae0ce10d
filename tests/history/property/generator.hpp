// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "op_maker.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

// Random ops over few names, so that they meet. Most of them fit what is there. Left out is what the replay does not
// judge by design: texts of SQL that name what is not there or do not fit a type, and data.

namespace property {

class generator : op_maker {
 public:
  explicit generator(std::uint32_t seed) : op_maker{seed} {}

  /// The next op, for a schema as it stands.
  [[nodiscard]] op_spec next(const sterna::catalog& world) {
    look_at(world);
    static constexpr struct {
      op_kind what;
      unsigned weight;
    } weights[] = {
        {op_kind::create_table, 16},          {op_kind::drop_table, 6},
        {op_kind::add_column, 12},            {op_kind::drop_column, 9},
        {op_kind::alter_column, 14},          {op_kind::rename_column, 6},
        {op_kind::rename_table, 5},           {op_kind::create_index, 9},
        {op_kind::drop_index, 4},             {op_kind::create_primary_key, 5},
        {op_kind::create_unique_constraint, 6}, {op_kind::create_foreign_key, 9},
        {op_kind::create_check_constraint, 6}, {op_kind::drop_constraint, 8},
        {op_kind::create_schema, 4},          {op_kind::drop_schema, 2},
        {op_kind::create_enumeration, 5},     {op_kind::drop_enumeration, 3},
        {op_kind::add_enumeration_value, 3},  {op_kind::rename_enumeration_value, 3},
        {op_kind::create_sequence, 3},        {op_kind::drop_sequence, 4},
        {op_kind::create_view, 7},            {op_kind::drop_view, 4},
        {op_kind::create_table_comment, 2},   {op_kind::validate_constraint, 4},
        {op_kind::set_not_null, 3},           {op_kind::expand_column, 6},
        {op_kind::contract_column, 5},
    };
    unsigned all = 0;
    for (const auto& each : weights) {
      all += each.weight;
    }
    unsigned at = below(all);
    op_kind what = op_kind::create_table;
    for (const auto& each : weights) {
      if (at < each.weight) {
        what = each.what;
        break;
      }
      at -= each.weight;
    }
    if (tables_.empty() && chance(70)) {
      what = op_kind::create_table;
    } else if (!alive(sterna::object_kind::synchronization).empty() && chance(18)) {
      what = op_kind::contract_column;
    }
    op_spec made;
    made.record.what = what;
    fill(made);
    keep_names(made);
    return made;
  }

 private:
  /// Names that PostgreSQL would make live in the replay; an op is to outlive it.
  static void keep_names(op_spec& made) {
    const auto keep = [](name& id) { id = name_of(id.view()); };
    const auto keep_all = [&](std::vector<element>& list) {
      for (element& each : list) {
        keep(each.column);
      }
    };
    const auto keep_constraints = [&](std::vector<constraint_spec>& list) {
      for (constraint_spec& each : list) {
        for (name* id : {&each.record.id, &each.record.index, &each.record.referred_schema,
                         &each.record.referred_table}) {
          keep(*id);
        }
        keep_all(each.columns);
        keep_all(each.referred);
      }
    };
    for (name* id : {&made.record.schema, &made.record.table, &made.record.object, &made.record.new_name,
                     &made.record.before}) {
      keep(*id);
    }
    for (column_spec& each : made.columns) {
      keep(each.record.id);
      keep_constraints(each.constraints);
    }
    keep_constraints(made.constraints);
    keep_all(made.keys);
    keep_all(made.include);
  }

  void fill(op_spec& made) {
    using sterna::object_kind;
    sterna::operation& op = made.record;
    switch (op.what) {
      case op_kind::create_table: {
        op.schema = schema_name();
        op.table = some_name({"alpha", "beta", "gamma"});
        op.if_not_exists = chance(6);
        const unsigned count = below(5);
        const std::uint32_t there = op.if_not_exists ? world_->relation(op.schema, op.table) : sterna::object::none;
        const bool over_view = there != sterna::object::none && at(there).kind != object_kind::table;
        for (unsigned i = 0; i < count; ++i) {
          const name id = chance(96) ? name_of(std::string_view("abcd").substr(i, 1)) : column_name();
          made.columns.push_back(some_column(id, sterna::object::none, made.columns));
          // nobody knows the columns of a view, should one be there
          made.columns.back().record.has_comment = made.columns.back().record.has_comment && !over_view;
        }
        if (count > 0) {
          for (unsigned i = below(3); i > 0; --i) {
            using enum sterna::constraint_kind;
            made.constraints.push_back(
                some_constraint(sterna::object::none,
                                one_of({primary_key, unique, unique, foreign_key, check, check}), made.columns));
          }
        }
        break;
      }
      case op_kind::drop_table:
        choose_table(op);
        op.cascade = chance(45);
        op.if_exists = chance(20);
        break;
      case op_kind::add_column: {
        const std::uint32_t table = choose_table(op);
        made.columns.push_back(some_column(column_name(), table, {}));
        op.object = made.columns[0].record.id;
        op.if_not_exists = chance(10);
        break;
      }
      case op_kind::drop_column: {
        const std::uint32_t table = choose_table(op);
        op.object = column_of(table);
        op.cascade = chance(40);
        op.if_exists = chance(15);
        break;
      }
      case op_kind::expand_column: {
        const std::uint32_t table = choose_table(op);
        const name sure = sure_column_of(table);
        op.object = sure.empty() || chance(5) ? column_of(table) : sure;
        const name id = chance(70) ? one_of<name>({"e", "f"}) : column_name();
        made.columns.push_back(some_column(id, table, {}));
        sterna::column_record& added = made.columns[0].record;
        if (chance(90)) {
          added.server_default = {};
          added.generated = {};
          added.identity = sterna::identity_kind::none;
        }
        const std::uint32_t old = table == sterna::object::none ? table : world_->column(table, op.object);
        if (old != sterna::object::none && chance(70)) {
          added.type = type_of(old);
        }
        op.sql = chance(30) ? "NULL" : "";
        op.reverse_sql = chance(30) ? "NULL" : "";
        break;
      }
      case op_kind::contract_column:
        if (const auto list = alive(sterna::object_kind::synchronization); !list.empty() && chance(90)) {
          const sterna::object& one = at(one_of(list));
          op.schema = at(one.parent).schema;
          op.table = at(one.parent).id;
          op.object = world_->state.synchronization(one).from;
          op.new_name = world_->state.synchronization(one).to;
        } else {
          const std::uint32_t table = choose_table(op);
          op.object = column_of(table);
          op.new_name = column_of(table);
        }
        op.keep_old = chance(30);
        op.cascade = chance(30);
        break;
      case op_kind::alter_column:
        fill_alter_column(made);
        break;
      case op_kind::rename_column: {
        const std::uint32_t table = choose_table(op);
        op.object = column_of(table);
        op.new_name = column_name();
        break;
      }
      case op_kind::rename_table:
        choose_table(op);
        op.new_name = some_name({"alpha", "beta", "gamma"});
        op.keep_old = chance(25);
        break;
      case op_kind::set_not_null: {
        const std::uint32_t table = choose_table(op);
        op.object = column_of(table);
        break;
      }
      case op_kind::create_index:
        fill_create_index(made);
        break;
      case op_kind::drop_index:
        choose(op, object_kind::index, index_name());
        op.cascade = chance(40);
        op.if_exists = chance(15);
        break;
      case op_kind::create_primary_key:
        fill_constraint(made, sterna::constraint_kind::primary_key);
        break;
      case op_kind::create_unique_constraint:
        fill_constraint(made, sterna::constraint_kind::unique);
        break;
      case op_kind::create_foreign_key:
        fill_constraint(made, sterna::constraint_kind::foreign_key);
        break;
      case op_kind::create_check_constraint:
        fill_constraint(made, sterna::constraint_kind::check);
        break;
      case op_kind::drop_constraint:
      case op_kind::validate_constraint: {
        const std::uint32_t table = choose_table(op);
        op.object = constraint_of(table);
        op.cascade = op.what == op_kind::drop_constraint && chance(40);
        op.if_exists = op.what == op_kind::drop_constraint && chance(15);
        break;
      }
      case op_kind::create_schema:
        op.object = chance(50) ? name("s1") : name("s2");
        op.if_not_exists = chance(25);
        break;
      case op_kind::drop_schema:
        op.object = chance(50) ? name("s1") : name("s2");
        op.cascade = chance(60);
        op.if_exists = chance(25);
        break;
      case op_kind::create_enumeration: {
        op.schema = schema_name();
        op.object = some_name({"mood", "size"});
        if (op.object.view().ends_with("_seq") || op.object.view().starts_with("q")) {  // no sequence has it
          op.object = "mood";
        }
        const unsigned first = below(4);
        for (unsigned i = 0; i < 1 + below(3); ++i) {
          constexpr std::string_view values[] = {"sad", "ok", "happy", "large", "sad", "ok", "happy"};
          made.values.push_back(text_element(chance(97) ? values[first + i] : values[first]));
        }
        break;
      }
      case op_kind::drop_enumeration:
        choose(op, object_kind::enumeration, type_name());
        op.cascade = chance(50);
        op.if_exists = chance(15);
        break;
      case op_kind::add_enumeration_value:
        choose(op, object_kind::enumeration, type_name());
        made.values.push_back(text_element(value_name().view()));
        op.if_not_exists = chance(15);
        if (chance(50)) {
          (chance(50) ? op.before : op.new_name) = value_of(op);
        }
        break;
      case op_kind::rename_enumeration_value:
        choose(op, object_kind::enumeration, type_name());
        made.values.push_back(text_element(value_of(op).view()));
        op.new_name = value_name();
        break;
      case op_kind::create_sequence:
        op.schema = schema_name();
        op.object = sequence_name();
        op.if_not_exists = chance(15);
        break;
      case op_kind::drop_sequence:
        choose(op, object_kind::sequence, sequence_name());
        op.cascade = chance(50);
        op.if_exists = chance(15);
        break;
      case op_kind::create_view:
        fill_create_view(op);
        break;
      case op_kind::drop_view:
        choose(op, object_kind::view, view_name());
        op.cascade = chance(40);
        op.if_exists = chance(15);
        break;
      case op_kind::create_table_comment:
        choose_table(op);
        op.sql = one_of<std::string_view>({"", "one", "two"});
        break;
      default:
        break;
    }
  }
};

}  // namespace property
