// SPDX-License-Identifier: BSL-1.0
//
// An application with the command line below a word of its own: `embedded migrate upgrade head`.
#include "migrations/history.hpp"

#include <sterna/cli/main.hpp>

#include <iostream>
#include <string_view>

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "migrate") {
    return sterna::cli::main(argc - 1, argv + 1, app::history, {.program = "embedded migrate"});
  }
  std::cout << "the application; its database is managed by: embedded migrate --help\n";
}
