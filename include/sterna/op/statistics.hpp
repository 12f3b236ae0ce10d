// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE STATISTICS id definition FROM table`: `create_statistics("st", "t", "(dependencies) ON a, b")`.
[[nodiscard]] constexpr auto create_statistics(name id, name table, std::string_view definition) noexcept {
  return detail::object_of_table<detail::object_word>(op_kind::create_object, object_kind::statistics, id, table, {},
                                                      definition);
}
/// `DROP STATISTICS [IF EXISTS] id`.
[[nodiscard]] constexpr auto drop_statistics(name id) noexcept {
  return detail::named_object<detail::drop_object_word>(op_kind::drop_object, object_kind::statistics, id);
}

}  // namespace sterna::dsl
