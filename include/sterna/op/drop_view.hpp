// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/create_view.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/undefine/dependents.hpp"
#include "sterna/schema/undefine/type.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_view(const operation& of, const script&, sql_writer& out) {
  (out << "DROP " << (of.object_is == object_kind::materialized_view ? "MATERIALIZED VIEW " : "VIEW ")
       << (of.if_exists ? "IF EXISTS " : ""))
          .qualified(of.schema, of.object)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

constexpr bool drop_view_effect(const operation& op, const script&, catalog& in) {
  if (op.if_exists && in.relation(op.schema, op.object) == object::none) {
    return true;
  }
  const std::uint32_t view = in.expect(view_kind_of(op), op.schema, op.object);
  if (view == object::none) {
    return !in.found;
  }
  if (!drop_views(in, view, {}, behavior_of(op)) ||
      (in.has_columns_of_rows && !drop_columns_of(in, view, behavior_of(op)))) {
    return false;
  }
  in.remove(view);
  return !in.found;
}

constexpr bool drop_view_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  return !made.uncertain(op.if_exists) && restore_dropped(made, out);
}

inline constexpr verb drop_view_verb{"drop_view", needs::object, render_drop_view, drop_view_effect, drop_view_reverse};

template <std::uint32_t N>
struct drop_view_word : op_fragment<N>,
                        with_schema<drop_view_word, N>,
                        with_if_exists<drop_view_word, N>,
                        with_cascade<drop_view_word, N> {};

}  // namespace detail

namespace dsl {

/// `DROP VIEW [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_view(name id) noexcept {
  const token said[] = {detail::name_token(part::object, id)};
  return detail::make_word<detail::drop_view_word>(op_kind::drop_view, said);
}

}  // namespace dsl
}  // namespace sterna
