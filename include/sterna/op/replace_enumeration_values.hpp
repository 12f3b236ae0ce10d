// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/create_enumeration.hpp"
#include "sterna/op/detail/alter_type.hpp"
#include "sterna/op/detail/remade_readers.hpp"
#include "sterna/op/rename_enumeration_value.hpp"
#include "sterna/op/rename_object.hpp"
#include "sterna/schema/changed_column.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/generated_name.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/restore/has_words.hpp"
#include "sterna/schema/restore/order.hpp"
#include "sterna/schema/restore/remark.hpp"
#include "sterna/schema/restore/table_part.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/undefine/type.hpp"

#include <cstdint>
#include <string_view>

namespace sterna {
namespace detail {

/// What becomes of a value: the one that takes its place; empty where there is none.
[[nodiscard]] constexpr std::string_view replaced_by(std::string_view value, list<element> values,
                                                     list<element> pairs) noexcept {
  for (std::uint32_t i = 0; i + 1 < pairs.count; i += 2) {
    if (pairs.items[i].expression == value) {
      return pairs.items[i + 1].expression;
    }
  }
  for (const element& each : values) {
    if (each.expression == value) {
      return value;
    }
  }
  return {};
}

[[nodiscard]] constexpr bool has_value(list<element> values, std::string_view value) noexcept {
  for (const element& each : values) {
    if (each.expression == value) {
      return true;
    }
  }
  return false;
}

/// What a replacement needs to have dropped, since it compares values of the type: foreign keys (`keys`), or checks and
/// indexes that say more than the column's name.
[[nodiscard]] constexpr pool<std::uint32_t> held_by(const catalog& in, std::uint32_t type, bool keys) {
  pool<std::uint32_t> all;
  const auto take = [&](std::uint32_t which) {
    for (const std::uint32_t each : all) {
      if (each == which) {
        return;
      }
    }
    all.push(which);
  };
  for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
    if (!is_changed_column(in, i, type)) {
      continue;
    }
    const object& column = in.state.at(i);
    const object& of = in.state.at(column.parent);
    const std::uint32_t table = in.relation(of.schema, of.id);
    for (std::uint32_t n = in.state.at(table).first_child; n != object::none; n = in.state.at(n).next) {
      const object& it = in.state.at(n);
      if (!it.alive || (it.kind != object_kind::constraint && it.kind != object_kind::index)) {
        continue;
      }
      if (it.kind == object_kind::constraint && in.state.constraint(it).what == constraint_kind::foreign_key) {
        if (keys && has_member(in.state.elements(in.state.constraint(it).columns), column.id)) {
          take(n);
        }
      } else if (!keys && reads(in.state, it, column.id.view())) {
        // the index of an exclusion is the constraint's
        take(it.kind == object_kind::index && in.state.index(it).constraint ? in.constraint(table, it.id) : n);
      }
    }
    for (std::uint32_t n = keys ? in.state.at(table).first_referrer : object::none; n != object::none;
         n = in.state.at(n).next_referrer) {
      if (in.state.at(n).alive &&
          has_member(in.state.elements(in.state.constraint(in.state.at(n)).referred_columns), column.id)) {
        take(n);
      }
    }
  }
  return all;
}

/// `c::text::mood`, with CASE where values get other names; of an array, array_replace. Names that change places do so
/// over a third one.
constexpr void write_values_anew(const name& column, const data_type& type, list<element> pairs, sql_writer& out) {
  if (type.dimensions == 0 && pairs.count > 0) {
    (out << "(CASE ").identifier(column) << "::text";
    for (std::uint32_t i = 0; i + 1 < pairs.count; i += 2) {
      (out << " WHEN ").literal(pairs.items[i].expression) << " THEN ";
      out.literal(pairs.items[i + 1].expression);
    }
    (out << " ELSE ").identifier(column) << "::text END)::";
    out.type(type);
    return;
  }
  bool swaps = false;
  for (std::uint32_t i = 0; i + 1 < pairs.count; i += 2) {
    swaps = swaps || (pairs.items[i].expression != pairs.items[i + 1].expression &&
                      !replaced_by(pairs.items[i + 1].expression, {}, pairs).empty());
  }
  const std::uint32_t calls = pairs.count / 2 * (swaps ? 2 : 1);
  for (std::uint32_t i = 0; i < calls; ++i) {
    out << "array_replace(";
  }
  out.identifier(column) << (type.dimensions == 0 ? "::text" : "::text[]");
  const auto between = [&](std::uint32_t i) {
    sql_writer both;
    both << pairs.items[i].expression << " -> " << pairs.items[i + 1].expression;
    return both;
  };
  for (std::uint32_t i = 0; i + 1 < pairs.count; i += 2) {
    (out << ", ").literal(pairs.items[i].expression) << ", ";
    out.literal(swaps ? between(i).text() : pairs.items[i + 1].expression) << ')';
  }
  for (std::uint32_t i = 0; swaps && i + 1 < pairs.count; i += 2) {
    (out << ", ").literal(between(i).text()) << ", ";
    out.literal(pairs.items[i + 1].expression) << ')';
  }
  (out << "::").type(type);
}

/// The name of the old type as long as both are there.
[[nodiscard]] constexpr name_text name_of_old_type(const catalog* in, const name& schema, const name& id) {
  name_text made = composed(id.view(), {}, "old", 0);
  for (int pass = 1; in != nullptr && pass < 100; ++pass) {
    const name probe = name::viewing(made.data, static_cast<std::uint32_t>(made.size), hash_of(made.view()));
    if (in->type(schema, probe) == object::none && in->relation(schema, probe) == object::none) {
      break;
    }
    made = composed(id.view(), {}, "old", pass);
  }
  return made;
}

/// The default that a column had before an op, as long as that is known.
[[nodiscard]] constexpr const object* column_before(const changes& of, const object& column) {
  for (const std::uint32_t i : of.after.state.gone_since(of.before.state)) {
    const object& it = of.after.state.at(i);
    if (it.kind == object_kind::column && it.key == column.key && of.after.state.was_alive(i, of.before.state)) {
      return &it;
    }
  }
  return nullptr;
}

/// The ops that a replacement stands for. `back`: they undo it, so that defaults become what they were. False where
/// something that is to be made again has no words any more.
constexpr bool add_replacement(const changes& of, std::uint32_t type, list<element> values, list<element> pairs,
                               bool back, script_builder& out) {
  const catalog& in = of.after;
  const object& it = in.state.at(type);
  const pool<std::uint32_t> keys = held_by(in, type, true);
  const pool<std::uint32_t> readers = held_by(in, type, false);
  for (const pool<std::uint32_t>* each : {&keys, &readers}) {
    for (const std::uint32_t i : *each) {
      const object& held = in.state.at(i);
      if (held.stale || !has_words(of, held)) {
        return false;
      }
      operation& op = out.add(held.kind == object_kind::index ? op_kind::drop_index : op_kind::drop_constraint);
      op.schema = in.state.at(held.parent).schema;
      op.table = in.state.at(held.parent).id;
      op.object = held.id;
    }
  }
  const name old = of.texts.keep_name(name_of_old_type(&in, it.schema, it.id).view());
  operation& rename = out.add(op_kind::rename_object);
  rename.object_is = object_kind::enumeration;
  rename.schema = it.schema;
  rename.object = it.id;
  rename.new_name = old;
  const slice list{static_cast<std::uint32_t>(out.elements().size()), values.count};
  for (const element& each : values) {
    out.add_element() = each;
  }
  operation& create = out.add(op_kind::create_enumeration);
  create.schema = it.schema;
  create.object = it.id;
  create.values = list;
  pool<std::uint32_t> columns;
  for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
    if (is_changed_column(in, i, type)) {
      columns.push(i);
    }
  }
  put_in_order(columns.items, columns.count, in.state);  // those of a table one after the other
  for (const std::uint32_t i : columns) {
    const object& column = in.state.at(i);
    const object* const before = back ? column_before(of, column) : nullptr;
    if (before != nullptr && before->stale) {
      return false;
    }
    column_record change = blank_column;
    change.id = column.id;
    change.has_type = true;
    change.type = in.state.column(column).type;
    change.server_default = in.state.column(before != nullptr ? *before : column).server_default;
    sql_writer text;
    write_values_anew(column.id, change.type, pairs, text);
    change.using_expression = of.texts.keep_name(text.text()).view();
    out.add_column() = change;
    operation& alter = out.add(op_kind::alter_column);
    alter.schema = in.state.at(column.parent).schema;
    alter.table = in.state.at(column.parent).id;
    alter.object = column.id;
    alter.columns = {out.columns().count - 1, 1};
  }
  operation& drop = out.add(op_kind::drop_enumeration);
  drop.schema = it.schema;
  drop.object = old;
  restore_remark(of, it, out);
  for (std::uint32_t i = it.first_child; i != object::none; i = in.state.at(i).next) {
    if (in.state.at(i).alive) {
      restore_remark(of, in.state.at(i), out);
    }
  }
  for (const pool<std::uint32_t>* each : {&readers, &keys}) {
    for (std::uint32_t n = each->count; n-- > 0;) {
      const object& held = in.state.at(each->items[n]);
      if (held.kind == object_kind::index) {
        add_index_op(in, held, out);
      } else {
        add_constraint_op(in, held, out);
      }
      restore_remark(of, held, out);
    }
  }
  return true;
}

