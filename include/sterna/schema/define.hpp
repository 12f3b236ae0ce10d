// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/generated_name.hpp"
#include "sterna/schema/default_rules.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/column.hpp"

#include <span>
#include <string_view>

// How columns, constraints and indexes come into a schema: what PostgreSQL asks of them, and what it adds of its own.

namespace sterna::detail {

inline constexpr std::string_view system_columns[] = {"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"};

[[nodiscard]] constexpr bool is_system_column(std::string_view id) noexcept {
  for (const std::string_view each : system_columns) {
    if (id == each) {
      return true;
    }
  }
  return false;
}

/// A type that a column is to have: its arguments, and whether it is there.
constexpr bool expect_type(catalog& in, const data_type& type, std::string_view column) {
  if (type.base == base_type::named) {
    if (in.enumeration(type.in, type.id) != object::none || in.relation(type.in, type.id) != object::none ||
        in.excused(type.id.view())) {
      return true;
    }
    if (!in.expect_schema(type.in)) {
      return false;
    }
    return in.fail(fault::missing_type, type.id.view(), type.in.view(), in.nearest(object_kind::enumeration, type.in, type.id));
  }
  switch (flaw_of(type, in.lowest_server)) {
    case type_flaw::none:
      return true;
    case type_flaw::length_not_positive:
      return in.fail(fault::type_argument, column, {}, {}, "a length is at least 1");
    case type_flaw::length_too_large:
      return in.fail(fault::type_argument, column, {}, {}, "the length is more than the type can have; use text");
    case type_flaw::precision_out_of_range:
      return in.fail(fault::type_argument, column, {}, {}, "the precision is not one that the type can have");
    case type_flaw::scale_out_of_range:
      return in.fail(fault::type_argument, column, {}, {},
                     in.lowest_server < 15 ? "before PostgreSQL 15 a scale is between 0 and the precision"
                                           : "a scale is between -1000 and 1000");
    case type_flaw::takes_no_argument:
      return in.fail(fault::type_argument, column, {}, {}, "the type takes no argument");
    case type_flaw::unbalanced:
      return in.fail(fault::type_argument, column, {}, {}, "the text of the type is empty, or its parentheses do not match");
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
constexpr bool expect_default(catalog& in, const data_type& type, const default_value& of, std::string_view column) {
  using form = default_value::form;
  answer fits = answer::unknown;
  switch (of.what) {
    case form::text:
      if (type.base == base_type::named && type.dimensions == 0) {
        const std::uint32_t known = in.enumeration(type.in, type.id);
        if (known == object::none || in.excused(type.id.view(), of.text, known)) {
          return true;
        }
        std::string_view nearest{};
        for (const element& each : in.state.elements(in.state.values(in.state.at(known)))) {
          if (each.expression == of.text) {
            return true;
          }
          if (edit_distance(of.text, each.expression, 2) <= 2) {
            nearest = each.expression;
          }
        }
        return in.fail(fault::missing_value, of.text, type.id.view(), nearest);
      }
      fits = text_default_fits(type, of.text);
      break;
    case form::integer:
      fits = integer_default_fits(type, of.integer);
      break;
    case form::boolean:
      fits = boolean_default_fits(type);
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

/// What a column is after all that PostgreSQL makes of it.
[[nodiscard]] constexpr column_record settled(const column_record& said, const script& of) {
  column_record made = said;
  if (said.type.serial()) {
    made.type.base = static_cast<base_type>(static_cast<unsigned>(said.type.base) -
                                            (static_cast<unsigned>(base_type::serial) - static_cast<unsigned>(base_type::integer)));
    made.server_default.what = default_value::form::sequence;
    made.null = nullability::not_null;
  }
  if (made.identity == identity_kind::unspecified) {
    made.identity = numbered_by_default(said, of) ? identity_kind::by_default : identity_kind::none;
  }
  if (made.identity != identity_kind::none || said.primary_key) {
    made.null = nullability::not_null;
  } else if (made.null == nullability::unspecified) {
    made.null = nullability::nullable;
  }
  made.primary_key = made.unique = false;
  made.constraints = {};
  if (made.comment.empty()) {
    made.has_comment = false;
  }
  return made;
}

/// Contradictions within one column.
constexpr bool expect_column_rules(catalog& in, const column_record& said, const column_record& made) {
  using form = default_value::form;
  const std::string_view id = said.id.view();
  const bool identity = made.identity != identity_kind::none;
  const bool has_default = said.server_default.what != form::none;
  if (identity) {
    if (may_be_identity(made.type) == answer::no) {
      sql_writer type;
      type.type(made.type);
      return in.fail(fault::identity_type, id, {}, {}, type.text());
    }
    if (said.null == nullability::nullable) {
      return in.fail(fault::identity_nullable, id);
    }
  }
  if (has_default || !said.generated.empty() || said.type.serial()) {
    const int sources = (identity ? 1 : 0) + (has_default ? 1 : 0) + (said.generated.empty() ? 0 : 1) +
                        (said.type.serial() ? 1 : 0);
    if (sources > 1) {
      return in.fail(fault::conflicting_column, id);
    }
    if (said.server_default.what == form::expression && made.null == nullability::not_null &&
        says_null(said.server_default.text)) {
      return in.fail(fault::not_null_default_null, id);
    }
    return expect_default(in, made.type, said.server_default, id);
  }
  return true;
}

/// The sequence that an identity or serial column owns.
constexpr void add_owned_sequence(catalog& in, std::uint32_t table, const name& column) {
  const name schema = in.state.at(table).schema;
  const name id = free_relation_name(in, in.state.at(table), column.view(), "seq");
  object made = in.fresh(object_kind::sequence, id, schema_state::relation_key(schema, id));
  made.parent = table;
  made.schema = schema;
  made.generated_name = true;
  element owner;
  owner.column = column;
  const element list[] = {owner};
  made.definition = in.state.keep(in.state.keep(std::span<const element>(list)));
  in.add(made);
}

/// Adds a column to a table; its constraints follow with define_constraint.
constexpr bool define_column(catalog& in, std::uint32_t table, const column_record& said, const script& of,
                             bool in_create_table) {
  const std::uint64_t key = schema_state::child_key(in.state.at(table).key, object_kind::column, said.id);
  if (const std::uint32_t there = in.state.find(key, said.id); there != object::none) {
    if (in_create_table) {
      return in.fail(fault::duplicate_column, said.id.view(), in.state.at(table).id.view());
    }
    if (!in.excused(said.id.view(), in.state.at(table).id.view(), there)) {
      return in.fail(fault::column_exists, said.id.view(), in.state.at(table).id.view());
    }
    in.remove(there);
  }
  if (is_system_column(said.id.view())) {
    return in.fail(fault::system_column, said.id.view());
  }
  const column_record settled_column = settled(said, of);
  if (!expect_type(in, said.type, said.id.view()) || !expect_column_rules(in, said, settled_column)) {
    return false;
  }
  object made = in.fresh(object_kind::column, said.id, key);
  made.parent = table;
  made.rank = static_cast<std::uint32_t>(in.state.size());
  made.definition = in.state.keep(settled_column);
  in.add(made);
  if (settled_column.identity != identity_kind::none || settled_column.server_default.what == default_value::form::sequence) {
    add_owned_sequence(in, table, said.id);
  }
  return true;
}

/// Gives an object another definition: a new version of it under the same name.
template <class T>
constexpr std::uint32_t redefine(catalog& in, std::uint32_t which, const T& definition, facet touched = facet_all) {
  object made = in.state.at(which);
  made.definition = in.state.keep(definition);
  return in.replace(which, made, touched);
}

constexpr void set_not_null(catalog& in, std::uint32_t column) {
  if (in.state.column(in.state.at(column)).null != nullability::not_null) {
    column_record changed = in.state.column(in.state.at(column));
    changed.null = nullability::not_null;
    redefine(in, column, changed, facet_null);
  }
}

[[nodiscard]] constexpr bool has_member(std::span<const element> list, const name& column) {
  for (const element& each : list) {
    if (each.column == column) {
      return true;
    }
  }
  return false;
}

[[nodiscard]] constexpr bool same_columns(std::span<const element> a, std::span<const element> b) {
  if (a.size() != b.size()) {
    return false;
  }
  for (const element& each : a) {
    if (!has_member(b, each.column)) {
      return false;
    }
  }
  return true;
}

/// The index that a foreign key to these columns would use: unique, on all rows, on columns only. The oldest one, as
/// PostgreSQL looks for it; or none.
[[nodiscard]] constexpr std::uint32_t key_for(const catalog& in, std::uint32_t table, std::span<const element> columns) {
  std::uint32_t best = object::none;
  for (std::uint32_t i = in.state.at(table).first_child; i != object::none; i = in.state.at(i).next) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::index) {
      const index_record& index = in.state.index(it);
      if (index.unique && index.where.empty() && same_columns(columns, in.state.elements(index.keys))) {
        best = i;
      }
    }
  }
  return best;
}
/// The index of a table's primary key, or none.
[[nodiscard]] constexpr std::uint32_t primary_key_of(const catalog& in, std::uint32_t table) {
  for (std::uint32_t i = in.state.at(table).first_child; i != object::none; i = in.state.at(i).next) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::index && in.state.index(it).primary) {
      return i;
    }
  }
  return object::none;
}

/// Columns that must be there, each once.
constexpr bool expect_members(catalog& in, std::uint32_t table, std::span<const element> list, bool once) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].column.empty()) {
      continue;
    }
    if (in.column(table, list[i].column) == object::none) {
      static_cast<void>(in.expect_column(table, list[i].column));
      if (in.found) {
        return false;
      }
    }
    if (once && i > 0 && has_member(list.first(i), list[i].column)) {
      return in.fail(fault::duplicate_column, list[i].column.view(), in.state.at(table).id.view());
    }
  }
  return true;
}

