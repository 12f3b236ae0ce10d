// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_create_primary_key_test {

using namespace sterna::dsl;

static_assert(renders_as(create_primary_key("pk", "t", {"a", "b"}),
                         "ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (a, b)"));

TEST_CASE("create_primary_key, and back") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer, b integer)"));
  expect_both(db, create_primary_key("pk_t", "t", {"a", "b"}), "ALTER TABLE t ADD CONSTRAINT pk_t PRIMARY KEY (a, b)",
              "ALTER TABLE t DROP CONSTRAINT pk_t");
}

TEST_CASE("create_primary_key in a schema, quoted") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TABLE foo."Order" ("user" integer))"));
  expect_both(db, create_primary_key("Pk", "Order", {"user"}).schema("foo"),
              R"(ALTER TABLE foo."Order" ADD CONSTRAINT "Pk" PRIMARY KEY ("user"))",
              R"(ALTER TABLE foo."Order" DROP CONSTRAINT "Pk")");
}

TEST_CASE("create_primary_key without a name: PostgreSQL makes one, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_sql(db, create_primary_key("", "t", {"a"}), "ALTER TABLE t ADD PRIMARY KEY (a)");
  CHECK(undo_of(create_primary_key("", "t", {"a"})) == "cannot be derived");
}

TEST_CASE("create_primary_key, using_index: the index takes the constraint's name; both go together") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer NOT NULL); CREATE UNIQUE INDEX ix ON t (a)"));
  expect_both(db, create_primary_key("Pk", "t", {"a"}).using_index("ix"),
              R"(ALTER TABLE t ADD CONSTRAINT "Pk" PRIMARY KEY USING INDEX ix)",
              R"(ALTER TABLE t DROP CONSTRAINT "Pk")");
}

}  // namespace op_create_primary_key_test
