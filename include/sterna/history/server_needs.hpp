// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/schema/setting.hpp"
#include "sterna/schema/type_rules.hpp"

#include <string_view>

namespace sterna {

/// What an op needs of the server.
struct server_need {
  int version = 0;          ///< the oldest PostgreSQL that has it, 15; 0: all that this library is for
  std::string_view what{};  ///< in SQL's words
};

namespace detail {

[[nodiscard]] inline server_need need_of(list<setting> said) {
  for (const setting& each : said) {
    if (each.what == setting_kind::compression) {
      return {14, "SET COMPRESSION"};
    }
  }
  return {};
}

[[nodiscard]] inline server_need need_of(list<constraint_record> said) {
  for (const constraint_record& each : said) {
    if (each.has(nulls_not_distinct_option) || each.has(nulls_distinct_option)) {
      return {15, each.has(nulls_distinct_option) ? "NULLS DISTINCT" : "NULLS NOT DISTINCT"};
    }
    if (each.set_columns.count > 0) {
      return {15, "ON DELETE SET NULL or SET DEFAULT of some columns"};
    }
  }
  return {};
}

[[nodiscard]] inline server_need newer(const server_need& a, const server_need& b) {
  return a.version < b.version ? b : a;
}

}  // namespace detail

/// What an op says that not every PostgreSQL from 13 on has. Texts of functions, views and the like, and `execute`, are
/// not looked at.
[[nodiscard]] inline server_need need_of(const operation& op, const script& of) {
  if (op.declared) {
    return {};
  }
  using detail::newer;
  server_need found = newer(detail::need_of(of.constraints(op.constraints)), detail::need_of(of.settings(op.settings)));
  for (const column_record& each : of.columns(op.columns)) {
    found = newer(found, newer(detail::need_of(of.constraints(each.constraints)),
                               detail::need_of(of.settings(each.settings))));
    if (each.is_virtual) {
      found = newer(found, {18, "GENERATED ALWAYS AS ... VIRTUAL"});
    }
    if (each.has_type && flaw_of(each.type, 13) != type_flaw::none && flaw_of(each.type, 15) == type_flaw::none) {
      found = newer(found, {15, "a scale of numeric that is negative or greater than the precision"});
    }
  }
  if (op.nulls_not_distinct || op.nulls_distinct) {
    found = newer(found, {15, op.nulls_distinct ? "NULLS DISTINCT" : "NULLS NOT DISTINCT"});
  }
  if (op.what == op_kind::detach_partition && op.concurrently) {
    found = newer(found, {14, "DETACH PARTITION CONCURRENTLY"});
  }
  for (const setting& each : of.settings(op.what == op_kind::create_view ? op.settings : slice{})) {
    if (each.text == "security_invoker") {
      found = newer(found, {15, "WITH (security_invoker) of a view"});
    }
  }
  if (op.what == op_kind::alter_table &&
      detail::setting_in(of.settings(op.settings), setting_kind::access_method) != nullptr) {
    found = newer(found, {15, "ALTER TABLE SET ACCESS METHOD"});
  }
  return found;
}

}  // namespace sterna
