// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/undefine/constraint.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

// How columns leave a schema.

namespace sterna::detail {

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

}  // namespace sterna::detail
