// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace sterna::cli {

/// `--sql` and `--tag`: a script for psql in place of a run.
struct script_request {
  bool wanted = false;
  std::string tag{};

  void add_to(CLI::App& command) {
    command.add_flag("--sql", wanted, "Print a script for psql instead; no database is looked at");
    command.add_option("--tag", tag, "With --sql: a remark for the head of the script");
  }
};

/// The one range of a script. Throws command_error.
[[nodiscard]] inline const std::string& one_range(const std::vector<std::string>& ranges) {
  if (ranges.size() != 1) {
    throw command_error("--sql takes one revision or one range <fromrev>:<torev>, and " +
                        std::to_string(ranges.size()) + " were given");
  }
  return ranges.front();
}

}  // namespace sterna::cli
