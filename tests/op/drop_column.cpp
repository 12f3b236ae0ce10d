// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_drop_column_test {

using namespace sterna::dsl;

static_assert(renders_as(drop_column("t", "a"), "ALTER TABLE t DROP COLUMN a"));

TEST_CASE("drop_column; its type is unknown, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_sql(db, drop_column("t", "a"), "ALTER TABLE t DROP COLUMN a");
  CHECK(undo_of(drop_column("t", "a")) == "cannot be derived");
}

TEST_CASE("020: drop_column, if_exists") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_sql(db, drop_column("t", "b").if_exists(), "ALTER TABLE t DROP COLUMN IF EXISTS b");
}

TEST_CASE("drop_column: schema, cascade") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.t (a integer); CREATE VIEW foo.v AS SELECT a FROM foo.t"));
  expect_sql(db, drop_column("t", "a").schema("foo").cascade(), "ALTER TABLE foo.t DROP COLUMN a CASCADE");
  expect_sql(db, drop_column("t", "a").cascade().if_exists().schema("foo"),
             "ALTER TABLE foo.t DROP COLUMN IF EXISTS a CASCADE");
}

TEST_CASE("drop_column quotes both names") {
  live_schema db;
  CHECK(db.accepts(R"(CREATE TABLE "user" ("createdAt" date))"));
  expect_sql(db, drop_column("user", "createdAt"), R"(ALTER TABLE "user" DROP COLUMN "createdAt")");
}

TEST_CASE("drop_column: a column that the history knows comes back with its keys, checks, indexes and comment") {
  constexpr auto table = create_table(
      "t", column("a", integer),
      column("b", string(10), not_null, server_default("x"), comment("b"), unique, constraint("ck", check("b <> ''"))),
      constraint("pair", unique("a", "b")), constraint("ck_both", check("a > 0 OR b = 'x'")));
  live_schema db;
  expect_restored(db, drop_column("t", "b"),
                  "ALTER TABLE t ADD COLUMN b varchar(10) DEFAULT 'x' NOT NULL;\nCOMMENT ON COLUMN t.b IS 'b';\n"
                  "ALTER TABLE t ADD CONSTRAINT ck CHECK (b <> '');\n"
                  "ALTER TABLE t ADD CONSTRAINT ck_both CHECK (a > 0 OR b = 'x');\n"
                  "ALTER TABLE t ADD CONSTRAINT t_b_key UNIQUE (b);\n"
                  "ALTER TABLE t ADD CONSTRAINT pair UNIQUE (a, b);\n"
                  "CREATE INDEX ix ON t ((lower(b)), a)",
                  table, create_index("ix", "t", {sql("lower(b)"), "a"}));
}

TEST_CASE("drop_column: an identity, a serial, a primary key, a foreign key") {
  live_schema db;
  expect_restored(db, drop_column("t", "a"),
                  "ALTER TABLE t ADD COLUMN a bigint GENERATED ALWAYS AS IDENTITY NOT NULL;\n"
                  "ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (a)",
                  create_table("t", column("a", big_integer, identity.always(), primary_key), column("b", serial)));
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, drop_column("t", "b"), "ALTER TABLE t ADD COLUMN b serial NOT NULL",
                  create_table("t", column("a", integer), column("b", serial)));
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, drop_column("t", "b"),
                  "ALTER TABLE t ADD COLUMN b integer;\n"
                  "ALTER TABLE t ADD CONSTRAINT t_b_fkey FOREIGN KEY (b) REFERENCES p (id) ON UPDATE CASCADE",
                  create_table("p", column("id", integer, primary_key)),
                  create_table("t", column("b", integer, references("p", "id", on_update(cascade)))));
}

TEST_CASE("drop_column, cascade: what was generated from it, and the views, come back behind it") {
  live_schema db;
  expect_restored(db, drop_column("t", "a").cascade(),
                  "ALTER TABLE t ADD COLUMN a integer;\n"
                  "ALTER TABLE t ADD COLUMN b integer GENERATED ALWAYS AS (a * 2) STORED;\n"
                  "CREATE VIEW v AS SELECT a FROM t",
                  create_table("t", column("a", integer), column("b", integer, generated("a * 2")), column("c", text)),
                  create_view("v", "SELECT a FROM t"));
}

TEST_CASE("drop_column: a key that only includes the column goes with it") {
  const auto found = found_in(drop_constraint("q", "t"), create_table("t", column("a", integer), column("c", integer)),
                              create_index("q", "t", {"a"}).unique().include({"c"}),
                              create_primary_key("q", "t", {"a"}).using_index("q"), drop_column("t", "c"));
  CHECK(found.what == sterna::fault::missing_constraint);
}

}  // namespace op_drop_column_test
