// SPDX-License-Identifier: BSL-1.0
#include "cli/histories.hpp"
#include "cli/session.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

namespace cli_command_revision_test {

using namespace cli_tests;

namespace {

/// The text of the one file that a command has written.
std::string written(const folder& files) { return files.text(files.files()); }

}  // namespace

TEST_CASE("revision writes what a person would have written") {
  const folder files;
  const ran it = run(line, {"revision", "-m", "add email", "--rev-id", "9b0e44d1c7aa"}, files.settings());
  CHECK(it.code == 0);
  CHECK(it.err.empty());
  CHECK(it.out == "Generating " + (files.path() / "9b0e44d1c7aa_add_email.hpp").string() + " ...  done\n");
  CHECK(files.text("9b0e44d1c7aa_add_email.hpp") == R"(#pragma once

#include <sterna/dsl.hpp>

namespace app {
using namespace sterna::dsl;

inline constexpr auto add_email =
    migration("9b0e44d1c7aa", "add email")
        .revises("27c6bbbb02")
        .upgrade(
            // add_column("user", column("email", string(254)))
        );

}  // namespace app
)");
}

TEST_CASE("the id is twelve random hexadecimal digits") {
  const folder files;
  CHECK(run(line, {"revision", "-m", "x"}, files.settings()).code == 0);
  const std::string name = files.files();
  CHECK(name.size() == std::string_view("0123456789ab_x.hpp").size());
  CHECK(name.find_first_not_of("0123456789abcdef") == 12);
  const folder others;
  CHECK(run(line, {"revision", "-m", "x"}, others.settings()).code == 0);
  CHECK(others.files() != name);
}

TEST_CASE("heads, labels and dependencies") {
  const folder files;
  CHECK(run(forest, {"revision", "-m", "a", "--head", "77ee", "--branch-label", "top", "--depends-on", "acct",
                     "--depends-on", "b1b1"},
            files.settings()).code == 0);
  CHECK(written(files).find("        .revises(\"77eeee0005\")\n        .branch_label(\"top\")\n"
                            "        .depends_on(\"acct\", \"b1b1b1b1\")\n        .upgrade(") != std::string::npos);
  const folder bases;
  CHECK(run(forest, {"revision", "-m", "a", "--head", "base", "--branch-label", "new"}, bases.settings()).code == 0);
  CHECK(written(bases).find(".revises") == std::string::npos);
  const folder spliced;
  const ran it = run(line, {"revision", "-m", "a", "--head", "ae10", "--splice", "--rev-id", "s1"}, spliced.settings());
  CHECK(it.code == 0);
  CHECK(it.err.starts_with("note: several heads: '27c6bbbb02' and 's1'"));
}

TEST_CASE("what is wrong is said, and nothing is written") {
  const auto refused = [](const sterna::history_view& history, std::vector<std::string> arguments) {
    const folder files;
    arguments.insert(arguments.begin(), "revision");
    const ran it = run(history, arguments, files.settings());
    CHECK(it.code == 255);
    CHECK(it.out.empty());
    CHECK(files.files().empty());
    return it.err;
  };
  CHECK(refused(two_heads, {"-m", "a"}) ==
        "FAILED: Multiple heads are present: '1111aaaa1111', '2222bbbb2222'; please specify the head revision on which "
        "the new revision should be based (--head 1111aaaa1111), or perform a merge (app-migrate merge 1111aaaa1111 "
        "2222bbbb2222)\n");
  CHECK(refused(line, {"-m", "a", "--head", "ae10"}) ==
        "FAILED: Revision ae10aaaa01 is not a head revision; please specify --splice to create a new branch from this "
        "revision\n");
  CHECK(refused(line, {"-m", "a", "--rev-id", "a-b+c"}) ==
        "FAILED: Character(s) '-', '+' not allowed in revision identifier 'a-b+c'\n");
  CHECK(refused(line, {"-m", "a", "--rev-id", "27c6bbbb02"}).find("its id '27c6bbbb02' is also the id of") !=
        std::string::npos);
  CHECK(refused(line, {"-m", "a", "--rev-id", "head"}).find("is a word of the addressing") != std::string::npos);
  CHECK(refused(line, {"-m", "a", "--rev-id", std::string(33, 'x')}).find("32 characters") != std::string::npos);
  CHECK(refused(line, {"-m", "a", "--rev-id", "../x"}).find("cannot be part of a file's name") != std::string::npos);
  CHECK(refused(line, {"-m", "a", "--head", "27c6", "--head", "head"}) ==
        "FAILED: Duplicate head revisions specified\n");
  CHECK(refused(line, {"-m", "a", "--head", "zzzz"}).find("Can't locate revision identified by 'zzzz'") !=
        std::string::npos);
  CHECK(refused(line, {"-m", "a", "--depends-on", "zzzz"}).find("'zzzz'") != std::string::npos);
  CHECK(refused(forest, {"-m", "a", "--head", "77ee", "--branch-label", "users"}).find("'users'") !=
        std::string::npos);
  CHECK(refused(forest, {"-m", "a", "--head", "77ee", "--head", "ae10", "--splice"}).find("one needs another one") !=
        std::string::npos);
  CHECK(refused(line, {"-m", ""}).find("the message is empty") != std::string::npos);
  CHECK(refused(line, {"-m", "\xff"}).find("no valid UTF-8") != std::string::npos);
  CHECK(refused(broken, {"-m", "a"}).find("it revises '4444'") != std::string::npos);
  CHECK(run(line, {"revision"}, folder().settings()).code == 2);
}

TEST_CASE("a program older than the directory is noticed") {
  const folder files;
  CHECK(run(line, {"revision", "-m", "one", "--rev-id", "aaaa"}, files.settings()).code == 0);
  const ran second = run(line, {"revision", "-m", "two"}, files.settings());
  CHECK(second.code == 255);
  CHECK(second.err == "FAILED: " + (files.path() / "aaaa_one.hpp").string() +
                          " holds migration 'aaaa', which app-migrate was built without; build that again first\n");
  CHECK(files.files() == "aaaa_one.hpp");
}

TEST_CASE("directories that are not there or not ours, and files that are") {
  CHECK(run(line, {"revision", "-m", "a"}).err ==
        "FAILED: where the migration files are is not known; say --directory\n");
  const folder files;
  const std::string missing = (files.path() / "missing").string();
  CHECK(run(line, {"revision", "-m", "a", "--directory", missing}).err ==
        "FAILED: there is no directory " + missing + "; make it, or say another --directory\n");
  files.write("aaaa_a.hpp", "// kept");
  const ran taken = run(line, {"revision", "-m", "a", "--rev-id", "aaaa"}, files.settings());
  CHECK(taken.code == 255);
  CHECK(taken.err ==
        "FAILED: cannot write " + (files.path() / "aaaa_a.hpp").string() + ": it is there already\n");
  CHECK(files.text("aaaa_a.hpp") == "// kept");
  CHECK(files.files() == "aaaa_a.hpp");  // and no temporary file
  if (::geteuid() != 0) {  // root may write anywhere
    ::chmod(files.path().c_str(), 0500);
    CHECK(run(line, {"revision", "-m", "b"}, files.settings()).err.find("Permission denied") != std::string::npos);
  }
}

TEST_CASE("a migration whose message is a word of the DSL gets another name") {
  const folder files;
  CHECK(run(line, {"revision", "-m", "create table", "--rev-id", "aaaa"}, files.settings()).code == 0);
  CHECK(written(files).find("auto create_table_aaaa =") != std::string::npos);
}

}  // namespace cli_command_revision_test
