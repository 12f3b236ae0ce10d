// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/attached_index.hpp"
#include "sterna/schema/casts.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/default_rules.hpp"
#include "sterna/schema/heirs.hpp"
#include "sterna/schema/partition_key.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/schema/view_columns.hpp"

#include <cstdint>

// What words can make again as it was, and what comes back with something else.

namespace sterna::detail {

/// Whether the text of a view makes it again as it was: a `*` stands for the columns of its time.
[[nodiscard]] constexpr bool means_the_same(const changes& of, const object& view) {
  const schema_state& state = of.after.state;
  for (std::uint32_t i = 0; i < state.objects.count; ++i) {
    const object& it = state.at(i);
    if (it.kind == object_kind::column && it.rank > view.rank && state.was_alive(i, of.before.state)) {
      const object& table = state.at(it.parent);
      if (view_reads(state.text(view), table.schema.view(), table.id.view(), it.id.view()) == reading::all) {
        return false;
      }
    }
  }
  return true;
}

/// Whether it is known which partitions had their own part in an index that was made with ON ONLY: no partition came
/// after it, which would have got one by itself.
[[nodiscard]] constexpr bool knows_parts(const changes& of, const object& index) {
  const schema_state& state = of.after.state;
  for (std::uint32_t i = 0; i < state.objects.count; ++i) {
    const object& it = state.at(i);
    if (it.kind != object_kind::table || it.definition == object::none || !state.was_alive(i, of.before.state)) {
      continue;
    }
    const setting* const parent = setting_in(state.settings(it), setting_kind::partition_of);
    if (parent != nullptr &&
        schema_state::relation_key(parent->detail_id(), parent->id()) == state.at(index.parent).key &&
        (i > index.rank || partition_key_of(of.after, i) != nullptr)) {
      return false;
    }
  }
  return true;
}

/// The index that one is a part of, among those that have gone with it; or none.
[[nodiscard]] constexpr std::uint32_t whole_of(const changes& of, const object& index) {
  const setting* const to = attached_to(of.after, index);
  if (to == nullptr) {
    return object::none;
  }
  const std::uint64_t key = schema_state::relation_key(index.schema, to->id());
  for (const std::uint32_t i : of.after.state.gone_since(of.before.state)) {
    if (i < of.before.state.objects && of.after.state.at(i).key == key && of.after.state.find(key) == object::none) {
      return i;
    }
  }
  return object::none;
}

/// Whether words can make it as it is.
[[nodiscard]] constexpr bool has_words(const changes& of, const object& it) {
  switch (it.kind) {
    case object_kind::view:
    case object_kind::materialized_view:
      return means_the_same(of, it);
    case object_kind::index:
      return (!of.after.state.index(it).only || knows_parts(of, it)) &&
             (attached_to(of.after, it) == nullptr || whole_of(of, it) != object::none);
    case object_kind::column: {
      const column_record& column = of.after.state.column(it);
      const default_value& value = column.server_default;
      const bool with_table = of.after.state.find(of.after.state.at(it.parent).key) == object::none;
      if (!with_table && column.type.base != base_type::named &&  // ADD COLUMN would look at the default's value
          ((value.what == default_value::form::text && text_value_fits(column.type, value.text) == answer::no) ||
           (value.what == default_value::form::integer &&
            integer_value_fits(column.type, value.integer) == answer::no) ||
           (value.what == default_value::form::boolean &&
            boolean_value_fits(column.type, value.integer != 0) == answer::no))) {
        return false;
      }
      return column.server_default.what != default_value::form::sequence ||
             (column.null == nullability::not_null && column.type.whole_number());
    }
    case object_kind::synchronization: {  // with the one of its columns that has gone
      const schema_state& state = of.after.state;
      const object& table = state.at(it.parent);
      const synchronization_record& pair = state.synchronization(it);
      const auto newest = [&](const name& id) {
        return state.newest(schema_state::child_key(table.key, object_kind::column, id));
      };
      const std::uint32_t from = newest(pair.from);
      const std::uint32_t to = newest(pair.to);
      if (state.find(table.key) == object::none || from == object::none || to == object::none ||
          state.at(from).alive == state.at(to).alive) {
        return false;
      }
      const bool back = state.at(to).alive;  // the old one has gone: it is filled from the new one
      return !(back ? pair.backward : pair.forward).empty() ||
             cast_between(of.after, state.column(state.at(back ? to : from)).type,
                          state.column(state.at(back ? from : to)).type) != answer::no;
    }
    default:
      return true;
  }
}

/// Whether a column or a check of a partition has gone with that of the partitioned table, with which it comes back.
[[nodiscard]] constexpr bool gone_with_parents(const changes& of, const object& it) {
  const std::uint32_t table = partitioned_table(of.after, it);
  if (table == object::none || (it.kind == object_kind::constraint &&
                                of.after.state.constraint(it).what != constraint_kind::check)) {
    return false;
  }
  const schema_state& state = of.after.state;
  const std::uint32_t was = state.newest(schema_state::child_key(state.at(table).key, it.kind, it.id));
  return was != object::none && was < of.before.state.objects && !state.at(was).alive;
}

}  // namespace sterna::detail
