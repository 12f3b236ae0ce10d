// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"
#include "history/round_trip.hpp"

namespace runtime_concurrently_test {

using namespace runtime_tests;
using namespace sterna::dsl;

namespace {

constexpr auto first = migration("first", "first")
                           .upgrade(create_table("t", column("a", integer)),
                                    execute("INSERT INTO t VALUES (1), (2)").reverse("TRUNCATE t"));
constexpr auto mixed =
    migration("mixed", "mixed")
        .revises("first")
        .upgrade(add_column("t", column("b", integer)), create_index("ix_a", "t", {"a"}).unique().concurrently(),
                 add_column("t", column("c", integer)));
constexpr auto mixed_history = sterna::history<first, mixed>;

constexpr auto many =
    migration("many", "many")
        .revises("first")
        .upgrade(create_index("ix_1", "t", {"a"}).concurrently(), add_column("t", column("b", integer)),
                 execute("INSERT INTO t VALUES (10)").as(), create_index("ix_2", "t", {"b"}).concurrently(),
                 create_index("ix_3", "t", {sql("a + b")}).concurrently(), drop_index("ix_1").concurrently(),
                 run([](sterna::connection& db) { db.execute("INSERT INTO t VALUES ($1)", 11); }).as());
constexpr auto many_history = sterna::history<first, many>;

constexpr auto dropping =
    migration("dropping", "dropping")
        .revises("mixed")
        .upgrade(drop_index("ix_a").concurrently(), add_column("t", column("d", integer)))
        .downgrade(drop_column("t", "d"), create_index("ix_a", "t", {"a"}).unique().concurrently());
constexpr auto dropping_history = sterna::history<first, mixed, dropping>;

constexpr auto last_fails =
    migration("mixed", "last fails")
        .revises("first")
        .upgrade(add_column("t", column("b", integer)), create_index("ix_a", "t", {"a"}).concurrently(),
                 execute("SELECT 1 / 0").as(), add_column("t", column("c", integer)));

constexpr auto vacuumed = migration("vacuumed", "vacuum")
                              .revises("first")
                              .upgrade(add_column("t", column("b", integer)), execute("VACUUM t").outside_transaction())
                              .downgrade(drop_column("t", "b"));

constexpr auto filled = migration("filled", "no null")
                            .revises("first")
                            .upgrade(set_not_null("t", "a"), add_column("t", column("b", integer)));
constexpr auto filled_history = sterna::history<first, filled>;

constexpr auto built_anew =
    migration("anew", "its indexes anew")
        .revises("mixed")
        .upgrade(reindex_index("ix_a").concurrently(), add_column("t", column("d", integer)),
                 reindex_table("t").concurrently(), create_index("ix_d", "t", {"d"}).concurrently());
constexpr auto anew_history = sterna::history<first, mixed, built_anew>;

/// What the handler throws in the place of a kill.
struct cut {};

/// Runs with an exception out of the n-th statement's event; false where the run came to its end before.
bool cut_at(const database& db, const sterna::history_view& history, int place) {
  sterna::options chosen = db.options();
  int seen = 0;
  chosen.on_event = [&](const sterna::event& happened) {
    if (happened.what == sterna::event::kind::statement && ++seen == place) {
      throw cut{};
    }
  };
  try {
    sterna::migrate_to_head(history, chosen);
  } catch (const cut&) {
    return true;
  }
  return false;
}

std::string indexes(const database& db) {
  return db.ask(
      "SELECT relname, indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indrelid = 't'::regclass "
      "ORDER BY 1");
}

}  // namespace

TEST_CASE("concurrently: between two other ops") {
  STERNA_NEEDS_SERVER();
  const database db;
  CHECK(applied(sterna::migrate_to_head(mixed_history, db.options())) == "first mixed");
  CHECK(indexes(db) == "ix_a t");
  CHECK(db.columns("t") == "a b c");
  CHECK_FALSE(db.has("alembic_version_step"));
  CHECK(applied(sterna::downgrade(mixed_history, "first", db.options())) == "-mixed");
  CHECK(indexes(db).empty());
  CHECK(db.columns("t") == "a");
  CHECK_FALSE(db.has("alembic_version_step"));
}

TEST_CASE("concurrently: duplicates leave an invalid index, and the next start completes the migration") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::upgrade(mixed_history, "first", db.options());
  db.execute("INSERT INTO t VALUES (2)");
  for (int i = 0; i < 2; ++i) {  // again without remedy: the same error
    const auto caught =
        thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(mixed_history, db.options()); });
    REQUIRE(caught);
    CHECK(caught->sqlstate() == "23505");
    CHECK(caught->operation() == "upgrade op 2, create_index");
    CHECK(indexes(db) == "ix_a f");
    CHECK(db.columns("t") == "a b");
    CHECK(db.versions() == "first");
    CHECK(db.has("alembic_version_step"));
    CHECK_FALSE(db.locked());
  }
  db.execute("DELETE FROM t WHERE ctid = (SELECT max(ctid) FROM t WHERE a = 2)");
  CHECK(applied(sterna::migrate_to_head(mixed_history, db.options())) == "mixed");
  CHECK(indexes(db) == "ix_a t");
  CHECK(db.columns("t") == "a b c");
  CHECK(db.versions() == "mixed");
  CHECK_FALSE(db.has("alembic_version_step"));
}

