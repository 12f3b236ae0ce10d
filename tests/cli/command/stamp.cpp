// SPDX-License-Identifier: BSL-1.0
#include "cli/command/commands.hpp"

#include <doctest/doctest.h>

namespace cli_command_stamp_test {

using namespace cli_tests;

TEST_CASE("stamp writes the version, and runs nothing") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  const ran got = run(chain, db.url(), {"stamp", "head"});
  CHECK(got.code == 0);
  CHECK(got.out.empty());
  CHECK(got.err == "Running stamp_revision  -> ae20\n");
  CHECK(db.versions() == "ae20");
  CHECK_FALSE(db.has("t"));
  CHECK(run(chain, db.url(), {"stamp", "a1"}).err == "Running stamp_revision ae20 -> a1\n");
  CHECK(run(chain, db.url(), {"stamp", "a1"}).err.empty());
  CHECK(run(branches, db.url(), {"stamp", "--purge", "app1", "job1"}).code == 0);
  CHECK(db.versions() == "app1 job1");
}

TEST_CASE("stamp --purge where another program has been") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(chain, db.url(), {"ensure_version"}).code == 0);
  db.execute("INSERT INTO alembic_version VALUES ('deadbeef')");
  const ran refused = run(chain, db.url(), {"stamp", "head"});
  CHECK(refused.code == 255);
  CHECK(runtime_tests::contains(refused.err, "purge"));
  CHECK(run(chain, db.url(), {"stamp", "--purge", "head"}).code == 0);
  CHECK(db.versions() == "ae20");
  CHECK(run(chain, db.url(), {"stamp", "+1"}).code == 255);
  CHECK(run(chain, db.url(), {"stamp"}).code == 2);
}

TEST_CASE("stamp --sql") {
  const ran got = run(chain, "", {"stamp", "a1:ae10", "--sql"});
  CHECK(got.code == 0);
  CHECK(runtime_tests::contains(got.out, "-- Running stamp_revision a1 -> ae10\n"));
  const ran purge = run(chain, "", {"stamp", "head", "--sql", "--purge"});
  CHECK(purge.code == 255);
  CHECK(purge.out.empty());
  CHECK(purge.err == "FAILED: Can't use --purge with --sql mode\n");
}

}  // namespace cli_command_stamp_test
