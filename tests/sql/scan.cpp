// SPDX-License-Identifier: BSL-1.0
#include <sterna/sql/scan.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace sql_scan_test {

using sterna::mentions;
using sterna::mentions_beginning;
using sterna::scan_sql;
using sterna::sql_flaw;
using sterna::sql_reach;
using sterna::sql_scan;
using sterna::sql_token;
using sterna::sql_word_reader;
using sterna::uses_identifier;

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
static_assert(mentions("DO $$ BEGIN EXECUTE 'DROP TABLE users'; END $$", "users"));
static_assert(!mentions("DROP TABLE users2 -- users", "users"));
static_assert(mentions_beginning("CREATE TABLE users (email text UNIQUE)", "users_email_key"));
static_assert(!mentions_beginning("CREATE TABLE users (email text UNIQUE)", "usersemail"));
static_assert(uses_identifier("lower(Email) <> ''", "email") && !uses_identifier("email(a)", "email"));

// Texts of 50,000 bytes: each is looked at in one constant expression.

constexpr std::size_t large = 50'000;

struct buffer {
  char text[large] = {};
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, large}; }
};

/// `head`, then `unit` as often as it fits, then blanks, then `tail`.
template <std::size_t H, std::size_t U, std::size_t T>
constexpr buffer filled(const char (&head)[H], const char (&unit)[U], const char (&tail)[T]) {
  buffer out;
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < H; ++i) out.text[at++] = head[i];
  while (at + U + T < large) {
    for (std::size_t i = 0; i + 1 < U; ++i) out.text[at++] = unit[i];
  }
  while (at + T - 1 < large) out.text[at++] = ' ';
  for (std::size_t i = 0; i + 1 < T; ++i) out.text[at++] = tail[i];
  return out;
}

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

static_assert(!mentions(rows.view(), "b_c") && mentions(query.view(), "u"));
static_assert(!mentions_beginning(columns.view(), "c_key") && mentions_beginning(columns.view(), "u_pkey"));

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

struct search {
  std::string_view text;
  std::string_view id;
  bool found;
};

constexpr search mentioned[] = {
    {"", "a", false},
    {"a", "", false},
    {"DROP TABLE a", "a", true},
    {"a", "a", true},
    {"drop table USERS", "users", true},
    {"drop table \"Users\"", "Users", true},
    {"drop table s.users;", "users", true},
    {"drop table users2, my_users, usersx, xusers", "users", false},
    {"drop table usersx, users", "users", true},
    {"-- users\n/* users /* users */ users */ SELECT 1", "users", false},
    {"-- users\nusers", "users", true},
    {"SELECT '-- users'", "users", true},
    {"SELECT e'\\'-- users'", "users", true},
    {"SELECT \"-- users\"", "users", true},
    {"SELECT '/*', users -- */", "users", true},
    {"SELECT '''' -- users", "users", false},
    {"SELECT 1 -- '\n, users", "users", true},
    {"/* ' */ users", "users", true},
    {"DO $$ DROP TABLE users $$", "users", true},
    {"DO $$users$$", "users", true},
    {"DO $$ $a$users$a$ $$", "users", true},
    {"DO $$ -- users\n$$", "users", true},
    {"DO E'DROP TABLE\\nusers'", "users", true},
    {"SELECT nextval('s.users'::regclass)", "users", true},
    {"DROP TABLE \"my table\"", "my table", true},
    {"DROP TABLE \"my  table\"", "my table", false},
    {"DROP TABLE \"a.b\"", "a.b", true},
    {"DROP TABLE \"a\"\"b\"", "a\"b", true},
    {"DROP TABLE \"a\"\"\"", "a\"", true},
    {"DROP TABLE \"\"\"a\"", "\"a", true},
    {"DROP TABLE \"it's\"", "it's", true},
    {"DO 'DROP TABLE \"it''s\"'", "it's", true},
    {"DROP TABLE \" a\"", " a", true},
    {"DROP TABLE a$b", "a$b", true},
    {"DROP TABLE \xc3\xa4", "\xc3\xa4", true},
    {"DROP TABLE \xc3\xa4x", "x", false},
    {"DROP TABLE a234567890123456789012345678901234567890123456789012345678901234",
     "a23456789012345678901234567890123456789012345678901234567890123", true},
};

