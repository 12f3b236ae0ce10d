// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna {
namespace detail {

template <std::uint32_t N>
struct extension_word : op_fragment<N>,
                        with_schema<extension_word, N>,
                        with_if_not_exists<extension_word, N>,
                        with_cascade<extension_word, N> {};

}  // namespace detail

namespace dsl {

/// `CREATE EXTENSION [IF NOT EXISTS] id [SCHEMA schema] [options] [CASCADE]`; options: `VERSION '1.1'`. Which types and
/// functions it brings along nobody knows: none is called missing while it is there.
[[nodiscard]] constexpr auto create_extension(name id, std::string_view options = {}) noexcept {
  return detail::named_object<detail::extension_word>(op_kind::create_object, object_kind::extension, id, options);
}
/// `DROP EXTENSION [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_extension(name id) noexcept {
  return detail::named_object<detail::drop_database_object_word>(op_kind::drop_object, object_kind::extension, id);
}

}  // namespace dsl
}  // namespace sterna
