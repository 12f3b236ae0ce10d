// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "runtime/database.hpp"

#include <sterna/history/derive.hpp>
#include <sterna/postgresql/reflect.hpp>
#include <sterna/sterna.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// Up, down and up again, migration by migration, on a database of its own; what `pg_dump --schema-only` says must be
// the same whenever the same is applied.

namespace round_trip {

/// The output of a program; empty where it cannot be started or fails.
[[nodiscard]] inline std::string output_of(const std::string& command) {
  std::string all;
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) {
    return all;
  }
  char part[4096];
  for (std::size_t got = 0; (got = std::fread(part, 1, sizeof part, pipe)) > 0;) {
    all.append(part, got);
  }
  return ::pclose(pipe) == 0 ? all : std::string();
}

/// For a shell.
[[nodiscard]] inline std::string quoted_word(std::string_view text) {
  std::string made = "'";
  for (const char c : text) {
    made += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return made + "'";
}

/// The server's own pg_dump if there is one, or the one of the search path; empty where there is none.
[[nodiscard]] inline const std::string& dump_program() {
  static const std::string found = [] {
    std::string beside = output_of("pg_config --bindir 2>/dev/null");
    beside = beside.substr(0, beside.find('\n')) + "/pg_dump";
    for (const std::string& each : {beside, std::string("pg_dump")}) {
      if (!output_of(quoted_word(each) + " --version 2>/dev/null").empty()) {
        return each;
      }
    }
    return std::string();
  }();
  return found;
}

[[nodiscard]] inline std::vector<std::string> split(std::string_view whole, std::string_view at) {
  std::vector<std::string> parts;
  for (std::size_t end = 0; (end = whole.find(at)) != std::string_view::npos; whole.remove_prefix(end + at.size())) {
    parts.emplace_back(whole.substr(0, end));
  }
  parts.emplace_back(whole);
  return parts;
}

/// "COLUMN t.c" of a COMMENT, or "t c" of a DEFAULT, up to the column; empty for other entries.
[[nodiscard]] inline std::string table_of_column_entry(const std::string& entry) {
  const std::string head = entry.substr(0, entry.find('\n'));
  const std::size_t type = head.find("; Type: ");
  if (type == std::string::npos) {
    return {};
  }
  const std::string what = head.substr(type + 8, head.find(';', type + 8) - type - 8);
  const std::string schema = head.substr(head.find("; Schema: "));
  if (what == "COMMENT" && head.starts_with("COLUMN ")) {
    return what + head.substr(0, head.find('.')) + schema;
  }
  return what == "DEFAULT" ? what + head.substr(0, head.find(' ')) + schema : std::string();
}

/// A dump without what names the programs that made it and the key of this one dump. A column that has been dropped
/// and added again stands last, and PostgreSQL knows no way to put it elsewhere: so the columns in each CREATE TABLE,
/// and the runs of COMMENT ON COLUMN and SET DEFAULT that follow their order, are sorted. Nothing else is touched.
[[nodiscard]] inline std::string normalized(const std::string& dump) {
  std::string kept;
  for (const std::string& line : split(dump, "\n")) {
    if (!line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict ") && !line.starts_with("-- Dumped ")) {
      kept += line + "\n";
    }
  }
  const std::size_t end = kept.rfind("--\n-- PostgreSQL database dump complete");
  const std::string complete = end == std::string::npos ? std::string() : kept.substr(end);
  kept.resize(std::min(end, kept.size()));
  std::vector<std::string> entries = split(kept, "--\n-- Name: ");
  for (std::string& entry : entries) {
    const std::size_t create = entry.find("\nCREATE TABLE ");
    const std::size_t open = create == std::string::npos ? create : entry.find(" (\n    ", create);
    const std::size_t close = open == std::string::npos ? open : entry.find("\n);\n", open);
    if (close == std::string::npos) {
      continue;
    }
    std::vector<std::string> columns = split(std::string_view(entry).substr(open + 7, close - open - 7), ",\n    ");
    std::sort(columns.begin(), columns.end());
    std::string list;
    for (const std::string& each : columns) {
      list += (list.empty() ? "" : ",\n    ") + each;
    }
    entry.replace(open + 7, close - open - 7, list);
  }
  for (auto first = entries.begin(); first != entries.end();) {
    const std::string table = table_of_column_entry(*first);
    const auto last = std::find_if(first + 1, entries.end(), [&](const std::string& each) {
      return table_of_column_entry(each) != table;
    });
    if (!table.empty()) {
      std::sort(first, last);
    }
    first = last;
  }
  std::string whole;
  for (const std::string& each : entries) {
    whole += (whole.empty() ? "" : "--\n-- Name: ") + each;
  }
  return whole + complete;
}

/// Whether pg_dump reads the server of the tests: not one that is newer than itself.
[[nodiscard]] inline bool can_dump() {
  static const bool can = [] {
    const std::string version = output_of(quoted_word(dump_program()) + " --version 2>/dev/null");
    const std::size_t digit = version.find_first_of("0123456789");
    return digit != std::string::npos && std::atoi(version.c_str() + digit) >= server_release();
  }();
  return can;
}

/// What pg_dump says with these options, but for the random key that newer ones write.
[[nodiscard]] inline std::string dump_with(const std::string& options) {
  std::string text;
  for (const std::string& line : split(output_of(quoted_word(dump_program()) + " --schema-only " + options), "\n")) {
    text += line.starts_with("\\restrict ") || line.starts_with("\\unrestrict ") ? "" : line + "\n";
  }
  CHECK(text.size() > 1);
  return text;
}

/// In place of pg_dump, where that does not read the server: the statements that our own reflection makes of a
/// database, but for the library's own tables, and its notes; each in the form that a dump has. The columns in each
/// CREATE TABLE are sorted, as in `normalized`, and so are the statements.
[[nodiscard]] inline std::string reflected(sterna::connection& db, const sterna::reflect_options& options = {}) {
  const sterna::reflected found = sterna::reflect(db, options);
  sterna::sql_writer out;
  sterna::render(found.ops(), out);
  std::vector<std::string> statements = found.notes();
  for (const auto& each : out.statements()) {
    std::string text(out.text_of(each));
    if (text.find("alembic_version") != std::string::npos) {
      continue;
    }
    const std::size_t open = text.starts_with("CREATE TABLE ") ? text.find(" (\n    ") : std::string::npos;
    const std::size_t close = open == std::string::npos ? open : text.rfind("\n)");
    if (close != std::string::npos && close > open) {
      std::vector<std::string> columns = split(std::string_view(text).substr(open + 7, close - open - 7), ",\n    ");
      std::sort(columns.begin(), columns.end());
      std::string list;
      for (const std::string& column : columns) {
        list += (list.empty() ? "" : ",\n    ") + column;
      }
      text.replace(open + 7, close - open - 7, list);
    }
    statements.push_back(text);
  }
  std::sort(statements.begin(), statements.end());
  std::string whole = "reflected\n";
  for (const std::string& each : statements) {
    whole += "--\n-- Name: " + each + "\n";
  }
  return whole;
}

[[nodiscard]] inline std::string reflected(const runtime_tests::database& of) {
  sterna::connection db = of.connect();
  return reflected(db);
}

/// What pg_dump says of a database, but for the library's own tables; else what our own reflection says.
[[nodiscard]] inline std::string dump(const runtime_tests::database& of) {
  if (!can_dump()) {
    return reflected(of);
  }
  const std::string whole =
      output_of(quoted_word(dump_program()) +
                " --schema-only --no-owner --exclude-table='*.alembic_version'"
                " --exclude-table='*.alembic_version_step' --exclude-table='*.alembic_version_log'"
                " --dbname=" +
                quoted_word(of.url()));
  return whole.empty() ? whole : normalized(whole);
}

[[nodiscard]] inline int release_needed(const sterna::history_view& history) {
  int newest = 0;
  for (const sterna::revision& each : history.revisions()) {
    newest = std::max(newest, ::release_needed(sterna::decoded(each.up).view()));
  }
  return newest;
}

/// Those of the histories that the server of the tests is not too old for; of the others it says so.
[[nodiscard]] inline std::vector<sterna::history_view> runnable(std::initializer_list<sterna::history_view> histories) {
  std::vector<sterna::history_view> made;
  for (const sterna::history_view& each : histories) {
    if (const int needed = release_needed(each); needed > server_release()) {
      MESSAGE("skipped: the history with " << each.revisions()[1].id.view() << " needs PostgreSQL " << needed);
    } else {
      made.push_back(each);
    }
  }
  return made;
}

/// Says once which way the schemas are compared.
inline void tell_comparison() {
  static bool told = false;
  if (!can_dump() && !told) {
    told = true;
    MESSAGE("skipped: pg_dump, which does not read this server; schemas are compared by our own reflection");
  }
}

/// The lines that differ, in the way of `diff -u`, each change with the line in front of it.
[[nodiscard]] inline std::string difference(const std::string& expected, const std::string& found) {
  std::vector<std::string> a = split(expected, "\n");
  std::vector<std::string> b = split(found, "\n");
  std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  constexpr int most = 60;
  int lines = 0;
  std::string text;
  bool shown = false;
  for (std::size_t i = 0, j = 0; (i < a.size() || j < b.size()) && lines < most;) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      shown = false;
      ++i;
      ++j;
      continue;
    }
    if (!shown && i > 0) {
      text += "@@ " + std::to_string(i) + "\n " + a[i - 1] + "\n";
    }
    shown = true;
    const bool gone = j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1]);
    text += (gone ? "-" + a[i++] : "+" + b[j++]) + "\n";
    ++lines;
  }
  return text + (lines == most ? "...\n" : "");
}

