// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>
#include <string_view>

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/default_rules.hpp"
#include "sterna/schema/generated_name.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/sequence_values.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/column.hpp"

// How columns, constraints and indexes come into a schema: what PostgreSQL asks of them, and what it adds of its own.

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

/// Whether a sequence has been made with its column, and not by an op of its own.
[[nodiscard]] constexpr bool made_with_column(const schema_state& state, const object& sequence) {
  const setting* const owner =
      sequence.parent == object::none ? nullptr : setting_in(state.settings(sequence), setting_kind::owned_by);
  return owner != nullptr && owner->detail.empty();
}
/// The column that a sequence goes with; of one that has no owner, empty.
[[nodiscard]] constexpr name owner_of(const schema_state& state, const object& sequence) {
  const setting* const owner = setting_in(state.settings(sequence), setting_kind::owned_by);
  return owner == nullptr ? name{} : owner->id();
}
/// The type of a sequence.
[[nodiscard]] constexpr base_type type_of_sequence(const schema_state& state, const object& sequence) {
  const setting* const type = setting_in(state.settings(sequence), setting_kind::as_type);
  return type == nullptr ? base_type::big_integer : static_cast<base_type>(type->value);
}

/// The sequence that an identity or serial column owns. Of a serial column it keeps its type, whatever the column's
/// becomes.
constexpr void add_owned_sequence(catalog& in, std::uint32_t table, const name& column, base_type type) {
  const name id = free_relation_name(in, in.state.objects.items[table], column.view(), label_seq);
  setting said[2]{};
  said[0].what = setting_kind::owned_by;
  said[0].text = column.view();
  said[0].value = column.code;
  said[1].value = static_cast<std::uint64_t>(type);
  const std::uint32_t definition =
      in.state.keep(in.state.keep(list<setting>{said, type == base_type::big_integer ? 1U : 2U}));
  const name schema = in.state.objects.items[table].schema;
  in.add_child(object_kind::sequence, id, schema_state::relation_key(schema, id), table, definition, schema, true);
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
  if (said.settings.count > 0 && !keep_column_settings(in, of.settings(said.settings), made)) {
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

[[nodiscard]] constexpr bool has_member(list<element> list, const name& column) {
  for (std::uint32_t i = 0; i < list.count; ++i) {
    if (list.items[i].column == column) {
      return true;
    }
  }
  return false;
}

[[nodiscard]] constexpr bool same_columns(list<element> a, list<element> b) {
  if (a.size() != b.size()) {
    return false;
  }
  for (const element *each = a.data(), *end = each + a.size(); each != end; ++each) {
    if (!has_member(b, each->column)) {
      return false;
    }
  }
  return true;
}

/// The index that a foreign key to these columns would use: unique, on all rows, on columns only. The oldest one, as
/// PostgreSQL looks for it; or none.
[[nodiscard]] constexpr std::uint32_t key_for(const catalog& in, std::uint32_t table, list<element> columns) {
  std::uint32_t best = object::none;
  const object* const objects = in.state.objects.items;
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    if (objects[i].kind == object_kind::index && objects[i].alive) {
      const index_record& index = in.state.index(objects[i]);
      if (index.unique && !index.deferrable && index.keys.count == columns.size() && index.where.empty() &&
          (best == object::none || objects[i].rank < objects[best].rank) &&
          same_columns(columns, in.state.elements(index.keys))) {
        best = i;
      }
    }
  }
  return best;
}

/// The index of a table's primary key, or none.
[[nodiscard]] constexpr std::uint32_t primary_key_of(const catalog& in, std::uint32_t table) {
  const object* const objects = in.state.objects.items;
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    const object& it = objects[i];
    if (it.kind == object_kind::index && it.alive && in.state.index(it).primary) {
      return i;
    }
  }
  return object::none;
}

/// The enumeration that a type is, or none.
[[nodiscard]] constexpr std::uint32_t enumeration_of(const catalog& in, const data_type& type) {
  return type.base == base_type::named && type.dimensions == 0 ? in.enumeration(type.in, type.id) : object::none;
}

/// `comparable_for_foreign_key`, with what is known of enumerations: each can be compared only with itself.
[[nodiscard]] constexpr answer comparable_in(const catalog& in, const data_type& key, const data_type& foreign) {
  const answer known = comparable_for_foreign_key(key, foreign);
  if (known != answer::unknown) {
    return known;
  }
  const std::uint32_t one = enumeration_of(in, key);
  const std::uint32_t other = enumeration_of(in, foreign);
  const bool told = (one != object::none && (other != object::none || canonical(foreign).known())) ||
                    (other != object::none && canonical(key).known());
  return !told || in.excused(key.id.view()) || in.excused(foreign.id.view()) ? answer::unknown
                                                                             : as_answer(one == other);
}

