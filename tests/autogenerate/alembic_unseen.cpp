// SPDX-License-Identifier: BSL-1.0
//
// What Alembic's autogenerate does not see, or sees and cannot bring about, as it was tried on PostgreSQL 15: each row
// of that list is found here, written, executed, taken back and executed again.
#include "on_server.hpp"

#include <sterna/autogenerate/ignored.hpp>

#include <doctest/doctest.h>
#include <unistd.h>

#include <string>

namespace autogenerate_alembic_unseen_test {

using namespace sterna::dsl;
using on_server::comparison;
using on_server::trouble;
using on_server::trouble_of;
using runtime_tests::contains;
using runtime_tests::database;

namespace {

template <class... Part>
constexpr auto t(const Part&... parts) {
  return sterna::models(table("t", parts...));
}

}  // namespace

TEST_CASE("unseen: a type's argument that one side lacks") {
  STERNA_NEEDS_SERVER();
  CHECK(trouble_of("CREATE TABLE t (a varchar(10))", t(column("a", string))) == "");
  CHECK(trouble_of("CREATE TABLE t (a varchar)", t(column("a", string(10)))) == "");
  CHECK(trouble_of("CREATE TABLE t (a numeric)", t(column("a", numeric(5, 1)))) == "");
  CHECK(trouble_of("CREATE TABLE t (a numeric(5, 1))", t(column("a", numeric(5)))) == "");
  CHECK(trouble_of("CREATE TABLE t (a timestamp(3))", t(column("a", timestamp))) == "");
  CHECK(trouble_of("CREATE TABLE t (a timestamptz)", t(column("a", timestamp_tz(6)))) == "");
  CHECK(trouble_of("CREATE TABLE t (a bit(3))", t(column("a", bit(4)))) == "");
  CHECK(on_server::sql_of_change("CREATE TABLE t (a integer[])", t(column("a", array(array(integer))))) ==
        "");  // PostgreSQL does not tell them apart
  CHECK(trouble_of("CREATE TABLE t (a real)", t(column("a", double_precision))) == "");
  CHECK(trouble_of("CREATE TABLE t (a decimal(5, 1))", t(column("a", numeric(5, 1)), column("b", text))) == "");
}

TEST_CASE("unseen: a change of type that needs USING, and one whose default stands in the way") {
  STERNA_NEEDS_SERVER();
  CHECK(trouble_of("CREATE TABLE t (a varchar(20)); INSERT INTO t VALUES ('5')", t(column("a", integer)),
                   "USING") == "");
  CHECK(trouble_of("CREATE TABLE t (a text DEFAULT '5')", t(column("a", integer, server_default(5))), "USING") == "");
  CHECK(trouble_of("CREATE TABLE t (a text DEFAULT 'x')", t(column("a", integer)), "USING") == "");
  CHECK(trouble_of("CREATE TABLE t (a text DEFAULT 'sad'); INSERT INTO t VALUES ('ok')",
                   sterna::models(enumeration("mood", {"sad", "ok"}),
                                  table("t", column("a", enumeration("mood"), server_default("ok")))),
                   "USING") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer DEFAULT 1)", t(column("a", boolean, server_default(true)))) == "");
}

TEST_CASE("unseen: values of an enumeration that come, go or have another name") {
  STERNA_NEEDS_SERVER();
  const std::string found = "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (a mood DEFAULT 'ok', b mood[], "
                            "CHECK (a <> 'ok' OR b IS NULL)); CREATE INDEX ix ON t (a) WHERE a = 'ok'";
  constexpr auto with = [](const auto& type) {
    return sterna::models(type, table("t", column("a", enumeration("mood"), server_default("ok")),
                                      column("b", array(enumeration("mood"))), check("a <> 'ok' OR b IS NULL")),
                          index("ix", "t", {"a"}).where("a = 'ok'"));
  };
  CHECK(trouble_of(found, with(enumeration("mood", {"sad", "so so", "ok", "glad"})), "BEFORE 'ok'") == "");
  CHECK(trouble_of(found, with(enumeration("mood", {"ok"})), "CREATE TYPE mood") == "");
  CHECK(trouble_of(found, with(enumeration("mood", {"down", "ok"})), "CREATE TYPE mood") == "");
  CHECK(trouble_of(found, with(enumeration("mood", {"ok", "sad"})), "CREATE TYPE mood") == "");
}

TEST_CASE("unseen: a domain, a composite type or a range is another one while columns are of it") {
  STERNA_NEEDS_SERVER();
  const std::string found = "CREATE DOMAIN d AS integer DEFAULT 1 CHECK (VALUE > 0); CREATE TYPE pair AS (a integer); "
                            "CREATE TABLE t (a d DEFAULT 5 CHECK (a < 100), b pair, c d[]); CREATE INDEX ix ON t (a) "
                            "WHERE a > 7; CREATE VIEW v AS SELECT a FROM t; INSERT INTO t VALUES (6, NULL, '{1}')";
  constexpr auto with = [](const auto& domain, const auto& composite) {
    return sterna::models(domain, composite,
                          table("t", column("a", named_type("d"), server_default(5), check("a < 100")),
                                column("b", named_type("pair")), column("c", array(named_type("d")))),
                          index("ix", "t", {"a"}).where("a > 7"), view("v", "SELECT a FROM t"));
  };
  constexpr auto pair = create_composite_type("pair", "a integer");
  constexpr auto d = create_domain("d", "integer DEFAULT 1 CHECK (VALUE > 0)");
  CHECK(trouble_of(found, with(create_domain("d", "integer CHECK (VALUE > -1)"), pair), "CREATE DOMAIN d") == "");
  CHECK(trouble_of(found, with(create_domain("d", "bigint NOT NULL DEFAULT 2"), pair), "CREATE DOMAIN d") == "");
  CHECK(trouble_of(found, with(d, create_composite_type("pair", "a integer, b text")), "CREATE TYPE pair") == "");
}

TEST_CASE("unseen: an enumeration comes before its column, and goes with its table") {
  STERNA_NEEDS_SERVER();
  constexpr auto with = sterna::models(enumeration("mood", {"sad", "ok"}), table("t", column("a", integer),
                                                                                 column("b", enumeration("mood"))));
  CHECK(trouble_of("CREATE TABLE t (a integer)", with, "CREATE TYPE") == "");
  CHECK(trouble_of("CREATE TYPE mood AS ENUM ('x'); CREATE TABLE t (a integer); CREATE TABLE u (m mood)",
                   t(column("a", integer)), "DROP TYPE") == "");
}

TEST_CASE("unseen: an identity that comes, goes or changes") {
  STERNA_NEEDS_SERVER();
  CHECK(trouble_of("CREATE TABLE t (a integer NOT NULL)", t(column("a", integer, identity)), "ADD GENERATED") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY (START 5))",
                   t(column("a", integer, not_null)), "DROP IDENTITY") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY (START 5 CYCLE))",
                   t(column("a", integer, identity.max_value(10))), "SET NO CYCLE") == "");
}