/// Without the columns, which are known only where the history is: for looking at it.
constexpr void render_replace_enumeration_values(const operation& of, const script& in, sql_writer& out) {
  const name_text old = name_of_old_type(nullptr, of.schema, of.object);
  ((out << "ALTER TYPE ").qualified(of.schema, of.object) << " RENAME TO ").identifier(old.view());
  out.end_statement();
  render_create_enumeration(of, in, out);
  sql_writer cast;
  data_type type;
  type.base = base_type::named;
  type.in = of.schema;
  type.id = of.object;
  write_values_anew(name("column"), type, in.elements(of.keys), cast);
  out << "-- of each column of it: ALTER COLUMN ... TYPE " << of.object.view() << " USING " << cast.text();
  out.end_statement();
  (out << "DROP TYPE ").qualified(of.schema, name::viewing(old.data, static_cast<std::uint32_t>(old.size),
                                                           hash_of(old.view())));
  out.end_statement();
}

/// Texts of checks and indexes that name a value which goes would be refused.
constexpr bool expect_texts_hold(catalog& in, const object& it, list<element> before, list<element> values) {
  const auto names = [&](std::string_view value) {
    if (it.kind == object_kind::constraint) {
      return says_value(in.state.constraint(it).expression, value);
    }
    bool found = says_value(in.state.index(it).where, value);
    for (const element& key : in.state.elements(in.state.index(it).keys)) {
      found = found || says_value(key.expression, value);
    }
    return found;
  };
  for (const element& each : before) {
    if (!has_value(values, each.expression) && names(each.expression)) {
      return refuse_needed(in, each.expression, it, in.state.at(it.parent).id.view());
    }
  }
  return !it.stale || refuse_needed(in, in.state.at(it.parent).id.view(), it, in.state.at(it.parent).id.view());
}

