// SPDX-License-Identifier: BSL-1.0
#include "cli/command/commands.hpp"

#include <doctest/doctest.h>

namespace cli_command_upgrade_test {

using namespace cli_tests;

TEST_CASE("upgrade tells each migration in Alembic's words, and nothing where there is nothing to do") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  const ran first = run(chain, db.url(), {"upgrade", "+1"});
  CHECK(first.code == 0);
  CHECK(first.out.empty());
  CHECK(first.err == "Running upgrade  -> a1, begin\n");
  const ran rest = run(chain, db.url(), {"upgrade", "head"});
  CHECK(rest.err == "Running upgrade a1 -> ae10, add name\nRunning upgrade ae10 -> ae20, index name\n");
  CHECK(db.versions() == "ae20");
  const ran again = run(chain, db.url(), {"upgrade", "head"});
  CHECK(again.code == 0);
  CHECK(again.err.empty());
}

TEST_CASE("upgrade of several targets, quietly") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  const ran got = run(branches, db.url(), {"upgrade", "-q", "job1", "app@head"});
  CHECK(got.code == 0);
  CHECK(got.err.empty());
  CHECK(db.versions() == "app1 job1");
}

TEST_CASE("upgrade refuses what names nothing, and changes nothing") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  const auto refused = [&](std::vector<std::string> words, int code, std::string_view why) {
    CAPTURE(words);
    const ran got = run(chain, db.url(), std::move(words));
    CHECK(got.code == code);
    CHECK(got.out.empty());
    CHECK_MESSAGE(runtime_tests::contains(got.err, why), got.err);
  };
  refused({"upgrade", "zzzz"}, 255, "FAILED: Can't locate revision identified by 'zzzz'");
  refused({"upgrade", "-1"}, 255, "FAILED: Relative revision -1 didn't produce 1 migrations");
  refused({"upgrade", "a1:ae10"}, 255, "FAILED: Range revision not allowed");
  refused({"upgrade"}, 2, "revision is required");
  refused({"upgrade", "head", "--nonsense"}, 2, "--nonsense");
  CHECK(db.versions() == "none");
}

TEST_CASE("upgrade: what the server refuses is 1, and no password is told") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  db.execute("CREATE TABLE t (id integer)");
  const ran got = run(chain, db.url(" password=geheim"), {"upgrade", "head"});
  CHECK(got.code == 1);
  CHECK(got.out.empty());
  CHECK(runtime_tests::contains(got.err, "FAILED: migration 'a1' (begin), upgrade op 1, create_table: "));
  CHECK_FALSE(runtime_tests::contains(got.err, "geheim"));
  const ran nowhere = run(chain, "postgresql://u:geheim@localhost:1/x", {"upgrade", "head"});
  CHECK(nowhere.code == 1);
  CHECK(runtime_tests::contains(nowhere.err, "FAILED: cannot connect to PostgreSQL"));
  CHECK_FALSE(runtime_tests::contains(nowhere.err, "geheim"));
}

TEST_CASE("upgrade --dry-run changes nothing, and says what it could not try") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  const ran got = run(chain, db.url(), {"upgrade", "head", "--dry-run"});
  CHECK(got.code == 0);
  CHECK(
      got.out ==
      "Tried and rolled back: a1, begin\nTried and rolled back: ae10, add name\n"
      "Tried in part and rolled back: ae20, index name\n"
      "Not tried: migration 'ae20', upgrade op 1, create_index: it runs outside a transaction, and could not be rolled "
      "back\n");
  CHECK(db.versions() == "none");
  CHECK_FALSE(db.has("t"));
  db.execute("CREATE TABLE t (id integer)");
  const ran refused = run(chain, db.url(), {"upgrade", "head", "--dry-run"});
  CHECK(refused.code == 1);
  CHECK(refused.out.empty());
}

TEST_CASE("upgrade --sql prints a script, and needs no database") {
  const ran got = run(chain, "postgresql://nobody@localhost:1/nothing",
                      {"upgrade", "a1:ae10", "--sql", "--tag", "my tag"});
  CHECK(got.code == 0);
  CHECK(got.err.empty());
  CHECK(runtime_tests::contains(got.out, "-- Running upgrade a1 -> ae10\n"));
  CHECK(runtime_tests::contains(got.out, "ALTER TABLE t ADD COLUMN n text;"));
  CHECK(runtime_tests::contains(got.out, "UPDATE"));
  CHECK(runtime_tests::contains(got.out, "my tag"));
  const ran several = run(chain, "", {"upgrade", "a1", "ae10", "--sql"});
  CHECK(several.code == 255);
  CHECK(several.out.empty());
  CHECK(run(chain, "", {"upgrade", "head", "--sql", "--dry-run"}).code == 2);
}

}  // namespace cli_command_upgrade_test
