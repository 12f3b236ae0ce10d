// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_execute(const operation& of, const script&, sql_writer& out) {
  out << of.sql;
  out.end_statement();
}

constexpr bool reverse_execute(const operation& of, const script&, script_builder& out) {
  if (of.reverse_sql.empty()) {
    return false;
  }
  operation& undo = out.add_copy(of);
  undo.sql = of.reverse_sql;
  undo.reverse_sql = of.sql;
  return true;
}

inline constexpr verb execute_verb{"execute", needs::sql, render_execute, reverse_execute};

struct execute_word : fragment<counts{1, 0, 0, 0}> {
  /// The SQL that undoes it, for the derived downgrade.
  [[nodiscard]] constexpr execute_word reverse(std::string_view sql) const noexcept {
    execute_word copy = *this;
    copy.operations[0].reverse_sql = sql;
    return copy;
  }
  /// For what PostgreSQL refuses inside a transaction (VACUUM, ALTER SYSTEM ...): one statement, run on its own.
  [[nodiscard]] constexpr execute_word outside_transaction() const noexcept {
    execute_word copy = *this;
    copy.operations[0].outside_transaction = true;
    return copy;
  }
};

}  // namespace detail

namespace dsl {

/// SQL as it is: nothing in it is looked at or changed (`:name`, `%` and `$$` included). Several statements may be
/// given, with semicolons between them.
[[nodiscard]] constexpr auto execute(std::string_view sql) noexcept {
  auto made = detail::make_simple<detail::execute_word>(detail::execute_verb, {});
  made.operations[0].sql = sql;
  return made;
}

}  // namespace dsl
}  // namespace sterna
