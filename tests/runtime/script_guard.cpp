// SPDX-License-Identifier: BSL-1.0
#include "psql.hpp"

#include <chrono>
#include <thread>

namespace runtime_script_guard_test {

using namespace runtime_tests;
using namespace std::chrono_literals;
using sterna::detail::migration_lock;
using sterna::detail::script_guard;
using sterna::detail::version_table;

namespace {

[[nodiscard]] version_table named(const sterna::options& chosen) { return version_table(chosen); }

/// The key that the block has computed, on a session of its own.
[[nodiscard]] std::string key_in_script(const database& db, const version_table& versions, const std::string& before) {
  sterna::connection session = db.connect();
  session.execute(before);
  session.execute(script_guard(versions).take_lock({}));
  return std::string(session.execute("SELECT current_setting('sterna.lock')")[0][0].text());
}

/// The key that a run would take.
[[nodiscard]] std::string key_of(const database& db, const version_table& versions) {
  return std::string(db.connect().execute("SELECT " + versions.lock_key())[0][0].text());
}

}  // namespace

TEST_CASE("a script's lock is the one of a run, whatever the schema and the table are called") {
  STERNA_NEEDS_SERVER();
  const database db;
  const std::string schemas[] = {"a", "abc", "four", "ma\xC3\x9F", "It's \"quoted\"", std::string(60, 'x')};
  const std::string tables[] = {"alembic_version", "V", "o'er"};
  for (const std::string& schema : schemas) {
    for (const std::string& table : tables) {
      CAPTURE(schema);
      CAPTURE(table);
      const std::string quoted = sterna::detail::quoted_identifier(schema);
      db.execute("CREATE SCHEMA IF NOT EXISTS " + quoted);
      version_table given = named({.version_table = table, .version_table_schema = schema});
      CHECK(key_in_script(db, given, "SELECT 1") == key_of(db, given));
      const version_table unsaid = named({.version_table = table});
      const std::string path = "SET search_path TO " + quoted;
      CHECK(key_in_script(db, unsaid, path) == key_of(db, given));
      db.execute("CREATE TABLE " + given.shown() + " (version_num text)");
      CHECK(key_in_script(db, unsaid, "SET search_path TO public, " + quoted) == key_of(db, given));
    }
  }
}

TEST_CASE("a script waits for the lock, no longer than the limit, without being in the way of an index") {
  STERNA_NEEDS_SERVER();
  const database db;
  db.execute("CREATE TABLE t (a integer)");
  version_table versions = named({.version_table_schema = "public"});
  sterna::connection holder = db.connect();
  holder.execute("SET application_name TO 'deploy'");
  std::optional<migration_lock> lock;
  lock.emplace(holder, versions.lock_key(), migration_lock::scope::session);
  REQUIRE(lock->try_acquire());
  {
    sterna::connection waiting = db.connect();
    const auto start = std::chrono::steady_clock::now();
    const auto refused =
        thrown<sterna::lock_timeout>([&] { waiting.execute(script_guard(versions).take_lock(300ms)); });
    REQUIRE(refused);
    CHECK(std::chrono::steady_clock::now() - start >= 300ms);
    CHECK(contains(refused->what(), "longer than the limit of 300 ms; the lock is held by the server process "));
    CHECK(contains(refused->what(), "(application_name 'deploy')"));
    CHECK(contains(refused->what(), "Nothing has been changed. Run the script again later."));
  }
  std::thread another([&] {
    sterna::connection waiting = db.connect();
    waiting.execute(script_guard(versions).take_lock({}));
    waiting.execute("INSERT INTO t VALUES (1)");
    waiting.execute(script_guard::release_lock());
  });
  while (db.ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO%' AND wait_event = 'PgSleep'") == "0") {
    std::this_thread::sleep_for(10ms);
  }
  holder.execute("CREATE INDEX CONCURRENTLY ix ON t (a)");  // would wait for ever for a block that does not commit
  CHECK(db.ask("SELECT count(*) FROM t") == "0");
  lock.reset();
  another.join();
  CHECK(db.ask("SELECT count(*) FROM t") == "1");
  CHECK_FALSE(db.locked());

  sterna::connection session = db.connect();
  session.execute(script_guard(versions).take_lock({}));
  session.execute("RESET ALL");
  session.execute(script_guard::release_lock());
}

TEST_CASE("the rows must be those of the start; others only where the script has nothing to do with them") {
  STERNA_NEEDS_SERVER();
  const database db;
  const version_table versions = named({});
  const auto refusal = [&](const std::vector<std::string>& rows, const std::vector<std::string>& others = {}) {
    const std::string block = script_guard(versions).expect_rows(rows, others, {"upgrade ", ":head --sql"});
    const auto refused = thrown<sterna::statement_error>([&] { db.execute(block); });
    return refused ? std::string(refused->what()) : std::string();
  };
  CHECK(refusal({}).empty());
  CHECK(contains(refusal({"a"}), "this script begins at 'a', and the database is at base"));
  db.execute(versions.create());
  CHECK(refusal({}).empty());
  CHECK(contains(refusal({"a"}), "make a script that begins where the database is: upgrade base:head --sql"));
  db.execute("INSERT INTO alembic_version VALUES ('b'), ('it''s')");
  CHECK(refusal({"it's", "b"}).empty());
  CHECK(refusal({"b"}, {"it's", "c"}).empty());
  CHECK(contains(refusal({"b"}, {"c"}), "begins at 'b', and the database is at 'b', 'it's'"));
  CHECK(contains(refusal({}), "begins at base (no row in alembic_version), and the database is at 'b', 'it's'"));
  CHECK(contains(refusal({"b", "it's", "c"}), "upgrade b,it's:head --sql"));
}

}  // namespace runtime_script_guard_test
