// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/graph.hpp"
#include "sterna/error.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sterna {

namespace detail {

using flags = std::vector<char>;  // one per revision

[[nodiscard]] inline char& flag(flags& set, int i) { return set[static_cast<std::size_t>(i)]; }
[[nodiscard]] inline bool has(const flags& set, int i) { return set[static_cast<std::size_t>(i)] != 0; }

/// Marks the seeds and everything that `next` leads to from them.
template <class Next>
void mark(flags& set, std::span<const int> seeds, Next next) {
  std::vector<int> open;
  const auto enter = [&](int i) {
    if (has(set, i)) return;
    flag(set, i) = 1;
    open.push_back(i);
  };
  for (const int seed : seeds) enter(seed);
  while (!open.empty()) {
    const int node = open.back();
    open.pop_back();
    for (const int other : next(node)) enter(other);
  }
}

[[nodiscard]] inline flags no_flags(const graph& g) { return flags(static_cast<std::size_t>(g.size()), 0); }

/// The revisions and all that must be applied before them.
[[nodiscard]] inline flags with_needs(const graph& g, std::span<const int> revisions) {
  flags set = no_flags(g);
  mark(set, revisions, [&](int i) { return g.needs(i); });
  return set;
}

/// What must be applied before any of the revisions; one of them is in it only where another one needs it.
[[nodiscard]] inline flags strictly_needed(const graph& g, std::span<const int> revisions) {
  std::vector<int> below;
  for (const int i : revisions) below.insert(below.end(), g.needs(i).begin(), g.needs(i).end());
  return with_needs(g, below);
}

/// The lineage that contains a revision: itself, its ancestors and its descendants, by parents only.
[[nodiscard]] inline flags lineage_of(const graph& g, int revision) {
  const int seed[] = {revision};
  flags set = no_flags(g);
  mark(set, seed, [&](int i) { return g.parents(i); });
  flags after = no_flags(g);
  mark(after, seed, [&](int i) { return g.children(i); });
  for (std::size_t i = 0; i < set.size(); ++i) set[i] = static_cast<char>(set[i] | after[i]);
  return set;
}

/// Those of the revisions that no other one of them needs, each once, in the order given.
[[nodiscard]] inline std::vector<int> maximal(const graph& g, std::span<const int> revisions) {
  flags gone = strictly_needed(g, revisions);
  std::vector<int> kept;
  for (const int i : revisions) {
    if (has(gone, i)) continue;
    flag(gone, i) = 1;
    kept.push_back(i);
  }
  return kept;
}

// not named quoted: argument-dependent lookup would find std::quoted as well
[[nodiscard]] inline std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

[[nodiscard]] inline std::string listed(const graph& g, std::span<const int> revisions) {
  std::string text;
  for (const int i : revisions) text += (text.empty() ? "" : ", ") + in_quotes(g.id(i));
  return text;
}

/// `[label@]symbol[+n|-n]`, taken apart; no part has been looked up.
struct address {
  std::string_view whole{};
  std::string_view branch{};  ///< before the @
  std::string_view symbol{};  ///< may be empty where there are steps
  std::string_view tail{};    ///< the steps as written: "+2"
  bool has_branch = false;
  int steps = 0;  ///< 0 where there are none
};

[[nodiscard]] inline std::string cannot_locate(std::string_view text) {
  return "Can't locate revision identified by " + in_quotes(text);
}

[[nodiscard]] inline address parse_address(std::string_view text) {
  address a;
  a.whole = text;
  if (text.find(':') != std::string_view::npos) {
    throw history_error("Range revision not allowed: " + in_quotes(text) +
                        "; a range is for offline scripts, elsewhere the database says where to start");
  }
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    a.has_branch = true;
    a.branch = text.substr(0, at);
    text.remove_prefix(at + 1);
  }
  const auto sign = text.find_first_of("+-");  // no id and no label holds either
  a.symbol = text.substr(0, sign);
  if (sign != std::string_view::npos) {
    a.tail = text.substr(sign);
    constexpr int most = 100'000'000;  // more than any history has; keeps the sum from overflowing
    for (const char c : a.tail.substr(1)) {
      if (c < '0' || c > '9') throw history_error(cannot_locate(a.whole) + "; after the sign comes a number");
      if (a.steps < most) a.steps = a.steps * 10 + (c - '0');
    }
    if (a.tail.size() == 1) throw history_error(cannot_locate(a.whole) + "; after the sign comes a number");
    if (a.steps == 0) {
      throw history_error("Relative revision " + std::string(a.tail) + " moves nowhere; give at least one step");
    }
    if (a.tail.front() == '-') a.steps = -a.steps;
  }
  return a;
}

[[nodiscard]] inline std::string suggestion(const graph& g, std::string_view text) {
  const std::string_view near = g.nearest(text);
  return near.empty() ? std::string() : "; did you mean " + in_quotes(near) + "?";
}

/// The revisions whose ids start with `text`. Ids of up to three characters must be given whole, as in Alembic.
[[nodiscard]] inline std::vector<int> starting_with(const graph& g, std::string_view text, const flags* within) {
  std::vector<int> found;
  for (int i = 0; i < g.size() && !text.empty(); ++i) {
    if (within != nullptr && !has(*within, i)) continue;
    if (g.id(i).size() > 3 && g.id(i).starts_with(text)) found.push_back(i);
  }
  return found;
}

[[noreturn]] inline void refuse_prefix(const graph& g, std::string_view text, std::span<const int> candidates) {
  throw history_error("Multiple revisions start with " + in_quotes(text) + ": " + listed(g, candidates));
}

