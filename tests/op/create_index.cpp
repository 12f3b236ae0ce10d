// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_create_index_test {

using namespace sterna::dsl;

static_assert(renders_as(create_index("i", "t", {"a", "b"}), "CREATE INDEX i ON t (a, b)"));

namespace {

constexpr std::string_view locations = "CREATE TABLE locations (id integer, name text, coordinates text, tags jsonb)";

}  // namespace

TEST_CASE("create_index, and back") {
  live_schema db;
  CHECK(db.accepts(locations));
  expect_both(db, create_index("i", "locations", {"name"}), "CREATE INDEX i ON locations (name)", "DROP INDEX i");
  expect_both(db, create_index("i", "locations", {"name", "id"}).unique(),
              "CREATE UNIQUE INDEX i ON locations (name, id)", "DROP INDEX i");
}

TEST_CASE("create_index in a schema: the index has the schema of its table") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.t (a integer)"));
  expect_both(db, create_index("i", "t", {"a"}).schema("foo"), "CREATE INDEX i ON foo.t (a)", "DROP INDEX foo.i");
}

TEST_CASE("045: create_index quotes every name") {
  live_schema db;
  CHECK(db.accepts(R"(CREATE TABLE "Order" ("user" integer, "a b" integer))"));
  expect_both(db, create_index("ix Order", "Order", {"user"}).include({"a b"}),
              R"(CREATE INDEX "ix Order" ON "Order" ("user") INCLUDE ("a b"))", R"(DROP INDEX "ix Order")");
}

TEST_CASE("030: create_index where") {
  live_schema db;
  CHECK(db.accepts(locations));
  expect_both(db, create_index("i", "locations", {"coordinates"}).where("coordinates != 'x;y'"),
              "CREATE INDEX i ON locations (coordinates) WHERE coordinates != 'x;y'", "DROP INDEX i");
}

TEST_CASE("031: create_index of an expression, in parentheses") {
  live_schema db;
  CHECK(db.accepts(locations));
  expect_both(db, create_index("i", "locations", {sql("lower(coordinates)"), "id"}),
              "CREATE INDEX i ON locations ((lower(coordinates)), id)", "DROP INDEX i");
  expect_both(db, create_index("i", "locations", {desc(sql("lower(name)")).nulls_last()}),
              "CREATE INDEX i ON locations ((lower(name)) DESC NULLS LAST)", "DROP INDEX i");
}

TEST_CASE("032: create_index: CONCURRENTLY, IF NOT EXISTS after it; outside a transaction, and so its reverse") {
  live_schema db;
  CHECK(db.accepts(locations));
  constexpr auto word = create_index("i", "locations", {"id"}).concurrently();
  static_assert(sterna::decoded(word.view()).view().operations[0].outside_transaction);
  expect_both(db, word, "CREATE INDEX CONCURRENTLY i ON locations (id)", "DROP INDEX CONCURRENTLY i");
  CHECK(derived_from(word.view()).ops.view().operations[0].outside_transaction);
  expect_sql(db, create_index("i", "locations", {"id"}).if_not_exists().concurrently().unique(),
             "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON locations (id)");
  constexpr auto perhaps = create_index("i", "locations", {"id"}).if_not_exists();
  expect_sql(db, perhaps, "CREATE INDEX IF NOT EXISTS i ON locations (id)");
  CHECK(undo_of(perhaps) == "cannot be derived");
}

TEST_CASE("033: create_index include; without it no clause") {
  live_schema db;
  CHECK(db.accepts(locations));
  expect_both(db, create_index("i", "locations", {"id"}).include({"name", "coordinates"}),
              "CREATE INDEX i ON locations (id) INCLUDE (name, coordinates)", "DROP INDEX i");
  expect_both(db, create_index("i", "locations", {"id"}).unique().include({"name"}).where("id > 0"),
              "CREATE UNIQUE INDEX i ON locations (id) INCLUDE (name) WHERE id > 0", "DROP INDEX i");
}

