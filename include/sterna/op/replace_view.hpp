// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE OR REPLACE VIEW id AS query`, of a view that is there. It keeps the columns that it has, and may get more
/// behind them; the way back then drops the view and makes it again.
[[nodiscard]] constexpr auto replace_view(name id, std::string_view query) noexcept {
  return detail::named_object<detail::object_word>(op_kind::replace_object, object_kind::view, id, query);
}

}  // namespace sterna::dsl
