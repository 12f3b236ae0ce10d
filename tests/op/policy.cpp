// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_policy_test {

using namespace sterna::dsl;
using sterna::fault;

namespace {

constexpr auto note = create_table("note", column("owner", text), column("body", text), column("size", integer));
constexpr auto own = create_policy("own", "note", "FOR SELECT USING (owner = current_user)");

}  // namespace

TEST_CASE("create_policy, replace_policy, drop_policy") {
  live_schema db("foo");
  expect_restored(db, drop_policy("own", "note"), "CREATE POLICY own ON note FOR SELECT USING (owner = current_user)",
                  note, own);
  CHECK(db.accepts("DROP TABLE note"));
  expect_restored(db, replace_policy("own", "note", "USING (true)"),
                  "DROP POLICY own ON note;\nCREATE POLICY own ON note FOR SELECT USING (owner = current_user)", note,
                  own);
  CHECK(db.accepts("CREATE TABLE foo.note ()"));
  expect_both(db, create_policy("All", "note").schema("foo"), "CREATE POLICY \"All\" ON foo.note",
              "DROP POLICY \"All\" ON foo.note");
  CHECK(found_in(own, create_view("note", "SELECT 1")).what == fault::wrong_kind);
  CHECK(found_in(own, note, own).what == fault::object_exists);
  CHECK(found_in(drop_policy("my", "note"), note, own).what == fault::missing_object);
}

TEST_CASE("a column that a policy reads stays, and goes with CASCADE; in a subquery it may be another one's") {
  CHECK(found_in(drop_column("note", "owner"), note, own).what == fault::still_needed);
  CHECK(found_in(drop_column("note", "body"), note, own).what == fault::none);
  constexpr auto nested = create_policy("n", "note", "USING (EXISTS (SELECT FROM file WHERE size > 1))");
  CHECK(found_in(drop_column("note", "size"), note, nested).what == fault::underivable);
  live_schema db;
  if (db) {
    CHECK(db.accepts(sql_of(note) + ";" + sql_of(own)));
    CHECK_FALSE(db.refusal_of("ALTER TABLE note DROP COLUMN owner").empty());
    CHECK(db.accepts("DROP TABLE note"));
  }
  expect_restored(db, drop_column("note", "owner").cascade(), "ALTER TABLE note ADD COLUMN owner text;\n" + sql_of(own),
                  note, own);
}

}  // namespace op_policy_test