TEST_CASE("concurrently: a half-applied migration with another of its kind behind it") {
  STERNA_NEEDS_SERVER();
  const database db;
  REQUIRE(sterna::upgrade(dropping_history, "first", db.options()).applied.size() == 1);
  (void)db.execute("INSERT INTO t VALUES (2)");
  CHECK(thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(dropping_history, db.options()); }));
  (void)db.execute("DELETE FROM t WHERE ctid = (SELECT max(ctid) FROM t)");
  CHECK(applied(sterna::migrate_to_head(dropping_history, db.options())) == "mixed dropping");
  CHECK(db.versions() == "dropping");
  CHECK_FALSE(db.has("alembic_version_step"));
}

TEST_CASE("concurrently: a failure behind the index keeps it, and it is not built again") {
  STERNA_NEEDS_SERVER();
  const database db;
  const auto caught = thrown<sterna::statement_error>(
      [&] { (void)sterna::migrate_to_head(sterna::history<first, last_fails>, db.options()); });
  REQUIRE(caught);
  CHECK(caught->operation() == "upgrade op 3, execute");
  const std::string before = db.ask("SELECT 'ix_a'::regclass::oid");
  CHECK(db.columns("t") == "a b");
  CHECK(applied(sterna::migrate_to_head(mixed_history, db.options())) == "mixed");
  CHECK(db.ask("SELECT 'ix_a'::regclass::oid") == before);
  CHECK(db.columns("t") == "a b c");
  CHECK_FALSE(db.has("alembic_version_step"));
}

TEST_CASE("concurrently: drop_index is resumed") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::upgrade(dropping_history, "mixed", db.options());
  // as if cut off behind the drop, and as if cut off in it
  SUBCASE("dropped already") { db.execute("DROP INDEX ix_a"); }
  SUBCASE("half dropped") { db.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_a'::regclass"); }
  SUBCASE("not begun") {}
  db.execute(
      "CREATE TABLE alembic_version_step (version_num varchar(32) NOT NULL, upgrade boolean NOT NULL, operation "
      "integer NOT NULL, PRIMARY KEY (version_num, upgrade)); "
      "INSERT INTO alembic_version_step VALUES ('dropping', true, 1)");
  CHECK(applied(sterna::migrate_to_head(dropping_history, db.options())) == "dropping");
  CHECK(indexes(db).empty());
  CHECK(db.columns("t") == "a b c d");
  CHECK_FALSE(db.has("alembic_version_step"));
  CHECK(applied(sterna::downgrade(dropping_history, "-1", db.options())) == "-dropping");
  CHECK(indexes(db) == "ix_a t");
}

