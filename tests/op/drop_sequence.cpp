// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_drop_sequence_test {

using namespace sterna::dsl;

static_assert(renders_as(drop_sequence("s"), "DROP SEQUENCE s"));

TEST_CASE("drop_sequence; what it was like is unknown, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE SEQUENCE s INCREMENT BY 2"));
  expect_sql(db, drop_sequence("s"), "DROP SEQUENCE s");
  CHECK(undo_of(drop_sequence("s")) == "cannot be derived");
}

TEST_CASE("drop_sequence: schema, if_exists, cascade, quoting") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE SEQUENCE foo."S"; CREATE TABLE foo.t (a bigint DEFAULT nextval('foo."S"')))"));
  expect_sql(db, drop_sequence("S").schema("foo").cascade(), R"(DROP SEQUENCE foo."S" CASCADE)");
  expect_sql(db, drop_sequence("S").cascade().if_exists().schema("foo"), R"(DROP SEQUENCE IF EXISTS foo."S" CASCADE)");
}

TEST_CASE("drop_sequence: one that the history knows is made again") {
  live_schema db;
  expect_restored(db, drop_sequence("s"), "CREATE SEQUENCE s", create_sequence("s"));
}

TEST_CASE("drop_sequence: not that of a column") {
  constexpr auto table = create_table("t", column("id", integer, primary_key), column("n", serial));
  CHECK(found_in(drop_sequence("t_id_seq"), table).what == sterna::fault::still_needed);
  CHECK(found_in(drop_sequence("t_n_seq"), table).what == sterna::fault::still_needed);
  CHECK(found_in(drop_sequence("t_n_seq").cascade(), table).what == sterna::fault::underivable);
  CHECK(found_in(drop_sequence("s")).what == sterna::fault::missing_sequence);
  CHECK(found_in(drop_sequence("s"), create_table("s")).what == sterna::fault::wrong_kind);
  live_schema db;
  if (db) {
    CHECK(db.accepts(sql_of(table)));
    CHECK_FALSE(db.refusal_of(sql_of(drop_sequence("t_id_seq"))).empty());
    CHECK_FALSE(db.refusal_of(sql_of(drop_sequence("t_n_seq"))).empty());
  }
}

TEST_CASE("drop_sequence: a default that draws from it holds it, and goes with it by CASCADE") {
  constexpr auto sequence = create_sequence("s");
  constexpr auto table = create_table("t", column("n", big_integer, server_default(sql("nextval('s')"))));
  CHECK(found_in(drop_sequence("s"), sequence, table).what == sterna::fault::still_needed);
  constexpr auto by_text = create_table("t", column("n", big_integer, server_default(sql("nextval('s'::text)"))));
  CHECK_FALSE(found_in(drop_sequence("s"), sequence, by_text));
  live_schema db;
  if (db) {
    CHECK(db.accepts(sql_of(sequence)));
    CHECK(db.accepts(sql_of(table)));
    CHECK_FALSE(db.refusal_of(sql_of(drop_sequence("s"))).empty());
    CHECK(db.accepts("DROP TABLE t"));
    CHECK(db.accepts(sql_of(by_text)));
    CHECK(db.accepts(sql_of(drop_sequence("s"))));
  }
}

TEST_CASE("drop_sequence, cascade: the default that draws from it comes back behind it") {
  live_schema db;
  expect_restored(db, drop_sequence("s").cascade(),
                  "CREATE SEQUENCE s;\nALTER TABLE t ALTER COLUMN n SET DEFAULT nextval('s')", create_sequence("s"),
                  create_table("t", column("n", big_integer, server_default(sql("nextval('s')")))));
}

TEST_CASE("drop_sequence: one that a column owns and draws from no more is not told apart, so nothing undoes it") {
  CHECK(found_in(drop_sequence("t_n_seq"), create_table("t", column("n", serial)), alter_column("t", "n", drop_default))
            .what == sterna::fault::underivable);
}

}  // namespace op_drop_sequence_test
