// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/rename.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_rename_constraint(const operation& of, const script&, sql_writer& out) {
  (write_alter_table(of, out) << "RENAME CONSTRAINT ").identifier(of.object);
  (out << " TO ").identifier(of.new_name);
  out.end_statement();
}

constexpr bool rename_constraint_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  const std::uint32_t constraint = table == object::none ? object::none : in.expect_constraint(table, op.object);
  if (constraint == object::none) {
    in.cannot_see(op.new_name.view(), sql_reach::names);  // it is there from now on
    return !in.found;
  }
  return rename_constraint_object(in, table, constraint, op.new_name);
}

constexpr bool rename_constraint_reverse(const operation& op, const script&, const changes&, script_builder& out) {
  operation& undo = out.add(op_kind::rename_constraint, op);
  undo.object = op.new_name;
  undo.new_name = op.object;
  return true;
}

inline constexpr verb rename_constraint_verb{"rename_constraint", needs::table | needs::object | needs::new_name,
                                             render_rename_constraint, rename_constraint_effect,
                                             rename_constraint_reverse};

template <std::uint32_t N>
struct rename_constraint_word : op_fragment<N>, with_schema<rename_constraint_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table RENAME CONSTRAINT from TO to`; the index of a key is renamed with it.
[[nodiscard]] constexpr auto rename_constraint(name table, name from, name to) noexcept {
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::object, from),
                        detail::name_token(part::new_name, to)};
  return detail::make_word<detail::rename_constraint_word>(op_kind::rename_constraint, said);
}

}  // namespace dsl
}  // namespace sterna
