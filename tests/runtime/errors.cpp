// SPDX-License-Identifier: BSL-1.0
#include <functional>

#include "database.hpp"
#include "history/round_trip.hpp"

namespace runtime_errors_test {

using namespace runtime_tests;
using namespace sterna::dsl;
using namespace std::chrono_literals;

namespace {

/// SQL behind so many blanks that the compiler does not look at it: what it would refuse comes to the server.
template <std::size_t N>
struct unseen {
  static constexpr std::size_t blanks = 60000;
  char text[blanks + N]{};
  consteval explicit unseen(const char (&sql)[N]) {
    for (std::size_t i = 0; i < blanks; ++i) text[i] = ' ';
    for (std::size_t i = 0; i < N; ++i) text[blanks + i] = sql[i];
  }
  constexpr operator std::string_view() const noexcept { return {text, blanks + N - 1}; }
};

// column a is hidden from the compiler, so that a second one of that name fails no sooner than on the server
constexpr auto base =
    migration("first", "first")
        .upgrade(execute("CREATE TABLE t (a integer, b text)").as(create_table("t", column("b", text))));
constexpr auto after = migration("after", "after it").revises("first").upgrade(add_column("t", column("c", integer)));
constexpr auto simple = sterna::history<base, after>;

// the op that fails is the n-th; those around it are of one statement, of several, and of none
constexpr auto duplicate = add_column("t", column("a", integer));
constexpr auto several = execute("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); SELECT * FROM t").as();
constexpr auto commented =
    create_table("u", column("a", integer, comment("one")), column("b", integer, comment("two")));
constexpr auto fails_1 = migration("f", "fails").revises("first").upgrade(duplicate, several, commented);
constexpr auto fails_2 = migration("f", "fails").revises("first").upgrade(several, duplicate, commented);
constexpr auto fails_3 = migration("f", "fails").revises("first").upgrade(commented, several, duplicate, several);
constexpr auto fails_4 = migration("f", "fails")
                             .revises("first")
                             .upgrade(execute("-- nothing").as(), several, execute(" ; ").as(), duplicate);
constexpr auto fails_5 =
    migration("f", "fails")
        .revises("first")
        .upgrade(several, commented, run([](sterna::connection& db) { db.execute("SELECT 1"); }).as(), several,
                 duplicate);
constexpr auto fails_6 = migration("f", "fails")
                             .revises("first")
                             .upgrade(several, create_index("ix", "t", {"b"}).concurrently(), several, commented,
                                      several, duplicate, several);
constexpr auto inside =
    migration("f", "fails")
        .revises("first")
        .upgrade(several, execute("INSERT INTO t VALUES (3); SELECT 1 / 0; INSERT INTO t VALUES (4)").as(), several);
constexpr auto syntax = migration("f", "fails").revises("first").upgrade(several, execute("SELEC 1").as(), several);

constexpr auto far_syntax = migration("f", "fails")
                                .revises("first")
                                .upgrade(execute("SELECT 'é€𝄞 é€𝄞 é€𝄞 é€𝄞 é€𝄞 é€𝄞 é€𝄞 é€𝄞 é€𝄞 é€𝄞'").as(), duplicate,
                                         execute("SELEC 1").as(), commented);
constexpr unseen open_quote("SELECT 'open");
constexpr auto quote =
    migration("f", "fails").revises("first").upgrade(several, commented, execute(open_quote).as(), several);

constexpr auto copy_in =
    migration("f", "copy").revises("first").upgrade(several, execute("COPY t FROM STDIN").as(), several);
constexpr auto copy_twice =
    migration("f", "copy")
        .revises("first")
        .upgrade(execute("SELECT 1; COPY t FROM STDIN; COPY t FROM STDIN; COPY t TO STDOUT").as(), several);
constexpr auto copy_in_function =
    migration("f", "copy").revises("first").upgrade(several, run([](sterna::connection& db) {
                                                               db.execute("COPY t FROM STDIN");
                                                             }).as());
constexpr auto copy_outside = migration("f", "copy")
                                  .revises("first")
                                  .upgrade(execute("COPY t FROM STDIN").reverse("SELECT 1").outside_transaction());
constexpr auto copy_out = migration("f", "copy")
                              .revises("first")
                              .upgrade(several, execute("COPY t TO STDOUT; COPY t TO STDOUT").as(), several,
                                       execute("COPY t TO STDOUT").as());
constexpr auto copy_out_and_in =
    migration("f", "copy").revises("first").upgrade(execute("COPY t TO STDOUT; SELECT 1 / 0; COPY t TO STDOUT").as());

constexpr unseen commit("SELECT 1; COMMIT");
constexpr unseen rollback("ROLLBACK");
constexpr unseen chain("COMMIT AND CHAIN");
constexpr unseen reset("RESET ALL");
constexpr unseen begin_anew("COMMIT; BEGIN");
constexpr auto commits = migration("f", "commits")
                             .revises("first")
                             .upgrade(create_table("u", column("a", integer)), execute(commit).as(),
                                      create_table("v", column("a", integer)));
constexpr auto rolls_back = migration("f", "rolls back")
                                .revises("first")
                                .upgrade(create_table("u", column("a", integer)), execute(rollback).as(),
                                         create_table("v", column("a", integer)));
constexpr auto chains =
    migration("f", "commits").revises("first").upgrade(execute(chain).as(), create_table("v", column("a", integer)));
constexpr auto resets = migration("f", "resets").revises("first").upgrade(execute(reset).as());
constexpr auto begins = migration("f", "begins anew")
                            .revises("first")
                            .upgrade(execute(begin_anew).as(), create_table("v", column("a", integer)));

std::optional<sterna::statement_error> refused(const database& db, const sterna::history_view& history) {
  return thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(history, db.options()); });
}

}  // namespace

