// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/kept.hpp"
#include "sterna/autogenerate/tidy.hpp"
#include "sterna/cli/context.hpp"
#include "sterna/cli/file/generated.hpp"
#include "sterna/cli/live.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace sterna::cli {

/// The models of what the database holds. Whatever is in the way is written verbatim, or told.
inline void print_models_of_database(const context& now, bool privileges) {
  live_database live = look_at_database(now, privileges);
  kept_schema kept;
  const auto managed = diff_options_of(now).managed;
  if (managed) kept = kept_of(live.schema.ops(), managed);
  const tidy_models made = managed ? tidied(kept.ops.view(), *kept.world)
                                   : tidied(live.schema.ops(), live.schema.world());
  now.out << models_text(made.ops.view(), now.chosen.name_space);
  tell_notes(now, live.schema.notes());
  tell_notes(now, made.notes);
  tell_notes(now, kept.notes);
  tell_notes(now, summary(live.schema.left_out()));
}

/// The models of what the history leads to.
inline void print_models_of_head(const context& now, bool privileges) {
  const graph whole = now.checked_graph();
  replay played(whole);
  play_history(played, now.history);
  played.world().says_privileges = privileges;
  script_builder all;
  std::vector<std::string> notes;
  catalog nothing;
  ops_of(now, played.world(), nothing, all, notes);
  now.out << models_text(all.view(), now.chosen.name_space);
  tell_notes(now, notes);
}

/// `models`: the text of a models.hpp that says all that the head of the history has, or, with `--url`, the database.
inline void add_models(CLI::App& app, context& now) {
  CLI::App* const command = app.add_subcommand(
      "models", "Print a models.hpp of the schema at the head of the history, or with --url of a database");
  const auto privileges = std::make_shared<bool>(false);
  command->add_flag("--privileges", *privileges, "Say also who may do what: grant, revoke, alter_default_privileges");
  add_ignore(*command, now);
  command->callback([&now, &app, privileges] {
    now.action = [&now, privileges, given = app.count("--url") > 0] {
      (given ? print_models_of_database : print_models_of_head)(now, *privileges);
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
