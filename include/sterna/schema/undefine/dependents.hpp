// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/view_columns.hpp"
#include "sterna/sql/mentions.hpp"

#include <cstdint>
#include <string_view>

// What must not be left behind: foreign keys, views and synchronising triggers stop a drop, or go with it.

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

}  // namespace sterna::detail
