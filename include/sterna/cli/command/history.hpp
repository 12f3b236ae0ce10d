// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/listing.hpp"
#include "sterna/history/history_range.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sterna::cli {

/// `history`: all revisions, or those of a range, the newest first.
inline void add_history(CLI::App& app, context& now) {
  struct request {
    std::string range = ":";
    bool verbose = false;
    bool indicate_current = false;
  };
  CLI::App* const command = app.add_subcommand("history", "The revisions, the newest first");
  const auto asked = std::make_shared<request>();
  command->add_option("-r,--rev-range", asked->range, "[start]:[end], either may be current or count from the other");
  command->add_flag("-v,--verbose", asked->verbose, "Tell all of each");
  command->add_flag("-i,--indicate-current", asked->indicate_current, "Mark what the database holds");
  add_json(*command, now);
  command->callback([&now, asked] {
    now.action = [&now, asked] {
      const graph whole = now.readable_graph();
      std::vector<std::string> rows;
      if (asked->indicate_current || range_needs_current(asked->range)) rows = held_by_database(now, whole);
      const std::vector<int> revisions = history_range(whole, asked->range, rows);
      const listing told(whole, asked->indicate_current ? rows : std::vector<std::string>{});
      print(now, told, revisions, asked->verbose, {.parents = true, .tree = true, .message = true},
            asked->indicate_current);
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
