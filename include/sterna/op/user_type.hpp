// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"
#include "sterna/schema/type.hpp"

namespace sterna::dsl {

/// `CREATE DOMAIN id AS definition`: `create_domain("email", "text CHECK (VALUE LIKE '%@%')")`.
[[nodiscard]] constexpr auto create_domain(name id, std::string_view definition) noexcept {
  return detail::named_object<detail::object_word>(op_kind::create_object, object_kind::domain, id, definition);
}
/// `DROP DOMAIN [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_domain(name id) noexcept {
  return detail::named_object<detail::drop_object_word>(op_kind::drop_object, object_kind::domain, id);
}
/// `CREATE TYPE id AS (members)`: `create_composite_type("pair", "a integer, b text")`.
[[nodiscard]] constexpr auto create_composite_type(name id, std::string_view members) noexcept {
  return detail::named_object<detail::object_word>(op_kind::create_object, object_kind::composite_type, id, members);
}
/// `DROP TYPE [IF EXISTS] id [CASCADE]`, of a composite type.
[[nodiscard]] constexpr auto drop_composite_type(name id) noexcept {
  return detail::named_object<detail::drop_object_word>(op_kind::drop_object, object_kind::composite_type, id);
}
/// `CREATE TYPE id AS RANGE (options)`: `create_range_type("period", "SUBTYPE = date")`.
[[nodiscard]] constexpr auto create_range_type(name id, std::string_view options) noexcept {
  return detail::named_object<detail::object_word>(op_kind::create_object, object_kind::range_type, id, options);
}
/// `DROP TYPE [IF EXISTS] id [CASCADE]`, of a range type.
[[nodiscard]] constexpr auto drop_range_type(name id) noexcept {
  return detail::named_object<detail::drop_object_word>(op_kind::drop_object, object_kind::range_type, id);
}
/// A type that the history has made, or an extension, by its name: for a column.
[[nodiscard]] constexpr data_type named_type(name id) noexcept { return enumeration(id); }

}  // namespace sterna::dsl