TEST_CASE("unseen: a serial becomes an identity, or larger with its sequence, and back") {
  STERNA_NEEDS_SERVER();
  CHECK(trouble_of("CREATE TABLE t (a serial PRIMARY KEY)", t(column("a", integer, primary_key)), "IDENTITY") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)",
                   t(column("a", serial, primary_key)), "nextval") == "");
  const database one;
  one.execute("CREATE TABLE t (a serial PRIMARY KEY)");
  CHECK(trouble(one, t(column("a", big_serial, primary_key))) == "");
  CHECK(one.ask("SELECT seqtypid::regtype, seqmax FROM pg_sequence") == "bigint 9223372036854775807");
  const database old;  // as Alembic leaves it
  old.execute("CREATE TABLE t (a serial PRIMARY KEY); ALTER TABLE t ALTER a TYPE bigint");
  CHECK(comparison(old, t(column("a", big_serial, primary_key))).sql == "ALTER SEQUENCE t_a_seq AS bigint");
  CHECK(trouble(old, t(column("a", big_serial, primary_key))) == "");
  const database two;
  two.execute("CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY)");
  CHECK(trouble(two, t(column("a", big_integer, primary_key, identity.always()))) == "");
  CHECK(two.ask("SELECT seqtypid::regtype, seqmax FROM pg_sequence") == "bigint 9223372036854775807");
}

TEST_CASE("unseen: a column that is computed from now on, otherwise, or no more") {
  STERNA_NEEDS_SERVER();
  constexpr auto computed = t(column("a", integer), column("b", integer, generated("a * 2")));
  CHECK(trouble_of("CREATE TABLE t (a integer, b integer)", computed, "GENERATED ALWAYS AS (a * 2)") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 3) STORED)", computed,
                   "(a * 2)") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 3) STORED)",
                   t(column("a", integer), column("b", integer))) == "");
}

