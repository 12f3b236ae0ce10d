// SPDX-License-Identifier: BSL-1.0
#include "dumped.hpp"
#include "restored.hpp"
#include "words.hpp"

namespace op_contract_column_test {

using namespace sterna::dsl;

static_assert(renders_as(contract_column("t", "a", "b"),
                         "DROP TRIGGER t_a_b_sync ON tDROP FUNCTION t_a_b_sync()ALTER TABLE t DROP COLUMN a"));
static_assert(renders_as(contract_column("t", "a", "b").keep_name(),
                         "DROP TRIGGER t_a_b_sync ON tDROP FUNCTION t_a_b_sync()ALTER TABLE t DROP COLUMN a"
                         "ALTER TABLE t RENAME COLUMN b TO a"));
static_assert(renders_as(contract_column("t", "a", "b").keep_old(),
                         "DROP TRIGGER t_a_b_sync ON tDROP FUNCTION t_a_b_sync()ALTER TABLE t DROP COLUMN b"));

namespace {

constexpr auto user = create_table("user", column("id", integer, primary_key), column("name", string(20), not_null));
constexpr auto expanded = expand_column("user", "name", column("full_name", text)).backward("lower(full_name)");

/// What a downgrade says behind the column: the trigger as expand_column has made it.
template <std::uint32_t N>
std::string trigger_of(const sterna::fragment<N>& word) {
  const std::string all = sql_of(word);
  return all.substr(all.find("CREATE FUNCTION"));
}

}  // namespace

TEST_CASE("contract_column: schema, cascade, names in quotes") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.\"Order\" (\"From\" text)"));
  CHECK(db.accepts(sql_of(expand_column("Order", "From", column("to", text)).schema("foo"))));
  CHECK(db.accepts("CREATE VIEW foo.v AS SELECT \"From\" FROM foo.\"Order\""));
  expect_sql(db, contract_column("Order", "From", "to").cascade().schema("foo").keep_name(),
             "DROP TRIGGER \"Order_From_to_sync\" ON foo.\"Order\";\nDROP FUNCTION foo.\"Order_From_to_sync\"();\n"
             "ALTER TABLE foo.\"Order\" DROP COLUMN \"From\" CASCADE;\n"
             "ALTER TABLE foo.\"Order\" RENAME COLUMN \"to\" TO \"From\"");
}

TEST_CASE("contract_column: of a table that is not known nothing undoes it") {
  CHECK(undo_of(contract_column("t", "a", "b")) == "cannot be derived");
}

TEST_CASE("contract_column: the old column comes back as it was, filled, with the trigger") {
  live_schema db;
  expect_restored(db, contract_column("user", "name", "full_name"),
                  "ALTER TABLE \"user\" ADD COLUMN name varchar(20);\n"
                  "UPDATE \"user\" SET name = (lower(full_name));\n"
                  "ALTER TABLE \"user\" ALTER COLUMN name SET NOT NULL;\n" +
                      trigger_of(expanded),
                  user, expanded);
}

TEST_CASE("contract_column: its keys, checks, indexes, default and comment come back too") {
  live_schema db;
  constexpr auto table =
      create_table("t", column("id", integer, primary_key),
                   column("a", text, server_default("x"), unique, comment("old"), constraint("ck", check("a <> ''"))));
  constexpr auto pair = expand_column("t", "a", column("b", text));
  expect_restored(
      db, contract_column("t", "a", "b"),
      "ALTER TABLE t ADD COLUMN a text DEFAULT 'x';\nCOMMENT ON COLUMN t.a IS 'old';\nUPDATE t SET a = b;\n" +
          trigger_of(pair) +
          ";\nALTER TABLE t ADD CONSTRAINT ck CHECK (a <> '');\nALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE "
          "(a);\nCREATE INDEX ix ON t (a)",
      table, pair, create_index("ix", "t", {"a"}));
}

