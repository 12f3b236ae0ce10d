// SPDX-License-Identifier: BSL-1.0
#include <sterna/history/check.hpp>
#include <sterna/history/migration.hpp>

#include "restored.hpp"

namespace op_assume_test {

using namespace sterna::dsl;

static_assert(renders_as(assume(table("t", column("a", integer)), schema("s"), sequence("q")), ""),
              "what is there is not made");

TEST_CASE("assume executes nothing, there and back") {
  constexpr auto word = assume(table("t", column("a", integer)), enumeration("mood", {"good"}), view("v", "SELECT 1"));
  CHECK(sql_of(word).empty());
  CHECK(undo_of(word).empty());
  const sterna::script_builder made = sterna::decoded(word.view());
  REQUIRE(made.view().operations.size() == 4);
  CHECK_FALSE(made.view().operations[0].declared);
  CHECK(made.view().operations[1].declared);
  CHECK(made.view().operations[3].declared);
}

TEST_CASE("assume: what it names is there for the ops behind it") {
  CHECK(found_in(add_column("t", column("b", text))).what == sterna::fault::missing_table);
  constexpr auto there =
      assume(table("t", column("a", integer, not_null), constraint("pk", primary_key("a"))).schema("s"), schema("u"));
  CHECK(found_in(there).what == sterna::fault::missing_schema);
  constexpr auto both =
      assume(schema("s"), table("t", column("a", integer), constraint("pk", primary_key("a"))).schema("s"),
             enumeration("mood", {"good"}), sequence("q"), view("v", "SELECT 1"));
  CHECK(found_in(add_column("t", column("b", enumeration("mood"), server_default("good"))).schema("s"), both).what ==
        sterna::fault::none);
  CHECK(found_in(add_column("t", column("a", integer)).schema("s"), both).what == sterna::fault::column_exists);
  CHECK(found_in(create_table("u", column("t", integer, references("t", referred_schema("s")))), both).what ==
        sterna::fault::none);
  CHECK(found_in(drop_sequence("q"), both).what == sterna::fault::none);
  CHECK(found_in(drop_view("v"), both).what == sterna::fault::none);
  CHECK(found_in(create_sequence("q"), both).what == sterna::fault::sequence_exists);
}

TEST_CASE("assume: what was dropped of it is made again, as it was said to be") {
  constexpr auto legacy = table("legacy", column("id", big_integer, no_identity, primary_key), column("b", text));
  live_schema db;
  CHECK(db.accepts(sql_of(legacy)));
  expect_restored(db, drop_column("legacy", "b"), "ALTER TABLE legacy ADD COLUMN b text", assume(legacy));
}

TEST_CASE("assume, baseline: the ops behind it are undone and it is not; it counts among the ops of its script") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  constexpr auto m = migration("a", "on a database in use")
                         .upgrade(baseline(table("t", column("a", integer))), add_column("t", column("b", text)),
                                  create_view("v", "SELECT b FROM t"));
  const sterna::revision one[] = {m.view()};
  CHECK(sterna::check(one).what == sterna::fault::none);
  CHECK(db.accepts(sql_of(sterna::decoded(m.view().up).view())));
  const sterna::replay::derived made = derived_from(m.view().up);
  REQUIRE(made.underivable == 0);
  CHECK(sql_of(made.ops.view()) == "DROP VIEW v;\nALTER TABLE t DROP COLUMN b");
  CHECK(db.accepts(sql_of(made.ops.view())));

  constexpr auto wrong =
      migration("a", "wrong").upgrade(baseline(table("t", column("a", integer)), table("u")), drop_column("t", "b"));
  const sterna::revision other[] = {wrong.view()};
  const sterna::verdict found = sterna::check(other);
  CHECK(found.what == sterna::fault::missing_column);
  CHECK(found.operation == 2);
}

}  // namespace op_assume_test
