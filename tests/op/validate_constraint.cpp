// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_validate_constraint_test {

using namespace sterna::dsl;

static_assert(renders_as(validate_constraint("ck", "t"), "ALTER TABLE t VALIDATE CONSTRAINT ck"));

TEST_CASE("validate_constraint, of what may be valid already: nothing is undone") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TABLE foo."T" (a integer);
                      ALTER TABLE foo."T" ADD CONSTRAINT "Ck" CHECK (a > 0) NOT VALID)"));
  expect_sql(db, validate_constraint("Ck", "T").schema("foo"), R"(ALTER TABLE foo."T" VALIDATE CONSTRAINT "Ck")");
  if (db) {
    CHECK(db.one("SELECT convalidated FROM pg_constraint WHERE conname = 'Ck'") == "t");
  }
}

TEST_CASE("validate_constraint: rows that break it make it fail") {
  live_schema db;
  if (!db) return;
  CHECK(
      db.accepts("CREATE TABLE t (a integer); INSERT INTO t VALUES (-1);"
                 "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT VALID"));
  CHECK(db.refusal_of(sql_of(validate_constraint("ck", "t"))).find("is violated by some row") != std::string::npos);
  CHECK(db.accepts("DELETE FROM t"));
  CHECK(db.accepts(sql_of(validate_constraint("ck", "t"))));
}

TEST_CASE("validate_constraint: a constraint of an earlier migration is made anew, not valid, as it was") {
  live_schema db;
  expect_restored(db, validate_constraint("ck", "t"),
                  "ALTER TABLE t DROP CONSTRAINT ck;\nALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT VALID",
                  create_table("t", column("a", integer)), create_check_constraint("ck", "t", "a > 0").not_valid());
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, validate_constraint("fk", "t"),
                  "ALTER TABLE t DROP CONSTRAINT fk;\n"
                  "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE NOT VALID",
                  create_table("p", column("id", integer, primary_key)), create_table("t", column("a", integer)),
                  create_foreign_key("fk", "t", {"a"}, "p", {"id"}, on_delete(cascade)).not_valid());
}

TEST_CASE("validate_constraint: a valid one stays as it is; a key is always valid; and it must be there") {
  CHECK(found_in(validate_constraint("ck", "t"),
                 create_table("t", column("a", integer), constraint("ck", check("a > 0"))))
            .what == sterna::fault::none);
  CHECK(found_in(validate_constraint("uq", "t"), create_table("t", column("a", integer), constraint("uq", unique("a"))))
            .what == sterna::fault::not_validatable);
  CHECK(found_in(validate_constraint("ck", "t"), create_table("t")).what == sterna::fault::missing_constraint);
  CHECK(found_in(validate_constraint("ck", "t")).what == sterna::fault::missing_table);
  live_schema db;
  if (db) {
    CHECK(db.accepts("CREATE TABLE t (a integer CONSTRAINT uq UNIQUE)"));
    CHECK_FALSE(db.refusal_of(sql_of(validate_constraint("uq", "t"))).empty());
  }
}

TEST_CASE("validate_constraint: the foreign key still holds the table that it refers to") {
  CHECK(found_in(drop_table("p"), create_table("p", column("id", integer, primary_key)),
                 create_table("t", column("a", integer)), create_foreign_key("fk", "t", {"a"}, "p", {"id"}).not_valid(),
                 validate_constraint("fk", "t"))
            .what == sterna::fault::still_needed);
}

}  // namespace op_validate_constraint_test
