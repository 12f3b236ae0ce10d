// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sterna/history/steps.hpp"
#include "sterna/postgresql/connection.hpp"
#include "sterna/runtime/log_table.hpp"
#include "sterna/runtime/options.hpp"
#include "sterna/sql/writer.hpp"

namespace sterna::detail {

/// What the first round trip tells of the server and of the version table.
struct probe {
  int server_version = 0;  ///< 150004 for 15.4
  bool read_only = false;  ///< a hot standby, or default_transaction_read_only
  bool pooled = false;     ///< a pooler stands between: session state is not ours
  std::string schema{};    ///< of the version table, present or to be created; empty: the search path has none
  bool table_exists = false;
  bool half_applied = false;  ///< the table of a cut-off migration's steps is there
  std::vector<std::string> rows{};
  bool log_exists = false;  ///< something has the name of the log
  bool log_is_ours = false;
  std::vector<logged_migration> logged{};  ///< of each migration the last word of the log; none where it is off
};

[[nodiscard]] inline std::string quoted_identifier(std::string_view id) {
  sql_writer out;
  out.identifier(id);
  return std::string(out.text());
}

[[nodiscard]] inline std::string quoted_literal(std::string_view value) {
  sql_writer out;
  out.literal(value);
  return std::string(out.text());
}

[[nodiscard]] inline std::string dollar_quoted(std::string_view body) {
  sql_writer out;
  out.dollar_quoted(body);
  return std::string(out.text());
}

/// Bytes written as hexadecimal digits.
[[nodiscard]] inline std::string from_hex(std::string_view digits) {
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes.push_back(static_cast<char>(value(digits[i]) * 16 + value(digits[i + 1])));
  }
  return bytes;
}

/// Alembic's version table: its names, and the SQL that reads and changes it.
class version_table {
 public:
  explicit version_table(const options& chosen)
      : table_{chosen.version_table},
        given_schema_{chosen.version_table_schema},
        schema_{given_schema_},
        reads_log_{chosen.log} {}

  /// How the query of `look` begins: who waits for the lock can be told by it.
  static constexpr std::string_view look_begins =
      "SELECT current_setting('server_version_num'), pg_is_in_recovery()";

  /// One query, which works without any right to create, and does not fail where the table is missing: the rows come
  /// through query_to_xml, since a plain FROM would have to name an existing table. They travel in hexadecimal.
  [[nodiscard]] probe look(connection& db) {
    const std::string steps = quoted_literal(prefix(given_schema_) + quoted_identifier(steps_name()));
    const std::string schema =
        "coalesce(c.nspname, " +
        (given_schema_.empty() ? std::string("current_schema()") : quoted_literal(given_schema_)) + ")";
    const std::string query =
        std::string(look_begins) +
        " OR current_setting('transaction_read_only')::bool, "
        "pg_backend_pid(), " +
        schema + ", c.relkind, to_regclass(" + steps +
        ") IS NOT NULL, CASE WHEN c.relkind IN ('r', 'p') THEN query_to_xml(format('SELECT "
        "string_agg(encode(convert_to(version_num::text, ''UTF8''), ''hex''), '','' ORDER BY version_num) AS v FROM "
        "%I.%I', c.nspname, c.relname), false, false, '')::text END, " +
        log_table::is_log() + ", " + (reads_log_ ? log_table::latest() : std::string("NULL")) +
        " FROM (SELECT 1) AS one LEFT JOIN (" + find(given_schema_) + ") AS c ON true" + log().join(schema);
    const result got = db.execute(query);
    const row only = got[0];
    probe seen;
    seen.server_version = only[0].as<int>();
    seen.read_only = only[1].as<bool>();
    seen.pooled = only[2].as<int>() != PQbackendPID(db.native());
    seen.schema = only[3].as<std::optional<std::string>>().value_or("");
    seen.table_exists = !only[4].is_null();
    seen.half_applied = only[5].as<bool>();
    schema_ = seen.schema;
    if (seen.table_exists && only[6].is_null()) {
      throw history_error(shown() + " exists and is not a table; name the version table in options.version_table");
    }
    seen.rows = values_of(only[6].text());
    seen.log_exists = !only[7].is_null();
    seen.log_is_ours = seen.log_exists && only[7].as<bool>();
    for (const std::string& each : values_of(only[8].text())) {
      seen.logged.push_back(log_table::parse(each));
    }
    return seen;
  }

