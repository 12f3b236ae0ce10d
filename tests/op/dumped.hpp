// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "history/round_trip.hpp"
#include "live.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

/// What pg_dump says of the schema of a test; empty where there is no server. It sees what is committed.
inline std::string dumped(live_schema& db) {
  if (!db) {
    return {};
  }
  if (!round_trip::can_dump()) {
    round_trip::tell_comparison();
    return round_trip::reflected(db.connection(), {.include_schemas = {db.one("SELECT current_schema()")}});
  }
  const std::string command = std::string("pg_dump --schema-only -n ") + db.one("SELECT current_schema()") + " '" +
                              std::getenv("STERNA_TEST_URL") + "'";
  FILE* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  std::array<char, 4096> line{};
  while (std::fgets(line.data(), static_cast<int>(line.size()), pipe) != nullptr) {
    const std::string one(line.data());
    text += one.find("restrict ") == std::string::npos ? one : "";  // newer ones write a random key
  }
  CHECK(::pclose(pipe) == 0);
  CHECK(!text.empty());
  return text;
}