TEST_CASE("the message and its parts") {
  STERNA_NEEDS_SERVER();
  const database db;
  const auto caught = refused(db, sterna::history<base, fails_2>);
  REQUIRE(caught);
  CHECK(caught->revision() == "f");
  CHECK(caught->operation() == "upgrade op 2, add_column");
  CHECK(caught->statement() == "ALTER TABLE t ADD COLUMN a integer");
  CHECK(caught->sqlstate() == "42701");
  CHECK(std::string(caught->what()) ==
        "migration 'f' (fails), upgrade op 2, add_column: column \"a\" of relation \"t\" already exists\n"
        "  SQLSTATE: 42701\n  statement: ALTER TABLE t ADD COLUMN a integer");
  CHECK(db.versions() == "first");
  CHECK(db.ask("SELECT count(*) FROM t") == "0");
}

TEST_CASE("the op that failed is the one that is named") {
  STERNA_NEEDS_SERVER();
  const database db;
  const auto named = [&](const sterna::history_view& history) {
    const auto caught = refused(db, history);
    return caught ? caught->operation() : std::string{};
  };
  CHECK(named(sterna::history<base, fails_1>) == "upgrade op 1, add_column");
  CHECK(named(sterna::history<base, fails_2>) == "upgrade op 2, add_column");
  CHECK(named(sterna::history<base, fails_3>) == "upgrade op 3, add_column");
  CHECK(named(sterna::history<base, fails_4>) == "upgrade op 4, add_column");
  CHECK(named(sterna::history<base, fails_5>) == "upgrade op 5, add_column");
  CHECK(named(sterna::history<base, inside>) == "upgrade op 2, execute");
  CHECK(named(sterna::history<base, syntax>) == "upgrade op 2, execute");
  CHECK(named(sterna::history<base, far_syntax>) == "upgrade op 3, execute");
  CHECK(named(sterna::history<base, quote>) == "upgrade op 3, execute");
  CHECK(db.ask("SELECT count(*) FROM t") == "0");
  CHECK_FALSE(db.has("u"));
  CHECK(named(sterna::history<base, fails_6>) == "upgrade op 6, add_column");
  CHECK(named(sterna::history<base, fails_6>) == "upgrade op 6, add_column");  // resumed
  CHECK(db.ask("SELECT count(*) FROM t") == "2");
  CHECK(db.versions() == "first");
}

TEST_CASE("a downgrade names its own op") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(simple, db.options());
  db.execute("CREATE VIEW depends AS SELECT c FROM t");
  const auto caught = thrown<sterna::statement_error>([&] { (void)sterna::downgrade(simple, "base", db.options()); });
  REQUIRE(caught);
  CHECK(caught->operation() == "downgrade op 1, drop_column");
  CHECK(caught->sqlstate() == "2BP01");
  CHECK(contains(caught->what(), "detail: "));
  CHECK(contains(caught->what(), "hint: "));
}

TEST_CASE("lock_timeout: a table that another session holds") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::upgrade(simple, "first", db.options());
  sterna::connection other = db.connect();
  other.execute("BEGIN; LOCK TABLE t");
  sterna::options chosen = db.options();
  chosen.lock_timeout = 100ms;
  const auto caught = thrown<sterna::lock_timeout>([&] { (void)sterna::migrate_to_head(simple, chosen); });
  REQUIRE(caught);
  CHECK(caught->sqlstate() == "55P03");
  CHECK(caught->revision() == "after");
  CHECK(caught->operation() == "upgrade op 1, add_column");
  other.execute("ROLLBACK");
  CHECK(applied(sterna::migrate_to_head(simple, chosen)) == "after");
}

