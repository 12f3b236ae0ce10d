// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// A history with a backfill, run: progress, what goes on meanwhile, and what is left where it ends early.

namespace runtime_backfill_test {

using namespace sterna::dsl;
using namespace std::chrono_literals;
using runtime_tests::applied;
using runtime_tests::contains;
using runtime_tests::database;
using runtime_tests::keep_text;
using runtime_tests::thrown;
using sterna::event;

namespace {

constexpr auto create = migration("create", "create")
                            .upgrade(create_table("person", column("id", integer, primary_key), column("first", text),
                                                  column("last", text), column("times", integer)));
constexpr auto fill =
    migration("fill", "fill")
        .revises("create")
        .upgrade(add_column("person", column("full_name", text)),
                 backfill("person", "full_name", sql("first || ' ' || last")).batch(1000).pause(5),
                 set_not_null("person", "full_name"));
constexpr auto history = sterna::history<create, fill>;
constexpr auto slowly =
    migration("fill", "fill")
        .revises("create")
        .upgrade(add_column("person", column("full_name", text)),
                 backfill("person", "full_name", sql("first || ' ' || last")).batch(2000).pause(150));
constexpr auto slow_history = sterna::history<create, slowly>;

/// 20000 rows, each of which counts how often it is updated.
void make_rows(const database& db) {
  sterna::upgrade(history, "create", db.options());
  db.execute(
      "INSERT INTO person SELECT i, 'f' || i, 'l' || i, 0 FROM generate_series(1, 20000) i;"
      "CREATE FUNCTION count_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.times = OLD.times + 1; RETURN NEW; "
      "END $$; CREATE TRIGGER count_it BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION count_it();"
      "ANALYZE person");
}
constexpr std::string_view each_once =
    "SELECT count(*) FILTER (WHERE times = 1 AND full_name = first || ' ' || last), count(*) FROM person";
constexpr std::string_view filled_so_far = "SELECT count(full_name) FROM person";

/// Runs, and takes what the handler does with the n-th progress from 1.
template <class F>
sterna::options at_progress(const database& db, F handler) {
  sterna::options chosen = db.options();
  chosen.on_event = [handler, count = 0](const event& happened) mutable {
    if (happened.what == event::kind::progress) {
      handler(++count, happened);
    }
  };
  return chosen;
}

}  // namespace

TEST_CASE("backfill: between add_column and set_not_null of the same migration; progress is told while it runs") {
  STERNA_NEEDS_SERVER();
  const database db;
  make_rows(db);
  sterna::options chosen = db.options();
  std::vector<std::string> told;
  std::vector<long long> rows;
  std::chrono::steady_clock::time_point first{};
  std::chrono::steady_clock::time_point end{};
  chosen.on_event = [&](const event& happened) {
    if (happened.what == event::kind::progress) {
      first = rows.empty() ? std::chrono::steady_clock::now() : first;
      rows.push_back(happened.rows);
      CHECK(happened.filled == "person.full_name");
      CHECK(happened.revision == "fill");
      CHECK(happened.operation == 2);
      CHECK(happened.statement.starts_with("DO "));
      CHECK(happened.duration.count() > 0);
      const long long committed = std::stoll(db.ask(filled_so_far));
      CHECK(committed >= happened.rows);
      CHECK((committed < 20000 || rows.size() > 1));  // told while it runs
      told.push_back(happened.text());
    } else if (happened.what == event::kind::statement && happened.statement.starts_with("DO $sterna$\n#")) {
      end = std::chrono::steady_clock::now();
      CHECK(happened.operation == 2);
    }
  };
  CHECK(applied(sterna::migrate_to_head(history, chosen)) == "fill");
  REQUIRE(rows.size() == 20);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i] == static_cast<long long>(i + 1) * 1000);
  }
  CHECK(end - first >= 19 * 5ms);
  CHECK(told.back().starts_with("backfill of person.full_name: 20000 rows, "));
  CHECK(told.back().ends_with(" rows/s"));
  CHECK(db.ask(each_once) == "20000 20000");
  CHECK(db.ask("SELECT count(DISTINCT xmin::text) FROM person") == "20");
  CHECK(db.ask("SELECT attnotnull FROM pg_attribute WHERE attrelid = 'person'::regclass AND attname = 'full_name'") ==
        "t");
  CHECK(db.ask("SELECT count(*) FROM pg_stats WHERE tablename = 'person' AND attname = 'full_name'") == "1");
  CHECK(db.versions() == "fill");
  CHECK_FALSE(db.has("alembic_version_step"));
  CHECK(applied(sterna::downgrade(history, "create", db.options())) == "-fill");
  CHECK(db.columns("person") == "id first last times");
}

