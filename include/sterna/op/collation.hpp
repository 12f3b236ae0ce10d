// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE COLLATION id (options)`: `create_collation("german", "provider = icu, locale = 'de'")`, or `"FROM \"C\""`.
[[nodiscard]] constexpr auto create_collation(name id, std::string_view options) noexcept {
  return detail::named_object<detail::object_word>(op_kind::create_object, object_kind::collation, id, options);
}
/// `DROP COLLATION [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_collation(name id) noexcept {
  return detail::named_object<detail::drop_object_word>(op_kind::drop_object, object_kind::collation, id);
}

}  // namespace sterna::dsl
