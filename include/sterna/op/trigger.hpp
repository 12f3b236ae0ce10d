// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE TRIGGER id when ON table definition`: `create_trigger("touch", "account", "BEFORE UPDATE", "FOR EACH ROW
/// EXECUTE FUNCTION touch()")`. The table may be a view.
[[nodiscard]] constexpr auto create_trigger(name id, name table, std::string_view when,
                                            std::string_view definition) noexcept {
  return detail::object_of_table<detail::object_word>(op_kind::create_object, object_kind::trigger, id, table, when,
                                                      definition);
}
/// `CREATE CONSTRAINT TRIGGER`: `create_constraint_trigger("sums", "line", "AFTER INSERT", "DEFERRABLE INITIALLY
/// DEFERRED FOR EACH ROW EXECUTE FUNCTION check_sums()")`.
[[nodiscard]] constexpr auto create_constraint_trigger(name id, name table, std::string_view when,
                                                       std::string_view definition) noexcept {
  return detail::object_of_table<detail::object_word>(op_kind::create_object, object_kind::constraint_trigger, id,
                                                      table, when, definition);
}
/// Another definition for a trigger that is there: `DROP TRIGGER` and `CREATE TRIGGER`, which every PostgreSQL has.
[[nodiscard]] constexpr auto replace_trigger(name id, name table, std::string_view when,
                                             std::string_view definition) noexcept {
  return detail::object_of_table<detail::object_word>(op_kind::replace_object, object_kind::trigger, id, table, when,
                                                      definition);
}
/// `DROP TRIGGER [IF EXISTS] id ON table [CASCADE]`.
[[nodiscard]] constexpr auto drop_trigger(name id, name table) noexcept {
  return detail::object_of_table<detail::drop_object_word>(op_kind::drop_object, object_kind::trigger, id, table);
}

}  // namespace sterna::dsl
