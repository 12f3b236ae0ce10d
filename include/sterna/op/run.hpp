// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/schema/catalog.hpp"
#include "sterna/schema/changes.hpp"
#include <concepts>

#include "sterna/op/detail/sql_text.hpp"
#include "sterna/op/detail/word.hpp"
#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

/// Nothing to write: the runner calls the function in its place.
constexpr void render_run(const operation&, const script&, sql_writer&) {}

constexpr bool run_effect(const operation& op, const script&, catalog& in) {
  if (!expect_sound_texts(op, in)) {
    return false;
  }
  if (!op.says_effect) {
    in.cannot_see({}, sql_reach::anything);
  }
  return true;
}

constexpr bool run_reverse(const operation& op, const script&, const changes&, script_builder& out) {
  if (op.reverse_host == nullptr) {
    return op.says_effect;  // what it amounts to is undone for itself
  }
  operation& undo = out.add(op_kind::run);
  undo.host = op.reverse_host;
  undo.reverse_host = op.host;
  undo.sql = op.reverse_sql;
  undo.reverse_sql = op.sql;
  undo.sql_seen = op.reverse_sql_seen;
  undo.reverse_sql_seen = op.sql_seen;
  return true;
}

inline constexpr verb run_verb{"run", needs::host, render_run, run_effect, run_reverse};

template <std::uint32_t N>
struct run_word : op_fragment<N> {
  /// The function that undoes it, for the derived downgrade.
  [[nodiscard]] constexpr run_word<N + 1> reverse(void (*function)(connection&)) const noexcept {
    return inserted<detail::run_word>(*this, function_token(part::reverse_host, function));
  }
  /// SQL that does the same, for offline scripts, which cannot call a function; a database is never migrated with it.
  /// `reverse_sql` stands for the function of `reverse`. Several statements may be given, with semicolons between.
  [[nodiscard]] constexpr run_word<N + 1> offline_sql(std::string_view sql) const noexcept {
    return inserted<detail::run_word>(*this, text_token(part::sql, sql, looked_at(sql)));
  }
  [[nodiscard]] constexpr run_word<N + 2> offline_sql(std::string_view sql,
                                                      std::string_view reverse_sql) const noexcept {
    return inserted<detail::run_word>(offline_sql(sql),
                                      text_token(part::reverse_sql, reverse_sql, looked_at(reverse_sql)));
  }
  /// What the function does to the schema, in words; without any op: it changes only data.
  template <op_word... Op>
  [[nodiscard]] constexpr auto as(const Op&... ops) const noexcept {
    return declaring<detail::run_word>(*this, ops...);
  }
};

}  // namespace detail

namespace dsl {

/// Changes data in C++, inside the migration's own transaction: a function or a lambda that captures nothing,
/// `run([](sterna::connection& db) { db.execute("UPDATE t SET a = $1", 42); })`. What it throws rolls the migration
/// back.
template <std::convertible_to<void (*)(connection&)> F>
[[nodiscard]] constexpr auto run(F function) noexcept {
  const token said[] = {detail::function_token(part::host, function)};
  return detail::make_word<detail::run_word>(op_kind::run, said);
}

}  // namespace dsl
}  // namespace sterna
