// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/table_part.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_validate_constraint(const operation& of, const script&, sql_writer& out) {
  (write_alter_table(of, out) << "VALIDATE CONSTRAINT ").identifier(of.object);
  out.end_statement();
}

constexpr bool validate_constraint_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  const std::uint32_t constraint = table == object::none ? object::none : in.expect_constraint(table, op.object);
  if (constraint == object::none) {
    return !in.found;
  }
  constraint_record made = in.state.constraint(in.state.at(constraint));
  if (made.what == constraint_kind::primary_key || made.what == constraint_kind::unique) {
    return in.fail(fault::not_validatable, op.object.view(), in.state.at(table).id.view());
  }
  if (made.not_valid) {
    made.not_valid = false;
    const std::uint32_t valid = redefine(in, constraint, made);
    if (made.what == constraint_kind::foreign_key) {
      if (const std::uint32_t other = in.relation(made.referred_schema, made.referred_table); other != object::none) {
        in.state.refer(valid, other);
      }
    }
  }
  return !in.found;
}

/// Valid rows stay valid: PostgreSQL has no way back, and nobody needs one. The constraint goes with the migration that
/// made it, or is made anew where the state must be the same.
constexpr bool validate_constraint_reverse(const operation&, const script&, const changes& made, script_builder& out) {
  for (const std::uint32_t i : made.after.state.gone_since(made.before.state)) {
    const object& it = made.after.state.at(i);
    if (it.stale) {
      return false;
    }
    operation& drop = out.add(op_kind::drop_constraint);
    drop.schema = made.after.state.at(it.parent).schema;
    drop.table = made.after.state.at(it.parent).id;
    drop.object = it.id;
    add_constraint_op(made.after, it, out);
  }
  return true;
}

inline constexpr verb validate_constraint_verb{"validate_constraint", needs::table | needs::object,
                                               render_validate_constraint, validate_constraint_effect,
                                               validate_constraint_reverse};

template <std::uint32_t N>
struct validate_constraint_word : op_fragment<N>, with_schema<validate_constraint_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table VALIDATE CONSTRAINT id`: looks at the rows that a `.not_valid()` constraint has passed over,
/// without stopping those who write.
[[nodiscard]] constexpr auto validate_constraint(name constraint, name table) noexcept {
  const token said[] = {detail::name_token(part::table, table), detail::name_token(part::object, constraint)};
  return detail::make_word<detail::validate_constraint_word>(op_kind::validate_constraint, said);
}

}  // namespace dsl
}  // namespace sterna
