// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE AGGREGATE signature (definition)`: `create_aggregate("total(integer)", "SFUNC = int4pl, STYPE = integer")`.
[[nodiscard]] constexpr auto create_aggregate(std::string_view signature, std::string_view definition) noexcept {
  return detail::signed_object<detail::object_word>(op_kind::create_object, object_kind::aggregate, signature,
                                                    definition);
}
/// `CREATE OR REPLACE AGGREGATE` of one that is there; the way back is the definition that it has now.
[[nodiscard]] constexpr auto replace_aggregate(std::string_view signature, std::string_view definition) noexcept {
  return detail::signed_object<detail::object_word>(op_kind::replace_object, object_kind::aggregate, signature,
                                                    definition);
}
/// `DROP AGGREGATE [IF EXISTS] signature [CASCADE]`.
[[nodiscard]] constexpr auto drop_aggregate(std::string_view signature) noexcept {
  return detail::signed_object<detail::drop_object_word>(op_kind::drop_object, object_kind::aggregate, signature);
}

}  // namespace sterna::dsl
