// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/canonical_type.hpp"
#include "sterna/schema/catalog.hpp"
#include "sterna/schema/column_rules.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/word_reader.hpp"

#include <cstdint>
#include <string_view>

// What type_rules.hpp says of two types, with what a schema knows of them besides.

namespace sterna::detail {

/// The enumeration that a type is, or none.
[[nodiscard]] constexpr std::uint32_t enumeration_of(const catalog& in, const data_type& type) {
  return type.base == base_type::named && type.dimensions == 0 ? in.enumeration(type.in, type.id) : object::none;
}

/// `comparable_for_foreign_key`, with what is known of enumerations: each can be compared only with itself.
[[nodiscard]] constexpr answer comparable_in(const catalog& in, const data_type& key, const data_type& foreign) {
  const answer known = comparable_for_foreign_key(key, foreign);
  if (known != answer::unknown) {
    return known;
  }
  const std::uint32_t one = enumeration_of(in, key);
  const std::uint32_t other = enumeration_of(in, foreign);
  const bool told = (one != object::none && (other != object::none || canonical(foreign).known())) ||
                    (other != object::none && canonical(key).known());
  return !told || in.excused(key.id.view()) || in.excused(foreign.id.view()) ? answer::unknown
                                                                             : as_answer(one == other);
}

/// Whether a type is a composite one, that of a table's rows, a range or an array of enumerations: no text becomes one
/// by itself.
[[nodiscard]] constexpr bool is_made_of_no_text(const catalog& in, const data_type& type) {
  if (type.base != base_type::named) {
    return false;
  }
  const std::uint32_t of = in.type(type.in, type.id);
  return of == object::none ? has_row_type(in, type.in, type.id)
         : in.state.at(of).kind == object_kind::enumeration ? type.dimensions > 0
                                                            : in.state.at(of).kind != object_kind::domain;
}

/// Whether a type is surely the rows of a table or a view, or a list of such.
[[nodiscard]] constexpr bool is_of_rows(const catalog& in, const data_type& type) {
  return type.base == base_type::named && in.type(type.in, type.id) == object::none &&
         has_row_type(in, type.in, type.id) && !in.excused(type.id.view()) && !in.extended();
}

/// `assignment_cast`, with what is known of enumerations and of rows: texts are made of one, and one is made of
/// nothing.
[[nodiscard]] constexpr answer cast_between(const catalog& in, const data_type& from, const data_type& to) {
  const answer known = assignment_cast(from, to);
  if (known != answer::unknown) {
    return known;
  }
  if (to.base == base_type::named && is_made_of_no_text(in, to)) {
    const canonical_type text = canonical(from);
    if (detail::in(text.base, text_types) && !in.excused(to.id.view())) {
      return answer::no;
    }
  }
  if (const bool rows = is_of_rows(in, from); rows || is_of_rows(in, to)) {
    const canonical_type other = canonical(rows ? to : from);
    return !other.known() || other.base == catalog_type::single_char
               ? answer::unknown
               : as_answer(rows && other.dimensions == 0 && detail::in(other.base, text_types));
  }
  const std::uint32_t source = enumeration_of(in, from);
  const std::uint32_t target = enumeration_of(in, to);
  if ((source == object::none && target == object::none) || in.excused(from.id.view()) || in.excused(to.id.view())) {
    return answer::unknown;
  }
  if (source != object::none && target != object::none) {
    return as_answer(source == target);
  }
  const canonical_type other = canonical(source != object::none ? to : from);
  if (!other.known() || other.base == catalog_type::single_char) {
    return answer::unknown;
  }
  return as_answer(source != object::none && other.dimensions == 0 && detail::in(other.base, text_types));
}

/// Whether the values of a column are texts of what they were in another type, or values of an enumeration instead of
/// another one: an explicit cast, by way of text, reads them back.
[[nodiscard]] constexpr bool reads_back(const catalog& in, const data_type& from, const data_type& to) {
  if (enumeration_of(in, from) != object::none) {
    return enumeration_of(in, to) != object::none;
  }
  const canonical_type text = canonical(from);
  return text.known() && text.dimensions == 0 && detail::in(text.base, text_types);
}

/// Whether `USING expression` does no more than to cast the column: `c::text::mood`, `(c)::mood`, `"C"::s.mood`.
[[nodiscard]] constexpr bool casts_alone(std::string_view expression, const name& column) {
  sql_word_reader in(expression);
  bool more = in.next();
  int open = 0;
  for (; more && in.is('('); more = in.next()) {
    ++open;
  }
  if (!more || !in.names(column.view())) {
    return false;
  }
  bool type_may_follow = false;
  while (in.next()) {
    const bool closes = in.is(')');
    open -= closes ? 1 : 0;
    const bool cast = in.token() == "::";
    const bool of_type = type_may_follow && (in.kind == sql_token::word || in.kind == sql_token::identifier ||
                                             in.is('.') || in.is('[') || in.is(']'));
    if (open < 0 || !(closes || cast || of_type)) {
      return false;
    }
    type_may_follow = (type_may_follow && !closes) || cast;
  }
  return open == 0;
}

}  // namespace sterna::detail
