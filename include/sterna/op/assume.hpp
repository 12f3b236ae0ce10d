// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/create_enumeration.hpp"
#include "sterna/op/create_schema.hpp"
#include "sterna/op/create_sequence.hpp"
#include "sterna/op/create_table.hpp"
#include "sterna/op/create_view.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/schema/changes.hpp"

namespace sterna {
namespace detail {

constexpr void render_assume(const operation&, const script&, sql_writer&) {}
constexpr bool assume_effect(const operation&, const script&, catalog&) { return true; }
constexpr bool assume_reverse(const operation&, const script&, const changes&, script_builder&) { return true; }

inline constexpr verb assume_verb{"assume", needs::nothing, render_assume, assume_effect, assume_reverse};

template <std::uint32_t N>
struct assume_word : op_fragment<N> {};

}  // namespace detail

namespace dsl {

/// A table as a thing that is there, not as an op: for `assume` and `baseline`.
template <detail::table_part... P>
[[nodiscard]] constexpr auto table(name id, const P&... parts) noexcept {
  return create_table(id, parts...);
}
[[nodiscard]] constexpr auto schema(name id) noexcept { return create_schema(id); }
template <detail::setting_for<detail::setting_place::sequence>... S>
[[nodiscard]] constexpr auto sequence(name id, const S&... options) noexcept {
  return create_sequence(id, options...);
}
[[nodiscard]] constexpr auto view(name id, std::string_view query) noexcept { return create_view(id, query); }
/// An enumeration with its values; with its name alone it is a column's type.
template <std::size_t N>
[[nodiscard]] constexpr auto enumeration(name id, const std::string_view (&values)[N]) noexcept {
  return create_enumeration(id, values);
}

/// Says what is there although no op of the history has made it: by an earlier tool, by an extension, by SQL that
/// cannot be seen. Executes nothing: `assume(table("legacy", column("id", integer, primary_key)))`.
template <detail::op_word... Object>
[[nodiscard]] constexpr auto assume(const Object&... objects) noexcept {
  fragment<1> begin{};
  begin.items[0] = detail::op_token(op_kind::assume);
  return detail::declaring<detail::assume_word>(begin, objects...);
}
/// The same, as the first op of a history that begins on a database that is in use.
template <detail::op_word... Object>
[[nodiscard]] constexpr auto baseline(const Object&... objects) noexcept {
  return assume(objects...);
}

}  // namespace dsl
}  // namespace sterna
