// SPDX-License-Identifier: BSL-1.0
#include "cli/command/commands.hpp"

#include <doctest/doctest.h>

namespace cli_command_downgrade_test {

using namespace cli_tests;

TEST_CASE("downgrade says what data is lost, and goes on where nobody can be asked") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(chain, db.url(), {"upgrade", "head"}).code == 0);
  const ran one = run(chain, db.url(), {"downgrade", "-1"});
  CHECK(one.code == 0);
  CHECK(one.err == "Running downgrade ae20 -> ae10, index name\n");  // an index holds no data
  const ran rest = run(chain, db.url(), {"downgrade", "base"});
  CHECK(rest.code == 0);
  CHECK(rest.out.empty());
  CHECK(rest.err ==
        "Data will be lost:\n  ae10, add name: ALTER TABLE t DROP COLUMN n\n  a1, begin: DROP TABLE t\n"
        "Running downgrade ae10 -> a1, add name\nRunning downgrade a1 -> , begin\n");
  CHECK(db.versions().empty());
  CHECK(run(chain, db.url(), {"downgrade", "base"}).err.empty());
}

TEST_CASE("downgrade asks on a terminal") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(chain, db.url(), {"upgrade", "head"}).code == 0);
  const auto answered = [&](const char* answer, std::vector<std::string> words) {
    std::istringstream answers(answer);
    return run(chain, db.url(), std::move(words), {.answers = &answers});
  };
  for (const char* answer : {"n\n", "\n", "", "no\n", "base\n"}) {
    const ran no = answered(answer, {"downgrade", "a1"});
    CHECK(no.code == 255);
    CHECK(runtime_tests::contains(no.err, "Go on? [y/N] "));
    CHECK(runtime_tests::contains(no.err, "FAILED: the downgrade was not agreed to; nothing has been changed"));
    CHECK(db.versions() == "ae20");
  }
  CHECK(answered("n\n", {"downgrade", "-q", "a1"}).code == 255);
  const ran nothing_lost = answered("n\n", {"downgrade", "ae10"});
  CHECK(nothing_lost.code == 0);
  CHECK(db.versions() == "ae10");
  CHECK(answered("y\n", {"downgrade", "a1"}).code == 0);
  CHECK(db.versions() == "a1");
  const ran yes = answered("n\n", {"downgrade", "--yes", "base"});
  CHECK(yes.code == 0);
  CHECK(yes.err == "Data will be lost:\n  a1, begin: DROP TABLE t\nRunning downgrade a1 -> , begin\n");
}

TEST_CASE("downgrade -1 from two heads needs a branch") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(branches, db.url(), {"upgrade", "job1", "app1"}).code == 0);
  const ran got = run(branches, db.url(), {"downgrade", "-1"});
  CHECK(got.code == 255);
  CHECK(runtime_tests::contains(got.err, "FAILED: Ambiguous downgrade '-1' from multiple current revisions: "));
  CHECK(runtime_tests::contains(got.err, "'<branchname>@-1'"));
  CHECK(db.versions() == "app1 job1");
  CHECK(run(branches, db.url(), {"downgrade", "app@-1"}).code == 0);
  CHECK(db.versions() == "job1");
  CHECK(run(branches, db.url(), {"downgrade", "app1"}).code == 255);
}

TEST_CASE("downgrade --sql takes a range; --dry-run changes nothing") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  const ran script = run(chain, "", {"downgrade", "ae10:a1", "--sql"});
  CHECK(script.code == 0);
  CHECK(runtime_tests::contains(script.out, "ALTER TABLE t DROP COLUMN n;"));
  const ran refused = run(chain, "", {"downgrade", "-1", "--sql"});
  CHECK(refused.code == 255);
  CHECK(runtime_tests::contains(refused.err, "<fromrev>:<torev>"));
  CHECK(run(chain, db.url(), {"upgrade", "ae10"}).code == 0);
  const ran dry = run(chain, db.url(), {"downgrade", "base", "--dry-run"});
  CHECK(dry.code == 0);
  CHECK(dry.out == "Tried and rolled back: ae10, add name\nTried and rolled back: a1, begin\n");
  CHECK(db.versions() == "ae10");
}

}  // namespace cli_command_downgrade_test
