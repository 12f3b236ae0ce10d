// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/attached_index.hpp"
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
  for (const setting& each : settings) {
    if (each.what == setting_kind::statistics) {
      write_storage(each, begin() << "ALTER COLUMN " << each.text << ' ');
      out.end_statement();
    }
  }
  for (const bool unset : {false, true}) {
    sql_writer parameters;
    if (write_parameters(settings, unset ? "RESET (" : "SET (", unset, parameters)) {
      begin() << parameters.text();
      out.end_statement();
    }
  }
}

/// Only of expressions ANALYZE remembers anything: a column has its own target.
constexpr bool expect_expressions(catalog& in, std::uint32_t which, list<setting> said) {
  const object& index = in.state.at(which);
  const auto keys = in.state.elements(in.state.index(index).keys);
  for (const setting& each : said) {
    bool good = each.what != setting_kind::statistics;
    for (std::size_t i = 0; i < keys.size() && !good; ++i) {
      good = each.text == number_of_key(static_cast<long long>(i) + 1) && keys[i].column.empty();
    }
    if (!good && !in.excused(index.id.view(), {}, which)) {
      return in.fail(fault::table_option, index.id.view(), {}, {},
                     "has no expression at that place; count its keys from 1, and of a column alter the table");
    }
  }
  return true;
}

/// The index has other options; those of its parts, on partitions, follow it in what ANALYZE remembers.
constexpr void alter_index_options(catalog& in, std::uint32_t index, list<setting> said) {
  index_record made = in.state.index(in.state.at(index));
  const pool<setting> kept = merged_settings(in.state.settings(made.settings), said);
  made.settings = in.state.keep(list<setting>(kept));
  const name id = in.state.at(index).id;
  redefine(in, index, made, facet_default);
  pool<setting> inherited;
  for (const setting& each : said) {
    if (each.what == setting_kind::statistics) {
      inherited.push(each);
    }
  }
  if (inherited.count > 0 && in.has_heirs) {
    pool<std::uint32_t> parts;
    for_each_attached(in, id, [&](std::uint32_t part) { parts.push(part); });
    for (const std::uint32_t part : parts) {
      alter_index_options(in, part, inherited);
    }
  }
}

constexpr bool alter_index_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t index = in.expect(object_kind::index, op.schema, op.object);
  if (index == object::none) {
    in.underivable = true;
    return !in.found;
  }
  if (!expect_expressions(in, index, of.settings(op.settings))) {
    return false;
  }
  alter_index_options(in, index, of.settings(op.settings));
  return !in.found;
}

constexpr bool alter_index_reverse(const operation& op, const script& of, const changes& made, script_builder& out) {
  const schema_state& state = made.after.state;
  const auto gone = state.gone_since(made.before.state);
  if (gone.empty()) {
    return false;
  }
  const std::uint64_t whole = schema_state::relation_key(op.schema, op.object);
  for (const std::uint32_t i : gone) {  // the index, and behind it the parts that have followed it
    const object& old = state.at(i);
    pool<setting> back;
    for (const setting& each : of.settings(op.settings)) {
      if (old.key == whole || each.what == setting_kind::statistics) {
        const setting* const was = setting_in(state.settings(state.index(old).settings), each.what, each.text);
        back.push(was != nullptr ? *was : each).unset = was == nullptr;
      }
    }
    const slice settings = describe_settings(back, out);
    operation& undo = out.add(op_kind::alter_index, op);
    undo.settings = settings;
    if (old.key != whole) {
      undo.schema = old.schema;
      undo.object = old.id;
    }
  }
  return true;
}

inline constexpr verb alter_index_verb{"alter_index", needs::object, render_alter_index, alter_index_effect,
                                       alter_index_reverse};

template <std::uint32_t N>
struct alter_index_word : op_fragment<N>, with_schema<alter_index_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER INDEX index ...`: `alter_index("ix", with("fillfactor", 70), reset("fastupdate"), tablespace("fast"),
/// statistics(1, 300))`.
template <detail::setting_for<detail::setting_place::index>... S>
[[nodiscard]] constexpr auto alter_index(name index, const S&... changes) noexcept {
  static_assert(sizeof...(S) > 0,
                "alter_index takes changes: with(...), reset(...), tablespace(...), statistics(1, n)");
  const token said[] = {detail::name_token(part::object, index)};
  return detail::make_word<detail::alter_index_word>(op_kind::alter_index, said, changes...);
}

}  // namespace dsl
}  // namespace sterna
