// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/name.hpp"

#include <cstdint>
#include <string_view>

namespace sterna {

/// The types that have a word, and two for the rest: by its SQL text, and one that the user has made, by its name.
enum class base_type : std::uint8_t {
  raw, named, small_integer, integer, big_integer, small_serial, serial, big_serial, varchar, character, text, boolean,
  date, time, time_tz, timestamp, timestamp_tz, interval, numeric, real, double_precision, uuid, json, jsonb, bytea,
  inet, cidr, macaddr, tsvector, xml, bit, bit_varying,
};

/// A column's type as plain data.
struct data_type {
  base_type base = base_type::raw;
  std::uint8_t dimensions = 0;      ///< of an array; 0: no array
  std::uint8_t argument_count = 0;  ///< of those that are given
  int arguments[2] = {};
  name id{};  ///< of a named type; the text of a raw one
  name in{};  ///< the schema of a named type; empty: the search path decides
  name collation{};

  /// smallint, integer, bigint: may be an identity.
  [[nodiscard]] constexpr bool whole_number() const noexcept {
    return base >= base_type::small_integer && base <= base_type::big_serial;
  }
  /// serial, bigserial, smallserial: no types, but they stand where a type stands.
  [[nodiscard]] constexpr bool serial() const noexcept {
    return base >= base_type::small_serial && base <= base_type::big_serial;
  }

  /// The same type with `COLLATE "name"`.
  [[nodiscard]] constexpr data_type collate(name id_of_collation) const noexcept {
    data_type copy = *this;
    copy.collation = id_of_collation;
    return copy;
  }
  /// The named type in a schema other than those of the search path.
  [[nodiscard]] constexpr data_type in_schema(name id_of_schema) const noexcept {
    data_type copy = *this;
    copy.in = id_of_schema;
    return copy;
  }