TEST_CASE("backfill: readers and writers go on meanwhile, and what they write stays") {
  STERNA_NEEDS_SERVER();
  const database db;
  make_rows(db);
  std::atomic<bool> over = false;
  std::atomic<bool> ready = false;
  int turns = 0;
  std::chrono::steady_clock::duration longest{};
  std::string problem;
  std::thread other([&] {
    try {
      sterna::connection mine = db.connect();
      while (mine.execute("SELECT count(*) FROM information_schema.columns WHERE column_name = 'full_name'")[0][0]
                 .text() == "0") {
      }
      mine.execute("SET lock_timeout = '2s'");
      ready = true;
      for (; !over; ++turns) {
        const auto start = std::chrono::steady_clock::now();
        mine.execute("UPDATE person SET full_name = 'mine' WHERE id = $1", 1 + turns * 37 % 20000);
        mine.execute("SELECT count(*) FROM person");
        longest = std::max(longest, std::chrono::steady_clock::now() - start);
      }
    } catch (const std::exception& what) {
      problem = what.what();
    }
  });
  const auto caught = thrown<sterna::error>([&] { (void)sterna::migrate_to_head(slow_history, db.options()); });
  over = true;
  other.join();
  CHECK_FALSE(caught);
  CHECK(problem == "");
  CHECK(turns > 10);
  CHECK(longest < 700ms);
  CHECK(db.ask("SELECT count(*) FILTER (WHERE full_name = 'mine') > 0, count(*) FILTER (WHERE full_name NOT IN "
               "('mine', first "
               "|| ' ' || last) OR full_name IS NULL) FROM person") == "t 0");
}

TEST_CASE("backfill: a killed process, and the next one completes it; each row is filled once") {
  STERNA_NEEDS_SERVER();
  const database db;
  make_rows(db);
  const pid_t child = fork();
  if (child == 0) {
    try {
      (void)sterna::migrate_to_head(history, at_progress(db, [](int count, const event&) {
        if (count == 7) {
          std::raise(SIGKILL);
        }
      }));
    } catch (...) {
    }
    _exit(1);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(db.versions() == "create");
  CHECK(db.has("alembic_version_step"));
  CHECK(std::stoi(db.ask(filled_so_far)) >= 7000);
  CHECK(applied(sterna::migrate_to_head(history, db.options())) == "fill");
  CHECK(db.ask(each_once) == "20000 20000");
  CHECK_FALSE(db.has("alembic_version_step"));
}

TEST_CASE("backfill: a terminated session, and the next run passes over what is done") {
  STERNA_NEEDS_SERVER();
  const database db;
  make_rows(db);
  const auto caught = thrown<sterna::connection_error>([&] {
    (void)sterna::migrate_to_head(history, at_progress(db, [&](int count, const event&) {
      if (count == 7) {
        db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'DO $sterna$%'");
      }
    }));
  });
  REQUIRE(caught);
  CHECK(caught->operation() == "upgrade op 2, backfill");
  CHECK(contains(caught->what(), "000 rows are filled and stay so"));
  const int before = std::stoi(db.ask(filled_so_far));
  CHECK(before >= 7000);
  CHECK(before < 20000);
  std::vector<long long> rows;
  CHECK(applied(sterna::migrate_to_head(history, at_progress(db, [&](int, const event& happened) {
    rows.push_back(happened.rows);
  }))) == "fill");
  REQUIRE(!rows.empty());
  CHECK(rows.back() == 20000 - before);
  CHECK(db.ask(each_once) == "20000 20000");
}

TEST_CASE("backfill: limits for one statement are not for it, and come back") {
  STERNA_NEEDS_SERVER();
  const database db;
  make_rows(db);
  db.execute("ALTER ROLE CURRENT_USER IN DATABASE " + db.ask("SELECT current_database()") +
             " SET statement_timeout = '500ms'");
  sterna::options chosen = db.options();
  std::string limit;
  SUBCASE("the server's") {}
  SUBCASE("the option") { chosen.statement_timeout = 500ms; }
  CHECK(applied(sterna::migrate_to_head(slow_history, chosen)) == "fill");
  CHECK(db.ask(each_once) == "20000 20000");
  CHECK(db.ask("SHOW statement_timeout") == "500ms");
}

TEST_CASE("backfill: a lock that is not to be had in time ends it, and what is done stays") {
  STERNA_NEEDS_SERVER();
  const database db;
  make_rows(db);
  sterna::connection other = db.connect();
  other.execute("BEGIN; SELECT FROM person WHERE id = 5500 FOR UPDATE");
  sterna::upgrade(history, "create", db.options());
  // the column is there already, so that nothing waits for the row's lock before the backfill
  sterna::options chosen = db.options();
  chosen.lock_timeout = 100ms;
  static constexpr auto only = migration("fill", "fill")
                                   .revises("create")
                                   .upgrade(backfill("person", "first", "x").where("first <> 'x'").batch(1000));
  const auto caught =
      thrown<sterna::lock_timeout>([&] { (void)sterna::migrate_to_head(sterna::history<create, only>, chosen); });
  REQUIRE(caught);
  CHECK(contains(caught->what(), "5000 rows are filled and stay so"));
  other.execute("ROLLBACK");
  CHECK(db.ask("SELECT count(*) FROM person WHERE first = 'x'") == "5000");
  CHECK(applied(sterna::migrate_to_head(sterna::history<create, only>, db.options())) == "fill");
  CHECK(db.ask("SELECT count(*) FROM person WHERE first = 'x'") == "20000");
}

TEST_CASE("backfill: a row that cannot be filled is named, with what to do") {
  STERNA_NEEDS_SERVER();
  const database db;
  make_rows(db);
  db.execute("UPDATE person SET first = 'bad' WHERE id = 10500");
  static constexpr auto checked =
      migration("fill", "fill").revises("create")
          .upgrade(add_column("person", column("full_name", text, check("full_name NOT LIKE 'bad%'"))),
                   backfill("person", "full_name", sql("first || ' ' || last")).batch(1000).pause(0));
  static constexpr auto rules = sterna::policy::rules(sterna::policy::off(sterna::rule::column_check_scans));
  constexpr auto with_check = sterna::history<rules, create, checked>;
  const auto caught = thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(with_check, db.options()); });
  REQUIRE(caught);
  CHECK(caught->revision() == "fill");
  CHECK(caught->operation() == "upgrade op 2, backfill");
  CHECK(caught->sqlstate() == "23514");
  CHECK(caught->statement().starts_with("DO "));
  CHECK(contains(caught->what(),
                 "migration 'fill' (fill), upgrade op 2, backfill: 10000 rows are filled and stay so; when what "
                 "follows is put right, run again, which fills the others: new row for relation"));
  CHECK(contains(caught->what(), "bad l10500"));
  CHECK(db.ask(filled_so_far) == "10000");
  db.execute("UPDATE person SET first = 'good' WHERE id = 10500");
  CHECK(applied(sterna::migrate_to_head(with_check, db.options())) == "fill");
  CHECK(db.ask("SELECT count(*) FROM person WHERE full_name = first || ' ' || last") == "20000");
}

