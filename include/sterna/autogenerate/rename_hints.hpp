// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/generated.hpp"
#include "sterna/record/token.hpp"
#include "sterna/schema/catalog.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace sterna {

/// What models say was called otherwise before, `.renamed_from("old")`: tables, and then columns.
[[nodiscard]] inline std::vector<rename_hint> rename_hints(list<token> tokens) {
  std::vector<rename_hint> tables;
  std::vector<rename_hint> columns;
  for (std::size_t at = 0; at < tokens.size();) {
    std::size_t end = at + 1;
    while (end < tokens.size() && tokens[end].what != part::op && tokens[end].what != part::next_op) ++end;
    name schema;
    name table;
    name column;
    for (std::size_t i = at; i < end; ++i) {  // the schema may be said last
      if (tokens[i].what == part::schema) schema = tokens[i].id();
      if (tokens[i].what == part::table) table = tokens[i].id();
    }
    for (std::size_t i = at; i < end; ++i) {
      if (tokens[i].what == part::column) column = tokens[i].id();
      if (tokens[i].what != part::renamed_from) continue;
      if (column.empty()) {
        tables.push_back({schema, tokens[i].id(), {}, table});
      } else {
        columns.push_back({schema, table, tokens[i].id(), column});
      }
    }
    at = end;
  }
  tables.insert(tables.end(), columns.begin(), columns.end());
  return tables;
}

/// A rename as somebody says it on a command line: "old=new", "table.old=new", "schema.table.old=new"; of "a.b" the
/// first is a table if the schema has such a one, else it is a schema. What is not understood has an empty `to`. The
/// text must stay where it is.
[[nodiscard]] inline rename_hint rename_hint_of(std::string_view said, const catalog& in) {
  const auto as_name = [](std::string_view text) {
    return name::viewing(text.data(), static_cast<std::uint32_t>(text.size()), hash_of(text));
  };
  const std::size_t equals = said.find('=');
  if (equals == std::string_view::npos) return {};
  std::vector<name> parts;
  for (std::string_view rest = said.substr(0, equals);;) {
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    parts.push_back(as_name(rest.substr(0, dot)));
    if (dot == rest.size()) break;
    rest.remove_prefix(dot + 1);
  }
  const name to = as_name(said.substr(equals + 1));
  const bool complete = std::ranges::none_of(parts, [](const name& each) { return each.empty(); });
  if (!complete || parts.size() > 3) return {};
  if (parts.size() == 1) return {{}, parts[0], {}, to};
  if (parts.size() == 3) return {parts[0], parts[1], parts[2], to};
  return in.relation({}, parts[0]) != object::none ? rename_hint{{}, parts[0], parts[1], to}
                                                   : rename_hint{parts[0], parts[1], {}, to};
}

}  // namespace sterna
