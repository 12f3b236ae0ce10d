// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/file/directory.hpp"
#include "sterna/history/addressing.hpp"
#include "sterna/history/graph.hpp"
#include "sterna/runtime/current.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sterna::cli {

using json = nlohmann::ordered_json;

/// How commands print JSON; bytes that are no UTF-8 are replaced.
inline void print(const context& now, const json& value) {
  now.out << value.dump(2, ' ', false, json::error_handler_t::replace) << '\n';
}

inline void add_json(CLI::App& command, context& now) {
  command.add_flag("--json", now.json, "Print JSON");
}

/// What a line tells besides the id and whether it is a head or current.
struct line_parts {
  bool labels = true;
  bool parents = false;
  bool tree = false;     ///< (branchpoint), (mergepoint)
  bool message = false;
};

/// Revisions in Alembic's words, always in the same order.
class listing {
 public:
  /// `current` is what the database holds, where that was asked.
  explicit listing(const graph& whole, const std::vector<std::string>& current = {}) : graph_{whole} {
    current_ = detail::no_flags(whole);
    for (const std::string& id : current) {
      if (const int i = whole.find(id); i >= 0) detail::flag(current_, i) = 1;
    }
    labels_.resize(static_cast<std::size_t>(whole.size()));
    for (int i = 0; i < whole.size(); ++i) spread_labels(i);
  }

  /// "ae10, 27c6 (b2b2) -> 1975 (users) (head), message".
  [[nodiscard]] std::string line(int i, line_parts parts) const {
    const revision& of = graph_.revision(i);
    std::string text(of.id.view());
    if (parts.parents) {
      text = parents_of(i) + (of.depends_on.empty() ? "" : " (" + joined(of.depends_on) + ")") + " -> " + text;
    }
    if (const std::set<std::string_view>& names = labels(i); parts.labels && !names.empty()) {
      text += " (" + joined(names) + ")";
    }
    text += head_mark(i);
    if (detail::has(current_, i)) text += " (current)";
    if (parts.tree) text += tree_marks(i);
    if (parts.message) text += ", " + first_line(of.message);
    return text;
  }

