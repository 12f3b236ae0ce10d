// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_alter_object_test {

using namespace sterna::dsl;

constexpr auto home = assume(schema("op_alter"));
constexpr auto function =
    create_function("f(n integer)", "RETURNS integer LANGUAGE sql AS 'SELECT n'").schema("op_alter");

static_assert(renders_as(alter_function("f(integer)", "SET search_path = ''"),
                         "ALTER FUNCTION f(integer) SET search_path = ''"));
static_assert(renders_as(disable_trigger("r", "t").schema("foo"), "ALTER TABLE foo.t DISABLE TRIGGER r"));
static_assert(renders_as(alter_extension("postgis", "UPDATE TO '3.4'"), "ALTER EXTENSION postgis UPDATE TO '3.4'"));

// those that the server is asked about in tests/history/round_trip/kinds.hpp
static_assert(renders_as(alter_collation("c", "REFRESH VERSION"), "ALTER COLLATION c REFRESH VERSION"));
static_assert(renders_as(alter_event_trigger("e", "DISABLE"), "ALTER EVENT TRIGGER e DISABLE"));
static_assert(renders_as(alter_foreign_data_wrapper("w", "OPTIONS (ADD a '1')"),
                         "ALTER FOREIGN DATA WRAPPER w OPTIONS (ADD a '1')"));
static_assert(renders_as(alter_foreign_table("f", "ADD COLUMN a date").schema("s"),
                         "ALTER FOREIGN TABLE s.f ADD COLUMN a date"));
static_assert(renders_as(alter_materialized_view("m", "SET (fillfactor = 70)"),
                         "ALTER MATERIALIZED VIEW m SET (fillfactor = 70)"));
static_assert(renders_as(alter_operator_family("f", "hash", "ADD FUNCTION 1 (integer) hashint4(integer)"),
                         "ALTER OPERATOR FAMILY f USING hash ADD FUNCTION 1 (integer) hashint4(integer)"));
static_assert(renders_as(alter_procedure("p(integer)", "SET search_path = ''"),
                         "ALTER PROCEDURE p(integer) SET search_path = ''"));
static_assert(renders_as(alter_rule("r", "t", "DISABLE"), "ALTER TABLE t DISABLE RULE r"));
static_assert(renders_as(alter_server("s", "VERSION '2'"), "ALTER SERVER s VERSION '2'"));
static_assert(renders_as(alter_text_search_dictionary("d", "(StopWords = german)"),
                         "ALTER TEXT SEARCH DICTIONARY d (StopWords = german)"));
static_assert(renders_as(alter_trigger("r", "t", "ENABLE ALWAYS").schema("s"),
                         "ALTER TABLE s.t ENABLE ALWAYS TRIGGER r"));
static_assert(renders_as(alter_triggers("t", "DISABLE TRIGGER USER").schema("s"),
                         "ALTER TABLE s.t DISABLE TRIGGER USER"));

/// The downgrade derived behind others.
template <std::uint32_t N, class... Before>
std::string undo_behind(const sterna::fragment<N>& word, const Before&... before) {
  static const sterna::graph none({});
  sterna::replay history(none);
  (static_cast<void>(history.play(before.view(), false, false)), ...);
  REQUIRE(history.play(word.view(), false, true));
  const sterna::replay::derived made = history.take_derived();
  return made.underivable == 0 ? sql_of(made.ops.view()) : "cannot be derived";
}