constexpr search begun[] = {
    {"", "a", false},
    {"a", "", false},
    {"CREATE TABLE users (email text UNIQUE)", "users", true},
    {"CREATE TABLE users (email text UNIQUE)", "users_email_key", true},
    {"CREATE TABLE USERS (email text UNIQUE)", "users_email_key", true},
    {"CREATE TABLE \"Users\" (email text UNIQUE)", "Users_email_key", true},
    {"CREATE TABLE \"my table\" (id int PRIMARY KEY)", "my table_pkey", true},
    {"CREATE TABLE \"a\"\"b\" (id int PRIMARY KEY)", "a\"b_pkey", true},
    {"CREATE TABLE my_users (id int PRIMARY KEY)", "my_users_pkey", true},
    {"CREATE TABLE my_users (id int PRIMARY KEY)", "users_pkey", false},
    {"CREATE TABLE users_email (id int)", "users_pkey", false},
    {"CREATE TABLE user (id int)", "users_pkey", false},
    {"CREATE TABLE users (id int)", "user", false},
    {"CREATE TABLE u(id int)", "u_pkey", true},
    {"-- users\nSELECT 1", "users_pkey", false},
    {"DO $$CREATE TABLE users(id serial)$$", "users_id_seq", true},
    {"CREATE TABLE the_long_name_of_a_table_with_many_words_in_it (a_long_name_of_a_column_in_it int UNIQUE)",
     "the_long_name_of_a_table_with_m_a_long_name_of_a_column_in_it_key", true},
    {"CREATE TABLE the_long_name_of_a_table_with_many_words_in_it (a_long_name_of_a_column_in_it int UNIQUE)",
     "the_long_name_of_another_table_o_a_long_name_of_a_column_in_key", false},
};

constexpr search used[] = {
    {"", "a", false},
    {"a", "", false},
    {"a", "a", true},
    {"A > 0", "a", true},
    {"A > 0", "A", false},
    {"\"A\" > 0", "A", true},
    {"\"A\" > 0", "a", false},
    {"\"a\" > 0", "a", true},
    {"\"a\"\"b\" > 0", "a\"b", true},
    {"\"a\"\"b\" > 0", "a", false},
    {"\"ab\" > 0", "a", false},
    {"ab > 0", "a", false},
    {"b > 0 AND t.a > 0", "a", true},
    {"a.b > 0", "a", false},
    {"a.a > 0", "a", true},
    {"lower(b) > 'a'", "a", false},
    {"lower (b) > ''", "lower", false},
    {"lower /* a */ (b) > ''", "lower", false},
    {"lower(lower)", "lower", true},
    {"b > 0 -- a", "a", false},
    {"b /* a */ > 0", "a", false},
    {"b > $$a$$", "a", false},
    {"b::a > 0", "a", false},
    {"b::s.a > 0", "a", false},
    {"b :: \"a\"", "a", false},
    {"a::b > 0", "a", true},
    {"b::int > a", "a", true},
    {"CAST(b AS a)", "a", false},
    {"CAST(a AS b)", "a", true},
    {"b COLLATE \"a\" > ''", "a", false},
    {"b > date '2020-01-01'", "date", false},
    {"date > date '2020-01-01'", "date", true},
    {"b[1:a] > 0", "a", true},
    {"1-a", "a", true},
    {"(((a)))", "a", true},
    {"(a).b > 0", "a", true},
    {"U&\"\\0061\" > 0", "a", true},
    {"a IN (1, 2)", "in", false},
    {"b BETWEEN 1 AND a", "a", true},
};

