// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/attached_index.hpp"
#include "sterna/schema/define.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/privileges.hpp"
#include "sterna/schema/text_object.hpp"
#include "sterna/schema/view_columns.hpp"

#include <string_view>

// How objects leave a schema: what goes with them silently, and what must not be left behind without them.

namespace sterna::detail {

/// RESTRICT refuses to drop what others need, CASCADE drops them too.
enum class behavior : std::uint8_t { restrict, cascade };
[[nodiscard]] constexpr behavior behavior_of(const operation& op) noexcept {
  return op.cascade ? behavior::cascade : behavior::restrict;
}

constexpr bool refuse_needed(catalog& in, std::string_view what, const object& by, std::string_view by_owner) {
  return in.fail(fault::still_needed, what, by.id.view(), by_owner, catalog::word_for(by.kind));
}

/// The foreign keys of other tables (and of the table itself) that would lose the key they refer to.
template <class Loses>
constexpr bool drop_referrers(catalog& in, std::uint32_t table, std::string_view what, behavior how, bool own_too,
                              Loses loses) {
  for (std::uint32_t i = in.state.objects.items[table].first_referrer; i != object::none;
       i = in.state.objects.items[i].next_referrer) {
    const object& it = in.state.objects.items[i];
    if (!it.alive || !loses(in.state.constraint(it))) {
      continue;
    }
    const object& of = in.state.at(it.parent);
    if (!own_too && of.key == in.state.objects.items[table].key) {
      continue;
    }
    if (how == behavior::restrict) {
      if (in.excused(it.id.view(), of.id.view(), i)) {
        continue;
      }
      return refuse_needed(in, what, it, of.id.view());
    }
    in.remove(i);
  }
  return true;
}

/// Views that read a table, or one column of it.
constexpr bool drop_views(catalog& in, std::uint32_t table, const name& column, behavior how) {
  if (!in.state.has_views()) {
    return true;
  }
  for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
    const object& it = in.state.objects.items[i];
    if (!has_query(it.kind) || !it.alive || i == table) {  // a recursive one reads itself
      continue;
    }
    const std::string_view text = in.state.text(it);
    const name id = in.state.objects.items[table].id;
    const std::string_view schema = in.state.objects.items[table].schema.view();
    if (column.empty()) {
      if (!view_reads(text, schema, id.view())) {
        continue;
      }
    } else {
      const reading how_read = view_reads(text, schema, id.view(), column.view());
      const std::uint32_t one = in.column(table, column);
      if (how_read == reading::none ||
          (how_read == reading::all && one != object::none && in.state.objects.items[one].rank > it.rank)) {
        continue;
      }
    }
    if (how == behavior::restrict) {
      if (in.excused(it.id.view(), {}, i)) {
        continue;
      }
      return refuse_needed(in, column.empty() ? id.view() : column.view(), it, {});
    }
    static_cast<void>(drop_views(in, i, {}, how));  // those that read this one
    in.remove(i);
  }
  return true;
}

/// A synchronising trigger finds its columns by their names, and PostgreSQL would let these change under it: it would
/// then break every INSERT. `column`: the one that changes, or empty for the table itself.
constexpr bool refuse_synchronized(catalog& in, std::uint32_t table, const name& column) {
  if (!in.state.has_synchronizations()) {
    return true;
  }
  const object* const objects = in.state.objects.items;
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    const object& it = objects[i];
    if (!it.alive || it.kind != object_kind::synchronization) {
      continue;
    }
    const synchronization_record& of = in.state.synchronization(it);
    const std::string_view id = column.view();
    if (!column.empty() && !(of.from == column) && !(of.to == column) && !uses_identifier(of.forward, id) &&
        !uses_identifier(of.backward, id)) {
      continue;
    }
    const std::string_view owner = objects[table].id.view();
    if (!in.excused(it.id.view(), owner, i)) {
      in.rely_on(i);
      return refuse_needed(in, column.empty() ? owner : id, it, owner);
    }
    in.remove(i);
  }
  return true;
}

/// Drops an index with the foreign keys that need it.
constexpr bool drop_index_object(catalog& in, std::uint32_t index, std::string_view what, behavior how) {
  const object& it = in.state.objects.items[index];
  if (it.parent != object::none && in.state.index(it).unique && in.state.has_referrals()) {
    const std::uint32_t table = in.relation(in.state.at(it.parent).schema, in.state.at(it.parent).id);
    const name id = it.id;
    const auto loses = [&](const constraint_record& key) { return key.index == id; };
    if (table != object::none && !drop_referrers(in, table, what, how, true, loses)) {
      return false;
    }
  }
  const name whole = it.id;
  in.remove(index);
  for_each_attached(in, whole, [&](std::uint32_t part) { in.remove(part); });
  return true;
}

