// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_set_owner_test {

using namespace sterna::dsl;

constexpr auto home = assume(schema("op_owner"));

static_assert(renders_as(set_table_owner("t", "current_user"), "ALTER TABLE t OWNER TO current_user"));
static_assert(renders_as(set_function_owner("f()", "Me"), "ALTER FUNCTION f() OWNER TO \"Me\""));

// those that the server is asked about in tests/history/round_trip/kinds.hpp
static_assert(renders_as(set_aggregate_owner("g(integer)", "Me").schema("s"),
                         "ALTER AGGREGATE s.g(integer) OWNER TO \"Me\""));
static_assert(renders_as(set_collation_owner("c", "Me").schema("s"), "ALTER COLLATION s.c OWNER TO \"Me\""));
static_assert(renders_as(set_foreign_table_owner("f", "Me").schema("s"), "ALTER FOREIGN TABLE s.f OWNER TO \"Me\""));
static_assert(renders_as(set_operator_class_owner("c", "btree", "Me").schema("s"),
                         "ALTER OPERATOR CLASS s.c USING btree OWNER TO \"Me\""));
static_assert(renders_as(set_operator_family_owner("f", "hash", "Me").schema("s"),
                         "ALTER OPERATOR FAMILY s.f USING hash OWNER TO \"Me\""));
static_assert(renders_as(set_operator_owner("===(integer, text)", "Me").schema("s"),
                         "ALTER OPERATOR s.=== (integer, text) OWNER TO \"Me\""));
static_assert(renders_as(set_statistics_owner("st", "Me").schema("s"), "ALTER STATISTICS s.st OWNER TO \"Me\""));
static_assert(renders_as(set_text_search_configuration_owner("c", "Me").schema("s"),
                         "ALTER TEXT SEARCH CONFIGURATION s.c OWNER TO \"Me\""));
static_assert(renders_as(set_text_search_dictionary_owner("d", "Me").schema("s"),
                         "ALTER TEXT SEARCH DICTIONARY s.d OWNER TO \"Me\""));
static_assert(renders_as(set_procedure_owner("p()", "session_user"), "ALTER PROCEDURE p() OWNER TO session_user"));
static_assert(renders_as(set_event_trigger_owner("e", "me"), "ALTER EVENT TRIGGER e OWNER TO me"));
static_assert(renders_as(set_foreign_data_wrapper_owner("w", "me"), "ALTER FOREIGN DATA WRAPPER w OWNER TO me"));
static_assert(renders_as(set_publication_owner("p", "me"), "ALTER PUBLICATION p OWNER TO me"));
static_assert(renders_as(set_server_owner("s", "me"), "ALTER SERVER s OWNER TO me"));

TEST_CASE("set_owner: each kind of object, there and back to who migrates") {
  live_schema db("op_owner");
  CHECK(db.accepts("CREATE ROLE op_owner_a; CREATE ROLE op_owner_b"));
  expect_restored(db, set_schema_owner("op_owner", "op_owner_a"), "ALTER SCHEMA op_owner OWNER TO current_user", home);
  expect_restored(db, set_table_owner("t", "op_owner_a").schema("op_owner"),
                  "ALTER TABLE op_owner.t OWNER TO current_user", home,
                  create_table("t", column("a", integer)).schema("op_owner"));
  expect_restored(db, set_view_owner("v", "op_owner_a").schema("op_owner"),
                  "ALTER VIEW op_owner.v OWNER TO current_user", home,
                  create_view("v", "SELECT 1 AS a").schema("op_owner"));
  expect_restored(db, set_materialized_view_owner("m", "op_owner_a").schema("op_owner"),
                  "ALTER MATERIALIZED VIEW op_owner.m OWNER TO current_user", home,
                  create_materialized_view("m", "SELECT 1 AS a").schema("op_owner"));
  expect_restored(db, set_sequence_owner("s", "op_owner_a").schema("op_owner"),
                  "ALTER SEQUENCE op_owner.s OWNER TO current_user", home, create_sequence("s").schema("op_owner"));
  expect_restored(db, set_type_owner("mood", "op_owner_a").schema("op_owner"),
                  "ALTER TYPE op_owner.mood OWNER TO current_user", home,
                  create_enumeration("mood", {"ok"}).schema("op_owner"));
  expect_restored(db, set_domain_owner("d", "op_owner_a").schema("op_owner"),
                  "ALTER DOMAIN op_owner.d OWNER TO current_user", home, create_domain("d", "text").schema("op_owner"));
  expect_restored(db, set_function_owner("f()", "op_owner_a").schema("op_owner"),
                  "ALTER FUNCTION op_owner.f() OWNER TO current_user", home,
                  create_function("f()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'").schema("op_owner"));
  expect_restored(db, set_function_owner("f()", "op_owner_b").schema("op_owner"),
                  "ALTER FUNCTION op_owner.f() OWNER TO op_owner_a", home,
                  assume(create_function("f()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'").schema("op_owner")),
                  set_function_owner("f()", "op_owner_a").schema("op_owner"));
}

TEST_CASE("set_owner: what is dropped comes back to its owner") {
  live_schema db("op_owner");
  CHECK(db.accepts("CREATE ROLE op_owner_a"));
  expect_restored(db, drop_table("t").schema("op_owner"),
                  "CREATE TABLE op_owner.t (\n    a integer\n);\nALTER TABLE op_owner.t OWNER TO op_owner_a", home,
                  create_table("t", column("a", integer)).schema("op_owner"),
                  set_table_owner("t", "op_owner_a").schema("op_owner"));
}

TEST_CASE("set_owner: faults") {
  using sterna::fault;
  CHECK(found_in(set_table_owner("t", "r")).what == fault::missing_table);
  CHECK(found_in(set_view_owner("v", "")).what == fault::empty_name);
  CHECK(found_in(set_view_owner("v", "r")).word == "set_view_owner");
  CHECK(undo_of(set_table_owner("t", "r")) == "cannot be derived");
}

}  // namespace op_set_owner_test
