// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server_release.hpp"
#include "sterna/sterna.hpp"

/// At the beginning of a test case that needs the server of STERNA_TEST_URL.
#define STERNA_NEEDS_SERVER()                                 \
  if (std::getenv("STERNA_TEST_URL") == nullptr) {            \
    MESSAGE("skipped: STERNA_TEST_URL names no test server"); \
    return;                                                   \
  }                                                           \
  static_assert(true)

/// The same where it needs a server of a release such as 15, or a newer one.
#define STERNA_NEEDS_POSTGRESQL(RELEASE)               \
  STERNA_NEEDS_SERVER();                               \
  if (server_release() < (RELEASE)) {   \
    MESSAGE("skipped: it needs PostgreSQL " #RELEASE); \
    return;                                            \
  }                                                    \
  static_assert(true)

namespace runtime_tests {

/// A database of its own for one test case, dropped at the end of the scope, whoever is still connected.
class database {
 public:
  database() : name_{unique_name()} {
    sterna::connection server(parameters("postgres"));
    server.execute("CREATE DATABASE " + name_ + " TEMPLATE template0");
  }
  database(const database&) = delete;
  database& operator=(const database&) = delete;
  ~database() {
    try {
      sterna::connection server(parameters("postgres"));
      server.execute("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
    } catch (const sterna::error&) {  // the server is gone
    }
  }

  /// A connection string; `more` is appended to it: " application_name=x".
  [[nodiscard]] std::string url(std::string_view more = {}) const {
    std::string text;
    const sterna::connection_parameters all = parameters(name_);
    for (const auto& [key, value] : all.all()) {
      text += (text.empty() ? "" : " ") + key + "='" + value + "'";
    }
    return text + std::string(more);
  }
  /// Options with this database, which print nothing.
  [[nodiscard]] sterna::options options() const {
    return {.url = url(), .on_event = [](const sterna::event&) {}};
  }
  [[nodiscard]] sterna::connection connect() const { return sterna::connection(parameters(name_)); }

  sterna::result execute(std::string_view sql) const {
    sterna::connection db = connect();
    return db.execute(sql);
  }
  /// All values of a query: "a b|c d".
  [[nodiscard]] std::string ask(std::string_view sql) const {
    const sterna::result got = execute(sql);
    std::string text;
    for (const sterna::row row : got) {
      text += text.empty() ? "" : "|";
      for (int i = 0; i < row.size(); ++i) {
        text += (i == 0 ? "" : " ") + (row[i].is_null() ? std::string("null") : std::string(row[i].text()));
      }
    }
    return text;
  }
  [[nodiscard]] bool has(std::string_view relation) const {
    return ask("SELECT to_regclass('" + std::string(relation) + "') IS NOT NULL") == "t";
  }
  /// The rows of the version table, "none" where there is no such table.
  [[nodiscard]] std::string versions() const {
    return has("alembic_version")
               ? ask("SELECT coalesce(string_agg(version_num, ' ' ORDER BY version_num), '') FROM alembic_version")
               : "none";
  }
  [[nodiscard]] std::string columns(std::string_view table) const {
    return ask(
        "SELECT coalesce(string_agg(attname, ' ' ORDER BY attnum), '') FROM pg_attribute WHERE attnum > 0 AND "
        "NOT attisdropped AND attrelid = to_regclass('" +
        std::string(table) + "')");
  }
  /// An advisory lock of anybody's in this database.
  [[nodiscard]] bool locked() const {
    return ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database "
               "WHERE datname = current_database())") != "0";
  }

 private:
  static std::string unique_name() {
    static int count = 0;
    return "sterna_runtime_" + std::to_string(getpid()) + "_" + std::to_string(++count);
  }
  static sterna::connection_parameters parameters(const std::string& name) {
    sterna::connection_parameters all = sterna::parse_url(std::getenv("STERNA_TEST_URL"), "STERNA_TEST_URL");
    all.set("dbname", name);
    return all;
  }

  std::string name_;
};

/// What the function throws, as Error; empty where it throws nothing. Anything else passes through.
template <class Error, class F>
[[nodiscard]] std::optional<Error> thrown(F function) {
  try {
    function();
  } catch (const Error& caught) {
    return caught;
  }
  return std::nullopt;
}

/// A receiver of notices: appends what one says to the std::string at `to`.
inline void keep_text(void* to, const PGresult* notice) {
  *static_cast<std::string*>(to) += PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
}

[[nodiscard]] inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// "a b" for what a run has applied.
[[nodiscard]] inline std::string applied(const sterna::report& told) {
  std::string text;
  for (const auto& each : told.applied) {
    text += (text.empty() ? "" : " ") + std::string(each.up ? "" : "-") + each.revision;
  }
  return text;
}

}  // namespace runtime_tests
