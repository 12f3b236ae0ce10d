// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_create_table_comment(const operation& of, const script&, sql_writer& out) {
  (out << "COMMENT ON TABLE ").qualified(of.schema, of.table) << " IS ";
  if (of.sql.empty()) {
    out << "NULL";
  } else {
    out.literal(of.sql);
  }
  out.end_statement();
}

constexpr bool create_table_comment_effect(const operation& op, const script&, catalog& in) {
  const std::uint32_t table = in.expect_table(op);
  if (table == object::none) {
    return !in.found;
  }
  object made = in.state.at(table);
  made.comment = op.sql;
  in.replace(table, made, facet_comment);
  return !in.found;
}

constexpr bool create_table_comment_reverse(const operation& op, const script&, const changes& made,
                                            script_builder& out) {
  const auto gone = made.after.state.gone_since(made.before.state);
  if (gone.empty()) {
    return false;
  }
  out.add(op_kind::create_table_comment, op).sql = made.after.state.at(gone[0]).comment;
  return true;
}

inline constexpr verb create_table_comment_verb{"create_table_comment", needs::table, render_create_table_comment,
                                                create_table_comment_effect, create_table_comment_reverse};

template <std::uint32_t N>
struct create_table_comment_word : op_fragment<N>, with_schema<create_table_comment_word, N> {};

}  // namespace detail

namespace dsl {

/// `COMMENT ON TABLE table IS 'text'`; an empty text takes the comment away.
[[nodiscard]] constexpr auto create_table_comment(name table, std::string_view words) noexcept {
  const token said[] = {detail::name_token(part::table, table), detail::text_token(part::sql, words)};
  return detail::make_word<detail::create_table_comment_word>(op_kind::create_table_comment, said);
}
/// `COMMENT ON TABLE table IS NULL`.
[[nodiscard]] constexpr auto drop_table_comment(name table) noexcept { return create_table_comment(table, {}); }

}  // namespace dsl
}  // namespace sterna
