// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/check.hpp"
#include "sterna/history/migration.hpp"
#include "sterna/history/report.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace sterna {

/// A whole history as plain data, in the order in which it was written down.
class history_view {
 public:
  constexpr history_view() noexcept = default;
  constexpr explicit history_view(std::span<const revision> given, std::uint64_t head = 0) noexcept
      : revisions_{migrations_of(given)}, policy_{&policy_of(given)}, head_{head} {}

  [[nodiscard]] constexpr std::span<const revision> revisions() const noexcept { return revisions_; }
  [[nodiscard]] constexpr const lint_policy& policy() const noexcept { return *policy_; }
  /// The fingerprint of the schema that it leads to (schema/fingerprint.hpp), where that is known; else 0.
  [[nodiscard]] constexpr std::uint64_t head() const noexcept { return head_; }

 private:
  std::span<const revision> revisions_{};
  const lint_policy* policy_ = &default_policy;
  std::uint64_t head_ = 0;
};

/// The same look at run time, for histories that tests put together; `sentence_of` says it in words.
[[nodiscard]] constexpr verdict check(const history_view& history) {
  return check(graph(history.revisions()), history.policy());
}

namespace detail {

/// Of longer histories the fingerprint of the head is not taken, but by check_models, which plays them again: it would
/// not fit into the steps that Clang allows to one constant.
#if defined(__clang__)
inline constexpr std::size_t longest_fingerprinted = 200;
#else
inline constexpr std::size_t longest_fingerprinted = static_cast<std::size_t>(-1);
#endif

struct judgement {
  sentence fault{};        ///< empty where nothing is wrong
  std::uint64_t head = 0;  ///< the fingerprint of the schema that the history leads to; 0: not taken
};

[[nodiscard]] constexpr judgement judged(std::span<const revision> given) {
  judgement made;
  made.fault = sentence_of(check(given, given.size() > longest_fingerprinted ? nullptr : &made.head),
                           migrations_of(given));
  return made;
}

/// The one place where the pack of migrations is expanded; everything behind it is plain functions over the array.
template <const auto&... M>
struct history_of {
  static constexpr revision revisions[sizeof...(M)] = {M.view()...};
  /// What is wrong with the history, and where it leads. A call without arguments is evaluated once by GCC, another
  /// expression twice.
  [[nodiscard]] static constexpr judgement judge() {
    pool<revision> given;  // GCC looks at all of M at each access to a member of this template
    given.reserve(sizeof...(M));
    for (std::size_t i = 0; i < sizeof...(M); ++i) {
      given.push(revisions[i]);
    }
    return judged({given.data(), given.count});
  }
};
/// With a policy in front.
template <const lint_policy& P, const auto&... M>
struct history_of<P, M...> {
  static constexpr revision revisions[sizeof...(M) + 1] = {P.view(), under(P, M.view())...};
  [[nodiscard]] static constexpr judgement judge() {
    pool<revision> given;
    given.reserve(sizeof...(M) + 1);
    for (std::size_t i = 0; i <= sizeof...(M); ++i) {
      given.push(revisions[i]);
    }
    return judged({given.data(), given.count});
  }
};
template <>
struct history_of<> {
  static constexpr std::span<const revision> revisions{};
  [[nodiscard]] static constexpr judgement judge() { return {{}, 1}; }
};

template <const auto&... M>
inline constexpr judgement judgement_on = history_of<M...>::judge();
template <const auto&... M>
inline constexpr sentence sentence_for = judgement_on<M...>.fault;

template <const auto&... M>
[[nodiscard]] constexpr history_view checked_history() {
  if constexpr (judgement_on<M...>.fault.size != 0) {
    static_cast<void>(refusal<sentence_for<M...>>::why);
  }
  return history_view(history_of<M...>::revisions, judgement_on<M...>.head);
}

}  // namespace detail

/// The migrations of an application, in any order: `inline constexpr auto history = sterna::history<m1, m2, ...>;`.
/// Before them may stand what is asked of all of them: `sterna::history<rules, m1, m2, ...>`, see lint/policy.hpp. A
/// history that cannot work does not compile, and the error says why.
template <const auto&... M>
inline constexpr history_view history = detail::checked_history<M...>();

}  // namespace sterna
