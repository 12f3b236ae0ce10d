// SPDX-License-Identifier: BSL-1.0
#include <sterna/postgresql/reflect.hpp>

#include "op/sql_of.hpp"
#include "runtime/database.hpp"

#include <sterna/autogenerate/words.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace postgresql_reflect_test {

using runtime_tests::contains;

namespace {

std::string reflected_sql(const runtime_tests::database& of, const sterna::reflect_options& options = {}) {
  sterna::connection db = of.connect();
  const sterna::reflected found = sterna::reflect(db, options);
  for (const std::string& note : found.notes()) {
    MESSAGE(note);
  }
  return sql_of(found.ops());
}

}  // namespace

TEST_CASE("a schema is reflected as the ops that would make it") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database one;
  one.execute(R"(
    CREATE SCHEMA app;
    CREATE TYPE app.mood AS ENUM ('sad', 'it''s ok');
    CREATE FUNCTION app.low(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(t) $$;
    CREATE TABLE b (id serial PRIMARY KEY, at timestamptz(3) NOT NULL DEFAULT now(), price numeric(10, 2) DEFAULT -1,
                    "Strange name" varchar(50) COLLATE "C" DEFAULT 'it''s', m app.mood[], n bigint DEFAULT -5,
                    twice integer GENERATED ALWAYS AS (1 + 1) STORED);
    CREATE TABLE a (id integer GENERATED ALWAYS AS IDENTITY (START 10), b_id integer,
                    CONSTRAINT positive CHECK (b_id > 0),
                    CONSTRAINT to_b FOREIGN KEY (b_id) REFERENCES b ON DELETE SET NULL DEFERRABLE,
                    EXCLUDE USING gist (int4range(id, b_id) WITH &&));
    ALTER TABLE a ADD CONSTRAINT later CHECK (id <> 7) NOT VALID;
    CREATE UNIQUE INDEX ix ON b USING btree (app.low("Strange name") text_pattern_ops, id DESC) INCLUDE (price)
      WHERE price > 0;
    CREATE TABLE p (id integer, k integer) PARTITION BY RANGE (id);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
    CREATE VIEW v AS SELECT id FROM a;
    COMMENT ON TABLE a IS 'the first';
    COMMENT ON COLUMN a.id IS 'its number')");
  const std::string sql = reflected_sql(one);
  const runtime_tests::database two;
  two.execute(sql);
  CHECK(reflected_sql(two) == sql);
  for (const char* const part :
       {"id serial,", "at timestamp(3) with time zone DEFAULT now() NOT NULL", "price numeric(10, 2) DEFAULT -1",
        "\"Strange name\" varchar(50) COLLATE \"C\" DEFAULT 'it''s'", "m app.mood[]", "n bigint DEFAULT -5",
        "GENERATED ALWAYS AS (1 + 1) STORED", "GENERATED ALWAYS AS IDENTITY (START WITH 10)",
        "CONSTRAINT positive CHECK (b_id > 0)", "ADD CONSTRAINT later CHECK (id <> 7) NOT VALID",
        "FOREIGN KEY (b_id) REFERENCES b (id) ON DELETE SET NULL DEFERRABLE", "EXCLUDE USING gist",
        "CREATE UNIQUE INDEX ix ON b (", "text_pattern_ops, id DESC) INCLUDE (price) WHERE price > (0)::numeric",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10)", "CREATE VIEW v AS SELECT", "IS 'the first'"}) {
    CAPTURE(part);
    CHECK_MESSAGE(contains(sql, part), sql);
  }
  sterna::connection db = one.connect();
  const sterna::reflected found = sterna::reflect(db);
  CHECK(found.notes().empty());
  CHECK(found.world().relation({}, "a") != sterna::object::none);
}

