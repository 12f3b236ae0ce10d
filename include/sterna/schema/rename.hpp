// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/attached_index.hpp"
#include "sterna/schema/define/column.hpp"

// Objects that get another name within their table.

namespace sterna::detail {

/// Who names an index of a table: the foreign keys that use it, and the table's own CLUSTER ON and REPLICA IDENTITY.
constexpr void rename_uses_of_index(catalog& in, std::uint32_t table, const name& from, const name& to) {
  for (std::uint32_t i = in.state.at(table).first_referrer; i != object::none; i = in.state.at(i).next_referrer) {
    if (in.state.at(i).alive && in.state.constraint(in.state.at(i)).index == from) {
      constraint_record key = in.state.constraint(in.state.at(i));
      key.index = to;
      in.state.refer(redefine(in, i, key), table);
    }
  }
  const auto settings = in.state.settings(in.state.at(table));
  if (settings.empty()) {
    return;
  }
  pool<setting> made = merged_settings(settings, {});
  bool changed = false;
  for (setting& each : made) {
    if ((each.what == setting_kind::cluster_on || each.what == setting_kind::replica_identity_index) &&
        each.text == from.view()) {
      each.text = to.view();
      each.value = to.code;
      changed = true;
    }
  }
  if (changed) {
    redefine(in, table, in.state.keep(list<setting>(made)), facet_default);
  }
}

constexpr bool rename_index_object(catalog& in, std::uint32_t index, const name& to) {
  object renamed = in.state.at(index);
  if (!in.expect_free(object_kind::index, renamed.schema, to)) {
    return false;
  }
  const name from = renamed.id;
  renamed.id = to;
  renamed.generated_name = false;
  renamed.named_by = in.revision;
  renamed.key = schema_state::relation_key(renamed.schema, to);
  in.replace(index, renamed);
  const object& of = in.state.at(renamed.parent);
  const std::uint32_t table = in.relation(of.schema, of.id);
  if (table != object::none) {
    rename_uses_of_index(in, table, from, to);
  }
  for_each_attached(in, from, [&](std::uint32_t part) {
    detach_index(in, part);
    attach_to(in, in.relation(in.state.at(part).schema, in.state.at(part).id), to);
  });
  return !in.found;
}

/// The index of a key has the key's name.
constexpr bool rename_constraint_object(catalog& in, std::uint32_t table, std::uint32_t constraint, const name& to) {
  const std::uint32_t there = in.constraint(table, to);
  const std::string_view of = in.state.at(table).id.view();
  if (there != object::none && !in.excused(to.view(), of, there)) {
    return in.taken(fault::constraint_exists, there, of);
  }
  object renamed = in.state.at(constraint);
  const constraint_record made = in.state.constraint(renamed);
  const std::uint32_t index = made.what == constraint_kind::check || made.what == constraint_kind::foreign_key
                                  ? object::none
                                  : in.relation(in.state.at(table).schema, renamed.id);
  in.strange_names = true;
  renamed.id = to;
  renamed.generated_name = false;
  renamed.named_by = in.revision;
  renamed.key = schema_state::child_key(in.state.at(table).key, object_kind::constraint, to);
  const std::uint32_t now = in.replace(constraint, renamed);
  const std::uint32_t other = made.what == constraint_kind::foreign_key
                                  ? in.relation(made.referred_schema, made.referred_table)
                                  : object::none;
  if (other != object::none) {
    in.state.refer(now, other);
  }
  return index == object::none ? !in.found : rename_index_object(in, index, to);
}

}  // namespace sterna::detail
