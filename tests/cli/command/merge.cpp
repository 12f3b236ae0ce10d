// SPDX-License-Identifier: BSL-1.0
#include "cli/histories.hpp"
#include "cli/session.hpp"

#include <doctest/doctest.h>

namespace cli_command_merge_test {

using namespace cli_tests;

TEST_CASE("merge joins two heads") {
  const folder files;
  const ran it = run(two_heads, {"merge", "1111", "2222", "--rev-id", "cccc", "-m", "both sides"}, files.settings());
  CHECK(it.code == 0);
  CHECK(it.err.empty());
  CHECK(it.out == "Generating " + (files.path() / "cccc_both_sides.hpp").string() + " ...  done\n");
  CHECK(files.text("cccc_both_sides.hpp") == R"(#pragma once

#include <sterna/dsl.hpp>

namespace app {
using namespace sterna::dsl;

inline constexpr auto both_sides =
    migration("cccc", "both sides")
        .revises("1111aaaa1111", "2222bbbb2222");

}  // namespace app
)");
}

TEST_CASE("without a message it says what it merges") {
  const folder files;
  CHECK(run(two_heads, {"merge", "heads", "--branch-label", "one"}, files.settings()).code == 0);
  const std::string written = files.text(files.files());
  CHECK(written.find("\"merge 1111aaaa1111 and 2222bbbb2222\")\n") != std::string::npos);
  CHECK(written.find(".branch_label(\"one\");") != std::string::npos);
}

TEST_CASE("what is no merge is refused") {
  const folder files;
  const auto refused = [&](const sterna::history_view& history, const std::vector<std::string>& arguments) {
    const ran it = run(history, arguments, files.settings());
    CHECK(it.code == 255);
    CHECK(it.out.empty());
    CHECK(files.files().empty());
    return it.err;
  };
  CHECK(refused(line, {"merge", "heads"}) ==
        "FAILED: a merge joins two revisions or more, and here is only '27c6bbbb02'\n");
  CHECK(refused(line, {"merge", "base"}) == "FAILED: a merge joins two revisions or more, and here is none\n");
  CHECK(refused(two_heads, {"merge", "1111", "27c6"}).find("is not a head revision") != std::string::npos);
  CHECK(refused(two_heads, {"merge", "1111", "1111"}) == "FAILED: Duplicate head revisions specified\n");
  CHECK(run(line, {"merge"}).code == 2);
}

}  // namespace cli_command_merge_test
