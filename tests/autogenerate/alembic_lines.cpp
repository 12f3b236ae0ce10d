// SPDX-License-Identifier: BSL-1.0
//
// What Alembic's own tests expect of a diff, against a live server, each under its number in the list of its
// behaviours; the first numbers here, the rest in alembic_objects.cpp, some in canonical.cpp and diff.cpp.
#include "on_server.hpp"

#include <doctest/doctest.h>

#include <string>

namespace autogenerate_alembic_lines_test {

using namespace sterna::dsl;
using on_server::comparison;
using on_server::made_and_compared;
using on_server::sql_of_change;
using on_server::trouble_of;
using runtime_tests::contains;
using runtime_tests::database;

namespace {

constexpr auto every_type = sterna::models(
    enumeration("mood", {"sad", "ok"}), create_domain("positive", "integer CHECK (VALUE > 0)"),
    create_composite_type("pair", "a integer, b text"), create_extension("hstore"), create_extension("citext"),
    table("numbers", column("a", small_integer), column("b", integer, not_null), column("c", big_integer, unique),
          column("d", numeric), column("e", numeric(10)), column("f", numeric(10, 2)), column("g", real),
          column("h", double_precision), column("i", boolean, server_default(true)), column("j", type("float(24)")),
          column("k", type("float")), column("l", type("decimal(5, 1)")), column("m", type("int8"))),
    table("texts", column("a", string), column("b", string(50)), column("c", unicode(200)), column("d", character(3)),
          column("e", text), column("f", text.collate("C")), column("g", bytea), column("h", uuid), column("i", xml),
          column("j", json), column("k", jsonb), column("l", tsvector), column("m", type("citext")),
          column("n", type("hstore")), column("o", type("char")), column("p", type("character varying(7)"))),
    table("times", column("a", date), column("b", time_of_day), column("c", time_of_day_tz), column("d", timestamp),
          column("e", timestamp_tz), column("f", timestamp_tz(3)), column("g", interval),
          column("h", type("interval day to second(3)")), column("i", timestamp(0)), column("j", time_of_day(2)),
          column("k", type("timestamptz")), column("l", interval(3))),
    table("others", column("a", inet), column("b", cidr), column("c", macaddr), column("d", bit(8)),
          column("e", bit_varying(8)), column("f", type("int4range")), column("g", type("point")),
          column("h", enumeration("mood"), server_default("ok")), column("i", type("positive")),
          column("j", type("pair")), column("k", array(enumeration("mood"))), column("l", type("bit")),
          column("m", array(integer)), column("n", array(array(text))), column("o", type("int4multirange"))),
    table("keys", column("a", integer, primary_key), column("b", integer, check("b > 0"), comment("of b")),
          column("c", integer, references("numbers", "c")), column("d", integer, generated("b + 1")),
          column("e", integer, identity.always().start(5)), constraint("uq", unique({"b", "c"}))),
    table("serials", column("a", serial, primary_key), column("b", small_serial), column("c", big_serial)));

}  // namespace

TEST_CASE("125: no type is a difference where it is the same, made by models or by their migration") {
  STERNA_NEEDS_POSTGRESQL(14);
  const comparison made = made_and_compared(every_type);
  INFO(made.told());
  CHECK(made.nothing());
  CHECK(trouble_of("SELECT", every_type) == "");
}

TEST_CASE("126: a sequence that belongs to another column, or to none, is no serial") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE t (a serial, b integer NOT NULL); ALTER TABLE t ALTER b SET DEFAULT nextval('t_a_seq')");
  constexpr auto models = sterna::models(table("t", column("a", serial), column("b", integer, not_null)));
  const comparison made(one, models);
  INFO(made.told());
  CHECK(made.sql == "ALTER TABLE t ALTER COLUMN b DROP DEFAULT");
}

