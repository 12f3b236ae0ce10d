// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

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