TEST_CASE("lock_timeout: another process is migrating, and the message names it") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options first = db.options();
  first.url = db.url(" application_name='the other one'");
  sterna::options chosen = db.options();
  SUBCASE("its own limit") { chosen.migration_lock_timeout = 150ms; }
  SUBCASE("the common limit") { chosen.lock_timeout = 150ms; }
  int waits = 0;
  chosen.on_event = [&](const sterna::event& happened) {
    waits += happened.what == sterna::event::kind::waiting_for_lock ? 1 : 0;
    CHECK(happened.what != sterna::event::kind::running);
  };
  bool tried = false;
  first.on_event = [&](const sterna::event& happened) {
    if (happened.what == sterna::event::kind::running && !tried) {
      tried = true;
      const auto start = std::chrono::steady_clock::now();
      const auto caught = thrown<sterna::lock_timeout>([&] { (void)sterna::migrate_to_head(simple, chosen); });
      const auto took = std::chrono::steady_clock::now() - start;
      REQUIRE(caught);
      CHECK(contains(caught->what(), "limit of 150 ms"));
      CHECK(contains(caught->what(), "application_name 'the other one'"));
      CHECK(contains(caught->what(), "server process "));
      CHECK(took >= 150ms);
      CHECK(took < 3s);
    }
  };
  CHECK(applied(sterna::migrate_to_head(simple, first)) == "first after");
  CHECK(tried);
  CHECK(waits > 0);
  CHECK(sterna::migrate_to_head(simple, chosen).applied.empty());
}

TEST_CASE("connection_error: nobody there, and no such database") {
  const auto nobody = thrown<sterna::connection_error>(
      [] { (void)sterna::migrate_to_head(simple, {.url = "postgresql://u:canary@127.0.0.1:1/d"}); });
  REQUIRE(nobody);
  CHECK(contains(nobody->what(), "cannot connect to PostgreSQL"));
  CHECK_FALSE(contains(nobody->what(), "canary"));
  STERNA_NEEDS_SERVER();
  std::string url;
  {
    const database gone;
    url = gone.url(" password=canary");
  }
  const auto missing = thrown<sterna::connection_error>([&] { (void)sterna::migrate_to_head(simple, {.url = url}); });
  REQUIRE(missing);
  CHECK(contains(missing->what(), "does not exist"));
  CHECK_FALSE(contains(missing->what(), "canary"));
}

TEST_CASE("connection_error: the session is ended under us") {
  STERNA_NEEDS_SERVER();
  const database db;
  static constexpr auto suicide =
      migration("first", "ends").upgrade(execute("SELECT pg_terminate_backend(pg_backend_pid())").as());
  const auto caught =
      thrown<sterna::connection_error>([&] { (void)sterna::migrate_to_head(sterna::history<suicide>, db.options()); });
  REQUIRE(caught);
  CHECK(caught->revision() == "first");
  CHECK(caught->operation() == "upgrade op 1, execute");
  CHECK(db.versions() == "none");
}

TEST_CASE("a password never reaches a message") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  chosen.url = db.url(" password=canary");
  static constexpr auto raises =
      migration("f", "raises")
          .upgrade(
              execute("DO $$ BEGIN RAISE EXCEPTION 'it is canary' USING DETAIL = 'canary', HINT = 'canary'; END $$")
                  .as());
  static constexpr auto host =
      migration("f", "raises").upgrade(run([](sterna::connection& with) { with.execute("SELECT 'canary' / 0"); }).as());
  const auto silent = [](const std::optional<sterna::error>& caught) {
    REQUIRE(caught);
    CHECK_FALSE(contains(caught->what(), "canary"));
    return std::string(caught->what());
  };
  const std::string said =
      silent(thrown<sterna::error>([&] { (void)sterna::migrate_to_head(sterna::history<raises>, chosen); }));
  CHECK(contains(said, "it is ***"));
  (void)silent(thrown<sterna::error>([&] { (void)sterna::migrate_to_head(sterna::history<host>, chosen); }));
  sterna::upgrade(simple, "first", db.options());
  sterna::connection other = db.connect();
  other.execute("BEGIN; LOCK TABLE t");
  chosen.lock_timeout = 50ms;
  (void)silent(thrown<sterna::error>([&] { (void)sterna::migrate_to_head(simple, chosen); }));
  chosen.url = "postgresql://u:canary@127.0.0.1:1/d";
  (void)silent(thrown<sterna::error>([&] { (void)sterna::migrate_to_head(simple, chosen); }));
  chosen.url = "postgresql://u:canary@h/d?nosuchthing=canary";
  (void)silent(thrown<sterna::error>([&] { (void)sterna::migrate_to_head(simple, chosen); }));
  chosen.url = "postgresql://u@127.0.0.1:1/d";
  chosen.password = [] { return std::string("canary"); };
  (void)silent(thrown<sterna::error>([&] { (void)sterna::migrate_to_head(simple, chosen); }));
}

