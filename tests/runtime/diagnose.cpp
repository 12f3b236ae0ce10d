// SPDX-License-Identifier: BSL-1.0
#include <sterna/runtime/diagnose.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "database.hpp"

namespace runtime_diagnose_test {

using namespace runtime_tests;
using sterna::finding;

namespace diagnose_tests {

using namespace sterna::dsl;
using namespace std::chrono_literals;

constexpr auto one =
    migration("one", "first").upgrade(create_table("t", column("id", integer, primary_key), column("a", text)));
constexpr auto two = migration("two", "second").revises("one").upgrade(add_column("t", column("b", text)));
constexpr auto three =
    migration("three", "index").revises("two").upgrade(create_index("ix_t_a", "t", {"a"}).unique().concurrently());
constexpr auto four = migration("four", "more").revises("three").upgrade(
    create_table("u", column("t", integer, references("t", "id"))), backfill("t", "b", "x"));
constexpr auto whole = sterna::history<one, two, three, four>;

constexpr auto new_server = sterna::policy::rules(sterna::policy::server(99));
constexpr auto for_the_future = sterna::history<new_server, one>;

constexpr auto edited_two = migration("two", "second").revises("one").upgrade(add_column("t", column("b", string(9))));
constexpr auto edited = sterna::history<one, edited_two>;

constexpr auto kept_up = migration("kept", "maintenance").revises("one").upgrade(
    truncate_table({"t", "u"}), reindex_index("t_pkey").concurrently(), reindex_table("t").concurrently());
constexpr auto with_u = migration("one", "first").upgrade(create_table("t", column("id", integer, primary_key)),
                                                          create_table("u", column("t", integer)));
constexpr auto maintained = sterna::history<with_u, kept_up>;

/// "kind object" of each, in order.
[[nodiscard]] std::string told(const std::vector<finding>& found) {
  std::string text;
  for (const finding& each : found) {
    text += (text.empty() ? "" : "|") + std::string(sterna::name_of(each.what)) + " " + each.object;
    CHECK_FALSE(each.text.empty());
    CHECK_FALSE(each.advice.empty());
  }
  return text;
}
[[nodiscard]] std::string examined(const database& db, const std::string& more = "",
                                   const sterna::history_view& history = whole) {
  sterna::options chosen = db.options();
  chosen.url = db.url(more);
  return told(sterna::diagnose(history, chosen));
}

}  // namespace diagnose_tests

TEST_CASE("nothing is found where all is well, and nothing is written") {
  STERNA_NEEDS_SERVER();
  const database db;
  CHECK(diagnose_tests::examined(db).empty());
  CHECK(db.versions() == "none");
  (void)sterna::upgrade(diagnose_tests::whole, "three", db.options());
  CHECK(diagnose_tests::examined(db).empty());
  (void)sterna::migrate_to_head(diagnose_tests::whole, db.options());
  CHECK(diagnose_tests::examined(db).empty());
  sterna::connection mine = db.connect();
  CHECK(sterna::diagnose(diagnose_tests::whole, mine.native()).empty());
  CHECK_FALSE(db.locked());
}

TEST_CASE("rows of the version table") {
  STERNA_NEEDS_SERVER();
  const database db;
  (void)sterna::upgrade(diagnose_tests::whole, "two", db.options());
  db.execute("INSERT INTO alembic_version VALUES ('one'), ('deadbeef')");
  CHECK(diagnose_tests::examined(db) == "unknown_revision deadbeef|implied_row one");
}

TEST_CASE("an index that a cut-off build has left, and the step of the migration") {
  STERNA_NEEDS_SERVER();
  const database db;
  (void)sterna::upgrade(diagnose_tests::whole, "two", db.options());
  db.execute("INSERT INTO t (id, a) VALUES (1, 'same'), (2, 'same')");
  CHECK(thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(diagnose_tests::whole, db.options()); }));
  const auto found = sterna::diagnose(diagnose_tests::whole, db.options());
  CHECK(diagnose_tests::told(found) == "half_applied three|invalid_index public.ix_t_a");
  CHECK(contains(found.at(0).text, "the upgrade of 'three' was cut off at op 1"));
  CHECK(contains(found.at(1).advice, "DROP INDEX CONCURRENTLY public.ix_t_a"));
  db.execute("DELETE FROM t WHERE id = 2");
  (void)sterna::migrate_to_head(diagnose_tests::whole, db.options());
  CHECK(diagnose_tests::examined(db).empty());
}

