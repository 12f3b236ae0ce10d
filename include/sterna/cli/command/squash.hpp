// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/file/draft.hpp"
#include "sterna/cli/file/members.hpp"
#include "sterna/history/history_range.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sterna::cli {

/// The revisions of `A:B`, the oldest first. Throws command_error where they are no chain that can become one: nothing
/// but the last may be followed or needed by others.
[[nodiscard]] inline std::vector<int> chain_of(const graph& whole, std::string_view range) {
  const detail::range_ends ends = detail::parse_range(range);
  const auto ends_of = [&](std::string_view symbol) {
    return symbol.empty() ? std::vector<int>{} : resolve(whole, symbol);
  };
  const std::vector<int> first = ends_of(ends.start);
  const std::vector<int> last = ends_of(ends.end);
  if (first.size() != 1 || last.size() != 1 || first == last) {
    throw command_error("squash takes two revisions, <first>:<last>");
  }
  std::vector<int> chain{last.front()};
  while (chain.back() != first.front()) {
    const int at = chain.back();
    if (whole.parents(at).size() != 1) {
      throw command_error("from " + std::string(whole.id(last.front())) + " there is no way down to " +
                          std::string(whole.id(first.front())) + " without branches: it ends at " +
                          std::string(whole.id(at)));
    }
    chain.push_back(whole.parents(at).front());
  }
  std::ranges::reverse(chain);
  for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
    for (const int other : whole.needed_by(chain[i])) {
      if (other != chain[i + 1]) {
        throw command_error("migration '" + std::string(whole.id(other)) + "' needs '" +
                            std::string(whole.id(chain[i])) + "', which would be gone; squash as far as there, or up "
                                                               "to the last one that others need");
      }
    }
  }
  return chain;
}

/// Judges the history in which the chain is one migration: throws history_error where its ops cannot follow each other
/// in one, and tells on `err` what the policy has against them.
inline void expect_squashable(const context& now, const graph& whole, const std::vector<int>& chain,
                              revision squashed) {
  std::vector<token> up;
  std::vector<token> down;
  for (const int i : chain) up.insert(up.end(), whole.revision(i).up.begin(), whole.revision(i).up.end());
  for (std::size_t at = chain.size(); at-- > 0 && squashed.has_downgrade;) {
    const list<token>& of = whole.revision(chain[at]).down;
    down.insert(down.end(), of.begin(), of.end());
  }
  squashed.naming = whole.revision(chain.back()).naming;
  squashed.up = {up.data(), static_cast<std::uint32_t>(up.size())};
  squashed.down = {down.data(), static_cast<std::uint32_t>(down.size())};
  std::vector<revision> all;
  for (int i = 0; i < whole.size(); ++i) {
    if (std::ranges::find(chain, i) == chain.end()) all.push_back(whole.revision(i));
    if (i == chain.back()) all.push_back(squashed);
  }
  lint_policy tolerant = now.history.policy();
  tolerant.errors = {};
  const auto sentence = [&](const verdict& found) {
    sql_writer out;
    write_message(found, all, out);
    return std::string(out.text());
  };
  if (const verdict found = check(graph(all), tolerant)) {
    throw history_error("in one migration this cannot be: " + sentence(found));
  }
  if (const verdict found = check(graph(all), now.history.policy()); found && !now.quiet) {
    now.err << "note: it will not compile as it is: " << sentence(found) << '\n';
  }
}

/// `squash A:B`: one migration that does what those from A to B do, under the id of the last.
inline void add_squash(CLI::App& app, context& now) {
  struct request {
    std::string range{};
    std::string message{};
  };
  CLI::App* const command = app.add_subcommand("squash", "Make one migration file of several");
  const auto asked = std::make_shared<request>();
  command->add_option("range", asked->range, "<first>:<last>")->required();
  command->add_option("-m,--message", asked->message, "What it does; else the message of the last");
  command->add_option("--directory", now.chosen.directory, "Where the migration files are");
  command->callback([&now, asked] {
    now.action = [&now, asked] {
      const graph whole = now.checked_graph();
      const std::vector<int> chain = chain_of(whole, asked->range);
      const std::vector<migration_file> files = files_in(directory_of(now));
      expect_up_to_date(now, whole, files);
      const squash_parts parts = parts_of(now, whole, chain, files);

      const revision& first = whole.revision(chain.front());
      const revision& last = whole.revision(chain.back());
      draft made;
      made.id = last.id.view();
      made.message = asked->message.empty() ? std::string(last.message) : asked->message;
      for (const name& each : first.parents) made.parents.emplace_back(each.view());
      for (const int i : chain) {
        for (const name& each : whole.revision(i).labels) made.labels.emplace_back(each.view());
        for (const name& each : whole.revision(i).depends_on) {
          const int of = whole.find_label(each.view()) >= 0 ? whole.find_label(each.view()) : whole.find(each.view());
          const std::string said(each.view());
          if (std::ranges::find(chain, of) == chain.end() && std::ranges::find(made.depends_on, said) ==
                                                                 made.depends_on.end()) {
            made.depends_on.push_back(said);
          }
        }
      }
      made.includes = parts.includes;
      made.body = parts.body;

      const drafted_revision as_data(made);
      revision squashed = as_data.data;
      squashed.has_downgrade = parts.written_downgrade;
      squashed.irreversible = parts.irreversible;
      expect_squashable(now, whole, chain, squashed);

      const std::filesystem::path path = write_draft(now, made, files, parts.files);
      for (const std::filesystem::path& old : parts.files) {
        if (old == path) continue;
        std::error_code failure;
        std::filesystem::remove(old, failure);
        if (failure) throw command_error("cannot delete " + old.string() + ": " + failure.message() + "; delete it");
        now.out << "Deleting " << old.string() << " ...  done\n";
      }
      if (!now.quiet) {
        std::string gone;
        for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
          gone += (i == 0 ? "" : ", ") + std::string(whole.id(chain[i]));
        }
        now.err << "note: databases must be at " << made.id << ", beyond it, or before all of this; one that is at "
                << gone << " must be upgraded with the program as it was\n";
        if (parts.mixed_downgrades) {
          now.err << "note: it is irreversible, since some of the migrations have a written downgrade and others "
                     "none\n";
        }
      }
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