/// Drops a constraint; the index of a key goes with it.
constexpr bool drop_constraint_object(catalog& in, std::uint32_t table, std::uint32_t constraint, std::string_view what,
                                      behavior how) {
  const object& it = in.state.objects.items[constraint];
  const constraint_kind kind = in.state.constraint(it).what;
  if (kind == constraint_kind::primary_key || kind == constraint_kind::unique || kind == constraint_kind::exclude) {
    const name schema = in.state.objects.items[table].schema;
    const std::uint32_t index = in.state.find(schema_state::relation_key(schema, it.id));
    if (index != object::none && !drop_index_object(in, index, what, how)) {
      return false;
    }
  }
  if (in.has_heirs && kind == constraint_kind::check) {
    const name id = it.id;
    for_each_known_partition(in, table, [&](std::uint32_t i) {
      if (const std::uint32_t theirs = in.constraint(i, id); theirs != object::none) {
        in.remove(theirs);
      }
      return true;
    });
  }
  in.remove(constraint);
  return true;
}

[[nodiscard]] constexpr bool index_uses(const catalog& in, const index_record& index, const name& column) {
  const element* const keys = in.state.elements(index.keys).data();
  for (std::uint32_t i = 0; i < index.keys.count; ++i) {
    if (keys[i].column.empty() ? uses_identifier(keys[i].expression, column.view()) : keys[i].column == column) {
      return true;
    }
  }
  return (index.include.count > 0 && has_member(in.state.elements(index.include), column)) ||
         (!index.where.empty() && uses_identifier(index.where, column.view()));
}

/// Whether a text says `NEW.column` or `OLD.column`, or lists the column behind OF.
[[nodiscard]] constexpr bool trigger_reads(const text_record& of, const name& column) noexcept {
  sql_word_reader when(of.where);
  bool listed = false;
  while (when.next()) {
    listed = when.is("of") || (listed && !when.is("or"));
    if (listed && !when.is("of") && when.names(column.view())) {
      return true;
    }
  }
  sql_word_reader in(of.text);
  bool row = false;
  bool dot = false;
  while (in.next() && !in.is("execute")) {
    if (dot && in.names(column.view())) {
      return true;
    }
    dot = row && in.is('.');
    row = in.is("new") || in.is("old");
  }
  return false;
}

/// What a trigger, a rule, a policy or statistics have of a column that goes. Subqueries may mean a column of another
/// table by its name: nothing is said then, and nobody knows the way back.
constexpr bool drop_text_of_column(catalog& in, std::uint32_t table, std::uint32_t which, const name& column,
                                   behavior how) {
  const object& it = in.state.objects.items[which];
  const text_record& of = in.state.text_object(it);
  bool needed = false;
  switch (it.kind) {
    case object_kind::trigger:
    case object_kind::constraint_trigger:
      needed = trigger_reads(of, column);
      break;
    case object_kind::statistics:
      if (uses_identifier(of.text, column.view())) {
        in.remove(which);  // goes with the column, without a word
      }
      return true;
    case object_kind::policy: {
      const std::size_t expression = of.text.find('(');
      const std::string_view condition =
          expression == std::string_view::npos ? std::string_view{} : of.text.substr(expression);
      if (!uses_identifier(condition, column.view())) {
        return true;
      }
      needed = !mentions(condition, "select");
      in.underivable = in.underivable || !needed;
      break;
    }
    default:
      in.underivable = in.underivable || (how == behavior::cascade && mentions(of.text, column.view()));
      break;
  }
  if (!needed) {
    return true;
  }
  if (how == behavior::restrict) {
    const std::string_view owner = in.state.objects.items[table].id.view();
    return in.excused(it.id.view(), owner, which) || refuse_needed(in, column.view(), it, owner);
  }
  in.remove(which);
  return true;
}

