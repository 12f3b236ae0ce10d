// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/runtime/command.hpp"
#include "sterna/runtime/connect.hpp"
#include "sterna/runtime/edited.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sterna {

/// One row of the log.
struct log_entry {
  std::string revision{};   ///< empty: base, which somebody has stamped
  std::string direction{};  ///< "upgrade", "downgrade", "stamp" or "repair"
  std::string checksum{};   ///< of the migration, see checksum(history, id); empty for base
  std::chrono::system_clock::time_point applied_at{};
  std::chrono::microseconds duration{};
  std::string role{};         ///< who was logged in
  std::string application{};  ///< its application_name
  std::string library{};      ///< the version of this library
};

namespace detail {

[[nodiscard]] inline std::vector<log_entry> log_of(connection db, const options& chosen) {
  version_table versions(chosen);
  const probe seen = versions.look(db);
  std::vector<log_entry> all;
  if (!seen.log_exists) {
    return all;
  }
  if (!seen.log_is_ours) {
    throw history_error(versions.log().shown() +
                        " has not the columns of a log of migrations; rename it, or name another version table in "
                        "options.version_table");
  }
  for (const row each : db.execute(versions.log().read())) {
    log_entry entry;
    entry.revision = each[0].text();
    entry.direction = each[1].text();
    entry.checksum = each[2].text();
    entry.applied_at += std::chrono::duration_cast<std::chrono::system_clock::duration>(
        std::chrono::microseconds(each[3].as<long long>()));  // of the epoch
    entry.duration = std::chrono::microseconds(each[4].as<long long>());
    entry.role = each[5].text();
    entry.application = each[6].text();
    entry.library = each[7].text();
    all.push_back(std::move(entry));
  }
  return all;
}

[[nodiscard]] inline std::vector<edited_migration> edited_on(connection& db, const graph& whole, options chosen) {
  chosen.log = true;
  return edited_in(whole, version_table(chosen).look(db));
}

[[nodiscard]] inline graph repairable_graph(const history_view& history, const options& chosen) {
  if (!chosen.log) {
    throw history_error("options.log is off, and a repair is a row in the log");
  }
  return checked_graph(history);
}

[[nodiscard]] inline std::vector<edited_migration> repair_on(connection& db, const graph& whole,
                                                             const options& chosen) {
  std::vector<edited_migration> settled;
  static_cast<void>(run(db, whole, chosen, true, [&](const graph&, const probe& seen) {
    settled = edited_in(whole, seen);
    std::vector<step> steps;
    for (const edited_migration& each : settled) {
      steps.push_back(settling_step(whole, each));
    }
    return steps;
  }));
  version_table versions(chosen);
  if (!settled.empty() && !edited_in(whole, versions.look(db)).empty()) {
    throw history_error("the role may not write to " + versions.log().shown() +
                        "; GRANT INSERT on it to the role, or repair as its owner");
  }
  return settled;
}

}  // namespace detail

/// What was applied, undone, stamped and repaired on a database, oldest first; empty where there is no log. Throws
/// `statement_error` where the role may not read it.
[[nodiscard]] inline std::vector<log_entry> log(const options& chosen = {}) {
  return detail::log_of(detail::connect(chosen), chosen);
}
[[nodiscard]] inline std::vector<log_entry> log(PGconn* borrowed, const options& chosen = {}) {
  return detail::log_of(connection(borrowed), chosen);
}

/// The applied migrations whose checksum is another one than the log's, which is that of their last upgrade, stamp or
/// repair. None where there is no log, where the role may not read it, and for what it has nothing of.
[[nodiscard]] inline std::vector<edited_migration> edited(const history_view& history, const options& chosen = {}) {
  const graph whole = detail::checked_graph(history);
  connection db = detail::connect(chosen);
  return detail::edited_on(db, whole, chosen);
}
[[nodiscard]] inline std::vector<edited_migration> edited(const history_view& history, PGconn* borrowed,
                                                          const options& chosen = {}) {
  const graph whole = detail::checked_graph(history);
  connection db(borrowed);
  return detail::edited_on(db, whole, chosen);
}

/// Says that the database is as edited migrations say now: the log gets a row "repair" with the present checksum of
/// each. Nothing else changes. Gives those that it has settled. Throws `history_error` where the role may not write to
/// the log.
inline std::vector<edited_migration> repair(const history_view& history, const options& chosen = {}) {
  const graph whole = detail::repairable_graph(history, chosen);
  connection db = detail::connect(chosen);
  return detail::repair_on(db, whole, chosen);
}
inline std::vector<edited_migration> repair(const history_view& history, PGconn* borrowed, const options& chosen = {}) {
  const graph whole = detail::repairable_graph(history, chosen);
  connection db(borrowed);
  return detail::repair_on(db, whole, chosen);
}

}  // namespace sterna
