// SPDX-License-Identifier: BSL-1.0
#include "beginnings.hpp"
#include "filled.hpp"

#include <sterna/sql/scan.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace sql_scan_test {

using sterna::scan_sql;
using sterna::sql_flaw;
using sterna::sql_reach;
using sterna::sql_scan;

namespace {

// Constant expressions: the main behaviours, on the compilers' default limits.

static_assert(scan_sql("").reach == sql_reach::nothing && scan_sql("").statements == 0);
static_assert(scan_sql(std::string_view{}).flaw == sql_flaw::none);
static_assert(scan_sql("SELECT 'it''s'; -- BEGIN").statements == 1);
static_assert(scan_sql("INSERT INTO a VALUES (1); COMMIT").flaw == sql_flaw::transaction_control);
static_assert(scan_sql("INSERT INTO a VALUES (1); Commit").word == "Commit");
static_assert(scan_sql("INSERT INTO a VALUES (1); COMMIT").position == 26);
static_assert(scan_sql("SELECT 'a").unterminated && scan_sql("SELECT 'a").position == 7);
static_assert(scan_sql("CREATE TABLE a (\"commit\" int)").reach == sql_reach::names);
static_assert(scan_sql("DO $$ BEGIN COMMIT; END $$").reach == sql_reach::anything);
static_assert(scan_sql("SELECT pg_catalog.setval('a_id_seq', 1)").reach == sql_reach::nothing);
static_assert(scan_sql("SELECT set_config('search_path', '', true)").search_path);

// Texts of 50,000 bytes: each is looked at in one constant expression.

using sql_tests::buffer;
using sql_tests::filled;
using sql_tests::large;

constexpr buffer rows = filled("INSERT INTO a (b, c, d) VALUES (0, '', 0)", ",\n  (17, 'it''s', 2.5e3)", "; END");
constexpr sql_scan of_rows = scan_sql(rows.view());
static_assert(of_rows.flaw == sql_flaw::transaction_control && of_rows.position == large - 3);

constexpr buffer inserts = filled("", "insert into a (b) values (1);\n", "");
constexpr sql_scan of_inserts = scan_sql(inserts.view());
static_assert(of_inserts.statements > 1000 && of_inserts.reach == sql_reach::nothing);

constexpr buffer query = filled("SELECT a", ",\n  lower(b) || t.c", "FROM t INTO u");
static_assert(scan_sql(query.view()).reach == sql_reach::names);

constexpr buffer columns = filled("ALTER TABLE a ADD b int", ", add c_d text not null", "; DROP TABLE u CASCADE");
static_assert(scan_sql(columns.view()).reach == sql_reach::anything);

constexpr buffer function =
    filled("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN", "\n  a := a + $1;", "END $f$");
constexpr sql_scan of_function = scan_sql(function.view());
static_assert(of_function.reach == sql_reach::names && of_function.statements == 1);

constexpr buffer body = filled("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC", " SELECT a + b;", "END; COMMIT");
constexpr sql_scan of_body = scan_sql(body.view());
static_assert(of_body.statements == 2 && of_body.word == "COMMIT");

// Tables.

struct flawed {
  std::string_view text;
  sql_flaw flaw;
  std::size_t position;
  std::string_view word{};
};

constexpr sql_flaw control = sql_flaw::transaction_control;
constexpr flawed flaws[] = {
    {"SELECT 'a", sql_flaw::unterminated_quote, 7},
    {"SELECT 'a''", sql_flaw::unterminated_quote, 7},
    {"SELECT E'a\\'", sql_flaw::unterminated_quote, 7},
    {"SELECT e'a\\", sql_flaw::unterminated_quote, 7},
    {"SELECT E'a'\n'\\'", sql_flaw::unterminated_quote, 7},
    {"SELECT E'a' -- b\n'\\'", sql_flaw::unterminated_quote, 7},
    {"INSERT INTO a VALUES (E'\\'", sql_flaw::unterminated_quote, 22},
    {"INSERT INTO a VALUES (x, aE'\\')", sql_flaw::none, 0},
    {"SELECT U&'a", sql_flaw::unterminated_quote, 7},
    {"SELECT b'1", sql_flaw::unterminated_quote, 7},
    {"'", sql_flaw::unterminated_quote, 0},
    {"SELECT \"a", sql_flaw::unterminated_identifier, 7},
    {"SELECT \"a\"\"", sql_flaw::unterminated_identifier, 7},
    {"SELECT u&\"a", sql_flaw::unterminated_identifier, 7},
    {"DROP TABLE \"a';", sql_flaw::unterminated_identifier, 11},
    {"/*", sql_flaw::unterminated_comment, 0},
    {"/*/", sql_flaw::unterminated_comment, 0},
    {"SELECT 1 /* /* */", sql_flaw::unterminated_comment, 9},
    {"SELECT 1; /* ' */ /* */ /*", sql_flaw::unterminated_comment, 24},
    {"DO $$ BEGIN END $", sql_flaw::unterminated_dollar, 3},
    {"DO $a$ BEGIN END $A$", sql_flaw::unterminated_dollar, 3},
    {"DO $a$ BEGIN END $$", sql_flaw::unterminated_dollar, 3},
    {"DO $\xc3\xa4$ BEGIN END $\xc3\xa5$", sql_flaw::unterminated_dollar, 3},
    {"INSERT INTO a VALUES (1, $_1$;", sql_flaw::unterminated_dollar, 25},
    {"INSERT INTO a VALUES (1$$;", sql_flaw::unterminated_dollar, 23},

    {"BEGIN", control, 0, "BEGIN"},
    {"begin;", control, 0, "begin"},
    {"BEGIN WORK", control, 0, "BEGIN"},
    {" -- a\n/* b */ ;; Begin Transaction", control, 17, "Begin"},
    {"START TRANSACTION", control, 0, "START"},
    {"start /**/ transaction isolation level serializable", control, 0, "start"},
    {"COMMIT", control, 0, "COMMIT"},
    {"COMMIT AND CHAIN", control, 0, "COMMIT"},
    {"COMMIT PREPARED 'a'", control, 0, "COMMIT"},
    {"END", control, 0, "END"},
    {"ABORT", control, 0, "ABORT"},
    {"ROLLBACK", control, 0, "ROLLBACK"},
    {"ROLLBACK;", control, 0, "ROLLBACK"},
    {"ROLLBACK WORK", control, 0, "ROLLBACK"},
    {"ROLLBACK PREPARED 'a'", control, 0, "ROLLBACK"},
    {"PREPARE TRANSACTION 'a'", control, 0, "PREPARE"},
    {"SELECT 1;COMMIT;SELECT '", control, 9, "COMMIT"},
    {"SELECT (1); COMMIT", control, 12, "COMMIT"},
    {"SELECT 1); COMMIT", control, 11, "COMMIT"},
    {"SELECT '\\'; COMMIT", control, 12, "COMMIT"},
    {"SELECT E'\\''; COMMIT", control, 14, "COMMIT"},
    {"SELECT e'\\\\'; COMMIT", control, 14, "COMMIT"},
    {"SELECT U&'\\'; COMMIT", control, 14, "COMMIT"},
    {"SELECT 'it''s'; COMMIT", control, 16, "COMMIT"},
    {"SELECT \"a\"\";\"; COMMIT", control, 15, "COMMIT"},
    {"SELECT $1; COMMIT; SELECT $1", control, 11, "COMMIT"},
    {"SELECT a$b$; COMMIT; SELECT a$b$", control, 13, "COMMIT"},
    {"INSERT INTO a$b$ VALUES (1); COMMIT", control, 29, "COMMIT"},
    {"DO $$;COMMIT;$$; COMMIT", control, 17, "COMMIT"},
    {"DO $a$ $b$ ; $a$; COMMIT", control, 18, "COMMIT"},
    {"INSERT INTO a VALUES (1.e1$b$;$b$); COMMIT", control, 36, "COMMIT"},
    {"INSERT INTO a1.e1$b$; COMMIT; INSERT INTO a$b$", control, 22, "COMMIT"},
    {"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; COMMIT", control, 60, "COMMIT"},
    {"CREATE TABLE begin (atomic int); COMMIT", control, 33, "COMMIT"},
    {"SELECT 1 -- ;\r; COMMIT", control, 16, "COMMIT"},

    {"SELECT 'it''s'", sql_flaw::none, 0},
    {"SELECT E'\\''", sql_flaw::none, 0},
    {"SELECT E'''\\\\'", sql_flaw::none, 0},
    {"SELECT '\\'", sql_flaw::none, 0},
    {"SELECT E'a' '\\'", sql_flaw::none, 0},
    {"SELECT namee'\\'", sql_flaw::none, 0},
    {"SELECT '--' || '/*'", sql_flaw::none, 0},
    {"SELECT \"'\" -- '\"\n", sql_flaw::none, 0},
    {"/* /* ' */ \" */", sql_flaw::none, 0},
    {"/**//***/ /*/**/*/", sql_flaw::none, 0},
    {"SELECT $1, $2", sql_flaw::none, 0},
    {"SELECT a$b$, $$'$$, $a$ $$ ' $a$, $_a1$;$_a1$", sql_flaw::none, 0},
    {"SELECT a $ b", sql_flaw::none, 0},
    {"ROLLBACK TO a; ROLLBACK TO SAVEPOINT a; rollback work to a; SAVEPOINT a; RELEASE a", sql_flaw::none, 0},
    {"PREPARE a AS SELECT 1; PREPARE transaction AS SELECT 1; PREPARE transaction (int) AS SELECT 1", sql_flaw::none,
     0},
    {"CREATE TABLE a (\"commit\" int, begin int); SELECT begin FROM a", sql_flaw::none, 0},
    {"CREATE RULE a AS ON INSERT TO b DO ALSO (DELETE FROM c; COMMIT)", sql_flaw::none, 0},
    {"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n  PERFORM 1;\nEND;\n$$", sql_flaw::none, 0},
    {"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM ''a''; END;'", sql_flaw::none, 0},
    {"create or replace procedure p() begin atomic select case when a then 1 else 2 end; select 2; end", sql_flaw::none,
     0},
    {"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE a WHEN CASE 1 END THEN 1 END; END; SELECT 1",
     sql_flaw::none, 0},
    {"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; SELECT t.end FROM t; END", sql_flaw::none, 0},
    {"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC END; SAVEPOINT a", sql_flaw::none, 0},
    {"CREATE FUNCTION f(a int DEFAULT CASE 1 WHEN 1 THEN 2 END) RETURNS int RETURN a; SAVEPOINT a", sql_flaw::none, 0},
    {"COPY a FROM '/tmp/begin'; COMMENT ON TABLE a IS 'commit;'", sql_flaw::none, 0},
};

struct reaching {
  std::string_view text;
  sql_reach reach;
};

constexpr sql_reach nothing = sql_reach::nothing;
constexpr sql_reach names = sql_reach::names;
constexpr sql_reach anything = sql_reach::anything;
constexpr reaching reaches[] = {
    {"", nothing},
    {" ;; -- a\n/* DROP TABLE a */;", nothing},
    {"INSERT INTO a (b) SELECT f(c) FROM d", nothing},
    {"UPDATE a SET b = f(b)", nothing},
    {"delete from a where f(b) returning c", nothing},
    {"MERGE INTO a USING b ON a.c = b.c WHEN MATCHED THEN DELETE", nothing},
    {"COPY a FROM '/tmp/a'", nothing},
    {"TRUNCATE a CASCADE; LOCK a; ANALYZE a; VACUUM; REINDEX TABLE a; CLUSTER; REFRESH MATERIALIZED VIEW a", nothing},
    {"SET a = 1; RESET a; SHOW a; GRANT SELECT ON a TO b; REVOKE ALL ON a FROM b CASCADE", nothing},
    {"COMMENT ON TABLE a IS 'b'; NOTIFY a; LISTEN a; UNLISTEN a; CHECKPOINT; DISCARD ALL", nothing},
    {"SAVEPOINT a; RELEASE a; ROLLBACK TO a; DEALLOCATE a; CLOSE a", nothing},
    {"TABLE a; VALUES (1, lower('A'))", nothing},
    {"EXPLAIN SELECT f(a) FROM b", nothing},
    {"PREPARE a AS SELECT f()", nothing},

    {"SELECT 1", nothing},
    {"(SELECT a FROM b) UNION (SELECT c FROM d)", nothing},
    {"SELECT pg_catalog.setval('a_id_seq', (SELECT max(id) FROM a))", nothing},
    {"SELECT setval(pg_get_serial_sequence('a', 'id'), coalesce(MAX(id), 1)) FROM a", nothing},
    {"SELECT Pg_Catalog . Set_Config ('a', 'b', false)", nothing},
    {"SELECT count(*) FILTER (WHERE a IN (1, 2)) OVER (PARTITION BY b ORDER BY c) FROM d", nothing},
    {"SELECT a FROM b JOIN c USING (d) WHERE EXISTS (SELECT 1) AND (NOT (e)) GROUP BY (f), g", nothing},
    {"SELECT a::numeric(10, 2), CAST(b AS s.vector(3)), c::s.vector(3), extract(year FROM d), left(e, 1)", nothing},
    {"SELECT * FROM (VALUES (1)) AS a(b), generate_series(1, 3) c(d)", nothing},
    {"SELECT DISTINCT ON (a) lower(b) FROM c", nothing},
    {"SELECT $$ f( $$, 'f(', \"g\" FROM \"f\" -- f(\n", nothing},
    {"WITH RECURSIVE a(b) AS MATERIALIZED (SELECT 1), c(d) AS (SELECT now()) SELECT * FROM a, c", nothing},
    {"WITH a AS (DELETE FROM b RETURNING c) INSERT INTO d.e (f) SELECT c FROM a ON CONFLICT (f) DO NOTHING", nothing},
    {"DECLARE a CURSOR FOR SELECT lower(b) FROM c", nothing},

    {"SELECT f()", anything},
    {"SELECT f /* a */ (1)", anything},
    {"SELECT f\n-- a\n(1)", anything},
    {"(SELECT f())", anything},
    {"select s.count(a) from b", anything},
    {"select a.pg_catalog.count(a) from b", anything},
    {"SELECT s.in(1)", anything},
    {"SELECT \"lower\"(a)", anything},
    {"SELECT pg_catalog.query_to_xml('DROP TABLE a', true, true, '')", anything},
    {"SELECT DISTINCT ON (a) f(b) FROM c", anything},
    {"SELECT a OPERATOR(s.+) f(b)", anything},
    {"SELECT lower(a), f(b)", anything},
    {"SELECT 1 WHERE NOT f(1)", anything},
    {"SELECT create_hypertable('a', 'b')", anything},
    {"WITH a(b) AS (SELECT f()) SELECT * FROM a", anything},
    {"WITH a AS (SELECT 1) SELECT f(1) FROM a", anything},
    {"VALUES (f())", anything},
    {"DECLARE a CURSOR FOR SELECT f()", anything},
    {"DO $$ BEGIN END $$", anything},
    {"CALL p()", anything},
    {"EXECUTE a", anything},
    {"EXPLAIN ANALYZE SELECT 1", anything},
    {"explain (costs off, analyze) SELECT 1", anything},
    {"IMPORT FOREIGN SCHEMA a FROM SERVER b INTO c", anything},
    {"CREATE EXTENSION a", anything},
    {"ALTER EXTENSION a UPDATE", anything},
    {"DROP EXTENSION a", anything},
    {"DROP OWNED BY a", anything},
    {"DROP TABLE a CASCADE", anything},
    {"ALTER TABLE a DROP COLUMN b Cascade", anything},
    {"ALTER SCHEMA a RENAME TO b", anything},
    {"LOAD 'a'", anything},
    {"frobnicate a", anything},
    {"'a'", anything},
    {"\\d a", anything},
    {"INSERT INTO a VALUES (1);\n\\gset", anything},
    {"EXPLAIN SELECT 1 \\g", anything},
    {"DROP TABLE a \\g", anything},
    {"CREATE FUNCTION f() \\g", anything},
    {"SELECT 1 \\g", anything},
    {"COPY a FROM stdin;\n1\n\\.\n", anything},
    {"CREATE TABLE U&\"\\0061\" (b int)", anything},
    {"ALTER TABLE a RENAME TO u&\"\\0061\"", anything},
    {"SELECT 'a", anything},
    {"COMMIT", anything},

    {"CREATE TABLE a (b int DEFAULT f(), c text CHECK (g(c)))", names},
    {"CREATE TABLE a AS SELECT 1", names},
    {"CREATE TABLE a (b int REFERENCES c ON DELETE CASCADE)", names},
    {"ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c ON DELETE CASCADE ON UPDATE CASCADE", names},
    {"ALTER TABLE a ADD b text DEFAULT 'CASCADE'", names},
    {"ALTER SCHEMA a OWNER TO b", names},
    {"DROP TABLE a, b RESTRICT", names},
    {"CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DROP TABLE a CASCADE; END $$", names},
    {"CREATE RULE a AS ON INSERT TO b DO ALSO (DELETE FROM c; SELECT f())", names},
    {"SECURITY LABEL ON TABLE a IS 'b'", names},
    {"SELECT a INTO b FROM c", names},
    {"WITH a AS (SELECT 1) SELECT * INTO TEMP b FROM a", names},
    {"CREATE INDEX a ON b (f(c))", names},
    {"SELECT 1; DROP TABLE a; INSERT INTO b VALUES (1)", names},
    {"DROP TABLE a; CALL p(); SELECT 1", anything},
};

}  // namespace

