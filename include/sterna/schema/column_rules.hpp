// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/default_rules.hpp"
#include "sterna/schema/distance.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/sql/writer.hpp"

#include <cstdint>
#include <string_view>

// What PostgreSQL asks of a column: its name, its type, its default.

namespace sterna::detail {

inline constexpr std::string_view system_columns[] = {"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"};

[[nodiscard]] constexpr bool is_system_column(const name& id) noexcept {
  if ((id.length != 4 && id.length != 8) || (id.chars[0] != 'c' && id.chars[0] != 't' && id.chars[0] != 'x')) {
    return false;
  }
  for (const std::string_view each : system_columns) {
    if (id.view() == each) {
      return true;
    }
  }
  return false;
}

/// Whether a relation is there whose rows are a type of its name: an index has none, nor a sequence since 14.
[[nodiscard]] constexpr bool has_row_type(const catalog& in, const name& schema, const name& id) {
  const std::uint32_t of = in.relation(schema, id);
  const object_kind kind = of == object::none ? object_kind::index : in.state.objects.items[of].kind;
  return kind != object_kind::index && (kind != object_kind::sequence || in.lowest_server < 14);
}

/// A type that a column is to have: its arguments, and whether it is there.
constexpr bool expect_type(catalog& in, const data_type& type, const name& column) {
  if (type.base == base_type::named) {
    if (in.type(type.in, type.id) != object::none || in.excused(type.id.view()) || in.extended()) {
      return true;
    }
    if (has_row_type(in, type.in, type.id)) {
      in.has_columns_of_rows = true;
      return true;
    }
    if (!in.expect_schema(type.in)) {
      return false;
    }
    return in.fail(fault::missing_type, type.id.view(), type.in.view(),
                   in.nearest(object_kind::enumeration, type.in, type.id));
  }
  if ((type.base != base_type::raw && type.argument_count == 0) ||
      (type.base == base_type::varchar && type.arguments[0] > 0 && type.arguments[0] < 1024)) {
    return true;  // nearly all
  }
  switch (flaw_of(type, in.lowest_server)) {
    case type_flaw::none:
      return true;
    case type_flaw::length_not_positive:
      return in.fail(fault::type_argument, column.view(), {}, {}, "a length is at least 1");
    case type_flaw::length_too_large:
      return in.fail(fault::type_argument, column.view(), {}, {},
                     "the length is more than the type can have; use text");
    case type_flaw::precision_out_of_range:
      return in.fail(fault::type_argument, column.view(), {}, {}, "the precision is not one that the type can have");
    case type_flaw::scale_out_of_range:
      return in.fail(fault::type_argument, column.view(), {}, {},
                     in.lowest_server < 15 ? "before PostgreSQL 15 a scale is between 0 and the precision"
                                           : "a scale is between -1000 and 1000");
    case type_flaw::takes_no_argument:
      return in.fail(fault::type_argument, column.view(), {}, {}, "the type takes no argument");
    case type_flaw::unbalanced:
      return in.fail(fault::type_argument, column.view(), {}, {},
                     "the text of the type is empty, or its parentheses do not match");
  }
  return true;
}

[[nodiscard]] constexpr bool says_null(std::string_view expression) noexcept {
  constexpr std::string_view null = "NULL";
  std::size_t at = 0;
  for (const char c : expression) {
    if (c == ' ') {
      continue;
    }
    if (at == null.size() || (c & ~0x20) != null[at++]) {
      return false;
    }
  }
  return at == null.size();
}

/// A default where it can be judged without the server: literals, and the values of a known enumeration.
/// ADD COLUMN computes it at once (`evaluated`), where CREATE TABLE and SET DEFAULT leave that to the first INSERT.
constexpr bool expect_default(catalog& in, const data_type& type, const default_value& of, std::string_view column,
                              bool evaluated = false) {
  using form = default_value::form;
  if (type.dimensions == 0 &&
      ((of.what == form::integer &&
        (evaluated ? type.base == base_type::big_integer ||
                         (type.base == base_type::integer && of.integer == static_cast<int>(of.integer))
                   : type.base >= base_type::integer && type.base <= base_type::big_integer)) ||
       (of.what == form::text && type.base >= base_type::varchar && type.base <= base_type::text && !evaluated) ||
       (of.what == form::boolean && type.base == base_type::boolean) || (of.what == form::expression && !evaluated))) {
    return true;
  }
  answer fits = answer::unknown;
  switch (of.what) {
    case form::text:
      if (type.base == base_type::named && type.dimensions == 0) {
        const std::uint32_t known = in.enumeration(type.in, type.id);
        if (known == object::none && of.text.find_first_of('(') == std::string_view::npos &&
            in.type(type.in, type.id) == object::none && has_row_type(in, type.in, type.id)) {
          fits = answer::no;  // a row is written in parentheses
          break;
        }
        if (known == object::none || in.excused(type.id.view(), of.text, known)) {
          return true;
        }
        std::string_view nearest{};
        for (const element& each : in.state.elements(in.state.values(in.state.objects.items[known]))) {
          if (each.expression == of.text) {
            return true;
          }
          if (edit_distance(of.text, each.expression, 2) <= 2) {
            nearest = each.expression;
          }
        }
        return in.fail(fault::missing_value, of.text, type.id.view(), nearest);
      }
      fits = evaluated ? text_value_fits(type, of.text) : text_default_fits(type, of.text);
      break;
    case form::integer:
      fits = evaluated ? integer_value_fits(type, of.integer) : integer_default_fits(type, of.integer);
      break;
    case form::boolean:
      fits = evaluated ? boolean_value_fits(type, of.integer != 0) : boolean_default_fits(type);
      break;
    case form::expression:
      fits = evaluated ? expression_value_fits(type, of.text) : answer::unknown;
      break;
    default:
      break;
  }
  if (fits != answer::no) {
    return true;
  }
  sql_writer text;
  write_default(of, text);
  sql_writer wanted;
  wanted.type(type);
  return in.fail(fault::default_type, column, text.text(), {}, wanted.text());
}

/// Contradictions within one column.
constexpr bool expect_column_rules(catalog& in, const column_record& said, const column_record& made, bool evaluated) {
  const bool identity = made.identity != identity_kind::none;
  const bool has_default = said.server_default.what != default_value::form::none;
  if (identity) {
    if (may_be_identity(made.type) == answer::no) {
      sql_writer type;
      type.type(made.type);
      return in.fail(fault::identity_type, said.id.view(), {}, {}, type.text());
    }
    if (said.null == nullability::nullable) {
      return in.fail(fault::identity_nullable, said.id.view());
    }
  }
  const bool generated = !said.generated.empty();
  in.has_generated = in.has_generated || generated;
  const bool serial = said.type.serial();
  if (has_default || generated || serial) {
    if ((identity ? 1 : 0) + (has_default ? 1 : 0) + (generated ? 1 : 0) + (serial ? 1 : 0) > 1) {
      return in.fail(fault::conflicting_column, said.id.view());
    }
    if (said.server_default.what == default_value::form::expression && made.null == nullability::not_null &&
        says_null(said.server_default.text)) {
      return in.fail(fault::not_null_default_null, said.id.view());
    }
    return !has_default || expect_default(in, made.type, said.server_default, said.id.view(), evaluated);
  }
  return true;
}

}  // namespace sterna::detail