/// Whether a type is a composite one, that of a table's rows, a range or an array of enumerations: no text becomes one
/// by itself.
[[nodiscard]] constexpr bool is_made_of_no_text(const catalog& in, const data_type& type) {
  if (type.base != base_type::named) {
    return false;
  }
  const std::uint32_t of = in.type(type.in, type.id);
  return of == object::none ? has_row_type(in, type.in, type.id)
         : in.state.at(of).kind == object_kind::enumeration ? type.dimensions > 0
                                                            : in.state.at(of).kind != object_kind::domain;
}

/// Whether a type is surely the rows of a table or a view, or a list of such.
[[nodiscard]] constexpr bool is_of_rows(const catalog& in, const data_type& type) {
  return type.base == base_type::named && in.type(type.in, type.id) == object::none &&
         has_row_type(in, type.in, type.id) && !in.excused(type.id.view()) && !in.extended();
}

/// `assignment_cast`, with what is known of enumerations and of rows: texts are made of one, and one is made of
/// nothing.
[[nodiscard]] constexpr answer cast_between(const catalog& in, const data_type& from, const data_type& to) {
  const answer known = assignment_cast(from, to);
  if (known != answer::unknown) {
    return known;
  }
  if (to.base == base_type::named && is_made_of_no_text(in, to)) {
    const canonical_type text = canonical(from);
    if (detail::in(text.base, text_types) && !in.excused(to.id.view())) {
      return answer::no;
    }
  }
  if (const bool rows = is_of_rows(in, from); rows || is_of_rows(in, to)) {
    const canonical_type other = canonical(rows ? to : from);
    return !other.known() || other.base == catalog_type::single_char
               ? answer::unknown
               : as_answer(rows && other.dimensions == 0 && detail::in(other.base, text_types));
  }
  const std::uint32_t source = enumeration_of(in, from);
  const std::uint32_t target = enumeration_of(in, to);
  if ((source == object::none && target == object::none) || in.excused(from.id.view()) || in.excused(to.id.view())) {
    return answer::unknown;
  }
  if (source != object::none && target != object::none) {
    return as_answer(source == target);
  }
  const canonical_type other = canonical(source != object::none ? to : from);
  if (!other.known() || other.base == catalog_type::single_char) {
    return answer::unknown;
  }
  return as_answer(source != object::none && other.dimensions == 0 && detail::in(other.base, text_types));
}

/// Columns that must be there, each once.
constexpr bool expect_members(catalog& in, std::uint32_t table, list<element> list, bool once) {
  for (std::uint32_t i = 0; i < list.count; ++i) {
    const name& column = list.items[i].column;
    if (column.length == 0) {
      continue;
    }
    if (in.branched || in.column(table, column) == object::none) {
      static_cast<void>(in.expect_column(table, column));
      if (in.found) {
        return false;
      }
    }
    if (once && i > 0 && has_member(list.first(i), list[i].column)) {
      return in.fail(fault::duplicate_column, list[i].column.view(), in.state.objects.items[table].id.view());
    }
  }
  return true;
}

/// Columns of a B-tree must be of types that have an order.
constexpr bool expect_ordered(catalog& in, std::uint32_t table, list<element> list) {
  for (std::uint32_t i = 0; i < list.count; ++i) {
    const element& each = list.items[i];
    const std::uint32_t column = each.column.length == 0 ? object::none : in.column(table, each.column);
    if (column == object::none) {
      continue;
    }
    const data_type& type = in.state.column(in.state.objects.items[column]).type;
    if ((type.base > base_type::named && type.base < base_type::json) || !each.operator_class.empty()) {
      continue;  // nearly all
    }
    if (has_btree(type) == answer::no &&
        !in.excused(each.column.view(), in.state.objects.items[table].id.view(), column)) {
      sql_writer text;
      text.type(type);
      return in.fail(fault::no_operator_class, each.column.view(), {}, {}, text.text());
    }
  }
  return true;
}

/// Gives the index's definition.
constexpr std::uint32_t add_index(catalog& in, std::uint32_t table, const name& id, const index_record& of,
                                  bool generated_name) {
  const std::uint32_t definition = in.state.keep(of);
  const name schema = in.state.objects.items[table].schema;
  in.add_child(object_kind::index, id, schema_state::relation_key(schema, id), table, definition, schema,
               generated_name);
  return definition;
}

