// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_alter_index_test {

using namespace sterna::dsl;

static_assert(renders_as(alter_index("ix", with("fillfactor", 70)), "ALTER INDEX ix SET (fillfactor = 70)"));
static_assert(renders_as(alter_index("ix", tablespace("Fast")), R"(ALTER INDEX ix SET TABLESPACE "Fast")"));

TEST_CASE("alter_index, and back") {
  const auto t = create_table("t", column("a", integer));
  live_schema db;
  expect_restored(db, alter_index("ix", with("fillfactor", 70)), "ALTER INDEX ix RESET (fillfactor)", t,
                  create_index("ix", "t", {"a"}));
  live_schema other;
  expect_restored(other, alter_index("ix", reset("fillfactor"), with("deduplicate_items", true)),
                  "ALTER INDEX ix SET (fillfactor = 60, deduplicate_items = false)", t,
                  create_index("ix", "t", {"a"}).with("fillfactor", 60).with("deduplicate_items", false));
}

static_assert(renders_as(alter_index("ix", statistics(32, 0)).schema("s"),
                         "ALTER INDEX s.ix ALTER COLUMN 32 SET STATISTICS 0"));
static_assert(renders_as(alter_index("ix", statistics(1, -1)), "ALTER INDEX ix ALTER COLUMN 1 SET STATISTICS -1"));

TEST_CASE("alter_index: what ANALYZE remembers of an expression, and back") {
  const auto t = create_table("t", column("a", text), column("b", integer));
  const auto ix = create_index("ix", "t", {"b", sql("lower(a)"), sql("b + 1")});
  live_schema db;
  expect_restored(db, alter_index("ix", statistics(2, 300), statistics(3, 5), with("fillfactor", 70)),
                  "ALTER INDEX ix ALTER COLUMN 2 SET STATISTICS -1;\nALTER INDEX ix ALTER COLUMN 3 SET STATISTICS -1;\n"
                  "ALTER INDEX ix RESET (fillfactor)",
                  t, ix);
  live_schema other;
  expect_restored(other, alter_index("ix", statistics(2, -1), statistics(3, 8)),
                  "ALTER INDEX ix ALTER COLUMN 2 SET STATISTICS 300;\nALTER INDEX ix ALTER COLUMN 3 SET STATISTICS -1",
                  t, ix, alter_index("ix", statistics(2, 300)));
  live_schema third;
  expect_restored(third, drop_index("ix"),
                  "CREATE INDEX ix ON t (b, (lower(a)), (b + 1));\nALTER INDEX ix ALTER COLUMN 2 SET STATISTICS 300",
                  t, ix, alter_index("ix", statistics(2, 300)));
  live_schema fourth;
  CHECK(fourth.accepts(sql_of(t)));
  CHECK(fourth.accepts(sql_of(ix)));
  for (const int key : {1, 4}) {
    const auto wrong = alter_index("ix", statistics(key, 5));
    CHECK(found_in(wrong, t, ix).what == sterna::fault::table_option);
    CHECK_FALSE(fourth.accepts(sql_of(wrong)));
  }
}

TEST_CASE("alter_index: the parts of an index on partitions follow, and come back as they were") {
  live_schema db;
  expect_restored(db, alter_index("ix", statistics(1, 300)),
                  "ALTER INDEX ix ALTER COLUMN 1 SET STATISTICS -1;\nALTER INDEX iy ALTER COLUMN 1 SET STATISTICS 7",
                  create_table("t", column("a", text), partition_by("LIST (a)")),
                  create_partition("p", "t", "IN ('a')"),
                  create_index("iy", "p", {sql("lower(a)")}), create_index("ix", "t", {sql("lower(a)")}),
                  alter_index("iy", statistics(1, 7)));
}

TEST_CASE("alter_index of one that is not there") {
  CHECK(found_in(alter_index("ix", with("fillfactor", 70))).what == sterna::fault::missing_index);
}

}  // namespace op_alter_index_test
