// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/sql/mentions.hpp"

#include <cstdint>
#include <string_view>

// What leaves a schema with a sequence.

namespace sterna::detail {

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

}  // namespace sterna::detail
