// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/listing.hpp"
#include "sterna/runtime/diagnose.hpp"

#include <CLI/CLI.hpp>

#include <vector>

namespace sterna::cli {

/// `doctor`: what stands in the way of migrations, and what to do about it.
inline void add_doctor(CLI::App& app, context& now) {
  CLI::App* const command = app.add_subcommand("doctor", "What stands in the way of migrations, and what to do");
  add_json(*command, now);
  command->callback([&now] {
    now.action = [&now] {
      const std::vector<finding> found = diagnose(now.history, now.chosen.run);
      if (now.json) {
        json all = json::array();
        for (const finding& each : found) {
          all.push_back({{"finding", name_of(each.what)},
                         {"object", each.object},
                         {"text", each.text},
                         {"advice", each.advice}});
        }
        print(now, all);
      } else if (found.empty()) {
        now.out << "No findings.\n";
      } else {
        const bool coloured = now.where.colour_out;
        for (const finding& each : found) {
          now.out << (coloured ? ink::bold : "") << name_of(each.what) << (coloured ? ink::none : "") << ": "
                  << each.text << "\n    " << each.advice << '\n';
        }
      }
      return found.empty() ? succeeded : command_refused;
    };
  });
}

}  // namespace sterna::cli
