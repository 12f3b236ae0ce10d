// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/command/revision.hpp"
#include "sterna/cli/context.hpp"
#include "sterna/cli/file/draft.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace sterna::cli {

/// `merge REV...`: a new migration file that follows several revisions, and does nothing.
inline void add_merge(CLI::App& app, context& now) {
  CLI::App* const command = app.add_subcommand("merge", "Write a migration file that joins branches");
  const auto asked = std::make_shared<revision_request>();
  command->add_option("revisions", asked->heads, "The revisions to join; heads for all")->required();
  command->add_option("-m,--message", asked->message, "What the migration is for; else \"merge ... and ...\"");
  add_revision_options(*command, now, *asked);
  command->callback([&now, asked] {
    now.action = [&now, asked] {
      const graph whole = now.readable_graph();
      const std::vector<migration_file> files = files_in(directory_of(now));
      expect_up_to_date(now, whole, files);
      const std::vector<int> parents = parents_of(now, whole, *asked);
      if (parents.size() < 2) {
        throw command_error("a merge joins two revisions or more, and here is " +
                            (parents.empty() ? std::string("none") : "only " + detail::listed(whole, parents)));
      }
      if (asked->message.empty()) {
        asked->message = "merge ";
        for (std::size_t i = 0; i < parents.size(); ++i) {
          asked->message += (i == 0 ? "" : i + 1 == parents.size() ? " and " : ", ");
          asked->message += whole.id(parents[i]);
        }
      }
      write_draft(now, drafted(now, whole, parents, *asked), files);
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
