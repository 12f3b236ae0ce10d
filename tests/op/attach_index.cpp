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
    CREATE TABLE foo.p PARTITION OF foo.t DEFAULT; CREATE INDEX "Ix" ON ONLY foo.t (a);
    CREATE INDEX "Ip" ON foo.p (a))"));
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
    return found_in(word, table, one, two, whole, part, other, attach_index("ix1", "ix"), rename_index("ix", "iy"))
        .what;
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
  expect_restored(
      db, drop_table("t"),
      "CREATE TABLE t (\n    a integer,\n    b text\n) PARTITION BY RANGE (a);\nCREATE TABLE t1 PARTITION OF "
      "t FOR VALUES FROM (0) TO (10);\n" +
          back,
      table, one, whole, part, attach_index("ix1", "ix"));
  CHECK(found_in(drop_index("ix"), table, one, whole, two).what == fault::underivable);
  CHECK(found_in(drop_index("ix"), table, one,
                 create_partition("t3", "t", "FROM (30) TO (40)", partition_by("LIST (b)")), whole)
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

TEST_CASE("indexes of a partitioned table: none is made or dropped concurrently, and none becomes a key") {
  live_schema db;
  const auto refused = [&db](std::string_view sql) {
    return !db || db.refusal_of(sql).find("partitioned") != std::string::npos;
  };
  CHECK(db.accepts("CREATE TABLE t (a integer, b text) PARTITION BY RANGE (a); CREATE TABLE q (a integer PRIMARY KEY);"
                   "CREATE UNIQUE INDEX ux ON ONLY t (a)"));
  CHECK(refused("CREATE INDEX CONCURRENTLY ix ON t (b)"));
  CHECK(found_in(create_index("ix", "t", {"b"}).concurrently(), table).what == fault::table_is_partitioned);
  CHECK(refused("DROP INDEX CONCURRENTLY ux"));
  const auto unique = create_index("ux", "t", {"a"}).unique().only();
  CHECK(found_in(drop_index("ux").concurrently(), table, unique).what == fault::table_is_partitioned);
  CHECK(found_in(drop_index("ux"), table, unique).what == fault::none);
  CHECK(refused("ALTER TABLE t ADD UNIQUE USING INDEX ux"));
  CHECK(found_in(create_unique_constraint("ux", "t", {"a"}).using_index("ux"), table, unique).what ==
        fault::table_is_partitioned);
  if (!db || server_release() < 18) {
    CHECK(refused("ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES q (a) NOT VALID"));
  }
  const auto referred = create_table("q", column("a", integer, primary_key));
  CHECK(found_in(create_foreign_key("fk", "t", {"a"}, "q", {"a"}).not_valid(), table, referred).what ==
        fault::table_is_partitioned);
  CHECK(found_in(create_foreign_key("fk", "t", {"a"}, "q", {"a"}), table, referred).what == fault::none);
}

}  // namespace op_attach_index_test