  /// The log beside it.
  [[nodiscard]] log_table log() const { return log_table(schema_, table_); }

  /// The key of the advisory lock, an expression for the server: one for each database (PostgreSQL sees to that) and
  /// version table. Offline scripts have the same, with a schema that the server tells.
  [[nodiscard]] std::string lock_key() const { return lock_key(quoted_literal("sterna " + schema_ + "." + table_)); }
  [[nodiscard]] static std::string lock_key(const std::string& text) {
    return "pg_catalog.hashtextextended(" + text + ", 0)";
  }

  static constexpr std::string_view fence_state = "STR01";

  /// The lock inside a transaction, for sessions that a pooler shares, and a second look at the rows behind it, since
  /// between two migrations the lock is free: fails with `fence_state` where somebody else is, or was, at work. The
  /// look is a statement of its own: the snapshot of the statement that takes the lock is older than the lock.
  [[nodiscard]] std::string fence(bool table_exists, const std::vector<std::string>& rows) const {
    const std::string busy = " THEN RAISE EXCEPTION USING ERRCODE = '" + std::string(fence_state) +
                             "', MESSAGE = 'another process is migrating this database'; END IF;\n";
    std::string body = "BEGIN\n  IF NOT pg_try_advisory_xact_lock(" + lock_key() + ")" + busy;
    if (table_exists) {
      std::string expected;
      for (const std::string& id : rows) {
        expected += (expected.empty() ? "" : ", ") + quoted_literal(id);
      }
      body += "  IF (SELECT coalesce(array_agg(version_num::text ORDER BY version_num::text), '{}') FROM " +
              qualified() + ") <> (SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM unnest(ARRAY[" + expected +
              "]::text[]) AS id)";
    } else {
      body += "  IF EXISTS (" + find(schema_) + ")";
    }
    return "DO " + dollar_quoted(body + busy + "END");
  }

  /// To the letter what Alembic creates.
  [[nodiscard]] std::string create() const {
    return "CREATE TABLE " + qualified() + " (\n    version_num VARCHAR(32) NOT NULL,\n    CONSTRAINT " +
           quoted_identifier(table_ + "_pkc") + " PRIMARY KEY (version_num)\n)";
  }

  /// The change of the rows for one step, each as it should be: one row deleted, inserted, updated.
  [[nodiscard]] std::vector<std::string> changes(const step& of) const {
    std::vector<std::string> made;
    for (const std::string& id : of.deletes) {
      made.push_back("DELETE FROM " + qualified() + " WHERE version_num = " + quoted_literal(id));
    }
    for (const std::string& id : of.inserts) {
      made.push_back("INSERT INTO " + qualified() + " (version_num) VALUES (" + quoted_literal(id) + ")");
    }
    if (of.update) {
      made.push_back("UPDATE " + qualified() + " SET version_num = " + quoted_literal(of.update->second) +
                     " WHERE version_num = " + quoted_literal(of.update->first));
    }
    return made;
  }

  /// The same change with its row counts verified by the server, so that the COMMIT behind it in the same string is
  /// never reached with a wrong count.
  [[nodiscard]] std::string verified_changes(const step& of) const {
    std::string body = "DECLARE found bigint;\nBEGIN\n";
    for (const std::string& change : changes(of)) {
      body += "  " + change +
              ";\n  GET DIAGNOSTICS found = ROW_COUNT;\n  IF found <> 1 THEN RAISE EXCEPTION USING "
              "ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = " +
              quoted_literal("Online migration expected to match one row in " + shown() + ": " + change + "; ") +
              " || found || ' found', HINT = 'Another process has changed the version table. Start again.'; END IF;\n";
    }
    body += "END";
    return "DO " + dollar_quoted(body);
  }

