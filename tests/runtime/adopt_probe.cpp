// SPDX-License-Identifier: BSL-1.0
//
// adopt_probe COMMAND [TARGET]: a history whose first two migrations Alembic has, too. Prints what was applied.
#include <cstdio>
#include <string>

#include "sterna/sterna.hpp"

namespace {

using namespace sterna::dsl;

constexpr auto create_account =
    migration("1975ea83b712", "create account table")
        .upgrade(create_table("account", column("id", integer, primary_key), column("name", string(50), not_null)));
constexpr auto add_column_note = migration("ae1027a6acf1", "add a column")
                                     .revises("1975ea83b712")
                                     .upgrade(add_column("account", column("note", text)));
constexpr auto add_index = migration("27c6a30d7c24", "add an index")
                               .revises("ae1027a6acf1")
                               .upgrade(assume_safe(create_index("ix_account_name", "account", {"name"}), "a test"));
constexpr auto left =
    migration("left1", "left").revises("27c6a30d7c24").upgrade(add_column("account", column("l", integer)));
constexpr auto right =
    migration("right1", "right").revises("27c6a30d7c24").upgrade(add_column("account", column("r", integer)));
constexpr auto merged = migration("merge1", "merge").revises("left1", "right1");
constexpr auto all = sterna::history<create_account, add_column_note, add_index, left, right, merged>;

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  const std::string to = argc > 2 ? argv[2] : "heads";
  sterna::options chosen;
  chosen.on_event = [](const sterna::event&) {};
  if (argc > 3) {
    chosen.version_table = argv[3];
  }
  try {
    sterna::report told;
    if (command == "upgrade") {
      told = sterna::upgrade(all, to, chosen);
    } else if (command == "downgrade") {
      told = sterna::downgrade(all, to, chosen);
    } else if (command == "stamp") {
      told = sterna::stamp(all, to, chosen);
    } else {
      for (const std::string& row : sterna::current(all, chosen)) {
        std::printf("%s\n", row.c_str());
      }
      return 0;
    }
    for (const auto& each : told.applied) {
      std::printf("%s\n", each.revision.c_str());
    }
    return 0;
  } catch (const sterna::error& what) {
    std::fprintf(stderr, "%s\n", what.what());
    return 1;
  }
}
