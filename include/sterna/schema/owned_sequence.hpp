// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/generated_name.hpp"
#include "sterna/schema/setting.hpp"

#include <cstdint>

// The sequence that goes with a column.

namespace sterna::detail {

/// Whether a sequence has been made with its column, and not by an op of its own.
[[nodiscard]] constexpr bool made_with_column(const schema_state& state, const object& sequence) {
  const setting* const owner =
      sequence.parent == object::none ? nullptr : setting_in(state.settings(sequence), setting_kind::owned_by);
  return owner != nullptr && owner->detail.empty();
}
/// The column that a sequence goes with; of one that has no owner, empty.
[[nodiscard]] constexpr name owner_of(const schema_state& state, const object& sequence) {
  const setting* const owner = setting_in(state.settings(sequence), setting_kind::owned_by);
  return owner == nullptr ? name{} : owner->id();
}
/// The type of a sequence.
[[nodiscard]] constexpr base_type type_of_sequence(const schema_state& state, const object& sequence) {
  const setting* const type = setting_in(state.settings(sequence), setting_kind::as_type);
  return type == nullptr ? base_type::big_integer : static_cast<base_type>(type->value);
}

/// The sequence that an identity or serial column owns. Of a serial column it keeps its type, whatever the column's
/// becomes.
constexpr void add_owned_sequence(catalog& in, std::uint32_t table, const name& column, base_type type) {
  const name id = free_relation_name(in, in.state.objects.items[table], column.view(), label_seq);
  setting said[2]{};
  said[0].what = setting_kind::owned_by;
  said[0].text = column.view();
  said[0].value = column.code;
  said[1].value = static_cast<std::uint64_t>(type);
  const std::uint32_t definition =
      in.state.keep(in.state.keep(list<setting>{said, type == base_type::big_integer ? 1U : 2U}));
  const name schema = in.state.objects.items[table].schema;
  in.add_child(object_kind::sequence, id, schema_state::relation_key(schema, id), table, definition, schema, true);
}

}  // namespace sterna::detail
