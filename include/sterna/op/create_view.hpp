// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/undefine.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_create_view(const operation& of, const script&, sql_writer& out) {
  (out << "CREATE " << (of.object_is == object_kind::materialized_view ? "MATERIALIZED VIEW " : "VIEW "))
          .qualified(of.schema, of.object)
      << " AS " << of.sql;
  out.end_statement();
}

/// What an op on views is about: a view, or a materialized one.
[[nodiscard]] constexpr object_kind view_kind_of(const operation& op) noexcept {
  return op.object_is == object_kind::materialized_view ? object_kind::materialized_view : object_kind::view;
}

/// A view may read whatever is there; of what its text says about that, only dropping asks.
constexpr bool create_view_effect(const operation& op, const script&, catalog& in) {
  const object_kind kind = view_kind_of(op);
  if (!in.expect_free(kind, op.schema, op.object)) {
    return false;
  }
  object made = in.fresh(kind, op.object, schema_state::relation_key(op.schema, op.object));
  made.schema = op.schema;
  made.definition = in.state.keep(op.sql);
  made.rank = in.state.objects.count;
  in.add(made);
  return true;
}

constexpr bool create_view_reverse(const operation& op, const script&, const changes&, script_builder& out) {
  out.add(op_kind::drop_view, op).object_is = op.object_is;
  return true;
}

inline constexpr verb create_view_verb{"create_view", needs::object | needs::sql, render_create_view,
                                       create_view_effect, create_view_reverse};

template <std::uint32_t N>
struct create_view_word : op_fragment<N>, with_schema<create_view_word, N> {};

}  // namespace detail

namespace dsl {

/// `CREATE VIEW id AS query`.
[[nodiscard]] constexpr auto create_view(name id, std::string_view query) noexcept {
  const token said[] = {detail::name_token(part::object, id), detail::text_token(part::sql, query)};
  return detail::make_word<detail::create_view_word>(op_kind::create_view, said);
}

}  // namespace dsl
}  // namespace sterna
