// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE RULE id AS ON event TO table definition`: `create_rule("keep", "log", "DELETE", "DO INSTEAD NOTHING")`.
[[nodiscard]] constexpr auto create_rule(name id, name table, std::string_view event,
                                         std::string_view definition) noexcept {
  return detail::object_of_table<detail::object_word>(op_kind::create_object, object_kind::rule, id, table, event,
                                                      definition);
}
/// `CREATE OR REPLACE RULE` of one that is there.
[[nodiscard]] constexpr auto replace_rule(name id, name table, std::string_view event,
                                          std::string_view definition) noexcept {
  return detail::object_of_table<detail::object_word>(op_kind::replace_object, object_kind::rule, id, table, event,
                                                      definition);
}
/// `DROP RULE [IF EXISTS] id ON table [CASCADE]`.
[[nodiscard]] constexpr auto drop_rule(name id, name table) noexcept {
  return detail::object_of_table<detail::drop_object_word>(op_kind::drop_object, object_kind::rule, id, table);
}

}  // namespace sterna::dsl
