// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/sequence_values.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_create_sequence(const operation& of, const script& in, sql_writer& out) {
  (out << "CREATE SEQUENCE " << (of.if_not_exists ? "IF NOT EXISTS " : "")).qualified(of.schema, of.object);
  if (of.settings.count > 0) {
    write_sequence_options(in.settings(of.settings), of.schema, " ", out << ' ');
  }
  out.end_statement();
}

/// The table of the column to which a sequence is to belong, or none: nobody says so, or nothing is known of it.
constexpr bool expect_sequence_owner(const operation& op, list<setting> said, catalog& in, std::uint32_t& table) {
  table = object::none;
  const setting* const owner = setting_in(said, setting_kind::owned_by);
  if (owner == nullptr || owner->unset) {
    return true;
  }
  table = in.expect(object_kind::table, op.schema, owner->detail_id());
  return table == object::none ? !in.found : (static_cast<void>(in.expect_column(table, owner->id())), !in.found);
}

constexpr bool create_sequence_effect(const operation& op, const script& of, catalog& in) {
  if (op.if_not_exists && in.relation(op.schema, op.object) != object::none) {
    return true;
  }
  if (!in.expect_free(object_kind::sequence, op.schema, op.object)) {
    return false;
  }
  object made = in.fresh(object_kind::sequence, op.object, schema_state::relation_key(op.schema, op.object));
  made.schema = op.schema;
  slice kept{};
  if (op.settings.count > 0) {
    const auto said = of.settings(op.settings);
    const sequence_values values = sequence_values_of(said);
    if (!expect_sequence_values(in, values, said, op.object.view()) ||
        !expect_sequence_owner(op, said, in, made.parent)) {
      return false;
    }
    kept = in.state.keep(list<setting>(sequence_settings(values, said, true)));
  }
  made.definition = in.state.keep(kept);
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

/// `CREATE SEQUENCE [IF NOT EXISTS] id ...`, with options in any order: `create_sequence("s", start(10), increment(2),
/// min_value(1), max_value(99), cache(5), cycle, as(integer), owned_by("t", "c"))`.
template <detail::setting_for<detail::setting_place::sequence>... S>
[[nodiscard]] constexpr auto create_sequence(name id, const S&... options) noexcept {
  const token said[] = {detail::name_token(part::object, id)};
  return detail::make_word<detail::create_sequence_word>(op_kind::create_sequence, said, options...);
}

}  // namespace dsl
}  // namespace sterna
