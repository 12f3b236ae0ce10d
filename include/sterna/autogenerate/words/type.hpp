// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/words/literal.hpp"
#include "sterna/record/script.hpp"
#include "sterna/schema/type.hpp"

#include <string>
#include <string_view>

namespace sterna::detail {

/// The words for types, in the order of base_type.
inline constexpr std::string_view type_words_list[] = {
    "type", "enumeration", "small_integer", "integer", "big_integer", "small_serial", "serial", "big_serial", "string",
    "character", "text", "boolean", "date", "time_of_day", "time_of_day_tz", "timestamp", "timestamp_tz", "interval",
    "numeric", "real", "double_precision", "uuid", "json", "jsonb", "bytea", "inet", "cidr", "macaddr", "tsvector",
    "xml", "bit", "bit_varying"};

/// Whether a type of the user's is made by the same script, and is no enumeration: a domain, a composite type ...
[[nodiscard]] inline bool is_other_type(const data_type& of, const script& in) {
  for (const operation& op : in.operations) {
    if (op.what == op_kind::create_object && is_text_type(op.object_is) && op.object == of.id) return true;
  }
  return false;
}

/// A type where a column's stands: `string(50)`, `array(integer)`, `enumeration("mood")`, `named_type("email")`.
[[nodiscard]] inline std::string type_words_of(const data_type& of, const script& in = {}) {
  std::string made(type_words_list[static_cast<unsigned>(of.base)]);
  if (of.base == base_type::named && is_other_type(of, in)) made = "named_type";
  if (of.base == base_type::raw || of.base == base_type::named) {
    made += "(" + literal_of(of.id.view()) + ")";
  } else if (of.argument_count > 0) {
    made += "(" + std::to_string(of.arguments[0]) +
            (of.argument_count > 1 ? ", " + std::to_string(of.arguments[1]) : std::string()) + ")";
  }
  if (!of.in.empty()) made += ".in_schema(" + literal_of(of.in.view()) + ")";
  for (int i = 0; i < of.dimensions; ++i) made = "array(" + made + ")";
  if (!of.collation.empty()) {
    if (of.base == base_type::raw && of.dimensions == 0) made = "sterna::data_type(" + made + ")";
    made += ".collate(" + literal_of(of.collation.view()) + ")";
  }
  return made;
}

}  // namespace sterna::detail
