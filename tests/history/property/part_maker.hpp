// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "chooser.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Random columns and constraints.

namespace property {

class part_maker : protected chooser {
 protected:
  using chooser::chooser;

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
          made.record.expression =
              chance(75) ? condition(id) : kept(std::string(condition(id)) + " OR " + std::string(condition(other)));
        }
        break;
      }
    }
    return made;
  }
};

}  // namespace property
