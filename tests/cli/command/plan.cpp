// SPDX-License-Identifier: BSL-1.0
#include "cli/command/commands.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace cli_command_plan_test {

using namespace cli_tests;

TEST_CASE("plan prints what upgrade would execute, and executes nothing") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(chain, db.url(), {"upgrade", "a1"}).code == 0);
  const ran got = run(chain, db.url(), {"plan"});
  CHECK(got.code == 0);
  CHECK(got.err.empty());
  CHECK(got.out ==
        "-- Running upgrade a1 -> ae10, add name\n"
        "-- op 1: lock ACCESS EXCLUSIVE\n"
        "-- op 1: short_exclusive_lock: takes ACCESS EXCLUSIVE on table 't' for a moment; while it waits for that, all "
        "readers wait behind it; set options.lock_timeout\n"
        "ALTER TABLE t ADD COLUMN n text;\n"
        "UPDATE public.alembic_version SET version_num = 'ae10' WHERE version_num = 'a1';\n\n"
        "-- Running upgrade ae10 -> ae20, index name\n"
        "-- op 1: outside a transaction; lock SHARE UPDATE EXCLUSIVE; reads all rows\n"
        "CREATE INDEX CONCURRENTLY ix_t_n ON t (n);\n"
        "UPDATE public.alembic_version SET version_num = 'ae20' WHERE version_num = 'ae10';\n\n");
  CHECK(db.versions() == "a1");
}

TEST_CASE("plan --down marks what loses data") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(chain, db.url(), {"upgrade", "ae10"}).code == 0);
  const ran got = run(chain, db.url(), {"plan", "--down"});
  CHECK(runtime_tests::contains(got.out, "-- Running downgrade ae10 -> a1, add name\n"));
  CHECK(runtime_tests::contains(got.out, "-- op 1: LOSES DATA\n"));
  CHECK_FALSE(runtime_tests::contains(got.out, "DROP TABLE"));
  CHECK(runtime_tests::contains(run(chain, db.url(), {"plan", "base", "--down"}).out, "DROP TABLE t;\n"));
  CHECK_FALSE(runtime_tests::contains(got.out, "\033"));
  const ran coloured = run(chain, db.url(), {"plan", "--down"}, {.colour_out = true});
  CHECK(runtime_tests::contains(coloured.out, "\033[31m-- op 1: LOSES DATA\033[0m\n"));
}

TEST_CASE("plan --json, and an empty plan") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(chain, db.url(), {"upgrade", "ae10"}).code == 0);
  const auto parsed = nlohmann::ordered_json::parse(run(chain, db.url(), {"plan", "--json", "head"}).out);
  REQUIRE(parsed.size() == 1);
  CHECK(parsed[0]["revision"] == "ae20");
  CHECK(parsed[0]["direction"] == "upgrade");
  REQUIRE(parsed[0]["statements"].size() == 2);
  CHECK(parsed[0]["statements"][0]["outside_transaction"] == true);
  CHECK(parsed[0]["statements"][0]["lock"] == "SHARE UPDATE EXCLUSIVE");
  CHECK(parsed[0]["statements"][0]["other_lock"].is_null());
  CHECK(parsed[0]["statements"][0]["scan"] == true);
  CHECK(run(chain, db.url(), {"upgrade", "head"}).code == 0);
  const ran nothing = run(chain, db.url(), {"plan"});
  CHECK(nothing.code == 0);
  CHECK(nothing.out.empty());
  CHECK(nothing.err == "Nothing to do.\n");
  CHECK(run(chain, db.url(), {"plan", "--json"}).out == "[]\n");
  CHECK(run(chain, db.url(), {"plan", "zzzz"}).code == 255);
}

}  // namespace cli_command_plan_test
