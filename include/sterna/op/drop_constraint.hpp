// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/undefine/constraint.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/op/detail/add_constraint.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_constraint(const operation& of, const script&, sql_writer& out) {
  (write_alter_table(of, out) << "DROP CONSTRAINT " << (of.if_exists ? "IF EXISTS " : "")).identifier(of.object)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

constexpr bool drop_constraint_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none || (op.if_exists && in.constraint(table, op.object) == object::none)) {
    return !in.found;
  }
  const std::uint32_t constraint = in.expect_constraint(table, op.object);
  return constraint == object::none ? !in.found
                                    : drop_constraint_object(in, table, constraint, op.object.view(), behavior_of(op));
}

constexpr bool drop_constraint_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  return !made.uncertain(op.if_exists) && restore_dropped(made, out);
}

inline constexpr verb drop_constraint_verb{"drop_constraint", needs::table | needs::object, render_drop_constraint,
                                           drop_constraint_effect, drop_constraint_reverse};

template <std::uint32_t N>
struct drop_constraint_word : op_fragment<N>,
                              with_schema<drop_constraint_word, N>,
                              with_if_exists<drop_constraint_word, N>,
                              with_cascade<drop_constraint_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table DROP CONSTRAINT [IF EXISTS] constraint [CASCADE]`, of whatever kind.
[[nodiscard]] constexpr auto drop_constraint(name constraint, name table) noexcept {
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::object, constraint)};
  return detail::make_word<detail::drop_constraint_word>(op_kind::drop_constraint, said);
}
/// The same of a constraint that is said in the words that made it, so that a naming convention gives it the same name
/// again: `drop_constraint(unique({"a"}), "t")`, `drop_constraint(constraint("positive", check("a > 0")), "t")`.
template <std::uint32_t N, detail::constraint_place P>
  requires(P != detail::constraint_place::column)
[[nodiscard]] constexpr auto drop_constraint(const detail::constraint_word<N, P>& which, name table) noexcept {
  return detail::add_constraint<detail::drop_constraint_word>(op_kind::drop_constraint, which.items[0].id(), table,
                                                              which);
}

}  // namespace dsl
}  // namespace sterna
