// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_comment_on_test {

using namespace sterna::dsl;

constexpr auto home = assume(schema("op_comment"));

static_assert(renders_as(comment_on_function("f(a integer)", "it's"), "COMMENT ON FUNCTION f(a integer) IS 'it''s'"));
static_assert(renders_as(comment_on_type("mood", {}).schema("foo"), "COMMENT ON TYPE foo.mood IS NULL"));

// those that the server is asked about in tests/history/round_trip/kinds.hpp
static_assert(renders_as(comment_on_cast("(text AS mood)", "x"), "COMMENT ON CAST (text AS mood) IS 'x'"));
static_assert(renders_as(comment_on_event_trigger("e", "x"), "COMMENT ON EVENT TRIGGER e IS 'x'"));
static_assert(renders_as(comment_on_extension("e", "it's"), "COMMENT ON EXTENSION e IS 'it''s'"));
static_assert(renders_as(comment_on_language("l", "x"), "COMMENT ON LANGUAGE l IS 'x'"));
static_assert(renders_as(comment_on_foreign_table("f", "x").schema("s"), "COMMENT ON FOREIGN TABLE s.f IS 'x'"));
static_assert(renders_as(comment_on_operator("===(integer, text)", "x").schema("s"),
                         "COMMENT ON OPERATOR s.=== (integer, text) IS 'x'"));
static_assert(renders_as(comment_on_operator_class("c", "btree", "x"),
                         "COMMENT ON OPERATOR CLASS c USING btree IS 'x'"));
static_assert(renders_as(comment_on_statistics("st", ""), "COMMENT ON STATISTICS st IS NULL"));
static_assert(renders_as(comment_on_text_search_configuration("c", "x"),
                         "COMMENT ON TEXT SEARCH CONFIGURATION c IS 'x'"));

TEST_CASE("comment_on: schemas, types, views, functions and their kin, there and back") {
  live_schema db("op_comment");
  expect_restored(db, comment_on_schema("op_comment", "a place"), "COMMENT ON SCHEMA op_comment IS NULL", home);
  expect_restored(db, comment_on_type("mood", "how one feels").schema("op_comment"),
                  "COMMENT ON TYPE op_comment.mood IS NULL", home,
                  create_enumeration("mood", {"sad", "ok"}).schema("op_comment"));
  expect_restored(db, comment_on_type("pair", "two").schema("op_comment"), "COMMENT ON TYPE op_comment.pair IS NULL",
                  home, create_composite_type("pair", "a integer, b text").schema("op_comment"));
  expect_restored(db, comment_on_domain("email", "an address").schema("op_comment"),
                  "COMMENT ON DOMAIN op_comment.email IS NULL", home,
                  create_domain("email", "text").schema("op_comment"));
  expect_restored(db, comment_on_view("v", "one").schema("op_comment"), "COMMENT ON VIEW op_comment.v IS NULL", home,
                  create_view("v", "SELECT 1 AS a").schema("op_comment"));
  expect_restored(db, comment_on_materialized_view("m", "one").schema("op_comment"),
                  "COMMENT ON MATERIALIZED VIEW op_comment.m IS NULL", home,
                  create_materialized_view("m", "SELECT 1 AS a").schema("op_comment"));
  expect_restored(db, comment_on_sequence("s", "numbers").schema("op_comment"),
                  "COMMENT ON SEQUENCE op_comment.s IS NULL", home, create_sequence("s").schema("op_comment"));
  expect_restored(db, comment_on_procedure("p()", "does").schema("op_comment"),
                  "COMMENT ON PROCEDURE op_comment.p() IS NULL", home,
                  create_procedure("p()", "LANGUAGE sql AS ''").schema("op_comment"));
  expect_restored(db, comment_on_aggregate("g(integer)", "sums").schema("op_comment"),
                  "COMMENT ON AGGREGATE op_comment.g(integer) IS NULL", home,
                  create_aggregate("g(integer)", "SFUNC = int4pl, STYPE = integer").schema("op_comment"));
  expect_restored(db, comment_on_collation("c", "by bytes").schema("op_comment"),
                  "COMMENT ON COLLATION op_comment.c IS NULL", home,
                  create_collation("c", "FROM \"C\"").schema("op_comment"));
  expect_restored(db, comment_on_text_search_dictionary("d", "words").schema("op_comment"),
                  "COMMENT ON TEXT SEARCH DICTIONARY op_comment.d IS NULL", home,
                  create_text_search_dictionary("d", "TEMPLATE = simple").schema("op_comment"));
  expect_restored(db, comment_on_operator_family("of", "hash", "family").schema("op_comment"),
                  "COMMENT ON OPERATOR FAMILY op_comment.of USING hash IS NULL", home,
                  create_operator_family("of", "hash").schema("op_comment"));
  expect_restored(db, comment_on_publication("op_comment_pub", "to others"),
                  "COMMENT ON PUBLICATION op_comment_pub IS NULL", create_publication("op_comment_pub"));
  expect_restored(db, comment_on_foreign_data_wrapper("op_comment_w", "afar"),
                  "COMMENT ON FOREIGN DATA WRAPPER op_comment_w IS NULL", create_foreign_data_wrapper("op_comment_w"));
  expect_restored(db, comment_on_server("op_comment_s", "there"), "COMMENT ON SERVER op_comment_s IS NULL",
                  assume(create_foreign_data_wrapper("op_comment_w")),
                  create_server("op_comment_s", "FOREIGN DATA WRAPPER op_comment_w"));
}

