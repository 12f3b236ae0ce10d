// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_rename_enumeration_value_test {

using namespace sterna::dsl;

static_assert(renders_as(rename_enumeration_value("mood", "good", "fine"),
                         "ALTER TYPE mood RENAME VALUE 'good' TO 'fine'"));

TEST_CASE("rename_enumeration_value, and back; both are literals") {
  live_schema db;
  CHECK(db.accepts("CREATE TYPE mood AS ENUM ('it''s good')"));
  expect_both(db, rename_enumeration_value("mood", "it's good", "Fine \\o/"),
              R"(ALTER TYPE mood RENAME VALUE 'it''s good' TO E'Fine \\o/')",
              R"(ALTER TYPE mood RENAME VALUE E'Fine \\o/' TO 'it''s good')");
}

TEST_CASE("rename_enumeration_value in a schema, quoted") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TYPE foo."My Mood" AS ENUM ('good'))"));
  expect_both(db, rename_enumeration_value("My Mood", "good", "fine").schema("foo"),
              R"(ALTER TYPE foo."My Mood" RENAME VALUE 'good' TO 'fine')",
              R"(ALTER TYPE foo."My Mood" RENAME VALUE 'fine' TO 'good')");
}

TEST_CASE("rename_enumeration_value: the value keeps its place, and the enumeration is restored") {
  live_schema db;
  expect_restored(db, rename_enumeration_value("mood", "b", "d"), "ALTER TYPE mood RENAME VALUE 'd' TO 'b'",
                  create_enumeration("mood", {"a", "b", "c"}));
}

TEST_CASE("rename_enumeration_value: from a value that is there, to one that is not") {
  constexpr auto mood = create_enumeration("mood", {"good", "bad"});
  const auto missing = found_in(rename_enumeration_value("mood", "goof", "fine"), mood);
  CHECK(missing.what == sterna::fault::missing_value);
  CHECK(missing.nearest == "good");
  CHECK(found_in(rename_enumeration_value("mood", "good", "bad"), mood).what == sterna::fault::value_exists);
  CHECK(found_in(rename_enumeration_value("mood", "good", "bad")).what == sterna::fault::missing_type);
}

TEST_CASE(
    "rename_enumeration_value: what says the value in a text follows in PostgreSQL, and its text is known no more") {
  constexpr auto mood = create_enumeration("mood", {"good", "bad"});
  constexpr auto renamed = rename_enumeration_value("mood", "good", "fine");
  const auto what = [&](const auto& undone, const auto& before) {
    return found_in(undone, mood, before, renamed).what;
  };
  CHECK(what(drop_table("t"), create_table("t", column("m", array(enumeration("mood")),
                                                       server_default("{good,bad}")))) == sterna::fault::underivable);
  CHECK(what(drop_table("t"), create_table("t", column("m", enumeration("mood")), check("m <> 'good'"))) ==
        sterna::fault::underivable);
  CHECK(what(drop_view("v"), create_view("v", "SELECT 'good'::mood AS m")) == sterna::fault::underivable);
  CHECK(what(drop_table("t"), create_table("t", column("m", enumeration("mood"), server_default("good")))) ==
        sterna::fault::none);
  CHECK(what(drop_table("t"), create_table("t", column("m", enumeration("mood")), check("m <> 'bad'"))) ==
        sterna::fault::none);
  CHECK(what(drop_table("t"), create_table("t", column("m", text), check("m <> 'good'"))) == sterna::fault::none);
}

}  // namespace op_rename_enumeration_value_test
