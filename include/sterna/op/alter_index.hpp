// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/restore/describe.hpp"

namespace sterna {
namespace detail {

/// ALTER INDEX does one thing at a time.
constexpr void render_alter_index(const operation& of, const script& in, sql_writer& out) {
  const auto settings = in.settings(of.settings);
  const auto begin = [&]() -> sql_writer& { return (out << "ALTER INDEX ").qualified(of.schema, of.object) << ' '; };
  if (const setting* const place = setting_in(settings, setting_kind::tablespace); place != nullptr) {
    (begin() << "SET TABLESPACE ").identifier(place->unset ? std::string_view{"pg_default"} : place->text);
    out.end_statement();
  }
  for (const bool unset : {false, true}) {
    sql_writer parameters;
    if (write_parameters(settings, unset ? "RESET (" : "SET (", unset, parameters)) {
      begin() << parameters.text();
      out.end_statement();
    }
  }
}

constexpr bool alter_index_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t index = in.expect(object_kind::index, op.schema, op.object);
  if (index == object::none) {
    in.underivable = true;
    return !in.found;
  }
  index_record made = in.state.index(in.state.at(index));
  const pool<setting> kept = merged_settings(in.state.settings(made.settings), of.settings(op.settings));
  made.settings = in.state.keep(list<setting>(kept));
  redefine(in, index, made, facet_default);
  return !in.found;
}

constexpr bool alter_index_reverse(const operation& op, const script& of, const changes& made, script_builder& out) {
  const schema_state& state = made.after.state;
  const auto gone = state.gone_since(made.before.state);
  if (gone.empty()) {
    return false;
  }
  pool<setting> back;
  static_cast<void>(settings_back(state.settings(state.index(state.at(gone[0])).settings), of.settings(op.settings),
                                  back));
  const slice settings = describe_settings(back, out);
  out.add(op_kind::alter_index, op).settings = settings;
  return true;
}

inline constexpr verb alter_index_verb{"alter_index", needs::object, render_alter_index, alter_index_effect,
                                       alter_index_reverse};

template <std::uint32_t N>
struct alter_index_word : op_fragment<N>, with_schema<alter_index_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER INDEX index ...`: `alter_index("ix", with("fillfactor", 70), reset("fastupdate"), tablespace("fast"))`.
template <detail::setting_for<detail::setting_place::index>... S>
[[nodiscard]] constexpr auto alter_index(name index, const S&... changes) noexcept {
  static_assert(sizeof...(S) > 0, "alter_index takes changes: with(...), reset(...), tablespace(...)");
  const token said[] = {detail::name_token(part::object, index)};
  return detail::make_word<detail::alter_index_word>(op_kind::alter_index, said, changes...);
}

}  // namespace dsl
}  // namespace sterna
