// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/column.hpp"

namespace sterna {
namespace detail {

/// A key of an index: a column's name, an expression, with its order, operator class and collation.
struct index_key {
  element key{};

  constexpr index_key() noexcept = default;
  template <std::size_t N>
  consteval index_key(const char (&column)[N]) noexcept {
    key.column = name(column);
  }
  constexpr index_key(name column) noexcept { key.column = column; }
  constexpr index_key(sql_expression expression) noexcept { key.expression = expression.text; }

  // before those that use it: Clang evaluates no template whose body it has not read
  template <class F>
  [[nodiscard]] constexpr index_key changed(F change) const noexcept {
    index_key copy = *this;
    change(copy.key);
    return copy;
  }

  [[nodiscard]] constexpr index_key nulls_first() const noexcept {
    return changed([](element& of) { of.nulls = null_order::first; });
  }
  [[nodiscard]] constexpr index_key nulls_last() const noexcept {
    return changed([](element& of) { of.nulls = null_order::last; });
  }
  /// The operator class, as SQL writes it: "text_pattern_ops".
  [[nodiscard]] constexpr index_key ops(std::string_view operator_class) const noexcept {
    return changed([&](element& of) { of.operator_class = operator_class; });
  }
  [[nodiscard]] constexpr index_key collate(name collation) const noexcept {
    return changed([&](element& of) { of.collation = collation; });
  }

  /// How many tokens a key becomes: the count may not hang on what the key says.
  static constexpr std::uint32_t token_count = 3;
  constexpr void write(token* to) const noexcept {
    to[0] = key.column.empty() && !key.expression.empty() ? text_token(part::key_expression, key.expression)
                                                          : name_token(part::key, key.column);
    to[1] = text_token(part::key_options, key.operator_class,
                       static_cast<std::uint64_t>(key.order) | static_cast<std::uint64_t>(key.nulls) << 2U);
    to[2] = key.collation.empty() ? flag(part::nothing) : name_token(part::collation, key.collation);
  }
};

}  // namespace detail

namespace dsl {

/// An index key in descending order: `{"name", desc("id")}`.
[[nodiscard]] constexpr auto desc(detail::index_key key) noexcept {
  return key.changed([](element& of) { of.order = sort_order::descending; });
}
template <std::size_t N>
[[nodiscard]] consteval auto desc(const char (&column)[N]) noexcept {
  return desc(detail::index_key(column));
}
[[nodiscard]] constexpr auto asc(detail::index_key key) noexcept {
  return key.changed([](element& of) { of.order = sort_order::ascending; });
}
template <std::size_t N>
[[nodiscard]] consteval auto asc(const char (&column)[N]) noexcept {
  return asc(detail::index_key(column));
}
/// An index key with options of its own: `key("name").ops("text_pattern_ops").nulls_last()`.
[[nodiscard]] constexpr auto key(detail::index_key of) noexcept { return of; }
template <std::size_t N>
[[nodiscard]] consteval auto key(const char (&column)[N]) noexcept {
  return detail::index_key(column);
}

}  // namespace dsl
}  // namespace sterna
