// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/sql/mentions.hpp"
#include "sterna/sql/word_reader.hpp"
#include "sterna/sql/writer.hpp"

#include <cstdint>
#include <string_view>

// ALTER of what is a name and a text: the text stays, and what has been altered since is a part of the object.

namespace sterna::detail {

[[nodiscard]] constexpr std::uint64_t alteration_key(std::uint64_t object, std::string_view action) noexcept {
  return schema_state::child_key(object, object_kind::alteration, name::viewing("", 0, hash_of(action)));
}

/// `(a = 1, b)` becomes `(a, b)`; false where it is something else.
constexpr bool write_names_of_options(std::string_view list, sql_writer& out) {
  sql_word_reader in(list);
  if (!in.next() || !in.is('(')) {
    return false;
  }
  out << '(';
  bool name_comes = true;
  bool first = true;
  for (bool more = in.next(); more && !in.is(')'); more = in.next()) {
    if (in.is(',')) {
      name_comes = true;
    } else if (name_comes) {
      out << (first ? "" : ", ") << in.token();
      first = name_comes = false;
    }
  }
  out << ')';
  return !first;
}

/// What undoes an action of ALTER by its words alone, where nothing of the kind has been done before. False: they do
/// not tell.
constexpr bool write_inverse_action(std::string_view action, sql_writer& out) {
  sql_word_reader in(action);
  if (!in.next()) {
    return false;
  }
  if (in.is("enable") || in.is("disable")) {
    const bool enables = in.is("enable");
    if (!in.next()) {
      out << (enables ? "DISABLE" : "ENABLE");
      return true;
    }
    out << "ENABLE";
    return enables && (in.is("replica") || in.is("always")) && !in.next();
  }
  const bool adds = in.is("add");
  const bool renames = in.is("rename");
  const bool sets = in.is("set");
  if (!(adds || renames || sets) || !in.next()) {
    return false;
  }
  const std::string_view what = in.token();
  const std::size_t behind = in.at;
  if (renames) {
    sql_word_reader from = in;
    if (!from.next()) {
      return false;
    }
    sql_word_reader to = from;
    if (!to.next() || !to.is("to") || !to.next()) {
      return false;
    }
    out << "RENAME " << what << ' ' << to.token() << " TO " << from.token();
    return !to.next();
  }
  if (sets) {
    if (in.is('(')) {
      out << "RESET ";
      return write_names_of_options(action.substr(in.position), out);
    }
    if (in.is("default")) {
      out << "DROP DEFAULT";
      return true;
    }
    if (in.is("not")) {
      out << "DROP NOT NULL";
      return true;
    }
    sql_word_reader sign = in;
    if (!sign.next() || !(sign.is("to") || sign.is('='))) {
      return false;
    }
    out << "RESET " << what;
    return true;
  }
  if (in.is("table")) {  // of a publication: tables, without columns or conditions
    const std::string_view rest = action.substr(behind);
    out << "DROP TABLE" << rest;
    return rest.find('(') == std::string_view::npos && !mentions(rest, "where");
  }
  const bool part = in.is("attribute") || in.is("column") || in.is("constraint") || in.is("mapping");
  if (!part || !in.next() || in.is("if")) {
    return false;
  }
  out << "DROP " << what << ' ';
  if (in.is("for")) {
    sql_word_reader word = in;
    while (word.next() && !word.is("with")) {
    }
    out << action.substr(in.position, word.position - in.position);
    std::string_view made = out.text();
    return made.size() > 0;
  }
  out << in.token();
  int open = 0;
  while (in.next()) {
    open += in.is('(') ? 1 : in.is(')') ? -1 : 0;
    if (open == 0 && in.is(',')) {
      return false;
    }
  }
  return true;
}

}  // namespace sterna::detail
