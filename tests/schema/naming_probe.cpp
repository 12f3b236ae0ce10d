// SPDX-License-Identifier: BSL-1.0

// Reads things that a convention is to name, a line each, with tabs between what naming.py says of them, and prints
// the names.
#include <sterna/schema/naming.hpp>

#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

namespace {

std::vector<std::string> split(const std::string& whole, char at) {
  std::vector<std::string> parts(1);
  for (const char c : whole) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}
std::vector<sterna::element> elements(const std::vector<std::string>& names) {
  std::vector<sterna::element> made;
  for (const std::string& each : names) {
    if (!each.empty()) {
      made.emplace_back();
      made.back().column = sterna::name::viewing(each.data(), static_cast<std::uint32_t>(each.size()),
                                                 sterna::hash_of(std::string_view(each)));
    }
  }
  return made;
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const std::vector<std::string> said = split(line, '\t');
    if (said.size() != 7) {
      return 1;
    }
    const std::vector<std::string> names = split(said[3], ',');
    const std::vector<std::string> others = split(said[5], ',');
    const std::vector<sterna::element> columns = elements(names);
    const std::vector<sterna::element> referred = elements(others);
    const sterna::detail::named_thing of{said[1], said[2], {columns.data(), static_cast<std::uint32_t>(columns.size())},
                                         said[4], {referred.data(), static_cast<std::uint32_t>(referred.size())},
                                         said[6]};
    const sterna::detail::name_maker made(said[0], of);
    std::cout << (made.flaw().empty() ? std::string(made.text().view()) : "!") << '\n';
  }
}
