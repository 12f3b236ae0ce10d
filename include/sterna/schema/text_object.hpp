// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string_view>

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/signature.hpp"
#include "sterna/sql/word_reader.hpp"
#include "sterna/sql/writer.hpp"

// Objects that are a name and a text: how they are found, and what of PostgreSQL's reasons to keep one can be told from
// the texts of others. What is not certain is not said.

namespace sterna::detail {

/// What tells objects of one name apart, as a number; 0 for most.
[[nodiscard]] constexpr std::uint64_t distinction_of(object_kind kind, std::string_view method) noexcept {
  switch (kind) {
    case object_kind::function:
    case object_kind::procedure:
    case object_kind::aggregate:
    case object_kind::user_operator:
      return arguments_hash(method);
    case object_kind::operator_class:
    case object_kind::operator_family:
    case object_kind::user_mapping:
      return hash_of(method);
    case object_kind::cast: {
      std::uint64_t hash = hash_of_nothing;
      sql_word_reader in(method);
      while (in.next()) {
        hash = (hash ^ type_hash(in.token())) * schema_state::key_factor;
      }
      return hash;
    }
    default:
      return 0;
  }
}

/// The key under which an object is found; `table` is the key of its table, where it has one.
[[nodiscard]] constexpr std::uint64_t text_key(object_kind kind, const name& schema, std::uint64_t table,
                                               const name& id, std::string_view method) noexcept {
  if (is_of_table(kind)) {
    return schema_state::child_key(table, kind == object_kind::constraint_trigger ? object_kind::trigger : kind, id);
  }
  const bool everywhere = text_kind_of(kind).place == object_place::database;
  const std::uint64_t key = schema_state::key_of(kind, everywhere ? name{} : schema, id);
  const std::uint64_t distinction = distinction_of(kind, method);
  return distinction == 0 ? key : (key ^ distinction) * schema_state::last_factor;
}

/// `f(integer)`, for a sentence.
constexpr void write_text_name(object_kind kind, std::string_view id, std::string_view method, sql_writer& out) {
  out << id;
  if (is_routine(kind) || kind == object_kind::cast || kind == object_kind::user_operator) {
    out << method;
  }
}

/// A function by its name alone, where there is only one; none, and `several`, where there are more.
[[nodiscard]] constexpr std::uint32_t routine_named(const catalog& in, const name& schema, const name& id,
                                                    bool anywhere, bool& several) {
  std::uint32_t found = object::none;
  for (std::uint32_t i = 0; in.state.has_text_objects() && i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    if (it.alive && is_routine(it.kind) && it.id == id &&
        (anywhere || schema_state::place(it.schema) == schema_state::place(schema))) {
      several = several || found != object::none;
      found = i;
    }
  }
  return found;
}

/// The table (or view, or foreign table) that a trigger, a rule or a policy is of; none where nothing is known of it,
/// or where it cannot be (then a fault is set).
[[nodiscard]] constexpr std::uint32_t expect_owner(catalog& in, const operation& op) {
  const std::uint32_t there = in.relation(op.schema, op.table);
  if (there == object::none) {
    return in.expect_table(op);
  }
  const object_kind kind = in.state.at(there).kind;
  const bool possible =
      kind == object_kind::table || kind == object_kind::foreign_table ||
      (kind == object_kind::view && (op.object_is == object_kind::trigger || op.object_is == object_kind::rule)) ||
      (kind == object_kind::materialized_view && op.object_is == object_kind::statistics);
  if (!possible) {
    return in.expect_table(op);
  }
  in.rely_on(there);
  return there;
}

/// The nearest name of the same kind, with its arguments; empty where none is near.
[[nodiscard]] constexpr std::string_view nearest_text_object(catalog& in, object_kind kind, const name& schema,
                                                             const name& id, std::uint32_t table) {
  for (std::uint32_t i = 0; is_routine(kind) && i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == kind && it.id == id && schema_state::place(it.schema) == schema_state::place(schema)) {
      sql_writer text;
      write_text_name(kind, it.id.view(), in.state.text_object(it).method, text);
      return in.state.keep_name(text.text()).view();
    }
  }
  return in.nearest(kind, schema, id, table);
}

