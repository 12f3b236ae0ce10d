// SPDX-License-Identifier: BSL-1.0
#include <sterna/history/server_needs.hpp>

#include "runtime/database.hpp"

namespace history_server_needs_test {

using namespace runtime_tests;
using namespace sterna::dsl;

namespace {

template <std::uint32_t N>
sterna::server_need need(const sterna::fragment<N>& word) {
  const sterna::script_builder all = sterna::decoded(word.view());
  return sterna::need_of(all.view().operations[0], all.view());
}

constexpr auto tables = migration("a1", "tables").upgrade(create_table("t", column("a", integer)));
constexpr auto key = migration("b2", "key").revises("a1").upgrade(
    add_column("t", column("b", integer)),
    assume_safe(create_unique_constraint("uq", "t", {"a"}).nulls_not_distinct(), "few rows"));
constexpr auto history = sterna::history<tables, key>;

}  // namespace

TEST_CASE("what an op needs of the server") {
  CHECK(need(create_table("t", column("a", integer, unique))).version == 0);
  CHECK(need(create_unique_constraint("uq", "t", {"a"}).nulls_not_distinct()).version == 15);
  CHECK(need(create_unique_constraint("uq", "t", {"a"}).nulls_not_distinct()).what == "NULLS NOT DISTINCT");
  CHECK(need(create_index("ix", "t", {"a"}).nulls_not_distinct()).version == 15);
  CHECK(need(create_table("t", column("a", integer), unique({"a"}).nulls_not_distinct())).version == 15);
  CHECK(need(create_foreign_key("fk", "t", {"a", "b"}, "u", {"a", "b"}, on_delete(set_null, {"b"}))).version == 15);
  CHECK(need(create_foreign_key("fk", "t", {"a", "b"}, "u", {"a", "b"}, on_delete(set_null))).version == 0);
  CHECK(need(add_column("t", column("c", text, compression("lz4")))).version == 14);
  CHECK(need(alter_column("t", "c", compression("lz4"))).version == 14);
  CHECK(need(alter_table("t", access_method("heap"))).version == 15);
  CHECK(need(create_table("t", column("a", integer), access_method("heap"))).version == 0);
  CHECK(need(add_column("t", column("v", integer, generated_virtual("a + 1")))).version == 18);
  CHECK(need(add_column("t", column("v", integer, generated("a + 1")))).version == 0);
  CHECK(need(detach_partition("p", "t")).version == 0);
  CHECK(need(detach_partition("p", "t").concurrently()).version == 14);
  CHECK(need(add_column("t", column("n", numeric(2, 5)))).version == 15);
  CHECK(need(add_column("t", column("n", numeric(5, 2)))).version == 0);
  CHECK(need(add_column("t", column("r", type("int4multirange[]")))).version == 14);
  CHECK(need(add_column("t", column("r", type("int4range")))).version == 0);
  CHECK(need(create_function("f()", "RETURNS integer RETURN 1")).version == 14);
  CHECK(need(replace_function("f()", "RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT 1; END")).version == 14);
  CHECK(need(create_procedure("p()", "BEGIN ATOMIC SELECT 1; END")).version == 14);
  CHECK(need(create_function("f()", "RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$")).version == 0);
  CHECK(need(alter_view("v", "SET (security_invoker = true)")).version == 15);
  CHECK(need(alter_view("v", "SET (security_barrier = true)")).version == 0);
}

TEST_CASE("an op that the server is too old for is refused before anything runs") {
  STERNA_NEEDS_SERVER();
  const database db;
  const int server = server_release();
  if (server >= 15) {
    CHECK(sterna::upgrade(history, "head", db.options()).applied.size() == 2);
    return;
  }
  const std::string expected = "migration 'b2' (key), upgrade op 2, create_unique_constraint: needs PostgreSQL 15 "
                               "(NULLS NOT DISTINCT), and the server is PostgreSQL " +
                               std::to_string(server) + "; nothing has been run";
  CHECK_THROWS_WITH_AS(static_cast<void>(sterna::upgrade(history, "head", db.options())), expected.c_str(),
                       sterna::history_error);
  CHECK(db.versions() == "none");
}

}  // namespace history_server_needs_test
