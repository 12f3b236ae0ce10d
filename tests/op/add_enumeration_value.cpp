// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_add_enumeration_value_test {

using namespace sterna::dsl;

static_assert(renders_as(add_enumeration_value("mood", "bad"), "ALTER TYPE mood ADD VALUE 'bad'"));

TEST_CASE("add_enumeration_value; PostgreSQL cannot take it out again, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TYPE mood AS ENUM ('good')"));
  expect_sql(db, add_enumeration_value("mood", "it's"), "ALTER TYPE mood ADD VALUE 'it''s'");
  CHECK(undo_of(add_enumeration_value("mood", "bad")) == "cannot be derived");
  CHECK(found_in(add_enumeration_value("mood", "bad"), create_enumeration("mood", {"good"})).what ==
        sterna::fault::underivable);
}

TEST_CASE("add_enumeration_value: before and after another one, if_not_exists, in the order of the grammar") {
  live_schema db;
  CHECK(db.accepts("CREATE TYPE mood AS ENUM ('good')"));
  expect_sql(db, add_enumeration_value("mood", "bad").before("good"), "ALTER TYPE mood ADD VALUE 'bad' BEFORE 'good'");
  expect_sql(db, add_enumeration_value("mood", "fine").after("bad"), "ALTER TYPE mood ADD VALUE 'fine' AFTER 'bad'");
  expect_sql(db, add_enumeration_value("mood", "fine").after("good").if_not_exists(),
             "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'fine' AFTER 'good'");
  if (db) {
    CHECK(db.one("SELECT string_agg(enumlabel, ' ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = "
                 "'mood'::regtype") == "bad fine good");
  }
}

TEST_CASE("add_enumeration_value in a schema, quoted; inside a transaction too") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TYPE foo."My Mood" AS ENUM ('good'))"));
  expect_sql(db, add_enumeration_value("My Mood", "bad").schema("foo"), R"(ALTER TYPE foo."My Mood" ADD VALUE 'bad')");
}

TEST_CASE("add_enumeration_value: the value is known afterwards; not twice, and not beside one that is not there") {
  constexpr auto mood = create_enumeration("mood", {"good"});
  CHECK(found_in(alter_column("t", "m", server_default("bad")), mood, add_enumeration_value("mood", "bad"),
                 create_table("t", column("m", enumeration("mood"))))
            .what == sterna::fault::none);
  CHECK(found_in(add_enumeration_value("mood", "good"), mood).what == sterna::fault::value_exists);
  CHECK(found_in(add_enumeration_value("mood", "good").if_not_exists(), mood).what == sterna::fault::none);
  CHECK(found_in(add_enumeration_value("mood", "bad").after("goof"), mood).what == sterna::fault::missing_value);
  CHECK(found_in(add_enumeration_value("mood", "bad")).what == sterna::fault::missing_type);
}

}  // namespace op_add_enumeration_value_test