TEST_CASE("unseen: WHERE, USING, INCLUDE, operator class, WITH and tablespace of an index") {
  STERNA_NEEDS_SERVER();
  const std::string found = "CREATE TABLE t (a text, b integer); CREATE INDEX ix ON t ";
  constexpr auto with = [](const auto& what) {
    return sterna::models(table("t", column("a", text), column("b", integer)), what);
  };
  CHECK(trouble_of(found + "(a)", with(index("ix", "t", {"a"}).where("b > 0")), "WHERE") == "");
  CHECK(trouble_of(found + "(a) WHERE b > 0", with(index("ix", "t", {"a"}).where("b > 1"))) == "");
  CHECK(trouble_of(found + "USING hash (a)", with(index("ix", "t", {"a"}))) == "");
  CHECK(trouble_of(found + "(a)", with(index("ix", "t", {"a"}).using_("hash")), "USING hash") == "");
  CHECK(trouble_of(found + "(a)", with(index("ix", "t", {"a"}).include({"b"})), "INCLUDE") == "");
  CHECK(trouble_of(found + "(a text_pattern_ops)", with(index("ix", "t", {"a"}))) == "");
  CHECK(trouble_of(found + "(a) WITH (fillfactor = 70)", with(index("ix", "t", {"a"}).with("fillfactor", 60))) == "");
  CHECK(trouble_of(found + "(a) WITH (fillfactor = 70)", with(index("ix", "t", {"a"}))) == "");
  const database one;
  one.execute(found + "(a)");
  constexpr auto elsewhere = with(index("ix", "t", {"a"}).tablespace("sterna_elsewhere"));
  CHECK(contains(comparison(one, elsewhere).sql, "TABLESPACE sterna_elsewhere"));
}

TEST_CASE("unseen: an index whose build was cut off") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE t (a integer); INSERT INTO t VALUES (1), (1)");
  CHECK(runtime_tests::thrown<sterna::statement_error>([&] {
    one.execute("CREATE UNIQUE INDEX CONCURRENTLY ix ON t (a)");
  }));
  one.execute("DELETE FROM t");
  constexpr auto models = sterna::models(table("t", column("a", integer)), index("ix", "t", {"a"}).unique());
  const comparison made(one, models);
  CHECK(made.drift == "index 'ix' of table 't' is not valid\n");
  CHECK(contains(made.sql, "DROP INDEX"));
  CHECK(contains(made.sql, "CREATE UNIQUE INDEX CONCURRENTLY"));
  sterna::connection db = one.connect();
  for (const auto& each : made.made().migrations) on_server::execute(db, each.ops.view());
  CHECK(one.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix'::regclass") == "t");
  CHECK(comparison(one, models).nothing());
}

TEST_CASE("unseen: order of columns, deferrable, INCLUDE of a unique constraint") {
  STERNA_NEEDS_SERVER();
  const std::string found = "CREATE TABLE t (a integer, b integer, c integer, CONSTRAINT uq UNIQUE (a, b)";
  constexpr auto with = [](const auto& what) {
    return t(column("a", integer), column("b", integer), column("c", integer), constraint("uq", what));
  };
  CHECK(trouble_of(found + ")", with(unique({"b", "a"}))) == "");
  CHECK(trouble_of(found + ")", with(unique({"a", "b"}).deferrable()), "DEFERRABLE") == "");
  CHECK(trouble_of(found + " DEFERRABLE)", with(unique({"a", "b"}).initially_deferred()), "INITIALLY DEFERRED") == "");
  CHECK(trouble_of(found + " DEFERRABLE INITIALLY DEFERRED)", with(unique({"a", "b"}))) == "");
  CHECK(trouble_of(found + ")", with(unique({"a", "b"}).include({"c"})), "INCLUDE") == "");
  CHECK(trouble_of(found + " INCLUDE (c))", with(unique({"a", "b"}))) == "");
}

