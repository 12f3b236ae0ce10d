// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/listing.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace sterna::cli {

/// `heads`: the revisions that no other one follows.
inline void add_heads(CLI::App& app, context& now) {
  struct request {
    bool verbose = false;
    bool resolve_dependencies = false;
  };
  CLI::App* const command = app.add_subcommand("heads", "The newest revisions");
  const auto asked = std::make_shared<request>();
  command->add_flag("-v,--verbose", asked->verbose, "Tell all of each");
  command->add_flag("--resolve-dependencies", asked->resolve_dependencies,
                    "Leave out those that another revision depends on");
  add_json(*command, now);
  command->callback([&now, asked] {
    now.action = [&now, asked] {
      const graph whole = now.readable_graph();
      const auto heads = asked->resolve_dependencies ? whole.real_heads() : whole.heads();
      print(now, listing(whole), {heads.begin(), heads.end()}, asked->verbose, {});
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
