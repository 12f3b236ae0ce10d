// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/compare.hpp"

#include <cstdint>

// Three catalogs: what is wanted, in somebody's words; the same as PostgreSQL says it; and what a database has. Where
// the latter two agree, the first takes over the database's words.

namespace sterna::detail {

struct three_sides {
  catalog& wanted;
  const catalog& made;
  const catalog& found;
};

inline void adopt_column(const three_sides& in, const object& wanted, const object& made, const object& found) {
  column_record& own = in.wanted.state.column_at(wanted.definition);
  const column_record& said = in.made.state.column(made);
  const column_record& there = in.found.state.column(found);
  if (same_type(said.type, there.type)) own.type = there.type;
  if (own.server_default.what != default_value::form::sequence &&
      same_default(said.server_default, there.server_default, there.type)) {
    own.server_default = there.server_default;
  }
  if (same_sql(said.generated, there.generated)) own.generated = there.generated;
  const list<setting> settings = in.found.state.settings(there.settings);
  if (same_settings(in.made.state.settings(said.settings), settings)) own.settings = in.wanted.state.keep(settings);
}

inline void adopt_constraint(const three_sides& in, const object& wanted, const object& made, const object& found) {
  const constraint_record& there = in.found.state.constraint(found);
  if (!constraint_difference({in.made, in.found}, in.made.state.constraint(made), there).empty()) return;
  constraint_record own = in.wanted.state.constraint(wanted);
  own.expression = there.expression;
  own.method = there.method;
  if (own.what == constraint_kind::check || own.what == constraint_kind::exclude) {
    own.columns = in.wanted.state.keep(in.found.state.elements(there.columns));
    own.referred_columns = in.wanted.state.keep(in.found.state.elements(there.referred_columns));
  }
  in.wanted.state.constraint_at(wanted.definition) = own;
}

inline void adopt_index(const three_sides& in, const object& wanted, const object& made, const object& found) {
  const index_record& there = in.found.state.index(found);
  if (!index_difference({in.made, in.found}, in.made.state.index(made), there).empty()) return;
  index_record own = in.wanted.state.index(wanted);
  own.keys = in.wanted.state.keep(in.found.state.elements(there.keys));
  own.where = there.where;
  if (own.settings.count == there.settings.count) {  // an ALTER INDEX of the wanted one may not have been made
    own.settings = in.wanted.state.keep(in.found.state.settings(there.settings));
  }
  in.wanted.state.index_at(wanted.definition) = own;
}

[[nodiscard]] inline std::uint32_t adopt_view(const three_sides& in, const object& found) {
  view_record own = in.found.state.view(found);
  own.columns = in.wanted.state.keep(in.found.state.elements(own.columns));
  own.settings = in.wanted.state.keep(in.found.state.settings(own.settings));
  return in.wanted.state.keep(own);
}

inline void adopt_object(const three_sides& in, std::uint32_t which, const object& made, const object& found) {
  const object wanted = in.wanted.state.at(which);
  switch (wanted.kind) {
    case object_kind::column: adopt_column(in, wanted, made, found); break;
    case object_kind::constraint: adopt_constraint(in, wanted, made, found); break;
    case object_kind::index: adopt_index(in, wanted, made, found); break;
    case object_kind::view:
    case object_kind::materialized_view:
      if (definition_difference({in.made, in.found}, made, found).empty()) {
        in.wanted.state.at(which).definition = adopt_view(in, found);
      }
      break;
    case object_kind::table:
      if (const list<setting> settings = in.found.state.settings(found);
          same_settings(in.made.state.settings(made), settings)) {
        in.wanted.state.at(which).definition = in.wanted.state.keep(in.wanted.state.keep(settings));
      }
      break;
    default:
      if (is_text_kind(wanted.kind) && definition_difference({in.made, in.found}, made, found).empty()) {
        in.wanted.state.at(which).definition = in.wanted.state.keep(in.found.state.text_object(found));
      }
      break;
  }
}

inline void adopt_words(catalog& wanted, catalog& made, const catalog& found) {
  const three_sides in{wanted, made, found};
  for (std::uint32_t i = 0; i < wanted.state.objects.count; ++i) {
    const object& it = wanted.state.at(i);
    const std::uint32_t there = it.alive ? made.state.find(it.key) : object::none;
    if (there == object::none || made.state.at(there).kind != it.kind) continue;
    made.state.at(there).generated_name = it.generated_name;
    const std::uint32_t same = counterpart(made, made.state.at(there), found, side::wanted);
    if (same != object::none) adopt_object(in, i, made.state.at(there), found.state.at(same));
  }
}

}  // namespace sterna::detail
