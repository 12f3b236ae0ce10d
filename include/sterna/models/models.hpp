// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/ops.hpp"
#include "sterna/record/naming.hpp"
#include "sterna/record/token.hpp"

#include <cstdint>

namespace sterna {

/// The schema that an application wants, as plain data: the ops that would make it. Without tokens: none is said.
struct models_view {
  list<token> tokens{};
  const naming_convention* naming = nullptr;  ///< null: there is none

  [[nodiscard]] constexpr bool empty() const noexcept { return tokens.empty(); }
};

namespace detail {

/// Models by value. Their type depends on a count only.
template <std::uint32_t N>
struct models_words : fragment<N> {
  [[nodiscard]] constexpr models_view view() const noexcept { return {fragment<N>::view()}; }
  [[nodiscard]] constexpr operator models_view() const noexcept { return view(); }
};
template <std::uint32_t N>
struct named_models_words : fragment<N> {
  naming_convention naming{};
  [[nodiscard]] constexpr models_view view() const noexcept { return {fragment<N>::view(), &naming}; }
  [[nodiscard]] constexpr operator models_view() const noexcept { return view(); }
};

}  // namespace detail

/// What an application wants its schema to be: `inline constexpr auto models = sterna::models(table(...), index(...),
/// enumeration(...), view(...));`, in any order. Takes the words of all ops that make something; `check_models` says
/// whether a history leads there, `create_all` makes it.
template <class... Word>
[[nodiscard]] constexpr auto models(const Word&... words) noexcept {
  static_assert(detail::all_true<detail::op_word<Word>...>,
                "models(...) takes what there is to be: table(...), index(...), enumeration(...), view(...)");
  detail::models_words<detail::size_of<Word...>> made;
  detail::join(made, words...);
  return made;
}
/// The same with a naming convention, the one of the history: `sterna::models(names, table(...))`.
template <class... Word>
[[nodiscard]] constexpr auto models(const naming_convention& names, const Word&... words) noexcept {
  static_assert(detail::all_true<detail::op_word<Word>...>,
                "models(...) takes what there is to be: table(...), index(...), enumeration(...), view(...)");
  detail::named_models_words<detail::size_of<Word...>> made;
  detail::join(made, words...);
  made.naming = names;
  return made;
}

namespace dsl {

/// An index as a thing that is there, for `models`: the same as `create_index`.
template <std::size_t N>
[[nodiscard]] constexpr auto index(name id, name table, const detail::index_key (&keys)[N]) noexcept {
  return create_index(id, table, keys);
}
template <std::size_t N>
[[nodiscard]] constexpr auto index(detail::final_name id, name table, const detail::index_key (&keys)[N]) noexcept {
  return create_index(id, table, keys);
}

}  // namespace dsl
}  // namespace sterna