TEST_CASE("contract_column: the values there and back, and once more") {
  live_schema db;
  if (!db) return;
  CHECK(db.accepts(sql_of(user)));
  CHECK(db.accepts(sql_of(expanded)));
  const std::string before = described(db);
  CHECK(db.accepts("INSERT INTO \"user\" (name) VALUES ('ann'); INSERT INTO \"user\" (full_name) VALUES ('Bob')"));
  static const sterna::graph none({});
  sterna::replay history(none);
  REQUIRE(history.play(user.view(), false, false));
  REQUIRE(history.play(expanded.view(), false, false));
  constexpr auto contracted = contract_column("user", "name", "full_name").keep_name();
  REQUIRE(history.play(contracted.view(), false, true));
  const auto undo = history.take_derived();
  CHECK(undo.underivable == 0);
  CHECK(undo.ops.view().operations.size() == 2);
  CHECK(db.accepts(sql_of(contracted)));
  const std::string once = dumped(db);
  CHECK(db.one("SELECT string_agg(name, ' ' ORDER BY id) FROM \"user\"") == "ann Bob");
  CHECK(db.accepts(sql_of(undo.ops.view())));
  CHECK(described(db) == before);
  CHECK(db.one("SELECT string_agg(name || full_name, ' ' ORDER BY id) FROM \"user\"") == "annann bobBob");
  CHECK(db.accepts("UPDATE \"user\" SET name = 'carl' WHERE id = 1"));
  CHECK(db.one("SELECT full_name FROM \"user\" WHERE id = 1") == "carl");
  CHECK(db.accepts(sql_of(contracted)));
  CHECK(dumped(db) == once);
}

TEST_CASE("contract_column, keep_old: the new column goes, and comes back filled") {
  live_schema db;
  constexpr auto pair = expand_column("user", "name", column("short", string(3), not_null)).forward("left(name, 3)");
  expect_restored(db, contract_column("user", "name", "short").keep_old(),
                  "ALTER TABLE \"user\" ADD COLUMN short varchar(3);\nUPDATE \"user\" SET short = (left(name, 3));\n"
                  "ALTER TABLE \"user\" ALTER COLUMN short SET NOT NULL;\n" +
                      trigger_of(pair),
                  user, pair);
}

TEST_CASE("contract_column, keep_name: one op for who reads, and a rename for the replay") {
  using sterna::fault;
  constexpr auto contracted = contract_column("user", "name", "full_name").keep_name();
  CHECK(found_in(drop_column("user", "full_name"), user, expanded, contracted).what == fault::missing_column);
  CHECK(found_in(alter_column("user", "name", type(jsonb)), user, expanded, contracted).what == fault::no_cast);
  const auto records = sterna::decoded(words::joined(contracted, drop_table("user")).view());
  REQUIRE(records.view().operations.size() == 3);
  CHECK(records.view().operations[0].position == 1);
  CHECK(records.view().operations[1].position == 1);
  CHECK(records.view().operations[1].what == sterna::op_kind::rename_column);
  CHECK(records.view().operations[2].position == 2);
  // declared behind raw SQL, both are
  const auto as = sterna::decoded(execute("SELECT 1").as(contracted).view());
  CHECK(as.view().operations[0].declares == 2);
  CHECK(as.view().operations[2].declared);
  const sterna::name empty;
  CHECK(found_in(contract_column("user", "name", empty).keep_name(), user, expanded).what == fault::empty_name);
}

TEST_CASE("contract_column ends what expand_column has begun, and nothing else") {
  using sterna::fault;
  const auto near = found_in(contract_column("user", "name", "fullname"), user, expanded);
  CHECK(near.what == fault::missing_synchronization);
  CHECK(near.subject == "user_name_fullname_sync");
  CHECK(near.nearest == "user_name_full_name_sync");
  CHECK(found_in(contract_column("user", "name", "id"), user).what == fault::missing_synchronization);
  CHECK(found_in(contract_column("user", "full_name", "name"), user, expanded).what == fault::missing_synchronization);
  CHECK(found_in(contract_column("user", "name", "full_name"), user, expanded,
                 contract_column("user", "name", "full_name")).what == fault::missing_synchronization);
  const auto view = found_in(contract_column("user", "name", "full_name"), user, expanded,
                             create_view("v", "SELECT name FROM \"user\""));
  CHECK(view.what == fault::still_needed);
  CHECK(view.owner == "v");
  CHECK(found_in(contract_column("user", "name", "full_name"), user, execute("SELECT f('user_name_full_name_sync')"))
            .what == fault::underivable);
}