/// A revision by id, label or unique prefix, in this order; -1 where there is none.
[[nodiscard]] inline int locate(const graph& g, std::string_view text, const flags* within = nullptr) {
  if (const int exact = g.find(text); exact >= 0) return exact;
  if (const int labelled = g.find_label(text); labelled >= 0) return labelled;
  std::vector<int> candidates = starting_with(g, text, within);
  if (candidates.empty() && within != nullptr) candidates = starting_with(g, text, nullptr);
  if (candidates.size() > 1) refuse_prefix(g, text, candidates);
  return candidates.empty() ? -1 : candidates.front();
}

[[nodiscard]] inline std::string short_prefix_hint(std::string_view text) {
  if (text.size() >= 4) return {};
  return "; please ensure at least four characters are present for partial revision identifier matches";
}

/// The revision that the part before the @ names.
[[nodiscard]] inline int locate_branch(const graph& g, const address& a) {
  const int found = locate(g, a.branch);
  if (found >= 0) return found;
  throw history_error(cannot_locate(a.whole) + ": No such branch: " + in_quotes(a.branch) + suggestion(g, a.branch));
}

/// Where a walk stands before every revision, and what it gives when it leaves the graph.
inline constexpr int at_base = -1;
inline constexpr int walked_off = -2;

/// `steps` along the parents, up or down, from a revision or from before everything, within a lineage where one is
/// given. Below a base lies at_base.
[[nodiscard]] inline int walk(const graph& g, int from, int steps, const flags* within) {
  int node = from;
  for (; steps != 0; steps += steps > 0 ? -1 : 1) {
    if (steps < 0 && node == at_base) return walked_off;
    const std::span<const int> all = node == at_base ? g.bases() : steps > 0 ? g.children(node) : g.parents(node);
    std::vector<int> ways;
    for (const int i : all) {
      if (within == nullptr || has(*within, i)) ways.push_back(i);
    }
    if (ways.size() > 1) {
      throw history_error("Ambiguous walk: from " + (node == at_base ? "base" : in_quotes(g.id(node))) + " there are " +
                          std::to_string(ways.size()) + " ways " + (steps > 0 ? "up" : "down") + ", " +
                          listed(g, ways) + "; name a branch, as in '<branchname>@<target>'");
    }
    if (ways.empty()) {
      if (steps > 0) return walked_off;
      node = at_base;
    } else {
      node = ways.front();
    }
  }
  return node;
}

/// The real heads, or those of a lineage: a head that another one of them needs is left out.
[[nodiscard]] inline std::vector<int> heads_of(const graph& g, const flags* within) {
  std::vector<int> heads;
  for (const int i : g.heads()) {
    if (within == nullptr || has(*within, i)) heads.push_back(i);
  }
  return maximal(g, heads);
}

[[noreturn]] inline void refuse_heads(const graph& g, const address& a, std::span<const int> heads) {
  throw history_error("Multiple head revisions are present for given argument " + in_quotes(a.whole) +
                      "; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, "
                      "or 'heads' for all heads; the heads are " + listed(g, heads));
}

[[noreturn]] inline void refuse_relative(const address& a) {
  throw history_error("Relative revision " + std::string(a.tail) + " didn't produce " +
                      std::to_string(a.steps < 0 ? -a.steps : a.steps) + " migrations");
}

/// What an address with a symbol means: revisions, none of them for base. `within` is the lineage of its branch part.
[[nodiscard]] inline std::vector<int> resolve_address(const graph& g, const address& a, const flags* within) {
  std::vector<int> found;
  if (a.symbol == "head" || a.symbol == "heads") {
    found = heads_of(g, within);
    if (found.size() > 1 && (a.symbol == "head" || a.steps != 0)) refuse_heads(g, a, found);
  } else if (a.symbol == "current") {
    throw history_error("'current' names what the database holds and is no target");
  } else if (a.symbol != "base") {
    const int one = locate(g, a.symbol, within);
    if (one < 0) {
      throw history_error(cannot_locate(a.symbol) + short_prefix_hint(a.symbol) + suggestion(g, a.symbol));
    }
    if (within != nullptr && !has(*within, one)) {
      throw history_error("Revision " + std::string(g.id(one)) + " is not a member of branch " + in_quotes(a.branch));
    }
    found.push_back(one);
  }
  if (a.steps == 0) return found;
  const int end = walk(g, found.empty() ? at_base : found.front(), a.steps, within);
  if (end == walked_off) {
    throw history_error("Walked too far: there are fewer than " + std::to_string(a.steps < 0 ? -a.steps : a.steps) +
                        " migrations " + (a.steps < 0 ? "below " : "above ") + in_quotes(a.symbol));
  }
  return end == at_base ? std::vector<int>{} : std::vector<int>{end};
}

}  // namespace detail

/// The revisions that an absolute symbol names, for stamp and show: an id, a unique prefix of one, a label, `head`,
/// `heads`, `base` (none), each also as `label@symbol` and as `symbol+n` or `symbol-n`. Throws history_error.
[[nodiscard]] inline std::vector<int> resolve(const graph& g, std::string_view symbol) {
  const detail::address a = detail::parse_address(symbol);
  if (a.symbol.empty() && a.steps != 0) {
    throw history_error("Relative revision " + detail::in_quotes(symbol) +
                        " counts from what is applied, which only upgrade and downgrade know; name a revision, as in "
                        "'<revision>" + std::string(a.tail) + "'");
  }
  if (!a.has_branch) return detail::resolve_address(g, a, nullptr);
  const detail::flags lineage = detail::lineage_of(g, detail::locate_branch(g, a));
  return detail::resolve_address(g, a, &lineage);
}

}  // namespace sterna
