// SPDX-License-Identifier: BSL-1.0
#include <memory>

#include "database.hpp"
#include "history/round_trip.hpp"

namespace runtime_borrowed_test {

using namespace runtime_tests;
using namespace sterna::dsl;

namespace {

constexpr auto a = migration("a", "one").upgrade(create_table("t", column("x", integer)));
constexpr auto b = migration("b", "two")
                       .revises("a")
                       .upgrade(execute("INSERT INTO t VALUES (1)").reverse("DELETE FROM t"),
                                run([](sterna::connection& db) {
                                  db.execute("INSERT INTO t VALUES ($1)", 2);
                                }).reverse([](sterna::connection& db) { db.execute("DELETE FROM t"); }),
                                add_column("t", column("y", integer)));
constexpr auto line = sterna::history<a, b>;
constexpr auto indexed = migration("i", "index").revises("b").upgrade(create_index("ix", "t", {"x"}).concurrently());
constexpr auto with_index = sterna::history<a, b, indexed>;
constexpr auto failing =
    migration("b", "fails").revises("a").upgrade(create_table("u", column("x", integer)), execute("SELECT 1 / 0").as());

using session = std::unique_ptr<PGconn, decltype([](PGconn* db) { PQfinish(db); })>;

session open(const database& db) {
  session made(PQconnectdb(db.url().c_str()));
  REQUIRE(PQstatus(made.get()) == CONNECTION_OK);
  PQsetNoticeProcessor(
      made.get(), [](void*, const char*) {}, nullptr);
  return made;
}

std::string ask(const session& on, const std::string& sql) {
  PGresult* const got = PQexec(on.get(), sql.c_str());
  std::string value = PQntuples(got) > 0 ? PQgetvalue(got, 0, 0) : PQresultErrorMessage(got);
  PQclear(got);
  return value;
}

sterna::options quiet() {
  return {.on_event = [](const sterna::event&) {}};
}

}  // namespace

TEST_CASE("borrowed: all commands, and the session is as it was") {
  STERNA_NEEDS_POSTGRESQL(14);
  const database db;
  const session mine = open(db);
  ask(mine, "SET client_connection_check_interval = '7s'");
  ask(mine, "SET lock_timeout = '8s'");
  ask(mine, "SET statement_timeout = '9s'");
  sterna::options chosen = quiet();
  chosen.lock_timeout = std::chrono::milliseconds(500);
  chosen.statement_timeout = std::chrono::milliseconds(600);
  CHECK(applied(sterna::migrate_to_head(with_index, mine.get(), chosen)) == "a b i");
  CHECK(sterna::migrate_to_head(with_index, mine.get()).applied.empty());
  CHECK(sterna::current(mine.get()) == std::vector<std::string>{"i"});
  CHECK(applied(sterna::downgrade(with_index, "a", mine.get(), chosen)) == "-i -b");
  CHECK(applied(sterna::upgrade(with_index, "+1", mine.get(), chosen)) == "b");
  sterna::stamp(with_index, "i", mine.get(), chosen);
  CHECK(db.versions() == "i");
  CHECK(PQstatus(mine.get()) == CONNECTION_OK);
  CHECK(PQtransactionStatus(mine.get()) == PQTRANS_IDLE);
  CHECK_FALSE(db.locked());
  CHECK(ask(mine, "SHOW client_connection_check_interval") == "7s");
  CHECK(ask(mine, "SHOW lock_timeout") == "8s");
  CHECK(ask(mine, "SHOW statement_timeout") == "9s");
}

TEST_CASE("borrowed: after a failure the session is as it was, too") {
  STERNA_NEEDS_POSTGRESQL(14);
  const database db;
  const session mine = open(db);
  ask(mine, "SET client_connection_check_interval = '7s'");
  CHECK(thrown<sterna::statement_error>(
      [&] { (void)sterna::migrate_to_head(sterna::history<a, failing>, mine.get(), quiet()); }));
  CHECK(PQtransactionStatus(mine.get()) == PQTRANS_IDLE);
  CHECK_FALSE(db.locked());
  CHECK(ask(mine, "SHOW client_connection_check_interval") == "7s");
  CHECK(db.versions() == "a");
  CHECK(applied(sterna::migrate_to_head(line, mine.get(), quiet())) == "b");
}

TEST_CASE("borrowed: a session that reads texts otherwise") {
  STERNA_NEEDS_SERVER();
  static constexpr auto texts = migration("a", "texts")
                                    .upgrade(create_table("é", column("x", text, server_default("it's \\ é"))),
                                             execute("INSERT INTO \"é\" VALUES ('é')").as());
  const database db;
  const session mine = open(db);
  ask(mine, "SET client_encoding = 'LATIN1'");
  ask(mine, "SET standard_conforming_strings = off");
  ask(mine, "SET backslash_quote = off");
  SUBCASE("without a transaction") { sterna::migrate_to_head(sterna::history<texts>, mine.get(), quiet()); }
  SUBCASE("in the caller's transaction") {
    ask(mine, "BEGIN");
    sterna::migrate_to_head(sterna::history<texts>, mine.get(), quiet());
    CHECK(ask(mine, "SHOW client_encoding") == "LATIN1");
    CHECK(ask(mine, "SHOW standard_conforming_strings") == "off");
    ask(mine, "COMMIT");
  }
  CHECK(db.ask("INSERT INTO \"é\" DEFAULT VALUES; SELECT x FROM \"é\"") == "é|it's \\ é");
  CHECK(ask(mine, "SHOW client_encoding") == "LATIN1");
  CHECK(ask(mine, "SHOW standard_conforming_strings") == "off");
}

TEST_CASE("a role whose sessions read texts otherwise") {
  STERNA_NEEDS_SERVER();
  static constexpr auto texts =
      migration("a", "texts").upgrade(create_table("t", column("x", text, server_default("it's \\ é"))));
  const database db;
  sterna::options chosen = quiet();
  chosen.url = db.url(" options='-c standard_conforming_strings=off'");
  sterna::migrate_to_head(sterna::history<texts>, chosen);
  CHECK(db.ask("INSERT INTO t DEFAULT VALUES RETURNING x") == "it's \\ é");
}

TEST_CASE("borrowed: not connected") {
  CHECK(thrown<sterna::connection_error>([] { (void)sterna::migrate_to_head(line, static_cast<PGconn*>(nullptr)); }));
  const session nobody(PQconnectdb("host=127.0.0.1 port=1"));
  CHECK(thrown<sterna::connection_error>([&] { (void)sterna::migrate_to_head(line, nobody.get()); }));
}

TEST_CASE("114: a transaction of the caller's is neither begun nor committed") {
  STERNA_NEEDS_SERVER();
  const database db;
  const session mine = open(db);
  ask(mine, "BEGIN");
  const std::string id = ask(mine, "SELECT pg_current_xact_id()");
  CHECK(applied(sterna::migrate_to_head(line, mine.get(), quiet())) == "a b");
  CHECK(PQtransactionStatus(mine.get()) == PQTRANS_INTRANS);
  CHECK(ask(mine, "SELECT pg_current_xact_id()") == id);
  CHECK(ask(mine, "SELECT string_agg(x::text, ' ' ORDER BY x) FROM t") == "1 2");
  CHECK(db.versions() == "none");
  CHECK(db.locked());  // nobody may migrate before the caller has decided
  SUBCASE("committed") {
    ask(mine, "COMMIT");
    CHECK(db.versions() == "b");
    CHECK(db.columns("t") == "x y");
  }
  SUBCASE("rolled back") {
    ask(mine, "ROLLBACK");
    CHECK(db.versions() == "none");
    CHECK_FALSE(db.has("t"));
  }
  CHECK_FALSE(db.locked());
}

TEST_CASE("114: a failure in the caller's transaction leaves it to the caller") {
  STERNA_NEEDS_SERVER();
  const database db;
  const session mine = open(db);
  ask(mine, "BEGIN; CREATE TABLE callers (a integer); SAVEPOINT s");
  CHECK(thrown<sterna::statement_error>(
      [&] { (void)sterna::migrate_to_head(sterna::history<a, failing>, mine.get(), quiet()); }));
  CHECK(PQtransactionStatus(mine.get()) == PQTRANS_INERROR);
  ask(mine, "ROLLBACK TO SAVEPOINT s; COMMIT");
  CHECK(db.has("callers"));
  CHECK(db.versions() == "none");
  CHECK_FALSE(db.locked());
}

TEST_CASE("114: an op outside a transaction is refused in the caller's, before anything runs") {
  STERNA_NEEDS_SERVER();
  const database db;
  const session mine = open(db);
  ask(mine, "BEGIN");
  CHECK(thrown<sterna::history_error>([&] { (void)sterna::migrate_to_head(with_index, mine.get(), quiet()); }));
  CHECK(PQtransactionStatus(mine.get()) == PQTRANS_INTRANS);
  CHECK(ask(mine, "SELECT to_regclass('t') IS NULL") == "t");
  ask(mine, "COMMIT");
  CHECK_FALSE(db.locked());
}

TEST_CASE("114: the limits end with the run, not with the caller's transaction") {
  STERNA_NEEDS_SERVER();
  const database db;
  const session mine = open(db);
  ask(mine, "BEGIN");
  ask(mine, "SET LOCAL statement_timeout = '9s'");
  sterna::options chosen = quiet();
  chosen.lock_timeout = std::chrono::milliseconds(500);
  chosen.statement_timeout = std::chrono::milliseconds(600);
  sterna::migrate_to_head(line, mine.get(), chosen);
  CHECK(ask(mine, "SHOW statement_timeout") == "9s");
  CHECK(ask(mine, "SHOW lock_timeout") == "0");
  ask(mine, "COMMIT");
}

TEST_CASE("round trip: rows by SQL and by C++") { round_trip::expect({with_index}); }

}  // namespace runtime_borrowed_test
