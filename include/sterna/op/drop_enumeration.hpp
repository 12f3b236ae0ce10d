// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/undefine/type.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_enumeration(const operation& of, const script&, sql_writer& out) {
  (out << "DROP TYPE " << (of.if_exists ? "IF EXISTS " : "")).qualified(of.schema, of.object)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

/// The type that an op names; none where it is not there (then a fault is set) or not known.
[[nodiscard]] constexpr std::uint32_t expect_enumeration(catalog& in, const operation& op) {
  const std::uint32_t type = in.enumeration(op.schema, op.object);
  if (type != object::none) {
    in.rely_on(type);
  } else {
    in.underivable = true;
    if (in.expect_schema(op.schema) && !in.excused(op.object.view())) {
      in.fail(fault::missing_type, op.object.view(), op.schema.view(),
              in.nearest(object_kind::enumeration, op.schema, op.object));
    }
  }
  return type;
}

constexpr bool drop_enumeration_effect(const operation& op, const script&, catalog& in) {
  if (op.if_exists && in.enumeration(op.schema, op.object) == object::none) {
    const std::uint32_t other = in.relation(op.schema, op.object);
    const object_kind kind = other == object::none ? object_kind::index : in.state.at(other).kind;
    return (kind != object_kind::table && kind != object_kind::view) || in.excused(op.object.view(), {}, other) ||
           in.fail(fault::wrong_kind, op.object.view(), "type", {}, catalog::word_for(kind));  // they have a type, too
  }
  const std::uint32_t type = expect_enumeration(in, op);
  if (type == object::none) {
    return !in.found;
  }
  return drop_type_object(in, type, behavior_of(op));
}

constexpr bool drop_enumeration_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  return !made.uncertain(op.if_exists) && restore_dropped(made, out);
}

inline constexpr verb drop_enumeration_verb{"drop_enumeration", needs::object, render_drop_enumeration,
                                            drop_enumeration_effect, drop_enumeration_reverse};

template <std::uint32_t N>
struct drop_enumeration_word : op_fragment<N>,
                               with_schema<drop_enumeration_word, N>,
                               with_if_exists<drop_enumeration_word, N>,
                               with_cascade<drop_enumeration_word, N> {};

}  // namespace detail

namespace dsl {

/// `DROP TYPE [IF EXISTS] id [CASCADE]`, of an enumeration.
[[nodiscard]] constexpr auto drop_enumeration(name id) noexcept {
  const token said[] = {detail::name_token(part::object, id)};
  return detail::make_word<detail::drop_enumeration_word>(op_kind::drop_enumeration, said);
}

}  // namespace dsl
}  // namespace sterna