TEST_CASE("who holds the migration lock, and who waits") {
  STERNA_NEEDS_SERVER();
  const database db;
  (void)sterna::upgrade(diagnose_tests::whole, "one", db.options());
  sterna::options chosen = db.options();
  sterna::detail::version_table versions(chosen);
  sterna::connection holder(sterna::parse_url(db.url(" application_name=deployer"), "test"));
  (void)versions.look(holder);
  holder.execute("SELECT pg_advisory_lock(" + versions.lock_key() + ")");
  const std::string pid(holder.execute("SELECT pg_backend_pid()")[0][0].text());
  const auto found = sterna::diagnose(diagnose_tests::whole, chosen);
  CHECK(diagnose_tests::told(found) == "lock_held " + pid);
  CHECK(contains(found.at(0).text, "application_name 'deployer', role "));
  CHECK(contains(found.at(0).text, "idle, connected since "));

  using namespace std::chrono_literals;
  chosen.url = db.url(" application_name=waiting");
  chosen.migration_lock_timeout = 3s;
  std::thread waits([&] {
    CHECK(thrown<sterna::lock_timeout>([&] { (void)sterna::migrate_to_head(diagnose_tests::whole, chosen); }));
  });
  std::this_thread::sleep_for(1500ms);
  const auto both = sterna::diagnose(diagnose_tests::whole, db.options());
  waits.join();
  REQUIRE(both.size() == 2);
  CHECK(both[1].what == finding::kind::lock_awaited);
  CHECK(contains(both[1].text, "application_name 'waiting'"));
}

TEST_CASE("transactions that DDL would wait for") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::connection old(sterna::parse_url(db.url(" application_name=report"), "test"));
  old.execute("BEGIN");
  old.execute("SELECT 1");
  using namespace std::chrono_literals;
  std::this_thread::sleep_for(1100ms);
  CHECK(diagnose_tests::examined(db).empty());  // a minute is long, a second is not
  const auto found = sterna::diagnose(diagnose_tests::whole, db.options(), 1s);
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == finding::kind::long_transaction);
  CHECK(contains(found[0].text, "application_name 'report', role "));
  CHECK(contains(found[0].text, "idle in transaction"));
}

TEST_CASE("what the role may not do") {
  STERNA_NEEDS_SERVER();
  const database db;
  const std::string role = "sterna_diagnose_" + std::to_string(getpid());
  db.execute("CREATE ROLE " + role + " LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC");  // as from 15 on
  const std::string as_role = " options='-c role=" + role + "'";
  SUBCASE("where nothing is there yet") {
    CHECK(diagnose_tests::examined(db, as_role) == "missing_right public");
    db.execute("GRANT CREATE ON SCHEMA public TO " + role);
    CHECK(diagnose_tests::examined(db, as_role).empty());
  }
  SUBCASE("where somebody else has begun") {
    (void)sterna::upgrade(diagnose_tests::whole, "one", db.options());
    CHECK(diagnose_tests::examined(db, as_role) == "missing_right the version table");
    db.execute("GRANT SELECT ON alembic_version TO " + role);
    CHECK(diagnose_tests::examined(db, as_role) ==
          "missing_right public.alembic_version|missing_right t|missing_right public|missing_right t");
    db.execute("GRANT INSERT, UPDATE, DELETE ON alembic_version TO " + role + "; GRANT CREATE ON SCHEMA public TO " +
               role + "; ALTER TABLE t OWNER TO " + role);
    CHECK(diagnose_tests::examined(db, as_role).empty());
  }
  SUBCASE("where tables are emptied, and their indexes built anew") {
    (void)sterna::upgrade(diagnose_tests::maintained, "one", db.options());
    db.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON alembic_version TO " + role + "; GRANT CREATE ON SCHEMA public "
               "TO " + role);
    const auto lacks = [&] { return diagnose_tests::examined(db, as_role, diagnose_tests::maintained); };
    CHECK(lacks() == "missing_right t|missing_right u|missing_right t_pkey|missing_right t");
    db.execute("GRANT TRUNCATE ON t, u TO " + role);
    CHECK(lacks() == "missing_right t_pkey|missing_right t");
    db.execute("ALTER TABLE t OWNER TO " + role);
    CHECK(lacks().empty());
  }
  db.execute("DROP OWNED BY " + role + " CASCADE; DROP ROLE " + role);
}

TEST_CASE("the server: too old, read-only") {
  STERNA_NEEDS_SERVER();
  const database db;
  const auto found = sterna::diagnose(diagnose_tests::for_the_future, db.options());
  REQUIRE(found.size() == 1);
  CHECK(found[0].what == finding::kind::server_too_old);
  CHECK(contains(found[0].text, "the history is for 99"));
  CHECK(diagnose_tests::examined(db, " options='-c default_transaction_read_only=on'") == "read_only the server");
}

TEST_CASE("a migration that was edited after it was applied") {
  STERNA_NEEDS_SERVER();
  const database db;
  (void)sterna::upgrade(diagnose_tests::whole, "two", db.options());
  CHECK(diagnose_tests::told(sterna::diagnose(diagnose_tests::edited, db.options())) == "edited two");
  (void)sterna::stamp(diagnose_tests::edited, "two", db.options());
  CHECK(sterna::diagnose(diagnose_tests::edited, db.options()).empty());
}

}  // namespace runtime_diagnose_test
