// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/history/range.hpp"
#include "sterna/runtime/command.hpp"
#include "sterna/runtime/connect.hpp"
#include "sterna/runtime/script_writer.hpp"
#include "sterna/runtime/stamp.hpp"
#include "sterna/runtime/target.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Scripts for psql, made without a database. A script does what the runner does: the same statements in the same
// transactions, under the same lock. Nothing is returned where anything in it cannot be done.

namespace sterna {
namespace detail {

[[nodiscard]] inline bool same_changes(const std::vector<step>& a, const std::vector<step>& b) {
  return std::ranges::equal(a, b, [](const step& one, const step& other) {
    return one.revision == other.revision && one.up == other.up && one.deletes == other.deletes &&
           one.inserts == other.inserts && one.update == other.update;
  });
}

/// The rows, of branches that the script has nothing to do with, that may be there besides those where it begins: with
/// each of them the plan is the same.
template <class Planner>
[[nodiscard]] std::vector<std::string> bystanders(const graph& whole, const std::vector<std::string>& rows,
                                                  const std::vector<step>& steps, Planner planner) {
  std::vector<std::string> found;
  std::vector<std::string> with = rows;
  for (int i = 0; i < whole.size() && !steps.empty(); ++i) {
    with.resize(rows.size());
    with.emplace_back(whole.id(i));
    if (std::ranges::find(rows, with.back()) != rows.end()) {
      continue;
    }
    try {
      static_cast<void>(checked_rows(whole, with));
      if (same_changes(planner(whole, with), steps)) {
        found.push_back(with.back());
      }
    } catch (const history_error&) {  // the two exclude each other, or the target is not clear any more
    }
  }
  return found;
}

/// A planner that is asked with rows alone: a script sees nothing else of a database.
template <class Planner>
[[nodiscard]] auto by_rows(Planner planner) {
  return [planner](const graph& whole, const std::vector<std::string>& rows) {
    probe seen;
    seen.rows = rows;
    return planner(whole, seen);
  };
}

/// What all scripts share. `command` is "upgrade a:b", `next` how to go on from elsewhere.
template <class Planner>
[[nodiscard]] std::string offline(const graph& whole, const std::vector<std::string>& rows, std::vector<step> steps,
                                  Planner planner, bool stamp, std::string_view command,
                                  const script_guard::command& next, const options& chosen, std::string_view tag) {
  const version_table versions(chosen);
  const std::vector<std::string> others = bystanders(whole, rows, steps, planner);
  const prepared_plan plan = prepare_all(whole, std::move(steps), stamp);
  refuse_outside_transaction(plan, probe{}, chosen.transaction == per_run);
  script_writer out(versions, chosen);
  out.head(command, tag);
  out.expect_rows(rows, others, next);
  out.steps(plan, rows.empty());
  out.tail();
  return out.text();
}

[[nodiscard]] inline std::string offline_run(const history_view& history, std::string_view range, bool up,
                                             const options& chosen, std::string_view tag) {
  const graph whole = checked_graph(history);
  const revision_range parts = parse_range(whole, range, up);
  std::vector<step> steps = plan_range(whole, parts, up);
  std::string end = parts.to;  // as an absolute one
  if (parse_address(end).symbol.empty() && !steps.empty()) {
    const step& last = steps.back();
    end = up ? whole.id(last.revision) : last.to.empty() ? "base" : whole.id(last.to.front());
  }
  const target to(parts.to);
  const std::string word = up ? "upgrade " : "downgrade ";
  const script_guard::command next{word, ":" + end + " --sql"};
  const auto make = [&](auto planner) {
    return offline(whole, parts.rows, std::move(steps), planner, false, word + std::string(range), next, chosen, tag);
  };
  return up ? make(by_rows(upgrade_planner(to))) : make(by_rows(downgrade_planner(to)));
}

}  // namespace detail

/// The script of `upgrade [from:]to --sql`: what `upgrade` would execute on a database at `from` (rows of the version
/// table in Alembic's addressing, several with commas between; unsaid: base), for `psql -X -f`. No database is asked,
/// `options.url` is not read. The script itself takes the migration lock, and looks whether the database is at `from`:
/// if not, nothing is changed, psql ends with exit code 3. `tag` becomes a comment. Throws history_error for a range
/// that is none, a C++ function without `.offline_sql(...)`, and per_run with a step outside a transaction.
[[nodiscard]] inline std::string upgrade_script(const history_view& history, std::string_view range,
                                                const options& chosen = {}, std::string_view tag = {}) {
  return detail::offline_run(history, range, true, chosen, tag);
}

/// The script of `downgrade from:to --sql`; here `from` must be said. Throws as `upgrade_script`, and error where a
/// migration is irreversible.
[[nodiscard]] inline std::string downgrade_script(const history_view& history, std::string_view range,
                                                  const options& chosen = {}, std::string_view tag = {}) {
  return detail::offline_run(history, range, false, chosen, tag);
}

/// The script of `stamp [from:]to --sql`: only the version rows are changed. One of several targets may say the
/// `from` of all.
[[nodiscard]] inline std::string stamp_script(const history_view& history, const target& ranges,
                                              const options& chosen = {}, std::string_view tag = {}) {
  const graph whole = detail::checked_graph(history);
  std::optional<std::vector<std::string>> start;
  std::vector<std::string> targets;
  std::string command = "stamp";
  std::string ends;
  for (const std::string& range : ranges.all()) {
    const revision_range parts = parse_range(whole, range, true);
    if (range.find(':') != std::string::npos && start.value_or(parts.rows) != parts.rows) {
      throw history_error("Stamp operation with --sql only supports a single starting revision at a time");
    }
    if (range.find(':') != std::string::npos) {
      start = parts.rows;
    }
    command += " " + range;
    ends += (ends.empty() ? ":" : " ") + parts.to;
    targets.push_back(parts.to);
  }
  const std::vector<std::string> rows = start.value_or(std::vector<std::string>{});
  const target to(targets);
  const auto planner = detail::by_rows(detail::stamp_planner(to, false));
  return detail::offline(whole, rows, planner(whole, rows), planner, true, command, {"stamp ", ends + " --sql"}, chosen,
                         tag);
}

/// The script of `ensure_version --sql`: the version table, unless it is there.
[[nodiscard]] inline std::string ensure_version_script(const options& chosen = {}, std::string_view tag = {}) {
  const detail::version_table versions(chosen);
  detail::script_writer out(versions, chosen);
  out.head("ensure_version", tag);
  out.create_version_table_alone();
  out.tail();
  return out.text();
}

/// The script that brings a database from one revision to another: `sql(history, "base", "head")`. Down where `to` lies
/// below `from`, or is base; else up. See `upgrade_script`.
[[nodiscard]] inline std::string sql(const history_view& history, std::string_view from, std::string_view to,
                                     const options& chosen = {}) {
  const graph whole = detail::checked_graph(history);
  const detail::address end = detail::parse_address(to);
  bool down = end.steps < 0;
  if (!end.symbol.empty()) {
    const std::vector<std::string> rows = detail::start_rows(whole, from);
    const detail::flags above = detail::strictly_needed(whole, detail::known_rows(whole, rows));
    const std::vector<int> ends = resolve(whole, to);
    down = !rows.empty() && std::ranges::all_of(ends, [&](int i) { return detail::has(above, i); });
  }
  const std::string range = std::string(from.empty() ? "base" : from) + ":" + std::string(to);
  return detail::offline_run(history, range, !down, chosen, {});
}

}  // namespace sterna
