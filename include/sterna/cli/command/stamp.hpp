// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/script_request.hpp"
#include "sterna/cli/watch.hpp"
#include "sterna/runtime/offline.hpp"
#include "sterna/runtime/stamp.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace sterna::cli {

/// `stamp`: the version table says that the database is at the targets, and no migration runs.
inline void add_stamp(CLI::App& app, context& now) {
  struct request {
    std::vector<std::string> to{};
    bool purge = false;
    script_request script{};
  };
  const auto asked = std::make_shared<request>();
  CLI::App* const command = app.add_subcommand("stamp", "Write into the version table where the database is");
  command->add_option("revision", asked->to, "head, heads, base, an id or its beginning, a label ...")->required();
  command->add_flag("--purge", asked->purge, "Delete all rows first, also those that the history does not know");
  asked->script.add_to(*command);
  command->callback([&now, asked] {
    now.action = [&now, asked] {
      if (asked->script.wanted) {
        if (asked->purge) {
          throw command_error("Can't use --purge with --sql mode");
        }
        now.out << stamp_script(now.history, asked->to, now.chosen.run, asked->script.tag);
        return succeeded;
      }
      watch told(now);
      stamp(now.history, asked->to, told.run_options(), asked->purge ? stamp_mode::purge : stamp_mode::keep);
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
