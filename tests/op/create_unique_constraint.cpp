// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_create_unique_constraint_test {

using namespace sterna::dsl;

static_assert(renders_as(create_unique_constraint("uq", "t", {"a"}), "ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a)"));

TEST_CASE("create_unique_constraint, and back") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer, b integer)"));
  expect_both(db, create_unique_constraint("uq_t", "t", {"a", "b"}), "ALTER TABLE t ADD CONSTRAINT uq_t UNIQUE (a, b)",
              "ALTER TABLE t DROP CONSTRAINT uq_t");
}

TEST_CASE("create_unique_constraint in a schema, quoted") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TABLE foo."T" ("a b" integer))"));
  expect_both(db, create_unique_constraint("1st", "T", {"a b"}).schema("foo"),
              R"(ALTER TABLE foo."T" ADD CONSTRAINT "1st" UNIQUE ("a b"))",
              R"(ALTER TABLE foo."T" DROP CONSTRAINT "1st")");
}

TEST_CASE("create_unique_constraint without a name: PostgreSQL makes one, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_sql(db, create_unique_constraint("", "t", {"a"}), "ALTER TABLE t ADD UNIQUE (a)");
  CHECK(undo_of(create_unique_constraint("", "t", {"a"})) == "cannot be derived");
}

TEST_CASE("create_unique_constraint, using_index: the index takes the constraint's name; both go together") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer); CREATE UNIQUE INDEX ix ON t (a)"));
  expect_both(db, create_unique_constraint("Uq", "t", {"a"}).using_index("ix"),
              R"(ALTER TABLE t ADD CONSTRAINT "Uq" UNIQUE USING INDEX ix)", R"(ALTER TABLE t DROP CONSTRAINT "Uq")");
}

TEST_CASE("create_unique_constraint with all that it can say") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer, b integer, c integer)"));
  expect_both(db, create_unique_constraint("uq", "t", {"a"}).nulls_not_distinct().include({"b", "c"}).deferrable(),
              "ALTER TABLE t ADD CONSTRAINT uq UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b, c) DEFERRABLE",
              "ALTER TABLE t DROP CONSTRAINT uq");
  expect_both(db, create_unique_constraint("uq", "t", {"a"}).initially_deferred(),
              "ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a) DEFERRABLE INITIALLY DEFERRED",
              "ALTER TABLE t DROP CONSTRAINT uq");
}

}  // namespace op_create_unique_constraint_test
