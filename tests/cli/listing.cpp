// SPDX-License-Identifier: BSL-1.0
#include "cli/histories.hpp"
#include "cli/session.hpp"
#include "runtime/database.hpp"

#include <doctest/doctest.h>

namespace cli_listing_test {

using namespace cli_tests;

TEST_CASE("heads tells effective heads and labels") {
  CHECK(run(forest, {"heads"}).out ==
        "77eeee0005 (orders, users) (head)\na2a2a2a2 (acct) (effective head)\nb2b2b2b2 (networking) (head)\n");
  CHECK(run(forest, {"heads", "--resolve-dependencies"}).out ==
        "77eeee0005 (orders, users) (head)\nb2b2b2b2 (networking) (head)\n");
  CHECK(run(line, {"heads", "-v"}).out ==
        "Rev: 27c6bbbb02 (head)\nParent: ae10aaaa01\n\n    add name\n    and more\n\n");
  CHECK(run(two_heads, {"heads"}).out == "1111aaaa1111 (head)\n2222bbbb2222 (head)\n");
}

TEST_CASE("history is Alembic's, the newest first") {
  const ran all = run(forest, {"history"});
  CHECK(all.code == 0);
  CHECK(all.err.empty());
  CHECK(all.out ==
        "b1b1b1b1 (acct) -> b2b2b2b2 (networking) (head), net2\n"
        "<base> (a2a2a2a2) -> b1b1b1b1 (networking), net1\n"
        "<base> -> a2a2a2a2 (acct) (effective head), acct\n"
        "1975cccc03, 5550dddd04 -> 77eeee0005 (orders, users) (head) (mergepoint), merge side branches\n"
        "27c6bbbb02 -> 5550dddd04 (orders), orders side\n"
        "27c6bbbb02 -> 1975cccc03 (users), users side\n"
        "ae10aaaa01 -> 27c6bbbb02 (branchpoint), add name\n"
        "<base> -> ae10aaaa01, create account\n");
  CHECK(run(forest, {"history"}).out == all.out);
}

TEST_CASE("ranges of history") {
  const auto ids = [](const std::vector<std::string>& arguments) {
    const ran it = run(forest, arguments);
    return it.code == 0 ? it.out : it.err;
  };
  const std::string top =
      "1975cccc03, 5550dddd04 -> 77eeee0005 (orders, users) (head) (mergepoint), merge side branches\n";
  const std::string side = "27c6bbbb02 -> 1975cccc03 (users), users side\n";
  CHECK(ids({"history", "-r1975:77ee"}) == top + side);
  CHECK(ids({"history", "-r", "1975:+1"}) == top + side);
  CHECK(ids({"history", "-r", "-1:1975"}) == side + "ae10aaaa01 -> 27c6bbbb02 (branchpoint), add name\n");
  CHECK(ids({"history", "-r", ":ae10"}) == "<base> -> ae10aaaa01, create account\n");
  CHECK(ids({"history", "-r", "77ee:"}) == top);
  CHECK(ids({"history", "-r", "b1b1:networking@head-1"}) == "<base> (a2a2a2a2) -> b1b1b1b1 (networking), net1\n");
  CHECK(ids({"history", "-r", "77ee:1975"}) ==
        "FAILED: Requested range 77ee:1975 does not refer to ancestor/descendant revisions along the same branch\n");
  CHECK(ids({"history", "-r", "1975"}) == "FAILED: History range requires [start]:[end], [start]:, or :[end]\n");
  CHECK(ids({"history", "-r", "a:b:c"}) == "FAILED: History range requires [start]:[end], [start]:, or :[end]\n");
  CHECK(ids({"history", "-r", "1975:+5"}) == "FAILED: Relative revision +5 didn't produce 5 migrations\n");
  CHECK(ids({"history", "-r", "zzzz:"}).starts_with("FAILED: Can't locate revision identified by 'zzzz'"));
}

TEST_CASE("branches and their beginnings") {
  CHECK(run(forest, {"branches"}).out ==
        "27c6bbbb02 (branchpoint)\n           -> 1975cccc03 (users)\n           -> 5550dddd04 (orders)\n\n");
  CHECK(run(forest, {"branches", "-v"}).out ==
        "Rev: 27c6bbbb02 (branchpoint)\nParent: ae10aaaa01\nBranches into: 1975cccc03, 5550dddd04\n\n"
        "    add name\n    and more\n\n"
        "           -> 1975cccc03 (users), users side\n           -> 5550dddd04 (orders), orders side\n\n");
  CHECK(run(line, {"branches"}).out.empty());
}

TEST_CASE("show tells all of a revision, and where it is") {
  const folder files;
  files.write("77eeee0005_x.hpp", "inline constexpr auto x = migration(\"77eeee0005\", \"x\");");
  CHECK(run(forest, {"show", "77ee"}, files.settings()).out ==
        "Rev: 77eeee0005 (head) (mergepoint)\nMerges: 1975cccc03, 5550dddd04\nBranch names: orders, users\nPath: " +
            (files.path() / "77eeee0005_x.hpp").string() + "\n\n    merge side branches\n\n");
  CHECK(run(forest, {"show", "b1b1"}).out ==
        "Rev: b1b1b1b1\nParent: <base>\nAlso depends on: a2a2a2a2\nBranch names: networking\n\n    net1\n\n");
  CHECK(run(forest, {"show", "users"}).out.starts_with("Rev: 1975cccc03\n"));
  const ran none = run(forest, {"show", "zzzz"});
  CHECK(none.code == 255);
  CHECK(none.out.empty());
  CHECK(none.err.starts_with("FAILED: Can't locate revision identified by 'zzzz'"));
}

TEST_CASE("every listing is there as JSON") {
  CHECK(run(line, {"heads", "--json"}).out == R"([
  {
    "revision": "27c6bbbb02",
    "parents": [
      "ae10aaaa01"
    ],
    "depends_on": [],
    "branch_labels": [],
    "message": "add name\nand more",
    "head": true,
    "effective_head": false,
    "branchpoint": false,
    "mergepoint": false
  }
]
)");
  CHECK(run(forest, {"branches", "--json"}).out.find("\"branches_into\": [") != std::string::npos);
  CHECK(run(line, {"branches", "--json"}).out == "[]\n");
  CHECK(run(forest, {"history", "--json", "-r", "b1b1:"}).out.find("\"acct\"") != std::string::npos);
  CHECK(run(forest, {"show", "--json", "b1b1"}).out.find("\"message\": \"net1\"") != std::string::npos);
}

