// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/canonical_type.hpp"
#include "sterna/schema/literal_rules.hpp"
#include "sterna/schema/type.hpp"
#include "sterna/schema/type_rules.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

// Whether PostgreSQL 13 to 18 accept a constant as a column's default. The server reads a text in quotes at once, as a
// value of the column's type but without its arguments: 'abcdef' is accepted as a default of varchar(3).

namespace sterna {
/// Whether `DEFAULT 'literal'` is accepted for a column of the type.
[[nodiscard]] constexpr answer text_default_fits(const data_type& type, std::string_view literal) noexcept {
  using t = catalog_type;
  const canonical_type what = canonical(type);
  const std::string_view text = detail::trimmed(literal);
  if (what.dimensions > 0) {
    return text.empty() || (text[0] != '{' && text[0] != '[') || text == "[]" ? answer::no
           : text == "{}"                                     ? answer::yes
                                                              : answer::unknown;
  }
  switch (what.base) {
    case t::text:
    case t::varchar:
    case t::bpchar:
    case t::name:
    case t::single_char:
    case t::refcursor: return answer::yes;
    case t::boolean: return detail::boolean_text(literal);
    case t::int2: return detail::integer_text(literal, 32767);
    case t::int4: return detail::integer_text(literal, 2147483647);
    case t::int8: return detail::integer_text(literal, 9223372036854775807u);
    case t::float4: return detail::number_text(literal, 37);
    case t::float8: return detail::number_text(literal, 307);
    case t::numeric: return detail::number_text(literal, 0);
    case t::uuid: return detail::uuid_text(literal);
    case t::json: return detail::json_reader::read(literal, false);
    case t::jsonb: return detail::json_reader::read(literal, true);
    case t::date:
    case t::time:
    case t::timetz:
    case t::timestamp:
    case t::timestamptz:
    case t::interval: return detail::moment_text(what.base, literal);
    case t::inet:
    case t::cidr: return detail::address_text(literal, ".:/xX");
    case t::macaddr: return detail::address_text(text, ":-. xX+\t\n\v\f\r");
    case t::macaddr8: return detail::macaddr8_text(literal);
    case t::bytea: return detail::bytea_text(literal);
    case t::bit:
    case t::varbit: return detail::bits_text(literal);
    case t::int4range:
    case t::int8range:
    case t::numrange:
    case t::tsrange:
    case t::tstzrange:
    case t::daterange:
      return detail::is_word(text, "empty")                       ? answer::yes
             : text.empty() || (text[0] != '[' && text[0] != '(') ? answer::no
                                                                  : answer::unknown;
    default:
      if (what.base >= t::int4multirange) {
        return text == "{}" ? answer::yes : text.empty() || text[0] != '{' ? answer::no : answer::unknown;
      }
      return answer::unknown;
  }
}

/// Whether `DEFAULT value` is. The server takes a number for an integer, or if it must for a bigint, and converts it
/// only when a row is made: 100000 is accepted as a default of smallint.
[[nodiscard]] constexpr answer integer_default_fits(const data_type& type, long long value) noexcept {
  const bool small =
      value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max();
  return assignment_cast(detail::plain_type(small ? base_type::integer : base_type::big_integer), type);
}

/// Whether `DEFAULT true` is.
[[nodiscard]] constexpr answer boolean_default_fits(const data_type& type) noexcept {
  return assignment_cast(detail::plain_type(base_type::boolean), type);
}

namespace detail {

/// Whether a text of `size` characters, without the spaces at its end, fits into varchar(n) or char(n).
[[nodiscard]] constexpr answer length_fits(const canonical_type& type, std::size_t size) noexcept {
  return as_answer(type.argument_count == 0 || size <= static_cast<std::size_t>(type.arguments[0]));
}
[[nodiscard]] constexpr std::size_t characters(std::string_view text) noexcept {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::size_t made = 0;
  for (const char c : text) {
    made += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
  }
  return made;
}
/// A number below 10^size in numeric(p, s).
[[nodiscard]] constexpr answer numeric_fits(const canonical_type& type, int size, bool exact) noexcept {
  const int room = type.arguments[0] - type.arguments[1];
  return type.argument_count == 0 || size < room || (size == room && exact) ? answer::yes
         : size > room                                                      ? answer::no
                                                                            : answer::unknown;  // it may be rounded up
}

}  // namespace detail

/// Whether a column of the type holds the text. `ADD COLUMN` with a default demands that, since it gives the value to
/// the rows that are there (and looks at it even where there are none); `CREATE TABLE` and `SET DEFAULT` do not.
[[nodiscard]] constexpr answer text_value_fits(const data_type& type, std::string_view literal) noexcept {
  const answer read = text_default_fits(type, literal);
  const canonical_type what = canonical(type);
  if (what.argument_count == 0 || what.dimensions > 0 || read == answer::no) {
    return read;
  }
  switch (what.base) {
    case catalog_type::varchar:
    case catalog_type::bpchar: return detail::length_fits(what, detail::characters(literal));
    case catalog_type::bit:
    case catalog_type::varbit: {
      const bool hex = !literal.empty() && detail::lower(literal[0]) == 'x';
      const bool mark = hex || (!literal.empty() && detail::lower(literal[0]) == 'b');
      const std::size_t size = (literal.size() - (mark ? 1 : 0)) * (hex ? 4 : 1);
      const auto room = static_cast<std::size_t>(what.arguments[0]);
      return detail::as_answer(what.base == catalog_type::bit ? size == room : size <= room);
    }
    case catalog_type::numeric: {
      const detail::number_shape shape = detail::shape_of(literal);
      const answer fits = shape.is == detail::number_shape::kind::infinite ? answer::no
                          : shape.is == detail::number_shape::kind::finite
                              ? detail::numeric_fits(what, shape.size, false)
                              : answer::yes;
      return fits == answer::yes ? read : fits;
    }
    default: return read;
  }
}

/// The same for a number.
[[nodiscard]] constexpr answer integer_value_fits(const data_type& type, long long value) noexcept {
  using t = catalog_type;
  const answer cast = integer_default_fits(type, value);
  const canonical_type what = canonical(type);
  if (what.dimensions > 0 || cast != answer::yes) {
    return cast;
  }
  std::size_t digits = 0;
  for (long long rest = value; rest != 0; rest /= 10) ++digits;
  const bool four_bytes = value == static_cast<std::int32_t>(value);
  switch (what.base) {
    case t::int2: return detail::as_answer(value == static_cast<std::int16_t>(value));
    case t::int4: return detail::as_answer(four_bytes);
    case t::varchar:
    case t::bpchar: return detail::length_fits(what, (digits == 0 ? 1 : digits) + (value < 0 ? 1 : 0));
    case t::numeric:
      return value == 0 ? cast : detail::numeric_fits(what, static_cast<int>(digits), what.arguments[1] >= 0);
    case t::money: return digits < 15 ? cast : answer::unknown;  // it depends on the currency
    default:
      return four_bytes || !detail::in(what.base, detail::registered_types | detail::set_of(t::oid))
                 ? cast
                 : detail::as_answer(value >= 0 && value == static_cast<std::uint32_t>(value));
  }
}

/// The same for `true` and `false`.
[[nodiscard]] constexpr answer boolean_value_fits(const data_type& type, bool value) noexcept {
  const answer cast = boolean_default_fits(type);
  const canonical_type what = canonical(type);
  const bool text = what.base == catalog_type::varchar || what.base == catalog_type::bpchar;
  return cast == answer::yes && text && what.dimensions == 0 ? detail::length_fits(what, value ? 4 : 5) : cast;
}

/// The same for an expression: of `'a text'::text` and the like the length is known.
[[nodiscard]] constexpr answer expression_value_fits(const data_type& type, std::string_view sql) noexcept {
  const canonical_type what = canonical(type);
  if (sql.empty() || sql[0] != '\'' || what.dimensions > 0 ||
      (what.base != catalog_type::varchar && what.base != catalog_type::bpchar)) {
    return answer::unknown;
  }
  std::size_t end = 1;
  std::size_t doubled = 0;
  for (; end < sql.size() && (sql[end] != '\'' || sql.substr(end + 1).starts_with('\'')); ++end) {
    if (sql[end] == '\'') {
      ++doubled;
      ++end;
    }
  }
  const std::string_view cast = end < sql.size() ? sql.substr(end + 1) : std::string_view{};
  return cast == "::text" || cast == "::character varying" || cast == "::bpchar"
             ? detail::length_fits(what, detail::characters(sql.substr(1, end - 1)) - doubled)
             : answer::unknown;
}

}  // namespace sterna
