// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/listing.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace sterna::cli {

/// `branches`: the revisions that several others follow, and those.
inline void add_branches(CLI::App& app, context& now) {
  CLI::App* const command = app.add_subcommand("branches", "The revisions at which branches begin");
  const auto verbose = std::make_shared<bool>(false);
  command->add_flag("-v,--verbose", *verbose, "Tell all of each");
  add_json(*command, now);
  command->callback([&now, verbose] {
    now.action = [&now, verbose] {
      const graph whole = now.readable_graph();
      const listing told(whole);
      const std::vector<migration_file> files = *verbose ? files_if_any(now) : std::vector<migration_file>{};
      json all = json::array();
      const auto order = whole.order();
      for (std::size_t at = order.size(); at-- > 0;) {
        const int i = order[at];
        if (whole.children(i).size() < 2) continue;
        if (now.json) {
          json one = told.as_json(i);
          one["branches_into"] = json::array();
          for (const int child : whole.children(i)) one["branches_into"].push_back(told.as_json(child));
          all.push_back(std::move(one));
          continue;
        }
        now.out << (*verbose ? told.block(i, files) : told.line(i, {.tree = true}) + "\n");
        for (const int child : whole.children(i)) {
          now.out << std::string(whole.id(i).size(), ' ') << " -> "
                  << told.line(child, {.tree = true, .message = *verbose}) << '\n';
        }
        now.out << '\n';
      }
      if (now.json) print(now, all);
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