  /// A table that lives only while a migration with steps outside a transaction is on its way: which step has begun.
  [[nodiscard]] std::string create_steps() const {
    return "CREATE TABLE IF NOT EXISTS " + shown_steps() +
           " (version_num varchar(32) NOT NULL, upgrade boolean NOT NULL, operation integer NOT NULL, PRIMARY KEY "
           "(version_num, upgrade))";
  }
  [[nodiscard]] std::string begin_operation(std::string_view id, bool up, int number) const {
    return "INSERT INTO " + shown_steps() + " VALUES (" + quoted_literal(id) + ", " + (up ? "true" : "false") +
           ", " + std::to_string(number) +
           ") ON CONFLICT (version_num, upgrade) DO UPDATE SET operation = excluded.operation";
  }
  [[nodiscard]] std::string begun_operations() const {
    return "SELECT version_num, upgrade, operation FROM " + shown_steps();
  }
  [[nodiscard]] std::string end_steps(std::string_view id, bool up) const {
    return "DO " +
           dollar_quoted("BEGIN\n  DELETE FROM " + shown_steps() + " WHERE version_num = " + quoted_literal(id) +
                         " AND upgrade = " + (up ? "true" : "false") + ";\n  IF NOT EXISTS (SELECT FROM " +
                         shown_steps() + ") THEN DROP TABLE " + shown_steps() + "; END IF;\nEND");
  }

  /// The name for messages: as one would write it.
  [[nodiscard]] std::string shown() const { return prefix(schema_) + quoted_identifier(table_); }
  [[nodiscard]] std::string shown_steps() const { return prefix(schema_) + quoted_identifier(steps_name()); }
  [[nodiscard]] const std::string& name() const noexcept { return table_; }
  /// Before `look` the schema is the given one, or empty.
  [[nodiscard]] const std::string& schema() const noexcept { return schema_; }

 private:
  /// The query of the version table in the catalog. In a transaction to_regclass may answer from the session's cache,
  /// and know nothing of a table that another process has committed since.
  [[nodiscard]] std::string find(const std::string& schema) const {
    return "SELECT c.relkind, c.relname, n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid "
           "= c.relnamespace WHERE c.relname = " +
           quoted_literal(table_) +
           (schema.empty() ? std::string(" AND n.nspname = ANY (current_schemas(false)) ORDER BY "
                                         "array_position(current_schemas(false), n.nspname) LIMIT 1")
                           : " AND n.nspname = " + quoted_literal(schema));
  }
  /// The values in the one element <v> of an XML text, in hexadecimal, with commas between.
  [[nodiscard]] static std::vector<std::string> values_of(std::string_view xml) {
    std::vector<std::string> values;
    const auto first = xml.find("<v>");
    if (first != std::string_view::npos) {
      xml.remove_prefix(first + 3);
      xml = xml.substr(0, xml.find('<'));
      while (!xml.empty()) {
        const auto comma = xml.find(',');
        values.push_back(from_hex(xml.substr(0, comma)));
        xml = comma == std::string_view::npos ? std::string_view{} : xml.substr(comma + 1);
      }
    }
    return values;
  }
  [[nodiscard]] static std::string prefix(const std::string& schema) {
    return schema.empty() ? std::string{} : quoted_identifier(schema) + ".";
  }
  [[nodiscard]] std::string qualified() const { return shown(); }
  [[nodiscard]] std::string steps_name() const { return table_ + "_step"; }
  std::string table_;
  std::string given_schema_;
  std::string schema_;
  bool reads_log_;
};

}  // namespace sterna::detail