TEST_CASE("privileges are reflected where that is asked for: what somebody has granted or revoked, and no more") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database one;
  one.execute(R"(
    CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO pg_monitor, pg_read_all_stats;
    ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor;
    ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM public;
    ALTER DEFAULT PRIVILEGES FOR ROLE pg_monitor GRANT ALL ON SEQUENCES TO pg_read_all_stats;
    CREATE TABLE app.t (id serial, a integer, b integer); CREATE TABLE app.u (a integer); CREATE TABLE v (a integer);
    REVOKE SELECT ON app.u FROM pg_monitor; GRANT ALL ON v TO pg_monitor, pg_read_all_stats;
    GRANT SELECT ON v TO postgres; GRANT UPDATE (a, b), SELECT ON app.t TO pg_read_all_stats;
    GRANT USAGE ON SEQUENCE app.t_id_seq TO pg_monitor WITH GRANT OPTION;
    CREATE FUNCTION f(n integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION g() RETURNS integer LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION g() TO public;
    CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);
    GRANT EXECUTE ON FUNCTION total(integer) TO pg_monitor; CREATE TYPE mood AS ENUM ('a');
    REVOKE USAGE ON TYPE mood FROM public; CREATE DOMAIN d AS text; GRANT USAGE ON DOMAIN d TO pg_monitor;
    REVOKE USAGE ON SCHEMA public FROM public; GRANT CREATE ON SCHEMA public TO pg_monitor;
    REVOKE USAGE ON LANGUAGE plpgsql FROM public; CREATE TABLE owned (a integer); ALTER TABLE owned OWNER TO pg_monitor;
    GRANT SELECT ON owned TO pg_read_all_stats;
    CREATE TABLE alembic_version (version_num text); GRANT SELECT ON alembic_version TO pg_monitor)");
  CHECK(!contains(reflected_sql(one), "GRANT"));
  sterna::reflect_options options;
  options.privileges = true;
  const std::string sql = reflected_sql(one, options);
  const std::size_t defaults = sql.find("ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor");
  CHECK(defaults < sql.find("CREATE TABLE"));
  CHECK(sql.starts_with("ALTER DEFAULT PRIVILEGES FOR ROLE pg_monitor GRANT ALL ON SEQUENCES TO pg_read_all_stats;\n"
                        "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM public;\n"
                        "CREATE SCHEMA app;\n"));
  CHECK(sql.ends_with(R"(
GRANT USAGE ON DOMAIN d TO pg_monitor;
GRANT EXECUTE ON FUNCTION g() TO public;
REVOKE USAGE ON TYPE mood FROM public;
GRANT SELECT ON TABLE owned TO pg_read_all_stats;
GRANT EXECUTE ON FUNCTION total(integer) TO pg_monitor;
GRANT ALL ON TABLE v TO pg_monitor, pg_read_all_stats;
GRANT USAGE ON SCHEMA app TO pg_monitor, pg_read_all_stats;
REVOKE USAGE ON LANGUAGE plpgsql FROM public;
REVOKE USAGE ON SCHEMA public FROM public;
GRANT CREATE ON SCHEMA public TO pg_monitor;
GRANT SELECT, UPDATE (a, b) ON TABLE app.t TO pg_read_all_stats;
GRANT USAGE ON SEQUENCE app.t_id_seq TO pg_monitor WITH GRANT OPTION;
REVOKE SELECT ON TABLE app.u FROM pg_monitor)"));
  const runtime_tests::database two;
  two.execute(sql);
  CHECK(reflected_sql(two, options) == sql);
  sterna::connection db = one.connect();
  const sterna::reflected found = sterna::reflect(db, options);
  CHECK(found.notes().empty());
  CHECK(found.world().says_privileges);
  CHECK(found.world().migrates.view() == one.ask("SELECT current_user"));
}

TEST_CASE("privileges are of roles with any name, and may have been passed on") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database one;
  sterna::connection db = one.connect();
  db.execute(R"(BEGIN; CREATE ROLE "odd ""name, =r/x"; CREATE ROLE "Größe"; CREATE TABLE t (a integer);
    GRANT SELECT, INSERT ON t TO "odd ""name, =r/x" WITH GRANT OPTION; GRANT DELETE ON t TO public, "Größe";
    SET ROLE "odd ""name, =r/x"; GRANT INSERT ON t TO "Größe"; RESET ROLE)");
  sterna::reflect_options options;
  options.privileges = true;
  const sterna::reflected found = sterna::reflect(db, options);
  CHECK(sql_of(found.ops()) == "CREATE TABLE t (\n    a integer\n);\nGRANT DELETE ON TABLE t TO public;\n"
                               "GRANT INSERT, DELETE ON TABLE t TO \"Größe\";\n"
                               "GRANT SELECT, INSERT ON TABLE t TO \"odd \"\"name, =r/x\" WITH GRANT OPTION");
  REQUIRE(found.notes().size() == 1);
  CHECK(found.notes()[0] == "privileges on t: somebody else than the owner has granted some; they become the owner's "
                            "grants");
  db.execute("ROLLBACK");
}

