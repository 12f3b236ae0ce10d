// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/op/drop_enumeration.hpp"
#include "sterna/schema/define/column.hpp"
#include "sterna/schema/changes.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

constexpr void render_add_enumeration_value(const operation& of, const script& in, sql_writer& out) {
  const auto values = in.elements(of.values);
  ((out << "ALTER TYPE ").qualified(of.schema, of.object)
   << " ADD VALUE " << (of.if_not_exists || of.outside_transaction ? "IF NOT EXISTS " : ""))
      .literal(values[0].expression);
  if (!of.before.empty()) {
    (out << " BEFORE ").literal(of.before.view());
  } else if (!of.new_name.empty()) {
    (out << " AFTER ").literal(of.new_name.view());
  }
  out.end_statement();
}

constexpr bool add_enumeration_value_effect(const operation& op, const script& of, catalog& in) {
  const std::uint32_t type = expect_enumeration(in, op);
  if (type == object::none) {
    return !in.found;
  }
  const element added = of.elements(op.values)[0];
  const slice before = in.state.values(in.state.at(type));
  const name place = op.before.empty() ? op.new_name : op.before;
  slice made{in.state.element_count(), before.count + 1};
  bool placed = false;
  for (std::uint32_t i = 0; i < before.count; ++i) {
    const element each = in.state.elements(before)[i];
    if (each.expression == added.expression) {
      return op.if_not_exists || in.excused(op.object.view(), {}, type) ||
             in.fail(fault::value_exists, added.expression, op.object.view());
    }
    const bool here = each.expression == place.view();
    if (here && !op.before.empty()) {
      in.state.keep_element(added);
    }
    in.state.keep_element(each);
    if (here && op.before.empty()) {
      in.state.keep_element(added);
    }
    placed = placed || here;
  }
  if (place.empty()) {
    in.state.keep_element(added);
  } else if (!placed) {
    return in.excused(op.object.view(), {}, type) || in.fail(fault::missing_value, place.view(), op.object.view());
  }
  redefine(in, type, made);
  return !in.found;
}

/// PostgreSQL cannot take a value out of an enumeration.
constexpr bool add_enumeration_value_reverse(const operation& op, const script&, const changes& made, script_builder&) {
  return op.if_not_exists && made.none() && made.after.sees_all();
}

inline constexpr verb add_enumeration_value_verb{"add_enumeration_value", needs::object, render_add_enumeration_value,
                                                 add_enumeration_value_effect, add_enumeration_value_reverse};

template <std::uint32_t N>
struct add_enumeration_value_word : op_fragment<N>,
                                    with_schema<add_enumeration_value_word, N>,
                                    with_if_not_exists<add_enumeration_value_word, N> {
  /// Runs outside a transaction, so that the ops behind it can use the value at once. As one that was cut off may have
  /// been done, it says IF NOT EXISTS.
  [[nodiscard]] constexpr add_enumeration_value_word<N + 1> outside_transaction() const noexcept {
    return extended<detail::add_enumeration_value_word>(*this, flag(part::outside_transaction));
  }
  /// Where the value stands in the order: in front of another one.
  [[nodiscard]] constexpr add_enumeration_value_word<N + 1> before(name value) const noexcept {
    return extended<detail::add_enumeration_value_word>(*this, name_token(part::before, value));
  }
  /// Behind another one.
  [[nodiscard]] constexpr add_enumeration_value_word<N + 1> after(name value) const noexcept {
    return extended<detail::add_enumeration_value_word>(*this, name_token(part::new_name, value));
  }
};

}  // namespace detail

namespace dsl {

/// `ALTER TYPE id ADD VALUE 'value' [BEFORE | AFTER 'other']`. The new value cannot be used in the same migration, and
/// cannot be taken away again: the downgrade has to be written.
[[nodiscard]] constexpr auto add_enumeration_value(name id, std::string_view value) noexcept {
  const token said[] = {detail::name_token(part::object, id), detail::text_token(part::value, value)};
  return detail::make_word<detail::add_enumeration_value_word>(op_kind::add_enumeration_value, said);
}

}  // namespace dsl
}  // namespace sterna
