// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/script_request.hpp"
#include "sterna/runtime/ensure_version.hpp"
#include "sterna/runtime/offline.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace sterna::cli {

/// `ensure_version`: the version table is there, and nothing else changes.
inline void add_ensure_version(CLI::App& app, context& now) {
  const auto script = std::make_shared<script_request>();
  CLI::App* const command = app.add_subcommand("ensure_version", "Create the version table, if it is missing");
  script->add_to(*command);
  command->callback([&now, script] {
    now.action = [&now, script] {
      if (script->wanted) {
        now.out << ensure_version_script(now.chosen.run, script->tag);
      } else {
        ensure_version(now.chosen.run);
      }
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
