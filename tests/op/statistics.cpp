// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_statistics_test {

using namespace sterna::dsl;
using sterna::fault;

TEST_CASE("create_statistics and drop_statistics; table and columns take them along") {
  constexpr auto here = create_table("t", column("a", integer), column("b", integer), column("c", integer));
  constexpr auto both = create_statistics("st", "t", "(dependencies) ON a, b");
  live_schema db("foo");
  expect_restored(db, drop_statistics("st"), "CREATE STATISTICS st (dependencies) ON a, b FROM t", here, both);
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, drop_table("t"), sql_of(here) + ";\n" + sql_of(both), here, both);
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, drop_column("t", "b"), "ALTER TABLE t ADD COLUMN b integer;\n" + sql_of(both), here, both);
  CHECK(db.accepts("CREATE TABLE foo.t (a integer, b integer)"));
  expect_both(db, create_statistics("S", "t", "ON a, b").schema("foo"),
              "CREATE STATISTICS foo.\"S\" ON a, b FROM foo.t", "DROP STATISTICS foo.\"S\"");
  CHECK(found_in(both).what == fault::missing_table);
  CHECK(found_in(both, here, both).what == fault::object_exists);
  CHECK(found_in(drop_statistics("st"), here).what == fault::missing_object);
}

}  // namespace op_statistics_test