/// Drops a column with its own constraints, indexes and sequence; what others have of it stops that, or goes too.
constexpr bool drop_column_object(catalog& in, std::uint32_t table, std::uint32_t column, behavior how) {
  const name id = in.state.objects.items[column].id;
  if (!refuse_synchronized(in, table, id) || (in.has_partitioned && !expect_not_in_partition_key(in, table, id))) {
    return false;
  }
  if (in.state.has_views() && !drop_views(in, table, id, how)) {
    return false;
  }
  const object* const objects = in.state.objects.items;
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    const object& it = objects[i];
    if (!it.alive || i == column) {
      continue;
    }
    switch (it.kind) {
      case object_kind::column:
        if (const std::string_view generated = in.state.column(it).generated;
            !generated.empty() && uses_identifier(generated, id.view())) {
          if (how == behavior::restrict) {
            if (in.excused(it.id.view(), in.state.objects.items[table].id.view(), i)) {
              break;
            }
            return refuse_needed(in, id.view(), it, in.state.objects.items[table].id.view());
          }
          if (!drop_column_object(in, table, i, how)) {
            return false;
          }
        }
        break;
      case object_kind::constraint: {
        const constraint_record& of = in.state.constraint(it);
        const bool uses = of.what == constraint_kind::check ? uses_identifier(of.expression, id.view())
                                                            : has_member(in.state.elements(of.columns), id);
        if (uses && !drop_constraint_object(in, table, i, id.view(), how)) {
          return false;
        }
        break;
      }
      case object_kind::index:
        if (index_uses(in, in.state.index(it), id)) {  // of a column that it only includes a key has a part too
          const std::uint32_t key = in.state.index(it).constraint ? in.constraint(table, it.id) : object::none;
          if (!(key != object::none ? drop_constraint_object(in, table, key, id.view(), how)
                                    : drop_index_object(in, i, id.view(), how))) {
            return false;
          }
        }
        break;
      case object_kind::sequence:
        if (owner_of(in.state, it) == id) {
          in.remove(i);
        }
        break;
      case object_kind::privileges:
        if (in.state.privileges(it).column == id) {
          in.remove(i);
        }
        break;
      default:
        if (is_text_kind(it.kind) && !drop_text_of_column(in, table, i, id, how)) {
          return false;
        }
        break;
    }
  }
  in.remove(column);
  const auto drop_uses = [&](std::uint32_t heir, const setting&) {  // what is theirs on a column that was not
    for (std::uint32_t i = objects[heir].first_child; i != object::none; i = objects[i].next) {
      const object& it = objects[i];
      if (it.alive && (it.kind == object_kind::index        ? index_uses(in, in.state.index(it), id)
                       : it.kind == object_kind::constraint ? has_member(in.state.elements(
                                                                             in.state.constraint(it).columns), id)
                                                            : false)) {
        in.remove(i);
      }
    }
  };
  if (in.has_heirs) {
    for_each_heir(in, table, drop_uses);
    return for_each_known_partition(in, table, [&](std::uint32_t i) {
      const std::uint32_t inherited = in.column(i, id);
      return inherited == object::none || drop_column_object(in, i, inherited, how);
    });
  }
  return true;
}

/// A default that is certain to hold the sequence: nextval('id'), which PostgreSQL keeps as a reference. One of a text
/// that is computed or cast is none.
[[nodiscard]] constexpr bool draws_from(const default_value& of, std::string_view sequence) noexcept {
  return of.what == default_value::form::expression && mentions(of.text, "nextval") && mentions(of.text, sequence) &&
         of.text.find("text") == std::string_view::npos && of.text.find("||") == std::string_view::npos;
}

/// The defaults of other columns that take numbers from a sequence stop it, or are dropped with it.
constexpr bool drop_drawing_defaults(catalog& in, std::uint32_t sequence, behavior how) {
  const name id = in.state.objects.items[sequence].id;
  const name schema = in.state.objects.items[sequence].schema;
  const std::uint32_t size = in.state.objects.count;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (in.state.objects.items[i].kind != object_kind::column || !in.state.objects.items[i].alive) {
      continue;
    }
    const default_value& value = in.state.column(in.state.objects.items[i]).server_default;
    if (!draws_from(value, id.view()) || (how == behavior::cascade && schema_state::place(schema) != hash_of_nothing &&
                                          !mentions(value.text, schema.view()))) {
      continue;
    }
    const object column = in.state.objects.items[i];
    const name table = in.state.at(column.parent).id;
    if (how == behavior::restrict) {
      if (in.excused(column.id.view(), table.view(), i)) {
        continue;
      }
      return refuse_needed(in, id.view(), column, table.view());
    }
    column_record of = in.state.column(column);
    of.server_default = {};
    redefine(in, i, of, facet_default);
  }
  return !in.found;
}

