// SPDX-License-Identifier: BSL-1.0
#include <sterna/cli/progress.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <sstream>
#include <string>
#include <utility>

namespace cli_progress_test {

using namespace std::chrono_literals;
using sterna::event;

namespace progress_tests {

/// A progress with a clock that stands still until it is told to go on.
struct stage {
  explicit stage(sterna::cli::terminal where) : shown(out, where, [this] { return at; }) {}

  void tell(event::kind what, std::string_view statement = {}, long long rows = 0) {
    event happened;
    happened.what = what;
    happened.from = "a";
    happened.to = happened.revision = "b";
    happened.message = "index\nname";
    happened.statement = statement;
    happened.filled = "t.c";
    happened.rows = rows;
    happened.duration = 1s;
    shown.tell(happened);
  }
  /// What has been written since the last look.
  [[nodiscard]] std::string seen() {
    std::string text = out.str();
    out.str({});
    return text;
  }

  std::ostringstream out{};
  sterna::cli::progress::instant at{};
  sterna::cli::progress shown;
};

}  // namespace progress_tests

using progress_tests::stage;

TEST_CASE("progress on a terminal: one line a migration, painted over") {
  stage on({.live = true, .columns = 60});
  on.tell(event::kind::running);
  CHECK(on.seen() == "\r\033[KRunning upgrade a -> b, index name  0.0 s");
  on.tell(event::kind::executing, "CREATE INDEX\n  CONCURRENTLY ix ON t (c)");
  on.at += 1250ms;
  on.shown.tick();
  static_cast<void>(on.seen());
  on.shown.measure("building index 45 %");
  on.shown.tick();
  // shorter than the full title; 59 characters at most, so that the cursor stays in the line
  CHECK(on.seen() == "\r\033[K-> b, index name  1.2 s  building index 45 %  CREATE INDEX ");
  on.tell(event::kind::statement, "CREATE INDEX");
  CHECK(on.seen() == "\r\033[KRunning upgrade a -> b, index name  1.2 s");
  on.tell(event::kind::progress, {}, 5000);
  static_cast<void>(on.seen());
  on.tell(event::kind::applied);
  CHECK(on.seen() == "\r\033[KRunning upgrade a -> b, index name (1.2 s)\n");
  on.at += 10s;
  on.shown.tick();
  on.tell(event::kind::done);
  CHECK(on.seen().empty());
}

TEST_CASE("progress on a terminal: the statement in progress, and rows") {
  stage on({.live = true, .columns = 200});
  on.tell(event::kind::running);
  on.tell(event::kind::executing, "CREATE INDEX\n  CONCURRENTLY ix ON t (c)");
  static_cast<void>(on.seen());
  on.at += 65s;
  on.shown.measure("building index: scanning table 45 %");
  on.shown.tick();
  CHECK(on.seen() ==
        "\r\033[KRunning upgrade a -> b, index name  1 min 5 s  building index: scanning table 45 %  CREATE INDEX "
        "CONCURRENTLY ix ON t (c)");
  on.tell(event::kind::executing, "DO backfill");
  on.tell(event::kind::progress, {}, 5000);
  static_cast<void>(on.seen());
  on.shown.tick();
  CHECK(on.seen() == "\r\033[KRunning upgrade a -> b, index name  1 min 5 s  backfill of t.c: 5000 rows, 5000 rows/s");
}

TEST_CASE("progress on a terminal: colours are bold and faint, and only where they are wanted") {
  stage on({.live = true, .colour_err = true, .columns = 200});
  on.tell(event::kind::running);
  CHECK(on.seen() == "\r\033[K\033[1mRunning upgrade a -> b, index name\033[0m\033[2m  0.0 s\033[0m");
}

TEST_CASE("progress on a terminal: what fails leaves its line behind, and waiting leaves none") {
  std::ostringstream out;
  {
    sterna::cli::progress shown(out, {.live = true});
    event waiting;
    waiting.what = event::kind::waiting_for_lock;
    shown.tell(waiting);
  }
  CHECK(out.str() ==
        "\r\033[K  waiting for another process that is migrating this database (0 ms so far)\r\033[K");
  out.str({});
  {
    sterna::cli::progress shown(out, {.live = true});
    event running;
    running.what = event::kind::running;
    running.to = "b";
    shown.tell(running);
  }
  CHECK(out.str().ends_with("\r\033[KRunning upgrade  -> b, \n"));
}

TEST_CASE("progress elsewhere: plain lines, and of what happens often one in ten seconds") {
  stage on({});
  on.tell(event::kind::waiting_for_lock);
  CHECK(on.seen() == "waiting for another process that is migrating this database (1000 ms so far)\n");
  on.tell(event::kind::waiting_for_lock);
  CHECK(on.seen().empty());
  on.tell(event::kind::running);
  CHECK(on.seen() == "Running upgrade a -> b, index name\n");
  on.tell(event::kind::executing, "CREATE INDEX ix");
  on.shown.measure("45 %");
  on.shown.tick();
  CHECK(on.seen().empty());
  on.tell(event::kind::progress, {}, 5000);
  CHECK(on.seen() == "backfill of t.c: 5000 rows, 5000 rows/s\n");
  on.at += 9s;
  on.tell(event::kind::progress, {}, 6000);
  CHECK(on.seen().empty());
  on.at += 1s;
  on.tell(event::kind::progress, {}, 7000);
  CHECK(on.seen() == "backfill of t.c: 7000 rows, 7000 rows/s\n");
  on.tell(event::kind::statement, "DO");
  on.tell(event::kind::applied);
  on.tell(event::kind::done);
  CHECK(on.seen().empty());
}

TEST_CASE("progress: control characters in a message stay out of the terminal") {
  std::ostringstream out;
  sterna::cli::progress shown(out, {});
  event running;
  running.what = event::kind::running;
  running.from = "a";
  running.to = "b";
  running.message = "clear \033[2J\r\n all, ä";
  shown.tell(running);
  CHECK(out.str() == "Running upgrade a -> b, clear [2J all, ä\n");
}

}  // namespace cli_progress_test
