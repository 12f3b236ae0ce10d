// SPDX-License-Identifier: BSL-1.0
#include <sterna/runtime/log_table.hpp>

#include <doctest/doctest.h>

#include "live.hpp"

namespace runtime_log_table_test {

using sterna::detail::log_table;
using namespace std::chrono_literals;

TEST_CASE("log table: its name") {
  CHECK(log_table("", "alembic_version").shown() == "alembic_version_log");
  CHECK(log_table("My Schema", "Versions").shown() == "\"My Schema\".\"Versions_log\"");
}

TEST_CASE("log table: one statement creates it and writes, the next one writes; in the schema that is first") {
  live_schema db;
  if (!db) {
    return;
  }
  const log_table log("", "v");
  CHECK(db.accepts(log.write("it's", "upgrade", "0123456789abcdef", log_table::duration_since(1500ms))));
  CHECK(db.accepts(log.write("", "stamp", "", "interval '0'")));
  CHECK(db.one("SELECT relnamespace::regnamespace::text = current_schema() FROM pg_class WHERE oid = "
               "'v_log'::regclass") == "t");
  const sterna::result rows = db.connection().execute(log.read());
  REQUIRE(rows.size() == 2);
  CHECK(rows[0][0].text() == "it's");
  CHECK(rows[0][1].text() == "upgrade");
  CHECK(rows[0][2].text() == "0123456789abcdef");
  CHECK(rows[0][4].as<long long>() >= 1500000);
  CHECK(rows[0][4].as<long long>() < 60000000);
  CHECK(rows[0][7].text() == sterna::version);
  CHECK(rows[1][0].is_null());
  CHECK(rows[1][2].is_null());
  CHECK(rows[1][4].text() == "0");
}

TEST_CASE("log table: what the first look reads of it") {
  const auto parsed = log_table::parse("a revision with blanks 0123456789abcdef 0.1.0");
  CHECK(parsed.revision == "a revision with blanks");
  CHECK(parsed.checksum == "0123456789abcdef");
  CHECK(parsed.library == "0.1.0");
  for (const char* bad : {"", " ", "a", "a b"}) {
    CHECK(log_table::parse(bad).revision.empty());
  }
}

}  // namespace runtime_log_table_test
