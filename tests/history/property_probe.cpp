// SPDX-License-Identifier: BSL-1.0
//
// property_probe SEQUENCES SEED: the long run of property.cpp on the database of STERNA_TEST_URL, which it may change.
// Prints each kind of mismatch once, with the least sequence that shows it. The last line is a tally.

#include "property/compare.hpp"

#include <cstdio>
#include <map>

int main(int count, char** arguments) {
  if (count < 3 || std::getenv("STERNA_TEST_URL") == nullptr) {
    std::fputs("usage: STERNA_TEST_URL=... property_probe SEQUENCES SEED\n", stderr);
    return 2;
  }
  const long wanted = std::strtol(arguments[1], nullptr, 10);
  const auto seed = static_cast<std::uint32_t>(std::strtoul(arguments[2], nullptr, 10));
  try {
    sterna::connection db(sterna::parse_url(std::getenv("STERNA_TEST_URL"), "STERNA_TEST_URL"));
    property::prepare(db);
    property::counts tally;
    std::map<std::string, int> kinds;
    int mismatches = 0;
    for (long i = 0; i < wanted; ++i) {
      property::sequence ops;
      const auto this_seed = seed + static_cast<std::uint32_t>(i);
      if (auto found = property::try_one(db, this_seed, ops, tally)) {
        ++mismatches;
        if (++kinds[found->kind] == 1) {
          ops = property::shrunk(db, ops, *found);
          std::printf("seed %u: %s\n", this_seed, property::told(ops, *found).c_str());
          std::fflush(stdout);
        }
      }
    }
    for (const auto& [kind, times] : kinds) {
      std::printf("%5d %s\n", times, kind.c_str());
    }
    std::printf("%ld ops: %ld accepted and %ld refused by both, %ld beyond the replay; %ld reverses played, %ld not "
                "derivable\n",
                tally.ops, tally.accepted, tally.refused, tally.skipped, tally.reversed, tally.underivable);
    std::printf("%ld passed, %d failed\n", tally.sequences - mismatches, mismatches);
    return mismatches == 0 ? 0 : 1;
  } catch (const sterna::error& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 2;
  }
}
