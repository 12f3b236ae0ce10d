// SPDX-License-Identifier: BSL-1.0
#include "cli/command/commands.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace cli_command_doctor_test {

using namespace cli_tests;

TEST_CASE("doctor: findings are 255, with what to do") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  const ran well = run(chain, db.url(), {"doctor"});
  CHECK(well.code == 0);
  CHECK(well.out == "No findings.\n");
  CHECK(run(chain, db.url(), {"doctor", "--json"}).out == "[]\n");
  CHECK(run(chain, db.url(), {"ensure_version"}).code == 0);
  db.execute("INSERT INTO alembic_version VALUES ('deadbeef')");
  const ran got = run(chain, db.url(), {"doctor"});
  CHECK(got.code == 255);
  CHECK(got.err.empty());
  CHECK(got.out ==
        "unknown_revision: public.alembic_version holds revision 'deadbeef', which this history does not know\n"
        "    deploy the program that has it; if it is gone for good, stamp the database with purge\n");
  const ran listed = run(chain, db.url(), {"doctor", "--json"});
  CHECK(listed.code == 255);
  const auto parsed = nlohmann::ordered_json::parse(listed.out);
  REQUIRE(parsed.size() == 1);
  CHECK(parsed[0]["finding"] == "unknown_revision");
  CHECK(parsed[0]["object"] == "deadbeef");
}

}  // namespace cli_command_doctor_test
