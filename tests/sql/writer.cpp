// SPDX-License-Identifier: BSL-1.0
#include "live.hpp"

#include <sterna/sql/writer.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace sql_writer_test {

using sterna::sql_writer;

namespace {

std::string identifier(std::string_view id) {
  sql_writer out;
  out.identifier(id);
  return std::string(out.text());
}
std::string literal(std::string_view value) {
  sql_writer out;
  out.literal(value);
  return std::string(out.text());
}

consteval bool quotes() {
  using namespace std::string_view_literals;
  sql_writer out;
  out.identifier("a"sv).identifier("A"sv).qualified("s", "user").literal("it's").literal("\\").number(-12);
  return out.text() == R"(a"A"s."user"'it''s'E'\\'-12)";
}
static_assert(quotes());

constexpr std::string_view hostile[] = {
    "a",
    "_",
    "a_1",
    "1st",
    "9",
    "User",
    "uSER",
    "ALL",
    "cost$",
    "$1",
    "$$",
    "a b",
    " ",
    " a ",
    "a\"b",
    "\"",
    "\"\"",
    "\"a\"",
    "a'b",
    "a;b",
    "a.b",
    "a-b",
    "a\\b",
    "a\tb",
    "a\nb",
    "--",
    "/*",
    "E'a'",
    "U&",
    "%s",
    ":name",
    "\xC3\xBC",
    "Stra\xC3\x9F" "e",
    "\xE6\x97\xA5\xE6\x9C\xAC",
    "\xF0\x9F\x90\xA6",
    "a\xC2\xA0" "b",
    "a23456789_123456789_123456789_123456789_123456789_123456789_123",
    "A23456789_123456789_123456789_123456789_123456789_123456789_12\"",
};

constexpr std::string_view texts[] = {
    "", "'", "''", "it's", "\\", "\\\\", "\\'", "'\\", "a\\nb", "a\nb", "E'x'", "$$", "$1", ":x", "%s", "\"", ";--",
    "/*",
    "\xC3\xBC\xE6\x97\xA5\xF0\x9F\x90\xA6", "a\tb\r\n", "ends with \\", "NULL",
};

}  // namespace

TEST_CASE("keywords are in the order of their bytes, each once") {
  CHECK(std::adjacent_find(std::begin(sterna::detail::quoted_keywords), std::end(sterna::detail::quoted_keywords),
                           [](std::string_view a, std::string_view b) { return a >= b; }) ==
        std::end(sterna::detail::quoted_keywords));
}

TEST_CASE("identifiers are quoted where the server's own quote_ident quotes them") {
  live_schema db;
  if (!db) return;
  for (const std::string_view id : hostile) {
    CHECK(identifier(id) == db.connection().execute("SELECT quote_ident($1)", id)[0][0].text());
    CHECK(db.accepts("CREATE TABLE " + identifier(id) + " (" + identifier(id) + " integer)"));
    CHECK(db.connection()
              .execute("SELECT count(*) FROM pg_attribute JOIN pg_class r ON attrelid = r.oid "
                       "WHERE attname = $1 AND relname = $1 AND relnamespace = current_schema()::regnamespace",
                       id)[0][0]
              .text() == "1");
    CHECK(db.accepts("DROP TABLE " + identifier(id)));
  }
}

TEST_CASE("every keyword of the server is quoted where the server quotes it, or where a later one will") {
  live_schema db;
  if (!db) return;
  const sterna::result words =
      db.connection().execute("SELECT word, quote_ident(word), catcode FROM pg_get_keywords()");
  REQUIRE(words.size() > 400);
  int quoted = 0;
  for (const sterna::row word : words) {
    const std::string id = identifier(word[0].text());
    if (id != word[1].text()) {
      CAPTURE(word[0].text());
      CHECK(id == '"' + word[0].as<std::string>() + '"');
      CHECK(word[2].text() == "U");  // unreserved here: a word that a version after this one has made a keyword
    }
    quoted += id[0] == '"' ? 1 : 0;
  }
  CHECK(quoted > 130);
}

TEST_CASE("every keyword of the server can name a table, a column, an index, a constraint, a type and a schema") {
  live_schema db;
  if (!db) return;
  const sterna::result words = db.connection().execute("SELECT word FROM pg_get_keywords()");
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  const std::string schema = db.one("SELECT current_schema()");
  // @ stands for the keyword, & for the schema (pg_catalog has types of its own); a word is one transaction
  constexpr std::string_view script =
      "ALTER TABLE t RENAME TO @; ALTER TABLE @ ADD COLUMN @ integer DEFAULT 1 CONSTRAINT @ CHECK (a > 0);"
      "CREATE INDEX x ON @ (@); ALTER TABLE @ DROP CONSTRAINT @; ALTER TABLE @ ALTER COLUMN @ SET NOT NULL;"
      "COMMENT ON COLUMN @.@ IS 'c'; ALTER TABLE @ RENAME COLUMN @ TO b; ALTER TABLE @ RENAME COLUMN b TO @;"
      "ALTER TABLE @ DROP COLUMN @; ALTER TABLE @ RENAME TO t; CREATE INDEX @ ON t (a); DROP INDEX @;"
      "CREATE TYPE &.@ AS ENUM ('a'); ALTER TABLE t ADD COLUMN b &.@; ALTER TABLE t DROP COLUMN b; DROP TYPE &.@;"
      "CREATE TABLE @ (@ integer PRIMARY KEY REFERENCES @ (@)); DROP TABLE @;"
      "CREATE SCHEMA @; CREATE TABLE @.@ (); DROP TABLE @.@; DROP SCHEMA @";
  for (const sterna::row word : words) {
    const std::string id = identifier(word[0].text());
    std::string sql;
    for (const char c : script) {
      if (c == '@' || c == '&') {
        sql += c == '@' ? id : schema;
      } else {
        sql += c;
      }
    }
    CAPTURE(id);
    CHECK(db.accepts(sql));
  }
}

TEST_CASE("literals come back as they went") {
  live_schema db;
  if (!db) return;
  for (const std::string_view standard : {"on", "off"}) {
    db.connection().execute("SET standard_conforming_strings = " + std::string(standard));
    for (const std::string_view each : texts) {
      CAPTURE(each);
      CHECK(db.one("SELECT " + literal(each)) == each);
      CHECK(db.accepts("COMMENT ON SCHEMA " + db.one("SELECT current_schema()") + " IS " + literal(each)));
    }
  }
}

TEST_CASE("numbers") {
  const auto number = [](long long value) {
    sql_writer out;
    out.number(value);
    return std::string(out.text());
  };
  for (const long long value : {0LL, 1LL, -1LL, 10LL, 1234567890LL, std::numeric_limits<long long>::max(),
                                std::numeric_limits<long long>::min()}) {
    CHECK(number(value) == std::to_string(value));
  }
}

TEST_CASE("statements: each with its text and op; empty ones are none") {
  sql_writer out;
  out.end_statement();
  out.begin_operation(1);
  out << "A";
  out.end_statement();
  out.end_statement();
  out.begin_operation(2);
  out << "B" << 'C';
  out.end_statement();
  out << "D";
  out.end_statement();
  REQUIRE(out.statements().size() == 3);
  CHECK(out.text_of(out.statements()[0]) == "A");
  CHECK(out.text_of(out.statements()[1]) == "BC");
  CHECK(out.text_of(out.statements()[2]) == "D");
  CHECK(out.statements()[0].operation == 1);
  CHECK(out.statements()[1].operation == 2);
  CHECK(out.statements()[2].operation == 2);
}

}  // namespace sql_writer_test
