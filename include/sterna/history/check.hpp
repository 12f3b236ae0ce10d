// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/graph.hpp"
#include "sterna/history/replay.hpp"
#include "sterna/history/revision.hpp"
#include "sterna/lint/judge.hpp"
#include "sterna/record/fault.hpp"
#include "sterna/record/pool.hpp"
#include "sterna/schema/fingerprint.hpp"

#include <cstdint>
#include <span>

namespace sterna {

namespace detail {

/// [i]: migration i comes before `from`, which needs it.
[[nodiscard]] constexpr pool<char> needed_for(const graph& whole, int from) {
  pool<char> needed;
  needed.resize(static_cast<std::uint32_t>(whole.size()), '\0');
  pool<int> left;
  left.push(from);
  while (!left.empty()) {
    const int at = left.back();
    left.shrink(left.count - 1);
    for (const int each : whole.needs(at)) {
      char& known = needed.data()[each];
      if (known == 0) {
        known = 1;
        left.push(each);
      }
    }
  }
  return needed;
}

}  // namespace detail

/// Looks for the first fault of a history: of the graph, then in what its migrations do to a schema, and to those who
/// use it. The same function judges in the compiler (`history<...>`) and at run time. `head` becomes the fingerprint of
/// the schema that a sound history leads to.
[[nodiscard]] constexpr verdict check(const graph& whole, const lint_policy& policy = default_policy,
                                      std::uint64_t* head = nullptr) {
  if (const verdict found = whole.found()) {
    return found;
  }
  for (int i = 0; i < whole.size(); ++i) {
    const revision& at = whole.revision(i);
    if (at.has_downgrade && !at.irreversible.empty()) {
      verdict found;
      found.what = fault::downgrade_of_irreversible;
      found.revision = i;
      return found;
    }
  }
  replay played(whole);
  played.only_see();
  played.world().lowest_server = policy.lowest_server;
  judge strict(policy, false);
  pool<char> left_alone;
  if (!policy.lint_from.empty()) {
    const int from = whole.find(policy.lint_from.view());
    if (from < 0) {
      verdict found;
      found.what = fault::unknown_policy_revision;
      found.subject = policy.lint_from.view();
      found.nearest = whole.nearest(policy.lint_from.view(), false);
      return found;
    }
    left_alone = detail::needed_for(whole, from);
  }
  if (!policy.errors.empty()) {
    played.judge_by(strict, left_alone.empty() ? nullptr : left_alone.data());
  }
  const verdict found = played.run();
  if (head != nullptr && !found) {
    *head = detail::fingerprint(played.world().state);
  }
  return found;
}
/// The same of what `history<...>` was given: a policy may be the first.
[[nodiscard]] constexpr verdict check(std::span<const revision> given, std::uint64_t* head = nullptr) {
  return check(graph(migrations_of(given)), policy_of(given), head);
}

}  // namespace sterna
