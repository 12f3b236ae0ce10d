// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/name.hpp"

#include <cstdint>
#include <string_view>

namespace sterna {

/// A column's type as plain data. `text` is the SQL name up to the arguments, `suffix` what follows them
/// ("timestamp" (3) "with time zone"); a type that the user named (an enumeration) has `id` instead.
struct data_type {
  std::string_view text{};
  std::string_view suffix{};
  name id{};
  name schema{};
  int arguments[2] = {};
  std::uint8_t argument_count = 0;
  std::uint8_t dimensions = 0;  ///< of an array; 0: no array
  bool serial = false;          ///< serial, bigserial, smallserial: no types, but they stand where a type stands
  bool whole_number = false;    ///< smallint, integer, bigint: may be an identity
  std::string_view collation{};

  /// The same type with `COLLATE "name"`.
  [[nodiscard]] constexpr data_type collate(name id_of_collation) const noexcept {
    data_type copy = *this;
    copy.collation = id_of_collation.view();
    return copy;
  }
  /// The named type in a schema other than those of the search path.
  [[nodiscard]] constexpr data_type in_schema(name id_of_schema) const noexcept {
    data_type copy = *this;
    copy.schema = id_of_schema;
    return copy;
  }
};

namespace detail {

[[nodiscard]] constexpr data_type plain_type(std::string_view text, bool whole_number = false) noexcept {
  data_type made;
  made.text = text;
  made.whole_number = whole_number;
  return made;
}

/// A type that takes one optional argument: `string` and `string(50)`.
struct type_with_argument : data_type {
  constexpr type_with_argument(std::string_view sql, std::string_view behind = {}) noexcept : data_type{} {
    text = sql;
    suffix = behind;
  }
  [[nodiscard]] constexpr data_type operator()(int argument) const noexcept {
    data_type made = *this;
    made.arguments[0] = argument;
    made.argument_count = 1;
    return made;
  }
};

/// `numeric`, `numeric(10)`, `numeric(10, 2)`.
struct numeric_type : type_with_argument {
  using type_with_argument::type_with_argument;
  using type_with_argument::operator();
  [[nodiscard]] constexpr data_type operator()(int precision, int scale) const noexcept {
    data_type made = (*this)(precision);
    made.arguments[1] = scale;
    made.argument_count = 2;
    return made;
  }
};

/// serial and its like: no types, but they stand where a type stands.
struct serial_type : data_type {
  constexpr explicit serial_type(std::string_view sql) noexcept : data_type{plain_type(sql, true)} { serial = true; }
};

}  // namespace detail

namespace dsl {

inline constexpr data_type integer = detail::plain_type("integer", true);
inline constexpr data_type small_integer = detail::plain_type("smallint", true);
inline constexpr data_type big_integer = detail::plain_type("bigint", true);
/// SQLAlchemy's way to number rows: an integer with a sequence of its own as default. An identity (what
/// `column("id", integer, primary_key)` makes) is the standard's, and needs no right on a sequence.
inline constexpr detail::serial_type serial{"serial"};
inline constexpr detail::serial_type small_serial{"smallserial"};
inline constexpr detail::serial_type big_serial{"bigserial"};
/// `varchar`, `varchar(n)`: n characters at most.
inline constexpr detail::type_with_argument string{"varchar"};
/// SQLAlchemy's `Unicode`: the same as `string`, since every text of PostgreSQL is Unicode in a UTF8 database.
inline constexpr detail::type_with_argument unicode{"varchar"};
inline constexpr detail::type_with_argument character{"char"};
inline constexpr data_type text = detail::plain_type("text");
inline constexpr data_type boolean = detail::plain_type("boolean");
inline constexpr data_type date = detail::plain_type("date");
/// `time` of the day; a variable named `time` would be ambiguous with the C library's function.
inline constexpr detail::type_with_argument time_of_day{"time"};
inline constexpr detail::type_with_argument time_of_day_tz{"time", " with time zone"};
/// `timestamp`, `timestamp(p)`: p digits of a second.
inline constexpr detail::type_with_argument timestamp{"timestamp"};
inline constexpr detail::type_with_argument timestamp_tz{"timestamp", " with time zone"};
inline constexpr detail::type_with_argument interval{"interval"};
inline constexpr detail::numeric_type numeric{"numeric"};
inline constexpr data_type real = detail::plain_type("real");
inline constexpr data_type double_precision = detail::plain_type("double precision");
inline constexpr data_type uuid = detail::plain_type("uuid");
inline constexpr data_type json = detail::plain_type("json");
inline constexpr data_type jsonb = detail::plain_type("jsonb");
inline constexpr data_type bytea = detail::plain_type("bytea");
inline constexpr data_type inet = detail::plain_type("inet");
inline constexpr data_type cidr = detail::plain_type("cidr");
inline constexpr data_type macaddr = detail::plain_type("macaddr");
inline constexpr data_type tsvector = detail::plain_type("tsvector");
inline constexpr data_type xml = detail::plain_type("xml");
inline constexpr detail::type_with_argument bit{"bit"};
inline constexpr detail::type_with_argument bit_varying{"bit varying"};

/// `element[]`; an array of arrays has two dimensions.
[[nodiscard]] constexpr data_type array(data_type element) noexcept {
  ++element.dimensions;
  return element;
}

/// A type made by `CREATE TYPE ... AS ENUM`, by its name.
[[nodiscard]] constexpr data_type enumeration(name id) noexcept {
  data_type made;
  made.id = id;
  return made;
}

}  // namespace dsl
}  // namespace sterna
