// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/file/directory.hpp"
#include "sterna/cli/file/source.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sterna::cli {

/// What the files of several migrations say, put together for one.
struct squash_parts {
  std::vector<std::filesystem::path> files{};
  std::vector<std::string> includes{};  ///< besides the DSL's
  std::vector<std::string> body{};
  bool written_downgrade = false;
  bool mixed_downgrades = false;  ///< some written, others derived: then it is irreversible
  std::string_view irreversible{};
};

/// What stands in a file besides its migrations: the includes, and the first line of anything else.
struct surroundings {
  std::vector<std::string> includes{};
  std::string other{};
};

[[nodiscard]] inline surroundings surroundings_of(const migration_file& file) {
  surroundings found;
  std::string mask = masked(file.text);
  for (const written_migration& each : file.migrations) {
    for (std::size_t i = each.begin; i < each.end; ++i) {
      if (mask[i] != '\n') mask[i] = ' ';
    }
  }
  for (std::size_t at = 0; at < mask.size();) {
    const std::size_t end = std::min(mask.find('\n', at), mask.size());
    source_reader in(file.text, std::string_view(mask).substr(0, end), at);
    const std::string line = file.text.substr(at, end - at);
    in.skip_blanks();
    const std::size_t begin = in.at();
    at = end + 1;
    if (begin == end) continue;
    if (in.take("#")) {
      const std::string_view word = in.take_identifier();
      in.skip_blanks();
      std::string rest = file.text.substr(in.at(), end - in.at());
      while (!rest.empty() && is_blank(rest.back())) rest.pop_back();
      if (word == "pragma" && rest == "once") continue;
      if (word == "include") {
        if (rest != "<sterna/dsl.hpp>") found.includes.push_back(rest);
        continue;
      }
    } else if (in.take("namespace")) {
      static_cast<void>(in.take_identifier());
      while (in.take("::")) static_cast<void>(in.take_identifier());
      if (in.take("{") && (in.skip_blanks(), in.at() == end)) continue;
    } else if (in.take("using") && in.take("namespace")) {
      if (in.take_identifier() == "sterna" && in.take("::") && in.take_identifier() == "dsl" && in.take(";") &&
          (in.skip_blanks(), in.at() == end)) {
        continue;
      }
    } else if (in.take("}") && (in.skip_blanks(), in.at() == end)) {
      continue;
    }
    if (found.other.empty()) found.other = line;
  }
  return found;
}

/// The ops of a part as they stand there, with a comma behind the last one where `more` follow.
[[nodiscard]] inline std::vector<std::string> ops_of(std::string_view arguments, std::string_view title, bool more) {
  const std::string mask = masked(arguments);
  const std::size_t last = mask.find_last_not_of(" \t\r\n");
  if (last == std::string::npos) return {};
  std::string text(arguments);
  if (more) text.insert(last + 1, ",");
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  text.erase(0, begin);
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  std::vector<std::string> lines{"            // " + std::string(title)};
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back((lines.size() == 1 ? "            " : "") + std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

/// Puts the migrations of a chain together, in the words of their files. Throws command_error where a text holds what
/// cannot be moved.
[[nodiscard]] inline squash_parts parts_of(const context& now, const graph& whole, const std::vector<int>& chain,
                                           const std::vector<migration_file>& files) {
  struct member {
    std::string title;
    std::string up;
    std::string down;
    std::string irreversible;
    bool has_down = false;
  };
  squash_parts made;
  std::vector<member> members;
  for (const int i : chain) {
    const migration_file* const file = file_of(files, whole.id(i));
    if (file == nullptr) {
      throw command_error("no file in " + now.chosen.directory + " holds revision " + std::string(whole.id(i)));
    }
    for (const written_migration& each : file->migrations) {
      const int of = whole.find(each.id);
      if (std::ranges::find(chain, of) == chain.end()) {
        throw command_error(file->path.string() + " also holds migration '" + each.identifier +
                            "', which is none of those; give it a file of its own");
      }
      if (of != i) continue;
      member one;
      const std::string_view message = whole.revision(i).message;
      one.title = each.id + ", " + std::string(message.substr(0, message.find('\n')));
      for (const said_part& part : each.parts) {
        if (part.word == "upgrade") one.up = part.arguments;
        if (part.word == "downgrade") one.down = part.arguments, one.has_down = true;
        if (part.word == "irreversible") one.irreversible = part.arguments;
      }
      members.push_back(std::move(one));
    }
    if (std::ranges::find(made.files, file->path) != made.files.end()) continue;
    made.files.push_back(file->path);
    const surroundings around = surroundings_of(*file);
    if (!around.other.empty()) {
      throw command_error(file->path.string() + " holds more than migrations: " + around.other +
                          "; move that to a header in another directory, and include it");
    }
    for (const std::string& each : around.includes) {
      if (std::ranges::find(made.includes, each) == made.includes.end()) made.includes.push_back(each);
    }
  }

  const auto say = [&](std::string_view word, bool backwards, std::string member::*part) {
    std::vector<std::string> lines;
    std::vector<const member*> with_ops;
    for (const member& each : members) {
      if (!ops_of(each.*part, "", false).empty()) with_ops.push_back(&each);
    }
    if (backwards) std::ranges::reverse(with_ops);
    for (std::size_t i = 0; i < with_ops.size(); ++i) {
      const auto more = ops_of(with_ops[i]->*part, with_ops[i]->title, i + 1 < with_ops.size());
      lines.insert(lines.end(), more.begin(), more.end());
    }
    made.body.push_back("        ." + std::string(word) + "(");
    made.body.insert(made.body.end(), lines.begin(), lines.end());
    made.body.push_back("        )");
  };
  say("upgrade", false, &member::up);
  const auto reversible = [](const member& each) { return each.irreversible.empty(); };
  const auto written = [](const member& each) { return each.has_down || ops_of(each.up, "", false).empty(); };
  if (const auto one = std::ranges::find_if_not(members, reversible); one != members.end()) {
    made.body.push_back("        .irreversible(" + one->irreversible + ")");
    made.irreversible = "said in one of the files";
  } else if (std::ranges::any_of(members, &member::has_down)) {
    made.written_downgrade = std::ranges::all_of(members, written);
    made.mixed_downgrades = !made.written_downgrade;
    if (made.written_downgrade) {
      say("downgrade", true, &member::down);
    } else {
      made.irreversible = "it stands for several migrations, of which some had a written downgrade";
      made.body.push_back("        .irreversible(\"" + std::string(made.irreversible) + "\")");
    }
  }
  return made;
}

}  // namespace sterna::cli
