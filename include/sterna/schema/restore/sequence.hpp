// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/generated_name.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/restore/describe.hpp"

#include <cstdint>
#include <string_view>

// Ops that make a sequence again.

namespace sterna::detail {

/// Makes a sequence again, not yet owned: its table comes behind it.
constexpr void add_sequence_op(const catalog& in, const object& of, script_builder& out) {
  pool<setting> said;
  for (const setting& each : in.state.settings(of)) {
    if (each.what != setting_kind::owned_by) {
      said.push(each);
    }
  }
  const slice settings = describe_settings(said, out);
  operation& op = out.add(op_kind::create_sequence);
  op.schema = of.schema;
  op.object = of.id;
  op.settings = settings;
}

/// `ALTER SEQUENCE ...`, with these settings.
constexpr void alter_sequence_op(const object& of, list<setting> said, script_builder& out) {
  const slice settings = describe_settings(said, out);
  operation& op = out.add(op_kind::alter_sequence);
  op.schema = of.schema;
  op.object = of.id;
  op.settings = settings;
}
/// Says again to which column a sequence belongs.
constexpr void own_sequence_op(const catalog& in, const object& of, script_builder& out) {
  setting owner = *setting_in(in.state.settings(of), setting_kind::owned_by);
  owner.detail = in.state.at(of.parent).id.view();
  alter_sequence_op(of, {&owner, 1}, out);
}

/// A serial or identity column that is made again gets its sequence with it. Had that another name than the one that
/// PostgreSQL gives now, since table or column have been renamed, it gets it back; and its type, if the serial column
/// has had another one. False where the names are in each other's way, or no column makes it again.
constexpr bool restore_owned_sequence(const changes& of, list<std::uint32_t> gone, std::uint32_t which,
                                      script_builder& out) {
  const schema_state& state = of.after.state;
  const object& it = state.at(which);
  const name owner = owner_of(state, it);
  const column_record* column = nullptr;
  for (const std::uint32_t i : gone) {
    const object& each = state.at(i);
    if (each.kind == object_kind::column && state.at(each.parent).key == state.at(it.parent).key &&
        each.id == owner) {
      column = &state.column(each);
    }
  }
  const bool serial = column != nullptr && column->server_default.what == default_value::form::sequence;
  if (column == nullptr || (!serial && column->identity == identity_kind::none)) {
    return false;
  }
  const auto chosen_for = [&](const object& sequence, int pass) {
    return composed(state.at(sequence.parent).id.view(), owner_of(state, sequence).view(), "seq", pass);
  };
  const auto taken = [&](std::string_view id) {
    const std::uint64_t key = schema_state::relation_key(
        it.schema, name::viewing(id.data(), static_cast<std::uint32_t>(id.size()), hash_of(id)));
    for (const std::uint32_t i : gone) {
      const object& other = state.at(i);
      if (other.key == key && (other.kind == object_kind::table ||
                               (other.kind == object_kind::sequence && !made_with_column(state, other)))) {
        return true;
      }
    }
    return state.find(key) != object::none;
  };
  int pass = 0;
  while (pass < 99 && taken(chosen_for(it, pass).view())) {
    ++pass;
  }
  const name_text chosen = chosen_for(it, pass);
  if (chosen.view() != it.id.view()) {
    for (const std::uint32_t i : gone) {
      const object& other = state.at(i);
      if (i != which && other.kind == object_kind::sequence && made_with_column(state, other) &&
          other.schema == it.schema &&
          (chosen_for(other, 0).view() == it.id.view() || chosen_for(other, 0).view() == chosen.view())) {
        return false;
      }
    }
    operation& op = out.add(op_kind::rename_sequence);
    op.schema = it.schema;
    op.object = of.texts.keep_name(chosen.view());
    op.new_name = it.id;
  }
  pool<setting> said;  // what a serial column does not say
  for (const setting& each : state.settings(it)) {
    if (serial && is_sequence_option(each) && each.what != setting_kind::owned_by &&
        !(each.what == setting_kind::as_type && each.value == static_cast<std::uint64_t>(column->type.base))) {
      said.push(each);
    }
  }
  if (serial && type_of_sequence(state, it) == base_type::big_integer && column->type.base != base_type::big_integer) {
    said.push(blank_setting).unset = true;
  }
  if (said.count > 0) {
    alter_sequence_op(it, said, out);
  }
  return true;
}

}  // namespace sterna::detail