constexpr bool replace_enumeration_values_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t type = expect_enumeration(in, op);
  if (type == object::none) {
    return !in.found;
  }
  const std::string_view id = op.object.view();
  const list<element> values = of.elements(op.values);
  const list<element> pairs = of.elements(op.keys);
  const slice old = in.state.values(in.state.at(type));
  for (std::uint32_t i = 0; i < values.count; ++i) {
    if (has_value({values.items, i}, values.items[i].expression)) {
      return in.fail(fault::value_exists, values.items[i].expression, id);
    }
  }
  for (std::uint32_t i = 0; i + 1 < pairs.count; i += 2) {
    for (const std::uint32_t side : {0U, 1U}) {
      const std::string_view value = pairs.items[i + side].expression;
      const list<element> among = side == 0 ? in.state.elements(old) : values;
      if (!has_value(among, value) && !in.excused(id, {}, type)) {
        std::string_view nearest{};
        for (const element& each : among) {
          nearest = edit_distance(value, each.expression, 2) <= 2 ? each.expression : nearest;
        }
        return in.fail(fault::missing_value, value, id, nearest);
      }
    }
  }
  if (!drop_literals_of(in, type, behavior::restrict) ||
      (in.state.has_text_objects() && !drop_made_of(in, type, behavior::restrict))) {
    return false;
  }
  for (const std::uint32_t i : held_by(in, type, false)) {
    const object it = in.state.at(i);
    if (!in.excused(it.id.view(), in.state.at(it.parent).id.view(), i) &&
        !expect_texts_hold(in, it, in.state.elements(old), values)) {
      return false;
    }
  }
  const std::uint32_t count = in.state.objects.count;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!is_changed_column(in, i, type)) {
      continue;
    }
    const object it = in.state.at(i);
    const object& table = in.state.at(it.parent);
    if (!expect_type_not_held(in, in.relation(table.schema, table.id), it.id)) {
      return false;
    }
    column_record made = in.state.column(it);
    if (made.server_default.what != default_value::form::text || made.type.dimensions != 0) {
      continue;
    }
    const std::string_view now = replaced_by(made.server_default.text, values, pairs);
    if (now.empty() && !in.excused(it.id.view(), table.id.view(), i)) {
      return refuse_needed(in, made.server_default.text, it, table.id.view());
    }
    if (!now.empty() && now != made.server_default.text) {
      made.server_default.text = now;
      redefine(in, i, made, facet_default);
    }
  }
  redefine(in, type, in.state.keep(values));
  return !in.found;
}

