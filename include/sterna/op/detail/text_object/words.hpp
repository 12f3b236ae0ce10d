// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/word.hpp"
#include "sterna/record/object_kind.hpp"
#include "sterna/schema/canonical_type.hpp"

// What the words of objects that are a name and a text have in common: their options, and how they name the object.

namespace sterna {
namespace detail {

/// What is made in a schema, or on a table of one.
template <std::uint32_t N>
struct object_word : op_fragment<N>, with_schema<object_word, N> {};
/// What is made once in a database.
template <std::uint32_t N>
struct database_object_word : op_fragment<N> {};
template <std::uint32_t N>
struct drop_object_word : op_fragment<N>,
                          with_schema<drop_object_word, N>,
                          with_if_exists<drop_object_word, N>,
                          with_cascade<drop_object_word, N> {};
template <std::uint32_t N>
struct drop_database_object_word : op_fragment<N>,
                                   with_if_exists<drop_database_object_word, N>,
                                   with_cascade<drop_database_object_word, N> {};

[[nodiscard]] constexpr token kind_token(object_kind kind) noexcept {
  return number_token(part::object_is, static_cast<std::uint64_t>(kind));
}

/// `f(integer)`: a name, and what is in parentheses behind it.
struct signature {
  name id{};
  std::string_view arguments{};
};
[[nodiscard]] constexpr signature signature_of(std::string_view written) noexcept {
  std::size_t open = written.find('(');
  open = open == std::string_view::npos ? written.size() : open;
  std::size_t end = open;
  while (end > 0 && is_space(written[end - 1])) {
    --end;
  }
  const std::string_view id = written.substr(0, end);
  return {name::viewing(written.data(), static_cast<std::uint32_t>(end), hash_of(id)), written.substr(open)};
}

/// A word of an object that is found by its name alone.
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto named_object(op_kind what, object_kind kind, const name& id,
                                          std::string_view text = {}) noexcept {
  const token said[] = {kind_token(kind), name_token(part::object, id), text_token(part::sql, text)};
  return make_word<Word>(what, said);
}
/// A word of an object that is found by a second text too: a function's arguments, the access method of a class.
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto distinct_object(op_kind what, object_kind kind, const name& id, std::string_view method,
                                             std::string_view text = {}) noexcept {
  const token said[] = {kind_token(kind), name_token(part::object, id), text_token(part::method, method),
                        text_token(part::sql, text)};
  return make_word<Word>(what, said);
}
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto signed_object(op_kind what, object_kind kind, std::string_view written,
                                           std::string_view text = {}) noexcept {
  const signature of = signature_of(written);
  return distinct_object<Word>(what, kind, of.id, of.arguments, text);
}
/// A word of what belongs to a table.
template <template <std::uint32_t> class Word>
[[nodiscard]] constexpr auto object_of_table(op_kind what, object_kind kind, const name& id, const name& table,
                                             std::string_view when = {}, std::string_view text = {}) noexcept {
  const token said[] = {kind_token(kind), name_token(part::object, id), name_token(part::table, table),
                        text_token(part::where, when), text_token(part::sql, text)};
  return make_word<Word>(what, said);
}

}  // namespace detail
}  // namespace sterna