TEST_CASE("unseen: name, MATCH and NOT VALID of a foreign key") {
  STERNA_NEEDS_SERVER();
  const std::string found = "CREATE TABLE u (a integer PRIMARY KEY); CREATE TABLE t (a integer); ALTER TABLE t ADD "
                            "CONSTRAINT fk FOREIGN KEY (a) REFERENCES u ";
  constexpr auto with = [](const auto& what) {
    return sterna::models(table("u", column("a", integer, primary_key, no_identity)), table("t", column("a", integer)),
                          what);
  };
  CHECK(trouble_of(found, with(create_foreign_key("other", "t", {"a"}, "u", {"a"})), "other") == "");
  CHECK(trouble_of(found, with(create_foreign_key("fk", "t", {"a"}, "u", {"a"}, match_full)), "MATCH FULL") == "");
  CHECK(trouble_of(found + "NOT VALID", with(create_foreign_key("fk", "t", {"a"}, "u", {"a"})), "VALIDATE") == "");
  CHECK(trouble_of(found, with(create_foreign_key("fk", "t", {"a"}, "u", {"a"}).not_valid()), "NOT VALID") == "");
}

TEST_CASE("unseen: another text of a check, another primary key, another exclusion") {
  STERNA_NEEDS_SERVER();
  CHECK(trouble_of("CREATE TABLE t (a integer, CONSTRAINT ck CHECK (a > 0))",
                   t(column("a", integer), constraint("ck", check("a > 1"))), "a > 1") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer, CONSTRAINT ck CHECK (a > 0))",
                   t(column("a", integer), constraint("ck", check("a > 0").no_inherit())), "NO INHERIT") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer, b integer)",
                   t(column("a", integer), column("b", integer), primary_key({"a", "b"})), "PRIMARY KEY") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer PRIMARY KEY, b integer NOT NULL)",
                   t(column("a", integer, not_null), column("b", integer, primary_key, no_identity)),
                   "PRIMARY KEY") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer PRIMARY KEY)", t(column("a", integer, not_null)), "DROP") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer, b integer)",
                   t(column("a", integer), column("b", integer),
                     constraint("ex", exclude({{"a", "="}}).using_("btree"))), "EXCLUDE") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer, b integer, CONSTRAINT ex EXCLUDE USING btree (a WITH =))",
                   t(column("a", integer), column("b", integer),
                     constraint("ex", exclude({{"a", "="}}).using_("btree").where("b > 0"))), "WHERE") == "");
  CHECK(trouble_of("CREATE TABLE t (a integer, b integer, CONSTRAINT ex EXCLUDE USING btree (a WITH =))",
                   t(column("a", integer), column("b", integer)), "DROP CONSTRAINT ex") == "");
}

TEST_CASE("unseen: a schema that is missing, and one that nobody wants") {
  STERNA_NEEDS_SERVER();
  constexpr auto models = sterna::models(schema("s9"), table("t", column("a", integer)).schema("s9"));
  CHECK(trouble_of("CREATE SCHEMA s8; CREATE TABLE s8.u (a integer)", models, "CREATE SCHEMA s9") == "");
}

TEST_CASE("unseen: views, sequences, functions, triggers, policies, extensions, domains") {
  STERNA_NEEDS_SERVER();
  const std::string found =
      "CREATE TABLE t (a integer, b text); CREATE VIEW v AS SELECT a FROM t; CREATE MATERIALIZED VIEW mv AS SELECT b "
      "FROM t; CREATE SEQUENCE s; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; "
      "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE POLICY p ON t USING (a > 0); "
      "CREATE DOMAIN d AS integer CHECK (VALUE > 0); CREATE VIEW gone AS SELECT 1 AS one";
  constexpr auto models = sterna::models(
      table("t", column("a", integer), column("b", text)), view("v", "SELECT a, b FROM t"),
      create_materialized_view("mv", "SELECT b || 'x' AS b FROM t"), sequence("s", increment(5)),
      create_function("f()", "RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.a := 1; RETURN NEW; END$$"),
      create_trigger("tr", "t", "AFTER INSERT", "FOR EACH ROW EXECUTE FUNCTION f()"),
      create_policy("p", "t", "USING (a > 1)"), enable_row_security("t"),
      create_domain("d", "integer CHECK (VALUE > 1)"), create_extension("pg_trgm"), sequence("another"));
  CHECK(trouble_of(found, models, "CREATE EXTENSION pg_trgm") == "");
}

