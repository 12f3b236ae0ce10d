// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_alter_sequence_test {

using namespace sterna::dsl;

static_assert(renders_as(alter_sequence("s", increment(2)), "ALTER SEQUENCE s INCREMENT BY 2"));
static_assert(renders_as(alter_sequence("s", restart), "ALTER SEQUENCE s RESTART"));

TEST_CASE("alter_sequence: each option, and back") {
  live_schema db("foo");
  expect_restored(db,
                  alter_sequence("s", cycle, cache(7), start(20), max_value(50), min_value(5), increment(3),
                                 as(small_integer)),
                  "ALTER SEQUENCE s AS bigint INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 10 CACHE 1 NO CYCLE",
                  create_sequence("s", start(10)));
}

TEST_CASE("alter_sequence: options go back to what PostgreSQL takes by itself") {
  live_schema db;
  expect_restored(db, alter_sequence("s", no_max_value, no_min_value, no_cycle),
                  "ALTER SEQUENCE s MINVALUE 3 MAXVALUE 9 CYCLE",
                  create_sequence("s", min_value(3), max_value(9), cycle));
}

TEST_CASE("alter_sequence: owner") {
  live_schema db;
  expect_restored(db, alter_sequence("s", owned_by("t", "a")), "ALTER SEQUENCE s OWNED BY NONE",
                  create_table("t", column("a", integer), column("b", integer)), create_sequence("s"));
  live_schema other;
  expect_restored(other, alter_sequence("s", owned_by_none), "ALTER SEQUENCE s OWNED BY t.a",
                  create_table("t", column("a", integer)), create_sequence("s", owned_by("t", "a")));
}

TEST_CASE("alter_sequence of an identity, and of a serial column") {
  live_schema db;
  expect_restored(db, alter_sequence("t_id_seq", increment(5), restart_with(9)),
                  "ALTER SEQUENCE t_id_seq INCREMENT BY 2",
                  create_table("t", column("id", integer, identity.increment(2), primary_key)));
  live_schema other;
  expect_restored(other, alter_sequence("u_n_seq", max_value(100)), "ALTER SEQUENCE u_n_seq NO MAXVALUE",
                  create_table("u", column("n", serial)));
  live_schema third;
  expect_restored(third, drop_table("u"),
                  "CREATE TABLE u (\n    n serial NOT NULL\n);\nALTER SEQUENCE u_n_seq MAXVALUE 100",
                  create_table("u", column("n", serial)), alter_sequence("u_n_seq", max_value(100)));
}

TEST_CASE("alter_sequence: what PostgreSQL refuses") {
  const auto refused = [](const auto& word, const auto&... before) {
    live_schema db;
    const bool found = found_in(word, before...).what == sterna::fault::sequence_option;
    if (db) {
      [[maybe_unused]] const bool there[] = {true, db.accepts(sql_of(before))...};
      CHECK(!db.refusal_of(sql_of(word)).empty());
    }
    return found;
  };
  const auto s = create_sequence("s", start(10));
  CHECK(refused(alter_sequence("s", increment(0)), s));
  CHECK(refused(alter_sequence("s", min_value(11)), s));
  CHECK(refused(alter_sequence("s", max_value(9)), s));
  CHECK(refused(alter_sequence("s", cache(0)), s));
  CHECK(refused(alter_sequence("s", as(small_integer), max_value(40000)), s));
  CHECK(refused(alter_sequence("s", min_value(5), max_value(5)), s));
  CHECK(refused(alter_sequence("s", restart_with(-1)), s));
  CHECK(refused(create_sequence("u", start(-1))));
  CHECK(refused(create_sequence("u", as(text))));
  CHECK(found_in(alter_sequence("s", cycle)).what == sterna::fault::missing_sequence);
}

}  // namespace op_alter_sequence_test
