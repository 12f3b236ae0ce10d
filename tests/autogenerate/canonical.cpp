// SPDX-License-Identifier: BSL-1.0
#include <sterna/autogenerate/canonical.hpp>

#include <sterna/autogenerate/diff.hpp>
#include <sterna/dsl.hpp>
#include <sterna/models/models.hpp>
#include <sterna/models/world.hpp>
#include <sterna/runtime/create_all.hpp>

#include "op/sql_of.hpp"
#include "runtime/database.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace autogenerate_canonical_test {

using namespace sterna::dsl;
using runtime_tests::contains;
using runtime_tests::database;

namespace {

/// What brings a database to models: SQL of the ops, and notes.
struct outcome {
  std::string sql{};
  std::string notes{};
  std::string left{};
};

outcome compared(const database& with, const sterna::models_view& models) {
  sterna::connection db = with.connect();
  sterna::reflected found = sterna::reflect(db);
  sterna::catalog wanted;
  REQUIRE(sterna::detail::world_of(models, wanted));
  sterna::script_builder makes;
  sterna::decode(models.tokens, makes);
  const auto order = sterna::detail::ordered(makes);
  outcome made;
  for (const std::string& each : sterna::take_canonical_texts(db, wanted, makes, order, found)) {
    made.notes += each + "\n";
  }
  const sterna::generated differences = sterna::diff(found.world(), wanted);
  for (const auto& each : differences.migrations) made.sql += sql_of(each.ops.view());
  for (const std::string& each : differences.notes) made.notes += each + "\n";
  made.left = std::string(differences.left.subject.view()) + std::string(differences.left.what);
  return made;
}

/// Models made in a database, and compared with it.
outcome made_and_compared(const sterna::models_view& models) {
  const database one;
  sterna::connection db = one.connect();
  sterna::create_all(models, db.native());
  const std::string before = one.ask("SELECT count(*), max(oid) FROM pg_class");
  outcome made = compared(one, models);
  CHECK(one.ask("SELECT count(*) FROM pg_namespace WHERE nspname ~ 'scratch'") == "0");
  CHECK(one.ask("SELECT count(*), max(oid) FROM pg_class") == before);
  return made;
}

}  // namespace

TEST_CASE("what PostgreSQL says in other words is no difference") {
  STERNA_NEEDS_SERVER();
  constexpr auto models = sterna::models(
      schema("app"), enumeration("mood", {"sad", "it's ok"}), sequence("numbers"),
      enumeration("kind", {"a", "b"}).schema("app"),
      table("t",
          column("id", integer, primary_key),
          column("empty", text, server_default("")),
          column("hi", string(20), server_default("hi")),
          column("quoted", text, server_default("it's")),
          column("span", interval, server_default(sql("'14 days'::interval"))),
          column("price", numeric(10, 2), server_default(sql("5.0"))),
          column("since", timestamp_tz, server_default(sql("now()"))),
          column("made", timestamp_tz, server_default(sql("CURRENT_TIMESTAMP"))),
          column("at", timestamp, server_default(sql("timezone('utc', now())"))),
          column("list", array(integer), server_default(sql("ARRAY[]::int[]"))),
          column("number", big_integer, server_default(sql("NEXTVAL('public.numbers')"))),
          column("key", uuid, server_default(sql("GEN_RANDOM_UUID( )"))),
          column("doc", json, server_default(sql("'{\"a\": 1}'"))),
          column("docs", jsonb, server_default(sql("'{\"a\":   [1]}'"))),
          column("mood", enumeration("mood"), server_default(sql("'sad'"))),
          column("kind", enumeration("kind").in_schema("app"), server_default(sql("'a'::app.kind"))),
          column("random", double_precision, server_default(sql("random() *  2"))),
          column("twice", integer, generated("id*2")),
          check("price>0 and hi in ('hi', 'you')"),
          constraint("short", check("length(quoted)<20"))),
      index("ix_lower", "t", {sql("lower(hi)"), desc("quoted")}).where("price is not null and at>'2020-01-01'"),
      index("ix_doc", "t", {sql("(docs->>'a')"), sql("coalesce(hi,'')")}),
      index("ix_trunc", "t", {sql("date_trunc('day', at)")}),
      view("v", "select id, hi||'x' as more from t where mood='sad'"),
      create_materialized_view("mv", "select count(*) as n from v"),
      view("guarded", "select id from t where id>0").columns({"number"}).with("security_barrier", true).local_check_option(),
      view("three", "values (1) union all select n+1 from three where n<3").columns({"n"}).recursive(),
      table("other", column("id", integer, primary_key), column("v", text, check("v<>''"))).schema("app"),
      create_function("f(a integer, b text DEFAULT 'x')", "RETURNS integer LANGUAGE sql AS $$ select count(*)::integer from public.t $$"),
      create_domain("positive", "integer CHECK (VALUE>0)"));
  const outcome made = made_and_compared(models);
  INFO(made.sql);
  INFO(made.notes);
  CHECK(made.sql.empty());
  CHECK(made.notes.empty());
  CHECK(made.left.empty());
}