TEST_CASE("unseen: what ANALYZE remembers of an index is altered, and the index stays") {
  STERNA_NEEDS_SERVER();
  constexpr auto with = [](const auto&... more) {
    return sterna::models(table("t", column("a", text)), index("ix", "t", {sql("lower(a)"), sql("upper(a)")}), more...);
  };
  const std::string found = "CREATE TABLE t (a text); CREATE INDEX ix ON t (lower(a), upper(a))";
  const std::string remembered = found + "; ALTER INDEX ix ALTER COLUMN 2 SET STATISTICS 300";
  constexpr auto wanted = with(alter_index("ix", statistics(1, 7), statistics(2, 500)));
  CHECK(trouble_of(found, wanted, "ALTER INDEX ix ALTER COLUMN 2 SET STATISTICS 500") == "");
  CHECK(trouble_of(remembered, wanted, "ALTER INDEX ix ALTER COLUMN 2 SET STATISTICS 500") == "");
  CHECK(trouble_of(remembered, with(), "ALTER INDEX ix ALTER COLUMN 2 SET STATISTICS -1") == "");
  constexpr auto written_otherwise =
      sterna::models(table("t", column("a", text)), index("ix", "t", {sql("lower( a )"), sql("upper(  a)")}),
                     alter_index("ix", statistics(1, 7), statistics(2, 500)));
  CHECK_FALSE(contains(on_server::sql_of_change(remembered, wanted), "CREATE INDEX"));
  CHECK_FALSE(contains(on_server::sql_of_change(remembered, written_otherwise), "CREATE INDEX"));
  CHECK(on_server::sql_of_change("CREATE TABLE t (a text); CREATE INDEX ix ON t (lower(a), upper(a))",
                                 sterna::models(table("t", column("a", text)),
                                                index("ix", "t", {sql("lower( a )"), sql("upper( a)")}))) == "");
  CHECK(on_server::sql_of_change(remembered, with(alter_index("ix", statistics(2, 300)))) == "");
  CHECK(trouble_of("CREATE TABLE t (a text); CREATE INDEX ix ON t (lower(a))", wanted, "STATISTICS 500") == "");
  CHECK(trouble_of("CREATE TABLE t (a text)", wanted, "STATISTICS 500") == "");
}

TEST_CASE("unseen: a language comes before its functions, is replaced under them, and left where nobody wants it") {
  STERNA_NEEDS_SERVER();
  constexpr auto with = [](const auto& language) {
    return sterna::models(
        language, create_function("f()", "RETURNS integer LANGUAGE speech AS $$BEGIN RETURN 1; END$$"));
  };
  const std::string found = "CREATE LANGUAGE speech HANDLER plpgsql_call_handler; COMMENT ON LANGUAGE speech IS 'x'; "
                            "CREATE FUNCTION f() RETURNS integer LANGUAGE speech AS $$BEGIN RETURN 1; END$$";
  constexpr auto trusted =
      with(create_language("speech", "HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator").trusted());
  CHECK(trouble_of("", trusted, "CREATE TRUSTED LANGUAGE speech") == "");
  CHECK(trouble_of(found, trusted, "CREATE OR REPLACE TRUSTED LANGUAGE speech") == "");
  CHECK_FALSE(contains(on_server::sql_of_change(found, trusted), "FUNCTION f"));
  const std::string without = on_server::sql_of_change(found, sterna::models(create_sequence("s")));
  CHECK(contains(without, "DROP FUNCTION f()"));
  CHECK_FALSE(contains(without, "LANGUAGE"));  // it is of the whole database, and others may have made it
  CHECK(on_server::sql_of_change(found, sterna::models(create_language("speech", "HANDLER plpgsql_call_handler"),
                                                       comment_on_language("speech", "x"),
                                                       create_function("f()", "RETURNS integer LANGUAGE speech AS "
                                                                              "$$BEGIN RETURN 1; END$$"))) == "");
}

