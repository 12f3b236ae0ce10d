// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>

#include "sterna/sql/column.hpp"

namespace sterna {
namespace detail {

/// Nothing to write: the runner calls the function in its place.
constexpr void render_run(const operation&, const script&, sql_writer&) {}

constexpr bool reverse_run(const operation& of, const script&, script_builder& out) {
  if (of.reverse_host == nullptr) {
    return false;
  }
  operation& undo = out.add_copy(of);
  undo.host = of.reverse_host;
  undo.reverse_host = of.host;
  return true;
}

inline constexpr verb run_verb{"run", needs::host, render_run, reverse_run};

struct run_word : fragment<counts{1, 0, 0, 0}> {
  /// The function that undoes it, for the derived downgrade.
  [[nodiscard]] constexpr run_word reverse(void (*function)(connection&)) const noexcept {
    run_word copy = *this;
    copy.operations[0].reverse_host = function;
    return copy;
  }
};

}  // namespace detail

namespace dsl {

/// Changes data in C++, inside the migration's own transaction: a function or a lambda that captures nothing,
/// `run([](sterna::connection& db) { db.execute("UPDATE t SET a = $1", 42); })`. What it throws rolls the migration
/// back.
template <std::convertible_to<void (*)(connection&)> F>
[[nodiscard]] constexpr auto run(F function) noexcept {
  auto made = detail::make_simple<detail::run_word>(detail::run_verb, {});
  made.operations[0].host = function;
  return made;
}

}  // namespace dsl
}  // namespace sterna
