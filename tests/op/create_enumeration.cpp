// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_create_enumeration_test {

using namespace sterna::dsl;

static_assert(renders_as(create_enumeration("mood", {"good", "bad"}), "CREATE TYPE mood AS ENUM ('good', 'bad')"));

TEST_CASE("create_enumeration, and back; values are literals, and quoted as such") {
  live_schema db;
  expect_both(db, create_enumeration("mood", {"sad", "it's", "back\\slash", "two words", ""}),
              R"(CREATE TYPE mood AS ENUM ('sad', 'it''s', E'back\\slash', 'two words', ''))", "DROP TYPE mood");
}

TEST_CASE("create_enumeration in a schema, quoted") {
  live_schema db("foo");
  expect_both(db, create_enumeration("My Mood", {"good"}).schema("foo"),
              R"(CREATE TYPE foo."My Mood" AS ENUM ('good'))", R"(DROP TYPE foo."My Mood")");
}

TEST_CASE("create_enumeration: the type of a column, with a default among its values") {
  constexpr auto mood = create_enumeration("mood", {"good", "bad"});
  live_schema db;
  CHECK(db.accepts(sql_of(mood)));
  expect_both(db, create_table("t", column("m", enumeration("mood"), not_null, server_default("good"))),
              "CREATE TABLE t (\n    m mood DEFAULT 'good' NOT NULL\n)", "DROP TABLE t");
  CHECK(found_in(create_table("t", column("m", enumeration("mood"), server_default("bad"))), mood).what ==
        sterna::fault::none);
  const auto refused = found_in(create_table("t", column("m", enumeration("mood"), server_default("goof"))), mood);
  CHECK(refused.what == sterna::fault::missing_value);
  CHECK(refused.nearest == "good");
  CHECK(found_in(create_table("t", column("m", enumeration("mood")))).what == sterna::fault::missing_type);
}

TEST_CASE("create_enumeration: a type or table of that name is in the way, and a value stands once") {
  CHECK(found_in(create_enumeration("a", {"x"}), create_enumeration("a", {"y"})).what == sterna::fault::type_exists);
  CHECK(found_in(create_enumeration("a", {"x"}), create_table("a")).what == sterna::fault::type_exists);
  CHECK(found_in(create_enumeration("a", {"x", "y", "x"})).what == sterna::fault::value_exists);
  live_schema db;
  if (db) {
    CHECK(db.accepts("CREATE TABLE a ()"));
    CHECK(db.refusal_of(sql_of(create_enumeration("a", {"x"}))).find("already exists") != std::string::npos);
    CHECK_FALSE(db.refusal_of(sql_of(create_enumeration("b", {"x", "y", "x"}))).empty());
  }
}

}  // namespace op_create_enumeration_test