TEST_CASE("check says what is wrong") {
  CHECK(run(forest, {"check"}).out == "No faults\n");
  const ran two = run(two_heads, {"check"});
  CHECK(two.code == 255);
  CHECK(two.out.empty());
  CHECK(two.err ==
        "FAILED: several heads: '1111aaaa1111' and '2222bbbb2222'; merge them with .revises(\"1111aaaa1111\", "
        "\"2222bbbb2222\"), or by the command: <application>-migrate merge 1111aaaa1111 2222bbbb2222; or give each "
        "branch a .branch_label\n");
  const ran as_json = run(two_heads, {"check", "--json"});
  CHECK(as_json.code == 255);
  CHECK(as_json.out.starts_with("{\n  \"sound\": false,\n  \"sentence\": \"several heads: "));
  CHECK(run(line, {"check", "--json"}).out == "{\n  \"sound\": true,\n  \"sentence\": \"\"\n}\n");
}

TEST_CASE("what is no graph is refused by every command, with the compiler's sentence") {
  for (const char* command : {"heads", "history", "branches"}) {
    const ran it = run(broken, {command});
    CHECK(it.code == 255);
    CHECK(it.out.empty());
    CHECK(it.err == "FAILED: migration '3333' (orphan): it revises '4444', which is not in the history\n");
  }
}

TEST_CASE("current is what the database holds") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database db;
  const sterna::cli::settings chosen{.run = db.options()};
  CHECK(run(forest, {"history", "-i", "-r", ":ae10"}, chosen).out == "<base> -> ae10aaaa01, create account\n");
  CHECK(run(forest, {"show", "current"}, chosen).out.empty());
  sterna::stamp(forest, "1975cccc03", db.options());
  CHECK(run(forest, {"history", "-i", "-r", "1975:"}, chosen).out.find("1975cccc03 (users) (current), users side") !=
        std::string::npos);
  CHECK(run(forest, {"history", "-r", ":current"}, chosen).out ==
        "27c6bbbb02 -> 1975cccc03 (users), users side\nae10aaaa01 -> 27c6bbbb02 (branchpoint), add name\n"
        "<base> -> ae10aaaa01, create account\n");
  CHECK(run(forest, {"history", "-r", "-1:current"}, chosen).out ==
        "27c6bbbb02 -> 1975cccc03 (users), users side\nae10aaaa01 -> 27c6bbbb02 (branchpoint), add name\n");
  CHECK(run(forest, {"show", "current"}, chosen).out.starts_with("Rev: 1975cccc03"));
  CHECK(run(forest, {"history", "-i", "--json", "-r", "77ee:"}, chosen).out.find("\"current\": false") !=
        std::string::npos);
  const ran unsound = run(two_heads, {"history", "-i"}, chosen);
  CHECK(unsound.code == 255);
  CHECK(unsound.err.starts_with("FAILED: several heads"));
  db.execute("UPDATE alembic_version SET version_num = 'gone'");
  const ran unknown = run(forest, {"history", "-i", "-r", ":ae10"}, chosen);
  CHECK(unknown.code == 0);
  CHECK(unknown.err == "note: the database is at 'gone', which this history does not know\n");
}

}  // namespace cli_listing_test
