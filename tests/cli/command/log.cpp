// SPDX-License-Identifier: BSL-1.0
#include <regex>
#include <sstream>

#include <sterna/cli/main.hpp>

#include "runtime/database.hpp"

namespace cli_command_log_test {

using namespace runtime_tests;
using namespace sterna::dsl;

namespace {

constexpr auto a = migration("1975ea83b712", "create täble").upgrade(create_table("t", column("x", integer)));
constexpr auto b = migration("b", "two").revises("1975ea83b712").upgrade(add_column("t", column("y", integer)));
constexpr auto line = sterna::history<a, b>;

struct answer {
  int code;
  std::string out;
  std::string err;
};
answer ask(const sterna::options& chosen, std::vector<const char*> words, const sterna::history_view& history = line) {
  std::ostringstream out;
  std::ostringstream err;
  words.insert(words.begin(), "app");
  const int code = sterna::cli::run(static_cast<int>(words.size()), words.data(), history, {.run = chosen}, out, err);
  return {code, out.str(), err.str()};
}

}  // namespace

TEST_CASE("log: newest first, in columns, and the same as JSON") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  const answer none = ask(chosen, {"log"});
  CHECK(none.code == 0);
  CHECK(none.out.empty());
  CHECK(ask(chosen, {"log", "--json"}).out == "[]\n");
  chosen.url = db.url(" application_name='the \"deployer\"'");
  sterna::migrate_to_head(line, chosen);
  sterna::stamp(line, "base", db.options());
  // what differs from run to run
  db.execute("UPDATE alembic_version_log SET role = 'münch', applied_at = '2026-08-08 15:37:00.000012+02', duration = "
             "CASE id WHEN 1 THEN interval '12.5 ms' WHEN 2 THEN interval '61.25 s' ELSE interval '2 hours' END");
  const answer told = ask(db.options(), {"log"});
  CHECK(told.code == 0);
  CHECK(told.err.empty());
  CHECK(told.out ==
        "2026-08-08 13:37:00Z  stamp    base          120 min  münch  sterna\n"
        "2026-08-08 13:37:00Z  upgrade  b             61.2 s   münch  the \"deployer\"  two\n"
        "2026-08-08 13:37:00Z  upgrade  1975ea83b712  12 ms    münch  the \"deployer\"  create täble\n");
  const auto list = nlohmann::json::parse(ask(db.options(), {"log", "--json"}).out);
  REQUIRE(list.size() == 3);
  CHECK(list[0]["revision"] == "");
  CHECK(list[0]["direction"] == "stamp");
  CHECK(list[1] == nlohmann::json{{"revision", "b"},
                                  {"direction", "upgrade"},
                                  {"checksum", sterna::checksum(line, "b")},
                                  {"applied_at", "2026-08-08T13:37:00.000012Z"},
                                  {"duration_us", 61250000},
                                  {"role", "münch"},
                                  {"application", "the \"deployer\""},
                                  {"library", sterna::version}});
}

TEST_CASE("log: what a program without these migrations sees") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(line, db.options());
  const answer told = ask(db.options(), {"log"}, sterna::history<a>);
  CHECK(told.code == 0);
  const std::regex lines("[^\n]*  upgrade  b [^\n]*\n[^\n]*  1975ea83b712 [^\n]*  create täble\n");
  CHECK(std::regex_match(told.out, lines));
}

TEST_CASE("log: errors go to the other stream, with their exit codes") {
  STERNA_NEEDS_SERVER();
  const database db;
  db.execute("CREATE TABLE alembic_version_log (a integer)");
  const answer foreign = ask(db.options(), {"log"});
  CHECK(foreign.code == 255);
  CHECK(foreign.out.empty());
  CHECK(foreign.err.rfind("FAILED: public.alembic_version_log has not the columns", 0) == 0);
  const answer nobody = ask({.url = "postgresql://u:canary@127.0.0.1:1/d"}, {"log"});
  CHECK(nobody.code == 1);
  CHECK(nobody.out.empty());
  CHECK_FALSE(contains(nobody.err, "canary"));
  CHECK(ask(db.options(), {"log", "b"}).code == 2);
}

}  // namespace cli_command_log_test
