// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna {
namespace detail {

template <std::uint32_t N>
struct language_word : op_fragment<N> {
  /// `TRUSTED`: whoever may use it can do no more than they may anyway.
  [[nodiscard]] constexpr language_word<N + 1> trusted() const noexcept {
    return extended<detail::language_word>(*this, text_token(part::where, "TRUSTED"));
  }
};

}  // namespace detail

namespace dsl {

/// `CREATE LANGUAGE id definition`: `create_language("pllua", "HANDLER pllua_call_handler VALIDATOR pllua_validator")`.
/// A language that an extension brings along is that extension's: say create_extension.
[[nodiscard]] constexpr auto create_language(name id, std::string_view definition) noexcept {
  return detail::named_object<detail::language_word>(op_kind::create_object, object_kind::language, id, definition);
}
/// `CREATE OR REPLACE LANGUAGE id definition`.
[[nodiscard]] constexpr auto replace_language(name id, std::string_view definition) noexcept {
  return detail::named_object<detail::language_word>(op_kind::replace_object, object_kind::language, id, definition);
}
/// `DROP LANGUAGE [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_language(name id) noexcept {
  return detail::named_object<detail::drop_database_object_word>(op_kind::drop_object, object_kind::language, id);
}

}  // namespace dsl
}  // namespace sterna
