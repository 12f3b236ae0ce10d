// SPDX-License-Identifier: BSL-1.0
#include "psql.hpp"

#include <sterna/sql/psql.hpp>

namespace sql_psql_test {

using namespace runtime_tests;
using sterna::detail::copies_from_client;
using sterna::detail::psql_changes;
using sterna::detail::psql_script;

TEST_CASE("psql changes what looks like a variable or a command, outside quotes and comments") {
  for (const char* const sql :
       {"SELECT a[1:x]", "SELECT a[1:2]", "SELECT a[1:'2']", "SELECT a[1:\"x\"]", "SELECT :{?x}", "SELECT 1 \\g",
        "SELECT 'x', :x", "SELECT $$ $$ :x", "/* */:x", "SELECT a:::x"}) {
    CAPTURE(sql);
    CHECK(psql_changes(sql));
  }
  for (const char* const sql : {"SELECT a::text", "x := 1", "SELECT a[1: x]", "SELECT ':x', \":x\", $$:x$$, $a$:x$a$",
                                "SELECT E'\\n' -- \\x :x", "/* \\x :x */ SELECT 1", "SELECT a[:]", "SELECT 1:"}) {
    CAPTURE(sql);
    CHECK_FALSE(psql_changes(sql));
  }
}

TEST_CASE("rows that come from the client are seen") {
  for (const char* const sql : {"COPY t FROM STDIN", "SELECT 1; copy t (a, b) from stdin with csv",
                                "COPY t /* x */ FROM -- y\n stdin"}) {
    CAPTURE(sql);
    CHECK(copies_from_client(sql));
  }
  for (const char* const sql : {"COPY t TO STDOUT", "COPY t (stdin) FROM 'a'", "SELECT a FROM stdin",
                                "SELECT 'COPY t FROM STDIN'", "COPY t FROM 'a'; SELECT b FROM stdin"}) {
    CAPTURE(sql);
    CHECK_FALSE(copies_from_client(sql));
  }
}

TEST_CASE("every statement ends in one semicolon, also behind a comment, and every comment in its line") {
  psql_script out;
  out.statement("SELECT 1");
  out.statement("SELECT 2;  \n");
  out.statement("SELECT 3 -- three");
  out.statement("SELECT 4; -- four");
  out.statement("SELECT a[1:x]");
  out.ask("SELECT 5 AS five");
  out.command("\\if :five");
  out.comment("a\nDROP TABLE t;\r\\! ls");
  CHECK(out.text() ==
        "SELECT 1;\n\nSELECT 2;\n\nSELECT 3 -- three\n;\n\nSELECT 4; -- four\n\n"
        "SELECT $sterna$\nSELECT a[1:x]\n$sterna$ \\gexec\n\nSELECT 5 AS five \\gset\n\\if :five\n"
        "-- a DROP TABLE t; \\! ls\n");
}

TEST_CASE("the server gets every statement as it is, whatever variables psql has") {
  STERNA_NEEDS_POSTGRESQL(14);
  const database db;
  db.execute("CREATE TABLE seen (number serial, what text)");
  const char* const values[] = {
      "(ARRAY[1, 2, 3])[1:2]::text",         "(SELECT (ARRAY[1, 2, 3])[1:x]::text FROM (SELECT 2 AS x) AS s)",
      "(ARRAY[1, 2, 3])[1:'2']::text",       "(SELECT (ARRAY[1, 2, 3])[1:\"x\"]::text FROM (SELECT 2 AS x) AS s)",
      "':x :''x'' :{?x} \\x \\! ls'",        "$$:x \\x ; ' \" $sterna$ $$",
      "E'\\\\ \\' :x'",                      "/* :x ; ' */ 'x' -- :x ; '\n",
      "U&'\\0041:x'",                        "'100% %s %(x)s ?'",
  };
  psql_script out;
  out.command("\\set ON_ERROR_STOP on");
  for (const char* const value : values) {
    const std::string sql = std::string("INSERT INTO seen (what) VALUES (") + value + ")";
    out.statement(sql);
    db.execute(sql);
  }
  out.statement("CREATE FUNCTION f(a integer[]) RETURNS integer[] BEGIN ATOMIC SELECT a; SELECT a[1:2]; END;\n"
                "INSERT INTO seen (what) VALUES (f(ARRAY[1, 2, 3])::text)");
  out.statement("CREATE FUNCTION g() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;\n"
                "INSERT INTO seen (what) VALUES (g())");
  const psql_run made = psql(db, out.text(), "-q -v x=1 -v 2=1 -v sterna=no");
  CHECK_MESSAGE(made.exit_code == 0, made.output);
  const std::string first = db.ask("SELECT what FROM seen WHERE number <= 10 ORDER BY number");
  CHECK(first == db.ask("SELECT what FROM seen WHERE number BETWEEN 11 AND 20 ORDER BY number"));
  CHECK(contains(first, "{1,2}|{1,2}|{1,2}|{1,2}|:x :'x' :{?x} \\x \\! ls|"));
  CHECK(db.ask("SELECT what FROM seen WHERE number > 20 ORDER BY number") == "{1,2}|2");

  psql_script bad;
  bad.command("\\set ON_ERROR_STOP on");
  bad.statement("SELECT :{?x}");
  bad.statement("INSERT INTO seen (what) VALUES ('not reached')");
  CHECK(psql(db, bad.text()).exit_code == 3);
  CHECK(db.ask("SELECT count(*) FROM seen WHERE what = 'not reached'") == "0");
}

}  // namespace sql_psql_test