TEST_CASE("034: create_index: operator class, method and predicate, in the order of the grammar") {
  live_schema db;
  CHECK(db.accepts(locations));
  expect_both(db, create_index("i", "locations", {key("tags").ops("jsonb_path_ops")}).where("id > 0").using_("gin"),
              "CREATE INDEX i ON locations USING gin (tags jsonb_path_ops) WHERE id > 0", "DROP INDEX i");
  expect_both(db, create_index("i", "locations", {desc(key("name").collate("C").ops("text_pattern_ops")).nulls_last()}),
              R"(CREATE INDEX i ON locations (name COLLATE "C" text_pattern_ops DESC NULLS LAST))", "DROP INDEX i");
  expect_both(db, create_index("i", "locations", {"id"}).using_("hash"), "CREATE INDEX i ON locations USING hash (id)",
              "DROP INDEX i");
}

TEST_CASE("036: create_index: direction and place of the nulls, as they are said") {
  live_schema db;
  CHECK(db.accepts(locations));
  expect_both(db,
              create_index("i", "locations", {desc("id").nulls_last(), asc("name").nulls_first(), desc("coordinates")}),
              "CREATE INDEX i ON locations (id DESC NULLS LAST, name ASC NULLS FIRST, coordinates DESC)",
              "DROP INDEX i");
  expect_both(db, create_index("i", "locations", {key("id").nulls_first()}),
              "CREATE INDEX i ON locations (id NULLS FIRST)", "DROP INDEX i");
}

TEST_CASE("create_index concurrently, cut off: done, run, or broken and to be cleaned") {
  live_schema db;
  if (!db) return;
  CHECK(db.accepts("CREATE TABLE t (a integer); INSERT INTO t VALUES (1), (1)"));
  constexpr auto word = create_index("It's", "t", {"a"}).unique().concurrently();
  const sterna::script_builder made = sterna::decoded(word.view());
  const sterna::operation& op = made.view().operations[0];
  sterna::sql_writer question;
  sterna::verb_of(op).resume(op, question);
  sterna::sql_writer broom;
  sterna::verb_of(op).clean(op, broom);
  CHECK(broom.text() == R"(DROP INDEX CONCURRENTLY IF EXISTS "It's")");
  CHECK(db.one(question.text()) == "run");
  CHECK(db.refusal_of(sql_of(word)).find("could not create unique index") != std::string::npos);
  CHECK(db.one(question.text()) == "broken");
  CHECK(db.accepts(broom.text()));
  CHECK(db.one(question.text()) == "run");
  CHECK(db.accepts("DELETE FROM t"));
  CHECK(db.accepts(sql_of(word)));
  CHECK(db.one(question.text()) == "done");
}

TEST_CASE("create_index with all that it can say, in the order of the grammar, and back") {
  live_schema db;
  expect_restored(db, drop_index("ix"),
                  "CREATE UNIQUE INDEX ix ON t (a) INCLUDE (b) NULLS NOT DISTINCT WITH (fillfactor = 70, "
                  "deduplicate_items = false) TABLESPACE pg_default WHERE b > 0",
                  create_table("t", column("a", integer), column("b", integer)),
                  create_index("ix", "t", {"a"})
                      .where("b > 0")
                      .tablespace("pg_default")
                      .with("fillfactor", 70)
                      .with("deduplicate_items", false)
                      .nulls_not_distinct()
                      .include({"b"})
                      .unique());
  expect_sql(db, create_index("iy", "t", {"a"}).only(), "CREATE INDEX iy ON ONLY t (a)");
  expect_sql(db, create_index("iz", "t", {sql("to_tsvector('simple', 'x')"), key("a").ops("int4_ops")}).using_("btree"),
             "CREATE INDEX iz ON t USING btree ((to_tsvector('simple', 'x')), a int4_ops)");
}

}  // namespace op_create_index_test
