// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/op/detail/text_object.hpp"

namespace sterna::dsl {

/// `CREATE FOREIGN DATA WRAPPER id definition`: `create_foreign_data_wrapper("files", "HANDLER file_fdw_handler")`.
[[nodiscard]] constexpr auto create_foreign_data_wrapper(name id, std::string_view definition = {}) noexcept {
  return detail::named_object<detail::database_object_word>(op_kind::create_object, object_kind::foreign_data_wrapper,
                                                            id, definition);
}
/// `DROP FOREIGN DATA WRAPPER [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_foreign_data_wrapper(name id) noexcept {
  return detail::named_object<detail::drop_database_object_word>(op_kind::drop_object,
                                                                 object_kind::foreign_data_wrapper, id);
}
/// `CREATE SERVER id definition`: `create_server("archive", "FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host
/// 'archive')")`.
[[nodiscard]] constexpr auto create_server(name id, std::string_view definition) noexcept {
  return detail::named_object<detail::database_object_word>(op_kind::create_object, object_kind::server, id,
                                                            definition);
}
/// `DROP SERVER [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_server(name id) noexcept {
  return detail::named_object<detail::drop_database_object_word>(op_kind::drop_object, object_kind::server, id);
}
/// `CREATE USER MAPPING FOR user SERVER server definition`. A password in it is seen by whoever reads the history.
[[nodiscard]] constexpr auto create_user_mapping(name user, std::string_view server,
                                                 std::string_view definition = {}) noexcept {
  return detail::distinct_object<detail::database_object_word>(op_kind::create_object, object_kind::user_mapping, user,
                                                               server, definition);
}
/// `DROP USER MAPPING [IF EXISTS] FOR user SERVER server`.
[[nodiscard]] constexpr auto drop_user_mapping(name user, std::string_view server) noexcept {
  return detail::distinct_object<detail::drop_database_object_word>(op_kind::drop_object, object_kind::user_mapping,
                                                                    user, server);
}
/// `CREATE FOREIGN TABLE id definition`: `create_foreign_table("old", "(id integer) SERVER archive")`. Its columns are
/// not known to the checks.
[[nodiscard]] constexpr auto create_foreign_table(name id, std::string_view definition) noexcept {
  return detail::named_object<detail::object_word>(op_kind::create_object, object_kind::foreign_table, id, definition);
}
/// `DROP FOREIGN TABLE [IF EXISTS] id [CASCADE]`.
[[nodiscard]] constexpr auto drop_foreign_table(name id) noexcept {
  return detail::named_object<detail::drop_object_word>(op_kind::drop_object, object_kind::foreign_table, id);
}

}  // namespace sterna::dsl
