// SPDX-License-Identifier: BSL-1.0
#include <stdexcept>

#include "database.hpp"
#include "history/round_trip.hpp"

namespace runtime_migrate_test {

using namespace runtime_tests;
using namespace sterna::dsl;

namespace {

constexpr auto create_user =
    migration("1975ea83b712", "create user table")
        .upgrade(create_table("user", column("id", integer, primary_key), column("name", string(50), not_null),
                              column("description", unicode(200))))
        .downgrade(drop_table("user"));
constexpr auto add_last_login =
    migration("ae1027a6acf1", "add last login")
        .revises("1975ea83b712")
        .upgrade(add_column("user", column("last_login", timestamp_tz, server_default(sql("now()")))));
constexpr auto users = sterna::history<create_user, add_last_login>;

// a chain
constexpr auto c0 = migration("c0", "0").upgrade(create_table("t", column("a0", integer)));
constexpr auto c1 = migration("c1", "1").revises("c0").upgrade(add_column("t", column("a1", integer)));
constexpr auto c2 = migration("c2", "2").revises("c1").upgrade(add_column("t", column("a2", integer)));
constexpr auto c3 = migration("c3", "3").revises("c2").upgrade(add_column("t", column("a3", integer)));
constexpr auto c4 = migration("c4", "4").revises("c3").upgrade(add_column("t", column("a4", integer)));
constexpr auto c5 = migration("c5", "5").revises("c4").upgrade(add_column("t", column("a5", integer)));
constexpr auto c6 = migration("c6", "6").revises("c5").upgrade(add_column("t", column("a6", integer)));
constexpr auto c7 = migration("c7", "7").revises("c6").upgrade(add_column("t", column("a7", integer)));
constexpr auto c8 = migration("c8", "8").revises("c7").upgrade(add_column("t", column("a8", integer)));
constexpr auto c9 = migration("d9abc", "9").revises("c8").upgrade(add_column("t", column("a9", integer)));
constexpr auto chain = sterna::history<c9, c3, c0, c1, c2, c4, c5, c6, c7, c8>;

// fork and merge
constexpr auto root = migration("root", "root").upgrade(create_table("r", column("a", integer)));
constexpr auto left = migration("left", "left").revises("root").upgrade(add_column("r", column("l", integer)));
constexpr auto right = migration("right", "right").revises("root").upgrade(add_column("r", column("r", integer)));
constexpr auto both = migration("both", "merge").revises("left", "right");
constexpr auto diamond = sterna::history<root, left, right, both>;

// two bases with labels; the second branch depends on a revision of the first
constexpr auto app1 = migration("app1", "app 1").branch_label("app").upgrade(create_table("app", column("a", integer)));
constexpr auto app2 = migration("app2", "app 2").revises("app1").upgrade(add_column("app", column("b", integer)));
constexpr auto job1 = migration("job1", "job 1").branch_label("job").upgrade(create_table("job", column("a", integer)));
constexpr auto job2 = migration("job2", "job 2")
                          .revises("job1")
                          .depends_on("app1")
                          .upgrade(execute("INSERT INTO app VALUES (7)").reverse("DELETE FROM app"));
constexpr auto branches = sterna::history<app1, app2, job1, job2>;

constexpr auto texts =
    migration("text", "texts as they are")
        .upgrade(
            create_table("t", column("a", text)),
            execute("INSERT INTO t VALUES (':name'), ('100%'), ('%s'), ('%(x)s'), (E'a\\nb'), ('?')").as(),
            execute("CREATE FUNCTION f(t text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN t || ';'; END $$;\n"
                    "INSERT INTO t VALUES (f('x'));\n"
                    "DO $body$ BEGIN PERFORM $$ ; $$; END $body$")
                .reverse("DROP FUNCTION f"),
            execute("INSERT INTO t VALUES ('last') -- and a comment ; at the end").as(),
            execute("-- nothing but a comment").as(), execute(";;").as(),
            execute("/* a ; b */ INSERT INTO t VALUES ('x'::text); SELECT 1; SELECT 2 WHERE false; "
                    "SAVEPOINT s; DELETE FROM t; ROLLBACK TO SAVEPOINT s")
                .as(),
            add_column("t", column("b", integer)));

#define LONG_NAME "a23456789_123456789_123456789_123456789_123456789_123456789_123"
constexpr auto hostile = migration("it's", "a \"hostile\" one; -- $$ $1 %s")
                             .upgrade(create_table("Order", column("user", integer, primary_key), column("a b", text),
                                                   column("select", text, server_default("it's \\ \"so\"")),
                                                   column("x\"y", text), column(LONG_NAME, integer)),
                                      create_index("ix \"Order\"", "Order", {"a b", desc("x\"y")}),
                                      create_table(LONG_NAME, column("$1", integer), column("état", integer)),
                                      add_column("Order", column("Σ;--", integer)));

int calls = 0;
constexpr auto values = migration("run", "rows by C++")
                            .upgrade(create_table("v", column("i", integer), column("t", text), column("b", boolean)),
                                     run([](sterna::connection& db) {
                                       ++calls;
                                       const auto put = db.execute("INSERT INTO v VALUES ($1, $2, $3), (2, $4, NULL)",
                                                                   1, "it's; DROP", true, nullptr);
                                       CHECK(put.affected() == 2);
                                       int sum = 0;
                                       for (const sterna::row row : db.execute("SELECT i, t, b FROM v ORDER BY i")) {
                                         sum += row["i"].as<int>();
                                       }
                                       CHECK(sum == 3);
                                     }).reverse([](sterna::connection& db) { db.execute("DELETE FROM v"); }));

constexpr auto ok = migration("ok", "fine").upgrade(create_table("fine", column("a", integer)));
constexpr auto foreign = migration("foreign", "throws")
                             .revises("ok")
                             .upgrade(create_table("gone", column("a", integer)),
                                      run([](sterna::connection&) { throw std::runtime_error("mine"); }).as());
constexpr auto own = migration("own", "throws")
                         .revises("ok")
                         .upgrade(create_table("gone", column("a", integer)),
                                  run([](sterna::connection& db) { db.execute("SELECT 1 / $1", 0); }).as());
constexpr auto committing = migration("committing", "commits")
                                .revises("ok")
                                .upgrade(create_table("gone", column("a", integer)),
                                         run([](sterna::connection& db) { db.execute("COMMIT"); }).as(),
                                         add_column("gone", column("b", integer)));
constexpr auto anew = migration("committing", "begins anew")
                          .revises("ok")
                          .upgrade(create_table("gone", column("a", integer)),
                                   run([](sterna::connection& db) { db.execute("ROLLBACK; BEGIN"); }).as(),
                                   create_table("never", column("a", integer)));
constexpr auto swallowing = migration("swallowing", "goes on").revises("ok").upgrade(run([](sterna::connection& db) {
                                                                                       try {
                                                                                         db.execute("SELECT 1 / 0");
                                                                                       } catch (const sterna::error&) {
                                                                                       }
                                                                                     }).as());

}  // namespace

TEST_CASE("the example: up, nothing, down, up again, base") {
  STERNA_NEEDS_SERVER();
  const database db;
  const sterna::report first = sterna::migrate_to_head(users, db.options());
  CHECK(applied(first) == "1975ea83b712 ae1027a6acf1");
  CHECK(first.from.empty());
  CHECK(first.to == "ae1027a6acf1");
  CHECK(first.applied.at(1).message == "add last login");
  CHECK(db.versions() == "ae1027a6acf1");
  CHECK(db.columns("\"user\"") == "id name description last_login");
  CHECK(db.ask("INSERT INTO \"user\" (name) VALUES ('x') RETURNING id, last_login IS NOT NULL") == "1 t");

  const sterna::report second = sterna::migrate_to_head(users, db.options());
  CHECK(second.applied.empty());
  CHECK(second.from == "ae1027a6acf1");
  CHECK(second.to == "ae1027a6acf1");

  CHECK(applied(sterna::downgrade(users, "-1", db.options())) == "-ae1027a6acf1");
  CHECK(db.columns("\"user\"") == "id name description");
  CHECK(db.versions() == "1975ea83b712");
  CHECK(applied(sterna::migrate_to_head(users, db.options())) == "ae1027a6acf1");
  const sterna::report last = sterna::downgrade(users, "base", db.options());
  CHECK(applied(last) == "-ae1027a6acf1 -1975ea83b712");
  CHECK(last.to.empty());
  CHECK(db.versions().empty());
  CHECK_FALSE(db.has("\"user\""));
  CHECK(applied(sterna::downgrade(users, "base", db.options())).empty());
  CHECK(sterna::current(db.options()).empty());
}

TEST_CASE("a chain of ten, in any order of writing") {
  STERNA_NEEDS_SERVER();
  const database db;
  CHECK(applied(sterna::migrate_to_head(chain, db.options())) == "c0 c1 c2 c3 c4 c5 c6 c7 c8 d9abc");
  CHECK(db.columns("t") == "a0 a1 a2 a3 a4 a5 a6 a7 a8 a9");
  CHECK(db.versions() == "d9abc");
  CHECK(applied(sterna::downgrade(chain, "base", db.options())) == "-d9abc -c8 -c7 -c6 -c5 -c4 -c3 -c2 -c1 -c0");
}

TEST_CASE("targets") {
  STERNA_NEEDS_SERVER();
  const database db;
  CHECK(applied(sterna::upgrade(chain, "+1", db.options())) == "c0");
  CHECK(applied(sterna::upgrade(chain, "+2", db.options())) == "c1 c2");
  CHECK(applied(sterna::upgrade(chain, "c4", db.options())) == "c3 c4");
  CHECK(applied(sterna::upgrade(chain, "c2", db.options())).empty());
  CHECK(applied(sterna::upgrade(chain, "c4", db.options())).empty());
  CHECK(db.versions() == "c4");
  CHECK(applied(sterna::downgrade(chain, "-2", db.options())) == "-c4 -c3");
  CHECK(applied(sterna::upgrade(chain, "d9a", db.options())) == "c3 c4 c5 c6 c7 c8 d9abc");
  CHECK(applied(sterna::downgrade(chain, "c1", db.options())) == "-d9abc -c8 -c7 -c6 -c5 -c4 -c3 -c2");
  CHECK(sterna::current(chain, db.options()) == std::vector<std::string>{"c1"});
  const auto planned = sterna::plan(chain, "c3", db.options());
  REQUIRE(planned.size() == 2);
  CHECK(planned[0].revision == "c2");
  CHECK(planned[0].statements.at(0).sql == "ALTER TABLE t ADD COLUMN a2 integer");
  CHECK(db.versions() == "c1");
  const auto back = sterna::plan(chain, "-1", db.options(), sterna::direction::downgrade);
  REQUIRE(back.size() == 1);
  CHECK_FALSE(back[0].up);
}

TEST_CASE("108: a target that does not resolve creates nothing") {
  STERNA_NEEDS_SERVER();
  const database db;
  for (const char* target : {"nowhere", "+11", "c", "none@head", "-1", ""}) {
    CAPTURE(target);
    CHECK(thrown<sterna::history_error>([&] { (void)sterna::upgrade(chain, target, db.options()); }));
  }
  CHECK(thrown<sterna::history_error>([&] { (void)sterna::downgrade(chain, "-1", db.options()); }));
  CHECK(thrown<sterna::history_error>([&] { (void)sterna::stamp(chain, "nowhere", db.options()); }));
  CHECK(db.versions() == "none");
  CHECK_FALSE(db.has("t"));
  CHECK_FALSE(db.locked());
}

TEST_CASE("a fork and its merge") {
  STERNA_NEEDS_SERVER();
  const database db;
  const std::string all = applied(sterna::migrate_to_head(diamond, db.options()));
  CHECK((all == "root left right both" || all == "root right left both"));
  CHECK(db.versions() == "both");
  const auto caught = thrown<sterna::history_error>([&] { (void)sterna::downgrade(diamond, "-1", db.options()); });
  REQUIRE(caught);
  CHECK(contains(caught->what(), "Ambiguous walk"));
  CHECK(applied(sterna::downgrade(diamond, "left@-1", db.options())) == "-both");
  CHECK(db.versions() == "left right");
  CHECK(applied(sterna::migrate_to_head(diamond, db.options())) == "both");
  sterna::downgrade(diamond, "root", db.options());
  CHECK(db.versions() == "root");
  CHECK(db.columns("r") == "a");
  CHECK(applied(sterna::upgrade(diamond, "right", db.options())) == "right");
  CHECK(applied(sterna::upgrade(diamond, "heads", db.options())) == "left both");
  sterna::downgrade(diamond, "base", db.options());
  CHECK(db.versions().empty());
}

TEST_CASE("labelled branches, two heads, depends_on") {
  STERNA_NEEDS_SERVER();
  const database db;
  CHECK(applied(sterna::upgrade(branches, "job@head", db.options())) == "app1 job1 job2");
  CHECK(db.versions() == "job2");  // app1 is implied by what depends on it
  CHECK(db.ask("SELECT a FROM app") == "7");
  CHECK(applied(sterna::migrate_to_head(branches, db.options())) == "app2");
  CHECK(db.versions() == "app2 job2");
  CHECK(sterna::migrate_to_head(branches, db.options()).applied.empty());
  CHECK(applied(sterna::downgrade(branches, "job@base", db.options())) == "-job2 -job1");
  CHECK(db.versions() == "app2");
  CHECK(thrown<sterna::history_error>([&] { (void)sterna::upgrade(branches, "head", db.options()); }));
  CHECK(applied(sterna::upgrade(branches, "job@+1", db.options())) == "job1");
  CHECK(applied(sterna::upgrade(branches, std::vector<std::string>{"job@head", "app@head"}, db.options())) == "job2");
  CHECK(applied(sterna::downgrade(branches, "app@base", db.options())) == "-job2 -app2 -app1");
  CHECK(db.versions() == "job1");
}

TEST_CASE("execute sends what is written") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(sterna::history<texts>, db.options());
  CHECK(db.ask("SELECT replace(a, E'\\n', '#') FROM t ORDER BY ctid") == ":name|100%|%s|%(x)s|a#b|?|x;|last|x");
  CHECK(db.columns("t") == "a b");
}

