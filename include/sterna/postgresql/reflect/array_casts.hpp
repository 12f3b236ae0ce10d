// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

#include "sterna/sql/word_reader.hpp"

// The server writes `s IN ('a', 'b')` of a varchar as `(s)::text = ANY ((ARRAY['a'::character varying, ...])::text[])`,
// but reads that as an array of texts: a cast right behind ARRAY[...] is one of each element, and not of the array.
// With the type that the elements have said in between, it reads what it has written.

namespace sterna::detail {

/// The type of the first element of ARRAY[...], as far as its text says it; `text` begins behind the bracket.
[[nodiscard]] inline std::string type_of_elements(std::string_view text) {
  sql_word_reader in(text);
  std::string type;
  sql_token first = sql_token::end;
  std::string_view only;
  bool cast = false;
  int pieces = 0;
  int open = 0;
  while (in.next()) {
    if (open == 0 && (in.is(',') || in.is(']'))) {
      break;
    }
    const bool opens = in.is('(') || in.is('[');
    const bool closes = in.is(')') || in.is(']');
    open -= closes ? 1 : 0;
    if (pieces++ == 0) {
      first = in.kind;
      only = in.token();
    }
    if (open == 0 && in.token() == "::") {
      cast = true;
      type.clear();
    } else if (cast && open == 0 && !opens && !closes) {  // without (10): so are the elements
      const bool qualifies = in.is('.') || type.ends_with('.');
      type += (type.empty() || qualifies ? "" : " ") + std::string(in.token());
    } else if (in.is('[')) {
      return {};  // an array of arrays, or a part of one
    }
    open += opens ? 1 : 0;
  }
  if (cast) {
    return type == "character" ? "bpchar" : type == "bit" ? "\"bit\"" : type;
  }
  if (pieces != 1 || first != sql_token::number) {
    return {};
  }
  return only.find_first_not_of("0123456789") == std::string_view::npos ? "integer" : "numeric";
}

/// A text of the server with such types said; empty where there is nothing to say.
[[nodiscard]] inline std::string with_array_types(std::string_view text) {
  std::string made;
  if (text.find("(ARRAY[") == std::string_view::npos) {
    return made;
  }
  std::size_t written = 0;
  sql_word_reader in(text);
  for (bool more = in.next(); more;) {
    const bool parenthesis = in.is('(');
    more = in.next();
    if (!parenthesis || !in.is("array")) {
      continue;
    }
    sql_word_reader end = in;
    if (!end.next() || !end.is('[')) {
      continue;
    }
    const std::size_t first = end.at;
    for (int open = 1; open > 0 && end.next();) {
      open += end.is('[') ? 1 : end.is(']') ? -1 : 0;
    }
    const std::size_t behind = end.at;
    if (first > written && end.is(']') && end.next() && end.is(')') && end.next() && end.token() == "::") {
      if (const std::string type = type_of_elements(text.substr(first, behind - first)); !type.empty()) {
        ((made += text.substr(written, behind - written)) += "::" + type) += "[]";
        written = behind;
      }
    }
  }
  return made.empty() ? made : made += text.substr(written);
}

}  // namespace sterna::detail
