// SPDX-License-Identifier: BSL-1.0
//
// What Alembic's own tests expect of a diff, against a live server, each under its number in the list of its
// behaviours: computed columns, comments, schemas, and what is left alone. The numbers before are in alembic_lines.cpp.
#include "on_server.hpp"

#include <sterna/autogenerate/ignored.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace autogenerate_alembic_objects_test {

using namespace sterna::dsl;
using on_server::comparison;
using on_server::sql_of_change;
using on_server::trouble;
using on_server::trouble_of;
using runtime_tests::contains;
using runtime_tests::database;

TEST_CASE("136: a generated column is compared by its expression as PostgreSQL has it") {
  STERNA_NEEDS_SERVER();
  const std::string found = "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a*2 + 1) STORED)";
  constexpr auto same = sterna::models(table("t", column("a", integer), column("b", integer, generated("(a * 2)+1"))));
  CHECK(sql_of_change(found, same) == "");
  constexpr auto other = sterna::models(table("t", column("a", integer), column("b", integer, generated("a * 3"))));
  CHECK(trouble_of(found, other) == "");
}

TEST_CASE("137: comments come, change and go") {
  STERNA_NEEDS_SERVER();
  const std::string found = "CREATE TABLE t (a integer, b integer, c integer, d integer); "
                            "COMMENT ON TABLE t IS 'it''s'; "
                            "COMMENT ON COLUMN t.a IS 'same \"so\"'; COMMENT ON COLUMN t.b IS 'old'; "
                            "COMMENT ON COLUMN t.c IS 'gone'; CREATE TABLE u (a integer); COMMENT ON TABLE u IS 'gone'";
  constexpr auto same = sterna::models(
      table("t", column("a", integer, comment("same \"so\"")), column("b", integer, comment("old")),
            column("c", integer, comment("gone")), column("d", integer), comment("it's")),
      table("u", column("a", integer), comment("gone")));
  CHECK(sql_of_change(found, same) == "");
  constexpr auto other = sterna::models(
      table("t", column("a", integer, comment("same \"so\"")), column("b", integer, comment("it's \\ new")),
            column("c", integer), column("d", integer, comment("added")), comment("another")),
      table("u", column("a", integer)));
  const std::string changed = sql_of_change(found, other);
  CHECK(contains(changed, "COMMENT ON TABLE u IS NULL"));
  CHECK(contains(changed, "COMMENT ON COLUMN t.c IS NULL"));
  CHECK_FALSE(contains(changed, "t.a"));
  CHECK(trouble_of(found, other) == "");
}

TEST_CASE("138: tables of the same name in two schemas have nothing to do with each other") {
  STERNA_NEEDS_SERVER();
  const std::string found =
      "CREATE SCHEMA s; CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE s.u (id integer PRIMARY KEY); "
      "CREATE TABLE t (a integer REFERENCES u, b integer REFERENCES s.u); CREATE TABLE s.t (a integer REFERENCES s.u, "
      "c integer REFERENCES public.u); CREATE INDEX ix ON t (a); CREATE INDEX ix ON s.t (c)";
  constexpr auto said = sterna::models(
      schema("s"), table("u", column("id", integer, primary_key, no_identity)).schema("public"),
      table("u", column("id", integer, primary_key, no_identity)).schema("s"),
      table("t", column("a", integer, references("u", "id", referred_schema("public"))),
            column("b", integer, references("u", "id", referred_schema("s")))),
      table("t", column("a", integer, references("u", "id", referred_schema("s"))),
            column("c", integer, references("u", "id")))
          .schema("s"),
      index("ix", "t", {"a"}).schema("public"), index("ix", "t", {"c"}).schema("s"));
  CHECK(sql_of_change(found, said) == "");
  constexpr auto one_more = sterna::models(
      schema("s"), table("u", column("id", integer, primary_key, no_identity)),
      table("u", column("id", integer, primary_key, no_identity)).schema("s"),
      table("t", column("a", integer, references("u", "id")),
            column("b", integer, references("u", "id", referred_schema("s")))),
      table("t", column("a", integer, references("u", "id", referred_schema("s"))), column("d", text),
            column("c", integer, references("u", "id")))
          .schema("s"),
      index("ix", "t", {"a"}), index("ix", "t", {"c"}).schema("s"));
  CHECK(sql_of_change(found, one_more) == "ALTER TABLE s.t ADD COLUMN d text");
}

TEST_CASE("139: the version table is nobody's business, in a database or in models") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE t (a integer); CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); "
              "CREATE SCHEMA meta; CREATE TABLE meta.versions (version_num varchar(32) PRIMARY KEY); "
              "CREATE TABLE meta.versions_log (a integer)");
  constexpr auto models = sterna::models(schema("meta"), table("t", column("a", integer)),
                                         table("alembic_version", column("version_num", string(32))));
  sterna::diff_options options;
  const comparison usual(one, models, options);
  CHECK(contains(usual.sql, "DROP TABLE meta.versions"));
  CHECK_FALSE(contains(usual.sql, "alembic"));
  options.version_table = "versions";
  options.version_table_schema = "meta";
  const comparison elsewhere(one, models, options);
  INFO(elsewhere.told());
  CHECK_FALSE(contains(elsewhere.sql, "meta"));
  CHECK(contains(elsewhere.sql, "alembic_version"));
}

