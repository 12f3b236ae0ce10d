// SPDX-License-Identifier: BSL-1.0
//
// Where Alembic's autogenerate is wrong, fails or proposes what destroys, as it was tried on PostgreSQL 15: none of it
// may happen here. The numbers are those of that list.
#include "on_server.hpp"

#include <doctest/doctest.h>

#include <string>

namespace autogenerate_alembic_false_test {

using namespace sterna::dsl;
using on_server::comparison;
using on_server::made_and_compared;
using on_server::trouble;
using runtime_tests::contains;
using runtime_tests::database;

TEST_CASE("false 1: partitions, heirs, and what belongs to an extension, are not to be dropped") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE EXTENSION pg_buffercache; CREATE EXTENSION hstore; CREATE TABLE t (id integer); "
              "CREATE TABLE heir (more text) INHERITS (t); CREATE INDEX ON heir (more); "
              "CREATE TABLE w (id integer PRIMARY KEY) PARTITION BY RANGE (id); "
              "CREATE TABLE part PARTITION OF w FOR VALUES FROM (1) TO (5) PARTITION BY LIST (id); "
              "CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1); CREATE TABLE rest PARTITION OF w DEFAULT");
  constexpr auto models = sterna::models(
      table("t", column("id", integer)),
      table("w", column("id", integer, primary_key, no_identity), partition_by("RANGE (id)")));
  const comparison made(one, models);
  INFO(made.told());
  CHECK(made.sql.empty());
  CHECK(made.drift.empty());
  for (const char* each : {"heir", "part_1", "rest", "hstore", "pg_buffercache"}) CHECK(contains(made.notes, each));
}

TEST_CASE("false 2 to 5: unnamed checks, defaults with quotes, of json, and volatile ones") {
  STERNA_NEEDS_SERVER();
  const comparison made = made_and_compared(sterna::models(
      enumeration("mood", {"it's", "a:b"}),
      table("t", column("a", integer, check("a > 0")), column("b", boolean, check("b in (true,false)")),
            column("c", text, server_default("it's")), column("d", json, server_default(sql("'{\"a\":1}'"))),
            column("e", json, server_default("{\"a\": \"it's\"}")), column("f", text, server_default(sql("'a:b'"))),
            column("g", uuid, server_default(sql("GEN_RANDOM_UUID()"))),
            column("h", double_precision, server_default(sql("random() "))),
            column("i", timestamp_tz, server_default(sql("statement_timestamp()"))),
            column("j", enumeration("mood"), server_default("it's")), column("k", text, server_default("\\n%s")),
            check("a < 10"))));
  INFO(made.told());
  CHECK(made.nothing());
  const database one;
  one.execute("CREATE TABLE t (a timestamptz DEFAULT now(), b timestamptz DEFAULT now())");
  constexpr auto other = sterna::models(
      table("t", column("a", timestamp_tz, server_default(sql("statement_timestamp()"))),
            column("b", timestamp_tz, server_default(sql("now()")))));
  CHECK(comparison(one, other).sql == "ALTER TABLE t ALTER COLUMN a SET DEFAULT statement_timestamp()");
}

TEST_CASE("false 6, 7: types that are one, and types that have no word") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE DOMAIN d AS text; CREATE TYPE comp AS (a integer); CREATE TABLE t (a text, b varchar, c real, "
              "d real, e char(5), f d, g comp, h xml, i point, j comp[], k double precision, l float8)");
  constexpr auto same = sterna::models(
      create_domain("d", "text"), create_composite_type("comp", "a integer"),
      table("t", column("a", text), column("b", string), column("c", real), column("d", type("float(24)")),
            column("e", character(5)), column("f", type("d")), column("g", type("comp")), column("h", xml),
            column("i", type("point")), column("j", array(type("comp"))), column("k", type("float")),
            column("l", type("float(53)"))));
  const comparison made(one, same);
  INFO(made.told());
  CHECK(made.nothing());
}

TEST_CASE("false 8, 9: tables that need each other, and keys without a name, have a way back") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE t (a integer, b integer)");
  constexpr auto models = sterna::models(
      table("t", column("a", integer, unique), column("b", integer, references("u", "id"))),
      table("u", column("id", integer, primary_key), column("t", integer, references("t", "a")), unique({"t"})));
  CHECK(trouble(one, models) == "");
}

