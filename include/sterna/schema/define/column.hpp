// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/column_rules.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/sequence_values.hpp"

#include <cstdint>

// How columns come into a schema: what PostgreSQL makes of what was said of one.

namespace sterna::detail {

/// Makes of what was said of a column what PostgreSQL makes of it.
constexpr void settle(column_record& column, const script& of) {
  const bool primary = column.primary_key;
  if (column.identity == identity_kind::unspecified) {
    column.identity = primary && numbered_by_default(column, of) ? identity_kind::by_default : identity_kind::none;
  }
  if (column.type.serial()) {
    column.type.base =
        static_cast<base_type>(static_cast<unsigned>(column.type.base) -
                               (static_cast<unsigned>(base_type::serial) - static_cast<unsigned>(base_type::integer)));
    column.server_default.what = default_value::form::sequence;
    column.null = nullability::not_null;
  } else if (primary || column.identity != identity_kind::none) {
    column.null = nullability::not_null;
  } else if (column.null == nullability::unspecified) {
    column.null = nullability::nullable;
  }
  column.primary_key = column.unique = false;
  if (column.constraints.count > 0) {
    column.constraints.count = 0;
  }
  if (column.has_comment && column.comment.empty()) {
    column.has_comment = false;
  }
}

/// What a column says besides, as it is kept: of an identity only what differs from what PostgreSQL takes by itself.
constexpr bool keep_column_settings(catalog& in, list<setting> said, column_record& made) {
  if (made.identity == identity_kind::none || made.identity == identity_kind::unspecified) {
    made.settings = in.state.keep(said);
    return true;
  }
  const sequence_values values = sequence_values_of(said, made.type.base);
  const pool<setting> kept = sequence_settings(values, said, false);
  made.settings = in.state.keep(list<setting>(kept));
  return expect_sequence_values(in, values, said, made.id.view());
}

/// The parameters of a column are two; all others are of its table.
constexpr bool expect_column_parameters(catalog& in, std::uint32_t table, list<setting> said) {
  for (const setting& each : said) {
    if (each.what == setting_kind::parameter && each.text != "n_distinct" && each.text != "n_distinct_inherited") {
      return in.fail(fault::table_option, in.state.at(table).id.view(), {}, {},
                     "has no column with such a parameter; n_distinct and n_distinct_inherited are all there are");
    }
  }
  return true;
}

/// Adds a column to a table; its constraints follow with define_constraint.
constexpr bool define_column(catalog& in, std::uint32_t table, const column_record& said, const script& of,
                             bool in_create_table) {
  const std::uint64_t key = schema_state::child_key(in.state.objects.items[table].key, object_kind::column, said.id);
  if (const std::uint32_t there = in.state.find(key); there != object::none) {
    if (in_create_table) {
      return in.fail(fault::duplicate_column, said.id.view(), in.state.objects.items[table].id.view());
    }
    if (!in.excused(said.id.view(), in.state.objects.items[table].id.view(), there)) {
      return in.taken(fault::column_exists, there, in.state.objects.items[table].id.view());
    }
    in.remove(there);
  }
  if (is_system_column(said.id)) {
    return in.fail(fault::system_column, said.id.view());
  }
  if (said.type.base == base_type::named && in.relation(said.type.in, said.type.id) == table) {
    return in.fail(fault::missing_type, said.type.id.view(), said.type.in.view());  // no table is a part of itself
  }
  const std::uint32_t definition = in.state.keep(said);
  column_record& made = in.state.column_at(definition);
  settle(made, of);
  if (!expect_type(in, said.type, said.id) || !expect_column_rules(in, said, made, !in_create_table)) {
    return false;
  }
  if (said.settings.count > 0 && (!keep_column_settings(in, of.settings(said.settings), made) ||
                                  !expect_column_parameters(in, table, of.settings(said.settings)))) {
    return false;
  }
  in.add_child(object_kind::column, said.id, key, table, definition);
  if (made.identity != identity_kind::none || made.server_default.what == default_value::form::sequence) {
    add_owned_sequence(in, table, said.id, made.type.base);
  }
  return true;
}

/// Gives an object another definition: a new version of it under the same name.
template <class T>
constexpr std::uint32_t redefine(catalog& in, std::uint32_t which, const T& definition, facet touched = facet_all) {
  return in.replace(which, in.state.keep(definition), touched);
}

constexpr void set_not_null(catalog& in, std::uint32_t column) {
  if (in.state.column(in.state.objects.items[column]).null != nullability::not_null) {
    column_record changed = in.state.column(in.state.objects.items[column]);
    changed.null = nullability::not_null;
    redefine(in, column, changed, facet_null);
  }
}

/// IF NOT EXISTS leaves a column alone that is there; the COMMENT that follows does not.
constexpr bool comment_anyway(catalog& in, std::uint32_t table, const column_record& said) {
  if (said.has_comment) {
    const std::uint32_t column = in.expect_column(table, said.id);
    if (column == object::none) {
      return !in.found;
    }
    column_record made = in.state.column(in.state.objects.items[column]);
    made.comment = said.comment;
    made.has_comment = !said.comment.empty();
    redefine(in, column, made, facet_comment);
  }
  return true;
}

}  // namespace sterna::detail
