// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/undefine.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_drop_sequence(const operation& of, const script&, sql_writer& out) {
  (out << "DROP SEQUENCE " << (of.if_exists ? "IF EXISTS " : "")).qualified(of.schema, of.object)
      << (of.cascade ? " CASCADE" : "");
  out.end_statement();
}

/// A default that is certain to hold the sequence: nextval('id'), which PostgreSQL keeps as a reference. One of a text
/// that is computed or cast is none.
[[nodiscard]] constexpr bool draws_from(const default_value& of, std::string_view sequence) noexcept {
  return of.what == default_value::form::expression && mentions(of.text, "nextval") && mentions(of.text, sequence) &&
         of.text.find("text") == std::string_view::npos && of.text.find("||") == std::string_view::npos;
}

/// The defaults of other columns that take numbers from a sequence stop it, or are dropped with it.
constexpr bool drop_drawing_defaults(catalog& in, const operation& op) {
  const std::uint32_t size = in.state.size();
  for (std::uint32_t i = 0; i < size; ++i) {
    if (in.state.at(i).kind != object_kind::column || !in.state.at(i).alive ||
        !draws_from(in.state.column(in.state.at(i)).server_default, op.object.view())) {
      continue;
    }
    const object column = in.state.at(i);
    const name table = in.state.at(column.parent).id;
    if (!op.cascade) {
      if (in.excused(column.id.view(), table.view(), i)) {
        continue;
      }
      return refuse_needed(in, op.object.view(), column, table.view());
    }
    column_record of = in.state.column(column);
    of.server_default = {};
    redefine(in, i, of, facet_default);
  }
  return !in.found;
}

constexpr bool drop_sequence_effect(const operation& op, const script&, catalog& in) {
  if (op.if_exists && in.relation(op.schema, op.object) == object::none) {
    return true;
  }
  const std::uint32_t sequence = in.expect(object_kind::sequence, op.schema, op.object);
  if (sequence == object::none) {
    return !in.found;
  }
  const object it = in.state.at(sequence);
  if (it.parent != object::none) {  // it belongs to an identity or serial column
    const name owner = in.state.elements(in.state.values(it))[0].column;
    const std::uint32_t column = in.column(it.parent, owner);
    if (column != object::none) {
      column_record of = in.state.column(in.state.at(column));
      if (of.identity != identity_kind::none || (of.server_default.what == default_value::form::sequence && !op.cascade)) {
        return refuse_needed(in, op.object.view(), in.state.at(column), in.state.at(it.parent).id.view());
      }
      if (of.server_default.what == default_value::form::sequence) {
        of.server_default = {};
        redefine(in, column, of, facet_default);
      }
    }
  }
  if (!drop_drawing_defaults(in, op)) {
    return false;
  }
  in.remove(sequence);
  return !in.found;
}

constexpr bool drop_sequence_reverse(const operation& op, const script&, const changes& made, script_builder& out) {
  const auto gone = made.after.state.gone_since(made.before.state);
  return !made.uncertain(op.if_exists) && gone.size() <= 1 && restore_dropped(made, out);
}

inline constexpr verb drop_sequence_verb{"drop_sequence",       needs::object,        render_drop_sequence,
                                         drop_sequence_effect, drop_sequence_reverse};

template <std::uint32_t N>
struct drop_sequence_word : op_fragment<N>,
                            with_schema<drop_sequence_word, N>,
                            with_if_exists<drop_sequence_word, N>,
                            with_cascade<drop_sequence_word, N> {};

}  // namespace detail

namespace dsl {

/// `DROP SEQUENCE [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_sequence(name id) noexcept {
  const token said[] = {detail::name_token(part::object, id)};
  return detail::make_word<detail::drop_sequence_word>(op_kind::drop_sequence, said);
}

}  // namespace dsl
}  // namespace sterna