TEST_CASE("unseen: collation, storage, UNLOGGED, parameters, tablespace of tables and columns") {
  STERNA_NEEDS_SERVER();
  CHECK(trouble_of("CREATE TABLE t (a text)", t(column("a", text.collate("C"))), "COLLATE") == "");
  CHECK(trouble_of("CREATE TABLE t (a text COLLATE \"C\")", t(column("a", text))) == "");
  CHECK(trouble_of("CREATE TABLE t (a text)", t(column("a", text, storage("EXTERNAL"))), "EXTERNAL") == "");
  CHECK(trouble_of("CREATE TABLE t (a text)", t(column("a", text, statistics(500)))) == "");
  CHECK(trouble_of("CREATE TABLE t (a text)", t(column("a", text, with("n_distinct", "-0.5"))), "n_distinct") == "");
  CHECK(trouble_of("CREATE TABLE t (a text); ALTER TABLE t ALTER a SET (n_distinct = 5, n_distinct_inherited = 6)",
                   t(column("a", text, with("n_distinct", 7))), "RESET (n_distinct_inherited)") == "");
  CHECK(trouble_of("CREATE TABLE t (a text); ALTER TABLE t ALTER a SET (n_distinct = 5)", t(column("a", text)),
                   "RESET (n_distinct)") == "");
  CHECK(trouble_of("CREATE TABLE t (a text); ALTER TABLE t ALTER a SET STATISTICS 5", t(column("a", text)),
                   "STATISTICS -1") == "");
  CHECK(trouble_of("CREATE TABLE t (a text)", t(column("a", text), unlogged), "UNLOGGED") == "");
  CHECK(trouble_of("CREATE UNLOGGED TABLE t (a text)", t(column("a", text)), "LOGGED") == "");
  CHECK(trouble_of("CREATE TABLE t (a text) WITH (fillfactor = 70)", t(column("a", text), with("fillfactor", 60))) ==
        "");
  const database one;
  one.execute("CREATE TABLE t (a text)");
  const comparison made(one, t(column("a", text), tablespace("sterna_elsewhere")));
  CHECK(contains(made.sql, "TABLESPACE sterna_elsewhere"));
}

TEST_CASE("unseen: compression of columns") {
  STERNA_NEEDS_POSTGRESQL(14);
  CHECK(trouble_of("CREATE TABLE t (a text COMPRESSION pglz)", t(column("a", text)), "COMPRESSION DEFAULT") == "");
}

TEST_CASE("unseen: bounds of a partition, and what a table inherits") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE w (a integer) PARTITION BY RANGE (a); CREATE TABLE p PARTITION OF w FOR VALUES FROM (1) "
              "TO (2); CREATE TABLE base (a integer); CREATE TABLE heir (b integer) INHERITS (base)");
  constexpr auto other = sterna::models(table("w", column("a", integer), partition_by("RANGE (a)")),
                                        create_partition("p", "w", "FROM (1) TO (3)"),
                                        table("base", column("a", integer)),
                                        table("heir", column("b", integer), inherits("base")));
  CHECK(comparison(one, other).drift == "table 'p' has other options\n");
  CHECK(trouble(one, other) == "");
  const std::string found = "CREATE TABLE base (a integer); CREATE TABLE heir (b integer) INHERITS (base)";
  constexpr auto free = sterna::models(table("base", column("a", integer)), table("heir", column("a", integer),
                                                                                  column("b", integer)));
  const database two;
  two.execute(found);
  CHECK(contains(comparison(two, free).drift, "table 'heir' has other options"));
  CHECK(contains(comparison(two, free).sql, "NO INHERIT base"));
}