TEST_CASE("a flaw is found where it begins") {
  for (const flawed& each : flaws) {
    CAPTURE(each.text);
    const sql_scan found = scan_sql(each.text);
    CHECK(static_cast<int>(found.flaw) == static_cast<int>(each.flaw));
    CHECK(found.position == each.position);
    CHECK(found.word == each.word);
    CHECK(found.unterminated == (each.flaw != sql_flaw::none && each.flaw != control));
  }
}

TEST_CASE("what a text may do to the schema") {
  for (const reaching& each : reaches) {
    CAPTURE(each.text);
    CHECK(static_cast<int>(scan_sql(each.text).reach) == static_cast<int>(each.reach));
  }
}

TEST_CASE("the reach does not depend on what stands before, after or between") {
  for (const reaching& each : reaches) {
    CAPTURE(each.text);
    if (scan_sql(each.text).flaw != sql_flaw::none) {
      continue;
    }
    const std::string text(each.text);
    CHECK(scan_sql(";/*;*/" + text + ";").reach == each.reach);
    CHECK(scan_sql("INSERT INTO a VALUES ('b');" + text).reach == each.reach);
    CHECK(scan_sql(text + "\n;SELECT lower('b')").reach == each.reach);
    CHECK(scan_sql(text + "\n; COMMIT").flaw == control);
    CHECK(scan_sql(text + "\n; SELECT ';").flaw == sql_flaw::unterminated_quote);
    CHECK(scan_sql(text + "\n; CALL p()").reach == anything);
    CHECK(scan_sql(text + "\n; CALL p()").statements == scan_sql(text).statements + 1);
  }
}

