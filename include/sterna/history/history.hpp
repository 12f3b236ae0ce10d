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
  constexpr explicit history_view(std::span<const revision> revisions) noexcept : revisions_{revisions} {}

  [[nodiscard]] constexpr std::span<const revision> revisions() const noexcept { return revisions_; }

 private:
  std::span<const revision> revisions_{};
};

namespace detail {

/// The one place where the pack of migrations is expanded; everything behind it is plain functions over the array.
template <const auto&... M>
struct history_of {
  static constexpr revision revisions[] = {M.view()...};
};
template <>
struct history_of<> {
  static constexpr std::span<const revision> revisions{};
};

/// What is wrong with the history; empty where nothing is.
template <const auto&... M>
inline constexpr sentence sentence_for = sentence_of(check(history_of<M...>::revisions), history_of<M...>::revisions);

template <const auto&... M>
[[nodiscard]] constexpr history_view checked_history() {
  if constexpr (sentence_for<M...>.size != 0) {
    static_cast<void>(refusal<sentence_for<M...>>::why);
  }
  return history_view(history_of<M...>::revisions);
}

}  // namespace detail

/// The migrations of an application, in any order: `inline constexpr auto history = sterna::history<m1, m2, ...>;`.
/// A history that cannot work does not compile, and the error says why.
template <const auto&... M>
inline constexpr history_view history = detail::checked_history<M...>();

}  // namespace sterna
