// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_drop_enumeration_test {

using namespace sterna::dsl;

static_assert(renders_as(drop_enumeration("mood"), "DROP TYPE mood"));

TEST_CASE("drop_enumeration; its values are unknown, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TYPE mood AS ENUM ('good')"));
  expect_sql(db, drop_enumeration("mood"), "DROP TYPE mood");
  CHECK(undo_of(drop_enumeration("mood")) == "cannot be derived");
}

TEST_CASE("drop_enumeration: schema, if_exists, cascade, quoting") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TYPE foo."My Mood" AS ENUM ('good'); CREATE TABLE foo.t (m foo."My Mood"))"));
  expect_sql(db, drop_enumeration("My Mood").schema("foo").cascade(), R"(DROP TYPE foo."My Mood" CASCADE)");
  expect_sql(db, drop_enumeration("My Mood").cascade().if_exists().schema("foo"),
             R"(DROP TYPE IF EXISTS foo."My Mood" CASCADE)");
}

TEST_CASE("drop_enumeration: one that the history knows is made again, with the values it had last, in their order") {
  live_schema db;
  expect_restored(db, drop_enumeration("mood"), "CREATE TYPE mood AS ENUM ('best', 'fine', 'good', 'worst')",
                  create_enumeration("mood", {"good"}), add_enumeration_value("mood", "worst"),
                  add_enumeration_value("mood", "best").before("good"),
                  add_enumeration_value("mood", "so-so").after("best"),
                  rename_enumeration_value("mood", "so-so", "fine"));
}

TEST_CASE("drop_enumeration, cascade: the columns of that type come back behind it") {
  live_schema db;
  expect_restored(
      db, drop_enumeration("mood").cascade(),
      "CREATE TYPE mood AS ENUM ('good');\nALTER TABLE t ADD COLUMN m mood DEFAULT 'good' NOT NULL;\n"
      "CREATE INDEX ix ON t (m)",
      create_enumeration("mood", {"good"}),
      create_table("t", column("a", integer), column("m", enumeration("mood"), not_null, server_default("good"))),
      create_index("ix", "t", {"m"}));
}

TEST_CASE("drop_enumeration: not while a column has that type, and not one that is not there") {
  const auto needed = found_in(drop_enumeration("mood"), create_enumeration("mood", {"good"}),
                               create_table("t", column("m", enumeration("mood"))));
  CHECK(needed.what == sterna::fault::still_needed);
  CHECK(needed.owner == "m");
  CHECK(needed.nearest == "t");
  const auto missing = found_in(drop_enumeration("modo"), create_enumeration("mood", {"good"}));
  CHECK(missing.what == sterna::fault::missing_type);
  CHECK(missing.nearest == "mood");
  CHECK(found_in(drop_enumeration("mood").if_exists()).what == sterna::fault::none);
}

TEST_CASE("drop_enumeration, cascade: what names the type only in a text goes too, and nobody knows how to undo that") {
  constexpr auto mood = create_enumeration("mood", {"good"});
  const auto what = [&](const auto& table) { return found_in(drop_enumeration("mood").cascade(), mood, table).what; };
  CHECK(what(create_table("t", column("m", type("mood[]")))) == sterna::fault::underivable);
  CHECK(what(create_table("t", column("m", text), check("m <> 'good'::mood::text"))) == sterna::fault::underivable);
  CHECK(what(create_view("v", "SELECT 'good'::public.mood AS m")) == sterna::fault::underivable);
  CHECK(what(create_table("mood of t", column("mood", text), check("mood <> 'good'::text"))) == sterna::fault::none);
}

TEST_CASE("drop_enumeration, cascade: a default that names the type in a cast goes too, and comes back") {
  live_schema db;
  expect_restored(db, drop_enumeration("mood").cascade(),
                  "CREATE TYPE mood AS ENUM ('good');\nALTER TABLE t ALTER COLUMN m SET DEFAULT 'good'::\"mood\"",
                  create_enumeration("mood", {"good"}),
                  create_table("t", column("m", text, server_default(sql("'good'::\"mood\"")))));
}

}  // namespace op_drop_enumeration_test
