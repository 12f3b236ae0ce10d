// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

namespace op_create_check_constraint_test {

using namespace sterna::dsl;

static_assert(renders_as(create_check_constraint("ck", "t", "a > 0"), "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)"));

TEST_CASE("create_check_constraint, and back") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer, b text)"));
  expect_both(db, create_check_constraint("ck", "t", "a > 0 AND b != ')'"),
              "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0 AND b != ')')", "ALTER TABLE t DROP CONSTRAINT ck");
}

TEST_CASE("037: create_check_constraint, not valid") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.t (a integer); INSERT INTO foo.t VALUES (-1)"));
  expect_both(db, create_check_constraint("ck", "t", "a > 0").not_valid().schema("foo"),
              "ALTER TABLE foo.t ADD CONSTRAINT ck CHECK (a > 0) NOT VALID", "ALTER TABLE foo.t DROP CONSTRAINT ck");
}

TEST_CASE("create_check_constraint quotes the names, and leaves the condition alone") {
  live_schema db;
  CHECK(db.accepts(R"(CREATE TABLE "T" ("A" integer))"));
  expect_both(db, create_check_constraint("Ck", "T", R"("A" > 0)"),
              R"(ALTER TABLE "T" ADD CONSTRAINT "Ck" CHECK ("A" > 0))",
              R"(ALTER TABLE "T" DROP CONSTRAINT "Ck")");
}

TEST_CASE("create_check_constraint without a name: PostgreSQL makes one, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_sql(db, create_check_constraint("", "t", "a > 0"), "ALTER TABLE t ADD CHECK (a > 0)");
  CHECK(undo_of(create_check_constraint("", "t", "a > 0")) == "cannot be derived");
}

}  // namespace op_create_check_constraint_test