  [[nodiscard]] friend constexpr bool operator==(const data_type& a, const data_type& b) noexcept {
    return a.base == b.base && a.dimensions == b.dimensions && a.argument_count == b.argument_count &&
           a.arguments[0] == b.arguments[0] && a.arguments[1] == b.arguments[1] && a.id == b.id && a.in == b.in &&
           a.collation == b.collation;
  }
};

/// A type that base_type, dimensions and arguments describe whole: the ordinary case, which costs a compiler least.
struct builtin_type : data_type {};

namespace detail {

/// How SQL writes a type: the name up to the arguments, and what follows them.
struct type_text {
  std::string_view name{};
  std::string_view suffix{};
};
/// In the order of base_type.
inline constexpr type_text type_texts[] = {
    {}, {}, {"smallint"}, {"integer"}, {"bigint"}, {"smallserial"}, {"serial"}, {"bigserial"}, {"varchar"}, {"char"},
    {"text"}, {"boolean"}, {"date"}, {"time"}, {"time", " with time zone"}, {"timestamp"},
    {"timestamp", " with time zone"}, {"interval"}, {"numeric"}, {"real"}, {"double precision"}, {"uuid"}, {"json"},
    {"jsonb"}, {"bytea"}, {"inet"}, {"cidr"}, {"macaddr"}, {"tsvector"}, {"xml"}, {"bit"}, {"bit varying"},
};
[[nodiscard]] constexpr const type_text& text_of(base_type of) noexcept {
  return type_texts[static_cast<unsigned>(of)];
}

[[nodiscard]] constexpr builtin_type plain_type(base_type of) noexcept {
  builtin_type made;
  made.base = of;
  return made;
}

/// A type that takes one optional argument: `string` and `string(50)`.
struct type_with_argument : builtin_type {
  constexpr explicit type_with_argument(base_type of) noexcept : builtin_type{plain_type(of)} {}
  [[nodiscard]] constexpr builtin_type operator()(int argument) const noexcept {
    builtin_type made = *this;
    made.arguments[0] = argument;
    made.argument_count = 1;
    return made;
  }
};

/// `numeric`, `numeric(10)`, `numeric(10, 2)`.
struct numeric_type : type_with_argument {
  using type_with_argument::type_with_argument;
  using type_with_argument::operator();
  [[nodiscard]] constexpr builtin_type operator()(int precision, int scale) const noexcept {
    builtin_type made = (*this)(precision);
    made.arguments[1] = scale;
    made.argument_count = 2;
    return made;
  }
};

/// serial and its like, which alter_column refuses by their type.
struct serial_type : builtin_type {
  constexpr explicit serial_type(base_type of) noexcept : builtin_type{plain_type(of)} {}
};

}  // namespace detail

namespace dsl {

inline constexpr builtin_type integer = detail::plain_type(base_type::integer);
inline constexpr builtin_type small_integer = detail::plain_type(base_type::small_integer);
inline constexpr builtin_type big_integer = detail::plain_type(base_type::big_integer);
/// SQLAlchemy's way to number rows: an integer with a sequence of its own as default. An identity (what
/// `column("id", integer, primary_key)` makes) is the standard's, and needs no right on a sequence.
inline constexpr detail::serial_type serial{base_type::serial};
inline constexpr detail::serial_type small_serial{base_type::small_serial};
inline constexpr detail::serial_type big_serial{base_type::big_serial};
/// `varchar`, `varchar(n)`: n characters at most.
inline constexpr detail::type_with_argument string{base_type::varchar};
/// SQLAlchemy's `Unicode`: the same as `string`, since every text of PostgreSQL is Unicode in a UTF8 database.
inline constexpr detail::type_with_argument unicode{base_type::varchar};
inline constexpr detail::type_with_argument character{base_type::character};
inline constexpr builtin_type text = detail::plain_type(base_type::text);
inline constexpr builtin_type boolean = detail::plain_type(base_type::boolean);
inline constexpr builtin_type date = detail::plain_type(base_type::date);
/// `time` of the day; a variable named `time` would be ambiguous with the C library's function.
inline constexpr detail::type_with_argument time_of_day{base_type::time};
inline constexpr detail::type_with_argument time_of_day_tz{base_type::time_tz};
/// `timestamp`, `timestamp(p)`: p digits of a second.
inline constexpr detail::type_with_argument timestamp{base_type::timestamp};
inline constexpr detail::type_with_argument timestamp_tz{base_type::timestamp_tz};
inline constexpr detail::type_with_argument interval{base_type::interval};
inline constexpr detail::numeric_type numeric{base_type::numeric};
inline constexpr builtin_type real = detail::plain_type(base_type::real);
inline constexpr builtin_type double_precision = detail::plain_type(base_type::double_precision);
inline constexpr builtin_type uuid = detail::plain_type(base_type::uuid);
inline constexpr builtin_type json = detail::plain_type(base_type::json);
inline constexpr builtin_type jsonb = detail::plain_type(base_type::jsonb);
inline constexpr builtin_type bytea = detail::plain_type(base_type::bytea);
inline constexpr builtin_type inet = detail::plain_type(base_type::inet);
inline constexpr builtin_type cidr = detail::plain_type(base_type::cidr);
inline constexpr builtin_type macaddr = detail::plain_type(base_type::macaddr);
inline constexpr builtin_type tsvector = detail::plain_type(base_type::tsvector);
inline constexpr builtin_type xml = detail::plain_type(base_type::xml);
inline constexpr detail::type_with_argument bit{base_type::bit};
inline constexpr detail::type_with_argument bit_varying{base_type::bit_varying};

/// `element[]`; an array of arrays has two dimensions.
[[nodiscard]] constexpr data_type array(data_type element) noexcept {
  ++element.dimensions;
  return element;
}
[[nodiscard]] constexpr builtin_type array(builtin_type element) noexcept {
  ++element.dimensions;
  return element;
}

/// A type made by `CREATE TYPE ... AS ENUM` (`create_enumeration`), by its name.
[[nodiscard]] constexpr data_type enumeration(name id) noexcept {
  data_type made;
  made.base = base_type::named;
  made.id = id;
  return made;
}

}  // namespace dsl
}  // namespace sterna
