// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/keys.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_create_view(const operation& of, const script& in, sql_writer& out) {
  const auto settings = in.settings(of.settings);
  (out << "CREATE " << (setting_in(settings, setting_kind::temporary) != nullptr ? "TEMPORARY " : "")
       << (of.only ? "RECURSIVE " : "")
       << (of.object_is == object_kind::materialized_view ? "MATERIALIZED VIEW " : "VIEW "))
      .qualified(of.schema, of.object);
  if (of.keys.count > 0) {
    out << ' ';
    write_columns(in.elements(of.keys), out);
  }
  write_parameters(settings, " WITH (", false, out);
  if (const setting* const place = setting_in(settings, setting_kind::tablespace); place != nullptr) {
    (out << " TABLESPACE ").identifier(place->text);
  }
  out << " AS " << of.sql;
  if (!of.where.empty()) {
    out << " WITH " << of.where << " CHECK OPTION";
  }
  out.end_statement();
}

[[nodiscard]] constexpr object_kind view_kind_of(const operation& op) noexcept {
  return op.object_is == object_kind::materialized_view ? object_kind::materialized_view : object_kind::view;
}

/// A view may read whatever is there; of what its text says about that, only dropping asks.
constexpr bool create_view_effect(const operation& op, const script& of, catalog& in) {
  const object_kind kind = view_kind_of(op);
  if (op.settings.count > 0 && setting_in(of.settings(op.settings), setting_kind::temporary) != nullptr) {
    in.cannot_see(op.object.view(), sql_reach::names);  // for as long as the session, and in front of all others
    return true;
  }
  for (std::uint32_t i = 0; i < op.keys.count; ++i) {
    if (has_member({of.elements(op.keys).items, i}, of.elements(op.keys)[i].column)) {
      return in.fail(fault::duplicate_column, of.elements(op.keys)[i].column.view(), op.object.view());
    }
  }
  if (!in.expect_free(kind, op.schema, op.object)) {
    return false;
  }
  object made = in.fresh(kind, op.object, schema_state::relation_key(op.schema, op.object));
  made.schema = op.schema;
  made.definition = in.state.keep(view_record{
      op.sql, op.keys.count == 0 ? slice{} : in.state.keep(of.elements(op.keys)),
      op.settings.count == 0 ? slice{} : in.state.keep(of.settings(op.settings)), op.where, op.only});
  made.rank = in.state.objects.count;
  in.add(made);
  return true;
}

inline constexpr name temporary_schema{"pg_temp"};

constexpr bool create_view_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  if (made.none() && op.settings.count > 0) {  // a temporary one is gone by then, but in the same session
    operation& drop = out.add(op_kind::drop_view, op);
    drop.schema = temporary_schema;
    drop.if_exists = true;
    return true;
  }
  out.add(op_kind::drop_view, op).object_is = op.object_is;
  return true;
}

inline constexpr verb create_view_verb{"create_view", needs::object | needs::sql, render_create_view,
                                       create_view_effect, create_view_reverse};

template <std::uint32_t N>
struct create_view_word : op_fragment<N>, with_schema<create_view_word, N> {
  /// The names of its columns, where the query has others.
  template <std::size_t M>
  [[nodiscard]] constexpr create_view_word<N + M> columns(const name (&names)[M]) const noexcept {
    token more[M]{};
    for (std::size_t i = 0; i < M; ++i) {
      more[i] = name_token(part::key, names[i]);
    }
    return extended<detail::create_view_word>(*this, more);
  }
  /// `WITH (option = value)`: `.with("security_barrier", true)`, `.with("security_invoker", true)`; of a materialized
  /// one a storage parameter.
  template <class T>
  [[nodiscard]] constexpr create_view_word<N + 2> with(std::string_view id, const T& value) const noexcept {
    return extended<detail::create_view_word>(*this, dsl::with(id, value).items);
  }
  /// `TABLESPACE id`, of a materialized one.
  [[nodiscard]] constexpr create_view_word<N + 1> tablespace(name id) const noexcept {
    return extended<detail::create_view_word>(*this, name_token(part::tablespace, id));
  }
  /// `WITH CASCADED CHECK OPTION`: nobody writes a row through it that it, or a view under it, does not show.
  [[nodiscard]] constexpr create_view_word<N + 1> check_option() const noexcept {
    return extended<detail::create_view_word>(*this, text_token(part::where, "CASCADED"));
  }
  /// `WITH LOCAL CHECK OPTION`: views under it are asked only for their own.
  [[nodiscard]] constexpr create_view_word<N + 1> local_check_option() const noexcept {
    return extended<detail::create_view_word>(*this, text_token(part::where, "LOCAL"));
  }
  /// `CREATE RECURSIVE VIEW`: the query may name the view itself. It needs `.columns({...})`.
  [[nodiscard]] constexpr create_view_word<N + 1> recursive() const noexcept {
    return extended<detail::create_view_word>(*this, flag(part::only));
  }
  /// `CREATE TEMPORARY VIEW`: ends with the session, and hides others of that name until then.
  [[nodiscard]] constexpr create_view_word<N + 1> temporary() const noexcept {
    return extended<detail::create_view_word>(*this, flag(part::temporary));
  }
};

}  // namespace detail

namespace dsl {

/// `CREATE VIEW id AS query`.
[[nodiscard]] constexpr auto create_view(name id, std::string_view query) noexcept {
  const token said[] = {detail::name_token(part::object, id), detail::text_token(part::sql, query)};
  return detail::make_word<detail::create_view_word>(op_kind::create_view, said);
}

}  // namespace dsl
}  // namespace sterna
