// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/check.hpp"
#include "sterna/history/migration.hpp"
#include "sterna/history/report.hpp"

#include <span>

namespace sterna {

/// A whole history as plain data, in the order in which it was written down.
class history_view {
 public:
  constexpr history_view() noexcept = default;
  constexpr explicit history_view(std::span<const revision> given) noexcept
      : revisions_{migrations_of(given)}, policy_{&policy_of(given)} {}

  [[nodiscard]] constexpr std::span<const revision> revisions() const noexcept { return revisions_; }
  [[nodiscard]] constexpr const lint_policy& policy() const noexcept { return *policy_; }

 private:
  std::span<const revision> revisions_{};
  const lint_policy* policy_ = &default_policy;
};

/// The same look at run time, for histories that tests put together; `sentence_of` says it in words.
[[nodiscard]] constexpr verdict check(const history_view& history) {
  return check(graph(history.revisions()), history.policy());
}

namespace detail {

/// The one place where the pack of migrations is expanded; everything behind it is plain functions over the array.
template <const auto&... M>
struct history_of {
  static constexpr revision revisions[sizeof...(M)] = {M.view()...};
  /// What is wrong with the history; empty where nothing is. A call without arguments is evaluated once by GCC, another
  /// expression twice.
  [[nodiscard]] static constexpr sentence judge() {
    pool<revision> given;  // GCC looks at all of M at each access to a member of this template
    given.reserve(sizeof...(M));
    for (std::size_t i = 0; i < sizeof...(M); ++i) {
      given.push(revisions[i]);
    }
    return sentence_of(check(given), migrations_of(given));
  }
};
template <>
struct history_of<> {
  static constexpr std::span<const revision> revisions{};
  [[nodiscard]] static constexpr sentence judge() { return {}; }
};

template <const auto&... M>
inline constexpr sentence sentence_for = history_of<M...>::judge();

template <const auto&... M>
[[nodiscard]] constexpr history_view checked_history() {
  if constexpr (sentence_for<M...>.size != 0) {
    static_cast<void>(refusal<sentence_for<M...>>::why);
  }
  return history_view(history_of<M...>::revisions);
}

}  // namespace detail

/// The migrations of an application, in any order: `inline constexpr auto history = sterna::history<m1, m2, ...>;`.
/// Before them may stand what is asked of all of them: `sterna::history<rules, m1, m2, ...>`, see lint/policy.hpp. A
/// history that cannot work does not compile, and the error says why.
template <const auto&... M>
inline constexpr history_view history = detail::checked_history<M...>();

}  // namespace sterna
