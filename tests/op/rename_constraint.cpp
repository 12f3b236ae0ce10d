// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_rename_constraint_test {

using namespace sterna::dsl;

static_assert(renders_as(rename_constraint("t", "a", "B"), R"(ALTER TABLE t RENAME CONSTRAINT a TO "B")"));

TEST_CASE("rename_constraint of every kind, and back") {
  const auto u = create_table("u", column("id", integer, primary_key));
  const auto t = create_table("t", column("a", integer), column("b", integer), constraint("pk", primary_key({"a"})),
                              constraint("uq", unique({"b"})), constraint("ck", check("b > 0")),
                              constraint("fk", foreign_key({"b"}, "u", {"id"})),
                              constraint("ex", exclude({{"b", "="}}).using_("btree")));
  const auto both = [&](const auto& word, std::string_view back) {
    live_schema db("foo");
    expect_restored(db, word, back, u, t);
  };
  both(rename_constraint("t", "pk", "x"), "ALTER TABLE t RENAME CONSTRAINT x TO pk");
  both(rename_constraint("t", "uq", "x"), "ALTER TABLE t RENAME CONSTRAINT x TO uq");
  both(rename_constraint("t", "ck", "x"), "ALTER TABLE t RENAME CONSTRAINT x TO ck");
  both(rename_constraint("t", "fk", "x"), "ALTER TABLE t RENAME CONSTRAINT x TO fk");
  both(rename_constraint("t", "ex", "x"), "ALTER TABLE t RENAME CONSTRAINT x TO ex");
  CHECK(found_in(drop_table("u"), u, t, rename_constraint("t", "fk", "x")).what == sterna::fault::still_needed);
  CHECK(found_in(drop_index("x"), u, t, rename_constraint("t", "uq", "x")).what == sterna::fault::index_of_constraint);
  CHECK(found_in(rename_constraint("t", "uq", "ck"), u, t).what == sterna::fault::constraint_exists);
  CHECK(found_in(rename_constraint("t", "uq", "u"), u, t).what == sterna::fault::index_exists);
  CHECK(found_in(rename_constraint("t", "no", "x"), u, t).what == sterna::fault::missing_constraint);
}

}  // namespace op_rename_constraint_test