TEST_CASE("names that must be quoted") {
  STERNA_NEEDS_SERVER();
  const database db;
  constexpr auto one = sterna::history<hostile>;
  sterna::migrate_to_head(one, db.options());
  CHECK(db.versions() == "it's");
  CHECK(db.columns("\"Order\"") == "user a b select x\"y " LONG_NAME " Σ;--");
  CHECK(db.columns(LONG_NAME) == "$1 état");
  CHECK(db.ask("INSERT INTO \"Order\" (\"a b\") VALUES ('') RETURNING \"select\"") == "it's \\ \"so\"");
  CHECK(db.ask("SELECT count(*) FROM pg_class WHERE relname = 'ix \"Order\"'") == "1");
  CHECK(sterna::migrate_to_head(one, db.options()).applied.empty());
  sterna::downgrade(one, "base", db.options());
  CHECK(db.ask("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace") ==
        "2");  // the version table and the log
}

TEST_CASE("run: parameters, rows, and back") {
  STERNA_NEEDS_SERVER();
  const database db;
  constexpr auto one = sterna::history<values>;
  calls = 0;
  sterna::migrate_to_head(one, db.options());
  CHECK(calls == 1);
  CHECK(db.ask("SELECT * FROM v ORDER BY i") == "1 it's; DROP t|2 null null");
  sterna::migrate_to_head(one, db.options());
  CHECK(calls == 1);
  sterna::downgrade(one, "base", db.options());
  CHECK_FALSE(db.has("v"));
}

