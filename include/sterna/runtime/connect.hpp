// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdlib>
#include <string_view>

#include "sterna/history/explain.hpp"
#include "sterna/history/graph.hpp"
#include "sterna/history/history.hpp"
#include "sterna/postgresql/connection.hpp"
#include "sterna/postgresql/url.hpp"
#include "sterna/runtime/options.hpp"

namespace sterna::detail {

/// The connection that the options describe. Throws `url_error` and `connection_error`.
[[nodiscard]] inline connection connect(const options& chosen) {
  std::string_view url = chosen.url;
  std::string_view origin = "options.url";
  if (url.empty()) {
    origin = "SQLALCHEMY_URL";
    const char* value = std::getenv("SQLALCHEMY_URL");
    if (value == nullptr) {
      throw url_error(
          "the environment variable SQLALCHEMY_URL is not set; set it to the database to migrate, "
          "postgresql://user:password@host:5432/database, or give options.url");
    }
    url = value;
  }
  connection_parameters parameters = parse_url(url, origin);
  if (chosen.password) {
    parameters.set("password", chosen.password());
  }
  return connection(parameters);
}

/// The history's graph, before a connection is made: what is wrong with the history is said also where no server is.
/// Throws history_error where the history is not sound.
[[nodiscard]] inline graph checked_graph(const history_view& history) {
  expect_sound(history);
  return graph(history.revisions());
}

}  // namespace sterna::detail
