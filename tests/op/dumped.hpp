// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "history/round_trip.hpp"
#include "live.hpp"

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
  return round_trip::dump_with("-n " + db.one("SELECT current_schema()") + " -d " +
                               round_trip::quoted_word(std::getenv("STERNA_TEST_URL")));
}
