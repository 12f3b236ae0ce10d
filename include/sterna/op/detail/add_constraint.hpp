// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/drop_constraint.hpp"
#include "sterna/schema/constraint.hpp"
#include "sterna/sql/column.hpp"

// What the four ops share that add a constraint to a table: create_primary_key, create_unique_constraint,
// create_foreign_key, create_check_constraint.

namespace sterna::detail {

constexpr void render_add_constraint(const operation& of, const script& in, sql_writer& out) {
  write_alter_table(of, out) << "ADD ";
  write_constraint(in.constraints(of.constraints)[0], in, out);
  out.end_statement();
}

constexpr bool reverse_add_constraint(const operation& of, const script&, script_builder& out) {
  if (of.object.empty()) {
    return false;  // PostgreSQL has named it
  }
  out.add(drop_constraint_verb, of);
  return true;
}

/// Foreign keys and checks may be left unvalidated; PostgreSQL has no such keys.
enum class validation : std::uint8_t { at_once, may_wait };

template <counts N, validation V>
struct add_constraint_word : fragment<N>, with_schema<add_constraint_word<N, V>> {
  /// `NOT VALID`: rows that are there already are not looked at.
  [[nodiscard]] constexpr add_constraint_word not_valid() const noexcept
    requires(V == validation::may_wait)
  {
    add_constraint_word copy = *this;
    copy.constraints[0].not_valid = true;
    return copy;
  }
};

template <validation V, counts N, constraint_place P>
[[nodiscard]] constexpr auto add_constraint(const verb& what, name id, name table,
                                            const constraint_word<N, P>& constraint) noexcept {
  constexpr counts total = counts{1, 0, 0, 0} + N;
  add_constraint_word<total, V> made{};
  counts used{};
  append(made, used, constraint);
  made.constraints[0].id = id;
  operation& op = made.operations[0];
  op.what = &what;
  op.table = table;
  op.object = id;
  op.constraints.count = 1;
  return made;
}

}  // namespace sterna::detail
