// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_index(const operation& of, const script&, sql_writer& out) {
  (out << "DROP INDEX " << (of.concurrently ? "CONCURRENTLY " : "") << (of.if_exists ? "IF EXISTS " : ""))
          .qualified(of.schema, of.object)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

/// A `DROP INDEX CONCURRENTLY` that was cut off is simply given again, as long as the index is there.
constexpr void resume_drop_index(const operation& of, sql_writer& out) {
  sql_writer id;
  id.qualified(of.schema, of.object);
  (out << "SELECT CASE WHEN to_regclass(").literal(id.text()) << ") IS NULL THEN 'done' ELSE 'run' END";
}

inline constexpr verb drop_index_verb{"drop_index", needs::object, render_drop_index, no_reverse, resume_drop_index};

struct drop_index_word : fragment<counts{1, 0, 0, 0}>,
                         with_schema<drop_index_word>,
                         with_if_exists<drop_index_word>,
                         with_cascade<drop_index_word> {
  /// `DROP INDEX CONCURRENTLY`: no lock that stops readers or writers; runs outside a transaction.
  [[nodiscard]] constexpr drop_index_word concurrently() const noexcept {
    drop_index_word copy = *this;
    copy.operations[0].concurrently = true;
    copy.operations[0].outside_transaction = true;
    return copy;
  }
};

}  // namespace detail

namespace dsl {

/// `DROP INDEX [CONCURRENTLY] [IF EXISTS] index`.
[[nodiscard]] constexpr auto drop_index(name index) noexcept {
  return detail::make_simple<detail::drop_index_word>(detail::drop_index_verb, {}, index);
}
/// The same, saying for the reader (and for the checks) whose index it is, as Alembic's `drop_index(name, table)`.
[[nodiscard]] constexpr auto drop_index(name index, name table) noexcept {
  return detail::make_simple<detail::drop_index_word>(detail::drop_index_verb, table, index);
}

}  // namespace dsl
}  // namespace sterna
