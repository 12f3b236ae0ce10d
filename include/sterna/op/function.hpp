// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE FUNCTION signature definition`: `create_function("twice(n integer)", "RETURNS integer LANGUAGE sql AS $$
/// SELECT n * 2 $$")`. The name is quoted where it has to be; the rest goes to the server as it is.
[[nodiscard]] constexpr auto create_function(std::string_view signature, std::string_view definition) noexcept {
  return detail::signed_object<detail::object_word>(op_kind::create_object, object_kind::function, signature,
                                                    definition);
}
/// `CREATE OR REPLACE FUNCTION` of one that is there; the way back is the definition that it has now.
[[nodiscard]] constexpr auto replace_function(std::string_view signature, std::string_view definition) noexcept {
  return detail::signed_object<detail::object_word>(op_kind::replace_object, object_kind::function, signature,
                                                    definition);
}
/// `DROP FUNCTION [IF EXISTS] signature [CASCADE]`. The name is enough where the history knows only one of that name.
[[nodiscard]] constexpr auto drop_function(std::string_view signature) noexcept {
  return detail::signed_object<detail::drop_object_word>(op_kind::drop_object, object_kind::function, signature);
}

}  // namespace sterna::dsl
