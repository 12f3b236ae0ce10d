// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/listing.hpp"
#include "sterna/cli/position.hpp"
#include "sterna/runtime/current.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace sterna::cli {

/// The database that a session is with, as a URL without its password.
[[nodiscard]] inline std::string shown_url(const connection& db) {
  const auto text = [](const char* value) { return std::string(value == nullptr ? "" : value); };
  const std::string host = text(PQhost(db.native()));
  const bool socket = host.starts_with('/') || host.starts_with('@');
  return "postgresql://" + text(PQuser(db.native())) + "@" + (socket ? "" : host + ":" + text(PQport(db.native()))) +
         "/" + text(PQdb(db.native())) + (socket ? "?host=" + host : "");
}

/// Throws command_error where a head is not applied, or a row is another history's. A head without a row, which another
/// head implies, is applied.
inline void expect_all_heads(const graph& whole, const position& at) {
  if (!at.unknown().empty()) {
    throw command_error("The database is at revision '" + at.unknown().front() +
                        "', which this history does not know");
  }
  if (const std::vector<int> missing = at.missing_heads(); !missing.empty()) {
    throw command_error("Database is not on all head revisions; missing: " + detail::listed(whole, missing));
  }
}

/// `current`: where the database is. It creates nothing, and shows rows that the history does not know, too.
inline void add_current(CLI::App& app, context& now) {
  struct request {
    bool verbose = false;
    bool check_heads = false;
  };
  const auto asked = std::make_shared<request>();
  CLI::App* const command = app.add_subcommand("current", "Where the database is");
  command->add_flag("-v,--verbose", asked->verbose, "Tell all of each revision");
  command->add_flag("-c,--check-heads", asked->check_heads, "Fail where the database is not at all heads");
  add_json(*command, now);
  command->callback([&now, asked] {
    now.action = [&now, asked] {
      const graph whole = now.checked_graph();
      const connection db = detail::connect(now.chosen.run);
      const position at(whole, current(db.native(), now.chosen.run));
      if (asked->check_heads) {
        expect_all_heads(whole, at);
      }
      const listing told(whole);
      if (now.json) {
        json all = json::array();
        for (const int i : at.tips()) {
          all.push_back(told.as_json(i));
          all.back()["row"] = at.is_row(i);
        }
        for (const std::string& row : at.unknown()) {
          all.push_back({{"revision", row}, {"unknown", true}, {"row", true}});
        }
        print(now, all);
        return succeeded;
      }
      if (asked->verbose) {
        now.out << "Current revision(s) for " << shown_url(db) << ":\n";
      }
      print(now, told, at.tips(), asked->verbose, {.labels = false, .tree = true});
      for (const std::string& row : at.unknown()) {
        now.out << row << " (not in this history)\n";
      }
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
