// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "server_release.hpp"

#include <sterna/postgresql/connection.hpp>
#include <sterna/postgresql/url.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include <unistd.h>

/// A schema of its own on the server that STERNA_TEST_URL names, first in the search path, gone at the end. Without
/// that variable it says so, accepts everything, and is false.
class live_schema {
 public:
  live_schema() {
    const char* url = std::getenv("STERNA_TEST_URL");
    if (url == nullptr || *url == '\0') {
      MESSAGE("skipped: STERNA_TEST_URL is not set");
      return;
    }
    static int count = 0;
    db_.emplace(sterna::parse_url(url, "STERNA_TEST_URL"));
    id_ = "sterna_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    db_->execute("CREATE SCHEMA " + id_);
    db_->execute("SET search_path TO " + id_);
  }
  /// The same, in a transaction that is rolled back and has a second schema, whose name tests can write down.
  explicit live_schema(std::string_view second) : live_schema() {
    if (db_) {
      db_->execute("BEGIN");
      db_->execute("CREATE SCHEMA " + std::string(second));
    }
  }
  live_schema(const live_schema&) = delete;
  live_schema& operator=(const live_schema&) = delete;
  ~live_schema() {
    if (db_) {
      try {
        db_->execute("ROLLBACK");
        db_->execute("DROP SCHEMA " + id_ + " CASCADE");
      } catch (const sterna::error& e) {
        MESSAGE(e.what());
      }
    }
  }

  [[nodiscard]] explicit operator bool() const noexcept { return db_.has_value(); }
  [[nodiscard]] sterna::connection& connection() { return *db_; }

  /// Whether the server executes `sql`; what it has against it is printed.
  [[nodiscard]] bool accepts(std::string_view sql) {
    const std::string problem = refusal_of(sql);
    if (!problem.empty()) {
      MESSAGE(problem);
    }
    return problem.empty();
  }
  /// What the server has against `sql`; empty where it executes it.
  [[nodiscard]] std::string refusal_of(std::string_view sql) {
    if (db_) {
      try {
        db_->execute(sql);
      } catch (const sterna::error& e) {
        return e.what();
      }
    }
    return {};
  }
  /// Whether the server is of a release before `needed`, such as 15; then it says what is skipped, and why.
  [[nodiscard]] bool older_than(int needed, std::string_view what = "the rest") {
    if (!db_ || server_release() >= needed) {
      return false;
    }
    MESSAGE("skipped: " << what << " needs PostgreSQL " << needed);
    return true;
  }
  /// The first value of the first row.
  [[nodiscard]] std::string one(std::string_view sql) { return db_->execute(sql)[0][0].as<std::string>(); }

 private:
  std::optional<sterna::connection> db_;
  std::string id_;
};
