// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_aggregate_test {

using namespace sterna::dsl;
using sterna::fault;

TEST_CASE("create_aggregate, replace_aggregate, drop_aggregate") {
  constexpr auto total = create_aggregate("total(integer)", "SFUNC = int4pl, STYPE = integer");
  live_schema db;
  expect_both(db, total, "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer)",
              "DROP AGGREGATE total(integer)");
  expect_restored(db, replace_aggregate("total(int)", "SFUNC = int4mul, STYPE = integer"),
                  "CREATE OR REPLACE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer)", total);
  CHECK(db.accepts("DROP AGGREGATE total(integer)"));
  expect_restored(db, drop_aggregate("total(int4)"), sql_of(total), total);
  expect_both(db, create_aggregate("many(*)", "(SFUNC = int8inc, STYPE = int8, INITCOND = '0')"),
              "CREATE AGGREGATE many(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0')", "DROP AGGREGATE many(*)");
}

}  // namespace op_aggregate_test
