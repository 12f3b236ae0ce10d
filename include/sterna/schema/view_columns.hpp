// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"

#include <string_view>

// What the query of a view reads, as far as its text tells. Only what is certain is answered with yes: a false alarm
// would be worse than what PostgreSQL finds later.

namespace sterna::detail {

/// What follows FROM and JOIN in a query.
struct view_sources {
  int count = 0;
  bool reads = false;           ///< the table is one of them
  std::string_view alias{};     ///< the table's
  bool hidden = false;          ///< a common table expression has the table's name
};

/// `schema` is empty where the table is found without its schema's name.
[[nodiscard]] constexpr view_sources sources_of(std::string_view query, std::string_view schema,
                                                std::string_view table) noexcept {
  view_sources made;
  const bool unqualified = schema.empty() || schema == "public";
  sql_word_reader in(query);
  bool in_from = false;
  bool expected = false;  // the next name is a source
  bool more = in.next();
  while (more) {
    if (in.is("from") || in.is("join")) {
      in_from = expected = true;
    } else if (in.is("where") || in.is("group") || in.is("order") || in.is("select") || in.is("union") ||
               in.is("limit") || in.is("having") || in.is("window") || in.is("on")) {
      in_from = expected = false;
    } else if (in.is(',')) {
      expected = in_from;
    } else if (expected && (in.is("only") || in.is("lateral"))) {
    } else if (expected && (in.kind == sql_token::word || in.kind == sql_token::identifier)) {
      bool this_one = in.names(table) && unqualified;
      bool in_schema = in.names(unqualified ? "public" : schema);
      more = in.next();
      while (more && in.is('.')) {
        in.next();
        this_one = in.names(table) && in_schema;
        in_schema = false;
        more = in.next();
      }
      expected = false;
      ++made.count;
      if (more && in.is('(')) {
        continue;  // a function
      }
      if (more && in.is("as")) {
        more = in.next();
      }
      if (this_one) {
        made.reads = true;
        const bool keyword = in.is("where") || in.is("join") || in.is("left") || in.is("inner") || in.is("on") ||
                             in.is("cross") || in.is("right") || in.is("full") || in.is("group") || in.is("order");
        if (more && in.kind == sql_token::word && !keyword) {
          made.alias = in.token();
        }
      }
      continue;
    } else if (in.names(table)) {
      more = in.next();
      made.hidden = made.hidden || (more && in.is("as"));
      continue;
    }
    more = in.next();
  }
  return made;
}

[[nodiscard]] constexpr bool view_reads(std::string_view query, std::string_view schema,
                                        std::string_view table) noexcept {
  const view_sources from = sources_of(query, schema, table);
  return from.reads && !from.hidden;
}

/// How a view reads a column: all of those that were there when it was made, or this one by its name.
enum class reading : std::uint8_t { none, all, named };

/// The same for a column: one that is qualified, or that can be nobody else's, or `*`.
[[nodiscard]] constexpr reading view_reads(std::string_view query, std::string_view schema, std::string_view table,
                                           std::string_view column) noexcept {
  const view_sources from = sources_of(query, schema, table);
  if (!from.reads || from.hidden) {
    return reading::none;
  }
  if (from.count == 1 && uses_identifier(query, column)) {
    return reading::named;
  }
  reading found = reading::none;
  sql_word_reader in(query);
  bool ours = false;     // the last two tokens were the table (or its alias) and a dot
  bool item = false;     // a new item of the list begins
  std::string_view last{};
  while (in.next()) {
    if (ours && in.names(column)) {
      return reading::named;
    }
    if ((ours || item) && in.is('*')) {
      found = reading::all;
    }
    item = in.is("select") || (item && in.is("distinct"));
    ours = in.is('.') && (last == table || (!from.alias.empty() && last == from.alias));
    last = in.token();
  }
  return found;
}

/// How many columns a query gives: those of its first SELECT; -1 where its text does not tell.
[[nodiscard]] constexpr int count_of_columns(std::string_view query) noexcept {
  sql_word_reader in(query);
  int open = 0;
  int count = 0;
  bool empty = true;   // of the item that is being read
  while (in.next()) {
    open += in.is('(') || in.is('[') ? 1 : in.is(')') || in.is(']') ? -1 : 0;
    if (open > 0) {
      empty = false;
    } else if (count == 0) {
      count = in.is("select") ? 1 : 0;
    } else if (in.is(',')) {
      ++count;
      empty = true;
    } else if (in.is("from") || in.is("where") || in.is("union") || in.is("intersect") || in.is("except") ||
               in.is("order") || in.is("limit") || in.is("group")) {
      break;
    } else if (in.is("distinct") && empty) {
      continue;
    } else if (in.is('*')) {
      sql_word_reader after = in;
      const bool last = !after.next() || after.is(',') || after.is("from");
      if (last || empty) {
        return -1;
      }
    } else {
      empty = false;
    }
  }
  return count == 0 || empty ? -1 : count;
}

/// Whether a query surely gives a column of this name: an item of its first SELECT ends with it.
[[nodiscard]] constexpr bool gives_column(std::string_view query, std::string_view column) noexcept {
  sql_word_reader in(query);
  int open = 0;
  bool items = false;
  bool named = false;  // by the last token
  while (in.next()) {
    open += in.is('(') || in.is('[') ? 1 : in.is(')') || in.is(']') ? -1 : 0;
    if (open == 0 && items) {
      const bool ends = in.is("from") || in.is("where") || in.is("union") || in.is("intersect") || in.is("except") ||
                        in.is("order") || in.is("limit") || in.is("group");
      if ((ends || in.is(',')) && named) {
        return true;
      }
      if (ends) {
        return false;
      }
    }
    items = items || (open == 0 && in.is("select"));
    named = open == 0 && in.names(column);
  }
  return items && named;
}

}  // namespace sterna::detail