TEST_CASE("run: what is thrown rolls the migration back, those before stay") {
  STERNA_NEEDS_SERVER();
  const database db;
  SUBCASE("an exception of the user's passes through as it is") {
    const auto caught =
        thrown<std::runtime_error>([&] { (void)sterna::migrate_to_head(sterna::history<ok, foreign>, db.options()); });
    REQUIRE(caught);
    CHECK(std::string(caught->what()) == "mine");
  }
  SUBCASE("an error of the library's gets its place") {
    const auto caught =
        thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(sterna::history<ok, own>, db.options()); });
    REQUIRE(caught);
    CHECK(caught->sqlstate() == "22012");
    CHECK(caught->revision() == "own");
    CHECK(caught->operation() == "upgrade op 2, run");
    CHECK(caught->statement() == "SELECT 1 / $1");
    CHECK(contains(caught->what(), "migration 'own' (throws), upgrade op 2, run: division by zero"));
  }
  SUBCASE("a failed statement cannot be swallowed") {
    const auto caught = thrown<sterna::statement_error>(
        [&] { (void)sterna::migrate_to_head(sterna::history<ok, swallowing>, db.options()); });
    REQUIRE(caught);
    CHECK(caught->operation() == "upgrade op 1, run");
  }
  CHECK(db.versions() == "ok");
  CHECK(db.has("fine"));
  CHECK_FALSE(db.has("gone"));
  CHECK_FALSE(db.locked());
}

TEST_CASE("113: run: a function that commits is detected") {
  STERNA_NEEDS_SERVER();
  const database db;
  const auto caught = thrown<sterna::statement_error>(
      [&] { (void)sterna::migrate_to_head(sterna::history<ok, committing>, db.options()); });
  REQUIRE(caught);
  CHECK(caught->operation() == "upgrade op 2, run");
  CHECK(contains(caught->what(), "ended the migration's transaction"));
  CHECK(db.versions() == "ok");
  CHECK(db.columns("gone") == "a");

  const database other;
  const auto again = thrown<sterna::statement_error>(
      [&] { (void)sterna::migrate_to_head(sterna::history<ok, anew>, other.options()); });
  REQUIRE(again);
  CHECK(contains(again->what(), "ended the migration's transaction"));
  CHECK(other.versions() == "ok");
  CHECK_FALSE(other.has("never"));
}

TEST_CASE("round trip: chains, merges, branches, hostile names") {
  round_trip::expect({users, chain, diamond, branches, sterna::history<texts>, sterna::history<hostile>,
                      sterna::history<values>});
}

}  // namespace runtime_migrate_test