TEST_CASE("statements are counted where they are not empty") {
  CHECK(scan_sql(" ; ;").statements == 0);
  CHECK(scan_sql("/* a */ -- b").statements == 0);
  CHECK(scan_sql("SELECT 1").statements == 1);
  CHECK(scan_sql("SELECT 1;").statements == 1);
  CHECK(scan_sql("SELECT ';';; SELECT 2 /*;*/; -- c;\n;DO $$;$$").statements == 3);
  CHECK(scan_sql("CREATE RULE a AS ON INSERT TO b DO ALSO (SELECT 1; SELECT 2); SELECT 1").statements == 2);
  CHECK(scan_sql("CREATE FUNCTION f() BEGIN ATOMIC; SELECT CASE 1 END; SELECT 2; END; SELECT 3").statements == 2);
}

TEST_CASE("search_path is seen however it is set") {
  CHECK(scan_sql("SET search_path TO a").search_path);
  CHECK(scan_sql("SET LOCAL Search_Path = a").search_path);
  CHECK(scan_sql("SELECT set_config('search_path', 'a', false)").search_path);
  CHECK(scan_sql("DO $$ BEGIN SET search_path = a; END $$").search_path);
  CHECK(scan_sql("ALTER ROLE a SET search_path = b").search_path);
  CHECK(scan_sql("SET \"search_path\" = a").search_path);
  CHECK(scan_sql("SELECT 1; SET SCHEMA 'a'").search_path);
  CHECK(scan_sql("SET SESSION SCHEMA 'a'").search_path);
  CHECK(scan_sql("RESET ALL").search_path);
  CHECK(scan_sql("DISCARD ALL").search_path);
  CHECK(scan_sql("SET search_path TO 'a").search_path);
  CHECK_FALSE(scan_sql("SELECT 1 -- search_path").search_path);
  CHECK_FALSE(scan_sql("SELECT my_search_path FROM a").search_path);
  CHECK_FALSE(scan_sql("SET lock_timeout = 1; ALTER TABLE a SET SCHEMA b").search_path);
  CHECK_FALSE(scan_sql("").search_path);
}

