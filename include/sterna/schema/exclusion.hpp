// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/constraint.hpp"
#include "sterna/schema/index_key.hpp"

namespace sterna {
namespace detail {

/// One part of an exclusion: a key, as of an index, and the operator by which two rows are compared.
struct exclusion {
  index_key key{};
  std::string_view compared{};

  template <std::size_t N>
  consteval exclusion(const char (&column)[N], std::string_view comparison) noexcept
      : key(column), compared{comparison} {}
  constexpr exclusion(index_key of, std::string_view comparison) noexcept : key{of}, compared{comparison} {}
  constexpr exclusion(sql_expression of, std::string_view comparison) noexcept : key{of}, compared{comparison} {}
};

template <std::uint32_t N>
struct exclude_word : constraint_word<N, constraint_place::table> {
  /// `USING method`: gist, unless another is said.
  [[nodiscard]] constexpr auto using_(std::string_view method) const noexcept {
    return extended<detail::exclude_word>(*this, text_token(part::excluding_method, method));
  }
  /// `WHERE (predicate)`: of these rows alone.
  [[nodiscard]] constexpr auto where(std::string_view predicate) const noexcept {
    return extended<detail::exclude_word>(*this, text_token(part::expression, predicate));
  }
};

}  // namespace detail

namespace dsl {

/// A table's `EXCLUDE USING gist (...)`: `constraint("ex", exclude({{"room", "="}, {"during", "&&"}}).where("..."))`.
template <std::size_t N>
[[nodiscard]] constexpr auto exclude(const detail::exclusion (&keys)[N]) noexcept {
  constexpr auto size = detail::index_key::token_count;
  detail::exclude_word<1 + N * (size + 1)> made;
  made.items[0] = detail::name_token(part::exclude_constraint, {});
  for (std::size_t i = 0; i < N; ++i) {
    token* const to = made.items + 1 + i * size;
    keys[i].key.write(to);
    to[0].what = to[0].what == part::key ? part::excluded : part::excluded_expression;
    made.items[1 + N * size + i] = detail::text_token(part::excluding_operator, keys[i].compared);
  }
  return made;
}

}  // namespace dsl
}  // namespace sterna
