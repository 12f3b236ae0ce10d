// SPDX-License-Identifier: BSL-1.0
//
// pairs_probe PAIRS SEED: the long run of diff.cpp, on the database of STERNA_TEST_URL too, if that is set. Prints what
// is wrong with a pair, at most two of a kind. The last line is a tally.

#include "pairs.hpp"

#include <cstdio>
#include <cstdlib>
#include <map>

int main(int count, char** arguments) {
  if (count < 3) {
    std::fputs("usage: pairs_probe PAIRS SEED\n", stderr);
    return 2;
  }
  const long wanted = std::strtol(arguments[1], nullptr, 10);
  const auto seed = static_cast<std::uint32_t>(std::strtoul(arguments[2], nullptr, 10));
  std::map<std::string, int> kinds;
  std::optional<sterna::connection> db;
  if (const char* const url = std::getenv("STERNA_TEST_URL"); url != nullptr) {
    db.emplace(sterna::parse_url(url, "STERNA_TEST_URL"));
    property::prepare(*db);
  }
  long failed = 0, migrations = 0, ops = 0, undone = 0, noted = 0;
  for (long i = 0; i < wanted; ++i) {
    pairs::pair each(seed + static_cast<std::uint32_t>(i));
    for (const auto& one : each.made.migrations) {
      ++migrations;
      ops += static_cast<long>(one.ops.view().operations.size());
      undone += one.irreversible.empty() ? 1 : 0;
    }
    for (const std::string& note : each.made.notes) noted += note.starts_with("not done") ? 1 : 0;
    const std::string told = each.told();
    std::string problem = db ? each.problem_on(*db) : std::string();
    if (problem.empty()) problem = each.problem();
    if (!problem.empty()) {
      ++failed;
      if (++kinds[problem.substr(0, 30)] <= 2) {
        std::printf("seed %ld: %s\n%s\n", static_cast<long>(seed) + i, problem.c_str(), told.c_str());
      }
    }
  }
  for (const auto& [kind, times] : kinds) std::printf("%5d %s\n", times, kind.c_str());
  std::printf("%ld ops in %ld migrations, %ld of them with a derived downgrade; %ld notes of what could not be done\n",
              ops, migrations, undone, noted);
  std::printf("%ld passed, %ld failed\n", wanted - failed, failed);
  return failed == 0 ? 0 : 1;
}
