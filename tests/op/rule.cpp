// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_rule_test {

using namespace sterna::dsl;
using sterna::fault;

TEST_CASE("create_rule, replace_rule, drop_rule; a table takes its rules along") {
  constexpr auto log = create_table("log", column("a", integer));
  constexpr auto keep = create_rule("keep", "log", "DELETE", "DO INSTEAD NOTHING");
  live_schema db("foo");
  expect_restored(db, drop_rule("keep", "log"), "CREATE RULE keep AS ON DELETE TO log DO INSTEAD NOTHING", log, keep);
  CHECK(db.accepts("DROP TABLE log"));
  expect_restored(db, replace_rule("keep", "log", "DELETE", "WHERE OLD.a > 3 DO INSTEAD NOTHING"),
                  "CREATE OR REPLACE RULE keep AS ON DELETE TO log DO INSTEAD NOTHING", log, keep);
  CHECK(db.accepts("DROP TABLE log"));
  expect_restored(db, drop_table("log"), sql_of(log) + ";\n" + sql_of(keep), log, keep);
  CHECK(db.accepts("CREATE TABLE foo.log (a integer)"));
  expect_both(db, create_rule("My R", "log", "INSERT", "DO ALSO SELECT 1").schema("foo"),
              "CREATE RULE \"My R\" AS ON INSERT TO foo.log DO ALSO SELECT 1", "DROP RULE \"My R\" ON foo.log");
  CHECK(found_in(drop_rule("keep", "log"), log).what == fault::missing_object);
  CHECK(found_in(keep, log, keep).what == fault::object_exists);
}

}  // namespace op_rule_test
