// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_rename_object_test {

using namespace sterna::dsl;

constexpr auto home = assume(schema("op_rename"));

static_assert(renders_as(rename_function("f(a integer)", "g"), "ALTER FUNCTION f(a integer) RENAME TO g"));
static_assert(renders_as(rename_trigger("r", "t", "s").schema("foo"), "ALTER TRIGGER r ON foo.t RENAME TO s"));

// those that the server is asked about in tests/history/round_trip/kinds.hpp
static_assert(renders_as(rename_event_trigger("a", "b"), "ALTER EVENT TRIGGER a RENAME TO b"));
static_assert(renders_as(rename_foreign_data_wrapper("a", "b"), "ALTER FOREIGN DATA WRAPPER a RENAME TO b"));
static_assert(renders_as(rename_foreign_table("a", "b").schema("s"), "ALTER FOREIGN TABLE s.a RENAME TO b"));
static_assert(renders_as(rename_operator_class("a", "btree", "b").schema("s"),
                         "ALTER OPERATOR CLASS s.a USING btree RENAME TO b"));
static_assert(renders_as(rename_server("a", "b"), "ALTER SERVER a RENAME TO b"));
static_assert(renders_as(rename_language("a", "b"), "ALTER LANGUAGE a RENAME TO b"));
static_assert(renders_as(rename_text_search_configuration("a", "b").schema("s"),
                         "ALTER TEXT SEARCH CONFIGURATION s.a RENAME TO b"));
static_assert(renders_as(rename_text_search_dictionary("a", "b"), "ALTER TEXT SEARCH DICTIONARY a RENAME TO b"));

TEST_CASE("rename: each kind of object, there and back") {
  live_schema db("op_rename");
  expect_restored(db, rename_view("v", "w").schema("op_rename"), "ALTER VIEW op_rename.w RENAME TO v", home,
                  create_view("v", "SELECT 1 AS a").schema("op_rename"));
  expect_restored(db, rename_materialized_view("m", "n").schema("op_rename"),
                  "ALTER MATERIALIZED VIEW op_rename.n RENAME TO m", home,
                  create_materialized_view("m", "SELECT 1 AS a").schema("op_rename"));
  expect_restored(db, rename_type("pair", "couple").schema("op_rename"), "ALTER TYPE op_rename.couple RENAME TO pair",
                  home, create_composite_type("pair", "a integer").schema("op_rename"));
  expect_restored(db, rename_domain("email", "address").schema("op_rename"),
                  "ALTER DOMAIN op_rename.address RENAME TO email", home,
                  create_domain("email", "text").schema("op_rename"));
  expect_restored(db, rename_function("f(integer)", "g").schema("op_rename"),
                  "ALTER FUNCTION op_rename.g(integer) RENAME TO f", home,
                  create_function("f(a integer)", "RETURNS integer LANGUAGE sql AS 'SELECT a'").schema("op_rename"));
  expect_restored(db, rename_procedure("p()", "q").schema("op_rename"), "ALTER PROCEDURE op_rename.q() RENAME TO p",
                  home, create_procedure("p()", "LANGUAGE sql AS ''").schema("op_rename"));
  expect_restored(db, rename_aggregate("s(integer)", "z").schema("op_rename"),
                  "ALTER AGGREGATE op_rename.z(integer) RENAME TO s", home,
                  create_aggregate("s(integer)", "SFUNC = int4pl, STYPE = integer").schema("op_rename"));
  expect_restored(db, rename_collation("c", "d").schema("op_rename"), "ALTER COLLATION op_rename.d RENAME TO c", home,
                  create_collation("c", "FROM \"C\"").schema("op_rename"));
  expect_restored(db, rename_operator_family("o", "hash", "u").schema("op_rename"),
                  "ALTER OPERATOR FAMILY op_rename.u USING hash RENAME TO o", home,
                  create_operator_family("o", "hash").schema("op_rename"));
  expect_restored(db, rename_publication("op_rename_p", "op_rename_q"),
                  "ALTER PUBLICATION op_rename_q RENAME TO op_rename_p", create_publication("op_rename_p"));
}