/// Whether a text casts to a type: `::mood`, `::"Mood"`, `::s.mood[]`.
[[nodiscard]] constexpr bool casts_to(std::string_view text, const name& type) noexcept {
  sql_word_reader in(text);
  bool expected = false;
  bool named = false;
  while (in.next()) {
    const bool word = in.kind == sql_token::word || in.kind == sql_token::identifier;
    if (expected && word && in.names(type.view())) {
      return true;
    }
    const bool colons = in.kind == sql_token::symbol && in.token() == "::";
    expected = colons || (named && in.is('.'));
    named = word && !colons;
  }
  return false;
}

/// CASCADE drops what is of a type, or casts to it, also where that is only written in a text: then nobody knows how to
/// undo it.
constexpr void doubt_uses(catalog& in, const name& type) {
  for (std::uint32_t i = 0; i < in.state.objects.count && !in.underivable; ++i) {
    const object& it = in.state.objects.items[i];
    if (!it.alive) {
      continue;
    }
    switch (it.kind) {
      case object_kind::column: {
        const column_record& of = in.state.column(it);
        in.underivable = (of.type.base == base_type::raw && mentions(of.type.id.view(), type.view())) ||
                         (of.server_default.what == default_value::form::expression &&
                          casts_to(of.server_default.text, type)) ||
                         casts_to(of.generated, type);
        break;
      }
      case object_kind::constraint:
        in.underivable = casts_to(in.state.constraint(it).expression, type);
        break;
      case object_kind::index: {
        const index_record& of = in.state.index(it);
        in.underivable = casts_to(of.where, type);
        for (const element& key : in.state.elements(of.keys)) {
          in.underivable = in.underivable || casts_to(key.expression, type);
        }
        break;
      }
      case object_kind::view:
      case object_kind::materialized_view:
        in.underivable = casts_to(in.state.text(it), type);
        break;
      default:
        if (is_text_kind(it.kind)) {
          const text_record& of = in.state.text_object(it);
          in.underivable = mentions(of.text, type.view()) || mentions(of.method, type.view());
        }
        break;
    }
  }
}

/// Functions, domains and composite types that are surely made of a type, or of a table's rows.
constexpr bool drop_made_of(catalog& in, std::uint32_t type, behavior how);

/// Whether a text that is left names what CASCADE has dropped: nobody knows, then, what has gone with it.
[[nodiscard]] constexpr bool mentioned_elsewhere(const catalog& in, std::string_view id) {
  for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    if (!it.alive) {
      continue;
    }
    bool found = false;
    if (is_text_kind(it.kind)) {
      found = mentions(in.state.text_object(it).text, id);
    } else if (it.kind == object_kind::column) {
      const column_record& of = in.state.column(it);
      found = mentions(of.server_default.text, id) || mentions(of.generated, id);
    } else if (it.kind == object_kind::constraint) {
      found = mentions(in.state.constraint(it).expression, id);
    } else if (has_query(it.kind)) {
      found = mentions(in.state.text(it), id);
    } else if (it.kind == object_kind::index) {
      found = mentions(in.state.index(it).where, id);
      for (const element& key : in.state.elements(in.state.index(it).keys)) {
        found = found || mentions(key.expression, id) || mentions(key.operator_class, id);
      }
    }
    if (found) {
      return true;
    }
  }
  return false;
}

/// Default privileges of a schema go with it. That there were some stays known: of what was made behind them.
constexpr void forget_defaults_in(catalog& in, const name& schema) {
  for (std::uint32_t i = 0, size = in.state.has_privileges() ? in.state.objects.count : 0; i < size; ++i) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::privileges && is_of_defaults(in.state, it) &&
        in.state.privileges(it).place.schema == schema) {
      privileges_record nothing;
      nothing.of_defaults = true;
      nothing.place = in.state.privileges(it).place;
      in.replace(i, in.state.keep(nothing), facet_default);
    }
  }
}

constexpr bool drop_columns_of(catalog& in, std::uint32_t which, behavior how);

/// Whether a foreign key refers to the table that one is a partition of, or to one further up: a part of that key is on
/// the partition, and stops it from being dropped.
[[nodiscard]] constexpr bool referred_above(const catalog& in, std::uint32_t table) {
  for (std::uint32_t up = partitioned_by(in, table); up != object::none; up = partitioned_by(in, up)) {
    for (std::uint32_t i = in.state.at(up).first_referrer; i != object::none; i = in.state.at(i).next_referrer) {
      if (in.state.at(i).alive) {
        return true;
      }
    }
  }
  return false;
}

