// SPDX-License-Identifier: BSL-1.0
#include "cli/session.hpp"

#include "sterna/cli/main.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <utility>

namespace cli_tests {

ran run(const sterna::history_view& history, const std::vector<std::string>& arguments, sterna::cli::settings chosen,
        const sterna::cli::terminal& where, const sterna::models_view& models) {
  std::vector<const char*> words{"app-migrate"};
  for (const std::string& each : arguments) words.push_back(each.c_str());
  std::ostringstream out;
  std::ostringstream err;
  const int code = sterna::cli::run(static_cast<int>(words.size()), words.data(), history, std::move(chosen), out, err,
                                    where, models);
  return {code, out.str(), err.str()};
}

folder::folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "sterna.XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}
folder::~folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string folder::files() const {
  std::set<std::string> names;
  for (const auto& each : std::filesystem::directory_iterator(path_)) names.insert(each.path().filename().string());
  std::string text;
  for (const std::string& each : names) text += (text.empty() ? "" : " ") + each;
  return text;
}
std::string folder::text(std::string_view name) const {
  std::ifstream in(path_ / name);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
void folder::write(std::string_view name, std::string_view text) const { std::ofstream(path_ / name) << text; }

}  // namespace cli_tests
