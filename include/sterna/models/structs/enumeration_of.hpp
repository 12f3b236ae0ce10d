// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/models/structs/sql_type.hpp"
#include "sterna/models/structs/written.hpp"
#include "sterna/op/create_enumeration.hpp"

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace sterna {
namespace detail {

/// The enumerator of a value; empty where there is none.
template <auto Value>
[[nodiscard]] consteval std::string_view enumerator() noexcept {
  const std::string_view text = written<Value>();
  if (text.front() == '(' || text.front() == '-' || (text.front() >= '0' && text.front() <= '9')) {
    return {};
  }
  return last_part(text);
}

/// Values are looked for from 0 up to here.
inline constexpr std::size_t highest_enumerator = 127;

template <class E>
struct enumerators {
  std::string_view names[highest_enumerator + 1] = {};
  std::size_t count = 0;

  constexpr enumerators() noexcept {
    [this]<std::size_t... I>(std::index_sequence<I...>) {
      (take(enumerator<static_cast<E>(I)>()), ...);
    }(std::make_index_sequence<highest_enumerator + 1>{});
  }
  constexpr void take(std::string_view text) noexcept {
    if (!text.empty()) {
      names[count++] = text;
    }
  }
};
template <class E>
inline constexpr enumerators<E> enumerators_of{};

}  // namespace detail

namespace dsl {

/// The enumeration of a C++ `enum class`, for `models`: its name is that of `sterna::sql_type<E>`, its values are the
/// enumerators, by their numbers, which are between 0 and 127.
template <class E>
[[nodiscard]] constexpr auto enumeration_of() noexcept {
  constexpr bool named = std::is_same_v<std::remove_const_t<decltype(sql_type<E>)>, data_type>;
  static_assert(std::is_enum_v<E>, "enumeration_of<E>: E is an enum class");
  static_assert(named || !std::is_enum_v<E>,
                "enumeration_of<E>: say its name by  template <> inline constexpr auto sterna::sql_type<E> = "
                "sterna::dsl::enumeration(\"...\");");
  if constexpr (named && std::is_enum_v<E>) {
    constexpr std::size_t count = detail::enumerators_of<E>.count;
    static_assert(count > 0, "enumeration_of<E>: no enumerator of E is between 0 and 127");
    std::string_view values[count > 0 ? count : 1];
    for (std::size_t i = 0; i < count; ++i) {
      values[i] = detail::enumerators_of<E>.names[i];
    }
    if constexpr (sql_type<E>.in.length > 0) {
      return create_enumeration(sql_type<E>.id, values).schema(sql_type<E>.in);
    } else {
      return create_enumeration(sql_type<E>.id, values);
    }
  } else {
    return create_enumeration("", {"one"});
  }
}

}  // namespace dsl
}  // namespace sterna
