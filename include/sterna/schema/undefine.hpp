// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/define.hpp"
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
  for (std::uint32_t i = in.state.at(table).first_referrer; i != object::none; i = in.state.at(i).next_referrer) {
    const object& it = in.state.at(i);
    if (!it.alive || !loses(in.state.constraint(it))) {
      continue;
    }
    const object& of = in.state.at(it.parent);
    if (!own_too && of.key == in.state.at(table).key) {
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
  for (std::uint32_t i = 0; i < in.state.size(); ++i) {
    const object& it = in.state.at(i);
    if (it.kind != object_kind::view || !it.alive) {
      continue;
    }
    const std::string_view text = in.state.text(it);
    const name id = in.state.at(table).id;
    const std::string_view schema = in.state.at(table).schema.view();
    if (column.empty()) {
      if (!view_reads(text, schema, id.view())) {
        continue;
      }
    } else {
      const reading how_read = view_reads(text, schema, id.view(), column.view());
      const std::uint32_t one = in.column(table, column);
      if (how_read == reading::none ||
          (how_read == reading::all && one != object::none && in.state.at(one).rank > it.rank)) {
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
  const object* const objects = in.state.objects();
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
  const object& it = in.state.at(index);
  if (it.parent != object::none && in.state.index(it).unique && in.state.has_referrals()) {
    const std::uint32_t table = in.relation(in.state.at(it.parent).schema, in.state.at(it.parent).id);
    const name id = it.id;
    const auto loses = [&](const constraint_record& key) { return key.index == id; };
    if (table != object::none && !drop_referrers(in, table, what, how, true, loses)) {
      return false;
    }
  }
  in.remove(index);
  return true;
}

/// Drops a constraint; the index of a key goes with it.
constexpr bool drop_constraint_object(catalog& in, std::uint32_t table, std::uint32_t constraint, std::string_view what,
                                      behavior how) {
  const object& it = in.state.at(constraint);
  const constraint_kind kind = in.state.constraint(it).what;
  if (kind == constraint_kind::primary_key || kind == constraint_kind::unique) {
    const name schema = in.state.at(table).schema;
    const std::uint32_t index = in.state.find(schema_state::relation_key(schema, it.id));
    if (index != object::none && !drop_index_object(in, index, what, how)) {
      return false;
    }
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

/// Drops a column with its own constraints, indexes and sequence; what others have of it stops that, or goes too.
constexpr bool drop_column_object(catalog& in, std::uint32_t table, std::uint32_t column, behavior how) {
  const name id = in.state.at(column).id;
  if (!refuse_synchronized(in, table, id)) {
    return false;
  }
  if (in.state.has_views() && !drop_views(in, table, id, how)) {
    return false;
  }
  const object* const objects = in.state.objects();
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
            if (in.excused(it.id.view(), in.state.at(table).id.view(), i)) {
              break;
            }
            return refuse_needed(in, id.view(), it, in.state.at(table).id.view());
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
        if (in.state.elements(in.state.values(it))[0].column == id) {
          in.remove(i);
        }
        break;
      default:
        break;
    }
  }
  in.remove(column);
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
  const name id = in.state.at(sequence).id;
  const name schema = in.state.at(sequence).schema;
  const std::uint32_t size = in.state.size();
  for (std::uint32_t i = 0; i < size; ++i) {
    if (in.state.at(i).kind != object_kind::column || !in.state.at(i).alive) {
      continue;
    }
    const default_value& value = in.state.column(in.state.at(i)).server_default;
    if (!draws_from(value, id.view()) || (how == behavior::cascade && schema_state::place(schema) != hash_of_nothing &&
                                          !mentions(value.text, schema.view()))) {
      continue;
    }
    const object column = in.state.at(i);
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
  for (std::uint32_t i = 0; i < in.state.size() && !in.underivable; ++i) {
    const object& it = in.state.at(i);
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
        in.underivable = casts_to(in.state.text(it), type);
        break;
      default:
        break;
    }
  }
}

constexpr bool drop_table_object(catalog& in, std::uint32_t table, behavior how) {
  const object* const objects = in.state.objects();
  if (!refuse_synchronized(in, table, {})) {  // its function would be left over
    return false;
  }
  if (in.state.has_views() && !drop_views(in, table, {}, how)) {
    return false;
  }
  if (objects[table].first_referrer != object::none &&
      !drop_referrers(in, table, objects[table].id.view(), how, false, [](const constraint_record&) { return true; })) {
    return false;
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

/// Drops an enumeration; columns of the type stop that, or go too.
constexpr bool drop_enumeration_object(catalog& in, std::uint32_t type, behavior how) {
  for (std::uint32_t i = 0; i < in.state.size(); ++i) {
    const object& it = in.state.at(i);
    if (!it.alive || it.kind != object_kind::column) {
      continue;
    }
    const data_type& of = in.state.column(it).type;
    if (of.base != base_type::named || in.enumeration(of.in, of.id) != type) {
      continue;
    }
    const object& table = in.state.at(it.parent);
    if (how == behavior::restrict) {
      if (in.excused(it.id.view(), table.id.view(), i)) {
        continue;
      }
      return refuse_needed(in, in.state.at(type).id.view(), it, table.id.view());
    }
    if (!drop_column_object(in, in.relation(table.schema, table.id), i, how)) {
      return false;
    }
  }
  in.remove(type);
  if (how == behavior::cascade) {
    doubt_uses(in, in.state.at(type).id);
  }
  return !in.found;
}

}  // namespace sterna::detail
