// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace sterna {

/// The root of everything that the library throws. One type with properties; leaves exist only where a caller would
/// act differently. what() is the whole message for a person; no part of it ever holds a password.
class error : public std::runtime_error {
 public:
  /// What is known of the place; each text is empty where it does not apply.
  struct place {
    std::string revision{};   ///< id of the migration
    std::string operation{};  ///< the op in words: "upgrade op 2, add_column"
    std::string statement{};  ///< the SQL text that the server refused
    std::string sqlstate{};   ///< five characters, PostgreSQL's appendix A
  };

  explicit error(const std::string& message) : error(message, place{}) {}
  error(const std::string& message, place where)
      : std::runtime_error(message), where_(std::make_shared<const place>(std::move(where))) {}

  [[nodiscard]] const std::string& revision() const noexcept { return where_->revision; }
  [[nodiscard]] const std::string& operation() const noexcept { return where_->operation; }
  [[nodiscard]] const std::string& statement() const noexcept { return where_->statement; }
  [[nodiscard]] const std::string& sqlstate() const noexcept { return where_->sqlstate; }

 private:
  std::shared_ptr<const place> where_;  // shared, so that copying an exception cannot throw
};

/// The connection string is missing, malformed, or names something that libpq does not know.
class url_error : public error {
 public:
  using error::error;
};

/// No connection could be made, or it was lost.
class connection_error : public error {
 public:
  using error::error;
};

/// The server refused a statement.
class statement_error : public error {
 public:
  using error::error;
};

/// A lock was not to be had in time: another process's migration lock, or a table lock (SQLSTATE 55P03).
class lock_timeout : public error {
 public:
  using error::error;
};

/// The history and the database do not fit together, or a target names no revision of the history.
class history_error : public error {
 public:
  using error::error;
};

}  // namespace sterna
