// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sequence.hpp"

#include <initializer_list>
#include <random>

// Random ops over few names, so that they meet. Most of them fit what is there. Left out is what the replay does not
// judge by design: texts of SQL that name what is not there or do not fit a type, and data.

namespace property {

class generator {
 public:
  explicit generator(std::uint32_t seed) : random_{seed} {}

  /// The next op, for a schema as it stands.
  [[nodiscard]] op_spec next(const sterna::catalog& world) {
    world_ = &world;
    tables_ = alive(sterna::object_kind::table);
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
        for (name* id : {&each.record.id, &each.record.index, &each.record.referred_schema, &each.record.referred_table}) {
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

  [[nodiscard]] unsigned below(std::size_t n) { return static_cast<unsigned>(random_() % n); }
  [[nodiscard]] bool chance(unsigned percent) { return below(100) < percent; }
  template <class T>
  [[nodiscard]] T one_of(std::initializer_list<T> list) {
    return list.begin()[below(list.size())];
  }
  template <class T>
  [[nodiscard]] T one_of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

  [[nodiscard]] std::vector<std::uint32_t> alive(sterna::object_kind kind) const {
    std::vector<std::uint32_t> made;
    for (std::uint32_t i = 0; i < world_->state.objects.count; ++i) {
      if (world_->state.at(i).alive && world_->state.at(i).kind == kind) {
        made.push_back(i);
      }
    }
    return made;
  }
  /// What belongs to a table.
  [[nodiscard]] std::vector<std::uint32_t> parts(std::uint32_t table, sterna::object_kind kind) const {
    std::vector<std::uint32_t> made;
    for (const std::uint32_t i : alive(kind)) {
      const sterna::object& it = world_->state.at(i);
      if (it.parent != sterna::object::none && world_->state.at(it.parent).key == world_->state.at(table).key) {
        made.push_back(i);
      }
    }
    return made;
  }
  [[nodiscard]] const sterna::object& at(std::uint32_t i) const { return world_->state.at(i); }
  [[nodiscard]] const sterna::data_type& type_of(std::uint32_t column) const {
    return world_->state.column(at(column)).type;
  }

  // --- names ----------------------------------------------------------------------------------------------------

  [[nodiscard]] name schema_name() {
    if (chance(75)) {
      return {};
    }
    return chance(12) ? name("public") : chance(50) ? name("s1") : name("s2");
  }
  [[nodiscard]] name table_name() { return one_of<name>({"alpha", "beta", "gamma"}); }
  [[nodiscard]] name column_name() { return one_of<name>({"a", "b", "c", "d"}); }
  [[nodiscard]] name type_name() { return one_of<name>({"mood", "size"}); }
  [[nodiscard]] name value_name() { return one_of<name>({"sad", "ok", "happy", "large"}); }
  /// A name for a relation or constraint; now and then one that PostgreSQL might have made.
  [[nodiscard]] name some_name(std::initializer_list<name> usual) {
    if (chance(85)) {
      return one_of(usual);
    }
    return one_of<name>({"alpha", "beta", "mood", "alpha_pkey", "alpha_a_key", "alpha_a_fkey", "alpha_a_check",
                         "alpha_a_seq", "alpha_check", "beta_pkey", "beta_b_seq", "i1", "k1", "v1", "q1", "v2",
                         "alpha_pkey1"});
  }
  [[nodiscard]] name index_name() { return some_name({"i1", "i2", "i3"}); }
  [[nodiscard]] name constraint_name() { return some_name({"k1", "k2", "k3"}); }
  [[nodiscard]] name view_name() { return some_name({"v1", "v2"}); }
  [[nodiscard]] name sequence_name() { return some_name({"q1", "q2"}); }

  /// A table that is there, mostly; its number or none.
  std::uint32_t choose_table(sterna::operation& op) {
    if (!tables_.empty() && chance(94)) {
      const std::uint32_t table = one_of(tables_);
      op.schema = at(table).schema;
      op.table = at(table).id;
      return table;
    }
    op.schema = schema_name();
    op.table = some_name({"alpha", "beta", "gamma"});
    return world_->relation(op.schema, op.table);
  }
  [[nodiscard]] name column_of(std::uint32_t table) {
    const auto list = table == sterna::object::none ? std::vector<std::uint32_t>{}
                                                    : parts(table, sterna::object_kind::column);
    return list.empty() || chance(4) ? column_name() : at(one_of(list)).id;
  }
  /// A column that is surely there, or an empty name.
  [[nodiscard]] name sure_column_of(std::uint32_t table) {
    const auto list = table == sterna::object::none ? std::vector<std::uint32_t>{}
                                                    : parts(table, sterna::object_kind::column);
    return list.empty() ? name{} : at(one_of(list)).id;
  }
  [[nodiscard]] std::vector<element> columns_of(std::uint32_t table) {
    std::vector<element> made{column_element(column_of(table))};
    if (chance(30)) {
      const name second = column_of(table);
      if (!(second == made[0].column) || chance(10)) {
        made.push_back(column_element(second));
      }
    }
    return made;
  }

  // --- columns --------------------------------------------------------------------------------------------------

  [[nodiscard]] sterna::data_type some_type(bool with_serial) {
    using namespace sterna;
    const unsigned which = below(100);
    if (which < 38) return dsl::integer;
    if (which < 50) return dsl::text;
    if (which < 57) return dsl::big_integer;
    if (which < 63) return dsl::string(chance(40) ? 10 : chance(60) ? 20 : 3);
    if (which < 68) return dsl::boolean;
    if (which < 71) return dsl::uuid;
    if (which < 74) return dsl::json;
    if (which < 78) return chance(50) ? dsl::numeric(10, 2) : static_cast<builtin_type>(dsl::numeric);
    if (which < 80) return dsl::small_integer;
    if (which < 82) return dsl::array(dsl::integer);
    if (which < 84) return dsl::timestamp_tz;
    if (which < 86) return dsl::date;
    if (which < 88) return dsl::jsonb;
    if (which < 92 && with_serial) return chance(50) ? dsl::serial : dsl::big_serial;
    return some_enumeration();
  }
  [[nodiscard]] sterna::data_type some_enumeration() {
    const auto list = alive(sterna::object_kind::enumeration);
    if (list.empty()) {
      return chance(80) ? static_cast<sterna::data_type>(sterna::dsl::integer) : sterna::dsl::enumeration(type_name());
    }
    const sterna::object& type = at(one_of(list));
    return sterna::dsl::enumeration(chance(96) ? type.id : type_name()).in_schema(type.schema);
  }

  [[nodiscard]] sterna::default_value some_default(const sterna::data_type& type) {
    using namespace sterna;
    using form = default_value::form;
    if (type.base == base_type::named) {
      const std::uint32_t known = world_->enumeration(type.in, type.id);
      if (known != object::none && chance(85)) {
        const auto values = world_->state.elements(world_->state.values(world_->state.at(known)));
        if (!values.empty()) {
          return {form::text, values[below(values.size())].expression, 0};
        }
      }
      return {form::text, "wrong", 0};
    }
    if (chance(4)) {
      return chance(50) ? default_value{form::integer, {}, 7} : default_value{form::text, "x", 0};
    }
    if (type.dimensions > 0) {
      return {form::text, "{}", 0};
    }
    switch (type.base) {
      case base_type::integer:
      case base_type::big_integer:
      case base_type::small_integer:
        return chance(60)   ? default_value{form::integer, {}, chance(95) ? static_cast<long long>(below(9)) : 70000}
               : chance(50) ? default_value{form::text, "12", 0}
                            : default_value{form::expression, "1 + 1", 0};
      case base_type::numeric:
        return chance(50) ? default_value{form::integer, {}, 3} : default_value{form::text, "1.5", 0};
      case base_type::text:
      case base_type::varchar:
        return chance(50)   ? default_value{form::text, "word", 0}
               : chance(50) ? default_value{form::expression, "upper('x')", 0}
                            : default_value{form::integer, {}, 4};
      case base_type::boolean:
        return chance(60) ? default_value{form::boolean, {}, 1} : default_value{form::text, "no", 0};
      case base_type::uuid:
        return {form::expression, "gen_random_uuid()", 0};
      case base_type::json:
      case base_type::jsonb:
        return {form::text, "{}", 0};
      case base_type::timestamp_tz:
      case base_type::date:
        return {form::expression, "now()", 0};
      default:
        return {};
    }
  }

  /// True of any column, whatever its type.
  [[nodiscard]] std::string_view condition(name column) {
    sterna::sql_writer out;
    out.identifier(column);
    out << (chance(50) ? " IS NOT NULL" : " IS NULL");
    return kept(out.text());
  }

  [[nodiscard]] column_spec some_column(name id, std::uint32_t table, const std::vector<column_spec>& others) {
    column_spec made;
    made.record.id = id;
    made.record.has_type = true;
    made.record.type = some_type(true);
    if (chance(20)) {
      made.record.null = sterna::nullability::not_null;
    } else if (chance(5)) {
      made.record.null = sterna::nullability::nullable;
    }
    if (chance(12)) {
      made.record.primary_key = true;
    }
    if (chance(7)) {
      made.record.unique = true;
    }
    const bool numbered = made.record.type.serial() || (made.record.primary_key && made.record.type.whole_number());
    if (chance(numbered ? 5 : 25)) {
      made.record.server_default = some_default(made.record.type);
    } else if (chance(numbered ? 2 : made.record.type.whole_number() ? 12 : 1)) {
      made.record.identity = chance(50) ? sterna::identity_kind::always : sterna::identity_kind::by_default;
    }
    if (chance(6)) {
      made.record.comment = "said";
      made.record.has_comment = true;
    }
    if (made.record.primary_key || made.record.identity != sterna::identity_kind::unspecified) {
      made.record.null = made.record.null == sterna::nullability::nullable ? sterna::nullability::unspecified
                                                                           : made.record.null;
    }
    const name other = others.empty() ? sure_column_of(table) : one_of(others).record.id;
    const bool plain = others.empty() ? other.empty() || generated_expression(table, other).empty()
                                      : one_with(others, other).generated.empty();
    if (chance(7) && !other.empty() && plain) {
      made.record.type = chance(70) ? sterna::dsl::boolean : sterna::dsl::text;
      if (chance(95)) {
        made.record.server_default = {};
        made.record.identity = sterna::identity_kind::unspecified;
      }
      made.record.generated =
          made.record.type.base == sterna::base_type::boolean
              ? condition(other)
              : kept("CASE WHEN " + std::string(other.view()) + " IS NULL THEN 'n' ELSE 'y' END");
    }
    if (chance(7)) {
      constraint_spec check;
      check.record.what = sterna::constraint_kind::check;
      check.record.id = chance(60) ? name{} : constraint_name();
      check.record.expression = condition(id);
      made.constraints.push_back(check);
    }
    if (chance(9)) {
      constraint_spec key = some_foreign_key(id, made.record.type);
      made.constraints.push_back(key);
    }
    return made;
  }
  [[nodiscard]] static const sterna::column_record& one_with(const std::vector<column_spec>& list, name id) {
    for (const column_spec& each : list) {
      if (each.record.id == id) {
        return each.record;
      }
    }
    return list.front().record;
  }
  [[nodiscard]] std::string_view generated_expression(std::uint32_t table, name column) const {
    const std::uint32_t i = world_->column(table, column);
    return i == sterna::object::none ? std::string_view{} : world_->state.column(at(i)).generated;
  }

  // --- constraints ----------------------------------------------------------------------------------------------

  [[nodiscard]] sterna::referential_action some_action() {
    using enum sterna::referential_action;
    return chance(60) ? unspecified : one_of({no_action, restrict, cascade, set_null, set_default});
  }
  /// A column's own; often to a key of the same type.
  [[nodiscard]] constraint_spec some_foreign_key(name column, const sterna::data_type& type) {
    constraint_spec made;
    made.record.what = sterna::constraint_kind::foreign_key;
    made.record.id = chance(60) ? name{} : constraint_name();
    made.record.on_delete = some_action();
    made.record.on_update = some_action();
    made.columns.push_back(column_element(column));
    for (const std::uint32_t i : alive(sterna::object_kind::index)) {
      const sterna::index_record& index = world_->state.index(at(i));
      const auto keys = world_->state.elements(index.keys);
      if (index.unique && index.where.empty() && keys.size() == 1 && !keys[0].column.empty() && chance(60)) {
        const sterna::object& table = at(at(i).parent);
        const std::uint32_t referred = world_->column(world_->relation(table.schema, table.id), keys[0].column);
        if (referred != sterna::object::none && (type_of(referred) == type || chance(10))) {
          made.record.referred_schema = table.schema;
          made.record.referred_table = table.id;
          if (!index.primary || chance(60)) {
            made.referred.push_back(column_element(keys[0].column));
          }
          return made;
        }
      }
    }
    sterna::operation other;
    const std::uint32_t table = choose_table(other);
    made.record.referred_schema = other.schema;
    made.record.referred_table = other.table;
    if (chance(60)) {
      made.referred.push_back(column_element(column_of(table)));
    }
    return made;
  }

  [[nodiscard]] constraint_spec some_constraint(std::uint32_t table, sterna::constraint_kind what,
                                                const std::vector<column_spec>& own) {
    constraint_spec made;
    const auto pick = [&] {
      return own.empty() ? column_of(table) : chance(96) ? one_of(own).record.id : column_name();
    };
    made.record.what = what;
    made.record.id = chance(35) ? name{} : constraint_name();
    switch (what) {
      case sterna::constraint_kind::exclude:  // not asked for
        break;
      case sterna::constraint_kind::primary_key:
      case sterna::constraint_kind::unique: {
        made.columns.push_back(column_element(pick()));
        const name second = pick();
        if (chance(35) && (!(second == made.columns[0].column) || chance(10))) {
          made.columns.push_back(column_element(second));
        }
        break;
      }
      case sterna::constraint_kind::foreign_key: {
        const name id = pick();
        const std::uint32_t column =
            table == sterna::object::none ? sterna::object::none : world_->column(table, id);
        sterna::data_type type = column != sterna::object::none ? type_of(column) : sterna::dsl::integer;
        for (const column_spec& each : own) {
          if (each.record.id == id) {
            type = each.record.type;
          }
        }
        const name kept_name = made.record.id;
        made = some_foreign_key(id, type);
        made.record.id = kept_name;
        if (chance(25)) {  // of two columns, to a key of two where there is one
          const name second = pick();
          for (const std::uint32_t i : alive(sterna::object_kind::index)) {
            const sterna::index_record& index = world_->state.index(at(i));
            const auto keys = world_->state.elements(index.keys);
            if (index.unique && keys.size() == 2 && !keys[0].column.empty() && !keys[1].column.empty()) {
              made.record.referred_schema = at(at(i).parent).schema;
              made.record.referred_table = at(at(i).parent).id;
              made.columns.push_back(column_element(second));
              made.referred = {column_element(keys[0].column), column_element(keys[1].column)};
              if (chance(30)) {
                std::swap(made.referred[0], made.referred[1]);
              }
              break;
            }
          }
        }
        break;
      }
      case sterna::constraint_kind::check: {
        name id = own.empty() ? sure_column_of(table) : one_of(own).record.id;
        name other = own.empty() ? sure_column_of(table) : one_of(own).record.id;
        if (id.empty()) {
          made.record.expression = "1 = 1";
        } else {
          made.record.expression = chance(75) ? condition(id)
                                              : kept(std::string(condition(id)) + " OR " + std::string(condition(other)));
        }
        break;
      }
    }
    return made;
  }

  // --- ops ------------------------------------------------------------------------------------------------------

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
                some_constraint(sterna::object::none, one_of({primary_key, unique, unique, foreign_key, check, check}), made.columns));
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

  /// An object that is there, mostly.
  void choose(sterna::operation& op, sterna::object_kind kind, name otherwise) {
    const auto list = alive(kind);
    if (!list.empty() && chance(92)) {
      const sterna::object& it = at(one_of(list));
      op.schema = it.schema;
      op.object = it.id;
    } else {
      op.schema = schema_name();
      op.object = otherwise;
    }
  }
  [[nodiscard]] name value_of(const sterna::operation& op) {
    const std::uint32_t type = world_->enumeration(op.schema, op.object);
    if (type == sterna::object::none || chance(8)) {
      return value_name();
    }
    const auto values = world_->state.elements(world_->state.values(at(type)));
    return values.empty() ? value_name() : name_of(values[below(values.size())].expression);
  }
  [[nodiscard]] name constraint_of(std::uint32_t table) {
    if (table != sterna::object::none && chance(92)) {
      if (const auto list = parts(table, sterna::object_kind::constraint); !list.empty()) {
        return at(one_of(list)).id;
      }
    }
    return constraint_name();
  }

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

  std::mt19937 random_;
  const sterna::catalog* world_ = nullptr;
  std::vector<std::uint32_t> tables_{};
};

}  // namespace property
