// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE POLICY id ON table definition`: `create_policy("own", "note", "USING (owner = current_user)")`. It holds
/// from enable_row_security on.
[[nodiscard]] constexpr auto create_policy(name id, name table, std::string_view definition = {}) noexcept {
  return detail::object_of_table<detail::object_word>(op_kind::create_object, object_kind::policy, id, table, {},
                                                      definition);
}
/// Another definition for a policy that is there: `DROP POLICY` and `CREATE POLICY`.
[[nodiscard]] constexpr auto replace_policy(name id, name table, std::string_view definition) noexcept {
  return detail::object_of_table<detail::object_word>(op_kind::replace_object, object_kind::policy, id, table, {},
                                                      definition);
}
/// `DROP POLICY [IF EXISTS] id ON table`.
[[nodiscard]] constexpr auto drop_policy(name id, name table) noexcept {
  return detail::object_of_table<detail::drop_object_word>(op_kind::drop_object, object_kind::policy, id, table);
}

}  // namespace sterna::dsl
