// SPDX-License-Identifier: BSL-1.0
#include "cli/command/commands.hpp"

#include <doctest/doctest.h>

namespace cli_command_ensure_version_test {

using namespace cli_tests;

TEST_CASE("ensure_version creates the version table, and nothing else") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  for (int twice = 0; twice < 2; ++twice) {
    const ran got = run(chain, db.url(), {"ensure_version"});
    CHECK(got.code == 0);
    CHECK(got.out.empty());
    CHECK(got.err.empty());
    CHECK(db.versions().empty());
  }
  CHECK(db.ask("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace") == "1");
  CHECK_FALSE(db.locked());
}

TEST_CASE("ensure_version --sql") {
  const ran got = run(chain, "", {"ensure_version", "--sql"});
  CHECK(got.code == 0);
  CHECK(runtime_tests::contains(got.out, "CREATE TABLE"));
}

}  // namespace cli_command_ensure_version_test