/// Columns of a B-tree must be of types that have an order.
constexpr bool expect_ordered(catalog& in, std::uint32_t table, std::span<const element> list) {
  for (const element& each : list) {
    const std::uint32_t column = each.column.empty() ? object::none : in.column(table, each.column);
    if (column == object::none || !each.operator_class.empty()) {
      continue;
    }
    const data_type& type = in.state.column(in.state.at(column)).type;
    if (has_btree(type) == answer::no && !in.excused(each.column.view(), in.state.at(table).id.view(), column)) {
      sql_writer text;
      text.type(type);
      return in.fail(fault::no_operator_class, each.column.view(), {}, {}, text.text());
    }
  }
  return true;
}

constexpr void add_index(catalog& in, std::uint32_t table, const name& id, const index_record& of, bool generated_name) {
  const name schema = in.state.at(table).schema;
  object made = in.fresh(object_kind::index, id, schema_state::relation_key(schema, id));
  made.parent = table;
  made.schema = schema;
  made.generated_name = generated_name;
  made.definition = in.state.keep(of);
  in.add(made);
}

/// `PRIMARY KEY USING INDEX`, `UNIQUE USING INDEX`: the index becomes the constraint's, and takes its name.
constexpr bool take_index(catalog& in, std::uint32_t table, const constraint_record& said, constraint_record& made) {
  const std::uint32_t index = in.expect(object_kind::index, in.state.at(table).schema, said.index);
  if (index == object::none) {
    return !in.found;
  }
  const object& it = in.state.at(index);
  index_record taken = in.state.index(it);
  const bool of_this_table = it.parent != object::none && in.state.at(it.parent).key == in.state.at(table).key;
  bool plain = taken.where.empty() && (taken.method.empty() || taken.method == "btree");
  for (const element& key : in.state.elements(taken.keys)) {
    plain = plain && !key.column.empty() && key.order != sort_order::descending;
  }
  if (!of_this_table || !taken.unique || taken.constraint || !plain) {
    return in.fail(fault::index_not_usable, said.index.view(), in.state.at(table).id.view());
  }
  taken.constraint = true;
  taken.primary = said.what == constraint_kind::primary_key;
  made.columns = taken.keys;
  made.index = {};
  in.remove(index);
  add_index(in, table, said.id, taken, false);
  return true;
}

