// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/move.hpp"
#include "sterna/schema/changes.hpp"

namespace sterna {
namespace detail {

constexpr void render_rename_sequence(const operation& of, const script&, sql_writer& out) {
  ((out << "ALTER SEQUENCE ").qualified(of.schema, of.object) << " RENAME TO ").identifier(of.new_name);
  out.end_statement();
}

/// Defaults that draw from the sequence follow it: what their texts say is another name from now on.
constexpr bool rename_sequence_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t sequence = in.expect(object_kind::sequence, op.schema, op.object);
  if (in.found || !in.expect_free(object_kind::sequence, op.schema, op.new_name)) {
    return false;
  }
  if (sequence == object::none) {
    in.cannot_see(op.new_name.view(), sql_reach::names);  // it is there from now on
    return true;
  }
  return move_object(in, sequence, in.state.at(sequence).schema, op.new_name);
}

constexpr bool rename_sequence_reverse(const operation& op, const script&, const changes&, script_builder& out) {
  operation& undo = out.add(op_kind::rename_sequence, op);
  undo.object = op.new_name;
  undo.new_name = op.object;
  return true;
}

inline constexpr verb rename_sequence_verb{"rename_sequence", needs::object | needs::new_name, render_rename_sequence,
                                           rename_sequence_effect, rename_sequence_reverse};

template <std::uint32_t N>
struct rename_sequence_word : op_fragment<N>, with_schema<rename_sequence_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER SEQUENCE from RENAME TO to`; defaults that draw numbers from it follow.
[[nodiscard]] constexpr auto rename_sequence(name from, name to) noexcept {
  const token said[] = {detail::name_token(part::object, from), detail::name_token(part::new_name, to)};
  return detail::make_word<detail::rename_sequence_word>(op_kind::rename_sequence, said);
}

}  // namespace dsl
}  // namespace sterna