TEST_CASE("backfill: what the handler throws at a progress comes out, and ends it") {
  STERNA_NEEDS_SERVER();
  const database db;
  make_rows(db);
  struct enough {};
  CHECK_THROWS_AS((void)sterna::migrate_to_head(history, at_progress(db, [](int count, const event&) {
                    if (count == 3) {
                      throw enough{};
                    }
                  })),
                  enough);
  const int before = std::stoi(db.ask(filled_so_far));
  CHECK(before >= 3000);
  CHECK(before < 20000);
  CHECK(applied(sterna::migrate_to_head(history, db.options())) == "fill");
  CHECK(db.ask(each_once) == "20000 20000");
}

TEST_CASE("backfill on the caller's connection: other messages go where they went, then and afterwards") {
  STERNA_NEEDS_SERVER();
  const database db;
  make_rows(db);
  db.execute(
      "CREATE FUNCTION chat() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'here'; RETURN NULL; END $$;"
      "CREATE TRIGGER chat AFTER UPDATE ON person FOR EACH STATEMENT EXECUTE FUNCTION chat()");
  using session = std::unique_ptr<PGconn, decltype([](PGconn* of) { PQfinish(of); })>;
  const session mine(PQconnectdb(db.url().c_str()));
  REQUIRE(PQstatus(mine.get()) == CONNECTION_OK);
  PQclear(PQexec(mine.get(),
                 "SET statement_timeout = '2s'; SET client_min_messages = warning; SET client_min_messages = notice"));
  std::string heard;
  int progress = 0;
  int expected = 20;
  SUBCASE("a notice processor") {
    PQsetNoticeProcessor(
        mine.get(), [](void* to, const char* words) { *static_cast<std::string*>(to) += words; }, &heard);
  }
  SUBCASE("a notice receiver, which libpq could not give back, so that it hears all") {
    PQsetNoticeReceiver(mine.get(), keep_text, &heard);
    expected = 0;
  }
  (void)sterna::migrate_to_head(history, mine.get(), at_progress(db, [&](int, const event&) { ++progress; }));
  CHECK(progress == expected);
  CHECK(contains(heard, "here"));
  CHECK(contains(heard, "backfill of person.full_name") == (expected == 0));
  heard.clear();
  PQclear(PQexec(mine.get(), "DO $$ BEGIN RAISE INFO 'still' USING ERRCODE = 'STR02'; END $$"));
  CHECK(contains(heard, "still"));
  const sterna::result limit(PQexec(mine.get(), "SHOW statement_timeout"));
  CHECK(limit[0][0].text() == "2s");
  CHECK(db.ask(each_once) == "20000 20000");
}

TEST_CASE("backfill: refused in the caller's transaction, and where a run is to be one") {
  STERNA_NEEDS_SERVER();
  const database db;
  make_rows(db);
  sterna::options chosen = db.options();
  chosen.transaction = sterna::per_run;
  CHECK(thrown<sterna::history_error>([&] { (void)sterna::migrate_to_head(history, chosen); }));
  CHECK(db.versions() == "create");
}

}  // namespace runtime_backfill_test
