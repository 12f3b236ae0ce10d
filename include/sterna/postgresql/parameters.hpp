// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sterna {

/// What PQconnectdbParams takes. Pass expand_dbname = 0 with it: a database name is a name here, never a conninfo.
class connection_parameters {
 public:
  /// Sets `key`, in place of any value that it had.
  void set(std::string key, std::string value) {
    for (auto& [known, old] : all_) {
      if (known == key) {
        old = std::move(value);
        return;
      }
    }
    all_.emplace_back(std::move(key), std::move(value));
  }

  /// The value of `key`, or null where it is not set. The next set() may invalidate the pointer.
  [[nodiscard]] const std::string* find(std::string_view key) const {
    for (const auto& [known, value] : all_) {
      if (known == key) {
        return &value;
      }
    }
    return nullptr;
  }

  /// Everything that is set, in the order of the first set().
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> const& all() const& { return all_; }
  // By value, so that a loop over parse_url(...).all() has something to run over.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> all() && { return std::move(all_); }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

namespace detail {

/// The keywords of the libpq that the program runs with, not of the one that it was compiled with.
[[nodiscard]] inline bool is_libpq_keyword(std::string_view key) {
  static const std::vector<std::string> known = [] {
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options{PQconndefaults(), PQconninfoFree};
    if (!options) {
      throw std::bad_alloc{};
    }
    std::vector<std::string> keywords;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
      keywords.emplace_back(option->keyword);
    }
    return keywords;
  }();
  return std::find(known.begin(), known.end(), key) != known.end();
}

/// A parameter that people have in their URLs for another driver.
struct driver_parameter {
  std::string_view key;
  std::string_view driver;
};

inline constexpr driver_parameter driver_parameters[] = {
    {"async_", "psycopg2"},
    {"connection_factory", "psycopg2"},
    {"cursor_factory", "psycopg2"},
    {"autocommit", "psycopg"},
    {"prepare_threshold", "psycopg"},
    {"row_factory", "psycopg"},
    {"async_creator_fn", "asyncpg"},
    {"async_fallback", "asyncpg"},
    {"command_timeout", "asyncpg"},
    {"connection_class", "asyncpg"},
    {"direct_tls", "asyncpg"},
    {"max_cacheable_statement_size", "asyncpg"},
    {"max_cached_statement_lifetime", "asyncpg"},
    {"prepared_statement_cache_size", "asyncpg"},
    {"prepared_statement_name_func", "asyncpg"},
    {"record_class", "asyncpg"},
    {"server_settings", "asyncpg"},
    {"statement_cache_size", "asyncpg"},
    {"timeout", "asyncpg or pg8000"},
    {"ssl_context", "pg8000"},
    {"tcp_keepalive", "pg8000"},
    {"unix_sock", "pg8000"},
    {"connection_limit", "Prisma"},
    {"pgbouncer", "Prisma"},
    {"pool_timeout", "Prisma"},
    {"schema", "Prisma"},
    {"sslfactory", "JDBC"},
    {"sslpasswordcallback", "JDBC"},
    {"ApplicationName", "JDBC"},
    {"connectTimeout", "JDBC"},
    {"currentSchema", "JDBC"},
    {"defaultRowFetchSize", "JDBC"},
    {"loginTimeout", "JDBC"},
    {"prepareThreshold", "JDBC"},
    {"reWriteBatchedInserts", "JDBC"},
    {"socketTimeout", "JDBC"},
    {"stringtype", "JDBC"},
    {"targetServerType", "JDBC"},
    {"tcpKeepAlive", "JDBC"},
};

}  // namespace detail
}  // namespace sterna