/// The target that undoes this one migration, just applied: what stays is on the other branches, or below.
[[nodiscard]] inline std::string step_down(const sterna::graph& in, int revision) {
  const std::string id(in.id(revision));
  return in.parents(revision).size() > 1 ? id + "@" + std::string(in.id(in.parents(revision)[0])) : id + "@-1";
}

/// What is not the same again, in words; nothing where all is. The database is at the heads afterwards.
[[nodiscard]] inline std::vector<std::string> problems_of(const sterna::history_view& history,
                                                          const runtime_tests::database& on) {
  std::vector<std::string> problems;
  const sterna::graph whole(history.revisions());
  sterna::connection session = on.connect();
  PGconn* const db = session.native();
  const sterna::options quiet{.on_event = [](const sterna::event&) {}};
  std::string id;
  const auto compare = [&](std::string_view direction, const std::string& expected, const std::string& found) {
    if (found != expected) {
      problems.push_back(id + ", " + std::string(direction) + ":\n" + difference(expected, found));
    }
  };
  const auto applies = [&](const sterna::report& told, const std::string& expected) {
    if (const std::string done = runtime_tests::applied(told); done != expected) {
      problems.push_back(id + ": '" + done + "' was run, and not '" + expected + "'");
    }
  };
  const std::string at_base = dump(on);
  std::string before = at_base;
  bool reversible = true;
  try {
    for (const int i : whole.order()) {
      id = whole.id(i);
      applies(sterna::upgrade(history, id, db, quiet), id);
      const std::string after = dump(on);
      if (after.empty()) {
        problems.push_back(id + ": pg_dump fails");
        return problems;
      }
      if (whole.revision(i).irreversible.empty()) {
        applies(sterna::downgrade(history, step_down(whole, i), db, quiet), "-" + id);
        compare("downgrade", before, dump(on));
        applies(sterna::upgrade(history, id, db, quiet), id);
        const std::string again = dump(on);
        compare("upgrade again", after, again);
        before = again;
      } else {
        reversible = false;
        before = after;
      }
    }
    if (reversible) {
      id = "all";
      const auto count = static_cast<std::size_t>(whole.size());
      if (sterna::downgrade(history, "base", db, quiet).applied.size() != count) {
        problems.push_back("not all were undone");
      }
      compare("downgrade", at_base, dump(on));
      static_cast<void>(sterna::migrate_to_head(history, db, quiet));
      compare("upgrade again", before, dump(on));
    }
  } catch (const sterna::error& e) {
    problems.push_back(id + ": " + e.what());
  }
  return problems;
}

/// Within a test case: of each history all is the same again. Two go at a time, since each waits for the server mostly.
inline void expect(std::initializer_list<sterna::history_view> histories) {
  STERNA_NEEDS_SERVER();
  if (dump_program().empty()) {
    FAIL("pg_dump is missing: neither in pg_config --bindir nor in PATH");
  }
  tell_comparison();
  const std::vector<sterna::history_view> all = runnable(histories);
  const std::vector<runtime_tests::database> databases(all.size());
  std::vector<std::vector<std::string>> problems(all.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = 0; (i = next++) < all.size();) {
      problems[i] = problems_of(all[i], databases[i]);
    }
  };
  std::thread second(work);
  work();
  second.join();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const std::string& each : problems[i]) {
      FAIL_CHECK(each);
    }
    CHECK(problems[i].empty());
  }
}

}  // namespace round_trip
