// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/cli/context.hpp"
#include "sterna/cli/file/source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

namespace sterna::cli {

/// A file with migrations.
struct migration_file {
  std::filesystem::path path{};
  std::string text{};
  std::vector<written_migration> migrations{};
};

/// What the operating system says went wrong last.
[[nodiscard]] inline std::string last_system_error() { return std::strerror(errno); }

[[nodiscard]] inline std::string text_of_file(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) throw command_error("cannot read " + path.string() + ": " + last_system_error());
  return text;
}

/// Where the migration files are: of the program's settings, or as `--directory` says. Throws command_error where that
/// is no directory.
[[nodiscard]] inline std::filesystem::path directory_of(const context& now) {
  const std::filesystem::path directory(now.chosen.directory);
  if (directory.empty()) {
    throw command_error("where the migration files are is not known; say --directory");
  }
  if (std::error_code failure; !std::filesystem::is_directory(directory, failure)) {
    throw command_error("there is no directory " + directory.string() + "; make it, or say another --directory");
  }
  return directory;
}

/// The files *.hpp of a directory that hold migrations, in the order of their names. Throws command_error.
[[nodiscard]] inline std::vector<migration_file> files_in(const std::filesystem::path& directory) {
  std::vector<migration_file> found;
  std::error_code failure;
  for (std::filesystem::directory_iterator each(directory, failure), end; each != end; each.increment(failure)) {
    const std::string name = each->path().filename().string();
    if (!name.ends_with(".hpp") || name.starts_with('.')) continue;
    migration_file file{each->path(), text_of_file(each->path()), {}};
    file.migrations = migrations_in(file.text);
    if (!file.migrations.empty()) found.push_back(std::move(file));
  }
  if (failure) throw command_error("cannot read " + directory.string() + ": " + failure.message());
  std::ranges::sort(found, {}, &migration_file::path);
  return found;
}

/// The file with the migration of this id; nullptr where none has it.
[[nodiscard]] inline const migration_file* file_of(const std::vector<migration_file>& files, std::string_view id) {
  for (const migration_file& file : files) {
    for (const written_migration& each : file.migrations) {
      if (each.id == id) return &file;
    }
  }
  return nullptr;
}

/// Throws command_error where a file holds a migration that this program was built without: what it would write does
/// not fit the files then.
inline void expect_up_to_date(const context& now, const graph& whole, const std::vector<migration_file>& files) {
  for (const migration_file& file : files) {
    for (const written_migration& each : file.migrations) {
      if (each.id.empty() || whole.find(each.id) >= 0) continue;
      throw command_error(file.path.string() + " holds migration '" + each.id + "', which " +
                          now.chosen.program + " was built without; build that again first");
    }
  }
}

/// Writes a file whole or not at all; unless it is to `replace` one, none may be there. Throws command_error.
inline void write_file(const std::filesystem::path& path, bool replace, std::string_view text) {
  const std::string draft =
      (path.parent_path() / ("." + path.filename().string() + "." + std::to_string(::getpid()) + ".tmp")).string();
  const auto fail = [&](int why) {
    std::error_code ignored;
    std::filesystem::remove(draft, ignored);
    throw command_error("cannot write " + path.string() + ": " +
                        (why == EEXIST ? "it is there already" : std::strerror(why)));
  };
  errno = 0;
  std::ofstream out(draft, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) fail(errno);
  // A link, unlike a rename, never replaces a file that another process has made meanwhile.
  if (replace || ::link(draft.c_str(), path.c_str()) != 0) {
    const bool no_links = errno == EPERM || errno == ENOTSUP || errno == ENOSYS;
    if (!replace && !no_links) fail(errno);
    if (!replace && std::filesystem::exists(path)) fail(EEXIST);
    if (::rename(draft.c_str(), path.c_str()) != 0) fail(errno);
    return;
  }
  ::unlink(draft.c_str());
}

}  // namespace sterna::cli
