// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_attach_partition_test {

using namespace sterna::dsl;

static_assert(renders_as(attach_partition("p", "t", "FROM (1) TO (10)"),
                         "ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM (1) TO (10)"));
static_assert(renders_as(attach_partition("p", "t", default_partition).schema("a").table_schema("b"),
                         "ALTER TABLE b.t ATTACH PARTITION a.p DEFAULT"));

namespace {
constexpr auto t = create_table("t", column("a", integer, not_null), column("b", text), partition_by("RANGE (a)"));
}

TEST_CASE("attach_partition, and back") {
  live_schema db;
  expect_restored(db, attach_partition("p", "t", "FROM (1) TO (10)"), "ALTER TABLE t DETACH PARTITION p", t,
                  create_table("p", column("a", integer, not_null), column("b", text)));
}

TEST_CASE("partitions of each kind go and come with their table") {
  live_schema db;
  expect_restored(db, drop_table("t"),
                  "CREATE TABLE t (\n    a integer NOT NULL,\n    b text\n) PARTITION BY RANGE (a);\n"
                  "CREATE TABLE p PARTITION OF t FOR VALUES FROM (1) TO (10) PARTITION BY LIST (b);\n"
                  "CREATE TABLE r PARTITION OF p FOR VALUES IN ('x', 'y');\n"
                  "CREATE TABLE q (\n    a integer NOT NULL,\n    b text\n);\n"
                  "ALTER TABLE t ATTACH PARTITION q DEFAULT;\n"
                  "CREATE INDEX ix ON t (b)",
                  t, create_partition("p", "t", "FROM (1) TO (10)", partition_by("LIST (b)")),
                  create_table("q", column("a", integer, not_null), column("b", text)),
                  create_partition("r", "p", "IN ('x', 'y')"), attach_partition("q", "t", default_partition),
                  create_index("ix", "t", {"b"}));
}

TEST_CASE("what is done to columns of the table is done to those of a table that has become a partition") {
  const auto p = create_table("p", column("a", integer, not_null), column("b", text));
  const auto to_t = attach_partition("p", "t", "FROM (1) TO (10)");
  const auto restored = [&](const auto& word, const char* back) {
    live_schema db;
    expect_restored(db, word, back, t, p, to_t);
  };
  restored(add_column("t", column("c", integer)), "ALTER TABLE t DROP COLUMN c");
  restored(drop_column("t", "b"), "ALTER TABLE t ADD COLUMN b text");
  restored(rename_column("t", "b", "c"), "ALTER TABLE t RENAME COLUMN c TO b");
  restored(alter_column("t", "b", not_null), "ALTER TABLE t ALTER COLUMN b DROP NOT NULL");
  CHECK(found_in(create_index("ix", "p", {"c"}), t, p, to_t, add_column("t", column("c", integer))).what ==
        sterna::fault::none);
  CHECK(found_in(add_column("p", column("c", integer)), t, p, to_t, add_column("t", column("c", integer))).what ==
        sterna::fault::column_exists);
}

TEST_CASE("what a partition has taken over is not called missing") {
  const auto p = create_partition("p", "t", "FROM (1) TO (10)");
  CHECK(found_in(create_index("ix", "p", {"b"}), t, p).what == sterna::fault::none);
  CHECK(found_in(drop_table("p"), t, p).what == sterna::fault::none);
  CHECK(found_in(alter_column("p", "b", statistics(5)), t, p).what == sterna::fault::underivable);  // not missing
}

TEST_CASE("attach_partition to a table with indexes gives them to the partition: nobody knows the way back") {
  CHECK(found_in(attach_partition("p", "t", "FROM (1) TO (10)"), t, create_index("ix", "t", {"b"}),
                 create_table("p", column("a", integer, not_null), column("b", text)))
            .what == sterna::fault::underivable);
}

TEST_CASE("attach_partition: what PostgreSQL refuses") {
  const auto p = create_table("p", column("a", integer));
  CHECK(found_in(attach_partition("p", "u", "FROM (1) TO (2)"), p, create_table("u", column("a", integer))).what ==
        sterna::fault::table_option);
  CHECK(found_in(create_partition("q", "p", "FROM (1) TO (2)"), p).what == sterna::fault::table_option);
  CHECK(found_in(create_partition("q", "no", "FROM (1) TO (2)")).what == sterna::fault::missing_table);
  CHECK(found_in(create_table("c", inherits("t")), t).what == sterna::fault::table_option);
  CHECK(found_in(attach_partition("q", "t", "FROM (1) TO (2)"), t, create_partition("q", "t", "FROM (1) TO (2)"))
            .what == sterna::fault::table_option);
}

TEST_CASE("a partition of a table that a foreign key refers to: detached first, or with the key") {
  constexpr auto root = create_table("r", column("a", integer, no_identity, primary_key), partition_by("RANGE (a)"));
  constexpr auto low = create_partition("low", "r", "FROM (0) TO (10)", partition_by("RANGE (a)"));
  constexpr auto lower = create_partition("lower", "low", "FROM (0) TO (5)");
  constexpr auto user = create_table("c", column("r", integer, constraint("fk", references("r", "a"))));
  live_schema db;
  expect_restored(db, lower, "ALTER TABLE low DETACH PARTITION lower;\nDROP TABLE lower", root, low, user);
  CHECK(db.accepts("DROP TABLE c, r"));
  expect_restored(
      db, drop_table("low").cascade(),
      "CREATE TABLE low PARTITION OF r FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (a);\nCREATE TABLE lower "
      "PARTITION OF low FOR VALUES FROM (0) TO (5);\nALTER TABLE c ADD CONSTRAINT fk FOREIGN KEY (r) "
      "REFERENCES r (a)",
      root, low, lower, user);
  CHECK(found_in(drop_table("lower"), root, low, lower, user).what == sterna::fault::still_needed);
  CHECK(found_in(drop_table("lower"), root, low, lower).what == sterna::fault::none);
  CHECK(found_in(drop_table("r"), root, low, lower).what == sterna::fault::none);
  CHECK(found_in(drop_table("lower"),  // one of the table itself is on the partition too
                 create_table("r", column("a", integer, no_identity, primary_key, references("r", "a")),
                              partition_by("RANGE (a)")),
                 low, lower)
            .what == sterna::fault::still_needed);
}

}  // namespace op_attach_partition_test
