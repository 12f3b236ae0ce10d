// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/revision.hpp"
#include "sterna/record/naming.hpp"
#include "sterna/record/rule.hpp"
#include "sterna/schema/name.hpp"

#include <concepts>
#include <span>

namespace sterna {

/// What a history asks of its migrations, said once: `sterna::history<rules, m1, m2>` with
/// `inline constexpr auto rules = sterna::policy::rules(...)`.
struct lint_policy {
  rule_set errors = rule_set::between(1, static_cast<std::size_t>(first_notice));
  rule_set notices = rule_set::between(static_cast<std::size_t>(first_notice), static_cast<std::size_t>(first_style));
  name lint_from{};        ///< migrations before this one are as they are; empty: all are looked at
  int lowest_server = 13;  ///< the oldest PostgreSQL that the history is for
  naming_convention names{};  ///< how what has no name is called

  /// How the policy takes its place among the migrations.
  [[nodiscard]] constexpr revision view() const noexcept {
    revision made{};
    made.policy = this;
    return made;
  }
};

inline constexpr lint_policy default_policy{};

/// The migrations of what was given to `history<...>`, and their policy.
[[nodiscard]] constexpr std::span<const revision> migrations_of(std::span<const revision> given) noexcept {
  return !given.empty() && given[0].policy != nullptr ? given.subspan(1) : given;
}
[[nodiscard]] constexpr const lint_policy& policy_of(std::span<const revision> given) noexcept {
  return !given.empty() && given[0].policy != nullptr ? *given[0].policy : default_policy;
}

namespace detail {

/// A migration of a history with this policy.
[[nodiscard]] constexpr revision under(const lint_policy& rules, revision of) noexcept {
  of.naming = rules.names.empty() ? nullptr : &rules.names;
  return of;
}

enum class level : unsigned char { off, notice, error };

struct level_part {
  rule_set which{};
  level to = level::off;
  constexpr void apply(lint_policy& made) const noexcept {
    made.errors.remove(which);
    made.notices.remove(which);
    if (to != level::off) {
      (to == level::error ? made.errors : made.notices).add(which);
    }
  }
};
struct server_part {
  int lowest = 13;
  constexpr void apply(lint_policy& made) const noexcept { made.lowest_server = lowest; }
};
struct naming_part {
  naming_convention names{};
  constexpr void apply(lint_policy& made) const noexcept { made.names = names; }
};
struct lint_from_part {
  name id{};
  constexpr void apply(lint_policy& made) const noexcept { made.lint_from = id; }
};

template <class P>
concept policy_part = requires(const P& said, lint_policy& made) { said.apply(made); };

/// Not constexpr on purpose: its name is the error.
inline void the_oldest_server_is_13() {}

}  // namespace detail

namespace policy {

/// All that is said of a history; what is not said has its default, and what is said later counts.
template <detail::policy_part... P>
[[nodiscard]] consteval lint_policy rules(const P&... said) noexcept {
  lint_policy made{};
  (said.apply(made), ...);
  return made;
}

/// The oldest PostgreSQL that the history is for; 13 unless said.
[[nodiscard]] consteval detail::server_part server(int lowest) noexcept {
  if (lowest < 13) {
    detail::the_oldest_server_is_13();
  }
  return {lowest};
}
/// How constraints and indexes are called that have no name, as SQLAlchemy's `naming_convention` says it:
/// `policy::naming({.ix = "ix_%(column_0_label)s", .pk = "pk_%(table_name)s"})`. See naming_convention.
[[nodiscard]] consteval detail::naming_part naming(const naming_convention& names) noexcept { return {names}; }
/// Migrations that this one needs are not looked at: they have run everywhere. It and all others are.
template <std::size_t N>
[[nodiscard]] consteval detail::lint_from_part lint_from(const char (&id)[N]) noexcept {
  return {name(id)};
}

template <std::same_as<rule>... R>
[[nodiscard]] consteval detail::level_part off(R... each) noexcept {
  return {rule_set::of(each...), detail::level::off};
}
/// Said in the plan, and stops nothing.
template <std::same_as<rule>... R>
[[nodiscard]] consteval detail::level_part notice(R... each) noexcept {
  return {rule_set::of(each...), detail::level::notice};
}
/// Stops the build.
template <std::same_as<rule>... R>
[[nodiscard]] consteval detail::level_part error(R... each) noexcept {
  return {rule_set::of(each...), detail::level::error};
}
/// No rule at all: for a history that runs only where nobody waits.
[[nodiscard]] consteval detail::level_part all_off() noexcept {
  return {rule_set::between(1, rule_count), detail::level::off};
}
/// The rules of style too, as notices.
[[nodiscard]] consteval detail::level_part style_on() noexcept {
  return {rule_set::between(static_cast<std::size_t>(first_style), rule_count), detail::level::notice};
}

}  // namespace policy
}  // namespace sterna
