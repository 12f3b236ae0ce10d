// SPDX-License-Identifier: BSL-1.0
#include <sstream>

#include <sterna/cli/main.hpp>

#include "runtime/database.hpp"

namespace cli_command_repair_test {

using namespace runtime_tests;
using namespace sterna::dsl;

namespace {

constexpr auto a = migration("a", "one").upgrade(create_table("t", column("x", integer)));
constexpr auto b = migration("b", "two").revises("a").upgrade(add_column("t", column("y", integer)));
constexpr auto b_edited = migration("b", "two").revises("a").upgrade(add_column("t", column("y", big_integer)));
constexpr auto line = sterna::history<a, b>;
constexpr auto edited_line = sterna::history<a, b_edited>;

struct answer {
  int code;
  std::string out;
  std::string err;
};
answer repair(const sterna::options& chosen, std::vector<const char*> words = {}) {
  std::ostringstream out;
  std::ostringstream err;
  words.insert(words.begin(), {"app", "repair"});
  const int code =
      sterna::cli::run(static_cast<int>(words.size()), words.data(), edited_line, {.run = chosen}, out, err);
  return {code, out.str(), err.str()};
}

}  // namespace

TEST_CASE("repair: says what it has settled, once") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(line, db.options());
  const std::string before = sterna::checksum(line, "b");
  const std::string after = sterna::checksum(edited_line, "b");
  sterna::options chosen = db.options();
  chosen.on_event = {};
  const answer first = repair(chosen);
  CHECK(first.code == 0);
  CHECK(first.out == "repaired b, two: " + before + " -> " + after + "\n");
  CHECK(first.err.empty());
  const answer second = repair(chosen);
  CHECK(second.code == 0);
  CHECK(second.out.empty());
  CHECK(repair(chosen, {"--json"}).out == "[]\n");
  sterna::stamp(line, "b", db.options());
  CHECK(repair(chosen, {"--json"}).out ==
        "[\n  {\n    \"revision\": \"b\",\n    \"message\": \"two\",\n    \"logged\": \"" + before +
            "\",\n    \"checksum\": \"" + after + "\"\n  }\n]\n");
}

TEST_CASE("repair: where there is no log, nothing is settled; where it is off, it is refused") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options off = db.options();
  off.log = false;
  sterna::migrate_to_head(line, off);
  const answer nothing = repair(db.options());
  CHECK(nothing.code == 0);
  CHECK(nothing.out.empty());
  CHECK_FALSE(db.has("alembic_version_log"));
  const answer refused = repair(off);
  CHECK(refused.code == 255);
  CHECK(refused.out.empty());
  CHECK(refused.err == "FAILED: options.log is off, and a repair is a row in the log\n");
}

}  // namespace cli_command_repair_test
