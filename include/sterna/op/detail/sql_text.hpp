// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/sql/scan.hpp"

#include <string_view>

namespace sterna::detail {

/// Sets the fault for what in a text does not end; true where that is nothing.
constexpr bool expect_terminated(catalog& in, sql_flaw flaw, std::string_view from) {
  switch (flaw) {
    case sql_flaw::unterminated_quote:
      return in.fail(fault::unterminated_sql, "quote", {}, {}, from);
    case sql_flaw::unterminated_identifier:
      return in.fail(fault::unterminated_sql, "quoted identifier", {}, {}, from);
    case sql_flaw::unterminated_comment:
      return in.fail(fault::unterminated_sql, "comment", {}, {}, from);
    case sql_flaw::unterminated_dollar:
      return in.fail(fault::unterminated_sql, "dollar-quoted body", {}, {}, from);
    case sql_flaw::none:
    case sql_flaw::transaction_control:
      break;
  }
  return true;
}

/// An expression that becomes part of a statement: it must say something, and end.
constexpr bool expect_expression(catalog& in, std::string_view sql) {
  sql_word_reader words(sql);
  bool empty = true;
  while (words.next()) {
    empty = false;
  }
  return expect_terminated(in, words.flaw, sql.substr(words.flaw_position)) &&
         (!empty || in.fail(fault::empty_sql, {}));
}

}  // namespace sterna::detail
