// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_create_enumeration(const operation& of, const script& in, sql_writer& out) {
  (out << "CREATE TYPE ").qualified(of.schema, of.object) << " AS ENUM (";
  std::string_view between = "";
  for (const element& each : in.elements(of.values)) {
    (out << between).literal(each.expression);
    between = ", ";
  }
  out << ')';
  out.end_statement();
}

constexpr bool create_enumeration_effect(const operation& op, const script& of, catalog& in) {
  if (!in.expect_schema(op.schema)) {
    return false;
  }
  for (const std::uint32_t there : {in.type(op.schema, op.object), in.relation(op.schema, op.object)}) {
    if (there != object::none && in.state.at(there).kind != object_kind::index &&
        in.state.at(there).kind != object_kind::sequence && !in.excused(op.object.view(), {}, there)) {
      return in.taken(fault::type_exists, there, catalog::word_for(in.state.at(there).kind));
    }
  }
  const auto values = of.elements(op.values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (values[i].expression == values[j].expression) {
        return in.fail(fault::value_exists, values[i].expression, op.object.view());
      }
    }
  }
  object made = in.fresh(object_kind::enumeration, op.object,
                         schema_state::key_of(object_kind::enumeration, op.schema, op.object));
  made.schema = op.schema;
  made.definition = in.state.keep(in.state.keep(values));
  in.add(made);
  return true;
}

constexpr bool create_enumeration_reverse(const operation& op, const script&, const changes&, script_builder& out) {
  out.add(op_kind::drop_enumeration, op);
  return true;
}

inline constexpr verb create_enumeration_verb{"create_enumeration", needs::object, render_create_enumeration,
                                              create_enumeration_effect, create_enumeration_reverse};

template <std::uint32_t N>
struct create_enumeration_word : op_fragment<N>, with_schema<create_enumeration_word, N> {};

}  // namespace detail

namespace dsl {

/// `CREATE TYPE id AS ENUM (values)`: `create_enumeration("mood", {"sad", "ok", "happy"})`.
template <std::size_t N>
[[nodiscard]] constexpr auto create_enumeration(name id, const std::string_view (&values)[N]) noexcept {
  detail::create_enumeration_word<2 + N> made;
  made.items[0] = detail::op_token(op_kind::create_enumeration);
  made.items[1] = detail::name_token(part::object, id);
  for (std::size_t i = 0; i < N; ++i) {
    made.items[2 + i] = detail::text_token(part::value, values[i]);
  }
  return made;
}

}  // namespace dsl
}  // namespace sterna
