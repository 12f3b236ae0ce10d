// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE CAST types definition`: `create_cast("(text AS mood)", "WITH INOUT AS ASSIGNMENT")`.
[[nodiscard]] constexpr auto create_cast(std::string_view types, std::string_view definition) noexcept {
  return detail::distinct_object<detail::database_object_word>(op_kind::create_object, object_kind::cast, name{}, types,
                                                               definition);
}
/// `DROP CAST [IF EXISTS] types [CASCADE]`.
[[nodiscard]] constexpr auto drop_cast(std::string_view types) noexcept {
  return detail::distinct_object<detail::drop_database_object_word>(op_kind::drop_object, object_kind::cast, name{},
                                                                    types);
}

}  // namespace sterna::dsl
