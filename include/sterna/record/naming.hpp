// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

namespace sterna {

/// How constraints and indexes are called that have no name: a pattern for each kind, with SQLAlchemy's keys and
/// tokens. A kind without a pattern is named by PostgreSQL. Said once, in the policy of a history
/// (`policy::naming(names)`) and in front of models (`models(names, table(...))`).
///
/// Tokens: `%(table_name)s`, `%(column_0_name)s` (and `_1_` ...), `%(column_0N_name)s` and `%(column_0_N_name)s` (all
/// columns, joined by nothing or by `_`), the same with `label` (schema, table and column) and `key` (here the same as
/// `name`), of foreign keys `%(referred_table_name)s` and `%(referred_column_0_name)s`, and `%(constraint_name)s`, the
/// name that was written: a pattern with that token is for all of its kind that have a name, but for `f("name")`. A
/// name of more than 63 bytes is cut, and tells by four digits of its MD5 which one it is, as SQLAlchemy cuts it.
struct naming_convention {
  std::string_view ix{};  ///< indexes
  std::string_view uq{};  ///< unique constraints
  std::string_view ck{};  ///< checks
  std::string_view fk{};  ///< foreign keys
  std::string_view pk{};  ///< primary keys
  std::string_view ex{};  ///< exclusions, which SQLAlchemy leaves to PostgreSQL

  [[nodiscard]] constexpr bool empty() const noexcept {
    return ix.empty() && uq.empty() && ck.empty() && fk.empty() && pk.empty() && ex.empty();
  }
};

}  // namespace sterna
