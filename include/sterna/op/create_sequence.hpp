// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/undefine.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_create_sequence(const operation& of, const script&, sql_writer& out) {
  (out << "CREATE SEQUENCE " << (of.if_not_exists ? "IF NOT EXISTS " : "")).qualified(of.schema, of.object);
  out.end_statement();
}

constexpr bool create_sequence_effect(const operation& op, const script&, catalog& in) {
  if (op.if_not_exists && in.relation(op.schema, op.object) != object::none) {
    return true;
  }
  if (!in.expect_free(object_kind::sequence, op.schema, op.object)) {
    return false;
  }
  object made = in.fresh(object_kind::sequence, op.object, schema_state::relation_key(op.schema, op.object));
  made.schema = op.schema;
  made.definition = in.state.keep(slice{});
  in.add(made);
  return true;
}

constexpr bool create_sequence_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  if (made.uncertain(op.if_not_exists)) {
    return false;
  }
  if (!made.none()) {
    out.add(op_kind::drop_sequence, op);
  }
  return true;
}

inline constexpr verb create_sequence_verb{"create_sequence", needs::object, render_create_sequence,
                                           create_sequence_effect, create_sequence_reverse};

template <std::uint32_t N>
struct create_sequence_word : op_fragment<N>,
                              with_schema<create_sequence_word, N>,
                              with_if_not_exists<create_sequence_word, N> {};

}  // namespace detail

namespace dsl {

/// `CREATE SEQUENCE [IF NOT EXISTS] id`.
[[nodiscard]] constexpr auto create_sequence(name id) noexcept {
  const token said[] = {detail::name_token(part::object, id)};
  return detail::make_word<detail::create_sequence_word>(op_kind::create_sequence, said);
}

}  // namespace dsl
}  // namespace sterna