/// What a foreign key refers to.
constexpr bool expect_reference(catalog& in, std::uint32_t table, constraint_record& key, std::uint32_t& other) {
  const schema_state& state = in.state;
  other = in.expect(object_kind::table, key.referred_schema, key.referred_table);
  if (other == object::none) {
    return !in.found;
  }
  const std::string_view other_name = state.at(other).id.view();
  const bool unseen = in.excused(other_name, {}, other);
  if (key.referred_columns.count == 0) {
    const std::uint32_t primary = primary_key_of(in, other);
    if (primary == object::none) {
      return unseen || in.fail(fault::no_primary_key, other_name);
    }
    key.referred_columns = state.index(state.at(primary)).keys;
  }
  const auto own = state.elements(key.columns);
  const auto referred = state.elements(key.referred_columns);
  if (own.size() != referred.size()) {
    return in.fail(fault::key_count, key.id.view(), other_name);
  }
  if (!expect_members(in, other, referred, true)) {
    return false;
  }
  if (key_for(in, other, referred) == object::none && !unseen) {
    sql_writer list;
    write_columns(referred, list);
    return in.fail(fault::no_key, other_name, {}, {}, list.text());
  }
  for (std::size_t i = 0; i < own.size(); ++i) {
    const std::uint32_t from = in.column(table, own[i].column);
    const std::uint32_t to = in.column(other, referred[i].column);
    if (from == object::none || to == object::none) {
      continue;
    }
    const data_type& mine = state.column(state.at(from)).type;
    const data_type& theirs = state.column(state.at(to)).type;
    if (comparable_for_foreign_key(theirs, mine) == answer::no && !unseen &&
        !in.excused(own[i].column.view(), state.at(table).id.view(), from)) {
      sql_writer types;
      (types.type(mine) << " and ").type(theirs);
      return in.fail(fault::key_types, own[i].column.view(), referred[i].column.view(), other_name, types.text());
    }
  }
  return true;
}