/// Refuses what PostgreSQL cannot do with a table that is partitioned.
constexpr bool expect_not_partitioned(catalog& in, std::uint32_t table, std::string_view why) {
  const std::string_view id = in.state.objects.items[table].id.view();
  return partition_key_of(in, table) == nullptr || in.excused(id, {}, table) ||
         in.fail(fault::table_is_partitioned, id, {}, {}, why);
}

/// `PRIMARY KEY USING INDEX`, `UNIQUE USING INDEX`: the index becomes the constraint's, and takes its name.
constexpr bool take_index(catalog& in, std::uint32_t table, const constraint_record& said, constraint_record& made) {
  if (!expect_not_partitioned(in, table, "no index of it becomes a constraint; leave .using_index(...) out, and say "
                                         "assume_safe(...)")) {
    return false;
  }
  const std::uint32_t index = in.expect(object_kind::index, in.state.objects.items[table].schema, said.index);
  if (index == object::none) {
    return !in.found;
  }
  const object& it = in.state.objects.items[index];
  index_record taken = in.state.index(it);
  const bool of_this_table =
      it.parent != object::none && in.state.at(it.parent).key == in.state.objects.items[table].key;
  bool plain = taken.where.empty() && (taken.method.empty() || taken.method == "btree");
  std::uint32_t place = 0;
  for (const element& key : in.state.elements(taken.keys)) {
    plain = plain && !key.column.empty() && key.order != sort_order::descending && key.nulls != null_order::first &&
            key.operator_class.empty();
    // the columns that were said, where any were, are those of the index: PostgreSQL would not ask
    plain = plain && (made.columns.count == 0 ||
                      (place < made.columns.count && in.state.first(made.columns)[place].column == key.column));
    const std::uint32_t column = key.column.empty() ? object::none : in.column(table, key.column);
    plain =
        plain &&
        (key.collation.empty() ||
         (column != object::none && in.state.column(in.state.objects.items[column]).type.collation == key.collation));
    ++place;
  }
  plain = plain && (made.columns.count == 0 || made.columns.count == place);
  if (!of_this_table || !taken.unique || taken.constraint || !plain) {
    return in.fail(fault::index_not_usable, said.index.view(), in.state.objects.items[table].id.view());
  }
  taken.constraint = true;
  taken.primary = said.what == constraint_kind::primary_key;
  if (!expect_members(in, table, in.state.elements(taken.keys), true)) {
    return false;
  }
  if (!said.id.empty() && !(said.id == said.index) &&
      !in.expect_free(object_kind::index, in.state.objects.items[table].schema, said.id)) {
    return false;
  }
  made.id = said.id.empty() ? said.index : said.id;
  const std::uint32_t there = said.id.empty() ? in.constraint(table, made.id) : object::none;
  if (there != object::none && !in.excused(made.id.view(), in.state.objects.items[table].id.view(), there)) {
    return in.taken(fault::constraint_exists, there, in.state.objects.items[table].id.view());
  }
  taken.deferrable = said.has(deferrable_option);
  made.columns = taken.keys;
  made.include = taken.include;
  made.options = static_cast<std::uint8_t>(made.options | (taken.nulls_not_distinct ? nulls_not_distinct_option : 0));
  made.index = {};
  const std::uint32_t rank = it.rank;
  in.remove(index);
  add_index(in, table, made.id, taken, false);
  in.state.at(in.state.objects.count - 1).rank = rank;
  for (std::uint32_t i = in.state.objects.items[table].first_referrer; i != object::none;
       i = in.state.objects.items[i].next_referrer) {
    if (in.state.objects.items[i].alive && in.state.constraint(in.state.objects.items[i]).index == said.index) {
      constraint_record key = in.state.constraint(in.state.objects.items[i]);
      key.index = made.id;
      in.state.refer(redefine(in, i, key), table);
    }
  }
  return true;
}

