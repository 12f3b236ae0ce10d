// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/listing.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace sterna::cli {

/// `show REV`: all that is known of a revision.
inline void add_show(CLI::App& app, context& now) {
  CLI::App* const command = app.add_subcommand("show", "All of a revision");
  const auto symbol = std::make_shared<std::string>();
  command->add_option("revision", *symbol, "A revision, a label, head, heads, or current")->required();
  add_json(*command, now);
  command->callback([&now, symbol] {
    now.action = [&now, symbol] {
      const graph whole = now.readable_graph();
      print(now, listing(whole), shown_by(now, whole, *symbol), true, {});
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
