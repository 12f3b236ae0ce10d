// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/undefine.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_table(const operation& of, const script&, sql_writer& out) {
  (out << "DROP TABLE " << (of.if_exists ? "IF EXISTS " : "")).qualified(of.schema, of.table)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

constexpr bool drop_table_effect(const operation& op, const script&, catalog& in) {
  if (op.if_exists && in.relation(op.schema, op.table) == object::none) {
    return true;
  }
  const std::uint32_t table = in.expect_table(op);
  return table == object::none ? !in.found : drop_table_object(in, table, behavior_of(op));
}

constexpr bool drop_table_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  return !made.uncertain(op.if_exists) && restore_dropped(made, out);
}

inline constexpr verb drop_table_verb{"drop_table", needs::table, render_drop_table, drop_table_effect,
                                      drop_table_reverse};

template <std::uint32_t N>
struct drop_table_word : op_fragment<N>,
                         with_schema<drop_table_word, N>,
                         with_if_exists<drop_table_word, N>,
                         with_cascade<drop_table_word, N> {};

}  // namespace detail

namespace dsl {

/// `DROP TABLE [IF EXISTS] table [CASCADE]`.
[[nodiscard]] constexpr auto drop_table(name table) noexcept {
  const token said[] = {detail::name_token(part::table, table)};
  return detail::make_word<detail::drop_table_word>(op_kind::drop_table, said);
}

}  // namespace dsl
}  // namespace sterna
