// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

namespace op_assume_safe_test {

using namespace sterna::dsl;

// the exception is for the checks alone: what is executed stays as it is
static_assert(renders_as(assume_safe(drop_table("t"), "it has 12 rows"), "DROP TABLE t"));

TEST_CASE("assume_safe: the op keeps its SQL and its way back, and the reason stays with it") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  expect_both(db, assume_safe(create_unique_constraint("uq", "t", {"a"}), "it has 12 rows"),
              "ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a)", "ALTER TABLE t DROP CONSTRAINT uq");
  constexpr auto word = assume_safe(drop_table("t"), "it has 12 rows");
  const sterna::script_builder made = sterna::decoded(word.view());
  CHECK(made.view().operations[0].safe == "it has 12 rows");
}

}  // namespace op_assume_safe_test
