// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/op/detail/sql_text.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_execute(const operation& of, const script&, sql_writer& out) {
  out << of.sql;
  out.end_statement();
}

constexpr bool execute_effect(const operation& op, const script&, catalog& in) {
  if (!expect_sound_texts(op, in)) {
    return false;
  }
  if (!op.says_effect) {
    in.cannot_see(op.sql, static_cast<sql_reach>(op.sql_seen & 3U));
  }
  return true;
}

constexpr bool execute_reverse(const operation& op, const script&, const changes&, script_builder& out) {
  if (op.reverse_sql.empty()) {
    return op.says_effect && !op.outside_transaction;  // what it amounts to is undone for itself
  }
  operation& undo = out.add(op_kind::execute);
  undo.sql = op.reverse_sql;
  undo.reverse_sql = op.sql;
  undo.outside_transaction = op.outside_transaction;
  undo.sql_seen = op.reverse_sql_seen;
  undo.reverse_sql_seen = op.sql_seen;
  return true;
}

inline constexpr verb execute_verb{"execute", needs::sql, render_execute, execute_effect, execute_reverse};

template <std::uint32_t N>
struct execute_word : op_fragment<N> {
  /// The SQL that undoes it, for the derived downgrade.
  [[nodiscard]] constexpr execute_word<N + 1> reverse(std::string_view sql) const noexcept {
    return inserted<detail::execute_word>(*this, text_token(part::reverse_sql, sql, looked_at(sql)));
  }
  /// What the SQL amounts to, in words: for the checks, and for the downgrade where there is no `.reverse`. Without
  /// any op: it changes only data.
  template <op_word... Op>
  [[nodiscard]] constexpr auto as(const Op&... ops) const noexcept {
    return declaring<detail::execute_word>(*this, ops...);
  }
  /// For what PostgreSQL refuses inside a transaction (VACUUM, ALTER SYSTEM ...): one statement, run on its own.
  [[nodiscard]] constexpr execute_word<N + 1> outside_transaction() const noexcept {
    return inserted<detail::execute_word>(*this, flag(part::outside_transaction));
  }
};

}  // namespace detail

namespace dsl {

/// SQL as it is: nothing in it is looked at or changed (`:name`, `%` and `$$` included). Several statements may be
/// given, with semicolons between them.
[[nodiscard]] constexpr auto execute(std::string_view sql) noexcept {
  const token said[] = {detail::text_token(part::sql, sql, detail::looked_at(sql))};
  return detail::make_word<detail::execute_word>(op_kind::execute, said);
}

}  // namespace dsl
}  // namespace sterna
