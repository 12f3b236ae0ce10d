// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/dry_run_text.hpp"
#include "sterna/cli/script_request.hpp"
#include "sterna/cli/watch.hpp"
#include "sterna/runtime/migrate.hpp"
#include "sterna/runtime/offline.hpp"
#include "sterna/runtime/plan.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace sterna::cli {

/// The statements of a plan that lose data, one a line: "-ae1027a6acf1, add last login: ALTER TABLE ...".
[[nodiscard]] inline std::string losses(const std::vector<planned_migration>& planned) {
  std::string text;
  for (const planned_migration& each : planned) {
    for (const planned_migration::statement& statement : each.statements) {
      if (statement.loses_data) {
        text += "  " + each.revision + ", " + one_line(each.message) + ": " + one_line(statement.sql) + "\n";
      }
    }
  }
  return text;
}

/// Says what is lost, and asks whether to go on, where somebody can be asked. Throws command_error where the answer is
/// no.
inline void expect_consent(const context& now, const std::vector<planned_migration>& planned, bool agreed) {
  const std::string lost = losses(planned);
  if (lost.empty() || (now.quiet && (agreed || now.where.answers == nullptr))) {
    return;
  }
  now.err << "Data will be lost:\n" << lost << std::flush;
  if (agreed || now.where.answers == nullptr) {
    return;
  }
  now.err << "Go on? [y/N] " << std::flush;
  std::string answer;
  std::getline(*now.where.answers, answer);
  if (answer != "y" && answer != "Y" && answer != "yes") {
    throw command_error("the downgrade was not agreed to; nothing has been changed");
  }
}

/// `downgrade`: undoes what is applied above the target. What loses data is said before, and on a terminal asked about.
inline void add_downgrade(CLI::App& app, context& now) {
  struct request {
    std::string to{};
    bool agreed = false;
    bool dry = false;
    script_request script{};
  };
  const auto asked = std::make_shared<request>();
  CLI::App* const command = app.add_subcommand("downgrade", "Undo what is applied above a revision");
  command->add_option("revision", asked->to, "base, an id or its beginning, -1, label@base ...")->required();
  command->add_flag("--dry-run", asked->dry, "Execute it in one transaction, and roll that back");
  command->add_flag("-y,--yes", asked->agreed, "Do not ask, though data will be lost");
  asked->script.add_to(*command);
  command->get_option("--sql")->excludes("--dry-run");
  command->callback([&now, asked] {
    now.action = [&now, asked] {
      if (asked->script.wanted) {
        now.out << downgrade_script(now.history, asked->to, now.chosen.run, asked->script.tag);
        return succeeded;
      }
      if (asked->dry) {
        watch told(now);
        now.out << text_of(dry_run(now.history, asked->to, told.run_options(), direction::downgrade));
        return succeeded;
      }
      expect_consent(now, plan(now.history, asked->to, now.chosen.run, direction::downgrade), asked->agreed);
      watch told(now);
      downgrade(now.history, asked->to, told.run_options());
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