/// The object that an op names. None: it is not there (a fault is set), or nothing is known of it.
[[nodiscard]] constexpr std::uint32_t expect_text_object(catalog& in, const operation& op) {
  const object_kind kind = op.object_is;
  std::uint32_t table = object::none;
  if (is_of_table(kind)) {
    table = expect_owner(in, op);
    if (table == object::none) {
      in.underivable = true;
      return object::none;
    }
  }
  bool several = false;
  const std::uint64_t owner = table == object::none ? 0 : in.state.at(table).key;
  const std::uint64_t key = text_key(kind, op.schema, owner, op.object, op.method);
  const std::uint32_t found = is_routine(kind) && op.method.empty()
                                  ? routine_named(in, op.schema, op.object, false, several)
                                  : in.state.find(key);
  sql_writer subject;
  write_text_name(kind, op.object.view(), op.method, subject);
  const std::string_view of = op.table.empty() || !is_of_table(kind) ? op.schema.view() : op.table.view();
  if (found != object::none && !several) {
    const object_kind is = in.state.at(found).kind;
    const bool trigger = kind == object_kind::trigger && is == object_kind::constraint_trigger;
    if (is != kind && !trigger && !in.excused(op.object.view(), {}, found)) {
      in.fail(fault::wrong_kind, subject.text(), catalog::word_for(kind), {}, catalog::word_for(is));
      return object::none;
    }
    in.rely_on(found);
    return found;
  }
  in.underivable = true;
  if (several || in.excused(op.object.view(), op.table.view()) || catalog::system_name(op.schema) ||
      (!is_of_table(kind) && kind != object_kind::extension && in.extended()) || !in.expect_schema(op.schema)) {
    return object::none;
  }
  const std::uint32_t gone = in.state.newest(key);
  in.fail(fault::missing_object, subject.text(), of, nearest_text_object(in, kind, op.schema, op.object, table),
          catalog::word_for(kind));
  if (gone != object::none && in.found.what == fault::missing_object) {
    in.found.other = in.state.at(gone).dropped_by;
  }
  return object::none;
}

/// Whether a text has this word, or one of two, before a name: `SERVER s`, `EXECUTE FUNCTION f`.
[[nodiscard]] constexpr bool says_after(std::string_view text, std::string_view word, std::string_view other,
                                        std::string_view schema, std::string_view id) noexcept {
  sql_word_reader in(text);
  while (in.next()) {
    if (in.kind != sql_token::word || !(in.names(word) || (!other.empty() && in.names(other)))) {
      continue;
    }
    if (!in.next()) {
      return false;
    }
    const sql_word_reader first = in;
    if (in.next() && in.is('.')) {
      if (first.names(schema.empty() ? "public" : schema) && in.next() && in.names(id)) {
        return true;
      }
    } else if (first.names(id)) {
      return true;
    }
  }
  return false;
}

/// The function that a trigger executes: its name, and its schema where that is said.
struct executed {
  name schema{};
  name id{};
};
[[nodiscard]] constexpr executed executed_by(std::string_view text) noexcept {
  executed made;
  sql_word_reader in(text);
  while (in.next()) {
    if (!in.is("execute")) {
      continue;
    }
    in.next();
    const auto named = [](const sql_word_reader& at) {
      const std::string_view token = at.token();
      const bool quoted = at.kind == sql_token::identifier;
      const std::string_view bare = quoted && token.size() > 2 ? token.substr(1, token.size() - 2) : token;
      bool plain = true;
      for (const char c : bare) {
        plain = plain && (quoted ? c != '"' : !(c >= 'A' && c <= 'Z'));
      }
      return plain ? name::viewing(bare.data(), static_cast<std::uint32_t>(bare.size()), hash_of(bare)) : name{};
    };
    if (in.next() && (in.kind == sql_token::word || in.kind == sql_token::identifier)) {
      made.id = named(in);
      if (in.next() && in.is('.') && in.next()) {
        made.schema = made.id;
        made.id = named(in);
      }
    }
    break;
  }
  return made;
}

