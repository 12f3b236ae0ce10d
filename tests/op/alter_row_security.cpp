// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_alter_row_security_test {

using namespace sterna::dsl;

static_assert(renders_as(enable_row_security("t").schema("s"), "ALTER TABLE s.t ENABLE ROW LEVEL SECURITY"));

TEST_CASE("enable_row_security, force_row_security and their opposites, there and back") {
  constexpr auto note = create_table("note", column("a", text));
  live_schema db;
  expect_restored(db, enable_row_security("note"), "ALTER TABLE note DISABLE ROW LEVEL SECURITY", note);
  CHECK(db.accepts("DROP TABLE note"));
  expect_restored(db, force_row_security("note"), "ALTER TABLE note NO FORCE ROW LEVEL SECURITY", note,
                  enable_row_security("note"));
  CHECK(db.accepts("DROP TABLE note"));
  expect_restored(db, disable_row_security("note"), "ALTER TABLE note ENABLE ROW LEVEL SECURITY", note,
                  enable_row_security("note"));
  CHECK(db.accepts("DROP TABLE note"));
  expect_restored(db, no_force_row_security("note"), "ALTER TABLE note FORCE ROW LEVEL SECURITY", note,
                  force_row_security("note"));
}

TEST_CASE("what was on already stays on; a table brings its row level security back") {
  constexpr auto note = create_table("note", column("a", text));
  CHECK(found_in(enable_row_security("nota"), note).what == sterna::fault::missing_table);
  live_schema db;
  expect_restored(db, drop_table("note"),
                  sql_of(note) +
                      ";\nCREATE POLICY p ON note USING (true);\nALTER TABLE note ENABLE ROW LEVEL "
                      "SECURITY;\nALTER TABLE note FORCE ROW LEVEL SECURITY",
                  note, create_policy("p", "note", "USING (true)"), enable_row_security("note"),
                  force_row_security("note"));
  static const sterna::graph none({});
  sterna::replay history(none);
  REQUIRE(history.play(note.view(), false, false));
  REQUIRE(history.play(enable_row_security("note").view(), false, false));
  REQUIRE(history.play(enable_row_security("note").view(), false, true));
  CHECK(history.take_derived().ops.view().empty());
}

}  // namespace op_alter_row_security_test