TEST_CASE("127: the same number in other digits is no difference, nor is anything in PostgreSQL's words") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE t (a numeric DEFAULT 5, b numeric(6, 2) DEFAULT 5.00, c double precision DEFAULT 5.0, "
              "d real DEFAULT '5', e numeric DEFAULT -5, f double precision DEFAULT -5.50, g text DEFAULT 5.0, "
              "h integer DEFAULT '7', i numeric DEFAULT 100)");
  constexpr auto same = sterna::models(
      table("t", column("a", numeric, server_default(sql("5.0"))), column("b", numeric(6, 2), server_default(5)),
            column("c", double_precision, server_default(5)), column("d", real, server_default(sql("5.0"))),
            column("e", numeric, server_default(sql("-5.0"))),
            column("f", double_precision, server_default(sql("-5.5"))),
            column("g", text, server_default(sql("5.0"))), column("h", integer, server_default(7)),
            column("i", numeric, server_default(sql("100.0")))));
  const comparison nothing(one, same);
  INFO(nothing.told());
  CHECK(nothing.nothing());
  constexpr auto other = sterna::models(
      table("t", column("a", numeric, server_default(sql("5.01"))), column("b", numeric(6, 2), server_default(7)),
            column("c", double_precision, server_default(50)), column("d", real, server_default(sql("0.5"))),
            column("e", numeric, server_default(5)), column("f", double_precision, server_default(sql("-5.05"))),
            column("g", text, server_default(sql("5"))), column("h", integer, server_default(8)),
            column("i", numeric, server_default(1))));
  const comparison all(one, other);
  INFO(all.told());
  for (const char* each : {"a SET DEFAULT 5.01", "b SET DEFAULT 7", "c SET DEFAULT 50", "d SET DEFAULT 0.5",
                           "e SET DEFAULT 5", "f SET DEFAULT -5.05", "g SET DEFAULT 5", "h SET DEFAULT 8",
                           "i SET DEFAULT 1"}) {
    INFO(each);
    CHECK(contains(all.sql, each));
  }
}

