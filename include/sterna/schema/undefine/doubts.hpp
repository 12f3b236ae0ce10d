// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstdint>
#include <string_view>

// What CASCADE may have taken along, which is only written in texts: nobody knows, then, how to undo it.

namespace sterna::detail {

/// Whether a text casts to a type: `::mood`, `::"Mood"`, `::s.mood[]`.
[[nodiscard]] constexpr bool casts_to(std::string_view text, const name& type) noexcept {
  sql_word_reader in(text);
  bool expected = false;
  bool named = false;
  while (in.next()) {
    const bool word = in.kind == sql_token::word || in.kind == sql_token::identifier;
    if (expected && word && in.names(type.view())) {
      return true;
    }
    const bool colons = in.kind == sql_token::symbol && in.token() == "::";
    expected = colons || (named && in.is('.'));
    named = word && !colons;
  }
  return false;
}

/// CASCADE drops what is of a type, or casts to it, also where that is only written in a text: then nobody knows how to
/// undo it.
constexpr void doubt_uses(catalog& in, const name& type) {
  for (std::uint32_t i = 0; i < in.state.objects.count && !in.underivable; ++i) {
    const object& it = in.state.objects.items[i];
    if (!it.alive) {
      continue;
    }
    switch (it.kind) {
      case object_kind::column: {
        const column_record& of = in.state.column(it);
        in.underivable = (of.type.base == base_type::raw && mentions(of.type.id.view(), type.view())) ||
                         (of.server_default.what == default_value::form::expression &&
                          casts_to(of.server_default.text, type)) ||
                         casts_to(of.generated, type);
        break;
      }
      case object_kind::constraint:
        in.underivable = casts_to(in.state.constraint(it).expression, type);
        break;
      case object_kind::index: {
        const index_record& of = in.state.index(it);
        in.underivable = casts_to(of.where, type);
        for (const element& key : in.state.elements(of.keys)) {
          in.underivable = in.underivable || casts_to(key.expression, type);
        }
        break;
      }
      case object_kind::view:
      case object_kind::materialized_view:
        in.underivable = casts_to(in.state.text(it), type);
        break;
      default:
        if (is_text_kind(it.kind)) {
          const text_record& of = in.state.text_object(it);
          in.underivable = mentions(of.text, type.view()) || mentions(of.method, type.view());
        }
        break;
    }
  }
}

/// Whether a text that is left names what CASCADE has dropped: nobody knows, then, what has gone with it.
[[nodiscard]] constexpr bool mentioned_elsewhere(const catalog& in, std::string_view id) {
  for (std::uint32_t i = 0; i < in.state.objects.count; ++i) {
    const object& it = in.state.at(i);
    if (!it.alive) {
      continue;
    }
    bool found = false;
    if (is_text_kind(it.kind)) {
      found = mentions(in.state.text_object(it).text, id);
    } else if (it.kind == object_kind::column) {
      const column_record& of = in.state.column(it);
      found = mentions(of.server_default.text, id) || mentions(of.generated, id);
    } else if (it.kind == object_kind::constraint) {
      found = mentions(in.state.constraint(it).expression, id);
    } else if (has_query(it.kind)) {
      found = mentions(in.state.text(it), id);
    } else if (it.kind == object_kind::index) {
      found = mentions(in.state.index(it).where, id);
      for (const element& key : in.state.elements(in.state.index(it).keys)) {
        found = found || mentions(key.expression, id) || mentions(key.operator_class, id);
      }
    }
    if (found) {
      return true;
    }
  }
  return false;
}

}  // namespace sterna::detail