TEST_CASE("comments are words, whatever they are on") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database one;
  one.execute(R"(
    CREATE SCHEMA app;
    CREATE TYPE app.mood AS ENUM ('ok');
    CREATE TYPE pair AS (a integer);
    CREATE TABLE t (id serial PRIMARY KEY, m app.mood);
    CREATE VIEW app.v AS SELECT 1 AS a;
    CREATE FUNCTION f(m app.mood, n integer) RETURNS integer LANGUAGE sql AS 'SELECT n';
    CREATE TRIGGER r BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
    COMMENT ON SCHEMA app IS 'its schema';
    COMMENT ON TYPE app.mood IS 'its type';
    COMMENT ON COLUMN pair.a IS 'its attribute';
    COMMENT ON CONSTRAINT t_pkey ON t IS 'its key';
    COMMENT ON INDEX t_pkey IS 'its index';
    COMMENT ON SEQUENCE t_id_seq IS 'its numbers';
    COMMENT ON VIEW app.v IS 'its view';
    COMMENT ON COLUMN app.v.a IS 'its column';
    COMMENT ON FUNCTION f IS 'its function';
    COMMENT ON TRIGGER r ON t IS 'its trigger')");
  const std::string sql = reflected_sql(one);
  sterna::connection db = one.connect();
  const sterna::reflected found = sterna::reflect(db);
  std::string words;
  for (const std::string& each : sterna::words_of(found.ops(), 0)) {
    if (contains(each, "its ")) words += each + "\n";
  }
  CHECK(words == R"-(comment_on_schema("app", "its schema")
comment_on_type("mood", "its type").schema("app")
comment_on_view("v", "its view").schema("app")
comment_on_column("v", "a", "its column").schema("app")
comment_on_function("f(m app.mood, n integer)", "its function")
comment_on_column("pair", "a", "its attribute")
comment_on_sequence("t_id_seq", "its numbers")
comment_on_index("t_pkey", "its index")
comment_on_trigger("r", "t", "its trigger")
comment_on_constraint("t_pkey", "t", "its key")
)-");
  CHECK(found.notes().empty());
  const runtime_tests::database two;
  two.execute(sql);
  CHECK(reflected_sql(two) == sql);
}

TEST_CASE("what is not wanted is left out, and listed; what no op can say is noted") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database one;
  one.execute("CREATE SCHEMA app; CREATE TABLE app.t (a integer); CREATE TABLE skipped (a integer); CREATE TABLE "
              "alembic_version (version_num text); CREATE SEQUENCE numbers OWNED BY skipped.a; "
              "CREATE VIEW w WITH (security_barrier) AS SELECT a AS x FROM app.t WITH LOCAL CHECK OPTION; "
              "ALTER VIEW w ALTER COLUMN x SET DEFAULT 5");
  CHECK(reflected_sql(one, {.include_schemas = {"app"}}) ==
        "CREATE SCHEMA app;\nCREATE TABLE app.t (\n    a integer\n)");
  sterna::connection db = one.connect();
  const sterna::reflect_options options{
      .include = [](std::string_view, std::string_view id) { return id != "skipped"; }};
  const sterna::reflected found = sterna::reflect(db, options);
  CHECK(!contains(sql_of(found.ops()), "skipped"));
  CHECK(!contains(sql_of(found.ops()), "alembic_version"));
  CHECK(found.left_out().size() == 2);
  REQUIRE(found.notes().size() == 1);
  CHECK(found.notes()[0] ==
        "sequence numbers: that it belongs to a column of a table that is not reflected, is left out");
  CHECK(contains(sql_of(found.ops()), "CREATE VIEW w WITH (security_barrier = true) AS "));
  CHECK(contains(sql_of(found.ops()), " WITH LOCAL CHECK OPTION"));
  CHECK(contains(sql_of(found.ops()), "ALTER VIEW w ALTER COLUMN x SET DEFAULT 5"));
}

TEST_CASE("reflecting leaves the caller's transaction and settings as they are, and depends on none of them") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database one;
  one.execute("CREATE TABLE t (a timestamptz DEFAULT '2001-02-03 04:05:06+00'::timestamptz)");
  const std::string usual = reflected_sql(one);
  sterna::connection db = one.connect();
  db.execute(
      "BEGIN; SET LOCAL search_path = pg_catalog; SET LOCAL DateStyle = German; SET LOCAL TimeZone = 'Asia/Tokyo'; "
      "CREATE TABLE public.u (a integer)");
  const sterna::reflected found = sterna::reflect(db);
  CHECK(contains(sql_of(found.ops()), usual));
  CHECK(found.ops().operations.size() == 2);
  CHECK(db.execute("SHOW search_path")[0][0].text() == "pg_catalog");
  CHECK(PQtransactionStatus(db.native()) == PQTRANS_INTRANS);
}

}  // namespace postgresql_reflect_test
