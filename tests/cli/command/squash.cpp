// SPDX-License-Identifier: BSL-1.0
#include "cli/session.hpp"

#include <sterna/dsl.hpp>
#include <sterna/history/unchecked_history.hpp>

#include <doctest/doctest.h>

namespace cli_command_squash_test {

namespace {
using namespace sterna::dsl;

constexpr auto begin = migration("1111", "begin").upgrade(create_table("t", column("id", integer, primary_key)));
constexpr auto more = migration("2222", "more").revises("1111").upgrade(add_column("t", column("a", text)));
constexpr auto last = migration("3333", "last").revises("2222").upgrade(drop_column("t", "a"));
constexpr auto after = migration("4444", "after").revises("3333");
constexpr auto line = sterna::history<begin, more, last, after>;
constexpr auto side = migration("5555", "side").revises("2222").branch_label("side");
constexpr auto forked = sterna::history<begin, more, last, after, side>;
constexpr auto values = migration("2222", "values").revises("1111").upgrade(create_enumeration("mood", {"sad"}));
constexpr auto value =
    migration("3333", "value").revises("2222").upgrade(add_enumeration_value("mood", "ok")).irreversible("PostgreSQL");
constexpr auto unsafe_together = sterna::history<begin, values, value>;

constexpr std::string_view head = "#pragma once\n#include <sterna/dsl.hpp>\n";
constexpr std::string_view open = "namespace app {\nusing namespace sterna::dsl;\n";

void write(const cli_tests::folder& files, std::string_view name, std::string_view definition,
           std::string_view include = "") {
  files.write(name, std::string(head) + std::string(include) + std::string(open) + std::string(definition) + "\n}\n");
}
void write_line(const cli_tests::folder& files, std::string_view down = "") {
  write(files, "1111_begin.hpp",
        "inline constexpr auto begin = migration(\"1111\", \"begin\")\n    .upgrade(create_table(\"t\", column(\"id\", "
        "integer, primary_key))  // all\n    )" + std::string(down) + ";", "#include <string>\n");
  write(files, "2222_more.hpp",
        "// It adds.\ninline constexpr auto more =\n    migration(\"2222\", \"more\").revises(\"1111\")\n"
        "        .upgrade(\n            add_column(\"t\",\n                column(\"a\", text)));");
  write(files, "3333_last.hpp",
        "inline constexpr auto last = migration(\"3333\", \"last\").revises(\"2222\")"
        ".upgrade(drop_column(\"t\", \"a\"));");
}

}  // namespace

TEST_CASE("squash makes one file of several, in their words") {
  const cli_tests::folder files;
  write_line(files);
  const auto it = cli_tests::run(line, {"squash", "1111:3333", "-m", "the table"}, files.settings());
  CHECK(it.code == 0);
  CHECK(files.files() == "3333_the_table.hpp");
  CHECK(it.out.starts_with("Generating " + (files.path() / "3333_the_table.hpp").string() + " ...  done\nDeleting "));
  CHECK(it.err ==
        "note: databases must be at 3333, beyond it, or before all of this; one that is at 1111, 2222 must be upgraded "
        "with the program as it was\n");
  CHECK(files.text("3333_the_table.hpp") == R"(#pragma once

#include <sterna/dsl.hpp>
#include <string>

namespace app {
using namespace sterna::dsl;

inline constexpr auto the_table =
    migration("3333", "the table")
        .upgrade(
            // 1111, begin
            create_table("t", column("id", integer, primary_key)),  // all
            // 2222, more
            add_column("t",
                column("a", text)),
            // 3333, last
            drop_column("t", "a")
        );

}  // namespace app
)");
}

TEST_CASE("the message is the last one's, whose file is replaced; the parent is the first one's") {
  const cli_tests::folder files;
  write_line(files);
  const auto it = cli_tests::run(line, {"squash", "2222:3333"}, files.settings());
  CHECK(it.code == 0);
  CHECK(files.files() == "1111_begin.hpp 3333_last.hpp");
  CHECK(files.text("3333_last.hpp").find("migration(\"3333\", \"last\")\n        .revises(\"1111\")\n") !=
        std::string::npos);
}

TEST_CASE("some downgrades written and others not cannot be one") {
  const cli_tests::folder files;
  write_line(files, ".downgrade(drop_table(\"t\"))");
  const auto it = cli_tests::run(line, {"squash", "1111:3333"}, files.settings());
  CHECK(it.code == 0);
  CHECK(it.err.find("note: it is irreversible, since some") != std::string::npos);
  CHECK(files.text("3333_last.hpp").find(".irreversible(\"it stands for several") != std::string::npos);
}

TEST_CASE("what is not sound to squash is refused, and every file stays as it is") {
  const cli_tests::folder files;
  write_line(files);
  const std::string before = files.text("3333_last.hpp");
  const auto refused = [&](const sterna::history_view& history, const std::string& range) {
    const auto it = cli_tests::run(history, {"squash", range}, files.settings());
    CHECK(it.code == 255);
    CHECK(it.out.empty());
    CHECK(files.text("3333_last.hpp") == before);
    return it.err;
  };
  CHECK(refused(line, "1111").find("[start]:[end]") != std::string::npos);
  CHECK(refused(line, "1111:1111") == "FAILED: squash takes two revisions, <first>:<last>\n");
  CHECK(refused(line, ":3333") == "FAILED: squash takes two revisions, <first>:<last>\n");
  CHECK(refused(line, "3333:1111").find("there is no way down to 3333") != std::string::npos);
  CHECK(refused(forked, "1111:3333").find("migration '5555' needs '2222', which would be gone") != std::string::npos);
  CHECK(refused(line, "3333:4444") ==
        "FAILED: no file in " + files.path().string() + " holds revision 4444\n");
  files.write("2222_more.hpp", std::string(open) + "inline void help() {}\ninline constexpr auto more = "
                               "migration(\"2222\", \"more\").revises(\"1111\");\n}");
  CHECK(refused(line, "1111:3333") == "FAILED: " + (files.path() / "2222_more.hpp").string() +
                                          " holds more than migrations: inline void help() {}; move that to a header "
                                          "in another directory, and include it\n");
  files.write("2222_more.hpp", "auto x = migration(\"2222\", \"\");\nauto y = migration(\"4444\", \"\");");
  CHECK(refused(line, "1111:3333").find("also holds migration 'y'") != std::string::npos);
}

TEST_CASE("a reason that nothing can undo it is kept") {
  const cli_tests::folder files;
  write(files, "2222_values.hpp",
        "inline constexpr auto values = migration(\"2222\", \"values\").revises(\"1111\").upgrade("
        "create_enumeration(\"mood\", {\"sad\"}));");
  write(files, "3333_value.hpp",
        "inline constexpr auto value = migration(\"3333\", \"value\").revises(\"2222\").upgrade("
        "add_enumeration_value(\"mood\", \"ok\")).irreversible(\"PostgreSQL\");");
  CHECK(cli_tests::run(unsafe_together, {"squash", "2222:3333"}, files.settings()).code == 0);
  CHECK(files.text("3333_value.hpp").find("        .irreversible(\"PostgreSQL\");") != std::string::npos);
}

}  // namespace cli_command_squash_test
