// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object/sql.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/undefine/type.hpp"
#include "sterna/sql/mentions.hpp"

// What making, replacing and dropping an object that is a name and a text does to the schema.

namespace sterna {
namespace detail {

/// What has to be said, and texts that end.
constexpr bool expect_said(const operation& op, catalog& in) {
  if (op.object.empty() && op.object_is != object_kind::cast) {
    return in.fail(fault::empty_name, {});
  }
  if (op.sql.empty() && text_kind_of(op.object_is).needs_text) {
    return in.fail(fault::empty_sql, {});
  }
  for (const std::string_view text : {op.method, op.where, op.sql}) {
    sql_word_reader words(text);
    while (words.next()) {
    }
    if (!expect_terminated(in, words.flaw, text.substr(words.flaw_position))) {
      return false;
    }
  }
  return true;
}

/// Whether the name is free; `there` is who has it where that is no fault.
constexpr bool expect_place(const operation& op, catalog& in, std::uint64_t key, std::uint32_t& there) {
  const object_kind kind = op.object_is;
  if (text_kind_of(kind).place == object_place::relations) {
    there = op.if_not_exists ? in.relation(op.schema, op.object) : object::none;
    return there != object::none || in.expect_free(kind, op.schema, op.object);
  }
  if (!in.expect_schema(op.schema)) {
    return false;
  }
  there = in.state.find(key);
  if (there == object::none && is_text_type(kind)) {
    const std::uint32_t row = in.relation(op.schema, op.object);
    const bool typed = row != object::none && in.state.at(row).kind != object_kind::index &&
                       in.state.at(row).kind != object_kind::sequence;
    there = typed ? row : object::none;
  }
  if (there == object::none || op.if_not_exists) {
    return true;
  }
  if (in.excused(op.object.view(), op.table.view(), there)) {
    in.remove(there);
    return true;
  }
  sql_writer subject;
  write_text_name(kind, op.object.view(), op.method, subject);
  in.rely_on(there);
  if (!in.found) {
    const std::string_view owner = is_of_table(kind) ? op.table.view() : std::string_view{};
    in.fail(fault::object_exists, subject.text(), owner, catalog::word_for(in.state.at(there).kind),
            catalog::word_for(kind));
    in.found.other = in.state.at(there).named_by;
  }
  return false;
}

/// Without FAMILY, PostgreSQL makes an operator family of the class's name, which outlives the class.
constexpr void add_family_of(const operation& op, catalog& in) {
  const std::uint64_t key = text_key(object_kind::operator_family, op.schema, 0, op.object, op.method);
  if (mentions(op.where, "family") || in.state.find(key) != object::none) {
    return;
  }
  object family = in.fresh(object_kind::operator_family, op.object, key);
  family.schema = op.schema;
  family.rank = in.state.objects.count;
  family.definition = in.state.keep(text_record{op.method, {}, {}});
  in.add(family);
}

constexpr bool create_object_effect(const operation& op, const script&, catalog& in) {
  const object_kind kind = op.object_is;
  if (!expect_said(op, in)) {
    return false;
  }
  std::uint32_t table = object::none;
  if (is_of_table(kind) || kind == object_kind::statistics) {
    table = expect_owner(in, op);
    if (table == object::none) {
      return !in.found;
    }
  }
  const bool trigger = kind == object_kind::trigger || kind == object_kind::constraint_trigger;
  if ((trigger || kind == object_kind::event_trigger) && !expect_executed(in, op.sql)) {
    return false;
  }
  if (trigger && in.state.at(table).kind == object_kind::table && !expect_updated_columns(in, table, op.where)) {
    return false;
  }
  const std::uint64_t key =
      text_key(kind, op.schema, table == object::none ? 0 : in.state.at(table).key, op.object, op.method);
  std::uint32_t there = object::none;
  if (!expect_place(op, in, key, there)) {
    return false;
  }
  if (there != object::none && in.state.at(there).alive) {
    return true;  // IF NOT EXISTS
  }
  if (kind == object_kind::operator_class) {
    add_family_of(op, in);
  }
  object made = in.fresh(kind, op.object, key);
  made.schema = is_of_table(kind) ? name{} : op.schema;
  made.parent = table;
  made.rank = in.state.objects.count;
  made.definition = in.state.keep(text_record{op.method, op.where, op.sql});
  in.add(made);
  if (kind == object_kind::cast) {
    in.cannot_see(op.method, sql_reach::names);  // what can be cast to what is another matter from now on
  }
  return !in.found;
}

/// OR REPLACE takes back what ALTER has set, but for names.
constexpr void forget_alterations(catalog& in, std::uint32_t which) {
  for (std::uint32_t i = in.state.at(which).first_child; i != object::none; i = in.state.at(i).next) {
    if (in.state.at(i).kind == object_kind::alteration && !mentions(in.state.at(i).comment, "rename")) {
      in.remove(i);
    }
  }
}

/// A view with another query. PostgreSQL wants the columns that it has, and lets others follow them.
constexpr bool replace_view_effect(const operation& op, catalog& in) {
  if (op.sql.empty()) {
    return in.fail(fault::empty_sql, {});
  }
  const std::uint32_t view = in.expect(object_kind::view, op.schema, op.object);
  if (view != object::none) {
    object changed = in.state.at(view);
    changed.definition = in.state.keep(op.sql);
    changed.stale = false;
    forget_alterations(in, view);
    in.replace(view, changed);
  }
  return !in.found;
}

/// What an extension, or PostgreSQL itself, has made is not replaced under its name: there the op only makes.
constexpr bool replace_object_effect(const operation& op, const script&, catalog& in) {
  if (op.object_is == object_kind::view) {
    return replace_view_effect(op, in);
  }
  if (!expect_said(op, in)) {
    return false;
  }
  const std::uint32_t old = expect_text_object(in, op);
  if (old == object::none) {
    return !in.found;
  }
  object changed = in.state.at(old);
  if (op.object_is == object_kind::trigger) {
    const std::uint32_t table = in.state.newest(in.state.at(changed.parent).key);  // as it is by now
    if (!expect_executed(in, op.sql) ||
        (in.state.at(table).kind == object_kind::table && !expect_updated_columns(in, table, op.where))) {
      return false;
    }
  }
  changed.kind = op.object_is;
  changed.stale = false;
  changed.comment = replaced_anew(op.object_is) ? std::string_view{} : changed.comment;
  changed.definition = in.state.keep(text_record{op.method, op.where, op.sql});
  forget_alterations(in, old);
  in.replace(old, changed);
  return !in.found;
}

constexpr bool drop_object_effect(const operation& op, const script&, catalog& in) {
  if (op.object.empty() && op.object_is != object_kind::cast) {
    return in.fail(fault::empty_name, {});
  }
  const object_kind kind = op.object_is;
  if (op.if_exists) {
    bool several = false;
    const std::uint32_t table = is_of_table(kind) ? in.relation(op.schema, op.table) : object::none;
    const std::uint64_t key =
        text_key(kind, op.schema, table == object::none ? 0 : in.state.at(table).key, op.object, op.method);
    const std::uint32_t there = is_routine(kind) && op.method.empty()
                                    ? routine_named(in, op.schema, op.object, false, several)
                                    : in.state.find(key);
    if (there == object::none && !several) {
      return true;
    }
  }
  const std::uint32_t old = expect_text_object(in, op);
  return old == object::none ? !in.found : drop_text_object(in, old, behavior_of(op));
}

}  // namespace detail
}  // namespace sterna
