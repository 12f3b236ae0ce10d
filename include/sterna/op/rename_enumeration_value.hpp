// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/op/drop_enumeration.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/schema/undefine/type.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_rename_enumeration_value(const operation& of, const script& in, sql_writer& out) {
  (out << "ALTER TYPE ").qualified(of.schema, of.object) << " RENAME VALUE ";
  (out.literal(in.elements(of.values)[0].expression) << " TO ").literal(of.new_name.view());
  out.end_statement();
}

/// Whether a text may hold the value as a literal; one with a quote is written in several ways.
[[nodiscard]] constexpr bool says_value(std::string_view text, std::string_view value) noexcept {
  if (value.find('\'') != std::string_view::npos) {
    return text.find('\'') != std::string_view::npos;
  }
  for (std::size_t at = text.find(value); at != std::string_view::npos; at = text.find(value, at + 1)) {
    const std::size_t end = at + value.size();
    if (at > 0 && text[at - 1] == '\'' && end < text.size() && text[end] == '\'') {
      return true;
    }
  }
  return false;
}

/// What holds the value follows. Plain defaults do so here too; other texts that may mean it are marked as stale.
constexpr void rename_in_texts(catalog& in, std::uint32_t type, std::string_view from, const name& to) {
  using form = default_value::form;
  const auto outdate = [&](std::uint32_t i) {
    object made = in.state.at(i);
    made.stale = true;
    in.replace(i, made, facet_default);
  };
  const auto of_type = [&](std::uint32_t column) {
    const data_type& its = in.state.column(in.state.at(column)).type;
    return its.base == base_type::named && in.enumeration(its.in, its.id) == type;
  };
  const auto has_column = [&](std::uint32_t table) {
    for (std::uint32_t i = in.state.at(table).first_child; i != object::none; i = in.state.at(i).next) {
      if (in.state.at(i).alive && in.state.at(i).kind == object_kind::column && of_type(i)) {
        return true;
      }
    }
    return false;
  };
  const std::uint32_t count = in.state.objects.count;
  for (std::uint32_t i = 0; i < count; ++i) {
    const object it = in.state.at(i);
    if (!it.alive || it.stale) {
      continue;
    }
    bool stale = false;
    switch (it.kind) {
      case object_kind::column: {
        column_record column = in.state.column(it);
        const default_value& value = column.server_default;
        const bool ours = of_type(i);
        if (ours && column.type.dimensions == 0 && value.what == form::text && value.text == from) {
          column.server_default.text = to.view();
          redefine(in, i, column, facet_default);
          break;
        }
        const bool array = column.type.dimensions > 0 && value.what == form::text;
        stale = (!ours && is_literal_of(in, value, type) && says_value(value.text, from)) ||
                (ours && array && value.text.find(from) != std::string_view::npos) ||
                (ours && value.what == form::expression && says_value(value.text, from)) ||
                (!column.generated.empty() && says_value(column.generated, from) && has_column(it.parent));
        break;
      }
      case object_kind::constraint:
        stale = in.state.constraint(it).what == constraint_kind::check &&
                says_value(in.state.constraint(it).expression, from) && has_column(it.parent);
        break;
      case object_kind::index: {
        const index_record& index = in.state.index(it);
        stale = says_value(index.where, from);
        for (const element& key : in.state.elements(index.keys)) {
          stale = stale || (key.column.empty() && says_value(key.expression, from));
        }
        stale = stale && has_column(it.parent);
        break;
      }
      case object_kind::view:
        stale = says_value(in.state.text(it), from);
        break;
      default:
        break;
    }
    if (stale) {
      outdate(i);
    }
  }
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
  rename_in_texts(in, type, from, op.new_name);
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
  undo.values = {out.elements().count - 1, 1};
  undo.new_name = name::viewing(from.data(), static_cast<std::uint32_t>(from.size()), hash_of(from));
  return true;
}

inline constexpr verb rename_enumeration_value_verb{"rename_enumeration_value", needs::object | needs::new_name,
                                                    render_rename_enumeration_value, rename_enumeration_value_effect,
                                                    rename_enumeration_value_reverse};

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