TEST_CASE("comment_on: the comment before comes back") {
  live_schema db("op_comment");
  constexpr auto function =
      create_function("f(a integer)", "RETURNS integer LANGUAGE sql AS 'SELECT a'").schema("op_comment");
  constexpr auto said = comment_on_function("f(integer)", "once").schema("op_comment");
  expect_restored(db, comment_on_function("f(integer)", "twice").schema("op_comment"),
                  "COMMENT ON FUNCTION op_comment.f(integer) IS 'once'", home, function, said);
  CHECK(db.accepts("DROP FUNCTION op_comment.f(integer)"));
  expect_restored(db, comment_on_function("f(integer)", {}).schema("op_comment"),
                  "COMMENT ON FUNCTION op_comment.f(integer) IS 'once'", home, function, said);
}

TEST_CASE("comment_on: what is of a table") {
  live_schema db("op_comment");
  constexpr auto table = create_table("t", column("id", integer, primary_key, no_identity),
                                      column("a", text, comment("A")), check("id > 0").named("ck"))
                             .schema("op_comment");
  constexpr auto policy = create_policy("p", "t", "USING (true)").schema("op_comment");
  constexpr auto rule = create_rule("r", "t", "DELETE", "DO INSTEAD NOTHING").schema("op_comment");
  constexpr auto trigger =
      create_trigger("g", "t", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()")
          .schema("op_comment");
  expect_restored(db, comment_on_column("t", "a", "B").schema("op_comment"),
                  "COMMENT ON COLUMN op_comment.t.a IS 'A'", home, table);
  expect_restored(db, comment_on_column("t", "id", "number").schema("op_comment"),
                  "COMMENT ON COLUMN op_comment.t.id IS NULL", home, assume(table));
  expect_restored(db, comment_on_constraint("ck", "t", "positive").schema("op_comment"),
                  "COMMENT ON CONSTRAINT ck ON op_comment.t IS NULL", home, assume(table));
  expect_restored(db, comment_on_index("t_pkey", "the key").schema("op_comment"),
                  "COMMENT ON INDEX op_comment.t_pkey IS NULL", home, assume(table));
  expect_restored(db, comment_on_policy("p", "t", "all").schema("op_comment"),
                  "COMMENT ON POLICY p ON op_comment.t IS NULL", home, assume(table), policy);
  expect_restored(db, comment_on_rule("r", "t", "none").schema("op_comment"),
                  "COMMENT ON RULE r ON op_comment.t IS NULL", home, assume(table), rule);
  expect_restored(db, comment_on_trigger("g", "t", "saves").schema("op_comment"),
                  "COMMENT ON TRIGGER g ON op_comment.t IS NULL", home, assume(table), trigger);
}

TEST_CASE("comment_on: columns of a view and of a composite type") {
  live_schema db("op_comment");
  constexpr auto view = create_view("v", "SELECT 1 AS a, 2 AS b").schema("op_comment");
  constexpr auto type = create_composite_type("pair", "a integer").schema("op_comment");
  expect_restored(db, comment_on_column("v", "a", "one").schema("op_comment"),
                  "COMMENT ON COLUMN op_comment.v.a IS NULL", home, view);
  expect_restored(db, comment_on_column("v", "a", "two").schema("op_comment"),
                  "COMMENT ON COLUMN op_comment.v.a IS 'one'", home, assume(view),
                  comment_on_column("v", "a", "one").schema("op_comment"));
  expect_restored(db, comment_on_column("v", "a", {}).schema("op_comment"),
                  "COMMENT ON COLUMN op_comment.v.a IS 'one'", home, assume(view),
                  comment_on_column("v", "a", "one").schema("op_comment"));
  expect_restored(db, comment_on_column("pair", "a", "one").schema("op_comment"),
                  "COMMENT ON COLUMN op_comment.pair.a IS NULL", home, type);
}

TEST_CASE("comment_on: what is dropped comes back with its comments") {
  live_schema db("op_comment");
  constexpr auto view = create_view("v", "SELECT 1 AS a").schema("op_comment");
  expect_restored(db, drop_view("v").schema("op_comment"),
                  "CREATE VIEW op_comment.v AS SELECT 1 AS a;\nCOMMENT ON VIEW op_comment.v IS 'V';\n"
                  "COMMENT ON COLUMN op_comment.v.a IS 'A'",
                  home, view, comment_on_view("v", "V").schema("op_comment"),
                  comment_on_column("v", "a", "A").schema("op_comment"));
  constexpr auto table = create_table("t", column("id", integer, primary_key, no_identity), check("id > 0").named("ck"))
                             .schema("op_comment");
  expect_restored(db, drop_table("t").schema("op_comment"),
                  "CREATE TABLE op_comment.t (\n    id integer NOT NULL,\n    CONSTRAINT t_pkey PRIMARY KEY (id),\n"
                  "    CONSTRAINT ck CHECK (id > 0)\n);\nCREATE POLICY p ON op_comment.t;\n"
                  "COMMENT ON POLICY p ON op_comment.t IS 'P';\n"
                  "COMMENT ON INDEX op_comment.t_pkey IS 'I';\nCOMMENT ON CONSTRAINT ck ON op_comment.t IS 'C'",
                  home, table, create_policy("p", "t").schema("op_comment"),
                  comment_on_index("t_pkey", "I").schema("op_comment"),
                  comment_on_constraint("ck", "t", "C").schema("op_comment"),
                  comment_on_policy("p", "t", "P").schema("op_comment"));
}

TEST_CASE("comment_on: a trigger or policy that is made anew has lost its comment") {
  live_schema db("op_comment");
  constexpr auto table = create_table("t", column("a", integer)).schema("op_comment");
  expect_restored(db, replace_policy("p", "t", "USING (a > 0)").schema("op_comment"),
                  "DROP POLICY p ON op_comment.t;\nCREATE POLICY p ON op_comment.t USING (true);\n"
                  "COMMENT ON POLICY p ON op_comment.t IS 'P'",
                  home, table, create_policy("p", "t", "USING (true)").schema("op_comment"),
                  comment_on_policy("p", "t", "P").schema("op_comment"));
}

TEST_CASE("comment_on: faults") {
  using sterna::fault;
  CHECK(found_in(comment_on_schema("s", "x")).what == fault::missing_schema);
  CHECK(found_in(comment_on_type("m", "x")).what == fault::missing_type);
  CHECK(found_in(comment_on_view("v", "x")).what == fault::missing_view);
  CHECK(found_in(comment_on_function("f()", "x")).what == fault::missing_object);
  CHECK(found_in(comment_on_column("t", "a", "x"), create_table("t", column("b", integer))).what ==
        fault::missing_column);
  CHECK(found_in(comment_on_constraint("ck", "t", "x"), create_table("t", column("b", integer))).what ==
        fault::missing_constraint);
  CHECK(found_in(comment_on_view("", "x")).what == fault::empty_name);
  CHECK(found_in(comment_on_function("f()", "x")).word == "comment_on_function");
  CHECK(undo_of(comment_on_view("v", "x")) == "cannot be derived");
}

TEST_CASE("comment_on_extension: what the extension says of itself, nobody knows") {
  constexpr auto made =
      migration("a", "one").upgrade(create_extension("e"), comment_on_extension("e", "in its migration"));
  constexpr auto plain = migration("a", "one").upgrade(create_extension("e"));
  constexpr auto next = migration("b", "two").revises("a").upgrade(comment_on_extension("e", "x"));
  const sterna::revision known[] = {made.view(), next.view()};
  CHECK(sterna::check(sterna::history_view(known)).what == sterna::fault::none);
  const sterna::revision unknown[] = {plain.view(), next.view()};
  CHECK(sterna::check(sterna::history_view(unknown)).what == sterna::fault::underivable);
}

}  // namespace op_comment_on_test
