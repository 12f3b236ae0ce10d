// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/stored.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/schema/define.hpp"
#include "sterna/sql/column.hpp"

#include <cstddef>
#include <cstdint>

namespace sterna {
namespace detail {

constexpr void render_analyze_table(const operation& of, const script& in, sql_writer& out) {
  (out << "ANALYZE ").qualified(of.schema, of.table);
  if (of.keys.count > 0) {
    write_columns(in.elements(of.keys), out << ' ');
  }
  out.end_statement();
}

constexpr bool analyze_table_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t table = expect_stored(in, op);
  if (table == object::none || in.state.at(table).kind != object_kind::table) {
    return !in.found;  // of a view it is not known which columns it has
  }
  return expect_members(in, table, of.elements(op.keys), true);
}

constexpr bool analyze_table_reverse(const operation&, const script&, const changes&, script_builder&) {
  return true;  // the server looks again by itself
}

inline constexpr verb analyze_table_verb{"analyze_table", needs::table, render_analyze_table, analyze_table_effect,
                                         analyze_table_reverse};

template <std::uint32_t N>
struct analyze_table_word : op_fragment<N>, with_schema<analyze_table_word, N> {};

}  // namespace detail

namespace dsl {

/// `ANALYZE table`: the planner knows the rows of a table, or of a materialized view, from here on.
[[nodiscard]] constexpr auto analyze_table(name table) noexcept {
  const token said[] = {detail::name_token(part::table, table)};
  return detail::make_word<detail::analyze_table_word>(op_kind::analyze_table, said);
}
/// `ANALYZE table (columns)`.
template <std::size_t N>
[[nodiscard]] constexpr auto analyze_table(name table, const name (&columns)[N]) noexcept {
  token said[N + 1]{};
  said[0] = detail::name_token(part::table, table);
  for (std::size_t i = 0; i < N; ++i) {
    said[i + 1] = detail::name_token(part::key, columns[i]);
  }
  return detail::make_word<detail::analyze_table_word>(op_kind::analyze_table, said);
}

}  // namespace dsl
}  // namespace sterna
