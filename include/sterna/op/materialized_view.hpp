// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/create_view.hpp"
#include "sterna/op/detail/text_object.hpp"
#include "sterna/op/drop_view.hpp"
#include "sterna/schema/changes.hpp"

namespace sterna {
namespace detail {

constexpr void render_refresh_materialized_view(const operation& of, const script&, sql_writer& out) {
  (out << "REFRESH MATERIALIZED VIEW " << (of.keep_old ? "CONCURRENTLY " : "")).qualified(of.schema, of.object);
  out.end_statement();
}

constexpr bool refresh_materialized_view_effect(const operation& op, const script&, catalog& in) {
  static_cast<void>(in.expect(object_kind::materialized_view, op.schema, op.object));
  return !in.found;
}

constexpr bool refresh_materialized_view_reverse(const operation&, const script&, const changes&, script_builder&) {
  return true;  // the rows before were those of an earlier time, and nothing else
}

inline constexpr verb refresh_materialized_view_verb{"refresh_materialized_view", needs::object,
                                                     render_refresh_materialized_view, refresh_materialized_view_effect,
                                                     refresh_materialized_view_reverse};

template <std::uint32_t N>
struct refresh_materialized_view_word : op_fragment<N>, with_schema<refresh_materialized_view_word, N> {
  /// `CONCURRENTLY`: readers go on meanwhile. It needs a unique index on all rows, and works in a transaction.
  [[nodiscard]] constexpr refresh_materialized_view_word<N + 1> concurrently() const noexcept {
    return extended<detail::refresh_materialized_view_word>(*this, flag(part::keep_old));
  }
};

}  // namespace detail

namespace dsl {

/// `CREATE MATERIALIZED VIEW id AS query`. The query may end in WITH NO DATA.
[[nodiscard]] constexpr auto create_materialized_view(name id, std::string_view query) noexcept {
  return detail::named_object<detail::create_view_word>(op_kind::create_view, object_kind::materialized_view, id,
                                                        query);
}
/// `DROP MATERIALIZED VIEW [IF EXISTS] id [CASCADE]`; its indexes go with it.
[[nodiscard]] constexpr auto drop_materialized_view(name id) noexcept {
  return detail::named_object<detail::drop_view_word>(op_kind::drop_view, object_kind::materialized_view, id);
}
/// `REFRESH MATERIALIZED VIEW [CONCURRENTLY] id`.
[[nodiscard]] constexpr auto refresh_materialized_view(name id) noexcept {
  const token said[] = {detail::name_token(part::object, id)};
  return detail::make_word<detail::refresh_materialized_view_word>(op_kind::refresh_materialized_view, said);
}

}  // namespace dsl
}  // namespace sterna
