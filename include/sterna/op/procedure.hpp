// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE PROCEDURE signature definition`: `create_procedure("tidy(days integer)", "LANGUAGE sql AS $$ ... $$")`.
[[nodiscard]] constexpr auto create_procedure(std::string_view signature, std::string_view definition) noexcept {
  return detail::signed_object<detail::object_word>(op_kind::create_object, object_kind::procedure, signature,
                                                    definition);
}
/// `CREATE OR REPLACE PROCEDURE` of one that is there; the way back is the definition that it has now.
[[nodiscard]] constexpr auto replace_procedure(std::string_view signature, std::string_view definition) noexcept {
  return detail::signed_object<detail::object_word>(op_kind::replace_object, object_kind::procedure, signature,
                                                    definition);
}
/// `DROP PROCEDURE [IF EXISTS] signature [CASCADE]`.
[[nodiscard]] constexpr auto drop_procedure(std::string_view signature) noexcept {
  return detail::signed_object<detail::drop_object_word>(op_kind::drop_object, object_kind::procedure, signature);
}

}  // namespace sterna::dsl
