// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/create_sequence.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/owned_sequence.hpp"
#include "sterna/schema/restore/describe.hpp"
#include "sterna/schema/sequence_values.hpp"
#include "sterna/schema/undefine/dependents.hpp"

namespace sterna {
namespace detail {

constexpr void render_alter_sequence(const operation& of, const script& in, sql_writer& out) {
  (out << "ALTER SEQUENCE ").qualified(of.schema, of.object) << ' ';
  write_sequence_options(in.settings(of.settings), of.schema, " ", out);
  out.end_statement();
}

/// What brings back the options that were said; where a sequence has got to is data, and stays.
constexpr void sequence_settings_back(const sequence_values& before, list<setting> said, pool<setting>& back) {
  for (const setting& each : said) {
    setting old = each;
    old.unset = false;
    const auto number = [&](long long value) { old.value = static_cast<std::uint64_t>(value); };
    switch (each.what) {
      case setting_kind::as_type: number(static_cast<long long>(before.type)); break;
      case setting_kind::increment: number(before.increment); break;
      case setting_kind::min_value: number(before.min), old.unset = before.min == before.usual_min(); break;
      case setting_kind::max_value: number(before.max), old.unset = before.max == before.usual_max(); break;
      case setting_kind::start: number(before.start); break;
      case setting_kind::cache: number(before.cache); break;
      case setting_kind::cycle: old.unset = !before.cycle; break;
      default: continue;
    }
    back.push(old);
  }
}

/// Of an identity its column has the options.
constexpr bool alter_sequence_of_identity(catalog& in, const object& sequence, std::uint32_t column,
                                          list<setting> said) {
  if (setting_in(said, setting_kind::owned_by) != nullptr) {
    return refuse_needed(in, sequence.id.view(), in.state.at(column), in.state.at(sequence.parent).id.view());
  }
  column_record made = in.state.column(in.state.at(column));
  sequence_values values = sequence_values_of(in.state.settings(made.settings), type_of_sequence(in.state, sequence));
  apply_sequence_settings(said, false, values);
  const pool<setting> kept = sequence_settings(values, in.state.settings(made.settings), false);
  made.settings = in.state.keep(list<setting>(kept));
  redefine(in, column, made);
  return !in.found && expect_sequence_values(in, values, said, sequence.id.view());
}

constexpr bool alter_sequence_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t sequence = in.expect(object_kind::sequence, op.schema, op.object);
  if (sequence == object::none) {
    in.underivable = true;
    return !in.found;
  }
  const auto said = of.settings(op.settings);
  object made = in.state.at(sequence);
  const std::uint32_t column =
      made_with_column(in.state, made) ? in.column(made.parent, owner_of(in.state, made)) : object::none;
  if (column != object::none && in.state.column(in.state.at(column)).identity > identity_kind::none) {
    return alter_sequence_of_identity(in, made, column, said);
  }
  sequence_values values = sequence_values_of(in.state.settings(made));
  apply_sequence_settings(said, false, values);
  if (!expect_sequence_values(in, values, said, op.object.view())) {
    return false;
  }
  const pool<setting> besides = merged_settings(in.state.settings(made), said);
  made.definition = in.state.keep(in.state.keep(list<setting>(sequence_settings(values, besides, true))));
  if (setting_in(said, setting_kind::owned_by) != nullptr && !expect_sequence_owner(op, said, in, made.parent)) {
    return false;
  }
  in.replace(sequence, made);
  return !in.found;
}

constexpr bool alter_sequence_reverse(const operation& op, const script& of, const changes& made,
                                      script_builder& out) {
  const schema_state& state = made.after.state;
  const auto gone = state.gone_since(made.before.state);
  if (gone.empty()) {
    return false;
  }
  const object& old = state.at(gone[0]);
  pool<setting> back;
  if (old.kind == object_kind::column) {
    const std::uint32_t sequence = made.after.relation(op.schema, op.object);
    sequence_settings_back(sequence_values_of(state.settings(state.column(old).settings),
                                              type_of_sequence(state, state.at(sequence))),
                           of.settings(op.settings), back);
  } else {
    sequence_settings_back(sequence_values_of(state.settings(old)), of.settings(op.settings), back);
  }
  if (const setting* const said = setting_in(of.settings(op.settings), setting_kind::owned_by);
      said != nullptr && old.kind == object_kind::sequence) {
    if (made_with_column(state, old)) {
      return false;  // it would not be the column's own again
    }
    setting owner = *said;
    const name column = owner_of(state, old);
    owner.unset = column.empty();
    owner.text = column.view();
    owner.value = column.code;
    owner.detail = column.empty() ? std::string_view{} : state.at(old.parent).id.view();
    back.push(owner);
  }
  if (back.count > 0) {
    const slice settings = describe_settings(back, out);
    out.add(op_kind::alter_sequence, op).settings = settings;
  }
  return true;
}

inline constexpr verb alter_sequence_verb{"alter_sequence", needs::object, render_alter_sequence,
                                          alter_sequence_effect, alter_sequence_reverse};

template <std::uint32_t N>
struct alter_sequence_word : op_fragment<N>, with_schema<alter_sequence_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER SEQUENCE id ...`: `alter_sequence("s", increment(2), no_max_value, restart_with(100), owned_by_none)`. The
/// downgrade brings the options back, not the number that it has got to.
template <detail::setting_for<detail::setting_place::sequence>... S>
[[nodiscard]] constexpr auto alter_sequence(name id, const S&... options) noexcept {
  static_assert(sizeof...(S) > 0, "alter_sequence takes options: start(...), increment(...), cycle, owned_by(...)");
  const token said[] = {detail::name_token(part::object, id)};
  return detail::make_word<detail::alter_sequence_word>(op_kind::alter_sequence, said, options...);
}

}  // namespace dsl
}  // namespace sterna