TEST_CASE("rename: what is of a table") {
  live_schema db("op_rename");
  constexpr auto table = create_table("t", column("a", integer), column("b", integer)).schema("op_rename");
  expect_restored(db, rename_policy("p", "t", "q").schema("op_rename"), "ALTER POLICY q ON op_rename.t RENAME TO p",
                  home, table, create_policy("p", "t", "USING (true)").schema("op_rename"));
  expect_restored(db, rename_rule("r", "t", "s").schema("op_rename"), "ALTER RULE s ON op_rename.t RENAME TO r", home,
                  assume(table), create_rule("r", "t", "DELETE", "DO INSTEAD NOTHING").schema("op_rename"));
  expect_restored(
      db, rename_trigger("g", "t", "h").schema("op_rename"), "ALTER TRIGGER h ON op_rename.t RENAME TO g", home,
      assume(table),
      create_trigger("g", "t", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()")
          .schema("op_rename"));
  expect_restored(db, rename_statistics("u", "v").schema("op_rename"), "ALTER STATISTICS op_rename.v RENAME TO u", home,
                  assume(table), create_statistics("u", "t", "(dependencies) ON a, b").schema("op_rename"));
}

TEST_CASE("rename: columns follow their type, and all follows its schema") {
  live_schema db("op_rename");
  constexpr auto mood = create_enumeration("mood", {"sad", "ok"}).schema("op_rename");
  constexpr auto table =
      create_table("t", column("id", integer, primary_key), column("m", enumeration("mood").in_schema("op_rename")),
                   column("parent", integer, references("t", "id", referred_schema("op_rename")))).schema("op_rename");
  constexpr auto renamed = rename_type("mood", "feeling").schema("op_rename");
  expect_restored(db, renamed, "ALTER TYPE op_rename.feeling RENAME TO mood", home, mood, table);
  CHECK(db.accepts(sql_of(renamed)));
  expect_restored(db, drop_column("t", "m").schema("op_rename"),
                  "ALTER TABLE op_rename.t ADD COLUMN m op_rename.feeling", home, assume(mood), assume(table),
                  assume(renamed));
  expect_restored(db, rename_schema("op_rename", "op_renamed"), "ALTER SCHEMA op_renamed RENAME TO op_rename", home,
                  assume(mood), assume(table), assume(renamed));
  CHECK(db.accepts("ALTER SCHEMA op_rename RENAME TO op_renamed"));
  expect_restored(db, drop_column("t", "m").schema("op_renamed"),
                  "ALTER TABLE op_renamed.t ADD COLUMN m op_renamed.feeling", home, assume(mood), assume(table),
                  assume(renamed), assume(rename_schema("op_rename", "op_renamed")));
}

TEST_CASE("rename: the old name is gone and the new one taken; comments come along") {
  using sterna::fault;
  constexpr auto view = create_view("v", "SELECT 1 AS a");
  CHECK(found_in(drop_view("v"), view, rename_view("v", "w")).what == fault::missing_view);
  CHECK(found_in(drop_view("w"), view, rename_view("v", "w")).what == fault::none);
  CHECK(found_in(create_table("w", column("a", integer)), view, rename_view("v", "w")).what == fault::table_exists);
  CHECK(found_in(rename_view("v", "t"), view, create_table("t", column("a", integer))).what == fault::view_exists);
  CHECK(found_in(rename_type("a", "b"), create_enumeration("a", {"x"}), create_enumeration("b", {"x"})).what ==
        fault::object_exists);
  CHECK(found_in(rename_type("a", "t"), create_enumeration("a", {"x"}), create_table("t", column("a", integer))).what ==
        fault::type_exists);
  CHECK(found_in(rename_schema("a", "b"), create_schema("a"), create_schema("b")).what == fault::schema_exists);
  CHECK(found_in(rename_function("f()", "g"), create_function("f()", "RETURNS int LANGUAGE sql AS 'SELECT 1'"),
                 create_function("g()", "RETURNS int LANGUAGE sql AS 'SELECT 1'")).what == fault::object_exists);
  CHECK(found_in(drop_function("g()"), create_function("f()", "RETURNS int LANGUAGE sql AS 'SELECT 1'"),
                 rename_function("f()", "g")).what == fault::none);
  CHECK(found_in(rename_domain("", "g")).what == fault::empty_name);
  CHECK(found_in(rename_type("a", "b")).word == "rename_type");
  CHECK(found_in(rename_materialized_view("a", "b")).word == "rename_materialized_view");
  CHECK(found_in(drop_table("t").schema("b"), create_schema("a"), create_table("t", column("a", integer)).schema("a"),
                 rename_schema("a", "b")).what == fault::none);
  CHECK(undo_of(rename_view("v", "w")) == "ALTER VIEW w RENAME TO v");
  live_schema db;
  expect_restored(db, drop_view("w"), "CREATE VIEW w AS SELECT 1 AS a;\nCOMMENT ON VIEW w IS 'V';\n"
                  "COMMENT ON COLUMN w.a IS 'A'", view, comment_on_view("v", "V"), comment_on_column("v", "a", "A"),
                  rename_view("v", "w"));
}

TEST_CASE("rename_type: a range type leaves its multirange and its constructors behind; nobody makes it so again") {
  constexpr auto period = create_range_type("period", "SUBTYPE = time");
  CHECK(found_in(drop_range_type("hours"), period, rename_type("period", "hours")).what == sterna::fault::underivable);
  CHECK(found_in(drop_range_type("period"), period).what == sterna::fault::none);
  live_schema db;
  CHECK(db.accepts(sql_of(period)));
  CHECK(db.accepts(sql_of(rename_type("period", "hours"))));
  if (db) {
    CHECK(db.one("SELECT count(*) FROM pg_proc WHERE proname = 'period' AND pronamespace = "
                 "current_schema()::regnamespace") == "2");
  }
}

}  // namespace op_rename_object_test
