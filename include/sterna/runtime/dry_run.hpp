// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/runtime/command.hpp"
#include "sterna/runtime/connect.hpp"
#include "sterna/runtime/target.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace sterna {

/// What a dry run has found out.
struct dry_run_report {
  /// An op that was not tried.
  struct skipped_op {
    std::string revision{};
    std::string operation{};  ///< "upgrade op 2, create_index"
    std::string why{};
  };

  std::string from{};  ///< as in `report`
  std::vector<report::applied_migration> tried{};  ///< executed to the end, but for the skipped ops; rolled back
  std::vector<skipped_op> skipped{};
  /// Why the rest was not tried: a statement failed after an op that was skipped, and may have failed for that; empty
  /// where nothing failed.
  std::string stopped{};
  std::string stopped_at{};  ///< the migration with that statement
  std::chrono::microseconds duration{};
};

namespace detail {

/// How long a dry run waits for a lock where the options say nothing: in production, a statement that waits for a
/// strong lock makes all others wait behind it.
inline constexpr std::chrono::milliseconds dry_lock_timeout{1000};

template <class Planner>
[[nodiscard]] dry_run_report try_out(connection& db, const graph& whole, options chosen, Planner planner) {
  const auto start = clock::now();
  version_table versions(chosen);
  probe seen = versions.look(db);
  dry_run_report told;
  told.from = joined(seen.rows);
  if (planner(whole, seen).empty()) {
    return told;
  }
  if (chosen.lock_timeout.count() == 0) {
    chosen.lock_timeout = dry_lock_timeout;
  }
  struct rolled_back {
    connection& of;
    ~rolled_back() { PQclear(PQexec(of.native(), "ROLLBACK")); }
  };
  db.execute("BEGIN ISOLATION LEVEL READ COMMITTED");
  const rolled_back at_the_end{db};
  migration_lock lock(db, versions.lock_key(), migration_lock::scope::transaction);
  prepared_plan plan;
  const auto look_again = [&] {
    seen = versions.look(db);
    plan = prepare_all(whole, planner(whole, seen), false);
    return plan.steps.empty();
  };
  const auto tell_waiting = [&](std::chrono::microseconds waited) {
    event happened;
    happened.what = event::kind::waiting_for_lock;
    happened.duration = waited;
    tell(chosen, happened);
  };
  if (!lock.acquire(lock_poll(chosen), look_again, tell_waiting) || look_again()) {
    return told;
  }
  refuse_unwritable(seen, plan.steps.front()->title() + " is pending");
  refuse_too_new(plan, seen);
  const auto skip = [&](const prepared_step& step, int operation) {
    told.skipped.push_back({std::string(step.of->id.view()), step.operation_name(operation),
                            "it runs outside a transaction, and could not be rolled back"});
  };
  report done;
  runner work(db, versions, chosen, false, skip);  // behind a pooler too, the transaction holds the lock
  try {
    work.run(plan, seen, done);
  } catch (const statement_error& failed) {
    if (told.skipped.empty()) {
      throw;
    }
    told.stopped = failed.what();
    told.stopped_at = failed.revision();
  }
  told.tried = std::move(done.applied);
  told.duration = since(start);
  return told;
}

}  // namespace detail

/// Executes what `upgrade(history, to)` (or `downgrade`) would, in one transaction, and rolls it back: what the server
/// or a C++ function refuses is thrown, as `upgrade` would throw it. Ops outside a transaction are skipped. C++
/// functions are called: what they do elsewhere than in this transaction stays, and the numbers that sequences have
/// given out are gone. All locks are held until the end, none is waited for longer than `options.lock_timeout`, or one
/// second where that is not set. Throws what derives from `sterna::error`.
[[nodiscard]] inline dry_run_report dry_run(const history_view& history, const target& to = "heads",
                                            const options& chosen = {}, direction way = direction::upgrade) {
  const graph whole = detail::checked_graph(history);
  connection db = detail::connect(chosen);
  return way == direction::upgrade ? detail::try_out(db, whole, chosen, detail::upgrade_planner(to))
                                   : detail::try_out(db, whole, chosen, detail::downgrade_planner(to));
}

}  // namespace sterna
