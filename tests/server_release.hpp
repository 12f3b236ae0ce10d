// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/history/server_needs.hpp>
#include <sterna/postgresql/connection.hpp>
#include <sterna/postgresql/url.hpp>

#include <algorithm>
#include <cstdlib>

/// The release, such as 15, of the server that STERNA_TEST_URL names; it must be set.
[[nodiscard]] inline int server_release() {
  static const int release = [] {
    sterna::connection db(sterna::parse_url(std::getenv("STERNA_TEST_URL"), "STERNA_TEST_URL"));
    return PQserverVersion(db.native()) / 10000;
  }();
  return release;
}

/// The oldest release that has all that some ops say; 0 where each has.
[[nodiscard]] inline int release_needed(const sterna::script& ops) {
  int newest = 0;
  for (const sterna::operation& op : ops.operations) {
    newest = std::max(newest, sterna::need_of(op, ops).version);
  }
  return newest;
}