TEST_CASE("COPY FROM STDIN is an error, and nothing hangs") {
  STERNA_NEEDS_SERVER();
  const database db;
  for (const auto& history :
       {sterna::history<base, copy_in>, sterna::history<base, copy_twice>, sterna::history<base, copy_in_function>,
        sterna::history<base, copy_outside>, sterna::history<base, copy_out_and_in>}) {
    const auto caught = refused(db, history);
    REQUIRE(caught);
    CHECK(caught->revision() == "f");
    CHECK(db.versions() == "first");
    CHECK(db.ask("SELECT count(*) FROM t") == "0");
    CHECK_FALSE(db.locked());
  }
  CHECK(contains(refused(db, sterna::history<base, copy_in>)->what(),
                 "upgrade op 2, execute: COPY from or to the client"));
}

TEST_CASE("COPY TO STDOUT does nothing, as a SELECT") {
  STERNA_NEEDS_SERVER();
  const database db;
  CHECK(applied(sterna::migrate_to_head(sterna::history<base, copy_out>, db.options())) == "first f");
  CHECK(db.ask("SELECT count(*) FROM t") == "4");
}

TEST_CASE("113: execute that ends the transaction is detected, and the version row is not written") {
  STERNA_NEEDS_SERVER();
  for (const auto& [history, number] :
       {std::pair{sterna::history<base, commits>, 2}, std::pair{sterna::history<base, rolls_back>, 2},
        std::pair{sterna::history<base, chains>, 1}, std::pair{sterna::history<base, begins>, 1},
        std::pair{sterna::history<base, resets>, 1}}) {
    const database db;
    CAPTURE(history.revisions()[1].message);
    const auto caught = refused(db, history);
    REQUIRE(caught);
    CHECK(caught->operation() == "upgrade op " + std::to_string(number) + ", execute");
    CHECK(contains(caught->what(), "COMMIT, ROLLBACK, RESET ALL"));
    CHECK(db.versions() == "first");
    CHECK_FALSE(db.has("v"));
    CHECK_FALSE(db.locked());
  }
}

TEST_CASE("irreversible: refused before anything runs") {
  STERNA_NEEDS_SERVER();
  const database db;
  static constexpr auto never =
      migration("never", "never").revises("first").upgrade(execute("SELECT 1")).irreversible("data are lost");
  static constexpr auto above =
      migration("above", "above").revises("never").upgrade(add_column("t", column("e", integer)));
  sterna::migrate_to_head(sterna::history<base, never, above>, db.options());
  const auto caught = thrown<sterna::error>(
      [&] { (void)sterna::downgrade(sterna::history<base, never, above>, "base", db.options()); });
  REQUIRE(caught);
  CHECK(contains(caught->what(), "migration 'never' (never) is irreversible: data are lost"));
  CHECK(db.versions() == "above");
}

TEST_CASE("no downgrade to derive: no history at all, neither in the compiler nor at run time") {
  static constexpr auto cannot =
      migration("never", "cannot").revises("first").upgrade(add_column("t", column("d", integer)), execute("SELECT 1"));
  static constexpr sterna::revision revisions[] = {base.view(), cannot.view()};
  static constexpr sterna::verdict found = sterna::check(revisions);
  static_assert(found.what == sterna::fault::underivable);
  static_assert(found.revision == 1 && found.operation == 2 && found.word == "execute" && !found.in_downgrade);
  STERNA_NEEDS_SERVER();
  const database db;
  const auto caught = thrown<sterna::history_error>(
      [&] { (void)sterna::migrate_to_head(sterna::history_view(revisions), db.options()); });
  REQUIRE(caught);
  CHECK(contains(caught->what(), "migration 'never' (cannot): upgrade op 2, execute: how to undo it is not known"));
  CHECK(db.versions() == "none");
  CHECK_FALSE(db.has("t"));
}

TEST_CASE("what the compiler refuses is refused at run time too, before anything runs") {
  static constexpr auto twice = migration("f", "fails").revises("first").upgrade(add_column("t", column("b", integer)));
  static constexpr sterna::revision revisions[] = {base.view(), twice.view()};
  static_assert(sterna::check(revisions).what == sterna::fault::column_exists);
  STERNA_NEEDS_SERVER();
  const database db;
  const auto caught = thrown<sterna::history_error>(
      [&] { (void)sterna::migrate_to_head(sterna::history_view(revisions), db.options()); });
  REQUIRE(caught);
  CHECK(contains(caught->what(), "column 'b' of table 't' already exists"));
  CHECK(db.versions() == "none");
}

TEST_CASE("round trip: a declared table") { round_trip::expect({simple}); }

}  // namespace runtime_errors_test
