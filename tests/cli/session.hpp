// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/settings.hpp"
#include "sterna/cli/terminal.hpp"
#include "sterna/history/history.hpp"
#include "sterna/models/models.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cli_tests {

/// What a command has printed, and its exit code.
struct ran {
  int code = -1;
  std::string out{};
  std::string err{};
};

/// Runs "app-migrate <arguments>". Defined once, since the command line takes long to compile.
ran run(const sterna::history_view& history, const std::vector<std::string>& arguments,
        sterna::cli::settings chosen = {}, const sterna::cli::terminal& where = {},
        const sterna::models_view& models = {});

/// A directory of its own for one test case, with all that is in it gone at the end of the scope.
class folder {
 public:
  folder();
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  ~folder();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] sterna::cli::settings settings() const { return {.directory = path_.string()}; }
  /// The names of the files in it, sorted, joined by blanks.
  [[nodiscard]] std::string files() const;
  [[nodiscard]] std::string text(std::string_view name) const;
  void write(std::string_view name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

}  // namespace cli_tests