/// `with_parent`: the table that it is a partition of goes too.
constexpr bool drop_table_object(catalog& in, std::uint32_t table, behavior how, bool with_parent = false) {
  if (in.has_heirs && !with_parent && referred_above(in, table)) {
    for (std::uint32_t up = partitioned_by(in, table); up != object::none; up = partitioned_by(in, up)) {
      if (!drop_referrers(in, up, in.state.at(table).id.view(), how, true,
                          [](const constraint_record&) { return true; })) {
        return false;
      }
    }
  }
  if (in.has_columns_of_rows && !drop_columns_of(in, table, how)) {
    return false;
  }
  const object* const objects = in.state.objects.items;
  if (!refuse_synchronized(in, table, {})) {  // its function would be left over
    return false;
  }
  if (in.state.has_views() && !drop_views(in, table, {}, how)) {
    return false;
  }
  if (in.state.has_text_objects() && !drop_made_of(in, table, how)) {
    return false;
  }
  if (objects[table].first_referrer != object::none &&
      !drop_referrers(in, table, objects[table].id.view(), how, false, [](const constraint_record&) { return true; })) {
    return false;
  }
  pool<std::uint32_t> heirs;
  if (in.has_heirs) {
    for_each_heir(in, table, [&](std::uint32_t i, const setting&) { heirs.push(i); });
  }
  for (std::uint32_t n = 0; n < heirs.count; ++n) {
    const object& heir = objects[heirs.items[n]];
    const bool partition = setting_in(in.state.settings(heir), setting_kind::partition_of) != nullptr;
    if (!partition && how == behavior::restrict) {
      if (in.excused(heir.id.view(), {}, heirs.items[n])) {
        continue;
      }
      return refuse_needed(in, objects[table].id.view(), heir, {});
    }
    if (!drop_table_object(in, heirs.items[n], how, true)) {
      return false;
    }
  }
  for (std::uint32_t i = objects[table].first_child; i != object::none; i = objects[i].next) {
    if (objects[i].alive) {
      in.remove(i);
    }
  }
  in.remove(table);
  if (how == behavior::cascade) {
    doubt_uses(in, objects[table].id);
  }
  return !in.found;
}

/// Columns of a type, or of the rows of a table or a view, stop it from being dropped, or go too.
constexpr bool drop_columns_of(catalog& in, std::uint32_t which, behavior how) {
  const bool rows = in.state.at(which).kind == object_kind::table || has_query(in.state.at(which).kind);
  for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
    const object& it = in.state.objects.items[i];
    if (!it.alive || it.kind != object_kind::column) {
      continue;
    }
    const data_type& of = in.state.column(it).type;
    if (of.base != base_type::named ||
        (rows ? in.relation(of.in, of.id) != which || in.type(of.in, of.id) != object::none
              : in.type(of.in, of.id) != which)) {
      continue;
    }
    const object& table = in.state.at(it.parent);
    if (how == behavior::restrict) {
      if (in.excused(it.id.view(), table.id.view(), i)) {
        continue;
      }
      return refuse_needed(in, in.state.objects.items[which].id.view(), it, table.id.view());
    }
    if (!drop_column_object(in, in.relation(table.schema, table.id), i, how)) {
      return false;
    }
  }
  return true;
}

/// Whether a default is a literal of just this type: `'ok'::mood`.
[[nodiscard]] constexpr bool is_literal_of(const catalog& in, const default_value& value, std::uint32_t type) {
  if (value.what != default_value::form::expression || !value.text.starts_with('\'')) {
    return false;
  }
  const object& of = in.state.objects.items[type];
  sql_word_reader words(value.text);
  if (!words.next() || words.kind != sql_token::string || !words.next() || words.token() != "::" || !words.next()) {
    return false;
  }
  const bool unqualified = of.schema.view().empty() || of.schema.view() == "public";
  bool this_one = words.names(of.id.view()) && unqualified;
  const bool in_schema = words.names(unqualified ? std::string_view("public") : of.schema.view());
  bool more = words.next();
  if (more && words.is('.')) {
    more = words.next();
    this_one = more && in_schema && words.names(of.id.view());
    more = more && words.next();
  }
  return this_one && !more;
}

