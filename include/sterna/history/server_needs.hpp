// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/record/script.hpp"
#include "sterna/schema/setting.hpp"
#include "sterna/schema/type_rules.hpp"
#include "sterna/sql/word_reader.hpp"

#include <algorithm>
#include <iterator>
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

/// What the text of a function, or of an action on a view, says outside of quotes.
[[nodiscard]] inline server_need need_of_text(object_kind kind, std::string_view text) {
  sql_word_reader in(text);
  while ((kind == object_kind::function || kind == object_kind::procedure) && in.next()) {
    if (in.is("atomic") || in.is("return")) {
      return {14, "a body in SQL: RETURN, BEGIN ATOMIC"};
    }
  }
  while (kind == object_kind::view && in.next()) {
    if (in.is("security_invoker")) {
      return {15, "WITH (security_invoker) of a view"};
    }
  }
  return {};
}

[[nodiscard]] inline bool is_multirange(const data_type& of) {
  constexpr std::string_view known[] = {"int4multirange", "int8multirange", "nummultirange",
                                        "datemultirange", "tsmultirange",   "tstzmultirange"};
  const std::string_view id = of.id.view();
  return of.base == base_type::raw && std::find(std::begin(known), std::end(known), id.substr(0, id.find('['))) !=
                                          std::end(known);
}

[[nodiscard]] inline server_need newer(const server_need& a, const server_need& b) {
  return a.version < b.version ? b : a;
}

}  // namespace detail

/// What an op says that not every PostgreSQL from 13 on has. What is inside of the queries of views, of quoted bodies
/// and of `execute` is not looked at.
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
    if (each.has_type && detail::is_multirange(each.type)) {
      found = newer(found, {14, "multiranges"});
    }
    if (each.has_type && flaw_of(each.type, 13) != type_flaw::none && flaw_of(each.type, 15) == type_flaw::none) {
      found = newer(found, {15, "a scale of numeric that is negative or greater than the precision"});
    }
  }
  if (op.what == op_kind::create_object || op.what == op_kind::replace_object || op.what == op_kind::alter_object) {
    found = newer(found, detail::need_of_text(op.object_is, op.sql));
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
