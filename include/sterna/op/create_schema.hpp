// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_create_schema(const operation& of, const script&, sql_writer& out) {
  (out << "CREATE SCHEMA " << (of.if_not_exists ? "IF NOT EXISTS " : "")).identifier(of.object);
  out.end_statement();
}

constexpr bool create_schema_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t there = in.schema(op.object);
  if (there != object::none || op.object == public_schema) {
    return op.if_not_exists || (there != object::none && in.excused(op.object.view(), {}, there)) ||
           (there != object::none ? in.taken(fault::schema_exists, there, {})
                                  : in.fail(fault::schema_exists, op.object.view()));
  }
  in.add(in.fresh(object_kind::schema, op.object, schema_state::key_of(object_kind::schema, {}, op.object)));
  return true;
}

constexpr bool create_schema_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  if (made.uncertain(op.if_not_exists)) {
    return false;
  }
  if (!made.none()) {
    out.add(op_kind::drop_schema, op);
  }
  return true;
}

inline constexpr verb create_schema_verb{"create_schema", needs::object, render_create_schema, create_schema_effect,
                                         create_schema_reverse};

template <std::uint32_t N>
struct create_schema_word : op_fragment<N>, with_if_not_exists<create_schema_word, N> {};

}  // namespace detail

namespace dsl {

/// `CREATE SCHEMA [IF NOT EXISTS] id`.
[[nodiscard]] constexpr auto create_schema(name id) noexcept {
  const token said[] = {detail::name_token(part::object, id)};
  return detail::make_word<detail::create_schema_word>(op_kind::create_schema, said);
}

}  // namespace dsl
}  // namespace sterna
