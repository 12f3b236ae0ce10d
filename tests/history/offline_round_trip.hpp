// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "history/round_trip.hpp"
#include "psql.hpp"

#include <initializer_list>
#include <string>
#include <vector>

// What psql makes of the scripts of a history, beside what a run makes of it: the same to the letter of pg_dump.

namespace offline_round_trip {

using round_trip::dump_program;
using runtime_tests::database;

/// Nothing left out and nothing sorted, the version table included.
[[nodiscard]] inline std::string exact_dump(const database& of) {
  if (!round_trip::can_dump()) {
    return round_trip::reflected(of);
  }
  std::string kept;
  for (const std::string& line : round_trip::split(
           round_trip::output_of(round_trip::quoted_word(dump_program()) + " --schema-only --dbname=" +
                                 round_trip::quoted_word(of.url())),
           "\n")) {
    if (!line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict ")) {
      kept += line + "\n";
    }
  }
  return kept;
}

inline void expect_same(const database& online, const database& offline, const std::string& when) {
  const std::string expected = exact_dump(online);
  CHECK((!round_trip::can_dump() || expected.size() > 100));
  if (const std::string found = exact_dump(offline); found != expected) {
    FAIL_CHECK(when << ":\n" << round_trip::difference(expected, found));
  }
  CHECK_MESSAGE(offline.versions() == online.versions(), when);
  const char* const log = "SELECT revision, direction, checksum, library FROM alembic_version_log ORDER BY id";
  CHECK_MESSAGE(offline.ask(log) == online.ask(log), when);
}

inline void expect_run(const database& on, const std::string& script, const std::string& when) {
  const psql_run made = psql(on, script, "-q");
  CHECK_MESSAGE(made.exit_code == 0, when << ": " << made.output);
  CHECK_MESSAGE(!on.locked(), when);
}

/// The rows of the version table, as the left side of a range.
[[nodiscard]] inline std::string start_of(const database& on) {
  std::string rows = on.versions();
  if (rows == "none" || rows.empty()) {
    return "base";
  }
  for (char& c : rows) {
    c = c == ' ' ? ',' : c;
  }
  return rows;
}

/// The last revision that nothing can undo, or base.
[[nodiscard]] inline std::string lowest_target(const sterna::history_view& history) {
  const sterna::graph whole(history.revisions());
  std::string found = "base";
  for (const int i : whole.order()) {
    found = whole.revision(i).irreversible.empty() ? found : std::string(whole.id(i));
  }
  return found;
}

/// All in one script up, then all in one script down.
inline void expect_whole(const sterna::history_view& history, const sterna::options& chosen) {
  const database online;
  const database offline;
  sterna::options quiet = online.options();
  quiet.transaction = chosen.transaction;
  static_cast<void>(sterna::migrate_to_head(history, quiet));
  expect_run(offline, sterna::sql(history, "base", "heads", chosen), "up");
  expect_same(online, offline, "up");
  const std::string end = lowest_target(history);
  if (end != "base") {
    CHECK_THROWS_AS(static_cast<void>(sterna::sql(history, "heads", "base", chosen)), sterna::error);
  }
  static_cast<void>(sterna::downgrade(history, end, quiet));
  expect_run(offline, sterna::sql(history, "heads", end, chosen), "down");
  expect_same(online, offline, "down");
}

/// A script for each migration, up, and down again.
inline void expect_pieces(const sterna::history_view& history) {
  STERNA_NEEDS_SERVER();
  const database online;
  const database offline;
  const sterna::graph whole(history.revisions());
  std::vector<int> done;
  for (const int i : whole.order()) {
    const std::string id(whole.id(i));
    static_cast<void>(sterna::upgrade(history, id, online.options()));
    const std::string range = start_of(offline) + ":" + id;
    std::string script;
    const auto make = [&] { script = sterna::upgrade_script(history, range); };
    if (const auto refused = runtime_tests::thrown<sterna::history_error>(make)) {  // Alembic does not allow it either
      CHECK_MESSAGE(runtime_tests::contains(refused->what(), "along the same branch"), range);
      static_cast<void>(sterna::upgrade(history, id, offline.options()));
    } else {
      expect_run(offline, script, "up to " + id);
    }
    CHECK_MESSAGE(offline.versions() == online.versions(), id);
    done.push_back(i);
  }
  expect_same(online, offline, "up");
  for (; !done.empty() && whole.revision(done.back()).irreversible.empty(); done.pop_back()) {
    const std::string to = round_trip::step_down(whole, done.back());
    static_cast<void>(sterna::downgrade(history, to, online.options()));
    expect_run(offline, sterna::downgrade_script(history, start_of(offline) + ":" + to), "down to " + to);
    CHECK_MESSAGE(offline.versions() == online.versions(), to);
  }
  expect_same(online, offline, "down");
}

inline void expect(std::initializer_list<sterna::history_view> histories) {
  STERNA_NEEDS_SERVER();
  if (dump_program().empty()) {
    FAIL("pg_dump is missing: neither in pg_config --bindir nor in PATH");
  }
  round_trip::tell_comparison();
  for (const sterna::history_view& each : round_trip::runnable(histories)) {
    INFO("history that begins with ", each.revisions()[0].id.view());
    expect_whole(each, {});
    const sterna::options one{.transaction = sterna::per_run};
    const auto make = [&] { static_cast<void>(sterna::sql(each, "base", "heads", one)); };
    if (!runtime_tests::thrown<sterna::history_error>(make)) {
      expect_whole(each, one);
    }
  }
}

}  // namespace offline_round_trip
