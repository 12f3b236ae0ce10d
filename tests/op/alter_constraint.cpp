// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_alter_constraint_test {

using namespace sterna::dsl;
using sterna::fault;

namespace {

constexpr auto here = create_table("t", column("a", integer, primary_key),
                                   column("b", integer, constraint("fk", references("t", "a"))),
                                   constraint("ck", check("b > 0")));

}  // namespace

static_assert(renders_as(alter_constraint("fk", "t", deferrable), "ALTER TABLE t ALTER CONSTRAINT fk DEFERRABLE"));

TEST_CASE("alter_constraint: when a foreign key is looked at") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.\"T\" (a integer PRIMARY KEY, b integer CONSTRAINT \"Fk\" REFERENCES foo.\"T\")"));
  expect_sql(db, alter_constraint("Fk", "T", deferrable).schema("foo"),
             R"(ALTER TABLE foo."T" ALTER CONSTRAINT "Fk" DEFERRABLE)");
  expect_sql(db, alter_constraint("Fk", "T", initially_deferred).schema("foo"),
             R"(ALTER TABLE foo."T" ALTER CONSTRAINT "Fk" DEFERRABLE INITIALLY DEFERRED)");
  expect_sql(db, alter_constraint("Fk", "T", not_deferrable).schema("foo"),
             R"(ALTER TABLE foo."T" ALTER CONSTRAINT "Fk" NOT DEFERRABLE)");
}

TEST_CASE("alter_constraint: the way back is what was said before") {
  live_schema db;
  expect_restored(db, alter_constraint("fk", "t", initially_deferred),
                  "ALTER TABLE t ALTER CONSTRAINT fk NOT DEFERRABLE", here);
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, alter_constraint("fk", "t", not_deferrable), "ALTER TABLE t ALTER CONSTRAINT fk DEFERRABLE", here,
                  alter_constraint("fk", "t", deferrable));
}

TEST_CASE("alter_constraint: of a foreign key that is there, and of nothing else") {
  CHECK(found_in(alter_constraint("ck", "t", deferrable), here).what == fault::wrong_kind);
  CHECK(found_in(alter_constraint("fx", "t", deferrable), here).what == fault::missing_constraint);
  CHECK(found_in(alter_constraint("fk", "s", deferrable), here).what == fault::missing_table);
  CHECK(found_in(alter_constraint("fk", "t", not_deferrable), here).what == fault::none);
}

}  // namespace op_alter_constraint_test
