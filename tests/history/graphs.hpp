// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/graph.hpp"
#include "sterna/history/revision.hpp"
#include "sterna/history/stamp.hpp"
#include "sterna/history/steps.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace histories {

using sterna::name;
using words = std::vector<std::string>;

/// One line of a drawing: an id, what it revises, what it depends on, its labels.
struct node {
  name id;
  std::vector<name> parents{};
  std::vector<name> depends_on{};
  std::vector<name> labels{};
};

/// A history drawn at run time, with its graph.
class drawing {
 public:
  explicit drawing(std::vector<node> nodes)
      : nodes_(std::move(nodes)), revisions_(rows_of(nodes_)), graph(revisions_) {}
  drawing(const drawing&) = delete;
  drawing& operator=(const drawing&) = delete;

 private:
  static sterna::list<name> listed(const std::vector<name>& names) {
    return {names.data(), static_cast<std::uint32_t>(names.size())};
  }
  static std::vector<sterna::revision> rows_of(const std::vector<node>& nodes) {
    std::vector<sterna::revision> made;
    for (const node& each : nodes) {
      sterna::revision r{};
      r.id = each.id;
      r.parents = listed(each.parents);
      r.depends_on = listed(each.depends_on);
      r.labels = listed(each.labels);
      made.push_back(r);
    }
    return made;
  }

  std::vector<node> nodes_;
  std::vector<sterna::revision> revisions_;

 public:
  sterna::graph graph;
};

/// Ids of some revisions, joined by blanks.
inline std::string ids(const sterna::graph& g, std::span<const int> revisions) {
  std::string text;
  for (const int i : revisions) text += (text.empty() ? "" : " ") + std::string(g.id(i));
  return text;
}

/// What a plan runs, in order: "+a +b" or "-b -a".
inline std::string runs(const sterna::graph& g, std::span<const sterna::step> plan) {
  std::string text;
  for (const auto& s : plan) {
    text += (text.empty() ? "" : " ") + std::string(s.up ? "+" : "-") + std::string(g.id(s.revision));
  }
  return text;
}

/// The row changes of one step: "delete a, insert b, update c d".
inline std::string changes(const sterna::step& s) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  for (const auto& each : s.deletes) add("delete " + each);
  for (const auto& each : s.inserts) add("insert " + each);
  if (s.update) add("update " + s.update->first + " " + s.update->second);
  return text;
}

/// Runs row changes the way a database would: what is deleted or updated must be there, what is new must not.
inline void apply(words& rows, const sterna::step& s) {
  const auto remove = [&](const std::string& row) {
    REQUIRE(std::count(rows.begin(), rows.end(), row) == 1);
    std::erase(rows, row);
  };
  const auto insert = [&](const std::string& row) {
    REQUIRE(std::count(rows.begin(), rows.end(), row) == 0);
    rows.push_back(row);
  };
  for (const auto& each : s.deletes) remove(each);
  for (const auto& each : s.inserts) insert(each);
  if (s.update) {
    remove(s.update->first);
    insert(s.update->second);
  }
}

/// The rows after a plan, sorted, joined by blanks.
inline std::string rows_after(words rows, std::span<const sterna::step> plan) {
  for (const auto& s : plan) apply(rows, s);
  std::sort(rows.begin(), rows.end());
  std::string text;
  for (const auto& row : rows) text += (text.empty() ? "" : " ") + row;
  return text;
}

inline std::string up(const sterna::graph& g, const words& rows, const words& targets) {
  const auto plan = sterna::plan_upgrade(g, rows, targets);
  return runs(g, plan) + " => " + rows_after(rows, plan);
}

inline std::string down(const sterna::graph& g, const words& rows, std::string_view target) {
  const auto plan = sterna::plan_downgrade(g, rows, target);
  return runs(g, plan) + " => " + rows_after(rows, plan);
}

inline std::string stamp(const sterna::graph& g, const words& rows, const words& targets, bool purge = false) {
  const auto plan = sterna::stamp_steps(g, rows, targets, purge);
  std::string text;
  for (const auto& s : plan) text += (text.empty() ? "" : "; ") + changes(s);
  return text + " => " + rows_after(rows, plan);
}

/// The message that `action` throws as a history_error, or a note that it throws nothing.
template <class Action>
std::string refusal(Action action) {
  try {
    action();
  } catch (const sterna::history_error& e) {
    return e.what();
  }
  return "(nothing was thrown)";
}

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// a - b - c - d - e.
inline std::unique_ptr<drawing> chain() {
  return std::make_unique<drawing>(
      std::vector<node>{{"a"}, {"b", {"a"}}, {"c", {"b"}}, {"d", {"c"}}, {"e", {"d"}}});
}

/// a, b, and from there the labelled branches c1 - d1 and c2 - d2.
inline std::unique_ptr<drawing> forked() {
  return std::make_unique<drawing>(std::vector<node>{{"a"},
                                                     {"b", {"a"}},
                                                     {"c1", {"b"}, {}, {"c1branch"}},
                                                     {"c2", {"b"}, {}, {"c2branch"}},
                                                     {"d1", {"c1"}},
                                                     {"d2", {"c2"}}});
}

/// The fork, merged again by e, and f after that.
inline std::unique_ptr<drawing> merged() {
  return std::make_unique<drawing>(std::vector<node>{{"a"},
                                                     {"b", {"a"}},
                                                     {"c1", {"b"}, {}, {"c1branch"}},
                                                     {"c2", {"b"}, {}, {"c2branch"}},
                                                     {"d1", {"c1"}},
                                                     {"d2", {"c2"}},
                                                     {"e", {"d1", "d2"}},
                                                     {"f", {"e"}}});
}

/// r000 ... r999 as text, from which names can be made while compiling.
struct digits {
  char text[1000][5]{};
  consteval digits() {
    for (int i = 0; i < 1000; ++i) {
      const char made[5] = {'r', static_cast<char>('0' + i / 100), static_cast<char>('0' + i / 10 % 10),
                            static_cast<char>('0' + i % 10), '\0'};
      for (int c = 0; c < 5; ++c) text[i][c] = made[c];
    }
  }
};
inline constexpr digits numbered_text{};

consteval std::array<name, 1000> make_numbered() {
  std::array<name, 1000> made{};
  for (std::size_t i = 0; i < made.size(); ++i) made[i] = name(numbered_text.text[i]);
  return made;
}
inline constexpr std::array<name, 1000> numbered = make_numbered();

}  // namespace histories