TEST_CASE("unseen: privileges of a table, its columns and its sequence") {
  STERNA_NEEDS_SERVER();
  const std::string found = "CREATE TABLE t (a serial, b integer); GRANT SELECT, INSERT ON t TO pg_monitor; "
                            "GRANT UPDATE (a) ON t TO pg_read_all_stats; GRANT DELETE ON t TO pg_monitor WITH GRANT "
                            "OPTION; GRANT TRUNCATE ON t TO pg_signal_backend";
  constexpr auto with = [](const auto&... grants) {
    return sterna::models(table("t", column("a", serial), column("b", integer)), grants...);
  };
  constexpr auto as_it_is = with(grant("SELECT, INSERT", on_table("t"), {"pg_monitor"}),
                                 grant("UPDATE (a)", on_table("t"), {"pg_read_all_stats"}),
                                 grant("DELETE", on_table("t"), {"pg_monitor"}).with_grant_option(),
                                 grant("TRUNCATE", on_table("t"), {"pg_signal_backend"}));
  CHECK(on_server::sql_of_change(found, as_it_is) == "");
  CHECK(on_server::sql_of_change(found, with()) == "");  // who may do what is somebody else's business
  constexpr auto fewer = with(grant("SELECT", on_table("t"), {"pg_monitor"}));
  const database one;
  one.execute(found);
  CHECK(comparison(one, fewer).drift == "privileges of 'pg_monitor' on 't' have INSERT besides\n"
                                        "privileges of 'pg_signal_backend' on 't' have TRUNCATE besides\n"
                                        "privileges of 'pg_read_all_stats' on 't.a' have UPDATE besides\n");
  CHECK(comparison(one, fewer).sql == "REVOKE INSERT, DELETE ON TABLE t FROM pg_monitor;\n"
                                      "REVOKE TRUNCATE ON TABLE t FROM pg_signal_backend;\n"
                                      "REVOKE UPDATE (a) ON TABLE t FROM pg_read_all_stats");
  CHECK(trouble(one, fewer) == "");
  CHECK(trouble_of(found, with(grant("SELECT (a, b)", on_table("t"), {"pg_monitor", "pg_read_all_stats"}),
                               grant("USAGE, SELECT", on_sequence("t_a_seq"), {"pg_monitor"})),
                   "GRANT SELECT (a, b) ON TABLE t TO pg_monitor, pg_read_all_stats;\n"
                   "GRANT SELECT, USAGE ON SEQUENCE t_a_seq TO pg_monitor") == "");
  CHECK(trouble_of(found, with(grant("ALL", on_all_tables("public"), {"pg_monitor", "public"})),
                   "GRANT ALL ON TABLE t TO public") == "");
  CHECK(trouble_of(found, with(grant("SELECT, INSERT, DELETE", on_table("t"), {"pg_monitor"}).with_grant_option()),
                   "GRANT SELECT, INSERT ON TABLE t TO pg_monitor WITH GRANT OPTION") == "");
  CHECK(trouble_of(found, with(grant("SELECT, INSERT, DELETE", on_table("t"), {"pg_monitor"})),
                   "REVOKE GRANT OPTION FOR DELETE ON TABLE t FROM pg_monitor") == "");
  // what is taken from a table is taken from its columns: what is to stay there is given again
  CHECK(trouble_of("CREATE TABLE t (a serial, b integer); GRANT SELECT ON t TO pg_monitor; GRANT SELECT (a) ON t TO "
                   "pg_monitor", with(grant("SELECT (a)", on_table("t"), {"pg_monitor"})),
                   "REVOKE SELECT ON TABLE t FROM pg_monitor;\nGRANT SELECT (a) ON TABLE t TO pg_monitor") == "");
}