TEST_CASE("alter: the way back follows from the words of the action") {
  live_schema db("op_alter");
  expect_restored(db, alter_function("f(integer)", "SET search_path = ''").schema("op_alter"),
                  "ALTER FUNCTION op_alter.f(integer) RESET search_path", home, function);
  constexpr auto pair = create_composite_type("pair", "a integer").schema("op_alter");
  expect_restored(db, alter_type("pair", "ADD ATTRIBUTE b numeric(4, 2)").schema("op_alter"),
                  "ALTER TYPE op_alter.pair DROP ATTRIBUTE b", home, pair);
  expect_restored(db, alter_type("pair", "RENAME ATTRIBUTE a TO c").schema("op_alter"),
                  "ALTER TYPE op_alter.pair RENAME ATTRIBUTE c TO a", home, assume(pair));
  constexpr auto domain = create_domain("d", "text").schema("op_alter");
  expect_restored(db, alter_domain("d", "ADD CONSTRAINT ck CHECK (VALUE <> '')").schema("op_alter"),
                  "ALTER DOMAIN op_alter.d DROP CONSTRAINT ck", home, domain);
  expect_restored(db, alter_domain("d", "SET NOT NULL").schema("op_alter"), "ALTER DOMAIN op_alter.d DROP NOT NULL",
                  home, assume(domain));
  expect_restored(db, alter_domain("d", "SET DEFAULT 'x'").schema("op_alter"), "ALTER DOMAIN op_alter.d DROP DEFAULT",
                  home, assume(domain));
  constexpr auto view = create_view("v", "SELECT 1 AS a").schema("op_alter");
  expect_restored(db, alter_view("v", "SET (security_barrier = true)").schema("op_alter"),
                  "ALTER VIEW op_alter.v RESET (security_barrier)", home, view);
  expect_restored(db, alter_view("v", "RENAME COLUMN a TO b").schema("op_alter"),
                  "ALTER VIEW op_alter.v RENAME COLUMN b TO a", home, assume(view));
  constexpr auto table = create_table("t", column("a", integer)).schema("op_alter");
  expect_restored(db, alter_publication("op_alter_p", "ADD TABLE op_alter.t"),
                  "ALTER PUBLICATION op_alter_p DROP TABLE op_alter.t", home, table, create_publication("op_alter_p"));
  constexpr auto trigger =
      create_trigger("r", "t", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()")
          .schema("op_alter");
  expect_restored(db, disable_trigger("r", "t").schema("op_alter"), "ALTER TABLE op_alter.t ENABLE TRIGGER r", home,
                  assume(table), trigger);
  expect_restored(db, enable_trigger("r", "t").schema("op_alter"), "ALTER TABLE op_alter.t DISABLE TRIGGER r", home,
                  assume(table), assume(trigger), disable_trigger("r", "t").schema("op_alter"));
  CHECK(undo_behind(alter_foreign_table("f", "ADD COLUMN b date"), create_foreign_data_wrapper("w"),
                    create_server("s", "FOREIGN DATA WRAPPER w"), create_foreign_table("f", "(a integer) SERVER s")) ==
        "ALTER FOREIGN TABLE f DROP COLUMN b");
  constexpr auto words = create_text_search_configuration("c", "PARSER = default").schema("op_alter");
  expect_restored(
      db, alter_text_search_configuration("c", "ADD MAPPING FOR asciiword, word WITH simple").schema("op_alter"),
      "ALTER TEXT SEARCH CONFIGURATION op_alter.c DROP MAPPING FOR asciiword, word ", home, words);
}

TEST_CASE("alter: of functions from the text before; otherwise by .reverse") {
  live_schema db("op_alter");
  expect_restored(db, alter_function("f(integer)", "IMMUTABLE PARALLEL SAFE").schema("op_alter"),
                  "CREATE OR REPLACE FUNCTION op_alter.f(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n'", home,
                  function);
  expect_restored(db, alter_function("f(integer)", "STRICT").schema("op_alter"),
                  "CREATE OR REPLACE FUNCTION op_alter.f(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n';\n"
                  "ALTER FUNCTION op_alter.f(n integer) COST 5",
                  home, assume(function), alter_function("f(integer)", "COST 5").schema("op_alter"));
  constexpr auto table = create_table("t", column("a", integer)).schema("op_alter");
  constexpr auto publication = create_publication("op_alter_p");
  expect_restored(db,
                  alter_publication("op_alter_p", "SET (publish = 'insert')")
                      .reverse("SET (publish = 'insert, update, delete, truncate')"),
                  "ALTER PUBLICATION op_alter_p SET (publish = 'insert, update, delete, truncate')", home, table,
                  publication);
  using sterna::fault;
  CHECK(found_in(alter_publication("op_alter_p", "SET TABLE t"), publication).what == fault::underivable);
  CHECK(found_in(alter_domain("d", "SET DEFAULT 'y'"), create_domain("d", "text DEFAULT 'x'")).what ==
        fault::underivable);
  CHECK(found_in(alter_view("v", "SET (check_option = local)"), create_view("v", "SELECT 1 AS a"),
                 alter_view("v", "SET (check_option = cascaded)")).what == fault::underivable);
}

TEST_CASE("alter: what is dropped or replaced comes back as it had been altered") {
  live_schema db("op_alter");
  expect_restored(db, drop_function("f(integer)").schema("op_alter"),
                  "CREATE FUNCTION op_alter.f(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n';\n"
                  "ALTER FUNCTION op_alter.f(n integer) SET search_path = ''",
                  home, function, alter_function("f(integer)", "SET search_path = ''").schema("op_alter"));
  expect_restored(
      db, replace_function("f(n integer)", "RETURNS integer LANGUAGE sql AS 'SELECT n + 1'").schema("op_alter"),
      "CREATE OR REPLACE FUNCTION op_alter.f(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n';\n"
      "ALTER FUNCTION op_alter.f(n integer) SET search_path = ''",
      home, assume(function), assume(alter_function("f(integer)", "SET search_path = ''").schema("op_alter")));
  expect_restored(db, replace_view("v", "SELECT 2 AS a").schema("op_alter"),
                  "CREATE OR REPLACE VIEW op_alter.v AS SELECT 1 AS a;\n"
                  "ALTER VIEW op_alter.v SET (security_barrier = true)",
                  home, create_view("v", "SELECT 1 AS a").schema("op_alter"),
                  alter_view("v", "SET (security_barrier = true)").schema("op_alter"));
  expect_restored(db, drop_domain("d").schema("op_alter"),
                  "CREATE DOMAIN op_alter.d AS text;\nALTER DOMAIN op_alter.d ADD CONSTRAINT ck CHECK (VALUE <> '')",
                  home, create_domain("d", "text").schema("op_alter"),
                  alter_domain("d", "ADD CONSTRAINT ck CHECK (VALUE <> '')").schema("op_alter"));
}

TEST_CASE("alter: a downgrade that says the contrary restores") {
  constexpr auto first = migration("a", "one").upgrade(create_domain("d", "text"));
  constexpr auto second = migration("b", "two").revises("a")
                              .upgrade(alter_domain("d", "ADD CONSTRAINT ck CHECK (VALUE <> '')"))
                              .downgrade(alter_domain("d", "drop constraint ck"));
  constexpr auto wrong = migration("b", "two").revises("a")
                             .upgrade(alter_domain("d", "ADD CONSTRAINT ck CHECK (VALUE <> '')"))
                             .downgrade(execute("SELECT 1").as());
  const sterna::revision good[] = {first.view(), second.view()};
  CHECK(sterna::check(sterna::history_view(good)).what == sterna::fault::none);
  const sterna::revision bad[] = {first.view(), wrong.view()};
  CHECK(sterna::check(sterna::history_view(bad)).what == sterna::fault::not_restored);
}

TEST_CASE("alter: triggers of a table, one by one and all at once") {
  CHECK(sql_of(enable_replica_trigger("r", "t").schema("s")) == "ALTER TABLE s.t ENABLE REPLICA TRIGGER r");
  CHECK(sql_of(enable_always_trigger("r", "t")) == "ALTER TABLE t ENABLE ALWAYS TRIGGER r");
  CHECK(sql_of(disable_all_triggers("t").schema("s")) == "ALTER TABLE s.t DISABLE TRIGGER ALL");
  CHECK(sql_of(enable_all_triggers("t")) == "ALTER TABLE t ENABLE TRIGGER ALL");
  CHECK(sql_of(disable_user_triggers("t")) == "ALTER TABLE t DISABLE TRIGGER USER");
  CHECK(sql_of(enable_user_triggers("t")) == "ALTER TABLE t ENABLE TRIGGER USER");
  constexpr auto made = create_table("t", column("a", integer));
  constexpr auto touch = create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
  constexpr auto fires = create_trigger("r", "t", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION touch()");
  live_schema db;
  const auto clear = [&] { CHECK(db.accepts("DROP TABLE IF EXISTS t CASCADE; DROP FUNCTION IF EXISTS touch()")); };
  expect_restored(db, enable_replica_trigger("r", "t"), "ALTER TABLE t ENABLE TRIGGER r", made, touch, fires);
  clear();
  expect_restored(db, enable_always_trigger("r", "t"), "ALTER TABLE t ENABLE TRIGGER r", made, touch, fires);
  clear();
  expect_restored(db, disable_all_triggers("t"), "ALTER TABLE t ENABLE TRIGGER ALL", made, touch, fires);
  clear();
  expect_restored(db, disable_user_triggers("t"), "ALTER TABLE t ENABLE TRIGGER USER", made, touch, fires);
  clear();
  expect_restored(db, enable_trigger("r", "t"), "ALTER TABLE t ENABLE ALWAYS TRIGGER r", made, touch, fires,
                  enable_always_trigger("r", "t"));
  clear();
  expect_restored(db, enable_all_triggers("t"), "ALTER TABLE t DISABLE TRIGGER ALL", made, touch, fires,
                  disable_all_triggers("t"));
  clear();
  expect_restored(db, disable_user_triggers("t"),
                  "ALTER TABLE t ENABLE TRIGGER USER;\nALTER TABLE t ENABLE ALWAYS TRIGGER r", made, touch, fires,
                  enable_always_trigger("r", "t"));
  clear();
  expect_restored(db, enable_user_triggers("t"), "ALTER TABLE t ENABLE REPLICA TRIGGER r", made, touch, fires,
                  enable_replica_trigger("r", "t"));
  clear();
  expect_restored(db, drop_trigger("r", "t"),
                  "CREATE TRIGGER r BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();\n"
                  "ALTER TABLE t DISABLE TRIGGER r",
                  made, touch, fires, disable_all_triggers("t"));
  clear();
  expect_restored(db, enable_always_trigger("r", "t"), "ALTER TABLE t DISABLE TRIGGER r", made, touch, fires,
                  disable_trigger("r", "t"));
  clear();
  expect_restored(db, disable_trigger("r", "t"), "ALTER TABLE t ENABLE REPLICA TRIGGER r", made, touch, fires,
                  disable_trigger("r", "t"), enable_replica_trigger("r", "t"));
  CHECK(undo_behind(enable_trigger("r", "t"), made, touch, fires) == "");  // it is so when it is made
  CHECK(undo_behind(disable_trigger("r", "t"), made, touch, fires, disable_trigger("r", "t")) == "");
}

TEST_CASE("alter: rules and event triggers are switched likewise") {
  CHECK(undo_behind(alter_rule("keeps", "t", "ENABLE ALWAYS"), create_table("t", column("a", integer)),
                    create_rule("keeps", "t", "DELETE", "DO INSTEAD NOTHING"), alter_rule("keeps", "t", "DISABLE")) ==
        "ALTER TABLE t DISABLE RULE keeps");
  CHECK(undo_behind(alter_event_trigger("e", "ENABLE"),
                    create_function("note()", "RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'"),
                    create_event_trigger("e", "ON ddl_command_end EXECUTE FUNCTION note()"),
                    alter_event_trigger("e", "DISABLE"), alter_event_trigger("e", "ENABLE REPLICA")) ==
        "ALTER EVENT TRIGGER e ENABLE REPLICA");
}

TEST_CASE("alter: faults") {
  using sterna::fault;
  CHECK(found_in(alter_function("f()", "STRICT")).what == fault::missing_object);
  CHECK(found_in(alter_view("v", "RENAME COLUMN a TO b")).what == fault::missing_view);
  CHECK(found_in(alter_domain("d", ""), create_domain("d", "text")).what == fault::empty_sql);
  CHECK(found_in(alter_domain("d", "SET DEFAULT 'x"), create_domain("d", "text")).what == fault::unterminated_sql);
  CHECK(found_in(disable_trigger("r", "t"), create_table("t", column("a", integer))).what == fault::missing_object);
  CHECK(found_in(alter_domain("d", "")).word == "alter_domain");
  CHECK(undo_of(alter_domain("d", "SET NOT NULL")) == "cannot be derived");
  CHECK(undo_of(alter_domain("d", "VALIDATE CONSTRAINT c").reverse("SET NOT NULL")) == "ALTER DOMAIN d SET NOT NULL");
}

}  // namespace op_alter_object_test