/// Columns of other types whose default is a literal of this one stop it from being dropped, or lose their default.
constexpr bool drop_literals_of(catalog& in, std::uint32_t type, behavior how) {
  for (std::uint32_t i = 0, size = in.state.objects.count; i < size; ++i) {
    const object& it = in.state.objects.items[i];
    if (!it.alive || it.kind != object_kind::column || !is_literal_of(in, in.state.column(it).server_default, type) ||
        in.type(in.state.column(it).type.in, in.state.column(it).type.id) == type) {
      continue;
    }
    const object& table = in.state.at(it.parent);
    if (how == behavior::cascade) {
      column_record bare = in.state.column(it);
      bare.server_default = {};
      redefine(in, i, bare, facet_default);
    } else if (!in.excused(it.id.view(), table.id.view(), i)) {
      return refuse_needed(in, in.state.objects.items[type].id.view(), it, table.id.view());
    }
  }
  return true;
}

/// Drops a type.
constexpr bool drop_type_object(catalog& in, std::uint32_t type, behavior how) {
  if (!drop_columns_of(in, type, how) || !drop_literals_of(in, type, how)) {
    return false;
  }
  if (in.state.has_text_objects() && !drop_made_of(in, type, how)) {
    return false;
  }
  in.remove(type);
  if (how == behavior::cascade) {
    doubt_uses(in, in.state.objects.items[type].id);
  }
  return !in.found;
}

/// Whether an object surely needs another one that is a name and a text.
[[nodiscard]] constexpr bool needs_text_object(const catalog& in, const object& user, const object& used) {
  const text_record& of = in.state.text_object(user);
  const std::string_view schema = used.schema.view();
  switch (used.kind) {
    case object_kind::function:
      return (user.kind == object_kind::trigger || user.kind == object_kind::constraint_trigger ||
              user.kind == object_kind::event_trigger) &&
             arguments_hash(in.state.text_object(used).method) == 0 &&
             says_after(of.text, "function", "procedure", schema, used.id.view());
    case object_kind::server:
      return (user.kind == object_kind::user_mapping && of.method == used.id.view()) ||
             (user.kind == object_kind::foreign_table && says_after(of.text, "server", {}, {}, used.id.view()));
    case object_kind::foreign_data_wrapper:
      return user.kind == object_kind::server && says_after(of.text, "wrapper", {}, {}, used.id.view());
    default:
      return false;
  }
}

/// Drops an object that is a name and a text.
constexpr bool drop_text_object(catalog& in, std::uint32_t which, behavior how) {
  const object used = in.state.at(which);
  if (is_text_type(used.kind)) {
    return drop_type_object(in, which, how);
  }
  if (used.kind == object_kind::foreign_table &&
      (!drop_views(in, which, {}, how) || !drop_made_of(in, which, how))) {
    return false;
  }
  for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    if (it.alive && used.kind == object_kind::operator_family && it.kind == object_kind::operator_class &&
        in.state.text_object(it).method == in.state.text_object(used).method &&
        (mentions(in.state.text_object(it).where, "family")
             ? says_after(in.state.text_object(it).where, "family", {}, used.schema.view(), used.id.view())
             : it.id == used.id && it.schema == used.schema)) {
      in.remove(i);  // a class goes with its family, without a word
      continue;
    }
    if (!it.alive || !is_text_kind(it.kind) || i == which || !needs_text_object(in, it, used)) {
      continue;
    }
    if (how == behavior::restrict) {
      const std::string_view table = it.parent == object::none ? std::string_view{} : in.state.at(it.parent).id.view();
      if (in.excused(it.id.view(), table, i)) {
        continue;
      }
      return refuse_needed(in, used.id.view(), it, table);
    }
    if (!drop_text_object(in, i, how)) {
      return false;
    }
  }
  in.remove(which);
  if (how == behavior::cascade) {
    in.underivable = in.underivable || used.kind == object_kind::extension || mentioned_elsewhere(in, used.id.view());
  }
  return !in.found;
}

constexpr bool drop_made_of(catalog& in, std::uint32_t type, behavior how) {
  const name id = in.state.at(type).id;
  const name schema = in.state.at(type).schema;
  for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    if (!it.alive || i == type || !is_text_kind(it.kind) || !made_of(in, it, schema.view(), id.view())) {
      continue;
    }
    if (how == behavior::restrict) {
      if (in.excused(it.id.view(), {}, i)) {
        continue;
      }
      return refuse_needed(in, id.view(), it, {});
    }
    if (!drop_text_object(in, i, how)) {
      return false;
    }
  }
  return true;
}

}  // namespace sterna::detail
