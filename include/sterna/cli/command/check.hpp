// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/column_order.hpp"
#include "sterna/autogenerate/managed.hpp"
#include "sterna/cli/context.hpp"
#include "sterna/cli/listing.hpp"
#include "sterna/cli/live.hpp"
#include "sterna/models/check.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sterna::cli {

/// What the database has otherwise than the models say, or the head of the history where there are none, a sentence
/// each. Throws command_error where it is not at the head.
[[nodiscard]] inline std::vector<std::string> drift_of_database(const context& now) {
  const graph whole = now.checked_graph();
  replay played(whole);
  play_history(played, now.history);
  played.world().says_privileges = played.world().state.has_privileges();
  live_database live = look_at_database(now, now.models.empty() ? played.world().says_privileges
                                                                : detail::says_privileges(now.models));
  expect_at_head(now, whole, live);
  script_builder makes;
  catalog models;
  std::vector<std::string> notes;
  std::vector<std::string> unmet;
  if (now.models.empty()) {
    compare_head_beside(now, live, played.world(), makes, notes);
  } else {
    play_models(now, models);
    unmet = compare_beside(now, live, models, makes, notes);
  }
  const catalog& wanted = now.models.empty() ? played.world() : models;
  const diff_options options = diff_options_of(now);
  if (std::string note = column_order_note(wanted, live.schema.world(), options); !note.empty()) {
    notes.push_back(std::move(note));
  }
  tell_notes(now, notes);
  std::vector<std::string> drift;
  for (const schema_difference& each : differences(wanted, live.schema.world(), options)) {
    drift.push_back(sentence_of(each));
  }
  for (const std::string& each : unmet) drift.push_back("what the models execute has not been done: " + each);
  return drift;
}

/// `check`: what is wrong with the history, or where the models are not what it leads to, in the compiler's sentence;
/// then where the database is not what they say.
inline void add_check(CLI::App& app, context& now) {
  CLI::App* const command = app.add_subcommand("check", "Whether history, models and database agree");
  const auto offline = std::make_shared<bool>(false);
  command->add_flag("--offline", *offline, "Look at no database, whatever SQLALCHEMY_URL says");
  add_ignore(*command, now);
  add_json(*command, now);
  command->callback([&now, offline] {
    now.action = [&now, offline] {
      verdict found = check(now.history);
      if (!found && !now.models.empty()) found = check(now.history, now.models);
      if (found && !now.json) throw history_error(explain(found, now.history));
      const bool live = !found && !*offline &&
                        (!now.chosen.run.url.empty() || std::getenv("SQLALCHEMY_URL") != nullptr);
      std::vector<std::string> drift;
      if (live) drift = drift_of_database(now);
      if (now.json) {
        json told{{"sound", !found}, {"sentence", explain(found, now.history)}};
        if (live) told["database"] = drift;
        print(now, told);
        return found || !drift.empty() ? command_refused : succeeded;
      }
      for (const std::string& each : drift) now.out << each << '\n';
      if (!drift.empty()) {
        now.err << "FAILED: The database is not what "
                << (now.models.empty() ? "the history leads to" : "the models say") << ": " << drift.size()
                << (drift.size() == 1 ? " difference" : " differences")
                << "; above stands what the database has otherwise\n";
        return command_refused;
      }
      now.out << (live ? "No faults, and the database agrees\n" : "No faults\n");
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