TEST_CASE("a difference is written in the words of the models") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a integer DEFAULT (5), b text DEFAULT 'hello', made timestamptz "
              "DEFAULT now(), CHECK (a > 0), CONSTRAINT c CHECK (b <> '')); CREATE INDEX ix ON t (lower(b))");
  constexpr auto models = sterna::models(
      table("t", column("id", integer, primary_key), column("a", integer, server_default(sql("3 + 4"))),
            column("b", text, server_default("there")), column("made", timestamp_tz, server_default(sql("CURRENT_TIMESTAMP"))),
            check("a>0"), constraint("c", check("b<>'x'"))),
      index("ix", "t", {sql("upper(b)")}));
  const outcome made = compared(one, models);
  INFO(made.sql);
  INFO(made.notes);
  CHECK(contains(made.sql, "ALTER COLUMN a SET DEFAULT 3 + 4"));
  CHECK(contains(made.sql, "ALTER COLUMN b SET DEFAULT 'there'"));
  CHECK(contains(made.sql, "CHECK (b<>'x')"));
  CHECK(contains(made.sql, "upper(b)"));
  CHECK_FALSE(contains(made.sql, "made"));
  CHECK_FALSE(contains(made.sql, "t_a_check"));
}

TEST_CASE("what cannot be tried is compared as it is written, and said") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE t (id integer DEFAULT 1 + 1)");
  constexpr auto models = sterna::models(table("t", column("id", integer, server_default(sql("nobody_knows(1)")))));
  const outcome made = compared(one, models);
  INFO(made.notes);
  CHECK(made.notes.starts_with("compared as it is written: CREATE TABLE t (function "));
  CHECK(contains(made.notes, "nobody_knows(integer) does not exist)\n"));
  CHECK(contains(made.sql, "SET DEFAULT nobody_knows(1)"));
}

TEST_CASE("126: a serial column's own sequence is no difference, any other default from a sequence is one") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE SCHEMA app; CREATE SEQUENCE app.far; CREATE SEQUENCE near; "
              "CREATE TABLE t (a serial, b bigint DEFAULT nextval('near'), c bigint DEFAULT nextval('app.far'), "
              "d numeric DEFAULT nextval('near'))");
  constexpr auto same = sterna::models(
      schema("app"), sequence("far").schema("app"), sequence("near"),
      table("t", column("a", serial), column("b", big_integer, server_default(sql("nextval('near'::regclass)"))),
            column("c", big_integer, server_default(sql("nextval('app.far')"))),
            column("d", numeric, server_default(sql("nextval('near')")))));
  outcome made = compared(one, same);
  INFO(made.sql);
  CHECK(made.sql.empty());
  CHECK(made.notes.empty());
  constexpr auto without = sterna::models(
      schema("app"), sequence("far").schema("app"), sequence("near"),
      table("t", column("a", serial), column("b", big_integer), column("c", big_integer), column("d", numeric)));
  made = compared(one, without);
  CHECK(contains(made.sql, "ALTER COLUMN b DROP DEFAULT"));
  CHECK(contains(made.sql, "ALTER COLUMN c DROP DEFAULT"));
  CHECK(contains(made.sql, "ALTER COLUMN d DROP DEFAULT"));
  CHECK_FALSE(contains(made.sql, "ALTER COLUMN a"));
}

TEST_CASE("131: mixed case, names that PostgreSQL made and the longest ones are known again") {
  STERNA_NEEDS_SERVER();
  constexpr auto models = sterna::models(
      table("MixedCase", column("Id", integer, primary_key), column("camelCase", text, unique),
            column("select", integer, check("\"select\" > 0"))),
      table("a_table_whose_name_is_so_long_that_what_is_made_of_it_is_cut",
            column("a_column_with_a_name_that_is_long_as_well", integer, unique, references("MixedCase", "Id"))),
      index("IX_Mixed", "MixedCase", {"camelCase", "select"}));
  const outcome made = made_and_compared(models);
  INFO(made.sql);
  CHECK(made.sql.empty());
  CHECK(made.notes.empty());
  CHECK(made.left.empty());
}