/// What a foreign key refers to.
constexpr bool expect_reference(catalog& in, std::uint32_t table, constraint_record& key, std::uint32_t& other) {
  const schema_state& state = in.state;
  other = in.expect(object_kind::table, key.referred_schema, key.referred_table);
  if (other == object::none) {
    return !in.found;
  }
  const std::string_view other_name = state.objects.items[other].id.view();
  const bool unseen = in.excused(other_name, {}, other) || in.takes_over(other);
  std::uint32_t index = object::none;
  if (key.referred_columns.count == 0) {
    index = primary_key_of(in, other);
    if (index == object::none) {
      return unseen || in.fail(fault::no_primary_key, other_name);
    }
    key.referred_columns = state.index(state.objects.items[index]).keys;
  }
  const auto own = state.elements(key.columns);
  const auto referred = state.elements(key.referred_columns);
  if (own.size() != referred.size()) {
    return in.fail(fault::key_count, key.id.view(), other_name);
  }
  if (!expect_members(in, other, referred, true)) {
    return false;
  }
  index = index != object::none ? index : key_for(in, other, referred);
  if (index != object::none) {
    key.index = state.objects.items[index].id;
  } else if (!unseen) {
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
    if (!state.column(state.objects.items[from]).generated.empty() &&
        (key.on_delete >= referential_action::set_null || key.on_update >= referential_action::cascade)) {
      return in.fail(fault::column_is_generated, own[i].column.view(), {}, {},
                     "cannot be changed by ON DELETE or ON UPDATE");
    }
    const data_type& mine = state.column(state.objects.items[from]).type;
    const data_type& theirs = state.column(state.objects.items[to]).type;
    if (comparable_in(in, theirs, mine) == answer::no && !unseen &&
        !in.excused(own[i].column.view(), state.objects.items[table].id.view(), from)) {
      sql_writer types;
      (types.type(mine) << " and ").type(theirs);
      return in.fail(fault::key_types, own[i].column.view(), referred[i].column.view(), other_name, types.text());
    }
  }
  return true;
}

/// Adds a constraint to a table. `column` is the one behind which it stands, or empty.
constexpr bool define_constraint(catalog& in, std::uint32_t table, const constraint_record& said, const script& of) {
  const bool is_key = said.what == constraint_kind::primary_key || said.what == constraint_kind::unique;
  const std::uint32_t definition = in.state.keep(said);
  constraint_record& made = in.state.constraint_at(definition);
  if (said.columns.count > 0) {
    made.columns = in.state.keep(of.elements(said.columns));
    if (!expect_members(in, table, in.state.elements(made.columns), is_key)) {
      return false;
    }
  }
  if (said.what == constraint_kind::primary_key && primary_key_of(in, table) != object::none) {
    const name of_table = in.state.objects.items[table].id;
    if (!in.excused(of_table.view(), {}, table)) {
      return in.fail(fault::second_primary_key, of_table.view(), in.state.at(primary_key_of(in, table)).id.view());
    }
  }
  if (said.id.length > 0) {
    const std::uint32_t there = in.constraint(table, said.id);
    if (there != object::none && !in.excused(said.id.view(), in.state.objects.items[table].id.view(), there)) {
      return in.taken(fault::constraint_exists, there, in.state.objects.items[table].id.view());
    }
    if ((is_key || said.what == constraint_kind::exclude) && said.index.length == 0 &&
        !in.expect_free(object_kind::index, in.state.objects.items[table].schema, said.id)) {
      return false;
    }
    in.strange_names = in.strange_names || looks_generated(said.id, in.state.objects.items[table].id);
  }
  std::uint32_t other = object::none;
  if (is_key && said.index.length > 0) {
    if (!take_index(in, table, said, made)) {
      return false;
    }
  } else if (is_key) {
    if (!expect_ordered(in, table, in.state.elements(made.columns)) ||
        (in.has_partitioned && !expect_partition_columns_in(in, table, in.state.elements(made.columns)))) {
      return false;
    }
    if (said.id.length == 0) {
      made.id = said.what == constraint_kind::unique
                    ? free_key_name(in, table, joined_columns(in.state.elements(made.columns)).view(), label_key)
                    : free_key_name(in, table, {}, label_pkey);
    }
    index_record& index = in.state.index_at(add_index(in, table, made.id, blank_index, said.id.length == 0));
    index.unique = index.constraint = true;
    index.primary = said.what == constraint_kind::primary_key;
    index.keys = made.columns;
    if (said.options != 0 || said.include.count > 0) {
      index.deferrable = said.has(deferrable_option);
      index.nulls_not_distinct = said.has(nulls_not_distinct_option);
      made.include = index.include = in.state.keep(of.elements(said.include));
      if (!expect_members(in, table, in.state.elements(made.include), false)) {
        return false;
      }
    }
  } else if (said.what == constraint_kind::exclude) {
    made.referred_columns = in.state.keep(of.elements(said.referred_columns));
    if (made.id.length == 0) {
      made.id = free_key_name(in, table, joined_columns(in.state.elements(made.columns)).view(), label_excl);
    }
    index_record& index = in.state.index_at(add_index(in, table, made.id, blank_index, said.id.length == 0));
    index.constraint = true;
    index.deferrable = said.has(deferrable_option);
    index.keys = made.columns;
    index.method = said.method;
    index.where = said.expression;
  } else if (said.what == constraint_kind::foreign_key) {
    if (said.not_valid && in.lowest_server < 18 &&
        !expect_not_partitioned(in, table, "before PostgreSQL 18 it has no foreign key that is not validated; leave "
                                           ".not_valid() out, and say assume_safe(...)")) {
      return false;
    }
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
    if (said.set_columns.count > 0) {
      made.set_columns = in.state.keep(of.elements(said.set_columns));
    }
  }
  if (said.what == constraint_kind::primary_key) {
    for (std::uint32_t i = 0; i < made.columns.count; ++i) {
      const std::uint32_t column = in.column(table, in.state.first(made.columns)[i].column);
      if (column != object::none) {
        set_not_null(in, column);
      }
    }
  }
  if (made.id.length == 0) {
    made.id = free_constraint_name(in, table, made);
  }
  if (in.found) {
    return false;
  }
  in.add_child(object_kind::constraint, made.id,
               schema_state::child_key(in.state.objects.items[table].key, object_kind::constraint, made.id), table,
               definition, no_name, said.id.length == 0);
  const std::uint32_t number = in.state.objects.count - 1;
  if (other != object::none) {
    in.state.refer(number, other);
  }
  return true;
}

