// SPDX-License-Identifier: BSL-1.0
#include <sterna/history/check.hpp>
#include <sterna/history/migration.hpp>

#include "restored.hpp"

namespace op_drop_constraint_test {

using namespace sterna::dsl;

static_assert(renders_as(drop_constraint("c", "t"), "ALTER TABLE t DROP CONSTRAINT c"));

TEST_CASE("drop_constraint; what it said is unknown, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer CONSTRAINT ck_a CHECK (a > 0))"));
  expect_sql(db, drop_constraint("ck_a", "t"), "ALTER TABLE t DROP CONSTRAINT ck_a");
  CHECK(undo_of(drop_constraint("ck_a", "t")) == "cannot be derived");
}

TEST_CASE("041: drop_constraint of a mixed-case table, if_exists") {
  live_schema db;
  CHECK(db.accepts(R"(CREATE TABLE "MyTable" (a integer CONSTRAINT "Uq A" UNIQUE))"));
  expect_sql(db, drop_constraint("Uq A", "MyTable"), R"(ALTER TABLE "MyTable" DROP CONSTRAINT "Uq A")");
  expect_sql(db, drop_constraint("Uq A", "MyTable").if_exists(),
             R"(ALTER TABLE "MyTable" DROP CONSTRAINT IF EXISTS "Uq A")");
}

TEST_CASE("drop_constraint: schema, cascade") {
  live_schema db("foo");
  CHECK(
      db.accepts("CREATE TABLE foo.t (a integer CONSTRAINT pk PRIMARY KEY);"
                 "CREATE TABLE foo.u (a integer REFERENCES foo.t)"));
  expect_sql(db, drop_constraint("pk", "t").schema("foo").cascade(), "ALTER TABLE foo.t DROP CONSTRAINT pk CASCADE");
  expect_sql(db, drop_constraint("pk", "t").cascade().if_exists().schema("foo"),
             "ALTER TABLE foo.t DROP CONSTRAINT IF EXISTS pk CASCADE");
}

TEST_CASE("042: drop_constraint without a name is refused") {
  constexpr auto nameless = migration("a", "nameless").upgrade(drop_constraint("", "t")).irreversible("a test");
  const sterna::revision one[] = {nameless.view()};
  const sterna::verdict found = sterna::check(one);
  CHECK(found.what == sterna::fault::empty_name);
  CHECK(found.operation == 1);
  constexpr auto named = migration("a", "named")
                             .upgrade(create_table("t", column("a", integer), constraint("ck", check("a > 0"))),
                                      drop_constraint("ck", "t"));
  const sterna::revision other[] = {named.view()};
  CHECK(sterna::check(other).what == sterna::fault::none);
}

TEST_CASE("drop_constraint: what the history knows is made again: a check, a key with its index, a foreign key") {
  constexpr auto parent =
      create_table("p", column("id", integer, not_null), column("n", integer), constraint("pk_p", primary_key("id")),
                   constraint("uq_n", unique("n")), constraint("ck_n", check("n > 0")));
  constexpr auto child =
      create_table("t", column("p", integer),
                   constraint("fk_p", foreign_key({"p"}, "p", {"n"}, on_delete(cascade), on_update(set_null))));
  live_schema db;
  expect_restored(db, drop_constraint("ck_n", "p"), "ALTER TABLE p ADD CONSTRAINT ck_n CHECK (n > 0)", parent);
  CHECK(db.accepts("DROP TABLE p"));
  expect_restored(
      db, drop_constraint("uq_n", "p").cascade(),
      "ALTER TABLE p ADD CONSTRAINT uq_n UNIQUE (n);\n"
      "ALTER TABLE t ADD CONSTRAINT fk_p FOREIGN KEY (p) REFERENCES p (n) ON DELETE CASCADE ON UPDATE SET NULL",
      parent, child);
  CHECK(db.accepts("DROP TABLE t, p"));
  expect_restored(db, drop_constraint("pk_p", "p"), "ALTER TABLE p ADD CONSTRAINT pk_p PRIMARY KEY (id)", parent,
                  child);
}

TEST_CASE("drop_constraint, if_exists: of a constraint that is surely not there, nothing is to be undone") {
  CHECK(found_in(drop_constraint("ck", "t").if_exists(), create_table("t")).what == sterna::fault::none);
}

}  // namespace op_drop_constraint_test
