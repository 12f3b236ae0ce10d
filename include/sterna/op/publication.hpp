// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE PUBLICATION id definition`: `create_publication("changes", "FOR TABLE account")`.
[[nodiscard]] constexpr auto create_publication(name id, std::string_view definition = {}) noexcept {
  return detail::named_object<detail::database_object_word>(op_kind::create_object, object_kind::publication, id,
                                                            definition);
}
/// `DROP PUBLICATION [IF EXISTS] id`.
[[nodiscard]] constexpr auto drop_publication(name id) noexcept {
  return detail::named_object<detail::drop_database_object_word>(op_kind::drop_object, object_kind::publication, id);
}

}  // namespace sterna::dsl
