// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/sql/writer.hpp"
#include "sterna/version.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace sterna::detail {

/// What the log says last of a migration as it was applied, stamped or repaired.
struct logged_migration {
  std::string revision{};
  std::string checksum{};
  std::string library{};
};

/// The table beside the version table: its name, and the SQL that reads and writes it.
class log_table {
 public:
  log_table(std::string_view schema, std::string_view version_table)
      : schema_{schema}, name_{std::string(version_table) + "_log"} {
    sql_writer out;
    if (!schema_.empty()) {
      out.identifier(schema_) << '.';
    }
    out.identifier(name_);
    qualified_ = out.text();
  }

  [[nodiscard]] const std::string& shown() const noexcept { return qualified_; }

  [[nodiscard]] std::string create() const {
    return "CREATE TABLE " + qualified_ +
           " (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n    revision varchar(32),\n"
           "    direction text NOT NULL,\n    checksum text,\n    applied_at timestamptz NOT NULL,\n"
           "    duration interval NOT NULL,\n    role text NOT NULL,\n    application text NOT NULL,\n"
           "    library text NOT NULL\n)";
  }

  /// How long a migration has taken that began `elapsed` before the string that holds its last statement was sent;
  /// the server's clock knows only when its transaction began, and a migration may be several, or part of one.
  [[nodiscard]] static std::string duration_since(std::chrono::microseconds elapsed) {
    return "interval '" + std::to_string(elapsed.count()) +
           " microseconds' + (clock_timestamp() - statement_timestamp())";
  }

  /// One statement that writes a row, and creates the table before where it is missing. The server asks for the rights
  /// where it writes, since a migration may have changed its role; without them nothing happens, and nothing fails.
  /// `duration` is an SQL expression; an empty revision is base, an empty schema the one that the search path would
  /// create in.
  [[nodiscard]] std::string write(std::string_view revision, std::string_view direction, std::string_view checksum,
                                  std::string_view duration) const {
    sql_writer body;
    const std::string oid = "to_regclass(" + literal(qualified_) + ")";
    body << "BEGIN\n  IF " << oid << " IS NULL AND has_schema_privilege("
         << (schema_.empty() ? "current_schema()" : literal(schema_)) << ", 'CREATE') THEN\n    " << create()
         << ";\n  END IF;\n  IF has_table_privilege(" << oid << ", 'INSERT') AND ";
    write_is_log(body, oid);
    body << " THEN\n    INSERT INTO " << qualified_
         << " (revision, direction, checksum, applied_at, duration, role, application, library) VALUES (";
    write_or_null(body, revision) << ", ";
    body.literal(direction) << ", ";
    write_or_null(body, checksum) << ", clock_timestamp(), " << duration
                                  << ", session_user, current_setting('application_name'), ";
    body.literal(version) << ");\n  END IF;\nEND";
    sql_writer out;
    out << "DO ";
    out.dollar_quoted(body.text());
    return std::string(out.text());
  }

  /// All rows, oldest first; times and durations in microseconds.
  [[nodiscard]] std::string read() const {
    return "SELECT revision, direction, checksum, (extract(epoch FROM applied_at) * 1000000)::bigint, (extract(epoch "
           "FROM duration) * 1000000)::bigint, role, application, library FROM " +
           qualified_ + " ORDER BY id";
  }

  // For the first look, which does not know yet whether the table is there: pieces of a query whose FROM has it as `l`
  // (pg_class), in the schema that the SQL expression names.

  [[nodiscard]] std::string join(std::string_view schema_expression) const {
    return " LEFT JOIN pg_catalog.pg_class l ON l.oid = to_regclass(quote_ident(" + std::string(schema_expression) +
           ") || '.' || quote_ident(" + literal(name_) + "))";
  }
  /// True where it is a log that this role may read, or at least a log; null where it is not there.
  [[nodiscard]] static std::string is_log() {
    sql_writer out;
    out << "CASE WHEN l.oid IS NOT NULL THEN ";
    write_is_log(out, "l.oid");
    out << " END";
    return std::string(out.text());
  }
  /// The last word on each migration, as XML; null where there is none to be read.
  [[nodiscard]] static std::string latest() {
    return "CASE WHEN " + is_log() +
           " AND has_table_privilege(l.oid, 'SELECT') THEN query_to_xml(format('SELECT string_agg(encode(convert_to("
           "concat_ws('' '', revision, checksum, library), ''UTF8''), ''hex''), '','') AS v FROM (SELECT DISTINCT ON "
           "(revision) revision, checksum, library FROM %s WHERE direction <> ''downgrade'' ORDER BY revision, id "
           "DESC) AS latest WHERE revision IS NOT NULL AND checksum IS NOT NULL', l.oid::regclass), false, false, "
           "'')::text END";
  }
  /// One value of `latest`: revision, checksum, version of the library, with blanks between.
  [[nodiscard]] static logged_migration parse(const std::string& text) {
    const auto last = text.rfind(' ');
    const auto first = last == std::string::npos || last == 0 ? std::string::npos : text.rfind(' ', last - 1);
    if (first == std::string::npos) {
      return {};
    }
    return {text.substr(0, first), text.substr(first + 1, last - first - 1), text.substr(last + 1)};
  }

 private:
  /// Whether the relation has the columns of a log: the name may be somebody else's.
  static void write_is_log(sql_writer& out, std::string_view oid) {
    out << "(SELECT count(*) FROM pg_catalog.pg_attribute WHERE attrelid = " << oid
        << " AND NOT attisdropped AND attname IN ('id', 'revision', 'direction', 'checksum', 'applied_at', 'duration', "
           "'role', 'application', 'library')) = 9";
  }
  static sql_writer& write_or_null(sql_writer& out, std::string_view value) {
    return value.empty() ? out << "NULL" : out.literal(value);
  }
  [[nodiscard]] static std::string literal(std::string_view value) {
    sql_writer out;
    out.literal(value);
    return std::string(out.text());
  }

  std::string schema_;
  std::string name_;
  std::string qualified_{};
};

}  // namespace sterna::detail
