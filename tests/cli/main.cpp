// SPDX-License-Identifier: BSL-1.0
#include "cli/command/commands.hpp"
#include "cli/histories.hpp"

#include <doctest/doctest.h>

namespace cli_main_test {

using namespace cli_tests;

namespace {

/// Where nobody listens; whoever connects says so, and ends with 1.
const sterna::cli::settings nowhere{.run = {.url = "postgresql://nobody@/none?host=/nowhere/at/all"}};

using words = std::vector<std::string>;

const std::vector<words> that_connect{
    {"current"},       {"doctor"},
    {"downgrade", "base"}, {"downgrade", "base", "--dry-run"},
    {"history", "-i"}, {"history", "-r", "current:"},
    {"plan"},          {"plan", "--down", "base"},
    {"plan", "--json"}, {"repair"},
    {"show", "current"}, {"stamp", "heads"},
    {"stamp", "--purge", "heads"}, {"upgrade", "heads"},
    {"upgrade", "heads", "--dry-run"}};

std::string joined(const words& all) {
  std::string text;
  for (const std::string& each : all) text += each + " ";
  return text;
}

}  // namespace

TEST_CASE("what is wrong with a history is said where no server is, too") {
  const std::string broken_sentence = run(broken, {"check"}).err;
  const std::string heads_sentence = run(two_heads, {"check"}).err;
  CHECK(runtime_tests::contains(broken_sentence, "4444"));
  CHECK(runtime_tests::contains(heads_sentence, "1111aaaa1111"));
  for (const words& each : that_connect) {
    CAPTURE(joined(each));
    const ran sound = run(line, each, nowhere);
    CHECK(sound.code == 1);  // so that the rest of this case can fail
    CHECK(sound.err.starts_with("FAILED: cannot connect to PostgreSQL"));
    const ran one = run(broken, each, nowhere);
    CHECK(one.code == 255);
    CHECK(one.err == broken_sentence);
    CHECK(one.out.empty());
    const ran other = run(two_heads, each, nowhere);
    CHECK(other.code == 255);
    CHECK(other.err == heads_sentence);
  }
}

TEST_CASE("log needs no more of a history than its messages") {
  CHECK(run(broken, {"log"}, nowhere).code == 255);
  CHECK(run(broken, {"log", "--json"}, nowhere).code == 255);
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  CHECK(run(line, db.url(), {"upgrade", "head"}).code == 0);
  CHECK(runtime_tests::contains(run(two_heads, db.url(), {"log"}).out, "add name"));
}

TEST_CASE("wrong usage is 2, and goes to the other stream") {
  for (const words& each : {words{}, {"nothing"}, {"upgrade"}, {"current", "surplus"}, {"--nothing", "heads"}}) {
    CAPTURE(joined(each));
    const ran got = run(line, each);
    CHECK(got.code == 2);
    CHECK(got.out.empty());
    CHECK_FALSE(got.err.empty());
  }
  CHECK(run(line, {"--help"}).code == 0);
  CHECK(run(line, {"--version"}).out.starts_with("sterna "));
}

}  // namespace cli_main_test
