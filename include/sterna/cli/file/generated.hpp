// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/autogenerate/diff.hpp"
#include "sterna/autogenerate/words.hpp"
#include "sterna/cli/file/draft.hpp"
#include "sterna/models/world.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// From what a diff has made to the files of its migrations.

namespace sterna::cli {

/// The lines of `.upgrade(...)` and what follows it; each op on a line, under what is to be known of it.
[[nodiscard]] inline std::vector<std::string> body_of(const generated_migration& made) {
  constexpr std::size_t width = 120;
  const std::string margin(12, ' ');
  std::vector<std::string> lines{"        .upgrade("};
  const std::vector<std::string> ops = words_of(made.ops.view(), 12);
  for (std::size_t i = 0; i < ops.size(); ++i) {
    for (std::string_view rest = made.comments[i]; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      while (!line.empty()) {
        std::size_t cut = line.size();
        if (cut > width - 15) {
          cut = line.rfind(' ', width - 15);
          if (cut == std::string_view::npos) cut = line.size();
        }
        lines.push_back(margin + "// " + std::string(line.substr(0, cut)));
        line.remove_prefix(std::min(cut + 1, line.size()));
      }
    }
    lines.push_back(margin + ops[i] + (i + 1 < ops.size() ? "," : ")"));
  }
  if (!made.irreversible.empty()) lines.push_back("        .irreversible(" + text_literal(made.irreversible) + ")");
  return lines;
}

/// Writes the files of what a diff has made: the first is the one that was asked for, each further one follows the one
/// before it. All are written, or none.
inline void write_generated(const context& now, const generated& made, draft first,
                            std::vector<migration_file> files) {
  const std::size_t count = made.migrations.size();
  const std::string message = first.message;
  std::vector<std::filesystem::path> written;
  try {
    for (std::size_t i = 0; i < count; ++i) {
      draft one = i == 0 ? first : draft{};
      if (count > 1) one.message = message + " (" + std::to_string(i + 1) + " of " + std::to_string(count) + ")";
      if (i == 0 && count == 1) one.message = message;
      if (i > 0) {
        one.id = random_id();
        one.parents = {first.id};
        first.id = one.id;
      }
      one.body = body_of(made.migrations[i]);
      written.push_back(write_draft(now, one, files));
      migration_file file{written.back(), text_of_file(written.back()), {}};
      file.migrations = migrations_in(file.text);
      files.push_back(std::move(file));
    }
  } catch (...) {
    std::error_code ignored;
    for (const std::filesystem::path& each : written) std::filesystem::remove(each, ignored);
    throw;
  }
}

/// The schema that a sound history leads to.
inline void play_history(replay& played, const history_view& history) {
  played.world().lowest_server = history.policy().lowest_server;
  if (const verdict found = played.run()) throw history_error(explain(found, history));
}

/// The schema that the models say, in an empty catalog. Throws command_error where there are none, and history_error
/// where they cannot be.
inline void play_models(const context& now, catalog& empty) {
  if (now.models.empty()) {
    throw command_error("this program knows no models; give it some: sterna::cli::main(argc, argv, history, models), "
                        "or MODELS of sterna_add_migrations");
  }
  empty.lowest_server = now.history.policy().lowest_server;
  if (!detail::world_of(now.models, empty)) throw history_error(explain(empty.found, now.history));
}

/// What the models execute.
[[nodiscard]] inline std::vector<std::string_view> statements_of(const models_view& models) {
  std::vector<std::string_view> made;
  script_builder all;
  static_cast<void>(decode(models.tokens, all));  // that they are sound is seen elsewhere
  for (const operation& each : all.operations()) {
    if (each.what == op_kind::execute) made.push_back(each.sql);
  }
  return made;
}

}  // namespace sterna::cli
