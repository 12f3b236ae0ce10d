// SPDX-License-Identifier: BSL-1.0
//
// The command line on a history that is read from a file, one migration a line: id, parents, dependencies, labels,
// message, with tabs between, and commas in lists. Each line of stdin is a command, with tabs between its words; its
// exit code and output follow, and a line with a dot.
#include <sterna/cli/main.hpp>

#include <deque>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) parts.push_back(part);
  return parts;
}

/// Texts and lists that stay where they are.
class store {
 public:
  sterna::name name_of(const std::string& text) { return sterna::cli::viewing(texts_.emplace_back(text)); }
  sterna::list<sterna::name> list_of(const std::string& text) {
    std::vector<sterna::name>& made = lists_.emplace_back();
    for (const std::string& each : split(text, ',')) made.push_back(name_of(each));
    return {made.data(), static_cast<std::uint32_t>(made.size())};
  }

 private:
  std::deque<std::string> texts_{};
  std::deque<std::vector<sterna::name>> lists_{};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  store texts;
  std::vector<sterna::revision> revisions;
  std::ifstream file(argv[1]);
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> fields = split(line, '\t');
    fields.resize(5);
    sterna::revision made{};
    made.id = texts.name_of(fields[0]);
    made.parents = texts.list_of(fields[1]);
    made.depends_on = texts.list_of(fields[2]);
    made.labels = texts.list_of(fields[3]);
    made.message = texts.name_of(fields[4]).view();
    revisions.push_back(made);
  }
  for (std::string line; std::getline(std::cin, line);) {
    const std::vector<std::string> words = split(line, '\t');
    std::vector<const char*> arguments{"probe"};
    for (const std::string& each : words) arguments.push_back(each.c_str());
    std::ostringstream out;
    const int code = sterna::cli::run(static_cast<int>(arguments.size()), arguments.data(),
                                      sterna::history_view(revisions), {}, out, out);
    std::cout << code << '\n' << out.str() << ".\n" << std::flush;
  }
}
