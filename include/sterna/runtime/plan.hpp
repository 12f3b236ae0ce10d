// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sterna/history/forecast.hpp"
#include "sterna/lint/advice.hpp"
#include "sterna/runtime/connect.hpp"
#include "sterna/runtime/prepare.hpp"
#include "sterna/runtime/report.hpp"
#include "sterna/runtime/target.hpp"
#include "sterna/runtime/version_table.hpp"

namespace sterna {
namespace detail {

/// What an op does, and another in the same statement.
constexpr void add_impact(impact& all, const impact& one) noexcept {
  all.table = one.table > all.table ? one.table : all.table;
  all.other = one.other > all.other ? one.other : all.other;
  all.scan = all.scan || one.scan;
  all.rewrite = all.rewrite || one.rewrite;
  all.loses_data = all.loses_data || one.loses_data;
  all.breaks_old_code = all.breaks_old_code || one.breaks_old_code;
  all.unknown = all.unknown || one.unknown;
}

/// Says of a statement what it does, and of an op what there is to be known.
inline void describe(const impact& cost, planned_migration::statement& made) {
  made.lock = lock_name(cost.table);
  made.other_lock = lock_name(cost.other);
  made.scan = cost.scan;
  made.rewrite = cost.rewrite;
  made.loses_data = cost.loses_data;
  made.breaks_old_code = cost.breaks_old_code;
  made.unknown = cost.unknown;
}
inline void add_notices(const operation& op, const script& of, const judged_op& told,
                        planned_migration::statement& made) {
  for (std::size_t i = 1; op.safe.empty() && i < rule_count; ++i) {
    if (told.broken.has(static_cast<rule>(i))) {
      sql_writer words;
      write_advice(static_cast<rule>(i), op.table.view(), object_of(op, of), words);
      made.notices.emplace_back(words.text());
    }
  }
}

template <class Planner>
[[nodiscard]] std::vector<planned_migration> plan_with(connection& db, const graph& whole, const lint_policy& policy,
                                                       const options& chosen, Planner planner) {
  version_table versions(chosen);
  const probe seen = versions.look(db);
  std::vector<planned_migration> all;
  const prepared_plan prepared = prepare_all(whole, planner(whole, seen), false);
  forecast future(whole, policy);
  for (auto step = prepared.steps.rbegin(); step != prepared.steps.rend(); ++step) {
    if (!(*step)->change.up) {
      future.will_undo((*step)->change.revision);
    }
  }
  for (const auto& step : prepared.steps) {
    const pool<judged_op> told = future.of(step->change.revision, step->ops, step->change.up);
    planned_migration made;
    made.revision = step->of->id.view();
    made.message = step->of->message;
    made.from = step->from;
    made.to = step->to;
    made.up = step->change.up;
    if (!seen.table_exists && all.empty()) {
      made.statements.push_back({versions.create(), 0, 0, false, false});
    }
    std::size_t next = 0;
    std::size_t first = 0;  // of the statements of an op; it stands for those behind it too where they are merged
    impact cost;
    const auto statements = step->sql.statements();
    for (std::size_t i = 0; i < step->ops.operations.size(); ++i) {
      const operation& op = step->ops.operations[i];
      const int number = static_cast<int>(i) + 1;
      if (made.statements.empty() || made.statements.back().last_operation < number) {
        first = made.statements.size();
        cost = {};
      }
      if (op.host != nullptr) {
        made.statements.push_back({{}, number, number, false, true});
      }
      for (; next < statements.size() && statements[next].operation == number; ++next) {
        made.statements.push_back({std::string(step->sql.text_of(statements[next])), number,
                                   statements[next].last_operation, op.outside_transaction, false});
      }
      if (i < told.size() && first < made.statements.size()) {
        add_impact(cost, told[i].cost);
        add_notices(op, step->ops, told[i], made.statements[first]);
        for (std::size_t s = first; s < made.statements.size(); ++s) {
          describe(cost, made.statements[s]);
        }
      }
    }
    for (std::string& change : versions.changes(step->change)) {
      made.statements.push_back({std::move(change), 0, 0, false, false});
    }
    all.push_back(std::move(made));
  }
  return all;
}

[[nodiscard]] inline std::vector<planned_migration> plan_on(connection& db, const graph& whole,
                                                            const lint_policy& policy, const target& to,
                                                            const options& chosen, direction way) {
  return way == direction::upgrade ? plan_with(db, whole, policy, chosen, upgrade_planner(to))
                                   : plan_with(db, whole, policy, chosen, downgrade_planner(to));
}

}  // namespace detail

/// What `upgrade(history, to)` (or `downgrade`) would execute on the database as it is; nothing is executed.
[[nodiscard]] inline std::vector<planned_migration> plan(const history_view& history, const target& to = "heads",
                                                         const options& chosen = {},
                                                         direction way = direction::upgrade) {
  const graph whole = detail::checked_graph(history);
  connection db = detail::connect(chosen);
  return detail::plan_on(db, whole, history.policy(), to, chosen, way);
}
[[nodiscard]] inline std::vector<planned_migration> plan(const history_view& history, const target& to,
                                                         PGconn* borrowed, const options& chosen = {},
                                                         direction way = direction::upgrade) {
  const graph whole = detail::checked_graph(history);
  connection db(borrowed);
  return detail::plan_on(db, whole, history.policy(), to, chosen, way);
}
/// What `migrate_to_head(history, chosen)` would execute.
[[nodiscard]] inline std::vector<planned_migration> plan(const history_view& history, const options& chosen) {
  return plan(history, "heads", chosen);
}

}  // namespace sterna