/// The function that a trigger is to execute must be there, as far as that can be known.
constexpr bool expect_executed(catalog& in, std::string_view text) {
  const executed of = executed_by(text);
  bool several = false;
  constexpr std::string_view own[] = {"suppress_redundant_updates_trigger", "tsvector_update_trigger",
                                      "tsvector_update_trigger_column"};
  for (const std::string_view each : own) {
    if (of.id.view() == each) {
      return true;
    }
  }
  if (of.id.empty() || catalog::system_name(of.schema) || in.excused(of.id.view()) || in.extended() ||
      routine_named(in, of.schema, of.id, of.schema.empty(), several) != object::none) {
    return true;
  }
  return in.fail(fault::missing_object, of.id.view(), of.schema.view(),
                 in.nearest(object_kind::function, of.schema, of.id), catalog::word_for(object_kind::function));
}

/// `UPDATE OF a, b`: columns that must be there, on a table that is known.
constexpr bool expect_updated_columns(catalog& in, std::uint32_t table, std::string_view when) {
  sql_word_reader word(when);
  bool listed = false;
  for (bool more = word.next(); more; more = word.next()) {
    if (word.is("of")) {
      listed = true;
    } else if (word.is("or")) {
      listed = false;
    } else if (listed && word.kind == sql_token::word) {
      name column{};
      for (std::uint32_t i = in.state.at(table).first_child; i != object::none; i = in.state.at(i).next) {
        const object& it = in.state.at(i);
        column = it.alive && it.kind == object_kind::column && word.names(it.id.view()) ? it.id : column;
      }
      if (column.empty() && !in.excused(word.token(), in.state.at(table).id.view())) {
        const std::string_view id = word.token();
        return in.fail(fault::missing_column, id, in.state.at(table).id.view(),
                       in.nearest(object_kind::column, {},
                                  name::viewing(id.data(), static_cast<std::uint32_t>(id.size()), hash_of(id)), table));
      }
    }
  }
  return true;
}

/// Whether one of a list of members (`street text, city mood`) or arguments is of a type.
[[nodiscard]] constexpr bool member_is(std::string_view list, std::string_view schema, std::string_view id) noexcept {
  argument_reader in(list);
  for (argument each; in.next(each);) {
    if (type_is(each.type, schema, id)) {
      return true;
    }
  }
  return false;
}

/// The type behind RETURNS, or nothing: of TABLE (...), its list.
struct returned {
  std::string_view type{};
  bool list = false;
};
[[nodiscard]] constexpr returned returned_by(std::string_view text) noexcept {
  sql_word_reader in(text);
  if (!in.next() || !in.is("returns") || !in.next()) {
    return {};
  }
  if (in.is("setof")) {
    in.next();
  }
  const bool list = in.is("table");
  if (list) {
    in.next();
  }
  const std::size_t first = in.position;
  std::size_t last = in.at;
  int open = 0;
  do {
    open += in.is('(') ? 1 : in.is(')') ? -1 : 0;
    last = in.at;
    sql_word_reader after = in;
    const bool more = after.next();
    if (!more || (open == 0 && (list || (!after.is('.') && !after.is('[') && !after.is(']') && !after.is('%') &&
                                         !in.is('.') && !in.is('[') && !in.is('%'))))) {
      break;
    }
  } while (in.next());
  return {text.substr(first, last - first), list};
}

/// Whether an object surely is made of a type, or of the rows of a table: PostgreSQL keeps both while it is there.
[[nodiscard]] constexpr bool made_of(const catalog& in, const object& user, std::string_view schema,
                                     std::string_view id) {
  const text_record& of = in.state.text_object(user);
  switch (user.kind) {
    case object_kind::function:
    case object_kind::procedure:
    case object_kind::aggregate: {
      const returned out = returned_by(of.text);
      return member_is(of.method, schema, id) ||
             (out.list ? member_is(out.type, schema, id) : type_is(out.type, schema, id));
    }
    case object_kind::composite_type:
      return member_is(of.text, schema, id);
    case object_kind::domain: {
      sql_word_reader base(of.text);
      base.next();
      return type_is(of.text.substr(0, base.at), schema, id);
    }
    default:
      return false;
  }
}

}  // namespace sterna::detail