struct piece {
  sql_token kind;
  std::string_view text;
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

TEST_CASE("a text mentions an identifier") {
  for (const search& each : mentioned) {
    CAPTURE(each.text);
    CAPTURE(each.id);
    CHECK(mentions(each.text, each.id) == each.found);
    CHECK(mentions("SELECT 1; " + std::string(each.text), each.id) == each.found);
  }
}

TEST_CASE("a text mentions the beginning of a generated name") {
  for (const search& each : begun) {
    CAPTURE(each.text);
    CAPTURE(each.id);
    CHECK(mentions_beginning(each.text, each.id) == each.found);
    CHECK(mentions_beginning("SELECT 1; " + std::string(each.text), each.id) == each.found);
  }
}

TEST_CASE("what a text mentions, it mentions the beginning of") {
  for (const search& each : mentioned) {
    CAPTURE(each.text);
    if (each.found && each.id.size() < 60) {
      CHECK(mentions_beginning(each.text, each.id));
      CHECK(mentions_beginning(each.text, std::string(each.id) + "_key"));
    }
  }
}

TEST_CASE("an expression uses a column") {
  for (const search& each : used) {
    CAPTURE(each.text);
    CAPTURE(each.id);
    CHECK(uses_identifier(each.text, each.id) == each.found);
    CHECK(uses_identifier("(" + std::string(each.text) + "\n) IS NULL", each.id) == each.found);
  }
}

TEST_CASE("the tokens of a text") {
  constexpr std::string_view text =
      "SELECT a.\"B\"\"c\", 'd''e', e'\\'', U&'f', u&\"g\", $1, $$h$$, $i$ $$ $i$, 1.5e-3 /* j */ <= k::l -- m\n"
      "FROM $n; date'o' x2";
  constexpr piece expected[] = {
      {sql_token::word, "SELECT"}, {sql_token::word, "a"},
      {sql_token::symbol, "."},    {sql_token::identifier, "\"B\"\"c\""},
      {sql_token::symbol, ","},    {sql_token::string, "'d''e'"},
      {sql_token::symbol, ","},    {sql_token::string, "e'\\''"},
      {sql_token::symbol, ","},    {sql_token::string, "U&'f'"},
      {sql_token::symbol, ","},    {sql_token::identifier, "u&\"g\""},
      {sql_token::symbol, ","},    {sql_token::number, "$1"},
      {sql_token::symbol, ","},    {sql_token::string, "$$h$$"},
      {sql_token::symbol, ","},    {sql_token::string, "$i$ $$ $i$"},
      {sql_token::symbol, ","},    {sql_token::number, "1.5e-3"},
      {sql_token::symbol, "<"},    {sql_token::symbol, "="},
      {sql_token::word, "k"},      {sql_token::symbol, "::"},
      {sql_token::word, "l"},      {sql_token::word, "FROM"},
      {sql_token::symbol, "$"},    {sql_token::word, "n"},
      {sql_token::symbol, ";"},    {sql_token::word, "date"},
      {sql_token::string, "'o'"},  {sql_token::word, "x2"},
  };
  sql_word_reader in(text);
  for (const piece& each : expected) {
    REQUIRE(in.next());
    CHECK(static_cast<int>(in.kind) == static_cast<int>(each.kind));
    CHECK(in.token() == each.text);
    CHECK(text.substr(in.position, in.at - in.position) == each.text);
  }
  CHECK_FALSE(in.next());
  CHECK_FALSE(in.next());
  CHECK(in.kind == sql_token::end);
  CHECK(in.flaw == sql_flaw::none);
}

TEST_CASE("a reader knows keywords and names") {
  sql_word_reader in("From \"From\" a ; ::");
  CHECK(in.next());
  CHECK(in.is("from"));
  CHECK_FALSE(in.is("for"));
  CHECK(in.names("from"));
  CHECK_FALSE(in.names("From"));
  CHECK(in.next());
  CHECK_FALSE(in.is("from"));
  CHECK(in.names("From"));
  CHECK_FALSE(in.names("from"));
  CHECK(in.next());
  CHECK_FALSE(in.is("ab"));
  CHECK(in.next());
  CHECK(in.is(';'));
  CHECK(in.next());
  CHECK_FALSE(in.is(':'));
}

TEST_CASE("no beginning of a text and no byte in it is too much") {
  std::vector<std::string> texts;
  for (const flawed& each : flaws) texts.emplace_back(each.text);
  for (const reaching& each : reaches) texts.emplace_back(each.text);
  for (const search& each : mentioned) texts.emplace_back(each.text);
  for (const std::string& whole : texts) {
    for (std::size_t size = 0; size <= whole.size(); ++size) {
      // A block of its own, so that a sanitizer sees a step beyond the end.
      const std::vector<char> text(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      const std::string_view view(text.data(), text.size());
      const sql_scan found = scan_sql(view);
      CHECK(found.position <= size);
      CHECK((found.flaw == sql_flaw::none || found.reach == anything));
      // The tokens follow each other, and skipping some ends at the same flaw.
      sql_word_reader each(view);
      std::size_t last = 0;
      while (each.next()) {
        CHECK(each.position >= last);
        CHECK(each.at > each.position);
        last = each.at;
      }
      sql_word_reader few(view);
      few.skip();
      while (few.next()) few.skip();
      CHECK(few.flaw == each.flaw);
      static_cast<void>(uses_identifier(view, "a"));
      static_cast<void>(mentions(view, "a\"b"));
      static_cast<void>(mentions_beginning(view, "users_email_key"));
    }
  }
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

TEST_CASE("tables are sorted") {
  const auto sorted = [](const auto& words) {
    const sterna::detail::sql_word_table table{words};
    for (std::size_t i = 1; i < std::size(words); ++i) {
      CAPTURE(words[i]);
      CHECK(words[i - 1] < words[i]);
    }
    for (const std::string_view word : words) {
      CAPTURE(word);
      CHECK(table.has(word.data(), word.size()));
      std::string other(word);
      other.front() = static_cast<char>(other.front() - 'a' + 'A');
      CHECK(table.has(other.data(), other.size()));
      other += '_';
      CHECK_FALSE(table.has(other.data(), other.size()));
      const std::string_view less = word.substr(0, word.size() - 1);
      const bool listed = std::find(std::begin(words), std::end(words), less) != std::end(words);
      CHECK((!less.empty() && table.has(less.data(), less.size())) == listed);
    }
    for (const std::string_view word : {"_a", "1", "zzz", "\xc3\xa4", "{", "`", "a"}) {
      CHECK_FALSE(table.has(word.data(), word.size()));
    }
  };
  sorted(sterna::detail::harmless_statements);
  sorted(sterna::detail::words_before_parenthesis);
  sorted(sterna::detail::harmless_functions);
  sorted(sterna::detail::quoted_keywords);
}

}  // namespace sql_scan_test