/// A column's own PRIMARY KEY and UNIQUE: said both, it is one key.
constexpr bool define_column_keys(catalog& in, std::uint32_t table, const column_record& said) {
  element own[] = {blank_element};
  own[0].column = said.id;
  script alone;
  alone.element_pool = {own, 1};
  constraint_record key = blank_constraint;
  key.columns.count = 1;
  key.what = said.primary_key ? constraint_kind::primary_key : constraint_kind::unique;
  return !(said.primary_key || said.unique) || define_constraint(in, table, key, alone);
}

/// The checks or the foreign keys of a list. In a new table checks come before keys, and foreign keys behind them.
constexpr bool define_constraints(catalog& in, std::uint32_t table, slice list, const script& of,
                                  constraint_kind what) {
  for (const constraint_record& each : of.constraints(list)) {
    if (each.what == what && !define_constraint(in, table, each, of)) {
      return false;
    }
  }
  return true;
}

/// The keys of a new table, where there are several: PostgreSQL makes the primary key first, and of those on the same
/// columns only one, which has the first name that one of them has.
constexpr bool define_keys(catalog& in, std::uint32_t table, slice columns, slice constraints, const script& of) {
  pool<element> members;
  pool<constraint_record> keys;
  bool excludes = false;
  const auto same_list = [&](slice known, list<element> list) {
    bool same = known.count == list.count;
    for (std::uint32_t i = 0; same && i < list.count; ++i) {
      same = members[known.first + i].column == list.items[i].column;
    }
    return same;
  };
  const auto keep = [&](list<element> list) {
    for (std::uint32_t i = 0; i < list.count; ++i) {
      members.push(list.items[i]);
    }
    return slice{members.size() - list.count, list.count};
  };
  const auto take = [&](const constraint_record& said, list<element> list, ::sterna::list<element> include) {
    for (std::uint32_t i = 0; said.what == constraint_kind::unique && i < keys.size(); ++i) {
      if (keys[i].options == said.options && same_list(keys[i].columns, list) && same_list(keys[i].include, include)) {
        keys[i].id = keys[i].id.empty() ? said.id : keys[i].id;
        return;
      }
    }
    constraint_record made = said;
    made.columns = keep(list);
    made.include = keep(include);
    keys.push(made);
  };
  for (const constraint_kind what : {constraint_kind::primary_key, constraint_kind::unique}) {
    for (const column_record& column : of.columns(columns)) {
      if (what == constraint_kind::primary_key ? column.primary_key : column.unique) {
        element own[] = {blank_element};
        own[0].column = column.id;
        constraint_record key = blank_constraint;
        key.what = what;
        take(key, {own, 1}, {});
      }
    }
    for (const constraint_record& each : of.constraints(constraints)) {
      if (each.what == what) {
        take(each, of.elements(each.columns), of.elements(each.include));
      } else if (each.what == constraint_kind::exclude) {
        excludes = true;
      }
    }
  }
  script alone;
  alone.element_pool = {members.data(), members.size()};
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    if (!define_constraint(in, table, keys[i], alone)) {
      return false;
    }
  }
  return !excludes || define_constraints(in, table, constraints, of, constraint_kind::exclude);
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
