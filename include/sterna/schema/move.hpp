// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/alteration.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/privileges.hpp"
#include "sterna/schema/renamed_text.hpp"
#include "sterna/schema/text_object.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/undefine/doubts.hpp"
#include "sterna/schema/undefine/sequence.hpp"
#include "sterna/sql/mentions.hpp"

#include <cstdint>

// Objects that get another name, or come into another schema: with what is a part of them, and what names them.

namespace sterna::detail {

/// The key of an object by its name and schema as they are now; `parent` is that of what it is a part of.
[[nodiscard]] constexpr std::uint64_t key_under(const catalog& in, const object& it, std::uint64_t parent) {
  switch (it.kind) {
    case object_kind::table:
    case object_kind::view:
    case object_kind::materialized_view:
    case object_kind::index:
    case object_kind::sequence:
      return schema_state::relation_key(it.schema, it.id);
    case object_kind::enumeration:
    case object_kind::schema:
      return schema_state::key_of(it.kind, it.schema, it.id);
    case object_kind::privileges:
      return privileges_key(parent, in.state.privileges(it).column, it.id);
    case object_kind::alteration:
      return alteration_key(parent, it.comment);
    case object_kind::column:
    case object_kind::constraint:
    case object_kind::synchronization:
    case object_kind::column_comment:
    case object_kind::ownership:
      return schema_state::child_key(parent, it.kind, it.id);
    default:
      return text_key(it.kind, it.schema, parent, it.id, in.state.text_object(it).method);
  }
}

/// Puts another version of an object in its place, and says again of a foreign key to which table it refers.
constexpr std::uint32_t replace_object(catalog& in, std::uint32_t which, const object& made, facet touched) {
  const std::uint32_t now = in.replace(which, made, touched);
  if (made.kind == object_kind::constraint && in.state.constraint(made).what == constraint_kind::foreign_key) {
    const constraint_record& key = in.state.constraint(made);
    const std::uint32_t other = in.relation(key.referred_schema, key.referred_table);
    if (other != object::none) {
      in.state.refer(now, other);
    }
  }
  return now;
}

/// Puts an object with another name or schema (`made`) in the place of one, and takes its parts along.
constexpr std::uint32_t move_with_parts(catalog& in, std::uint32_t which, object made) {
  const object old = in.state.at(which);
  pool<std::uint32_t> parts;
  for (std::uint32_t i = old.first_child; i != object::none; i = in.state.at(i).next) {
    if (in.state.at(i).alive) {
      parts.push(i);
    }
  }
  made.key = key_under(in, made, made.parent == object::none ? 0 : in.state.at(made.parent).key);
  made.first_child = made.first_referrer = object::none;
  const std::uint32_t now = in.replace(which, made);
  while (!parts.empty()) {
    object part = in.state.at(parts.back());
    part.parent = now;
    if (part.kind == object_kind::index || part.kind == object_kind::sequence) {
      part.schema = made.schema;
    }
    std::uint32_t other = object::none;
    if (part.kind == object_kind::constraint && in.state.constraint(part).what == constraint_kind::foreign_key) {
      constraint_record key = in.state.constraint(part);
      if (key.referred_table == old.id && schema_state::place(key.referred_schema) == schema_state::place(old.schema)) {
        key.referred_table = made.id;
        key.referred_schema = made.schema;
        part.definition = in.state.keep(key);
      }
      other = in.relation(key.referred_schema, key.referred_table);
    }
    const std::uint32_t moved = move_with_parts(in, parts.back(), part);
    if (other != object::none) {
      in.state.refer(moved, other);
    }
    parts.shrink(parts.count - 1);
  }
  return now;
}

/// The tables that inherit from one, or are its partitions, by what they say.
constexpr void rename_in_heirs(catalog& in, const object& from, const object& to) {
  for (std::uint32_t i = 0, size = in.has_heirs ? in.state.objects.count : 0; i < size; ++i) {
    const object& it = in.state.objects.items[i];
    if (it.kind != object_kind::table || !it.alive || it.definition == object::none) {
      continue;
    }
    pool<setting> settings = merged_settings(in.state.settings(it), {});
    bool changed = false;
    for (setting& each : settings) {
      if (is_parent(each) && each.text == from.id.view() &&
          schema_state::place(each.detail_id()) == schema_state::place(from.schema)) {
        each.text = to.id.view();
        each.value = to.id.code;
        each.detail = to.schema.view();
        changed = true;
      }
    }
    if (changed) {
      redefine(in, i, in.state.keep(list<setting>(settings)), facet_default);
    }
  }
}

/// Columns whose defaults draw numbers from a sequence, or cast to a type: the text that is known is no longer the one
/// that PostgreSQL has.
constexpr void outdate_defaults(catalog& in, const object& from) {
  for (std::uint32_t i = 0, size = in.state.objects.count; i < size; ++i) {
    const object& it = in.state.objects.items[i];
    if (it.kind != object_kind::column || !it.alive) {
      continue;
    }
    const column_record& of = in.state.column(it);
    const bool names = from.kind == object_kind::sequence ? draws_from(of.server_default, from.id.view())
                                                          : casts_to(of.server_default.text, from.id);
    if (of.server_default.what == default_value::form::expression && names) {
      const std::uint32_t now = redefine(in, i, in.state.column(it), facet_default);
      in.state.objects.items[now].stale = true;
    }
  }
}

/// The text of a view that names what has another name now, or is in another schema: nobody should read it again.
constexpr void outdate_views(catalog& in, const object& from) {
  for (std::uint32_t i = 0, size = in.state.has_views() ? in.state.objects.count : 0; i < size; ++i) {
    if (in.state.at(i).alive && has_query(in.state.at(i).kind) &&
        uses_identifier(in.state.text(in.state.at(i)), from.id.view())) {
      object made = in.state.at(i);
      made.stale = true;
      in.replace(i, made);
    }
  }
}

/// Gives an object another name and schema. What has it as its type, its table or its source follows, as in PostgreSQL.
constexpr bool move_object(catalog& in, std::uint32_t which, name schema, name id) {
  const object old = in.state.at(which);
  object made = old;
  made.id = id;
  made.schema = schema;
  made.named_by = in.revision;
  made.stale = old.stale || old.kind == object_kind::range_type;  // its multirange and its constructors stay behind
  const bool relation = has_query(old.kind) || old.kind == object_kind::table || old.kind == object_kind::foreign_table;
  const bool type = old.kind == object_kind::enumeration || is_text_type(old.kind);
  if (old.kind == object_kind::table && !refuse_synchronized(in, which, {})) {  // its trigger is found by the names
    return false;
  }
  pool<std::uint32_t> columns;
  const bool of_rows = relation && in.has_columns_of_rows;
  for (std::uint32_t i = 0; (type || of_rows) && i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    if (it.alive && it.kind == object_kind::column) {
      const data_type& its = in.state.column(it).type;
      const std::uint32_t made_of = its.base == base_type::named ? in.type(its.in, its.id) : object::none;
      if (its.base == base_type::named &&
          (made_of == which || (of_rows && made_of == object::none && in.relation(its.in, its.id) == which))) {
        columns.push(i);
      }
    }
  }
  in.strange_names = in.strange_names || old.kind == object_kind::table;
  const std::uint32_t now = move_with_parts(in, which, made);
  for (std::uint32_t i = old.first_referrer; i != object::none; i = in.state.at(i).next_referrer) {
    if (in.state.at(i).alive && in.state.at(i).parent != which) {
      constraint_record key = in.state.constraint(in.state.at(i));
      key.referred_table = id;
      key.referred_schema = schema;
      in.state.refer(redefine(in, i, key), now);
    }
  }
  for (const std::uint32_t i : columns) {
    column_record of = in.state.column(in.state.at(i));
    of.type.id = id;
    of.type.in = schema;
    redefine(in, i, of, facet_type);
  }
  if (old.kind == object_kind::sequence || type) {
    outdate_defaults(in, old);
  }
  if (old.kind == object_kind::table) {
    rename_in_heirs(in, old, made);
  }
  if (relation && schema == old.schema) {
    rename_in_views(in, old.schema, old.id, old.id, id, true);
  } else if (relation || type || is_routine(old.kind)) {
    outdate_views(in, old);
    rename_in_texts(in, old.id);
  } else if (is_text_kind(old.kind) && !is_of_table(old.kind)) {
    rename_in_texts(in, old.id);  // the foreign tables of a server ...
  }
  return !in.found;
}

}  // namespace sterna::detail
