// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_constraint(const operation& of, const script&, sql_writer& out) {
  (write_alter_table(of, out) << "DROP CONSTRAINT " << (of.if_exists ? "IF EXISTS " : "")).identifier(of.object)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

inline constexpr verb drop_constraint_verb{"drop_constraint", needs::table | needs::object, render_drop_constraint,
                                           no_reverse};

struct drop_constraint_word : fragment<counts{1, 0, 0, 0}>,
                              with_schema<drop_constraint_word>,
                              with_if_exists<drop_constraint_word>,
                              with_cascade<drop_constraint_word> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table DROP CONSTRAINT [IF EXISTS] constraint [CASCADE]`, of whatever kind.
[[nodiscard]] constexpr auto drop_constraint(name constraint, name table) noexcept {
  return detail::make_simple<detail::drop_constraint_word>(detail::drop_constraint_verb, table, constraint);
}

}  // namespace dsl
}  // namespace sterna
