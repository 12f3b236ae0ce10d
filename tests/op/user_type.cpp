// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_user_type_test {

using namespace sterna::dsl;
using sterna::fault;

namespace {

constexpr auto email = create_domain("email", "text CONSTRAINT at CHECK (VALUE LIKE '%@%')");
constexpr auto pair = create_composite_type("pair", "a integer, b text");
constexpr auto period = create_range_type("period", "SUBTYPE = date");
constexpr auto here = create_table("t", column("e", named_type("email")), column("p", array(named_type("pair"))),
                                   column("r", named_type("period")));

}  // namespace

TEST_CASE("create_domain, create_composite_type, create_range_type, and back") {
  live_schema db("foo");
  expect_both(db, email, "CREATE DOMAIN email AS text CONSTRAINT at CHECK (VALUE LIKE '%@%')", "DROP DOMAIN email");
  expect_both(db, pair, "CREATE TYPE pair AS (a integer, b text)", "DROP TYPE pair");
  expect_both(db, period, "CREATE TYPE period AS RANGE (SUBTYPE = date)", "DROP TYPE period");
  expect_both(db, create_domain("My D", "integer NOT NULL DEFAULT 3").schema("foo"),
              "CREATE DOMAIN foo.\"My D\" AS integer NOT NULL DEFAULT 3", "DROP DOMAIN foo.\"My D\"");
  expect_restored(db, drop_domain("email"), sql_of(email), email);
  expect_restored(db, drop_composite_type("pair"), sql_of(pair), pair);
  expect_restored(db, drop_range_type("period"), sql_of(period), period);
}

TEST_CASE("columns are of these types, and keep them; CASCADE takes the columns along") {
  CHECK(found_in(here, email, pair).what == fault::missing_type);
  CHECK(found_in(here, email, pair, period).what == fault::none);
  CHECK(found_in(drop_domain("email"), email, pair, period, here).what == fault::still_needed);
  CHECK(found_in(drop_composite_type("pair"), email, pair, period, here).what == fault::still_needed);
  CHECK(found_in(add_column("u", column("e", named_type("email"), server_default("not one"))), email, create_table("u"))
            .what == fault::none);
  live_schema db;
  expect_restored(db, drop_range_type("period").cascade(), sql_of(period) + ";\nALTER TABLE t ADD COLUMN r period",
                  email, pair, period, here);
  if (db) {
    CHECK_FALSE(db.refusal_of("DROP DOMAIN email").empty());
    CHECK_FALSE(db.refusal_of("DROP TYPE pair").empty());
  }
}

TEST_CASE("types share their names with each other and with tables, and may be made of each other") {
  CHECK(found_in(email, create_enumeration("email", {"x"})).what == fault::object_exists);
  CHECK(found_in(create_enumeration("email", {"x"}), email).what == fault::type_exists);
  CHECK(found_in(email, create_table("email")).what == fault::object_exists);
  CHECK(found_in(create_table("email"), email).what == fault::table_exists);
  CHECK(found_in(add_enumeration_value("email", "x"), email).what != fault::none);
  CHECK(found_in(drop_enumeration("email"), email).what != fault::none);
  CHECK(found_in(drop_domain("email"), create_enumeration("email", {"x"})).what == fault::wrong_kind);
  CHECK(found_in(drop_domain("emial"), email).nearest == "email");
  CHECK(found_in(drop_composite_type("pair"), pair, create_composite_type("two", "x integer, p pair[]")).what ==
        fault::still_needed);
  CHECK(found_in(drop_enumeration("m"), create_enumeration("m", {"x"}), create_domain("d", "m NOT NULL")).what ==
        fault::still_needed);
}

}  // namespace op_user_type_test
