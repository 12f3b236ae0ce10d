// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/record/token.hpp"
#include "sterna/schema/column.hpp"

#include <span>

namespace sterna {
namespace detail {

/// The place in the tokens that is being read.
struct decoder {
  script_builder& out;
  bool in_column = false;
  std::uint32_t declared = 0;  ///< how many of the coming ops only say what another one does
  int position = 0;

  constexpr void take(const token& said) {
    switch (said.what) {
      case part::nothing:
        break;
      case part::op:
        begin(out.add(static_cast<op_kind>(said.value)));
        break;
      case part::schema:
        op().schema = said.id();
        break;
      case part::table:
        op().table = said.id();
        break;
      case part::object:
        op().object = said.id();
        break;
      case part::new_name:
        op().new_name = said.id();
        break;
      case part::before:
        op().before = said.id();
        break;
      case part::method:
        op().method = said.text();
        break;
      case part::where:
        op().where = said.text();
        break;
      case part::sql:
        op().sql = said.text();
        op().sql_seen = static_cast<std::uint8_t>(said.value);
        break;
      case part::reverse_sql:
        op().reverse_sql = said.text();
        op().reverse_sql_seen = static_cast<std::uint8_t>(said.value);
        break;
      case part::host:
        op().host = said.function;
        break;
      case part::reverse_host:
        op().reverse_host = said.function;
        break;
      case part::safe:
        op().safe = said.text();
        break;
      case part::declares:
        op().declares = declared = static_cast<std::uint32_t>(said.value);
        op().says_effect = true;
        break;
      case part::unique_index:
        op().unique = true;
        break;
      case part::concurrently:
        op().concurrently = op().outside_transaction = true;
        break;
      case part::outside_transaction:
        op().outside_transaction = true;
        break;
      case part::if_exists:
        op().if_exists = true;
        break;
      case part::if_not_exists:
        op().if_not_exists = true;
        break;
      case part::cascade:
        op().cascade = true;
        break;
      case part::key:
        one_more(op().keys).column = said.id();
        break;
      case part::key_expression:
        one_more(op().keys).expression = said.text();
        break;
      case part::key_options: {
        element& key = out.elements().back();
        key.operator_class = said.text();
        key.order = static_cast<sort_order>(said.value & 3U);
        key.nulls = static_cast<null_order>(said.value >> 2U);
        break;
      }
      case part::collation:
        out.elements().back().collation = said.id();
        break;
      case part::include:
        one_more(op().include).column = said.id();
        break;
      case part::value:
        one_more(op().values).expression = said.text();
        break;
      default:
        take_column_part(said);
        break;
    }
  }

 private:
  constexpr void take_column_part(const token& said) {
    switch (said.what) {
      case part::column: {
        operation& whole = op();
        if (whole.columns.count++ == 0) {
          whole.columns.first = static_cast<std::uint32_t>(out.columns().size());
        }
        out.add_column().id = said.id();
        if (whole.object.empty()) {
          whole.object = said.id();
        }
        in_column = true;
        break;
      }
      case part::type:
        read_type(said, column().type);
        column().has_type = true;
        break;
      case part::type_name:
      case part::type_text:
        column().type.id = said.id();
        break;
      case part::type_schema:
        column().type.in = said.id();
        break;
      case part::type_collation:
        column().type.collation = said.id();
        break;
      case part::using_expression:
        column().using_expression = said.text();
        break;
      case part::default_text:
        column().server_default = {default_value::form::text, said.text(), 0};
        break;
      case part::default_expression:
        column().server_default = {default_value::form::expression, said.text(), 0};
        break;
      case part::default_integer:
        column().server_default = {default_value::form::integer, {}, said.number()};
        break;
      case part::default_boolean:
        column().server_default = {default_value::form::boolean, {}, said.number()};
        break;
      case part::drop_default:
        column().server_default.what = default_value::form::drop;
        break;
      case part::not_null:
        column().null = nullability::not_null;
        break;
      case part::nullable:
        column().null = nullability::nullable;
        break;
      case part::primary_key:
        column().primary_key = true;
        break;
      case part::unique:
        column().unique = true;
        break;
      case part::identity:
        column().identity = static_cast<identity_kind>(said.value);
        break;
      case part::generated:
        column().generated = said.text();
        break;
      case part::comment:
        if (in_column) {
          column().comment = said.text();
          column().has_comment = true;
        } else {
          op().sql = said.text();
        }
        break;
      default:
        take_constraint_part(said);
        break;
    }
  }

  constexpr void take_constraint_part(const token& said) {
    switch (said.what) {
      case part::primary_key_constraint:
        begin_constraint(constraint_kind::primary_key, said);
        break;
      case part::unique_constraint:
        begin_constraint(constraint_kind::unique, said);
        break;
      case part::foreign_key_constraint:
        begin_constraint(constraint_kind::foreign_key, said);
        if (in_column) {
          one_more(constraint().columns).column = column().id;
        }
        break;
      case part::check_constraint:
        begin_constraint(constraint_kind::check, said);
        break;
      case part::member:
        one_more(constraint().columns).column = said.id();
        break;
      case part::referred_member:
        one_more(constraint().referred_columns).column = said.id();
        break;
      case part::referred_schema:
        constraint().referred_schema = said.id();
        break;
      case part::referred_table:
        constraint().referred_table = said.id();
        break;
      case part::expression:
        constraint().expression = said.text();
        break;
      case part::existing_index:
        constraint().index = said.id();
        break;
      case part::on_delete:
        constraint().on_delete = static_cast<referential_action>(said.value);
        break;
      case part::on_update:
        constraint().on_update = static_cast<referential_action>(said.value);
        break;
      case part::not_valid:
        constraint().not_valid = true;
        break;
      default:
        break;
    }
  }

  constexpr void begin(operation& made) {
    in_column = false;
    made.declared = declared > 0;
    if (declared > 0) {
      --declared;
    } else {
      ++position;
    }
    made.position = position;
  }
  [[nodiscard]] constexpr operation& op() { return out.operations().back(); }
  [[nodiscard]] constexpr column_record& column() { return out.columns().back(); }
  [[nodiscard]] constexpr constraint_record& constraint() { return out.constraints().back(); }

  /// Constraints before the first column are the table's, others the column's.
  constexpr void begin_constraint(constraint_kind what, const token& said) {
    slice& owner = in_column ? column().constraints : op().constraints;
    if (owner.count++ == 0) {
      owner.first = static_cast<std::uint32_t>(out.constraints().size());
    }
    constraint_record& made = out.add_constraint();
    made.what = what;
    made.id = said.id();
  }
  [[nodiscard]] constexpr element& one_more(slice& of) {
    if (of.count++ == 0) {
      of.first = static_cast<std::uint32_t>(out.elements().size());
    }
    return out.add_element();
  }
};

}  // namespace detail

/// Reads tokens into records, behind those that are there.
constexpr void decode(std::span<const token> tokens, script_builder& to) {
  detail::decoder reader{to};
  for (const token& each : tokens) {
    reader.take(each);
  }
}
[[nodiscard]] constexpr script_builder decoded(std::span<const token> tokens) {
  script_builder made;
  decode(tokens, made);
  return made;
}

}  // namespace sterna
