// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

namespace op_execute_test {

using namespace sterna::dsl;

static_assert(renders_as(execute("SELECT ':a', 100 % 7"), "SELECT ':a', 100 % 7"));

TEST_CASE("052: execute: :name, % and dollar quotes go to the server as they are") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (x text, n integer)"));
  expect_sql(db, execute("UPDATE t SET x = ':y' || '%s' || '100%', n = 7 % 4 WHERE x::text LIKE '%:z%'"),
             "UPDATE t SET x = ':y' || '%s' || '100%', n = 7 % 4 WHERE x::text LIKE '%:z%'");
  expect_sql(db, execute("DO $$ BEGIN PERFORM ':x'; END $$"), "DO $$ BEGIN PERFORM ':x'; END $$");
  expect_sql(db, execute("DO $body$ DECLARE a text := $q$;'$q$; BEGIN a := a; END $body$"),
             "DO $body$ DECLARE a text := $q$;'$q$; BEGIN a := a; END $body$");
}

TEST_CASE("052: execute: several statements are one text, semicolons and comments included") {
  live_schema db;
  expect_sql(db, execute("CREATE TABLE a (); -- one\nCREATE TABLE b ();"),
             "CREATE TABLE a (); -- one\nCREATE TABLE b ();");
}

TEST_CASE("execute without reverse cannot be undone") {
  CHECK(undo_of(execute("DELETE FROM t")) == "cannot be derived");
}

TEST_CASE("execute with reverse") {
  live_schema db;
  expect_both(db, execute("CREATE VIEW v AS SELECT 1 AS a").reverse("DROP VIEW v"), "CREATE VIEW v AS SELECT 1 AS a",
              "DROP VIEW v");
}

TEST_CASE("050: execute outside a transaction: the op says so, and its reverse says it too") {
  live_schema db;
  CHECK(db.accepts("CREATE TYPE mood AS ENUM ('good')"));
  constexpr auto word = execute("ALTER TYPE mood ADD VALUE 'bad'").reverse("VACUUM").outside_transaction();
  static_assert(sterna::decoded(word.view()).view().operations[0].outside_transaction);
  expect_both(db, word, "ALTER TYPE mood ADD VALUE 'bad'", "VACUUM");
  const auto down = derived_from(word.view());
  REQUIRE(down.underivable == 0);
  CHECK(down.ops.view().operations[0].outside_transaction);
  constexpr auto inside = execute("SELECT 1");
  CHECK_FALSE(sterna::decoded(inside.view()).view().operations[0].outside_transaction);
}

}  // namespace op_execute_test
