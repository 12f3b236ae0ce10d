// SPDX-License-Identifier: BSL-1.0
//
// An application that brings its database up to date when it starts.
#include "migrations/history.hpp"

#include <sterna/sterna.hpp>

#include <chrono>
#include <iostream>

int main() {
  try {
    const sterna::report report = sterna::migrate_to_head(app::history);
    if (report.applied.empty()) {
      std::cout << "nothing to do: at " << report.to << '\n';
    }
    for (const auto& migration : report.applied) {
      std::cout << "applied " << migration.revision << ", " << migration.message << " ("
                << std::chrono::duration_cast<std::chrono::milliseconds>(migration.duration).count() << " ms)\n";
    }
  } catch (const sterna::error& error) {
    std::cerr << "migration failed: " << error.what() << '\n';
    return 1;
  }
  // Here the application proper begins.
}
