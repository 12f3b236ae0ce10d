// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/runtime/options.hpp"

#include <string>
#include <vector>

namespace sterna::cli {

/// What a program says of itself to its command line.
struct settings {
  /// How the commands are called, for usage and advice: "app migrate"; empty: the last part of argv[0].
  std::string program{};
  /// Where the migration files are, for the commands that read and write them; empty: they need `--directory`.
  std::string directory{};
  /// The namespace of the migrations.
  std::string name_space = "app";
  /// What somebody else looks after, for the commands that compare schemas: see `ignored_names`.
  std::vector<std::string> ignore{};
  /// How the database is reached and treated; `--url` overrides the URL.
  options run{};
};

}  // namespace sterna::cli