  /// What `-v` and `show` print of a revision, with the blank line that ends it.
  [[nodiscard]] std::string block(int i, const std::vector<migration_file>& files) const {
    const revision& of = graph_.revision(i);
    std::string text = "Rev: " + std::string(of.id.view()) + head_mark(i) + tree_marks(i);
    if (detail::has(current_, i)) text += " (current)";
    text += std::string("\n") + (of.parents.count > 1 ? "Merges: " : "Parent: ") + parents_of(i) + "\n";
    if (!of.depends_on.empty()) text += "Also depends on: " + joined(of.depends_on) + "\n";
    if (graph_.children(i).size() > 1) text += "Branches into: " + joined(ids_of(graph_.children(i))) + "\n";
    if (!labels(i).empty()) text += "Branch names: " + joined(labels(i)) + "\n";
    if (const migration_file* file = file_of(files, of.id.view())) text += "Path: " + file->path.string() + "\n";
    text += "\n";
    for (std::string_view rest = of.message; !rest.empty();) {
      const auto end = std::min(rest.find('\n'), rest.size());
      text += "    " + std::string(rest.substr(0, end)) + "\n";
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return text + "\n";
  }

  [[nodiscard]] json as_json(int i) const {
    const revision& of = graph_.revision(i);
    json made{{"revision", of.id.view()},
              {"parents", array_of(of.parents)},
              {"depends_on", array_of(of.depends_on)},
              {"branch_labels", array_of(labels(i))},
              {"message", of.message},
              {"head", graph_.needed_by(i).empty()},
              {"effective_head", graph_.children(i).empty() && !graph_.needed_by(i).empty()},
              {"branchpoint", graph_.children(i).size() > 1},
              {"mergepoint", of.parents.count > 1}};
    return made;
  }
  [[nodiscard]] bool is_current(int i) const { return detail::has(current_, i); }

  /// The names of the branches that a revision is part of: those said on it, on what it descends from, and on what
  /// follows it up to the next fork or merge.
  [[nodiscard]] const std::set<std::string_view>& labels(int i) const { return labels_[static_cast<std::size_t>(i)]; }

 private:
  void spread_labels(int owner) {
    for (const name& label : graph_.revision(owner).labels) {
      detail::flags covered = detail::no_flags(graph_);
      const int seed[] = {owner};
      detail::mark(covered, seed, [&](int at) { return graph_.children(at); });
      for (int at = owner; graph_.parents(at).size() == 1;) {
        at = graph_.parents(at).front();
        if (graph_.needed_by(at).size() > 1 || graph_.parents(at).size() > 1) break;
        detail::flag(covered, at) = 1;
      }
      for (int i = 0; i < graph_.size(); ++i) {
        if (detail::has(covered, i)) labels_[static_cast<std::size_t>(i)].insert(label.view());
      }
    }
  }
  [[nodiscard]] std::string head_mark(int i) const {
    return !graph_.children(i).empty() ? "" : graph_.needed_by(i).empty() ? " (head)" : " (effective head)";
  }
  [[nodiscard]] std::string tree_marks(int i) const {
    return std::string(graph_.children(i).size() > 1 ? " (branchpoint)" : "") +
           (graph_.revision(i).parents.count > 1 ? " (mergepoint)" : "");
  }
  [[nodiscard]] std::string parents_of(int i) const {
    const list<name>& parents = graph_.revision(i).parents;
    return parents.empty() ? "<base>" : joined(parents);
  }
  [[nodiscard]] std::vector<std::string_view> ids_of(std::span<const int> revisions) const {
    std::vector<std::string_view> ids;
    for (const int i : revisions) ids.push_back(graph_.id(i));
    std::ranges::sort(ids);
    return ids;
  }
  [[nodiscard]] static std::string first_line(std::string_view message) {
    return std::string(message.substr(0, message.find('\n')));
  }
  [[nodiscard]] static std::string_view text_of(const name& of) { return of.view(); }
  [[nodiscard]] static std::string_view text_of(std::string_view of) { return of; }
  template <class Texts>
  [[nodiscard]] static std::string joined(const Texts& texts) {
    std::string made;
    for (const auto& each : texts) made += (made.empty() ? "" : ", ") + std::string(text_of(each));
    return made;
  }
  template <class Texts>
  [[nodiscard]] static json array_of(const Texts& texts) {
    json made = json::array();
    for (const auto& each : texts) made.push_back(text_of(each));
    return made;
  }

  const graph& graph_;
  detail::flags current_{};
  std::vector<std::set<std::string_view>> labels_{};
};

/// The migration files, for the paths in blocks; none where the directory is not known or not there.
[[nodiscard]] inline std::vector<migration_file> files_if_any(const context& now) {
  std::error_code failure;
  const std::filesystem::path directory(now.chosen.directory);
  if (directory.empty() || !std::filesystem::is_directory(directory, failure)) return {};
  return files_in(directory);
}

/// What the database holds. Rows that the history does not know are told on `err`. Throws history_error where the
/// history is not sound.
[[nodiscard]] inline std::vector<std::string> held_by_database(const context& now, const graph& whole) {
  expect_sound(now.history);
  std::vector<std::string> rows = sterna::current(now.chosen.run);
  for (const std::string& row : rows) {
    if (whole.find(row) < 0) now.err << "note: the database is at '" << row << "', which this history does not know\n";
  }
  return rows;
}

/// The revisions that a symbol of `show` and `edit` names: as `resolve`, and `current`.
[[nodiscard]] inline std::vector<int> shown_by(const context& now, const graph& whole, std::string_view symbol) {
  if (symbol != "current") return resolve(whole, symbol);
  std::vector<int> found;
  for (const std::string& row : held_by_database(now, whole)) {
    if (const int i = whole.find(row); i >= 0) found.push_back(i);
  }
  return found;
}

/// Prints revisions as lines, with -v as blocks, or as JSON.
inline void print(const context& now, const listing& told, const std::vector<int>& revisions, bool verbose,
                  line_parts parts, bool with_current = false) {
  if (now.json) {
    json all = json::array();
    for (const int i : revisions) {
      all.push_back(told.as_json(i));
      if (with_current) all.back()["current"] = told.is_current(i);
    }
    print(now, all);
    return;
  }
  const std::vector<migration_file> files = verbose ? files_if_any(now) : std::vector<migration_file>{};
  for (const int i : revisions) now.out << (verbose ? told.block(i, files) : told.line(i, parts) + "\n");
}

}  // namespace sterna::cli
