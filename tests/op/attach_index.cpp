// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_attach_index_test {

using namespace sterna::dsl;
using sterna::fault;

namespace {

constexpr auto table = create_table("t", column("a", integer), column("b", text), partition_by("RANGE (a)"));
constexpr auto one = create_partition("t1", "t", "FROM (0) TO (10)");
constexpr auto two = create_partition("t2", "t", "FROM (10) TO (20)");
constexpr auto whole = create_index("ix", "t", {"b"}).only();
constexpr auto part = create_index("ix1", "t1", {"b"});
constexpr auto other = create_index("ix2", "t2", {"b"}).with("fillfactor", 70);

}  // namespace

static_assert(renders_as(attach_index("ix1", "ix"), "ALTER INDEX ix ATTACH PARTITION ix1"));

TEST_CASE("attach_index: schema and quoting") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TABLE foo.t (a integer) PARTITION BY RANGE (a);
    CREATE TABLE foo.p PARTITION OF foo.t DEFAULT; CREATE INDEX "Ix" ON ONLY foo.t (a); CREATE INDEX "Ip" ON foo.p (a))"));
  expect_sql(db, attach_index("Ip", "Ix").schema("foo"), R"(ALTER INDEX foo."Ix" ATTACH PARTITION foo."Ip")");
}

TEST_CASE("attach_index: both are made anew on the way back, with the other parts") {
  live_schema db;
  expect_restored(db, attach_index("ix2", "ix"),
                  "DROP INDEX ix;\nCREATE INDEX ix ON ONLY t (b);\nCREATE INDEX ix1 ON t1 (b);\n"
                  "ALTER INDEX ix ATTACH PARTITION ix1;\nCREATE INDEX ix2 ON t2 (b) WITH (fillfactor = 70)",
                  table, one, two, whole, part, other, attach_index("ix1", "ix"));
}

TEST_CASE("attach_index: a part goes with the whole, follows its name, and cannot be dropped alone") {
  const auto after = [](const auto& word) {
    return found_in(word, table, one, two, whole, part, other, attach_index("ix1", "ix"), rename_index("ix", "iy")).what;
  };
  CHECK(after(drop_index("ix1")) == fault::still_needed);
  CHECK(after(drop_index("ix2")) == fault::none);
  CHECK(found_in(drop_index("ix1"), table, one, two, whole, part, attach_index("ix1", "ix"),
                 execute("DROP INDEX ix").as(drop_index("ix")).reverse("SELECT 1"))
            .what == fault::missing_index);
  CHECK(found_in(drop_index("ix1"), table, one, two, whole, part, attach_index("ix1", "ix"),
                 detach_partition("t1", "t"))
            .what == fault::none);
}

TEST_CASE("attach_index: what is dropped comes back with its parts, unless a partition came behind it") {
  live_schema db;
  const std::string back =
      "CREATE INDEX ix ON ONLY t (b);\nCREATE INDEX ix1 ON t1 (b);\nALTER INDEX ix ATTACH PARTITION ix1";
  expect_restored(db, drop_index("ix"), back, table, one, two, whole, part, attach_index("ix1", "ix"));
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, drop_table("t"),
                  "CREATE TABLE t (\n    a integer,\n    b text\n) PARTITION BY RANGE (a);\nCREATE TABLE t1 PARTITION OF "
                  "t FOR VALUES FROM (0) TO (10);\n" +
                      back,
                  table, one, whole, part, attach_index("ix1", "ix"));
  CHECK(found_in(drop_index("ix"), table, one, whole, two).what == fault::underivable);
  CHECK(found_in(drop_index("ix"), table, one, create_partition("t3", "t", "FROM (30) TO (40)", partition_by("LIST (b)")),
                 whole)
            .what == fault::underivable);
}

TEST_CASE("attach_index: of a partition's index with the same keys") {
  CHECK(found_in(attach_index("ix1", "ix"), table, one, whole, create_index("ix1", "t1", {"a"})).what ==
        fault::index_not_attachable);
  CHECK(found_in(attach_index("ix1", "ix"), table, whole, create_table("t1", column("b", text)), part).what ==
        fault::index_not_attachable);
  CHECK(found_in(attach_index("ix3", "ix"), table, one, whole, part).what == fault::missing_index);
  CHECK(found_in(attach_index("ix1", "iy"), table, one, whole, part).what == fault::missing_index);
}

}  // namespace op_attach_index_test