TEST_CASE("concurrently: cut at any statement, the next start completes") {
  STERNA_NEEDS_SERVER();
  int place = 1;
  for (bool was_cut = true; was_cut; ++place) {
    CAPTURE(place);
    const database db;
    was_cut = cut_at(db, many_history, place);
    CHECK_FALSE(db.locked());
    sterna::migrate_to_head(many_history, db.options());
    CHECK(db.versions() == "many");
    CHECK(indexes(db) == "ix_2 t|ix_3 t");
    CHECK(db.columns("t") == "a b");
    CHECK(db.ask("SELECT a FROM t ORDER BY a") == "1|2|10|11");
    CHECK_FALSE(db.has("alembic_version_step"));
  }
  CHECK(place > 20);
}

TEST_CASE("concurrently: indexes built anew, cut at any statement, and the next start completes") {
  STERNA_NEEDS_SERVER();
  int place = 1;
  for (bool was_cut = true; was_cut; ++place) {
    CAPTURE(place);
    const database db;
    sterna::upgrade(anew_history, "mixed", db.options());
    const std::string before = db.ask("SELECT pg_relation_filenode('ix_a')");
    was_cut = cut_at(db, anew_history, place);
    CHECK_FALSE(db.locked());
    sterna::migrate_to_head(anew_history, db.options());
    CHECK(db.versions() == "anew");
    CHECK(indexes(db) == "ix_a t|ix_d t");
    CHECK(db.ask("SELECT pg_relation_filenode('ix_a')") != before);
    CHECK(db.columns("t") == "a b c d");
    CHECK_FALSE(db.has("alembic_version_step"));
    CHECK(applied(sterna::downgrade(anew_history, "mixed", db.options())) == "-anew");
    CHECK(indexes(db) == "ix_a t");
  }
  CHECK(place > 10);
}

TEST_CASE("concurrently: what a REINDEX has left behind that was cut off goes when it is resumed") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::upgrade(anew_history, "mixed", db.options());
  // as where it waits for a transaction, and its session ends
  sterna::connection reader = db.connect();
  reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE t IN ROW EXCLUSIVE MODE");
  sterna::options chosen = db.options();
  chosen.statement_timeout = std::chrono::milliseconds(300);
  const auto caught = thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(anew_history, chosen); });
  REQUIRE(caught);
  CHECK(caught->sqlstate() == "57014");
  CHECK(caught->operation() == "upgrade op 1, reindex_index");
  CHECK(indexes(db) == "ix_a t|ix_a_ccnew f");
  reader.execute("COMMIT");
  std::vector<std::string> executed;
  chosen = db.options();
  chosen.on_event = [&](const sterna::event& each) {
    if (each.what == sterna::event::kind::statement && each.statement.find("left_behind") != std::string_view::npos) {
      executed.emplace_back(each.statement);
    }
  };
  CHECK(applied(sterna::migrate_to_head(anew_history, chosen)) == "anew");
  CHECK(executed.size() == 1);
  CHECK(indexes(db) == "ix_a t|ix_d t");
}

TEST_CASE("concurrently: execute outside a transaction") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(sterna::history<first, vacuumed>, db.options());
  CHECK(db.versions() == "vacuumed");
  CHECK(db.ask("SELECT relpages > 0 FROM pg_class WHERE relname = 't'") == "t");
}

TEST_CASE("concurrently: the limits hold outside the transaction too") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::upgrade(mixed_history, "first", db.options());
  sterna::connection other = db.connect();
  other.execute("BEGIN; LOCK TABLE t IN ROW EXCLUSIVE MODE");
  sterna::options chosen = db.options();
  SUBCASE("lock_timeout") {
    chosen.lock_timeout = std::chrono::milliseconds(200);
    const auto caught = thrown<sterna::lock_timeout>([&] { (void)sterna::migrate_to_head(mixed_history, chosen); });
    REQUIRE(caught);
    CHECK(caught->sqlstate() == "55P03");
    // add_column wants the lock first
    CHECK(caught->operation() == "upgrade op 1, add_column");
  }
  SUBCASE("statement_timeout") {
    chosen.statement_timeout = std::chrono::milliseconds(200);
    const auto caught = thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(mixed_history, chosen); });
    REQUIRE(caught);
    CHECK(caught->sqlstate() == "57014");
  }
  other.execute("ROLLBACK");
  sterna::migrate_to_head(mixed_history, db.options());
  CHECK(db.versions() == "mixed");
}