/// Each value needs a way back: it was there before, or it has taken the place of one.
constexpr bool replace_enumeration_values_reverse(const operation& op, const script& of, const changes& made,
                                                  script_builder& out) {
  const schema_state& state = made.after.state;
  const list<element> values = of.elements(op.values);
  const list<element> pairs = of.elements(op.keys);
  const std::uint32_t type = made.after.enumeration(op.schema, op.object);
  std::uint32_t old = object::none;
  for (const std::uint32_t i : state.gone_since(made.before.state)) {
    if (state.at(i).kind == object_kind::enumeration && state.was_alive(i, made.before.state)) {
      old = i;
    }
  }
  if (type == object::none || old == object::none) {
    return false;
  }
  const list<element> before = state.elements(state.values(state.at(old)));
  pool<element> back;
  for (const element& each : values) {
    bool found = has_value(before, each.expression) && replaced_by(each.expression, values, pairs) == each.expression;
    for (std::uint32_t i = 0; i + 1 < pairs.count && !found; i += 2) {
      if (pairs.items[i + 1].expression == each.expression) {
        back.push(each);
        back.push(pairs.items[i]);
        found = true;
      }
    }
    if (!found) {
      return false;
    }
  }
  for (const std::uint32_t i : held_by(made.after, type, false)) {
    for (const element& each : values) {
      const object& it = state.at(i);
      if (!has_value(before, each.expression) && it.kind == object_kind::constraint &&
          says_value(state.constraint(it).expression, each.expression)) {
        return false;
      }
    }
  }
  return add_replacement(made, type, before, back, true, out);
}

/// What it stands for where the schema is known that it meets.
constexpr bool replace_enumeration_values_complete(const operation& op, const script& of, const changes& made,
                                                   script_builder& out) {
  const std::uint32_t type = made.after.enumeration(op.schema, op.object);
  return type != object::none && add_replacement(made, type, of.elements(op.values), of.elements(op.keys), false, out);
}

inline constexpr verb replace_enumeration_values_verb{"replace_enumeration_values",
                                                      needs::object,
                                                      render_replace_enumeration_values,
                                                      replace_enumeration_values_effect,
                                                      replace_enumeration_values_reverse,
                                                      nullptr,
                                                      nullptr,
                                                      replace_enumeration_values_complete};

template <std::uint32_t N>
struct replace_enumeration_values_word : op_fragment<N>, with_schema<replace_enumeration_values_word, N> {
  /// Rows and defaults that have the value `from` get `to` in its place.
  [[nodiscard]] constexpr replace_enumeration_values_word<N + 2> map(std::string_view from,
                                                                     std::string_view to) const noexcept {
    const token more[] = {text_token(part::key_expression, from), text_token(part::key_expression, to)};
    return extended<detail::replace_enumeration_values_word>(*this, more);
  }
};

}  // namespace detail

namespace dsl {

/// Gives an enumeration other values, in another order: what PostgreSQL has no statement for.
/// `replace_enumeration_values("mood", {"sad", "great"}).map("happy", "great")`. A value without a place among the new
/// ones makes the migration fail where a row has it.
///
/// The SQL: foreign keys, checks and indexes that compare the values are dropped; `ALTER TYPE id RENAME TO id_old`;
/// `CREATE TYPE id AS ENUM (...)`; for each column that the history knows `ALTER TABLE ... ALTER COLUMN c DROP DEFAULT,
/// ALTER COLUMN c TYPE id USING c::text::id, ALTER COLUMN c SET DEFAULT ...`; `DROP TYPE id_old`; and what was dropped
/// is made again. Each such table is written anew, and nobody can read it meanwhile. Of a column that only raw SQL
/// knows `DROP TYPE` complains, and nothing has happened.
template <std::size_t N>
[[nodiscard]] constexpr auto replace_enumeration_values(name id, const std::string_view (&values)[N]) noexcept {
  detail::replace_enumeration_values_word<2 + N> made;
  made.items[0] = detail::op_token(op_kind::replace_enumeration_values);
  made.items[1] = detail::name_token(part::object, id);
  for (std::size_t i = 0; i < N; ++i) {
    made.items[2 + i] = detail::text_token(part::value, values[i]);
  }
  return made;
}

}  // namespace dsl
}  // namespace sterna
