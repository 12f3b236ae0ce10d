// SPDX-License-Identifier: BSL-1.0
#include <sterna/schema/partition_key.hpp>

#include "op/restored.hpp"

namespace schema_partition_key_test {

using namespace sterna::dsl;
using sterna::fault;

namespace {

template <class... Word>
constexpr auto events(const char* by, const Word&... more) {
  return create_table("t", column("id", integer, not_null), column("at", date, not_null), column("When", text), more...,
                      partition_by(by));
}
constexpr auto plain = events("RANGE (at)");

/// Whether the server refuses it; without one it is taken to.
bool refuses(live_schema& db, std::string_view sql) { return !db || !db.refusal_of(sql).empty(); }

}  // namespace

TEST_CASE("a table is partitioned by columns that it has, and by expressions of them") {
  live_schema db;
  CHECK(refuses(db, "CREATE TABLE t (id integer) PARTITION BY RANGE (nope)"));
  CHECK(found_in(events("RANGE (nope)")).what == fault::missing_column);
  CHECK(found_in(events("LIST (\"WHEN\")")).what == fault::missing_column);
  for (const char* const by : {"RANGE (AT)", "range(at, \"When\")", "HASH (\"When\" COLLATE \"C\" text_ops, id)",
                               "LIST (lower(\"When\"))", "RANGE ((id + 1), at)", "RANGE (/* at */ at)"}) {
    INFO(by);
    CHECK(found_in(events(by)).what == fault::none);
    CHECK(db.accepts(std::string("CREATE TABLE t (id integer, at date, \"When\" text) PARTITION BY ") + by +
                     "; DROP TABLE t"));
  }
}

TEST_CASE("unique keys of a partitioned table have all columns of its key") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (id integer NOT NULL, at date NOT NULL, \"When\" text) PARTITION BY RANGE (at)"));
  CHECK(refuses(db, "ALTER TABLE t ADD PRIMARY KEY (id)"));
  CHECK(found_in(create_primary_key("k", "t", {"id"}), plain).what == fault::table_is_partitioned);
  CHECK(refuses(db, "ALTER TABLE t ADD UNIQUE (id)"));
  CHECK(found_in(create_unique_constraint("k", "t", {"id"}), plain).what == fault::table_is_partitioned);
  CHECK(refuses(db, "CREATE UNIQUE INDEX ON t (id)"));
  CHECK(found_in(create_index("k", "t", {"id"}).unique(), plain).what == fault::table_is_partitioned);
  CHECK(found_in(create_index("k", "t", {"id"}), plain).what == fault::none);
  CHECK(found_in(events("RANGE (at)", primary_key("id"))).what == fault::table_is_partitioned);
  CHECK(found_in(events("RANGE (at)", primary_key("id", "at"))).what == fault::none);
  CHECK(found_in(create_unique_constraint("k", "t", {"id", "at"}), plain).what == fault::none);
  CHECK(refuses(db, "CREATE TABLE u (id integer PRIMARY KEY) PARTITION BY RANGE ((id + 1))"));
  CHECK(found_in(events("RANGE ((id + 1))", primary_key("id"))).what == fault::table_is_partitioned);
}

TEST_CASE("a column by which a table is partitioned stays, and keeps its type; its name may change") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (id integer NOT NULL, at date NOT NULL, \"When\" text) PARTITION BY RANGE (at)"));
  CHECK(refuses(db, "ALTER TABLE t DROP COLUMN at CASCADE"));
  CHECK(found_in(drop_column("t", "at").cascade(), plain).what == fault::table_is_partitioned);
  CHECK(refuses(db, "ALTER TABLE t ALTER COLUMN at TYPE timestamp"));
  CHECK(found_in(alter_column("t", "at", type(timestamp)), plain).what == fault::table_is_partitioned);
  CHECK(found_in(alter_column("t", "at", nullable), plain).what == fault::none);
  CHECK(found_in(drop_column("t", "id"), plain).what == fault::none);
  const auto renamed = rename_column("t", "at", "day");
  CHECK(found_in(drop_column("t", "day"), plain, renamed).what == fault::table_is_partitioned);
  CHECK(found_in(drop_column("t", "at"), plain, renamed, add_column("t", column("at", date))).what == fault::none);
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, drop_table("t"),
                  "CREATE TABLE t (\n    id integer NOT NULL,\n    day date NOT NULL,\n    \"When\" text\n) "
                  "PARTITION BY RANGE (day)",
                  plain, renamed);
}

TEST_CASE("the name of a column in a partition key may have escapes") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (id integer NOT NULL, at date NOT NULL, \"When\" text, "
                   "CONSTRAINT t_pkey PRIMARY KEY (id, at)) PARTITION BY RANGE (U&\"\\0061t\")"));
  CHECK(refuses(db, "ALTER TABLE t ADD UNIQUE (id)"));
  for (const char* const by : {"RANGE (U&\"\\0061t\")", "RANGE (u&\"!+000061!0074\" UESCAPE '!')"}) {
    INFO(by);
    CHECK(found_in(events(by, primary_key("id", "at"))).what == fault::none);
    CHECK(found_in(events(by, primary_key("id"))).what == fault::table_is_partitioned);
    CHECK(found_in(drop_column("t", "id"), events(by)).what == fault::none);
    CHECK(found_in(drop_column("t", "at"), events(by)).what == fault::table_is_partitioned);
  }
  CHECK(found_in(events("RANGE (U&\"nope\")")).what == fault::missing_column);
  expect_restored(db, drop_table("t"),
                  "CREATE TABLE t (\n    id integer NOT NULL,\n    at date NOT NULL,\n    \"When\" text,\n"
                  "    CONSTRAINT t_pkey PRIMARY KEY (id, at)\n) PARTITION BY RANGE (\"at\")",
                  assume(events("RANGE (U&\"\\0061t\")", primary_key("id", "at"))));
  const auto read = [](std::string_view text) {
    sterna::catalog in;
    return std::string(sterna::detail::unescaped(in, text));
  };
  CHECK(read("U&\"\\00e9\\20AC \\D83D\\DE00\\\\\"\"\", U&'\\0061'") == "\"é€ 😀\\\"\"\", U&'\\0061'");
  for (const char* const wrong : {"U&\"\\00\"", "U&\"\\\"", "U&\"\\D83D\"", "U&\"\\DE00\"", "U&\"\\+11ffff\"",
                                  "U&\"\\0000\"", "U&\"\\D83Dx\"", "\"a\" + b"}) {
    CHECK(read(wrong) == wrong);
  }
}

}  // namespace schema_partition_key_test