TEST_CASE("140: what is filtered by name is left alone on both sides: schema, table, column, index, constraint") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE SCHEMA audit; CREATE TABLE audit.log (id integer); CREATE VIEW audit.v AS SELECT 1 AS a; "
              "CREATE TABLE theirs (id integer PRIMARY KEY); "
              "CREATE TABLE t (a integer, legacy_x text, b integer UNIQUE, "
              "their integer CONSTRAINT fk_theirs REFERENCES theirs, CONSTRAINT ck_tmp CHECK (a > 0)); "
              "CREATE INDEX ix_tmp_a ON t (a); CREATE INDEX ix_b ON t (b)");
  constexpr auto models = sterna::models(
      table("t", column("a", integer), column("legacy_y", text), column("b", integer), column("their", integer),
            constraint("ck_tmp_2", check("b > 0"))),
      table("theirs_too", column("a", integer)), index("ix_tmp_2", "t", {"b"}));
  const auto without = [&](const std::vector<std::string>& patterns) {
    sterna::diff_options options;
    options.managed = [all = sterna::ignored_names(patterns)](const sterna::catalog& in, const sterna::object& it) {
      return !all.covers(in, it);
    };
    return comparison(one, models, options);
  };
  const std::vector<std::string> all{"schema:audit", "theirs*", "column:t.legacy_*", "constraint:ck_tmp*",
                                     "index:ix_tmp*", "constraint:t_b_key", "index:public.t.ix_b"};
  const comparison nothing = without(all);
  INFO(nothing.told());
  CHECK(nothing.sql.empty());
  CHECK(nothing.drift.empty());
  CHECK(contains(nothing.notes, "left alone: table audit.log, which is not to be looked after"));
  const auto said_without = [&](std::size_t which) {
    std::vector<std::string> some = all;
    some.erase(some.begin() + static_cast<std::ptrdiff_t>(which));
    return without(some).drift;
  };
  CHECK(said_without(0) ==
        "schema 'audit' is left over\ntable 'audit.log' is left over\nview 'audit.v' is left over\n");
  CHECK(said_without(1) == "table 'theirs_too' is missing\ntable 'theirs' is left over\n"
                           "constraint 'fk_theirs' of table 't' is left over\n");
  CHECK(said_without(2) == "column 'legacy_y' of table 't' is missing\ncolumn 'legacy_x' of table 't' is left over\n");
  CHECK(said_without(3) == "constraint 'ck_tmp_2' of table 't' is missing\n"
                           "constraint 'ck_tmp' of table 't' is left over\n");
  CHECK(said_without(4) == "index 'ix_tmp_2' of table 't' is missing\nindex 'ix_tmp_a' of table 't' is left over\n");
  CHECK(said_without(5) == "constraint 't_b_key' of table 't' is left over\n");
  CHECK(said_without(6) == "index 'ix_b' of table 't' is left over\n");
}

TEST_CASE("140: a foreign key to a table that is filtered is compared where the models have it") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE theirs (id integer PRIMARY KEY, more text); "
              "CREATE TABLE t (a integer CONSTRAINT fk REFERENCES theirs)");
  sterna::diff_options options;
  options.managed = [all = sterna::ignored_names({"theirs"})](const sterna::catalog& in, const sterna::object& it) {
    return !all.covers(in, it);
  };
  constexpr auto with = [](const auto&... key) {
    return sterna::models(table("theirs", column("id", integer, primary_key, no_identity)),
                          table("t", column("a", integer),
                                constraint("fk", foreign_key({"a"}, "theirs", {"id"}, key...))));
  };
  const comparison same(one, with(), options);
  INFO(same.told());
  CHECK(same.sql.empty());
  CHECK(contains(comparison(one, with(on_delete(cascade)), options).sql, "ON DELETE CASCADE"));
  CHECK(trouble(one, with(on_delete(cascade)), options) == "");
}

TEST_CASE("141: objects of an extension, its views and tables too, are left alone") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE SCHEMA ext; CREATE EXTENSION pg_buffercache SCHEMA ext; CREATE TABLE t (a integer)");
  constexpr auto models = sterna::models(schema("ext"), table("t", column("a", integer)));
  const comparison made(one, models);
  INFO(made.told());
  CHECK(made.sql.empty());
  CHECK(made.drift.empty());
}

TEST_CASE("142: checks without a name, and those that say the values of a column, stay") {
  STERNA_NEEDS_SERVER();
  const std::string found = "CREATE TABLE t (a integer CHECK (a > 0), b text CHECK (b IN ('x', 'y')), c boolean CHECK "
                            "(c IN (false, true)), CHECK (a < 100), CHECK (b <> c::text))";
  const auto with = [](const auto& last) {
    return sterna::models(table("t", column("a", integer, check("a>0")), column("b", text, check("b in ('x','y')")),
                                column("c", boolean, check("c in (false, true)")), check("a<100"), last));
  };
  CHECK(sql_of_change(found, with(check("b<>c::text"))) == "");
  const auto other = with(check("b <> 'z'"));
  const std::string changed = sql_of_change(found, other);
  CHECK(contains(changed, "DROP CONSTRAINT t_check"));
  CHECK(contains(changed, "CHECK (b <> 'z')"));
  CHECK_FALSE(contains(changed, "t_a_check"));
  CHECK(trouble_of(found, other) == "");
}

TEST_CASE("143, 144: tables that refer to each other come, go and come again") {
  STERNA_NEEDS_SERVER();
  constexpr auto circle = sterna::models(
      table("a", column("id", integer, primary_key), column("b", integer, not_null, references("b", "id"))),
      table("b", column("id", integer, primary_key), column("c", integer, references("c", "id"))),
      table("c", column("id", integer, primary_key), column("a", integer, references("a", "id")),
            column("c", integer, references("c", "id"))));
  CHECK(trouble_of("SELECT", circle) == "");
  CHECK(trouble_of("CREATE TABLE b (id integer PRIMARY KEY); CREATE TABLE old (b integer REFERENCES b)", circle) == "");
}

}  // namespace autogenerate_alembic_objects_test
