// SPDX-License-Identifier: BSL-1.0
#include "on_server.hpp"

#include <sterna/autogenerate/unmet.hpp>

#include <doctest/doctest.h>

#include <string>

namespace autogenerate_unmet_test {

using namespace sterna::dsl;

namespace {

/// What models execute and a database has otherwise, ";\n" between the statements.
[[nodiscard]] std::string unmet(const runtime_tests::database& in, const sterna::models_view& models) {
  sterna::connection db = in.connect();
  const sterna::reflected found = sterna::reflect(db);
  sterna::catalog wanted;
  REQUIRE(sterna::detail::world_of(models, wanted));
  sterna::script_builder makes;
  sterna::decode(models.tokens, makes);
  const auto order = sterna::detail::ordered(makes);
  std::string made;
  for (const std::string& notes : sterna::take_canonical_texts(db, wanted, makes, order, found)) made += notes + "\n";
  for (const std::string& each : sterna::unmet_statements(db, wanted, makes, order, found)) {
    made += (made.empty() ? "" : ";\n") + each;
  }
  return made;
}

constexpr auto t = table("t", column("a", integer), column("b", text));
constexpr auto f = create_function("f()", "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
constexpr auto trigger = create_trigger("g", "t", "BEFORE INSERT", "FOR EACH ROW EXECUTE FUNCTION f()");
constexpr auto v = view("v", "SELECT t.a\n   FROM t");

}  // namespace

TEST_CASE("statements that set a detail, and no others, may be executed in a scratch schema") {
  using sterna::detail::target_of_detail;
  for (const char* const sql :
       {"ALTER TABLE t ALTER COLUMN a SET (n_distinct = 5)", "alter table S.T alter a set statistics 7",
        "ALTER TABLE \"t\" DISABLE TRIGGER g", "ALTER TABLE t ENABLE REPLICA RULE r;", "ALTER SEQUENCE q SET UNLOGGED",
        "ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 9", "ALTER VIEW v ALTER COLUMN a SET DEFAULT 1 + 1",
        "ALTER MATERIALIZED VIEW m SET (fillfactor = 50)", "ALTER FOREIGN TABLE t ALTER a SET (n_distinct = 1)"}) {
    INFO(std::string(sql));
    CHECK(target_of_detail(sql).has_value());
  }
  for (const char* const sql :
       {"ALTER TABLE t ADD COLUMN a integer DEFAULT f()", "ALTER TABLE t ALTER a SET DATA TYPE text USING f()",
        "ALTER TABLE t ALTER a SET DEFAULT f()", "ALTER TABLE t SET SCHEMA s", "ALTER TABLE t SET TABLESPACE x",
        "ALTER TABLE pg_class SET (fillfactor = 50)", "ALTER TABLE t SET (fillfactor = 5); DROP TABLE t", "",
        "ALTER TABLE t DISABLE TRIGGER g, DROP COLUMN a", "SELECT f()", "ALTER ROLE r SET x = 1", "ALTER TABLE",
        "ALTER TABLE t ALTER COLUMN a SET (n_distinct = '", "ALTER MATERIALIZED v SET (a = 1)"}) {
    INFO(std::string(sql));
    CHECK_FALSE(target_of_detail(sql).has_value());
  }
  CHECK(target_of_detail("ALTER TABLE S.\"T\" SET LOGGED")->schema == "s");
  CHECK(target_of_detail("ALTER TABLE S.\"T\" SET LOGGED")->id == "T");
}

TEST_CASE("what models execute is compared in PostgreSQL's words, and told until it is done") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database one;
  one.execute("CREATE TABLE t (a integer, b text); CREATE VIEW v AS SELECT a FROM t; "
              "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
              "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()");
  const auto models = [](std::string_view value) {
    return sterna::models(t, f, trigger, v, execute(value), execute("ALTER TABLE t DISABLE TRIGGER g"));
  };
  const auto first = models("alter view public.v alter a set default 1+1");
  const std::string all = unmet(one, first);
  CHECK(all.find("ALTER TABLE t DISABLE TRIGGER g") != std::string::npos);
  CHECK(all.find("ALTER VIEW v ALTER COLUMN a SET DEFAULT (1 + 1)") != std::string::npos);
  one.execute(all);
  CHECK(unmet(one, first) == "");
  const std::string other = unmet(one, models("ALTER VIEW v ALTER a SET DEFAULT 7"));
  CHECK(other.find("7") != std::string::npos);
  CHECK(other.find(';') == std::string::npos);
  CHECK(one.ask("SELECT count(*) FROM pg_namespace WHERE nspname ~ 'scratch'") == "0");
  one.execute(other);
  CHECK(unmet(one, models("ALTER VIEW v ALTER a SET DEFAULT 7")) == "");
}

TEST_CASE("nobody's objects are touched, and what else is executed is nobody's business") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database one;
  one.execute("CREATE SCHEMA s; CREATE TABLE t (a integer, b text); CREATE TABLE other (a integer); "
              "CREATE TABLE s.other (a integer); CREATE TABLE log (x integer)");
  sterna::connection holder = one.connect();
  holder.execute("BEGIN; LOCK TABLE other, s.other, t IN ACCESS SHARE MODE");
  const auto models = sterna::models(t, execute("ALTER TABLE other SET (fillfactor = 50)"),
                                     execute("ALTER TABLE s.other SET (fillfactor = 50)"),
                                     execute("INSERT INTO log VALUES (1)"),
                                     execute("ALTER TABLE t ALTER COLUMN z SET (n_distinct = 5)"));
  CHECK(unmet(one, models) == "");
  CHECK(one.ask("SELECT count(*) FROM log") == "0");
}

}  // namespace autogenerate_unmet_test