TEST_CASE("concurrently: the limits hold for the step itself") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::upgrade(dropping_history, "mixed", db.options());
  sterna::connection other = db.connect();
  other.execute("BEGIN; LOCK TABLE t IN ROW EXCLUSIVE MODE");
  sterna::options chosen = db.options();
  SUBCASE("lock_timeout") {
    chosen.lock_timeout = std::chrono::milliseconds(200);
    const auto caught = thrown<sterna::lock_timeout>([&] { (void)sterna::migrate_to_head(dropping_history, chosen); });
    REQUIRE(caught);
    CHECK(caught->operation() == "upgrade op 1, drop_index");
  }
  SUBCASE("statement_timeout") {
    chosen.statement_timeout = std::chrono::milliseconds(200);
    const auto caught =
        thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(dropping_history, chosen); });
    REQUIRE(caught);
    CHECK(caught->sqlstate() == "57014");
  }
  CHECK_FALSE(db.locked());
  other.execute("ROLLBACK");
  sterna::migrate_to_head(dropping_history, db.options());
  CHECK(indexes(db).empty());
}

TEST_CASE("concurrently: set_not_null, cut at any statement, the next start completes") {
  STERNA_NEEDS_SERVER();
  int place = 1;
  for (bool was_cut = true; was_cut; ++place) {
    CAPTURE(place);
    const database db;
    was_cut = cut_at(db, filled_history, place);
    CHECK_FALSE(db.locked());
    sterna::migrate_to_head(filled_history, db.options());
    CHECK(db.versions() == "filled");
    CHECK(db.columns("t") == "a b");
    CHECK(db.ask("SELECT attname FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0 AND attnotnull") ==
          "a");
    CHECK(db.ask("SELECT count(*) FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'c'") == "0");
    CHECK_FALSE(db.has("alembic_version_step"));
    CHECK(applied(sterna::downgrade(filled_history, "first", db.options())) == "-filled");
    CHECK(db.ask("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0 AND attnotnull") ==
          "0");
  }
  CHECK(place > 10);
}

TEST_CASE("concurrently: set_not_null on rows with NULL fails, and is completed when they are filled") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::upgrade(filled_history, "first", db.options());
  db.execute("INSERT INTO t VALUES (NULL)");
  for (int i = 0; i < 2; ++i) {
    const auto caught =
        thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(filled_history, db.options()); });
    REQUIRE(caught);
    CHECK(caught->sqlstate() == "23514");
    CHECK(caught->operation() == "upgrade op 1, set_not_null");
    CHECK(caught->statement() == "ALTER TABLE t VALIDATE CONSTRAINT t_a_set_not_null");
    CHECK(db.versions() == "first");
    // until the rows are filled, the check keeps new ones from coming
    CHECK(db.ask("SELECT conname, convalidated FROM pg_constraint WHERE conrelid = 't'::regclass") ==
          "t_a_set_not_null f");
  }
  db.execute("UPDATE t SET a = 3 WHERE a IS NULL");
  CHECK(applied(sterna::migrate_to_head(filled_history, db.options())) == "filled");
  CHECK(db.ask("SELECT count(*) FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'c'") == "0");
}

TEST_CASE("round trip: steps outside transactions") {
  round_trip::expect({mixed_history, many_history, dropping_history, filled_history, anew_history,
                      sterna::history<first, vacuumed>});
}

}  // namespace runtime_concurrently_test
