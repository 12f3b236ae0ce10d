// SPDX-License-Identifier: BSL-1.0
// The command line of the example's history, whose files are in ./migrations, for tests that need a process of its own:
// on a terminal, or as the README shows it.
#include <sterna/cli/main.hpp>

#include "../../examples/quickstart/migrations/1975ea83b712_create_user_table.hpp"
#include "../../examples/quickstart/migrations/3c5d0b9e7f24_index_user_name.hpp"
#include "../../examples/quickstart/migrations/ae1027a6acf1_add_last_login.hpp"

#include <string_view>

// `migrate_probe first ...`: a program that knows only the first migration.
int main(int argc, char** argv) {
  const sterna::cli::settings files{.directory = "migrations"};
  if (argc > 1 && std::string_view(argv[1]) == "first") {
    return sterna::cli::main(argc - 1, argv + 1, sterna::history<app::create_user_table>, files);
  }
  return sterna::cli::main(
      argc, argv, sterna::history<app::create_user_table, app::index_user_name, app::add_last_login>, files);
}