TEST_CASE("no beginning of a text and no byte in it is too much") {
  for (const flawed& each : flaws) sql_tests::check_beginnings(each.text);
  for (const reaching& each : reaches) sql_tests::check_beginnings(each.text);
}

TEST_CASE("texts of nothing but what opens or closes something") {
  const auto many = [](std::string_view head, std::string_view unit) {
    std::string text(head);
    for (int i = 0; i < 300'000; ++i) text += unit;
    return scan_sql(text);
  };
  CHECK(many("", ";").statements == 0);
  CHECK(many("", " ").statements == 0);
  CHECK(many("", "SELECT;").statements == 300'000);
  CHECK(many("SELECT ", "(").statements == 1);
  CHECK(many("SELECT ", ")").reach == nothing);
  CHECK(many("SELECT ", "$").flaw == sql_flaw::none);
  CHECK(many("/*", "*").flaw == sql_flaw::unterminated_comment);
  CHECK(many("", "/*").flaw == sql_flaw::unterminated_comment);
  CHECK(many("", "/**/").flaw == sql_flaw::none);
  CHECK(many("", "--").flaw == sql_flaw::none);
  CHECK(many("SELECT '", "''").flaw == sql_flaw::unterminated_quote);
  CHECK(many("SELECT e'", "\\'").flaw == sql_flaw::unterminated_quote);
  CHECK(many("SELECT e'a'", "\n'a'").flaw == sql_flaw::none);
  CHECK(many("SELECT \"", "\"\"").flaw == sql_flaw::unterminated_identifier);
  CHECK(many("DO $a$", "$").flaw == sql_flaw::unterminated_dollar);
  CHECK(many("DO $a$", "$a").flaw == sql_flaw::none);
  CHECK(many("INSERT INTO a VALUES ", "a").flaw == sql_flaw::none);
  CHECK(many("INSERT INTO a VALUES ", "1$").flaw == sql_flaw::none);
  CHECK(many("INSERT INTO a VALUES ", ".a").flaw == sql_flaw::none);
  CHECK(many("INSERT INTO a VALUES ", ".a$").flaw == sql_flaw::none);
  CHECK(many("INSERT INTO a VALUES ", "1.e1''").flaw == sql_flaw::none);
}

}  // namespace sql_scan_test