/// Adds a constraint to a table. `column` is the one behind which it stands, or empty.
constexpr bool define_constraint(catalog& in, std::uint32_t table, const constraint_record& said, const script& of) {
  constraint_record made = said;
  made.columns = in.state.keep(of.elements(said.columns));
  if (!expect_members(in, table, in.state.elements(made.columns), true)) {
    return false;
  }
  const bool is_key = said.what == constraint_kind::primary_key || said.what == constraint_kind::unique;
  if (said.what == constraint_kind::primary_key && primary_key_of(in, table) != object::none) {
    const name of_table = in.state.at(table).id;
    if (!in.excused(of_table.view(), {}, table)) {
      return in.fail(fault::second_primary_key, of_table.view(), in.state.at(primary_key_of(in, table)).id.view());
    }
  }
  if (!said.id.empty()) {
    const std::uint32_t there = in.constraint(table, said.id);
    if (there != object::none && !in.excused(said.id.view(), in.state.at(table).id.view(), there)) {
      return in.fail(fault::constraint_exists, said.id.view(), in.state.at(table).id.view());
    }
    if (is_key && said.index.empty() && !in.expect_free(object_kind::index, in.state.at(table).schema, said.id)) {
      return false;
    }
  }
  std::uint32_t other = object::none;
  if (is_key && !said.index.empty()) {
    if (!take_index(in, table, said, made)) {
      return false;
    }
  } else if (is_key) {
    if (!expect_ordered(in, table, in.state.elements(made.columns))) {
      return false;
    }
    if (said.id.empty()) {
      made.id = said.what == constraint_kind::unique
                    ? free_relation_name(in, in.state.at(table), joined_columns(in.state.elements(made.columns)).view(), "key")
                    : free_relation_name(in, in.state.at(table), {}, "pkey");
    }
    index_record index;
    index.unique = index.constraint = true;
    index.primary = said.what == constraint_kind::primary_key;
    index.keys = made.columns;
    add_index(in, table, made.id, index, said.id.empty());
  } else if (said.what == constraint_kind::foreign_key) {
    made.referred_columns = in.state.keep(of.elements(said.referred_columns));
    if (!expect_reference(in, table, made, other)) {
      return false;
    }
    if (made.on_delete == referential_action::no_action) {
      made.on_delete = referential_action::unspecified;
    }
    if (made.on_update == referential_action::no_action) {
      made.on_update = referential_action::unspecified;
    }
  }
  if (said.what == constraint_kind::primary_key) {
    for (std::uint32_t i = 0; i < made.columns.count; ++i) {
      const std::uint32_t column = in.column(table, in.state.elements(made.columns)[i].column);
      if (column != object::none) {
        set_not_null(in, column);
      }
    }
  }
  if (made.id.empty()) {
    made.id = free_constraint_name(in, table, made);
  }
  if (in.found) {
    return false;
  }
  object added = in.fresh(object_kind::constraint, made.id,
                          schema_state::child_key(in.state.at(table).key, object_kind::constraint, made.id));
  added.parent = table;
  added.generated_name = said.id.empty();
  added.definition = in.state.keep(made);
  const std::uint32_t number = in.add(added);
  if (other != object::none) {
    in.state.refer(number, other);
  }
  return true;
}

/// A column's own PRIMARY KEY and UNIQUE.
constexpr bool define_column_keys(catalog& in, std::uint32_t table, const column_record& said) {
  if (said.primary_key || said.unique) {
    element own;
    own.column = said.id;
    const element list[] = {own};
    script alone;
    alone.element_pool = list;
    constraint_record key;
    key.columns = {0, 1};
    for (const constraint_kind what : {constraint_kind::primary_key, constraint_kind::unique}) {
      key.what = what;
      if ((what == constraint_kind::primary_key ? said.primary_key : said.unique) &&
          !define_constraint(in, table, key, alone)) {
        return false;
      }
    }
  }
  return true;
}

/// Those constraints of a list that are keys, or those that are not: a foreign key may refer to a key of its own table.
constexpr bool define_constraints(catalog& in, std::uint32_t table, slice list, const script& of, bool keys) {
  for (const constraint_record& each : of.constraints(list)) {
    const bool is_key = each.what == constraint_kind::primary_key || each.what == constraint_kind::unique;
    if (is_key == keys && !define_constraint(in, table, each, of)) {
      return false;
    }
  }
  return true;
}

}  // namespace sterna::detail
