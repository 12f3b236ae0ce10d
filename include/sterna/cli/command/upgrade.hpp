// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/dry_run_text.hpp"
#include "sterna/cli/script_request.hpp"
#include "sterna/cli/watch.hpp"
#include "sterna/runtime/migrate.hpp"
#include "sterna/runtime/offline.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace sterna::cli {

/// `upgrade`: applies what is pending up to the targets.
inline void add_upgrade(CLI::App& app, context& now) {
  struct request {
    std::vector<std::string> to{};
    bool dry = false;
    script_request script{};
  };
  const auto asked = std::make_shared<request>();
  CLI::App* const command = app.add_subcommand("upgrade", "Apply what is pending, up to a revision");
  command->add_option("revision", asked->to, "head, heads, an id or its beginning, a label, +1, label@head ...")
      ->required();
  command->add_flag("--dry-run", asked->dry, "Execute it in one transaction, and roll that back");
  asked->script.add_to(*command);
  command->get_option("--sql")->excludes("--dry-run");
  command->callback([&now, asked] {
    now.action = [&now, asked] {
      if (asked->script.wanted) {
        now.out << upgrade_script(now.history, one_range(asked->to), now.chosen.run, asked->script.tag);
        return succeeded;
      }
      watch told(now);
      if (asked->dry) {
        now.out << text_of(dry_run(now.history, asked->to, told.run_options()));
        return succeeded;
      }
      upgrade(now.history, asked->to, told.run_options());
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
