// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sterna/sql/word_reader.hpp"

// The server keeps `(a, b, c) IS DISTINCT FROM (d, e, f)` as `(((a IS DISTINCT FROM d) OR (b IS DISTINCT FROM e)) OR
// (c IS DISTINCT FROM f))` and writes it so, but reads any `(x OR y) OR z` as `x OR y OR z`, and then writes that. As
// rows are told apart again, it reads what it keeps; nothing else has such parentheses.

namespace sterna::detail {

/// What stands in a pair of parentheses, as far as it is one OR or one IS DISTINCT FROM.
struct told_group {
  std::size_t behind = 0;  ///< its last parenthesis
  std::size_t operation = 0;
  std::size_t behind_operation = 0;
  int ors = 0;
  int distinctions = 0;
};

/// The group that begins with the parenthesis at `at`.
[[nodiscard]] inline told_group group_at(std::string_view text, std::size_t at) {
  told_group made;
  sql_word_reader in(text);
  in.at = at;
  std::size_t is = 0;  // where IS stands, if it is the token before
  int open = 0;
  while (in.next()) {
    open += in.is('(') || in.is('[') ? 1 : in.is(')') || in.is(']') ? -1 : 0;
    if (open <= 0) {
      break;
    }
    if (open == 1 && in.is("or")) {
      ++made.ors;
      made.operation = in.position;
      made.behind_operation = in.at;
    } else if (open == 1 && is != 0 && in.is("distinct") && in.next() && in.is("from")) {
      ++made.distinctions;
      made.operation = is;
      made.behind_operation = in.at;
    }
    is = open == 1 && in.is("is") ? in.position : 0;
  }
  made.behind = in.at;
  return made;
}

/// How many pairs of values the group at `at` tells apart, each behind the one before; 0 where it does something else.
[[nodiscard]] inline int pairs_at(std::string_view text, std::size_t at, std::string& left, std::string& right) {
  if (at >= text.size() || text[at] != '(') {
    return 0;
  }
  const told_group it = group_at(text, at);
  if (it.ors == 0 && it.distinctions == 1) {
    (left += left.empty() ? "" : ", ") += text.substr(at + 1, it.operation - at - 2);
    (right += right.empty() ? "" : ", ") += text.substr(it.behind_operation + 1, it.behind - it.behind_operation - 2);
    return 1;
  }
  if (it.ors != 1 || it.distinctions != 0) {
    return 0;
  }
  const std::size_t last = it.behind_operation + 1;
  if (last >= text.size() || text[last] != '(' || group_at(text, last).behind + 1 != it.behind) {
    return 0;
  }
  const int before = pairs_at(text, at + 1, left, right);
  if (before == 0 || group_at(text, at + 1).behind + 1 != it.operation) {
    return 0;
  }
  return pairs_at(text, last, left, right) == 1 ? before + 1 : 0;
}

/// A text of the server with rows told apart as such; empty where there are none of three values or more.
[[nodiscard]] inline std::string with_rows(std::string_view text) {
  std::string made;
  if (text.find(") OR (") == std::string_view::npos || text.find(" IS DISTINCT FROM ") == std::string_view::npos) {
    return made;
  }
  std::size_t written = 0;
  for (sql_word_reader in(text); in.next();) {
    if (!in.is('(')) {
      continue;
    }
    const std::size_t at = in.position;
    std::string left;
    std::string right;
    if (pairs_at(text, at, left, right) >= 3) {
      ((made += text.substr(written, at - written)) += "(ROW(" + left + ") IS DISTINCT FROM ROW(") += right + "))";
      in.at = written = group_at(text, at).behind;
    }
  }
  return made.empty() ? made : made += text.substr(written);
}

}  // namespace sterna::detail
