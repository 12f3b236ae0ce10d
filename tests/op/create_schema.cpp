// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_create_schema_test {

using namespace sterna::dsl;

static_assert(renders_as(create_schema("s"), "CREATE SCHEMA s"));

TEST_CASE("create_schema, and back; the name is quoted where it must be") {
  live_schema db("foo");
  expect_both(db, create_schema("bar"), "CREATE SCHEMA bar", "DROP SCHEMA bar");
  expect_both(db, create_schema("My Schema"), R"(CREATE SCHEMA "My Schema")", R"(DROP SCHEMA "My Schema")");
}

TEST_CASE("create_schema, if_not_exists; what may have been there before is not undone") {
  live_schema db("foo");
  expect_sql(db, create_schema("foo").if_not_exists(), "CREATE SCHEMA IF NOT EXISTS foo");
  CHECK(undo_of(create_schema("foo").if_not_exists()) == "cannot be derived");
}

TEST_CASE("create_schema: one that is there, and public, which every database has") {
  CHECK(found_in(create_schema("foo"), create_schema("foo")).what == sterna::fault::schema_exists);
  CHECK(found_in(create_schema("public")).what == sterna::fault::schema_exists);
  CHECK(found_in(create_schema("foo").if_not_exists(), create_schema("foo")).what == sterna::fault::none);
  live_schema db("foo");
  if (db) {
    CHECK(db.refusal_of(sql_of(create_schema("public"))).find("already exists") != std::string::npos);
  }
}

}  // namespace op_create_schema_test