TEST_CASE("contract_column: where its type has changed so that no cast leads back, the values have no way") {
  constexpr auto t = create_table("t", column("a", integer));
  constexpr auto pair = expand_column("t", "a", column("b", integer)).forward("NULL");
  constexpr auto text_now = alter_column("t", "b", type(string(10)));
  CHECK(found_in(contract_column("t", "a", "b"), t, pair).what == sterna::fault::none);
  CHECK(found_in(contract_column("t", "a", "b"), t, pair, text_now).what == sterna::fault::underivable);
}

TEST_CASE("contract_column: an identity, whose sequence would not know of the values, does not come back by itself") {
  using sterna::fault;
  constexpr auto wider = expand_column("t", "id", column("id_big", big_integer));
  CHECK(
      found_in(contract_column("t", "id", "id_big"), create_table("t", column("id", integer, identity)), wider).what ==
      fault::underivable);
  CHECK(found_in(contract_column("t", "id", "id_big"), create_table("t", column("id", serial)), wider).what ==
        fault::underivable);
  CHECK(
      found_in(contract_column("t", "id", "id_big").keep_old(), create_table("t", column("id", serial)), wider).what ==
      fault::none);
}

namespace {

constexpr auto begin = migration("a1", "begin").upgrade(user, create_table("t", column("a", text)));
constexpr auto both = migration("b1", "both").revises("a1").upgrade(expanded);

template <class... M>
constexpr sterna::verdict fault_of(const M&... migrations) {
  const sterna::revision all[] = {begin.view(), migrations.view()...};
  return sterna::check(all);
}
constexpr bool is(const sterna::verdict& found, sterna::fault what) { return found.what == what; }

}  // namespace

// a downgrade that somebody writes must take the trigger away too, or bring it back
static_assert(is(fault_of(both), sterna::fault::none));
static_assert(is(fault_of(migration("b1", "both").revises("a1").upgrade(expanded).downgrade(
                     contract_column("user", "name", "full_name").keep_old())),
                 sterna::fault::none));
static_assert(is(fault_of(migration("b1", "both").revises("a1").upgrade(expanded).downgrade(
                     drop_column("user", "full_name"))),
                 sterna::fault::still_needed));
static_assert(is(fault_of(both,
                          migration("c1", "one").revises("b1").upgrade(contract_column("user", "name", "full_name"))),
                 sterna::fault::none));
static_assert(is(fault_of(both,
                          migration("c1", "one")
                              .revises("b1")
                              .upgrade(contract_column("user", "name", "full_name"))
                              .downgrade(add_column("user", column("name", string(20), not_null, server_default(""))),
                                         alter_column("user", "name", drop_default))),
                 sterna::fault::not_restored));
static_assert(is(fault_of(both, migration("c1", "one")
                                    .revises("b1")
                                    .upgrade(contract_column("user", "name", "full_name").keep_old())
                                    .downgrade(expand_column("user", "name", column("full_name", text)))),
                 sterna::fault::not_restored));  // with another way back
static_assert(is(fault_of(both, migration("c1", "one")
                                    .revises("b1")
                                    .upgrade(contract_column("user", "name", "full_name").keep_old())
                                    .downgrade(expanded)),
                 sterna::fault::none));
// branches, each of which may come first
static_assert(is(fault_of(migration("b1", "both").revises("a1").upgrade(expanded),
                          migration("b2", "none").revises("a1").upgrade(drop_column("user", "name")),
                          migration("c1", "merge").revises("b1", "b2")),
                 sterna::fault::conflicting_branches));
static_assert(is(fault_of(migration("b2", "none").revises("a1").upgrade(rename_table("user", "person")),
                          migration("b1", "both").revises("a1").upgrade(expanded),
                          migration("c1", "merge").revises("b1", "b2")),
                 sterna::fault::conflicting_branches));
static_assert(is(fault_of(migration("b1", "both").revises("a1").upgrade(expanded),
                          migration("b2", "none").revises("a1").upgrade(expand_column("t", "a", column("b", text))),
                          migration("c1", "merge").revises("b1", "b2")),
                 sterna::fault::none));

}  // namespace op_contract_column_test
