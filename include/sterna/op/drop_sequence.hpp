// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/undefine/sequence.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_sequence(const operation& of, const script&, sql_writer& out) {
  (out << "DROP SEQUENCE " << (of.if_exists ? "IF EXISTS " : "")).qualified(of.schema, of.object)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

constexpr bool drop_sequence_effect(const operation& op, const script&, catalog& in) {
  if (op.if_exists && in.relation(op.schema, op.object) == object::none) {
    return true;
  }
  const std::uint32_t sequence = in.expect(object_kind::sequence, op.schema, op.object);
  if (sequence == object::none) {
    return !in.found;
  }
  const object it = in.state.at(sequence);
  if (made_with_column(in.state, it)) {
    const name owner = owner_of(in.state, it);
    const std::uint32_t column = in.column(it.parent, owner);
    if (column != object::none) {
      column_record of = in.state.column(in.state.at(column));
      if (of.identity != identity_kind::none ||
          (of.server_default.what == default_value::form::sequence && !op.cascade)) {
        return refuse_needed(in, op.object.view(), in.state.at(column), in.state.at(it.parent).id.view());
      }
      if (of.server_default.what == default_value::form::sequence) {
        of.server_default = {};
        redefine(in, column, of, facet_default);
      }
    }
  }
  if (!drop_drawing_defaults(in, sequence, behavior_of(op))) {
    return false;
  }
  in.remove(sequence);
  return !in.found;
}

constexpr bool drop_sequence_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  return !made.uncertain(op.if_exists) && restore_dropped(made, out);
}

inline constexpr verb drop_sequence_verb{"drop_sequence",       needs::object,        render_drop_sequence,
                                         drop_sequence_effect, drop_sequence_reverse};

template <std::uint32_t N>
struct drop_sequence_word : op_fragment<N>,
                            with_schema<drop_sequence_word, N>,
                            with_if_exists<drop_sequence_word, N>,
                            with_cascade<drop_sequence_word, N> {};

}  // namespace detail

namespace dsl {

/// `DROP SEQUENCE [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_sequence(name id) noexcept {
  const token said[] = {detail::name_token(part::object, id)};
  return detail::make_word<detail::drop_sequence_word>(op_kind::drop_sequence, said);
}

}  // namespace dsl
}  // namespace sterna
