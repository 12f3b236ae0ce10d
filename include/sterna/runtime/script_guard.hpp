// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "sterna/runtime/lock.hpp"
#include "sterna/runtime/version_table.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace sterna::detail {

/// The blocks with which an offline script sees for itself what the library asks a database online: that nobody else
/// migrates it, and that it is where the script begins.
class script_guard {
 public:
  explicit script_guard(const version_table& versions) : versions_{versions} {}

  /// Takes the migration lock, the same as a run's, for the session. It is polled, as there, and between two looks the
  /// block commits: so it must stand outside a transaction. The key depends on the schema, which the search path may
  /// have to tell: it is computed where the script runs.
  [[nodiscard]] std::string take_lock(std::chrono::milliseconds limit) const {
    std::string body =
        "DECLARE\n"
        "  key CONSTANT bigint := " +
        version_table::lock_key(
            "'sterna ' || coalesce((SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON "
            "n.oid = "
            "c.relnamespace WHERE c.oid = to_regclass(" +
            quoted_literal(versions_.shown()) + ")), " +
            (versions_.schema().empty() ? std::string("current_schema()") : quoted_literal(versions_.schema())) +
            ", '') || " + quoted_literal("." + versions_.name())) +
        ";\n"
        "  began CONSTANT timestamptz := clock_timestamp();\n"
        "  told boolean := false;\n"
        "  holder text;\n"
        "BEGIN\n"
        "  PERFORM set_config('sterna.lock', key::text, false);\n"
        "  WHILE NOT pg_try_advisory_lock(key) LOOP\n"
        "    SELECT '; the lock is held by the server process ' || a.pid || ' (application_name ''' || "
        "coalesce(nullif(a.application_name, ''), 'unnamed') || ''')' INTO holder FROM " +
        std::string(lock_holders) + "key LIMIT 1;\n";
    if (limit.count() > 0) {
      const std::string milliseconds = std::to_string(limit.count());
      body += "    IF clock_timestamp() - began >= interval '" + milliseconds +
              " milliseconds' THEN\n"
              "      RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE = 'another process has been "
              "migrating this database for longer than the limit of " +
              milliseconds +
              " ms' || coalesce(holder, ''), HINT = 'Nothing has been changed. Run the script again later.';\n"
              "    END IF;\n";
    }
    body +=
        "    IF NOT told THEN\n"
        "      RAISE NOTICE USING MESSAGE = 'waiting for another process that is migrating this database' || "
        "coalesce(holder, '');\n"
        "      told := true;\n"
        "    END IF;\n"
        "    COMMIT;\n"
        "    PERFORM pg_sleep(" +
        std::string(limit.count() > 0 && limit.count() < 200 ? "0.02" : "0.2") +
        ");\n"
        "  END LOOP;\n"
        "END";
    return "DO " + dollar_quoted(body);
  }
  /// Never fails: all has been committed, and a migration may have said RESET ALL.
  [[nodiscard]] static std::string release_lock() {
    return "DO " + dollar_quoted("BEGIN\n  PERFORM pg_advisory_unlock(nullif(current_setting('sterna.lock', true), "
                                 "'')::bigint);\nEND");
  }

  /// A command that makes another script; between the two stand the rows where that begins.
  struct command {
    std::string before{};  ///< "upgrade "
    std::string after{};   ///< ":head --sql"
  };

  /// Fails where the version table does not hold these rows; any of `others` may be there as well. `next` stands in the
  /// hint.
  [[nodiscard]] std::string expect_rows(const std::vector<std::string>& rows, const std::vector<std::string>& others,
                                        const command& next) const {
    std::string expected;
    for (const std::string& row : rows) {
      expected += (expected.empty() ? "'" : ", '") + row + "'";
    }
    expected = rows.empty() ? "base (no row in " + versions_.shown() + ")" : expected;
    std::string body =
        "DECLARE\n"
        "  expected text[] := " +
        array(rows) +
        ";\n"
        "  found text[] := '{}';\n"
        "BEGIN\n"
        "  IF to_regclass(" +
        quoted_literal(versions_.shown()) +
        ") IS NOT NULL THEN\n"
        "    SELECT coalesce(array_agg(version_num::text ORDER BY version_num::text COLLATE \"C\"), '{}') INTO found "
        "FROM " +
        versions_.shown() +
        ";\n"
        "  END IF;\n"
        "  IF NOT found @> expected OR NOT found <@ " +
        (others.empty() ? std::string("expected") : "(expected || " + array(others) + ")") +
        " THEN\n"
        "    RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = " +
        quoted_literal("this script begins at " + expected + ", and the database is at ") +
        " || coalesce('''' || nullif(array_to_string(found, ''', '''), '') || '''', 'base'), HINT = "
        "'Nothing has been changed. Where another run has been here, or an earlier run of this script was cut off "
        "between two migrations, make a script that begins where the database is: ' || " +
        quoted_literal(next.before) + " || coalesce(nullif(array_to_string(found, ','), ''), 'base') || " +
        quoted_literal(next.after) +
        ";\n"
        "  END IF;\n"
        "END";
    return "DO " + dollar_quoted(body);
  }

  /// What Alembic creates, unless it is there.
  [[nodiscard]] std::string create_table() const {
    return "DO " + dollar_quoted("BEGIN\n  IF to_regclass(" + quoted_literal(versions_.shown()) +
                                 ") IS NULL THEN\n" + versions_.create() + ";\n  END IF;\nEND");
  }

  /// Leaves in the setting `sterna.begun` at which op outside a transaction an earlier run has been cut off, or 0.
  [[nodiscard]] std::string find_begun(std::string_view id, bool up) const {
    return "DO " + dollar_quoted("DECLARE\n  begun integer;\nBEGIN\n  IF to_regclass(" +
                                 quoted_literal(versions_.shown_steps()) +
                                 ") IS NOT NULL THEN\n    SELECT operation INTO begun FROM " +
                                 versions_.shown_steps() + " WHERE version_num = " + quoted_literal(id) +
                                 " AND upgrade = " + (up ? "true" : "false") +
                                 ";\n  END IF;\n  PERFORM set_config('sterna.begun', coalesce(begun, 0)::text, "
                                 "false);\nEND");
  }

 private:
  [[nodiscard]] static std::string array(const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) {
      text += (text.empty() ? "" : ", ") + quoted_literal(id);
    }
    return "ARRAY[" + text + "]::text[]";
  }

  const version_table& versions_;
};

}  // namespace sterna::detail