TEST_CASE("false 10: a column that may not be null, on a table with rows") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE t (a integer, b integer); INSERT INTO t VALUES (1, NULL)");
  constexpr auto models = sterna::models(table("t", column("a", integer), column("b", integer, not_null),
                                               column("c", text, not_null)));
  const comparison made(one, models);
  CHECK(contains(made.notes, "column t.c is NOT NULL and has no default: rows that are there need a value"));
  REQUIRE(made.made().migrations.size() == 2);
  const auto& first = made.made().migrations[0].ops;
  const auto& second = made.made().migrations[1];
  CHECK(sql_of(first.view()) == "ALTER TABLE t ADD COLUMN c text");
  for (const std::string& each : second.comments) CHECK(contains(each, "fails where rows hold NULL"));
  sterna::connection db = one.connect();
  on_server::execute(db, first.view());
  one.execute("UPDATE t SET b = 0, c = ''");
  on_server::execute(db, second.ops.view());
  CHECK(comparison(one, models).nothing());
}

TEST_CASE("false 11: what models lack is dropped with a word of warning, or not at all") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE t (a integer, b integer); CREATE TABLE forgotten (a integer)");
  constexpr auto models = sterna::models(table("t", column("a", integer)));
  const comparison made(one, models);
  CHECK(contains(made.notes, "table forgotten is dropped, with its rows"));
  CHECK(contains(made.notes, "column t.b is dropped, with its values"));
  sterna::diff_options options;
  options.no_drops = true;
  const comparison careful(one, models, options);
  CHECK(careful.sql.empty());
  CHECK(contains(careful.notes, "left: table forgotten, which nobody wants any more"));
}

TEST_CASE("false 12: a schema that is said, and one that the search path finds") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE t (u integer REFERENCES u); CREATE SCHEMA s; "
              "CREATE TABLE s.t (u integer REFERENCES u)");
  constexpr auto said = sterna::models(
      schema("s"), table("u", column("id", integer, primary_key, no_identity)).schema("public"),
      table("t", column("u", integer, references("u", "id", referred_schema("public")))).schema("public"),
      table("t", column("u", integer, references("u", "id", referred_schema("public")))).schema("s"));
  CHECK(comparison(one, said).nothing());
  constexpr auto unsaid = sterna::models(
      schema("s"), table("u", column("id", integer, primary_key, no_identity)),
      table("t", column("u", integer, references("u"))), table("t", column("u", integer, references("u"))).schema("s"));
  CHECK(comparison(one, unsaid).nothing());
}

TEST_CASE("false 13: expressions of an index with a class, long texts and what PostgreSQL writes anew") {
  STERNA_NEEDS_SERVER();
  const comparison made = made_and_compared(sterna::models(
      table("t", column("a", text), column("b", text), column("c", timestamp_tz), column("d", jsonb)),
      index("i1", "t", {key(sql("lower(a)")).ops("varchar_pattern_ops"), key("b").ops("text_pattern_ops")}),
      index("i2", "t", {sql("(case when a in ('one', 'two', 'three', 'four and a text that is rather long', 'it''s') "
                            "then b else coalesce(a, b, '') end)")}),
      index("i3", "t", {sql("(a || ' ' || b)"), sql("extract(year from c at time zone 'UTC')")}).where("a like 'x%'"),
      index("i4", "t", {sql("(d -> 'a' ->> 'b')")}).where("d @> '{\"a\": {}}' and not b is null"),
      index("i5", "t", {sql("substring(a from 1 for 3)"), sql("(position('x' in b))")})));
  INFO(made.told());
  CHECK(made.nothing());
}

TEST_CASE("false 14: a new primary key on a table that is there") {
  STERNA_NEEDS_SERVER();
  constexpr auto models = sterna::models(table("t", column("a", integer), column("id", integer, primary_key)));
  const database one;
  one.execute("CREATE TABLE t (a integer)");
  CHECK(contains(comparison(one, models).sql, "PRIMARY KEY"));
  CHECK(trouble(one, models) == "");
}

}  // namespace autogenerate_alembic_false_test
