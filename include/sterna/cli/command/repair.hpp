// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/runtime/log.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <vector>

namespace sterna::cli {

/// `repair`: says in the log that the database is as edited migrations say now, and which those were.
inline void add_repair(CLI::App& app, context& now) {
  CLI::App* const command = app.add_subcommand("repair", "Take edited migrations for applied as they are now");
  command->add_flag("--json", now.json, "As JSON");
  command->callback([&now] {
    now.action = [&now] {
      options chosen = now.chosen.run;
      if (!chosen.on_event) {
        chosen.on_event = [&now](const event& told) {
          if (told.what == event::kind::waiting_for_lock && !now.quiet) {
            now.err << told.text() << '\n';
          }
        };
      }
      auto list = nlohmann::ordered_json::array();
      for (const edited_migration& each : repair(now.history, chosen)) {
        if (now.json) {
          list.push_back({{"revision", each.revision},
                          {"message", each.message},
                          {"logged", each.logged},
                          {"checksum", each.checksum}});
        } else {
          now.out << "repaired " << each.revision << ", " << each.message << ": " << each.logged << " -> "
                  << each.checksum << '\n';
        }
      }
      if (now.json) {
        now.out << list.dump(2) << '\n';
      }
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