TEST_CASE("128: no default is executed, and what is another value each time is no difference") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE SEQUENCE s; CREATE FUNCTION touched() RETURNS integer LANGUAGE plpgsql AS "
              "$$BEGIN RAISE EXCEPTION 'executed'; END$$; "
              "CREATE TABLE t (a bigint DEFAULT nextval('s'), b double precision DEFAULT random(), c integer DEFAULT "
              "touched(), d json DEFAULT '{\"a\": \"it''s: 1\"}', e uuid DEFAULT gen_random_uuid(), "
              "f timestamptz DEFAULT clock_timestamp())");
  constexpr auto models = sterna::models(
      sequence("s"),
      create_function("touched()", "RETURNS integer LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'executed'; END$$"),
      table("t", column("a", big_integer, server_default(sql("NEXTVAL( 's' )"))),
            column("b", double_precision, server_default(sql("RANDOM( )"))),
            column("c", integer, server_default(sql("Touched()"))),
            column("d", json, server_default(R"({"a": "it's: 1"})")),
            column("e", uuid, server_default(sql("(GEN_RANDOM_UUID())"))),
            column("f", timestamp_tz, server_default(sql("clock_timestamp() ")))));
  const comparison made(one, models);
  INFO(made.told());
  CHECK(made.nothing());
  CHECK(one.ask("SELECT is_called FROM s") == "f");
}

TEST_CASE("129: what a foreign key does is compared, and brought about") {
  STERNA_NEEDS_SERVER();
  constexpr auto with = [](const auto&... options) {
    return sterna::models(table("u", column("a", integer), column("b", integer), unique({"a", "b"})),
                          table("t", column("x", integer), column("y", integer),
                                constraint("fk", foreign_key({"x", "y"}, "u", {"a", "b"}, options...))));
  };
  const std::string tables = "CREATE TABLE u (a integer, b integer, UNIQUE (a, b)); CREATE TABLE t (x integer, "
                             "y integer, CONSTRAINT fk FOREIGN KEY (x, y) REFERENCES u (a, b) ";
  const auto found = [&](const std::string& options) { return tables + options + ")"; };
  CHECK(sql_of_change(found("ON DELETE NO ACTION"), with()) == "");
  CHECK(sql_of_change(found(""), with(on_delete(no_action), on_update(no_action))) == "");
  CHECK(contains(sql_of_change(found(""), with(on_delete(restrict))), "ON DELETE RESTRICT"));
  CHECK(trouble_of(found(""), with(on_delete(cascade))) == "");
  CHECK(trouble_of(found("ON DELETE CASCADE"), with(on_delete(set_null))) == "");
  CHECK(trouble_of(found("ON UPDATE CASCADE"), with()) == "");
  CHECK(trouble_of(found(""), with(deferrable)) == "");
  CHECK(trouble_of(found("DEFERRABLE"), with(initially_deferred)) == "");
  CHECK(trouble_of(found("DEFERRABLE INITIALLY DEFERRED"), with()) == "");
  constexpr auto turned =
      sterna::models(table("u", column("a", integer), column("b", integer), unique({"a", "b"})),
                     table("t", column("x", integer), column("y", integer),
                           constraint("fk", foreign_key({"y", "x"}, "u", {"a", "b"}))));
  CHECK(trouble_of(found(""), turned) == "");
}

TEST_CASE("130: an unnamed unique constraint is known by its columns, and its index is nobody's") {
  STERNA_NEEDS_SERVER();
  constexpr auto key = sterna::models(table("t", column("a", integer), column("b", integer), unique({"a", "b"})));
  CHECK(sql_of_change("CREATE TABLE t (a integer, b integer, CONSTRAINT whatever UNIQUE (a, b))", key) == "");
  const char* const with_index = "CREATE TABLE t (a integer, b integer); CREATE UNIQUE INDEX t_a_b_key ON t (a, b)";
  CHECK(trouble_of(with_index, key) == "");
  constexpr auto same_name = sterna::models(table("t", column("a", integer), column("b", integer)),
                                            index("uq", "t", {"a"}).unique());
  CHECK(trouble_of("CREATE TABLE t (a integer, b integer, CONSTRAINT uq UNIQUE (a))", same_name) == "");
}

TEST_CASE("131: names of a convention, and longer ones than PostgreSQL keeps, cannot be mistaken") {
  STERNA_NEEDS_SERVER();
  constexpr auto models = sterna::models(
      table("Order Line", column("Id", integer), constraint("pk_Order Line", primary_key({"Id"})),
            column("order", integer), constraint("uq_Order Line_order", unique({"order"})),
            constraint("ck_Order Line_order_positive", check("\"order\" > 0"))),
      index("ix_Order Line_order_which_is_as_long_as_a_name_may_be_in_post__", "Order Line", {"order"}));
  const comparison made = made_and_compared(models);
  INFO(made.told());
  CHECK(made.nothing());
  CHECK(trouble_of("SELECT", models) == "");
}

TEST_CASE("132: expressions of an index in PostgreSQL's words, and changed ones") {
  STERNA_NEEDS_SERVER();
  const std::string found =
      "CREATE TABLE t (a text, b integer, c jsonb, d timestamp); "
      "CREATE INDEX i1 ON t (lower(a) text_pattern_ops, (b::text), cast(b AS numeric)); "
      "CREATE INDEX i2 ON t ((c ->> 'x'), (c #>> '{a,b}'), coalesce(a, '')); CREATE INDEX i3 ON t USING gin "
      "(c jsonb_path_ops); CREATE INDEX i4 ON t (date_trunc('day', d) DESC, a ASC NULLS LAST, b DESC NULLS FIRST)";
  const auto with = [](const auto& first) {
    return sterna::models(
        table("t", column("a", text), column("b", integer), column("c", jsonb), column("d", timestamp)), first,
        index("i2", "t", {sql("(c->>'x')"), sql("(c#>>'{a,b}')"), sql("COALESCE(a,'')")}),
        index("i3", "t", {key("c").ops("jsonb_path_ops")}).using_("gin"),
        index("i4", "t", {desc(sql("date_trunc('day'::text, d)")), asc("a"), desc("b").nulls_first()}));
  };
  CHECK(sql_of_change(found, with(index("i1", "t", {key(sql("lower(a)")).ops("text_pattern_ops"), sql("(b::text)"),
                                                    sql("(b::numeric)")}))) == "");
  const auto other = with(index("i1", "t", {key(sql("lower(a)")), sql("(b::text)"), sql("(b::numeric)")}));
  const std::string changed = sql_of_change(found, other);
  CHECK(contains(changed, "DROP INDEX CONCURRENTLY i1"));
  CHECK_FALSE(contains(changed, "i2"));
  CHECK_FALSE(contains(changed, "i3"));
  CHECK_FALSE(contains(changed, "i4"));
  CHECK(trouble_of(found, other) == "");
}

}  // namespace autogenerate_alembic_lines_test