TEST_CASE("unseen: privileges of functions, types, schemas and the rest; what everybody may") {
  STERNA_NEEDS_SERVER();
  const std::string found =
      "CREATE SCHEMA s; CREATE TYPE mood AS ENUM ('ok'); CREATE TYPE pair AS (a integer); CREATE DOMAIN d AS text; "
      "CREATE FUNCTION f(n integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE PROCEDURE p() "
      "LANGUAGE "
      "sql AS ''; CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer); CREATE VIEW v AS SELECT 1 AS a; "
      "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER there FOREIGN DATA WRAPPER w; CREATE MATERIALIZED VIEW mv AS "
      "SELECT "
      "1 AS a; GRANT ALL ON SCHEMA s TO pg_monitor; REVOKE ALL ON FUNCTION f(integer) FROM public";
  constexpr auto with = [](const auto&... grants) {
    return sterna::models(schema("s"), enumeration("mood", {"ok"}), create_composite_type("pair", "a integer"),
                          create_domain("d", "text"),
                          create_function("f(n integer DEFAULT 1)", "RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
                          create_procedure("p()", "LANGUAGE sql AS ''"),
                          create_aggregate("total(integer)", "SFUNC = int4pl, STYPE = integer"),
                          view("v", "SELECT 1 AS a"), create_foreign_data_wrapper("w"),
                          create_server("there", "FOREIGN DATA WRAPPER w"),
                          create_materialized_view("mv", "SELECT 1 AS a"), grants...);
  };
  CHECK(on_server::sql_of_change(found, with(grant("ALL", on_schema("s"), {"pg_monitor"}),
                                             revoke("ALL", on_function("f(integer)"), {"public"}))) == "");
  CHECK(trouble_of(found, with(grant("USAGE", on_schema("s"), {"pg_monitor"})),
                   "REVOKE CREATE ON SCHEMA s FROM pg_monitor;\nGRANT EXECUTE ON FUNCTION f(n integer) TO public") ==
        "");
  CHECK(
      trouble_of(
          found,
          with(revoke("ALL", on_all_functions("public"), {"public"}), grant("USAGE", on_type("mood"), {"pg_monitor"}),
               revoke("USAGE", on_type("pair"), {"public"}), grant("USAGE", on_domain("d"), {"pg_monitor"}),
               revoke("USAGE", on_domain("d"), {"public"}), grant("EXECUTE", on_procedure("p()"), {"pg_monitor"}),
               grant("SELECT", on_table("v"), {"pg_monitor"}), grant("SELECT", on_table("mv"), {"public"}),
               grant("USAGE", sterna::dsl::on_server("there"), {"pg_monitor"}),
               grant("USAGE", on_foreign_data_wrapper("w"), {"pg_monitor"}),
               grant("CREATE", on_schema("public"), {"pg_monitor"}), revoke("USAGE", on_schema("public"), {"public"})),
          "REVOKE EXECUTE ON FUNCTION total(integer) FROM public") == "");
}

TEST_CASE("unseen: default privileges, and what comes behind them") {
  STERNA_NEEDS_SERVER();
  const std::string found = "CREATE SCHEMA s; CREATE TABLE s.old (a integer); ALTER DEFAULT PRIVILEGES IN SCHEMA s "
                            "GRANT SELECT ON TABLES TO pg_monitor; CREATE TABLE s.t (a integer)";
  constexpr auto with = [](const auto&... more) {
    return sterna::models(schema("s"), table("old", column("a", integer)).schema("s"),
                          table("t", column("a", integer)).schema("s"), more...);
  };
  constexpr auto coming = alter_default_privileges(grant("SELECT", on_tables, {"pg_monitor"})).in_schema("s");
  CHECK(on_server::sql_of_change(found, with(coming, revoke("SELECT", on_table("old"), {"pg_monitor"}).schema("s"))) ==
        "");
  CHECK(trouble_of(found, with(coming), "GRANT SELECT ON TABLE s.old TO pg_monitor") == "");
  CHECK(on_server::sql_of_change(found, with(coming, table("new", column("a", integer)).schema("s"))) ==
        "CREATE TABLE s.new (\n    a integer\n);\nGRANT SELECT ON TABLE s.old TO pg_monitor");
  CHECK(trouble_of(found,
                   with(alter_default_privileges(grant("ALL", on_sequences, {"pg_monitor", "public"})),
                        alter_default_privileges(revoke("EXECUTE", on_functions, {"public"})),
                        alter_default_privileges(grant("USAGE", on_types, {"pg_monitor"})).for_role("pg_monitor"),
                        sequence("q"), create_function("f()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'")),
                   "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM public;\n"
                   "ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE SELECT ON TABLES FROM pg_monitor;\n"
                   "ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO pg_monitor, public") == "");
}

TEST_CASE("unseen: what models have made has their privileges, and those alone are looked after") {
  STERNA_NEEDS_SERVER();
  constexpr auto models = sterna::models(
      alter_default_privileges(grant("SELECT", on_tables, {"pg_monitor"})),
      alter_default_privileges(revoke("EXECUTE", on_functions, {"public"})), table("t", column("a", integer)),
      view("v", "SELECT a FROM t"), grant("INSERT", on_all_tables("public"), {"pg_monitor"}),
      create_function("f()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
      grant("ALL", on_table("t"), {"current_user"}), grant("UPDATE", on_table("t"), {"postgres"}));
  CHECK(on_server::made_and_compared(models).told() == "sql: \nnotes: drift: ");
  const database late;
  sterna::connection db = late.connect();
  sterna::create_all(sterna::models(view("b", "SELECT a FROM a"), view("a", "SELECT 1 AS a"),
                                    grant("INSERT", on_all_tables("public"), {"pg_monitor"})), db.native());
  CHECK(late.ask("SELECT has_table_privilege('pg_monitor', 'a', 'INSERT'), has_table_privilege('pg_monitor', 'b', "
                 "'INSERT')") == "t t");
  sterna::diff_options options;
  options.managed = [](const sterna::catalog& in, const sterna::object& it) {
    return !sterna::ignored_names({"role:pg_signal_*"}).covers(in, it);
  };
  const database one;
  one.execute("CREATE TABLE t (a integer); GRANT SELECT ON t TO pg_signal_backend, pg_monitor");
  CHECK(comparison(one, sterna::models(table("t", column("a", integer)), revoke("ALL", on_table("t"), {"pg_monitor"})),
                   options).sql == "REVOKE SELECT ON TABLE t FROM pg_monitor");
}

TEST_CASE("unseen: a table in place of a view") {
  STERNA_NEEDS_SERVER();
  CHECK(trouble_of("CREATE VIEW t AS SELECT 1 AS a", t(column("a", integer)), "DROP VIEW t") == "");
  CHECK(trouble_of("CREATE TABLE v (a integer)", sterna::models(view("v", "SELECT 1 AS a")), "DROP TABLE v") == "");
}

}  // namespace autogenerate_alembic_unseen_test
