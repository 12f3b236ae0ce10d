// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

#include <sterna/history/explain.hpp>

namespace op_truncate_table_test {

using namespace sterna::dsl;
using sterna::fault;

namespace {

constexpr auto account = create_table("account", column("id", integer, primary_key, identity), column("boss", integer),
                                      constraint("fk_boss", foreign_key({"boss"}, "account", {"id"})));
constexpr auto post =
    create_table("post", column("author", integer, constraint("fk_author", references("account", "id"))));
constexpr auto whole = create_table("whole", column("a", integer), primary_key("a"), partition_by("RANGE (a)"));
constexpr auto part = create_partition("part", "whole", "FROM (1) TO (9)");
constexpr auto of_whole = create_table("of_whole", column("a", integer, constraint("fk_a", references("whole", "a"))));
constexpr auto heir = create_table("heir", inherits("base"));

static_assert(renders_as(truncate_table("t"), "TRUNCATE TABLE t"));
static_assert(renders_as(truncate_table({"t"}), "TRUNCATE TABLE t"));
static_assert(renders_as(truncate_table("t").only().restart_identity().cascade(),
                         "TRUNCATE TABLE ONLY t RESTART IDENTITY CASCADE"));
static_assert(renders_as(truncate_table({"t", "T"}).schema("s").only(), "TRUNCATE TABLE ONLY s.t, ONLY s.\"T\""));

}  // namespace

TEST_CASE("truncate_table: its SQL, and nothing to undo") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TABLE foo."T" (id serial PRIMARY KEY, a integer);
                      CREATE TABLE foo.u (a integer REFERENCES foo."T"); INSERT INTO foo."T" (a) VALUES (1), (2))"));
  expect_both(db, truncate_table({"T", "u"}).schema("foo"), R"(TRUNCATE TABLE foo."T", foo.u)", "");
  expect_both(db, truncate_table("u").schema("foo"), "TRUNCATE TABLE foo.u", "");
  expect_both(db, truncate_table("u").only().schema("foo"), "TRUNCATE TABLE ONLY foo.u", "");
  expect_both(db, truncate_table("T").cascade().schema("foo"), R"(TRUNCATE TABLE foo."T" CASCADE)", "");
  if (!db) return;
  CHECK(db.one(R"(INSERT INTO foo."T" (a) VALUES (1) RETURNING id)") == "3");
  expect_both(db, truncate_table({"u", "T"}).schema("foo").restart_identity(),
              R"(TRUNCATE TABLE foo.u, foo."T" RESTART IDENTITY)", "");
  CHECK(db.one(R"(INSERT INTO foo."T" (a) VALUES (1) RETURNING id)") == "1");
}

TEST_CASE("truncate_table: what it names must be there, and a table") {
  CHECK(found_in(truncate_table("post"), account, post).what == fault::none);
  CHECK(found_in(truncate_table("pots"), account, post).what == fault::missing_table);
  CHECK(found_in(truncate_table("pots"), account, post).nearest == "post");
  CHECK(found_in(truncate_table({"post", "acount"}), account, post).what == fault::missing_table);
  CHECK(found_in(truncate_table({"post", "acount"}), account, post).nearest == "account");
  CHECK(found_in(truncate_table("v"), create_view("v", "SELECT 1 AS a")).what == fault::wrong_kind);
  CHECK(found_in(truncate_table("v"), create_materialized_view("v", "SELECT 1 AS a")).what == fault::wrong_kind);
  CHECK(found_in(truncate_table("t"), execute("CREATE TABLE t (a integer)")).what == fault::none);
  CHECK(found_in(truncate_table({"post", "t"}), account, post, execute("CREATE TABLE t (a integer)")).what ==
        fault::none);
}

/// Whether the checks and the server are of one mind.
template <std::uint32_t N, class... Before>
void expect_fault(fault wanted, const sterna::fragment<N>& word, const Before&... before) {
  CAPTURE(sql_of(word));
  CHECK(found_in(word, before...).what == wanted);
  live_schema db;
  if (!db) return;
  for (const std::string& each : {sql_of(before)...}) {
    CHECK(db.accepts(each));
  }
  CHECK(db.refusal_of(sql_of(word)).empty() == (wanted == fault::none));
}

TEST_CASE("truncate_table: a foreign key of another table refers to it") {
  expect_fault(fault::still_needed, truncate_table("account"), account, post);
  expect_fault(fault::none, truncate_table("account").cascade(), account, post);
  expect_fault(fault::none, truncate_table({"account", "post"}), account, post);
  expect_fault(fault::none, truncate_table({"post", "account"}), account, post);
  expect_fault(fault::none, truncate_table("account"), account);
  expect_fault(fault::none, truncate_table("account"), account, post, drop_constraint("fk_author", "post"));
  expect_fault(fault::none, truncate_table("account"), account, post, drop_table("post"));
  expect_fault(fault::still_needed, truncate_table("account"), account, post, rename_table("post", "entry"));
  expect_fault(fault::none, truncate_table({"person", "post"}), account, post, rename_table("account", "person"));
}

TEST_CASE("truncate_table: partitions, and tables that inherit") {
  expect_fault(fault::none, truncate_table("whole"), whole, part);
  expect_fault(fault::none, truncate_table("part").only(), whole, part);
  expect_fault(fault::table_is_partitioned, truncate_table("whole").only(), whole, part);
  expect_fault(fault::still_needed, truncate_table("whole"), whole, part, of_whole);
  expect_fault(fault::still_needed, truncate_table("part"), whole, part, of_whole);
  expect_fault(fault::none, truncate_table({"whole", "of_whole"}), whole, part, of_whole);
  constexpr auto base = create_table("base", column("id", integer));
  constexpr auto key = create_primary_key("heir_pk", "heir", {"id"});
  constexpr auto of_heir = create_table("of_heir", column("id", integer, references("heir", "id")));
  expect_fault(fault::still_needed, truncate_table("base"), base, heir, key, of_heir);
  expect_fault(fault::none, truncate_table("base").only(), base, heir, key, of_heir);
  expect_fault(fault::none, truncate_table({"base", "of_heir"}), base, heir, key, of_heir);
}

TEST_CASE("truncate_table: the sentence of what still refers to it") {
  static constexpr auto first = migration("a1", "tables").upgrade(account, post);
  static constexpr auto second = migration("b2", "empty").revises("a1").upgrade(truncate_table("account"));
  const sterna::revision all[] = {first.view(), second.view()};
  CHECK(sterna::explain(sterna::check(std::span<const sterna::revision>(all)), sterna::history_view(all)) ==
        "migration 'b2' (empty): upgrade op 1, truncate_table: 'account' is still needed by constraint 'fk_author' of "
        "table 'post'; truncate that table with it, or say .cascade()");
}

}  // namespace op_truncate_table_test
