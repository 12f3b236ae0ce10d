// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_detach_partition_test {

using namespace sterna::dsl;

static_assert(renders_as(detach_partition("p", "t").concurrently(), "ALTER TABLE t DETACH PARTITION p CONCURRENTLY"));

TEST_CASE("detach_partition, and back") {
  live_schema db;
  expect_restored(db, detach_partition("p", "t"), "ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM (1) TO (10)",
                  create_table("t", column("a", integer, not_null), partition_by("RANGE (a)")),
                  create_partition("p", "t", "FROM (1) TO (10)"));
}

TEST_CASE("detach_partition, concurrently, leaves a check of the bounds: nobody knows the way back") {
  const auto t = create_table("t", column("a", integer), partition_by("RANGE (a)"));
  const auto p = create_partition("p", "t", "FROM (1) TO (10)");
  CHECK(found_in(detach_partition("p", "t").concurrently(), t, p).what == sterna::fault::underivable);
  live_schema db;
  CHECK(db.accepts(sql_of(t)));
  CHECK(db.accepts(sql_of(p)));
  if (db && !too_old(db, detach_partition("p", "t").concurrently())) {
    CHECK(db.accepts(sql_of(detach_partition("p", "t").concurrently())));
    CHECK(db.one("SELECT count(*) FROM pg_constraint WHERE conrelid = 'p'::regclass") == "1");
  }
}

TEST_CASE("detach_partition: what PostgreSQL refuses") {
  CHECK(found_in(detach_partition("p", "t"), create_table("p", column("a", integer)),
                 create_table("t", column("a", integer), partition_by("RANGE (a)")))
            .what == sterna::fault::table_option);
}

}  // namespace op_detach_partition_test
