// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/column.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_alter_column(const operation& of, const script& in, sql_writer& out) {
  const column_record& to = in.columns(of.columns)[0];
  std::string_view between = "";
  const auto action = [&]() -> sql_writer& {
    if (between.empty()) {
      write_alter_table(of, out);
    }
    (out << between << "ALTER COLUMN ").identifier(to.id) << ' ';
    between = ", ";
    return out;
  };
  using form = default_value::form;
  // PostgreSQL casts the old default to the new type and fails where it cannot; a new default makes the old one moot
  if (to.has_type && to.server_default.what != form::none) {
    action() << "DROP DEFAULT";
  }
  if (to.has_type) {
    (action() << "TYPE ").type(to.type);
    if (!to.using_expression.empty()) {
      out << " USING " << to.using_expression;
    }
  }
  if (to.null != nullability::unspecified) {
    action() << (to.null == nullability::not_null ? "SET NOT NULL" : "DROP NOT NULL");
  }
  if (to.server_default.what == form::drop) {
    if (!to.has_type) {
      action() << "DROP DEFAULT";
    }
  } else if (to.server_default.what != form::none) {
    action() << "SET DEFAULT ";
    write_default(to.server_default, out);
  }
  out.end_statement();
  write_column_comment(of, to, out);
}

inline constexpr verb alter_column_verb{"alter_column", needs::table, render_alter_column, no_reverse};

struct alter_column_word : fragment<counts{1, 1, 0, 0}>, with_schema<alter_column_word> {};

template <class A>
concept alteration = std::derived_from<A, type_attribute> || std::derived_from<A, not_null_word> ||
    std::derived_from<A, nullable_word> || std::derived_from<A, default_attribute> ||
    std::derived_from<A, drop_default_word> || std::derived_from<A, comment_attribute>;

}  // namespace detail

namespace dsl {

/// `ALTER TABLE table ALTER COLUMN column ...`: type, nullability and default in one statement (one lock, one rewrite):
/// `alter_column("user", "name", type(text).using_("..."), not_null, server_default("x"))`; also `nullable`,
/// `drop_default`, `comment("...")`.
template <class... A>
[[nodiscard]] constexpr auto alter_column(name table, name column, A... changes) noexcept {
  static_assert(
      sizeof...(A) > 0 && (detail::alteration<A> && ...),
      "alter_column takes changes: type(...), not_null, nullable, server_default(...), drop_default, comment(...)");
  auto made = detail::make_simple<detail::alter_column_word>(detail::alter_column_verb, table, column);
  made.operations[0].columns.count = 1;
  made.columns[0].id = column;
  (changes(made.columns[0]), ...);
  return made;
}

}  // namespace dsl
}  // namespace sterna
