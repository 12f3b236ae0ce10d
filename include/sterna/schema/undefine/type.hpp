// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/text_object.hpp"
#include "sterna/schema/undefine/column.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/undefine/doubts.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstdint>
#include <string_view>

// How types leave a schema, and other objects that are a name and a text.

namespace sterna::detail {

/// Functions, domains and composite types that are surely made of a type, or of a table's rows.
constexpr bool drop_made_of(catalog& in, std::uint32_t type, behavior how);

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
    case object_kind::language:
      return is_routine(user.kind) && says_after(of.text, "language", {}, {}, used.id.view());
    case object_kind::function:
      if (user.kind == object_kind::language) {
        return arguments_hash(in.state.text_object(used).method) == 0 &&
               says_after(of.text, "handler", {}, schema, used.id.view());
      }
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
