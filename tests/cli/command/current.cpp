// SPDX-License-Identifier: BSL-1.0
#include "cli/command/commands.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace cli_command_current_test {

using namespace cli_tests;

TEST_CASE("current of a database that nothing has touched") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  const ran got = run(chain, db.url(), {"current"});
  CHECK(got.code == 0);
  CHECK(got.out.empty());
  CHECK(got.err.empty());
  CHECK(run(chain, db.url(), {"current", "--json"}).out == "[]\n");
  CHECK(db.versions() == "none");
  CHECK(run(chain, db.url(), {"current", "-c"}).code == 255);
}

TEST_CASE("current prints a line for each tip") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(chain, db.url(), {"upgrade", "ae10"}).code == 0);
  CHECK(run(chain, db.url(), {"current"}).out == "ae10\n");
  const ran behind = run(chain, db.url(), {"current", "--check-heads"});
  CHECK(behind.code == 255);
  CHECK(behind.out.empty());
  CHECK(behind.err == "FAILED: Database is not on all head revisions; missing: 'ae20'\n");
  CHECK(run(chain, db.url(), {"upgrade", "head"}).code == 0);
  const ran at_head = run(chain, db.url(), {"current", "-c"});
  CHECK(at_head.code == 0);
  CHECK(at_head.out == "ae20 (head)\n");
}

TEST_CASE("current: a head that another head implies is reached") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(branches, db.url(), {"upgrade", "heads"}).code == 0);
  CHECK(db.versions() == "job2");
  const ran got = run(branches, db.url(), {"current", "-c"});
  CHECK(got.code == 0);
  CHECK(got.out == "app1 (effective head)\njob2 (head)\n");
  const auto parsed = nlohmann::ordered_json::parse(run(branches, db.url(), {"current", "--json"}).out);
  REQUIRE(parsed.size() == 2);
  CHECK(parsed[0]["revision"] == "app1");
  CHECK(parsed[0]["effective_head"] == true);
  CHECK(parsed[0]["row"] == false);
  CHECK(parsed[1]["row"] == true);
}

TEST_CASE("current -v says more, and not the password") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(branches, db.url(), {"upgrade", "heads"}).code == 0);
  const ran got = run(branches, db.url(" password=geheim"), {"current", "-v"});
  CHECK(got.code == 0);
  CHECK(got.out.starts_with("Current revision(s) for postgresql://"));
  CHECK_FALSE(runtime_tests::contains(got.out, "geheim"));
  CHECK(runtime_tests::contains(got.out,
                                "Rev: job2 (head)\nParent: job1\nAlso depends on: app1\nBranch names: job\n\n"
                                "    job 2\n\n"));
}

TEST_CASE("current shows a revision of another program's") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(chain, db.url(), {"ensure_version"}).code == 0);
  db.execute("INSERT INTO alembic_version VALUES ('deadbeef')");
  const ran got = run(chain, db.url(), {"current"});
  CHECK(got.code == 0);
  CHECK(got.out == "deadbeef (not in this history)\n");
  const ran checked = run(chain, db.url(), {"current", "-c"});
  CHECK(checked.code == 255);
  CHECK(runtime_tests::contains(checked.err, "'deadbeef'"));
  CHECK(runtime_tests::contains(run(chain, db.url(), {"current", "--json"}).out, "\"unknown\": true"));
}

}  // namespace cli_command_current_test
