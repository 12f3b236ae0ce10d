// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE EVENT TRIGGER id definition`: `create_event_trigger("log_ddl", "ON ddl_command_end EXECUTE FUNCTION
/// log_ddl()")`.
[[nodiscard]] constexpr auto create_event_trigger(name id, std::string_view definition) noexcept {
  return detail::named_object<detail::database_object_word>(op_kind::create_object, object_kind::event_trigger, id,
                                                            definition);
}
/// `DROP EVENT TRIGGER [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_event_trigger(name id) noexcept {
  return detail::named_object<detail::drop_database_object_word>(op_kind::drop_object, object_kind::event_trigger, id);
}

}  // namespace sterna::dsl
