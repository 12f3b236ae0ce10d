// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

namespace op_separately_test {

using namespace sterna::dsl;

static_assert(renders_as(separately(drop_column("t", "a")), "ALTER TABLE t DROP COLUMN a"));

TEST_CASE("separately: the op keeps its SQL and its way back, and is known to stay apart") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_both(db, separately(add_column("t", column("b", integer))), "ALTER TABLE t ADD COLUMN b integer",
              "ALTER TABLE t DROP COLUMN b");
  constexpr auto word = assume_safe(separately(drop_column("t", "a")), "nobody reads it");
  const sterna::script_builder made = sterna::decoded(word.view());
  CHECK(made.view().operations[0].separately);
  CHECK(made.view().operations[0].safe == "nobody reads it");
}

}  // namespace op_separately_test
