// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <libpq-fe.h>

#include <array>
#include <charconv>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sterna/error.hpp"
#include "sterna/postgresql/parameters.hpp"
#include "sterna/postgresql/result.hpp"

namespace sterna {
namespace detail {

struct finish_connection {
  void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};

/// A parameter in text form; empty optional for NULL.
using parameter = std::optional<std::string>;

template <class T>
[[nodiscard]] parameter to_parameter(const T& value) {
  if constexpr (std::same_as<T, std::nullptr_t> || std::same_as<T, std::nullopt_t>) {
    return std::nullopt;
  } else if constexpr (std::same_as<T, bool>) {
    return value ? "t" : "f";
  } else if constexpr (std::integral<T> || std::floating_point<T>) {
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return std::string(digits.data(), end);
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    return std::string(std::string_view(value));
  } else {
    return value ? to_parameter(*value) : std::nullopt;  // std::optional
  }
}

[[nodiscard]] inline std::string_view field_of(const PGresult* result, int code) noexcept {
  const char* value = PQresultErrorField(result, code);  // null where the server did not say
  return value == nullptr ? std::string_view{} : std::string_view{value};
}

}  // namespace detail

/// One session with a PostgreSQL server. It owns its PGconn, or borrows the caller's and then never closes it.
/// Handed to `run(...)`: what is executed there belongs to the migration's transaction.
class connection {
 public:
  /// Connects. Throws `connection_error`; the message never holds the password.
  explicit connection(const connection_parameters& parameters) {
    std::vector<const char*> keys;
    std::vector<const char*> values;
    const auto add = [&](const char* key, const char* value) {
      keys.push_back(key);
      values.push_back(value);
    };
    if (parameters.find("client_encoding") == nullptr) {
      add("client_encoding", "UTF8");  // what source files are written in
    }
    add("fallback_application_name", "sterna");
    for (const auto& [key, value] : parameters.all()) {
      add(key.c_str(), value.c_str());
    }
    add(nullptr, nullptr);
    owned_.reset(PQconnectdbParams(keys.data(), values.data(), 0));
    native_ = owned_.get();
    if (native_ == nullptr) {
      throw connection_error("no memory for a connection");
    }
    if (const std::string* password = parameters.find("password")) {
      secret_ = *password;
    } else {
      know_password();
    }
    if (PQstatus(native_) != CONNECTION_OK) {
      throw connection_error("cannot connect to PostgreSQL: " + redacted(PQerrorMessage(native_)));
    }
    PQsetNoticeReceiver(
        native_, [](void*, const PGresult*) {}, nullptr);  // libpq's own prints to stderr
  }
  /// Works on a session of the caller's.
  explicit connection(PGconn* borrowed) : native_{borrowed} {
    if (borrowed == nullptr || PQstatus(borrowed) != CONNECTION_OK) {
      throw connection_error("the PGconn that was handed over is not connected");
    }
    know_password();
  }

  /// Executes SQL text as it is; it may hold several statements, then the last one's result is returned. Throws
  /// `statement_error`, `lock_timeout` (SQLSTATE 55P03) or `connection_error`.
  result execute(std::string_view sql) {
    const std::string text(sql);
    refuse_zero(text, text);
    result got(PQexec(native_, text.c_str()));
    check(got, text);
    return got;
  }
  /// Executes one statement with parameters $1, $2 ...: numbers, bool, texts, nullptr, std::optional of them.
  template <class... T>
  requires(sizeof...(T) > 0) result execute(std::string_view sql, const T&... values) {
    const std::string text(sql);
    const detail::parameter parameters[] = {detail::to_parameter(values)...};
    const char* pointers[sizeof...(T)] = {};
    refuse_zero(text, text);
    for (std::size_t i = 0; i < sizeof...(T); ++i) {
      refuse_zero(parameters[i].value_or(std::string{}), text);
      pointers[i] = parameters[i] ? parameters[i]->c_str() : nullptr;
    }
    result got(
        PQexecParams(native_, text.c_str(), static_cast<int>(sizeof...(T)), nullptr, pointers, nullptr, nullptr, 0));
    check(got, text);
    return got;
  }

  [[nodiscard]] PGconn* native() const noexcept { return native_; }
  [[nodiscard]] bool borrowed() const noexcept { return owned_ == nullptr; }

  /// Throws what a failed result means; does nothing where it is good.
  void check(const result& got, const std::string& sql) const {
    const ExecStatusType status = got.native() == nullptr ? PGRES_FATAL_ERROR : PQresultStatus(got.native());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) {
      return;
    }
    error::place where;
    where.statement = sql;
    fail(got.native(), status, {}, std::move(where));
  }

  /// Throws the error of a result, with `context` in front of the server's words.
  [[noreturn]] void fail(const PGresult* got, ExecStatusType status, const std::string& context,
                         error::place where) const {
    const std::string_view state = got == nullptr ? std::string_view{} : detail::field_of(got, PG_DIAG_SQLSTATE);
    where.sqlstate = state;
    std::string said = context;
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
      throw statement_error(said +
                                "COPY from or to the client cannot be used in a migration; use INSERT, or "
                                "COPY with a file of the server",
                            std::move(where));
    }
    if (state.empty()) {
      said += redacted(PQerrorMessage(native_));
      if (PQstatus(native_) == CONNECTION_OK) {
        throw statement_error(said, std::move(where));
      }
      throw connection_error("the connection was lost: " + said, std::move(where));
    }
    said += redacted(detail::field_of(got, PG_DIAG_MESSAGE_PRIMARY));
    const auto add = [&](std::string_view label, int code) {
      if (const std::string_view value = detail::field_of(got, code); !value.empty()) {
        said += std::string("\n  ") + std::string(label) + ": " + redacted(value);
      }
    };
    add("detail", PG_DIAG_MESSAGE_DETAIL);
    add("hint", PG_DIAG_MESSAGE_HINT);
    said += "\n  SQLSTATE: " + where.sqlstate;
    if (!where.statement.empty()) {
      said += "\n  statement: " + redacted(where.statement);
    }
    if (state == "55P03") {
      throw lock_timeout(said, std::move(where));
    }
    if (PQstatus(native_) != CONNECTION_OK) {
      throw connection_error(said, std::move(where));
    }
    throw statement_error(said, std::move(where));
  }

  /// The text without the password, should a server or libpq have put it there.
  [[nodiscard]] std::string redacted(std::string_view text) const {
    std::string safe(text);
    while (!safe.empty() && safe.back() == '\n') {
      safe.pop_back();
    }
    for (std::size_t at = 0; !secret_.empty() && (at = safe.find(secret_, at)) != std::string::npos;) {
      safe.replace(at, secret_.size(), "***");
      at += 3;
    }
    return safe;
  }

 private:
  /// From PGPASSWORD, the password file, or the caller.
  void know_password() {
    if (const char* password = PQpass(native_)) {
      secret_ = password;
    }
  }
  /// libpq takes texts up to the first zero byte, and PostgreSQL's texts have none.
  static void refuse_zero(const std::string& text, const std::string& sql) {
    if (text.find('\0') != std::string::npos) {
      error::place where;
      where.statement = sql;
      throw statement_error("the text for the server holds a zero byte, which PostgreSQL cannot take",
                            std::move(where));
    }
  }

  std::unique_ptr<PGconn, detail::finish_connection> owned_;
  PGconn* native_ = nullptr;
  std::string secret_;
};

}  // namespace sterna
