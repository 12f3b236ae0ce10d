// SPDX-License-Identifier: BSL-1.0
#include <sterna/runtime/dry_run.hpp>

#include <doctest/doctest.h>

#include <string>

#include "database.hpp"

namespace runtime_dry_run_test {

using namespace runtime_tests;

namespace dry_run_tests {

using namespace sterna::dsl;
using namespace std::chrono_literals;

constexpr auto one =
    migration("one", "first").upgrade(create_table("t", column("id", integer, primary_key), column("a", text)));
constexpr auto two = migration("two", "second").revises("one").upgrade(add_column("t", column("b", text)));
constexpr auto plain = sterna::history<one, two>;

constexpr auto indexed = migration("indexed", "index")
                             .revises("one")
                             .upgrade(add_column("t", column("c", text)),
                                      create_index("ix_t_a", "t", {"a"}).concurrently(),
                                      add_column("t", column("d", text)));
constexpr auto with_index = sterna::history<one, indexed>;

constexpr auto needing = migration("needing", "needs the index")
                             .revises("indexed")
                             .upgrade(execute("COMMENT ON INDEX ix_t_a IS 'there'").as());
constexpr auto after = migration("after", "after it").revises("needing").upgrade(add_column("t", column("e", text)));
constexpr auto needs_skipped = sterna::history<one, indexed, needing, after>;

constexpr auto refused =
    migration("refused", "refused").revises("one").upgrade(execute("ALTER TABLE missing ADD a integer").as());
constexpr auto with_fault = sterna::history<one, refused>;

int calls = 0;
constexpr auto called = migration("called", "C++").revises("one").upgrade(run([](sterna::connection& db) {
                                                                            ++calls;
                                                                            db.execute("INSERT INTO t VALUES (1, 'x')");
                                                                          }).as());
constexpr auto with_function = sterna::history<one, called>;

/// All that a dry run could leave behind.
[[nodiscard]] std::string everything(const database& db) {
  return db.ask("SELECT string_agg(c.oid::regclass || c.relkind::text, ' ' ORDER BY 1) FROM pg_class c WHERE "
                "relnamespace = 'public'::regnamespace") +
         "; " + db.versions() + "; " + db.columns("t");
}

}  // namespace dry_run_tests

TEST_CASE("a dry run executes all, and nothing of it stays") {
  STERNA_NEEDS_SERVER();
  const database db;
  const std::string before = dry_run_tests::everything(db);
  std::string told;
  sterna::options chosen = db.options();
  chosen.on_event = [&](const sterna::event& happened) {
    if (happened.what == sterna::event::kind::statement && happened.operation != 0) {
      told += std::string(happened.statement) + ";";
    }
  };
  const sterna::dry_run_report got = sterna::dry_run(dry_run_tests::plain, "head", chosen);
  REQUIRE(got.tried.size() == 2);
  CHECK(got.tried[1].revision == "two");
  CHECK(got.skipped.empty());
  CHECK(got.stopped.empty());
  CHECK(contains(told, "ALTER TABLE t ADD COLUMN b text;"));
  CHECK(dry_run_tests::everything(db) == before);
  CHECK_FALSE(db.locked());

  (void)sterna::migrate_to_head(dry_run_tests::plain, db.options());
  CHECK(sterna::dry_run(dry_run_tests::plain, "head", db.options()).tried.empty());
  const std::string at_head = dry_run_tests::everything(db);
  const auto down = sterna::dry_run(dry_run_tests::plain, "base", db.options(), sterna::direction::downgrade);
  REQUIRE(down.tried.size() == 2);
  CHECK_FALSE(down.tried[0].up);
  CHECK(dry_run_tests::everything(db) == at_head);
}

TEST_CASE("a dry run throws what the server refuses") {
  STERNA_NEEDS_SERVER();
  const database db;
  const auto caught =
      thrown<sterna::statement_error>([&] { (void)sterna::dry_run(dry_run_tests::with_fault, "head", db.options()); });
  REQUIRE(caught);
  CHECK(caught->revision() == "refused");
  CHECK(caught->sqlstate() == "42P01");
  CHECK(db.versions() == "none");
  CHECK(thrown<sterna::history_error>([&] { (void)sterna::dry_run(dry_run_tests::plain, "zzzz", db.options()); }));
}

TEST_CASE("a dry run skips what cannot be rolled back, and tries the rest") {
  STERNA_NEEDS_SERVER();
  const database db;
  const auto got = sterna::dry_run(dry_run_tests::with_index, "head", db.options());
  CHECK(got.tried.size() == 2);
  REQUIRE(got.skipped.size() == 1);
  CHECK(got.skipped[0].revision == "indexed");
  CHECK(got.skipped[0].operation == "upgrade op 2, create_index");
  CHECK(db.versions() == "none");
  SUBCASE("from where a run was cut off") {
    (void)sterna::upgrade(dry_run_tests::with_index, "one", db.options());
    db.execute("ALTER TABLE t ADD c text; CREATE TABLE alembic_version_step (version_num varchar(32) NOT NULL, upgrade "
               "boolean NOT NULL, operation integer NOT NULL, PRIMARY KEY (version_num, upgrade)); INSERT INTO "
               "alembic_version_step VALUES ('indexed', true, 2)");
    CHECK(sterna::dry_run(dry_run_tests::with_index, "head", db.options()).tried.size() == 1);
    CHECK(db.has("alembic_version_step"));
  }
  SUBCASE("and stops where that may be why something fails") {
    const auto stopped = sterna::dry_run(dry_run_tests::needs_skipped, "head", db.options());
    CHECK(stopped.tried.size() == 2);
    CHECK(stopped.stopped_at == "needing");
    CHECK(contains(stopped.stopped, "ix_t_a"));
  }
}

TEST_CASE("a dry run calls C++ functions, and takes back what they do in the database") {
  STERNA_NEEDS_SERVER();
  const database db;
  (void)sterna::upgrade(dry_run_tests::plain, "one", db.options());
  dry_run_tests::calls = 0;
  CHECK(sterna::dry_run(dry_run_tests::with_function, "head", db.options()).tried.size() == 1);
  CHECK(dry_run_tests::calls == 1);
  CHECK(db.ask("SELECT count(*) FROM t") == "0");
}

TEST_CASE("a dry run waits for no lock longer than a second, unless said") {
  STERNA_NEEDS_SERVER();
  const database db;
  (void)sterna::upgrade(dry_run_tests::plain, "one", db.options());
  sterna::connection reader = db.connect();
  reader.execute("BEGIN; SELECT * FROM t");
  const auto start = std::chrono::steady_clock::now();
  CHECK(thrown<sterna::lock_timeout>([&] { (void)sterna::dry_run(dry_run_tests::plain, "head", db.options()); }));
  const auto took = std::chrono::steady_clock::now() - start;
  using namespace std::chrono_literals;
  CHECK(took >= 1s);
  CHECK(took < 10s);
  sterna::options brief = db.options();
  brief.lock_timeout = 50ms;
  CHECK(thrown<sterna::lock_timeout>([&] { (void)sterna::dry_run(dry_run_tests::plain, "head", brief); }));
  CHECK(db.versions() == "one");
}

}  // namespace runtime_dry_run_test
