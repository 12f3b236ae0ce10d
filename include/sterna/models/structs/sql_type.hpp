// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/type.hpp"

#include <chrono>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace sterna {
namespace detail {

/// Stands for a C++ type that no SQL type is known of.
struct no_sql_type {};

template <class T>
inline constexpr bool is_time_point = false;
template <class Duration>
inline constexpr bool is_time_point<std::chrono::time_point<std::chrono::system_clock, Duration>> = true;

template <class T>
concept character = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
                    std::same_as<T, char16_t> || std::same_as<T, char32_t>;

template <class T>
[[nodiscard]] consteval auto known_sql_type() noexcept {
  if constexpr (std::same_as<T, bool>) {
    return plain_type(base_type::boolean);
  } else if constexpr (std::signed_integral<T> && !character<T> && sizeof(T) > 1) {
    return plain_type(sizeof(T) == 2   ? base_type::small_integer
                      : sizeof(T) == 4 ? base_type::integer
                                       : base_type::big_integer);
  } else if constexpr (std::same_as<T, float>) {
    return plain_type(base_type::real);
  } else if constexpr (std::same_as<T, double>) {
    return plain_type(base_type::double_precision);
  } else if constexpr (std::same_as<T, std::string> || std::same_as<T, std::string_view>) {
    return plain_type(base_type::text);
  } else if constexpr (is_time_point<T>) {
    return plain_type(base_type::timestamp_tz);
  } else if constexpr (std::same_as<T, std::chrono::year_month_day>) {
    return plain_type(base_type::date);
  } else if constexpr (std::same_as<T, std::vector<std::byte>>) {
    return plain_type(base_type::bytea);
  } else {
    return no_sql_type{};
  }
}

}  // namespace detail

/// The SQL type of a column that is a C++ object of type T. Specialise it for types of your own:
/// `template <> inline constexpr auto sterna::sql_type<app::mood> = sterna::dsl::enumeration("mood");`.
template <class T>
inline constexpr auto sql_type = detail::known_sql_type<T>();
/// An array; `std::vector<std::byte>` is a bytea.
template <class T>
requires(!std::same_as<T, std::byte>) inline constexpr auto sql_type<std::vector<T>> = dsl::array(sql_type<T>);

namespace detail {

/// A member's type without `std::optional`, which makes a column nullable.
template <class T>
struct member_type {
  using type = T;
  static constexpr bool nullable = false;
};
template <class T>
struct member_type<std::optional<T>> {
  using type = T;
  static constexpr bool nullable = true;
};

}  // namespace detail
}  // namespace sterna