TEST_CASE("133: nulls not distinct, said or left out, is compared by what it is") {
  STERNA_NEEDS_SERVER();
  const database one;
  if (one.ask("SELECT current_setting('server_version_num')::int >= 150000") != "t") {
    return;  // the clause is PostgreSQL 15's
  }
  one.execute("CREATE TABLE t (a integer, b integer, CONSTRAINT u UNIQUE (a), "
              "CONSTRAINT n UNIQUE NULLS NOT DISTINCT (b)); CREATE UNIQUE INDEX i ON t (a, b) NULLS NOT DISTINCT");
  constexpr auto same = sterna::models(
      table("t", column("a", integer), column("b", integer), constraint("u", unique({"a"})),
            constraint("n", unique({"b"}).nulls_not_distinct())),
      index("i", "t", {"a", "b"}).unique().nulls_not_distinct());
  outcome made = compared(one, same);
  INFO(made.sql);
  CHECK(made.sql.empty());
  constexpr auto turned = sterna::models(
      table("t", column("a", integer), column("b", integer), constraint("u", unique({"a"}).nulls_not_distinct()),
            constraint("n", unique({"b"}))),
      index("i", "t", {"a", "b"}).unique());
  made = compared(one, turned);
  INFO(made.sql);
  CHECK(contains(made.sql, "DROP CONSTRAINT u"));
  CHECK(contains(made.sql, "DROP CONSTRAINT n"));
  CHECK(contains(made.sql, "DROP INDEX"));
}

TEST_CASE("134: the order of an index's columns, and the direction of one, are differences") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE t (a integer, b integer); CREATE INDEX same ON t (a, b DESC); "
              "CREATE INDEX turned ON t (a, b); CREATE INDEX other_way ON t (a, b)");
  constexpr auto models = sterna::models(table("t", column("a", integer), column("b", integer)),
                                         index("same", "t", {"a", desc("b")}), index("turned", "t", {"b", "a"}),
                                         index("other_way", "t", {"a", desc("b")}));
  const outcome made = compared(one, models);
  INFO(made.sql);
  CHECK(contains(made.sql, "turned ON t (b, a)"));
  CHECK(contains(made.sql, "other_way ON t (a, b DESC)"));
  CHECK_FALSE(contains(made.sql, "same"));
}

TEST_CASE("135: options of an identity that are the defaults are none") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE t (a integer GENERATED BY DEFAULT AS IDENTITY (START WITH 1 INCREMENT BY 1 MINVALUE 1 CACHE 1), "
              "b integer GENERATED ALWAYS AS IDENTITY (INCREMENT BY 5), c integer GENERATED BY DEFAULT AS IDENTITY)");
  constexpr auto same = sterna::models(table("t", column("a", integer, identity),
                                             column("b", integer, identity.always().increment(5)),
                                             column("c", integer, identity)));
  outcome made = compared(one, same);
  INFO(made.sql);
  CHECK(made.sql.empty());
  constexpr auto changed = sterna::models(table("t", column("a", integer, identity),
                                                column("b", integer, identity.always().increment(7)),
                                                column("c", integer, identity.always())));
  made = compared(one, changed);
  INFO(made.sql);
  CHECK(contains(made.sql, "SET INCREMENT BY 7"));
  CHECK(contains(made.sql, "ALTER COLUMN c SET GENERATED ALWAYS"));
  CHECK_FALSE(contains(made.sql, "COLUMN a"));
}

TEST_CASE("141: parts of a table, heirs and what an extension owns are never dropped") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE EXTENSION pg_trgm; CREATE TABLE t (id integer); CREATE TABLE heir () INHERITS (t); "
              "CREATE TABLE whole (id integer) PARTITION BY RANGE (id); "
              "CREATE TABLE part PARTITION OF whole FOR VALUES FROM (1) TO (2)");
  const outcome made = compared(one, sterna::models(table("t", column("id", integer))));
  INFO(made.sql);
  INFO(made.notes);
  CHECK_FALSE(contains(made.sql, "heir"));
  CHECK_FALSE(contains(made.sql, "part;"));
  CHECK_FALSE(contains(made.sql, "EXTENSION"));
  CHECK(contains(made.notes, "heir"));
  CHECK(contains(made.notes, "part"));
}

TEST_CASE("without the right to make a schema it says so") {
  STERNA_NEEDS_SERVER();
  const database one;
  const std::string role = "sterna_role_" + std::to_string(getpid());
  one.execute("CREATE TABLE t (id integer DEFAULT 1 + 1); CREATE ROLE " + role);
  sterna::connection db = one.connect();
  db.execute("SET ROLE " + role);
  sterna::reflected found = sterna::reflect(db);
  constexpr auto different = sterna::models(table("t", column("id", integer, server_default(sql("2 + 1")))));
  sterna::catalog wanted;
  REQUIRE(sterna::detail::world_of(different, wanted));
  sterna::script_builder makes;
  sterna::decode(different.view().tokens, makes);
  const auto order = sterna::detail::ordered(makes);
  const std::vector<std::string> notes = sterna::take_canonical_texts(db, wanted, makes, order, found);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].starts_with("texts are compared as they are written"));
  CHECK(contains(notes[0], "permission denied"));
  db.execute("RESET ROLE");
  one.execute("DROP ROLE " + role);
}

}  // namespace autogenerate_canonical_test
