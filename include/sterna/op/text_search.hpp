// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE TEXT SEARCH CONFIGURATION id (options)`: `create_text_search_configuration("plain", "COPY = simple")`. Its
/// mappings are changed with `execute`.
[[nodiscard]] constexpr auto create_text_search_configuration(name id, std::string_view options) noexcept {
  return detail::named_object<detail::object_word>(op_kind::create_object, object_kind::text_search_configuration, id,
                                                   options);
}
/// `DROP TEXT SEARCH CONFIGURATION [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_text_search_configuration(name id) noexcept {
  return detail::named_object<detail::drop_object_word>(op_kind::drop_object, object_kind::text_search_configuration,
                                                        id);
}
/// `CREATE TEXT SEARCH DICTIONARY id (options)`: `create_text_search_dictionary("stems", "TEMPLATE = snowball, LANGUAGE
/// = german")`.
[[nodiscard]] constexpr auto create_text_search_dictionary(name id, std::string_view options) noexcept {
  return detail::named_object<detail::object_word>(op_kind::create_object, object_kind::text_search_dictionary, id,
                                                   options);
}
/// `DROP TEXT SEARCH DICTIONARY [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_text_search_dictionary(name id) noexcept {
  return detail::named_object<detail::drop_object_word>(op_kind::drop_object, object_kind::text_search_dictionary, id);
}

}  // namespace sterna::dsl
