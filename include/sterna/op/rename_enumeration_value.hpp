// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/op/drop_enumeration.hpp"
#include "sterna/schema/restore.hpp"
#include "sterna/schema/undefine.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_rename_enumeration_value(const operation& of, const script& in, sql_writer& out) {
  (out << "ALTER TYPE ").qualified(of.schema, of.object) << " RENAME VALUE ";
  (out.literal(in.elements(of.values)[0].expression) << " TO ").literal(of.new_name.view());
  out.end_statement();
}

constexpr bool rename_enumeration_value_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t type = expect_enumeration(in, op);
  if (type == object::none) {
    return !in.found;
  }
  const std::string_view from = of.elements(op.values)[0].expression;
  const slice before = in.state.values(in.state.at(type));
  const slice made{in.state.element_count(), before.count};
  bool there = false;
  std::string_view nearest{};
  for (std::uint32_t i = 0; i < before.count; ++i) {
    element each = in.state.elements(before)[i];
    if (each.expression == op.new_name.view() && !in.excused(op.object.view(), {}, type)) {
      return in.fail(fault::value_exists, op.new_name.view(), op.object.view());
    }
    if (each.expression == from) {
      there = true;
      each.expression = op.new_name.view();
    } else if (edit_distance(from, each.expression, 2) <= 2) {
      nearest = each.expression;
    }
    in.state.keep_element(each);
  }
  if (!there) {
    return in.excused(op.object.view(), {}, type) || in.fail(fault::missing_value, from, op.object.view(), nearest);
  }
  const std::uint32_t count = in.state.size();
  for (std::uint32_t i = 0; i < count; ++i) {  // defaults follow
    if (!in.state.at(i).alive || in.state.at(i).kind != object_kind::column) {
      continue;
    }
    column_record column = in.state.column(in.state.at(i));
    if (column.server_default.what == default_value::form::text && column.server_default.text == from &&
        enumeration_of(in, column.type) == type) {
      column.server_default.text = op.new_name.view();
      redefine(in, i, column, facet_default);
    }
  }
  redefine(in, type, made);
  return !in.found;
}

constexpr bool rename_enumeration_value_reverse(const operation& op, const script& of, const changes&,
                                                script_builder& out) {
  const std::string_view from = of.elements(op.values)[0].expression;
  element back;
  back.expression = op.new_name.view();
  out.add_element() = back;
  operation& undo = out.add(op_kind::rename_enumeration_value, op);
  undo.values = {static_cast<std::uint32_t>(out.elements().size() - 1), 1};
  undo.new_name = name::viewing(from.data(), static_cast<std::uint32_t>(from.size()), hash_of(from));
  return true;
}

inline constexpr verb rename_enumeration_value_verb{"rename_enumeration_value", needs::object | needs::new_name, render_rename_enumeration_value, rename_enumeration_value_effect, rename_enumeration_value_reverse};

template <std::uint32_t N>
struct rename_enumeration_value_word : op_fragment<N>, with_schema<rename_enumeration_value_word, N> {};

}  // namespace detail

namespace dsl {

/// `ALTER TYPE id RENAME VALUE 'from' TO 'to'`.
[[nodiscard]] constexpr auto rename_enumeration_value(name id, std::string_view from, name to) noexcept {
  const token said[] = {detail::name_token(part::object, id), detail::text_token(part::value, from),
                        detail::name_token(part::new_name, to)};
  return detail::make_word<detail::rename_enumeration_value_word>(op_kind::rename_enumeration_value, said);
}

}  // namespace dsl
}  // namespace sterna
