// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/sql_text.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/remark.hpp"
#include "sterna/schema/text_object.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/undefine/type.hpp"
#include "sterna/schema/view_columns.hpp"
#include "sterna/sql/column.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

// The three ops on objects that are a name and a text: create_object, replace_object, drop_object. The words are one
// header for each kind of object; what sets the kinds apart is here and in record/object_kind.hpp.

namespace sterna {
namespace detail {

/// A role, or one of the words that stand for one.
constexpr void write_role(const name& role, sql_writer& out) {
  const std::string_view id = role.view();
  if (id == "current_user" || id == "session_user" || id == "current_role" || id == "user") {
    out << id;
  } else {
    out.identifier(role);
  }
}

/// `schema.f(a integer)`, `r ON t`, `FOR u SERVER s`: the name as DROP wants it. Defaults are no part of it.
constexpr void write_object_name(const operation& of, sql_writer& out) {
  const object_kind kind = of.object_is;
  if (kind == object_kind::cast) {
    out << of.method;
    return;
  }
  if (is_of_table(kind)) {
    (out.identifier(of.object) << " ON ").qualified(of.schema, of.table);
    return;
  }
  if (kind == object_kind::user_mapping) {
    out << "FOR ";
    write_role(of.object, out);
    (out << " SERVER ").identifier(of.method);
    return;
  }
  const bool everywhere = text_kind_of(kind).place == object_place::database;
  if (kind == object_kind::user_operator) {
    if (!of.schema.empty()) {
      out.identifier(of.schema) << '.';
    }
    out << of.object.view() << ' ';
  } else {
    out.qualified(everywhere ? name{} : of.schema, of.object);
  }
  if (kind == object_kind::operator_class || kind == object_kind::operator_family) {
    (out << " USING ").identifier(of.method);
  } else if ((is_routine(kind) && !of.method.empty()) || kind == object_kind::user_operator) {
    if (kind == object_kind::user_operator || of.method.find('*') != std::string_view::npos ||
        kind == object_kind::aggregate) {
      out << of.method;  // `count(*)`, and lists with ORDER BY
      return;
    }
    out << '(';
    std::string_view between;
    argument_reader in(of.method);
    for (argument each; in.next(each);) {
      out << between << each.written;
      between = ", ";
    }
    out << ')';
  }
}

/// `LEFTARG = integer, RIGHTARG = integer`, from the operator's `(integer, integer)`.
constexpr void write_operands(std::string_view list, sql_writer& out) {
  argument_reader in(list);
  int place = 0;
  for (argument each; in.next(each); ++place) {
    sql_word_reader type(each.type);
    type.next();
    if (!type.is("none")) {
      out << (place == 0 ? "LEFTARG = " : "RIGHTARG = ") << each.type << ", ";
    }
  }
}

/// The text in parentheses, which it may have already.
constexpr void write_in_parentheses(std::string_view text, sql_writer& out) {
  sql_word_reader in(text);
  in.next();
  if (in.is('(') || in.is("from")) {
    out << text;
  } else {
    out << '(' << text << ')';
  }
}

/// The access method stands before a FAMILY.
constexpr void write_operator_class(const operation& of, sql_writer& out) {
  std::string_view of_type = of.where;
  std::string_view family;
  sql_word_reader words(of.where);
  while (words.next()) {
    if (words.is("family")) {
      of_type = of.where.substr(0, words.position);
      family = of.where.substr(words.position);
      break;
    }
  }
  while (of_type.ends_with(' ')) {
    of_type.remove_suffix(1);
  }
  ((out.qualified(of.schema, of.object) << ' ' << of_type) << " USING ").identifier(of.method);
  out << (family.empty() ? "" : " ") << family << " AS " << of.sql;
}

constexpr void write_create_object(const operation& of, bool replace, sql_writer& out) {
  const object_kind kind = of.object_is;
  out << (replace ? "CREATE OR REPLACE " : "CREATE ") << (kind == object_kind::constraint_trigger ? "CONSTRAINT " : "")
      << text_kind_of(kind).keyword << ' ' << (of.if_not_exists ? "IF NOT EXISTS " : "");
  switch (kind) {
    case object_kind::function:
    case object_kind::procedure:
      (out.qualified(of.schema, of.object) << (of.method.empty() ? "()" : of.method)) << ' ' << of.sql;
      break;
    case object_kind::aggregate:
      out.qualified(of.schema, of.object) << of.method << ' ';
      write_in_parentheses(of.sql, out);
      break;
    case object_kind::trigger:
    case object_kind::constraint_trigger:
      (out.identifier(of.object) << ' ' << of.where << " ON ").qualified(of.schema, of.table) << ' ' << of.sql;
      break;
    case object_kind::rule:
      (out.identifier(of.object) << " AS ON " << of.where << " TO ").qualified(of.schema, of.table) << ' ' << of.sql;
      break;
    case object_kind::statistics:
      ((out.qualified(of.schema, of.object) << ' ' << of.sql) << " FROM ").qualified(of.schema, of.table);
      break;
    case object_kind::domain:
      out.qualified(of.schema, of.object) << " AS " << of.sql;
      break;
    case object_kind::composite_type:
      out.qualified(of.schema, of.object) << " AS (" << of.sql << ')';
      break;
    case object_kind::range_type:
      out.qualified(of.schema, of.object) << " AS RANGE ";
      write_in_parentheses(of.sql, out);
      break;
    case object_kind::collation:
    case object_kind::text_search_configuration:
    case object_kind::text_search_dictionary:
      out.qualified(of.schema, of.object) << ' ';
      write_in_parentheses(of.sql, out);
      break;
    case object_kind::user_operator:
      if (!of.schema.empty()) {
        out.identifier(of.schema) << '.';
      }
      out << of.object.view() << " (";
      write_operands(of.method, out);
      out << of.sql << ')';
      break;
    case object_kind::operator_class:
      write_operator_class(of, out);
      break;
    case object_kind::extension:
      out.identifier(of.object);
      if (!of.schema.empty()) {
        (out << " SCHEMA ").identifier(of.schema);
      }
      if (!of.sql.empty()) {
        out << ' ' << of.sql;
      }
      out << (of.cascade ? " CASCADE" : "");
      break;
    default:
      write_object_name(of, out);
      if (!of.sql.empty()) {
        out << ' ' << of.sql;
      }
      break;
  }
  out.end_statement();
}

constexpr void write_drop_object(const operation& of, sql_writer& out) {
  out << "DROP " << text_kind_of(of.object_is).keyword << ' ' << (of.if_exists ? "IF EXISTS " : "");
  write_object_name(of, out);
  out << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

constexpr void render_create_object(const operation& of, const script&, sql_writer& out) {
  write_create_object(of, false, out);
}
constexpr void render_drop_object(const operation& of, const script&, sql_writer& out) { write_drop_object(of, out); }

/// Where PostgreSQL has no OR REPLACE (for triggers: before 14), the old one goes in the same transaction.
[[nodiscard]] constexpr bool replaced_anew(object_kind kind) noexcept {
  return kind == object_kind::trigger || kind == object_kind::policy;
}
constexpr void render_replace_object(const operation& of, const script&, sql_writer& out) {
  if (of.object_is == object_kind::view) {
    (out << "CREATE OR REPLACE VIEW ").qualified(of.schema, of.object) << " AS " << of.sql;
    out.end_statement();
    return;
  }
  if (replaced_anew(of.object_is)) {
    write_drop_object(of, out);
  }
  write_create_object(of, !replaced_anew(of.object_is), out);
}

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

constexpr bool create_object_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  if (made.uncertain(op.if_not_exists)) {
    return false;
  }
  if (!made.none() || !op.if_not_exists) {
    operation& undo = out.add(op_kind::drop_object, op);
    undo.object_is = op.object_is;
    undo.method = is_routine(op.object_is) && op.method.empty() ? "()" : op.method;
    if (made.after.state.objects.count > made.before.state.objects + 1) {  // a class, and its family
      operation& family = out.add(op_kind::drop_object, op);
      family.object_is = object_kind::operator_family;
      family.method = op.method;
    }
  }
  return true;
}

/// OR REPLACE takes back what ALTER has set, but for names.
constexpr void forget_alterations(catalog& in, std::uint32_t which) {
  for (std::uint32_t i = in.state.at(which).first_child; i != object::none; i = in.state.at(i).next) {
    if (in.state.at(i).kind == object_kind::alteration && !mentions(in.state.at(i).comment, "rename")) {
      in.remove(i);
    }
  }
}
/// And this brings it back.
constexpr void restore_alterations(const changes& made, script_builder& out) {
  for (const std::uint32_t i : made.after.state.gone_since(made.before.state)) {
    if (made.after.state.at(i).kind == object_kind::alteration) {
      restore_remark(made, made.after.state.at(i), out);
    }
  }
}
/// The object that an op has given another text, as it was.
[[nodiscard]] constexpr std::uint32_t replaced_by(const changes& made) {
  for (const std::uint32_t i : made.after.state.gone_since(made.before.state)) {
    if (made.after.state.at(i).kind != object_kind::alteration) {
      return i;
    }
  }
  return object::none;
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

/// The way back to a view with fewer columns is to make it anew; where nobody can count them it is not known.
constexpr bool replace_view_reverse(const operation& op, const object& old, const changes& made, script_builder& out) {
  const schema_state& state = made.after.state;
  const std::string_view before = state.text(old);
  const int had = count_of_columns(before);
  const int has = count_of_columns(op.sql);
  if (had < 0 || has < 0 || !state.view(old).plain()) {
    return false;
  }
  if (had != has) {
    for (std::uint32_t i = 0; i < state.objects.count; ++i) {
      const object& it = state.at(i);
      const bool part = it.alive && it.parent != object::none && state.at(it.parent).key == old.key;
      if (part || (it.alive && has_query(it.kind) && it.key != old.key &&
                   view_reads(state.text(it), old.schema.view(), old.id.view()))) {
        return false;
      }
    }
    out.add(op_kind::drop_view, op);
  }
  operation& back = out.add(had != has ? op_kind::create_view : op_kind::replace_object, op);
  back.object_is = had != has ? back.object_is : object_kind::view;
  back.sql = before;
  restore_alterations(made, out);
  return true;
}

constexpr bool replace_object_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  const std::uint32_t replaced = replaced_by(made);
  if (replaced == object::none) {
    return false;
  }
  const object& old = made.after.state.at(replaced);
  if (old.stale) {
    return false;
  }
  if (op.object_is == object_kind::view) {
    return replace_view_reverse(op, old, made, out);
  }
  const text_record& of = made.after.state.text_object(old);
  operation& back = out.add(op_kind::replace_object, op);
  back.object_is = old.kind;
  back.method = of.method;
  back.where = of.where;
  back.sql = of.text;
  if (replaced_anew(op.object_is) && !old.comment.empty()) {
    add_comment_op(made.after, old, out);
  }
  restore_alterations(made, out);
  return true;
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

constexpr bool drop_object_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  return !made.uncertain(op.if_exists) && restore_dropped(made, out);
}

inline constexpr verb create_object_verb{"create_object", needs::nothing, render_create_object, create_object_effect,
                                         create_object_reverse};
inline constexpr verb replace_object_verb{"replace_object", needs::nothing, render_replace_object,
                                          replace_object_effect, replace_object_reverse};
inline constexpr verb drop_object_verb{"drop_object", needs::nothing, render_drop_object, drop_object_effect,
                                       drop_object_reverse};

// --- words --------------------------------------------------------------------------------------------------------

/// What is made in a schema, or on a table of one.
template <std::uint32_t N>
struct object_word : op_fragment<N>, with_schema<object_word, N> {};
/// What is made once in a database.
template <std::uint32_t N>
struct database_object_word : op_fragment<N> {};
template <std::uint32_t N>
struct drop_object_word : op_fragment<N>,
                          with_schema<drop_object_word, N>,
                          with_if_exists<drop_object_word, N>,
                          with_cascade<drop_object_word, N> {};
template <std::uint32_t N>
struct drop_database_object_word : op_fragment<N>,
                                   with_if_exists<drop_database_object_word, N>,
                                   with_cascade<drop_database_object_word, N> {};

[[nodiscard]] constexpr token kind_token(object_kind kind) noexcept {
  return number_token(part::object_is, static_cast<std::uint64_t>(kind));
}

/// `f(integer)`: a name, and what is in parentheses behind it.
struct signature {
  name id{};
  std::string_view arguments{};
};
[[nodiscard]] constexpr signature signature_of(std::string_view written) noexcept {
  std::size_t open = written.find('(');
  open = open == std::string_view::npos ? written.size() : open;
  std::size_t end = open;
  while (end > 0 && is_space(written[end - 1])) {
    --end;
  }
  const std::string_view id = written.substr(0, end);
  return {name::viewing(written.data(), static_cast<std::uint32_t>(end), hash_of(id)), written.substr(open)};
}

/// A word of an object that is found by its name alone.
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto named_object(op_kind what, object_kind kind, const name& id,
                                          std::string_view text = {}) noexcept {
  const token said[] = {kind_token(kind), name_token(part::object, id), text_token(part::sql, text)};
  return make_word<Word>(what, said);
}
/// A word of an object that is found by a second text too: a function's arguments, the access method of a class.
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto distinct_object(op_kind what, object_kind kind, const name& id, std::string_view method,
                                             std::string_view text = {}) noexcept {
  const token said[] = {kind_token(kind), name_token(part::object, id), text_token(part::method, method),
                        text_token(part::sql, text)};
  return make_word<Word>(what, said);
}
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto signed_object(op_kind what, object_kind kind, std::string_view written,
                                           std::string_view text = {}) noexcept {
  const signature of = signature_of(written);
  return distinct_object<Word>(what, kind, of.id, of.arguments, text);
}
/// A word of what belongs to a table.
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto object_of_table(op_kind what, object_kind kind, const name& id, const name& table,
                                             std::string_view when = {}, std::string_view text = {}) noexcept {
  const token said[] = {kind_token(kind), name_token(part::object, id), name_token(part::table, table),
                        text_token(part::where, when), text_token(part::sql, text)};
  return make_word<Word>(what, said);
}

}  // namespace detail
}  // namespace sterna
