// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/rename_hints.hpp"
#include "sterna/cli/context.hpp"
#include "sterna/cli/file/draft.hpp"
#include "sterna/cli/file/generated.hpp"
#include "sterna/cli/live.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sterna::cli {

/// What `revision` and `merge` are told.
struct revision_request {
  std::string message{};
  std::string id{};
  std::vector<std::string> heads{};
  std::vector<std::string> depends_on{};
  std::vector<std::string> labels{};
  bool splice = false;
  bool autogenerate = false;
  bool offline = false;
  bool no_drops = false;
  std::vector<std::string> renames{};
};

/// The new migration's parents: what the request's heads name, each once, and heads unless it is spliced.
[[nodiscard]] inline std::vector<int> parents_of(const context& now, const graph& whole,
                                                 const revision_request& asked) {
  std::vector<int> parents;
  if (asked.heads.empty()) {
    parents = detail::heads_of(whole, nullptr);
    if (parents.size() > 1) {
      std::string ids;
      for (const int i : parents) ids += " " + std::string(whole.id(i));
      throw command_error("Multiple heads are present: " + detail::listed(whole, parents) +
                          "; please specify the head revision on which the new revision should be based (--head " +
                          std::string(whole.id(parents.front())) + "), or perform a merge (" + now.chosen.program +
                          " merge" + ids + ")");
    }
    return parents;
  }
  for (const std::string& head : asked.heads) {
    for (const int i : resolve(whole, head)) {
      if (std::ranges::find(parents, i) != parents.end()) throw command_error("Duplicate head revisions specified");
      parents.push_back(i);
    }
  }
  for (const int i : parents) {
    if (!asked.splice && !whole.children(i).empty()) {
      throw command_error("Revision " + std::string(whole.id(i)) +
                          " is not a head revision; please specify --splice to create a new branch from this revision");
    }
  }
  if (const std::vector<int> apart = detail::maximal(whole, parents); apart.size() != parents.size()) {
    throw command_error("Among the revisions " + detail::listed(whole, parents) +
                        ", one needs another one; a revision follows " + detail::listed(whole, apart) + " alone");
  }
  return parents;
}

/// The migration asked for, judged; nothing is written yet.
[[nodiscard]] inline draft drafted(const context& now, const graph& whole, const std::vector<int>& parents,
                                   const revision_request& asked) {
  draft made;
  made.message = asked.message;
  made.id = asked.id;
  if (asked.id.empty()) made.id = random_id();
  expect_id(made.id);
  for (const int i : parents) made.parents.emplace_back(whole.id(i));
  made.labels = asked.labels;
  for (const std::string& each : asked.depends_on) {
    for (const int i : resolve(whole, each)) {
      made.depends_on.emplace_back(whole.find_label(each) >= 0 ? each : std::string(whole.id(i)));
    }
  }
  expect_fits(now, made);
  return made;
}

/// The options that `revision` and `merge` share.
inline void add_revision_options(CLI::App& command, context& now, revision_request& asked) {
  command.add_option("--rev-id", asked.id, "The id of the new revision, instead of a random one");
  command.add_option("--branch-label", asked.labels, "A name for the branch that begins here");
  command.add_flag("--splice", asked.splice, "Follow a revision that is no head, and so begin a branch");
  command.add_option("--directory", now.chosen.directory, "Where the migration files are");
}

/// What brings a schema to the models, as the request would have it; `unmet`: what they execute and it has otherwise.
[[nodiscard]] inline generated differences_for(const context& now, const revision_request& asked, catalog& from,
                                               const catalog& wanted, const std::vector<std::string>& unmet = {}) {
  diff_options options = diff_options_of(now);
  options.unmet.assign(unmet.begin(), unmet.end());
  options.no_drops = asked.no_drops;
  options.renames = rename_hints(now.models.tokens);
  options.statements = statements_of(now.models);
  for (const std::string& each : asked.renames) {
    options.renames.push_back(rename_hint_of(each, from));
    if (options.renames.back().to.empty()) {
      throw command_error("--rename takes table=name, table.column=name or schema.table.column=name, not '" + each +
                          "'");
    }
  }
  generated made = diff(from, wanted, options);
  expect_nothing_left(made);
  return made;
}

/// Writes files for what was found; without a difference it says so.
inline void write_differences(const context& now, const generated& made, std::string_view to, const draft& first,
                              const std::vector<migration_file>& files) {
  if (made.empty()) {
    now.out << "No difference between the models and " << to << "; nothing is written\n";
  } else {
    write_generated(now, made, first, files);
  }
  tell_notes(now, made.notes);
}

/// What brings the head of the history to the models, in files of its own; none where they agree.
inline void autogenerate_offline(const context& now, const graph& whole, const revision_request& asked,
                                 const draft& first, const std::vector<migration_file>& files) {
  replay played(whole);
  play_history(played, now.history);
  catalog wanted;
  play_models(now, wanted);
  write_differences(now, differences_for(now, asked, played.world(), wanted), "the head of the history", first, files);
}

/// What brings the database to the models, which must be at the head of the history.
inline void autogenerate(const context& now, const graph& whole, const revision_request& asked, const draft& first,
                         const std::vector<migration_file>& files) {
  replay played(whole);
  play_history(played, now.history);
  script_builder makes;
  catalog wanted;
  play_models(now, wanted);  // what is wrong with them is said before anything is asked of the database
  live_database live = look_at_database(now, true);  // what is made anew is granted again
  expect_at_head(now, whole, live);
  std::vector<std::string> notes;
  const std::vector<std::string> unmet = compare_beside(now, live, wanted, makes, notes);
  const generated made = differences_for(now, asked, live.schema.world(), wanted, unmet);
  if (!wanted.says_privileges) note_unknown_grants(played.world(), made, notes);
  expect_replays(now, played.world(), made, notes);
  tell_notes(now, notes);
  write_differences(now, made, "the database", first, files);
}

/// `revision -m MESSAGE`: a new migration file, which does nothing yet; with `--autogenerate`, what the models ask for.
inline void add_revision(CLI::App& app, context& now) {
  CLI::App* const command = app.add_subcommand("revision", "Write a new migration file");
  const auto asked = std::make_shared<revision_request>();
  command->add_option("-m,--message", asked->message, "What the migration does")->required();
  command->add_option("--head", asked->heads, "The revision that it follows, instead of the newest; base for none");
  command->add_option("--depends-on", asked->depends_on, "A revision or label that must be applied before");
  command->add_flag("--autogenerate", asked->autogenerate, "Write what brings the database to the models");
  command->add_flag("--offline", asked->offline, "Compare the models with the head of the history, without a database");
  command->add_flag("--no-drops", asked->no_drops, "Leave tables and columns that nobody wants any more");
  command->add_option("--rename", asked->renames, "OLD=NEW: a table or TABLE.COLUMN that has another name from now on");
  add_ignore(*command, now);
  add_revision_options(*command, now, *asked);
  command->callback([&now, asked] {
    now.action = [&now, asked] {
      const graph whole = now.readable_graph();
      const std::vector<migration_file> files = files_in(directory_of(now));
      expect_up_to_date(now, whole, files);
      draft made = drafted(now, whole, parents_of(now, whole, *asked), *asked);
      if (asked->autogenerate) {
        (asked->offline ? autogenerate_offline : autogenerate)(now, now.checked_graph(), *asked, made, files);
        return succeeded;
      }
      made.body = {"        .upgrade(",
                   "            // add_column(\"user\", column(\"email\", string(254)))",
                   "        )"};
      write_draft(now, made, files);
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
