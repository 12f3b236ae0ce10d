// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/file/directory.hpp"
#include "sterna/cli/listing.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace sterna::cli {

/// A text as one word of a POSIX shell.
[[nodiscard]] inline std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

/// `edit REV`: opens the files of revisions in $VISUAL or $EDITOR.
inline void add_edit(CLI::App& app, context& now) {
  CLI::App* const command = app.add_subcommand("edit", "Open a migration file in your editor");
  const auto symbol = std::make_shared<std::string>();
  command->add_option("revision", *symbol, "A revision, a label, head, heads, or current")->required();
  command->add_option("--directory", now.chosen.directory, "Where the migration files are");
  command->callback([&now, symbol] {
    now.action = [&now, symbol] {
      const graph whole = now.readable_graph();
      const std::vector<int> revisions = shown_by(now, whole, *symbol);
      if (revisions.empty()) {
        throw command_error(*symbol == "current" ? "No current revisions"
                                                 : "No revision files indicated by symbol '" + *symbol + "'");
      }
      const std::vector<migration_file> files = files_in(directory_of(now));
      std::string line;
      for (const char* const variable : {"VISUAL", "EDITOR"}) {
        const char* const value = std::getenv(variable);
        if (line.empty() && value != nullptr) line = value;
      }
      if (line.empty()) throw command_error("no editor is known; set VISUAL or EDITOR");
      for (const int i : revisions) {
        const migration_file* const file = file_of(files, whole.id(i));
        if (file == nullptr) {
          throw command_error("no file in " + now.chosen.directory + " holds revision " + std::string(whole.id(i)));
        }
        line += " " + shell_word(file->path.string());
      }
      now.out.flush();
      if (std::system(line.c_str()) != 0) throw command_error("the editor has failed: " + line);
      return succeeded;
    };
  });
}

}  // namespace sterna::cli
