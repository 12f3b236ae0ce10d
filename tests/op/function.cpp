// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_function_test {

using namespace sterna::dsl;
using sterna::fault;

static_assert(renders_as(create_function("f()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
                         "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'"));

namespace {

constexpr auto twice = create_function("twice(n integer)", "RETURNS integer LANGUAGE sql AS $$ SELECT n * 2 $$");
constexpr auto thrice = replace_function("twice(n integer)", "RETURNS integer LANGUAGE sql AS $$ SELECT n * 3 $$");

}  // namespace

TEST_CASE("create_function, and back; defaults are no part of the name") {
  live_schema db("foo");
  expect_both(db, twice, "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n * 2 $$",
              "DROP FUNCTION twice(n integer)");
  expect_both(
      db,
      create_function("My F(a int = 1, b varchar(10) DEFAULT 'x, y', OUT c double precision)",
                      "LANGUAGE sql AS $$ SELECT 1.0::float8 $$")
          .schema("foo"),
      "CREATE FUNCTION foo.\"My F\"(a int = 1, b varchar(10) DEFAULT 'x, y', OUT c double precision) LANGUAGE sql "
      "AS $$ SELECT 1.0::float8 $$",
      "DROP FUNCTION foo.\"My F\"(a int, b varchar(10), OUT c double precision)");
  expect_both(db, create_function("now2", "RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'"),
              "CREATE FUNCTION now2() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'", "DROP FUNCTION now2()");
}

TEST_CASE("replace_function: the way back is the definition before") {
  live_schema db;
  expect_restored(db, thrice,
                  "CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n "
                  "* 2 $$",
                  twice);
}

TEST_CASE("drop_function: found by the types of its arguments, however they are written") {
  live_schema db;
  expect_restored(db, drop_function("twice(int4)"),
                  "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n * 2 $$", twice);
  CHECK(db.accepts("DROP FUNCTION twice"));
  expect_restored(db, drop_function("twice"),
                  "CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS $$ SELECT n * 2 $$", twice);
  constexpr auto many = create_function(
      "g(a timestamp with time zone, double precision, t interval, OUT x text, VARIADIC c character varying(3)[])",
      "LANGUAGE sql AS $$ SELECT 'x' $$");
  CHECK(found_in(drop_function("g(timestamptz, float8, interval, VARIADIC varchar[])"), many).what == fault::none);
  CHECK(found_in(drop_function("g(timestamptz, float8, interval, varchar)"), many).what == fault::missing_object);
  CHECK(db.accepts("DROP FUNCTION twice"));
  expect_restored(db, drop_function("g(timestamptz, float8, interval, VARIADIC varchar[])"), sql_of(many), many);
}

TEST_CASE("functions are told apart by their arguments; one that is there is in the way") {
  CHECK(found_in(create_function("twice(n bigint)", "RETURNS bigint LANGUAGE sql AS 'SELECT 2 * n'"), twice).what ==
        fault::none);
  const auto again = found_in(create_function("twice(x int)", "RETURNS int LANGUAGE sql AS 'SELECT x'"), twice);
  CHECK(again.what == fault::object_exists);
  CHECK(again.subject == "twice(x int)");
  CHECK(found_in(create_procedure("twice(x int)", "LANGUAGE sql AS 'SELECT 1'"), twice).what == fault::object_exists);
  const auto none = found_in(drop_function("twice(text)"), twice);
  CHECK(none.what == fault::missing_object);
  CHECK(none.nearest == "twice(n integer)");
  CHECK(found_in(drop_function("twise(integer)"), twice).nearest == "twice");
  CHECK(found_in(thrice).what == fault::missing_object);
  CHECK(found_in(thrice, execute("CREATE FUNCTION twice(integer) ...")).what == fault::underivable);
  CHECK(found_in(drop_procedure("twice(integer)"), twice).what == fault::wrong_kind);
  CHECK(found_in(create_function("f()", "")).what == fault::empty_sql);
  CHECK(found_in(create_function("()", "x")).what == fault::empty_name);
  CHECK(found_in(create_function("f()", "RETURNS text AS $$ x")).what == fault::unterminated_sql);
  CHECK(found_in(drop_function("f()").if_exists()).what == fault::none);
}

TEST_CASE("a function of a table's rows, or of a type, keeps it; CASCADE takes it along and brings it back") {
  constexpr auto table = create_table("account", column("id", integer));
  constexpr auto rows = create_function("accounts()", "RETURNS SETOF account LANGUAGE sql AS 'SELECT * FROM account'");
  const auto kept = found_in(drop_table("account"), table, rows);
  CHECK(kept.what == fault::still_needed);
  CHECK(kept.owner == "accounts");
  CHECK(found_in(drop_table("account"), table,
                 create_function("f(integer)", "RETURNS integer LANGUAGE sql AS 'SELECT 1 FROM account'"))
            .what == fault::none);
  constexpr auto mood = create_enumeration("mood", {"sad"});
  CHECK(found_in(drop_enumeration("mood"), mood, create_function("f(m public.mood)", "RETURNS text AS 'x'")).what ==
        fault::still_needed);
  CHECK(found_in(drop_enumeration("mood"), mood, create_function("f()", "RETURNS TABLE (a text, b mood[]) AS 'x'"))
            .what == fault::still_needed);
  live_schema db;
  if (db) {
    CHECK(db.accepts(sql_of(table) + ";" + sql_of(rows)));
    CHECK_FALSE(db.refusal_of(sql_of(drop_table("account"))).empty());
    CHECK(db.accepts("DROP FUNCTION accounts; DROP TABLE account"));
  }
  expect_restored(
      db, drop_table("account").cascade(),
      "CREATE TABLE account (\n    id integer\n);\nCREATE FUNCTION accounts() RETURNS SETOF account LANGUAGE "
      "sql AS 'SELECT * FROM account'",
      table, rows);
}

TEST_CASE("a schema takes its functions along, and brings them back before the tables that use them") {
  live_schema db("foo");
  CHECK(db.accepts("DROP SCHEMA foo CASCADE"));
  expect_restored(db, drop_schema("foo").cascade(),
                  "CREATE SCHEMA foo;\nCREATE FUNCTION foo.one() RETURNS integer LANGUAGE sql AS 'SELECT 1';\nCREATE "
                  "TABLE foo.t (\n    a integer DEFAULT foo.one()\n)",
                  create_schema("foo"),
                  create_function("one()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'").schema("foo"),
                  create_table("t", column("a", integer, server_default(sql("foo.one()")))).schema("foo"));
  CHECK(found_in(drop_schema("foo"), create_schema("foo"),
                 create_function("one()", "RETURNS integer AS 'SELECT 1'").schema("foo"))
            .what == fault::still_needed);
}

}  // namespace op_function_test
