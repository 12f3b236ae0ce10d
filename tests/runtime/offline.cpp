// SPDX-License-Identifier: BSL-1.0
#include "psql.hpp"

#include <chrono>
#include <thread>

namespace runtime_offline_test {

using namespace runtime_tests;
using namespace sterna::dsl;
using namespace std::chrono_literals;

namespace {

constexpr auto user = migration("1975ea83b712", "create user table")
                          .upgrade(create_table("user", column("id", integer, primary_key), column("name", text)));
constexpr auto login = migration("ae1027a6acf1", "add last login")
                           .revises("1975ea83b712")
                           .upgrade(add_column("user", column("last_login", timestamp_tz)));
constexpr auto mail =
    migration("27c6a30d7c24", "add email").revises("ae1027a6acf1").upgrade(add_column("user", column("email", text)));
constexpr auto users = sterna::history<user, login, mail>;

// two labelled branches, of which the second depends on a revision of the first
constexpr auto app1 = migration("app1", "app 1").branch_label("app").upgrade(create_table("app", column("a", integer)));
constexpr auto app2 = migration("app2", "app 2").revises("app1").upgrade(add_column("app", column("b", integer)));
constexpr auto job1 = migration("job1", "job 1").branch_label("job").upgrade(create_table("job", column("a", integer)));
constexpr auto job2 = migration("job2", "job 2")
                          .revises("job1")
                          .depends_on("app1")
                          .upgrade(add_column("job", column("b", integer)));
constexpr auto branches = sterna::history<app1, app2, job1, job2>;

void fill(sterna::connection& db) { db.execute("INSERT INTO t VALUES ($1)", 1); }
void empty(sterna::connection& db) { db.execute("DELETE FROM t"); }
constexpr auto table = migration("t000", "a table").upgrade(create_table("t", column("a", integer)));
constexpr auto code = migration("c0de", "a row").revises("t000").upgrade(run(fill).reverse(empty).as());
constexpr auto with_code = sterna::history<table, code>;
constexpr auto half_given = migration("c0de", "a row").revises("t000").upgrade(
    run(fill).reverse(empty).offline_sql("INSERT INTO t VALUES (1)").as());
constexpr auto with_half = sterna::history<table, half_given>;
constexpr auto given = migration("c0de", "a row").revises("t000").upgrade(
    run(fill).reverse(empty).offline_sql("INSERT INTO t VALUES (0); UPDATE t SET a = 1", "DELETE FROM t").as());
constexpr auto with_sql = sterna::history<table, given>;

constexpr auto copying =
    migration("c0c0", "rows").upgrade(execute("CREATE TABLE c (a text); COPY c FROM STDIN").reverse("DROP TABLE c"));
constexpr auto with_copy = sterna::history<copying>;
constexpr auto index =
    migration("1dec", "an index").revises("t000").upgrade(create_index("ix", "t", {"a"}).concurrently());
constexpr auto with_index = sterna::history<table, index>;
constexpr auto forever = migration("f0f0", "no way back").revises("t000").irreversible("it is so");
constexpr auto one_way = sterna::history<table, forever>;

template <class Make>
[[nodiscard]] std::string refusal(Make make) {
  const auto refused = thrown<sterna::error>([&] { static_cast<void>(make()); });
  return refused ? refused->what() : "";
}

/// "upgrade  -> a; upgrade a -> b" of a script.
[[nodiscard]] std::string running(const std::string& script) {
  std::string all;
  for (const std::string& line : round_trip::split(script, "\n")) {
    if (line.starts_with("-- Running ")) {
      all += (all.empty() ? "" : "; ") + line.substr(11);
    }
  }
  return all;
}

}  // namespace

TEST_CASE("122: partial and relative ids in ranges") {
  CHECK(running(sterna::upgrade_script(users, "1975:ae10")) == "upgrade 1975ea83b712 -> ae1027a6acf1");
  CHECK(running(sterna::upgrade_script(users, "1975:+1")) == "upgrade 1975ea83b712 -> ae1027a6acf1");
  CHECK(running(sterna::upgrade_script(users, "head-1:head")) == "upgrade ae1027a6acf1 -> 27c6a30d7c24");
  CHECK(running(sterna::upgrade_script(users, "1975ea83b712")) == "upgrade  -> 1975ea83b712");
  CHECK(running(sterna::downgrade_script(users, "head:-1")) == "downgrade 27c6a30d7c24 -> ae1027a6acf1");
  CHECK(running(sterna::downgrade_script(users, "27c6:1975+1")) == "downgrade 27c6a30d7c24 -> ae1027a6acf1");
  CHECK(running(sterna::upgrade_script(branches, "job@base:job2")) ==
        "upgrade  -> app1; upgrade  -> job1; upgrade job1 -> job2");
}

TEST_CASE("124: a downgrade says where it begins, and other ranges that are none") {
  CHECK(refusal([] { return sterna::downgrade_script(users, "ae10"); }) ==
        "'ae10' is no range for an offline script: downgrade takes <fromrev>:<torev>");
  CHECK(contains(refusal([] { return sterna::downgrade_script(users, ":ae10"); }), "<fromrev>:<torev>"));
  CHECK(contains(refusal([] { return sterna::upgrade_script(users, "ae10:"); }), "upgrade takes [start:]end"));
  CHECK(contains(refusal([] { return sterna::upgrade_script(users, "head:ae10"); }), "leads down"));
  CHECK(contains(refusal([] { return sterna::upgrade_script(users, "beef:head"); }), "Can't locate revision"));
  const std::vector<std::string> starts{"app1:app2", "base:job1"};
  CHECK(contains(refusal([&] { return sterna::stamp_script(branches, starts); }), "a single starting revision"));
}

TEST_CASE("sql(history, from, to) finds the direction") {
  CHECK(sterna::sql(users, "base", "head") == sterna::upgrade_script(users, "base:head"));
  CHECK(sterna::sql(users, "", "head") == sterna::sql(users, "base", "head"));
  CHECK(sterna::sql(users, "1975", "head") == sterna::upgrade_script(users, "1975:head"));
  CHECK(sterna::sql(users, "head", "1975") == sterna::downgrade_script(users, "head:1975"));
  CHECK(sterna::sql(users, "head", "base") == sterna::downgrade_script(users, "head:base"));
  CHECK(sterna::sql(users, "head", "-2") == sterna::downgrade_script(users, "head:-2"));
  CHECK(sterna::sql(users, "1975", "+1") == sterna::upgrade_script(users, "1975:+1"));
  CHECK(sterna::sql(branches, "app2,job2", "job@base") == sterna::downgrade_script(branches, "app2,job2:job@base"));
  CHECK(running(sterna::sql(users, "head", "head")).empty());
  CHECK(sterna::sql(users, "base", "head") == sterna::sql(users, "base", "head"));
}

TEST_CASE("what a script cannot do is refused before anything is written, with the place and the way out") {
  CHECK(refusal([] { return sterna::sql(with_code, "base", "head"); }) ==
        "migration 'c0de' (a row), upgrade op 1, run: it calls a C++ function, which a script cannot do; give the SQL "
        "that does the same, run(...).offline_sql(\"...\"), or run this migration from the program");
  CHECK(contains(refusal([] { return sterna::sql(with_half, "head", "base"); }),
                 "downgrade op 1, run: it calls a C++ function, which a script cannot do; give the SQL that does the "
                 "same, run(...).offline_sql(\"...\") with a second text for the reverse"));
  CHECK(contains(refusal([] { return sterna::sql(with_copy, "base", "head"); }),
                 "migration 'c0c0' (rows), upgrade op 1, execute: COPY FROM STDIN cannot be used in a migration"));
  CHECK(contains(refusal([] { return sterna::sql(with_index, "base", "head", {.transaction = sterna::per_run}); }),
                 "migration '1dec' (an index) has an op that cannot run in a transaction"));
  CHECK(contains(refusal([] { return sterna::sql(one_way, "head", "base"); }), "is irreversible: it is so"));
  CHECK(refusal([] { return sterna::sql(with_code, "base", "t000"); }).empty());
}

TEST_CASE("instead of a C++ function, the SQL that was given for it") {
  STERNA_NEEDS_SERVER();
  const database db;
  REQUIRE(psql(db, sterna::sql(with_sql, "base", "head")).exit_code == 0);
  CHECK(db.ask("SELECT a FROM t") == "1");
  REQUIRE(psql(db, sterna::sql(with_sql, "head", "t000")).exit_code == 0);
  CHECK(db.ask("SELECT count(*) FROM t") == "0");
  static_cast<void>(sterna::migrate_to_head(with_sql, db.options()));  // online it is the function
  CHECK(db.ask("SELECT a FROM t") == "1");
}

TEST_CASE("a wrong start, a second run, or another process at work: nothing is changed, exit code 3, and the reason") {
  STERNA_NEEDS_SERVER();
  const database db;
  const std::string first = sterna::upgrade_script(users, "1975");
  const std::string rest = sterna::upgrade_script(users, "1975:head");

  psql_run made = psql(db, rest);
  CHECK(made.exit_code == 3);
  CHECK(made.says("this script begins at '1975ea83b712', and the database is at base"));
  CHECK(made.says("upgrade base:head --sql"));
  CHECK(db.versions() == "none");
  CHECK_FALSE(db.has("\"user\""));

  REQUIRE(psql(db, first).exit_code == 0);
  made = psql(db, first);
  CHECK(made.exit_code == 3);
  CHECK(made.says("this script begins at base (no row in alembic_version), and the database is at '1975ea83b712'"));
  CHECK(made.says("upgrade 1975ea83b712:1975 --sql"));

  {
    sterna::connection other = db.connect();
    sterna::detail::version_table versions(sterna::options{.version_table_schema = "public"});
    sterna::detail::migration_lock lock(other, versions.lock_key(), sterna::detail::migration_lock::scope::session);
    bool acquired = lock.try_acquire();
    for (int i = 0; !acquired && i < 100; ++i) {  // the server lets go of psql's only when it has seen that it has gone
      std::this_thread::sleep_for(50ms);
      acquired = lock.try_acquire();
    }
    REQUIRE(acquired);
    made = psql(db, sterna::upgrade_script(users, "1975:head", {.lock_timeout = 100ms}));
    CHECK(made.exit_code == 3);
    CHECK(made.says("another process has been migrating this database for longer than the limit of 100 ms"));
  }
  CHECK(db.versions() == "1975ea83b712");
  CHECK(db.columns("\"user\"") == "id name");

  REQUIRE(psql(db, rest).exit_code == 0);
  CHECK(psql(db, rest).exit_code == 3);
  CHECK(psql(db, sterna::sql(users, "head", "1975")).exit_code == 0);
  CHECK(psql(db, sterna::sql(users, "head", "1975")).exit_code == 3);
  CHECK(db.versions() == "1975ea83b712");
  CHECK(db.columns("\"user\"") == "id name");
  CHECK_FALSE(db.locked());
}

TEST_CASE("a migration that fails leaves what came before it, and the next script goes on from there") {
  STERNA_NEEDS_SERVER();
  const database db;
  REQUIRE(psql(db, sterna::upgrade_script(users, "1975")).exit_code == 0);
  db.execute("ALTER TABLE \"user\" ADD COLUMN email text");
  CHECK(psql(db, sterna::sql(users, "1975", "head", {.transaction = sterna::per_run})).exit_code == 3);
  CHECK(db.versions() == "1975ea83b712");
  CHECK(db.columns("\"user\"") == "id name email");
  const psql_run made = psql(db, sterna::sql(users, "1975", "head"));
  CHECK(made.exit_code == 3);
  CHECK(made.says("column \"email\" of relation \"user\" already exists"));
  CHECK(db.versions() == "ae1027a6acf1");
  CHECK_FALSE(db.locked());
  db.execute("ALTER TABLE \"user\" DROP COLUMN email");
  CHECK(psql(db, sterna::sql(users, "1975", "head")).says("upgrade ae1027a6acf1:head --sql"));
  CHECK(psql(db, sterna::upgrade_script(users, "ae1027a6acf1:head")).exit_code == 0);
  CHECK(db.versions() == "27c6a30d7c24");
}

TEST_CASE("of branches: rows that the script has nothing to do with may be there, others may not") {
  STERNA_NEEDS_SERVER();
  const database db;
  REQUIRE(psql(db, sterna::upgrade_script(branches, "app1:app2")).exit_code == 3);
  REQUIRE(psql(db, sterna::upgrade_script(branches, "app1")).exit_code == 0);
  REQUIRE(psql(db, sterna::upgrade_script(branches, "job1")).exit_code == 0);  // app1 stays
  CHECK(db.versions() == "app1 job1");
  db.execute("INSERT INTO alembic_version VALUES ('unknown')");
  CHECK(psql(db, sterna::upgrade_script(branches, "app1:app2")).exit_code == 3);
  CHECK(db.columns("app") == "a");
  db.execute("DELETE FROM alembic_version WHERE version_num = 'unknown'");
  REQUIRE(psql(db, sterna::upgrade_script(branches, "app1:app2")).exit_code == 0);
  CHECK(db.versions() == "app2 job1");
  CHECK(psql(db, sterna::upgrade_script(branches, "job1:job2")).exit_code == 3);  // would run app1 again
  REQUIRE(psql(db, sterna::upgrade_script(branches, "app2,job1:job2")).exit_code == 0);
  CHECK(db.versions() == "app2 job2");
  CHECK(psql(db, sterna::downgrade_script(branches, "app2:app1")).exit_code == 3);  // would write app1 into a row
  REQUIRE(psql(db, sterna::downgrade_script(branches, "app2,job2:app1")).exit_code == 0);
  CHECK(db.versions() == "job2");  // which implies app1
  CHECK(db.columns("app") == "a");
}

TEST_CASE("stamp: only the rows, from where it says") {
  STERNA_NEEDS_SERVER();
  const database db;
  CHECK(running(sterna::stamp_script(users, "ae10:head")) == "stamp_revision ae1027a6acf1 -> 27c6a30d7c24");
  REQUIRE(psql(db, sterna::stamp_script(users, "ae10")).exit_code == 0);
  CHECK(db.versions() == "ae1027a6acf1");
  CHECK_FALSE(db.has("\"user\""));
  const psql_run made = psql(db, sterna::stamp_script(users, "head"));
  CHECK(made.exit_code == 3);
  CHECK(made.says("stamp ae1027a6acf1:head --sql"));
  REQUIRE(psql(db, sterna::stamp_script(users, "ae10:head")).exit_code == 0);
  CHECK(db.versions() == "27c6a30d7c24");
  REQUIRE(psql(db, sterna::stamp_script(users, "head:base")).exit_code == 0);
  CHECK(db.versions().empty());
  REQUIRE(psql(db, sterna::stamp_script(branches, std::vector<std::string>{"base:app1", "job1"})).exit_code == 0);
  CHECK(db.versions() == "app1 job1");
}

TEST_CASE("ensure_version: the table and nothing else, as often as one likes") {
  STERNA_NEEDS_SERVER();
  const database db;
  const std::string script = sterna::ensure_version_script({}, "a tag");
  CHECK(contains(script, "\n-- tag: a tag\n"));
  for (int i = 0; i < 2; ++i) {
    const psql_run made = psql(db, script);
    CHECK(made.exit_code == 0);
    CHECK(made.says("COMMIT"));
    CHECK(db.versions().empty());
  }
  CHECK_FALSE(db.locked());
  static_cast<void>(sterna::migrate_to_head(users, db.options()));
  CHECK(psql(db, script).exit_code == 0);
  CHECK(db.versions() == "27c6a30d7c24");
}

TEST_CASE("nothing of the connection string is in a script") {
  const sterna::options secret{.url = "postgresql://me:hunter2@host/db"};
  CHECK_FALSE(contains(sterna::sql(users, "base", "head", secret), "hunter2"));
  CHECK_FALSE(contains(sterna::ensure_version_script(secret), "host/db"));
}

TEST_CASE("a script writes the log that a run writes, or none") {
  STERNA_NEEDS_SERVER();
  const auto log_of = [](const database& db) {
    std::string all;
    for (const sterna::log_entry& each : sterna::log(db.options())) {
      all += each.direction + " " + each.revision + " " + each.checksum + ", ";
    }
    return all;
  };
  const database online;
  sterna::migrate_to_head(with_index, online.options());
  sterna::downgrade(with_index, "base", online.options());
  const database offline;
  REQUIRE(psql(offline, sterna::upgrade_script(with_index, "head")).exit_code == 0);
  REQUIRE(psql(offline, sterna::downgrade_script(with_index, "head:base")).exit_code == 0);
  CHECK(log_of(offline) == log_of(online));
  CHECK(sterna::log(offline.options()).size() == 4);
  CHECK(sterna::log(offline.options()).back().application == "psql");
  const database without;
  REQUIRE(psql(without, sterna::upgrade_script(users, "head", {.log = false})).exit_code == 0);
  CHECK_FALSE(without.has("alembic_version_log"));
}

}  // namespace runtime_offline_test
