// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_create_sequence_test {

using namespace sterna::dsl;

static_assert(renders_as(create_sequence("s"), "CREATE SEQUENCE s"));

TEST_CASE("create_sequence, and back") {
  live_schema db("foo");
  expect_both(db, create_sequence("s"), "CREATE SEQUENCE s", "DROP SEQUENCE s");
  expect_both(db, create_sequence("My S").schema("foo"), R"(CREATE SEQUENCE foo."My S")",
              R"(DROP SEQUENCE foo."My S")");
}

TEST_CASE("create_sequence, if_not_exists; what may have been there before is not undone") {
  live_schema db;
  CHECK(db.accepts("CREATE SEQUENCE s"));
  expect_sql(db, create_sequence("s").if_not_exists(), "CREATE SEQUENCE IF NOT EXISTS s");
  CHECK(undo_of(create_sequence("s").if_not_exists()) == "cannot be derived");
}

TEST_CASE("create_sequence: tables, indexes and the sequences of columns share the names") {
  CHECK(found_in(create_sequence("t"), create_table("t")).what == sterna::fault::sequence_exists);
  CHECK(found_in(create_sequence("t_id_seq"), create_table("t", column("id", serial))).what ==
        sterna::fault::sequence_exists);
  CHECK(found_in(create_table("s"), create_sequence("s")).what == sterna::fault::table_exists);
  live_schema db;
  if (db) {
    CHECK(db.accepts("CREATE TABLE t (id serial)"));
    CHECK(db.refusal_of(sql_of(create_sequence("t"))).find("already exists") != std::string::npos);
    CHECK(db.refusal_of(sql_of(create_sequence("t_id_seq"))).find("already exists") != std::string::npos);
  }
}

TEST_CASE("create_sequence with all options, in the order of SQL") {
  live_schema db("foo");
  expect_both(db,
              create_sequence("s", start(10), increment(2), min_value(1), max_value(99), cache(5), cycle, as(integer)),
              "CREATE SEQUENCE s AS integer INCREMENT BY 2 MINVALUE 1 MAXVALUE 99 START WITH 10 CACHE 5 CYCLE",
              "DROP SEQUENCE s");
  CHECK(db.accepts("CREATE TABLE foo.t (a integer)"));
  expect_both(db, create_sequence("s", owned_by("t", "a")).schema("foo"), "CREATE SEQUENCE foo.s OWNED BY foo.t.a",
              "DROP SEQUENCE foo.s");
}

TEST_CASE("create_sequence: it comes back as it was, with its owner; what is usual is not said") {
  live_schema db;
  expect_restored(db, drop_sequence("s"), "CREATE SEQUENCE s AS smallint INCREMENT BY -1 MINVALUE -9 START WITH -3",
                  create_sequence("s", increment(-1), as(small_integer), max_value(-1), min_value(-9), start(-3),
                                  cache(1), no_cycle));
  live_schema other;
  expect_restored(other, drop_table("t"),
                  "CREATE SEQUENCE s START WITH 7;\nCREATE TABLE t (\n    b integer\n);\nALTER SEQUENCE s OWNED BY t.b",
                  create_table("t", column("a", integer)), create_sequence("s", start(7), owned_by("t", "a")),
                  rename_column("t", "a", "b"));
  CHECK(found_in(create_sequence("s", owned_by("no", "a"))).what == sterna::fault::missing_table);
}

}  // namespace op_create_sequence_test
