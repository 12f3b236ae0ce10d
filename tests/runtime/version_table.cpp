// SPDX-License-Identifier: BSL-1.0
#include <functional>

#include "database.hpp"
#include "history/round_trip.hpp"

namespace runtime_version_table_test {

using namespace runtime_tests;
using namespace sterna::dsl;

namespace {

constexpr auto a = migration("a", "one").upgrade(create_table("one", column("x", integer)));
constexpr auto b = migration("b", "two").revises("a").upgrade(create_table("two", column("x", integer)));
constexpr auto c = migration("c", "three").revises("b").upgrade(create_table("three", column("x", integer)));
constexpr auto line = sterna::history<a, b, c>;

constexpr auto bad_first =
    migration("f", "fails").upgrade(create_table("one", column("x", integer)), execute("SELECT 1 / 0").as());
constexpr auto bad_second = migration("b", "fails")
                                .revises("a")
                                .upgrade(create_table("two", column("x", integer)), execute("SELECT 1 / 0").as());
constexpr auto failing = sterna::history<a, bad_second>;
constexpr auto vanished =
    migration("b", "row goes")
        .revises("a")
        .upgrade(execute("DELETE FROM alembic_version").as(), create_table("two", column("x", integer)));
constexpr auto renamed = migration("b", "row changes")
                             .revises("a")
                             .upgrade(create_table("two", column("x", integer)),
                                      execute("UPDATE alembic_version SET version_num = 'z'").as());
constexpr auto doubled = migration("b", "row doubled")
                             .revises("a")
                             .upgrade(execute("ALTER TABLE alembic_version DROP CONSTRAINT alembic_version_pkc; INSERT "
                                              "INTO alembic_version VALUES ('a')")
                                          .as());
constexpr auto taken = migration("b", "row is there").revises("a").upgrade(execute("DROP TABLE alembic_version").as());

constexpr auto indexed = migration("b", "index").revises("a").upgrade(create_index("ix", "one", {"x"}).concurrently());
constexpr auto non_transactional = sterna::history<a, indexed>;

constexpr const char* definition =
    "SELECT string_agg(format('%s %s %s', attname, format_type(atttypid, atttypmod), attnotnull), ','), "
    "(SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = attrelid AND "
    "contype <> 'n'), relkind FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE attnum > 0 AND NOT "
    "attisdropped AND attrelid = ";

}  // namespace

TEST_CASE("105: no table: current is empty and creates nothing") {
  STERNA_NEEDS_SERVER();
  const database db;
  CHECK(sterna::current(db.options()).empty());
  CHECK(sterna::current(line, db.options()).empty());
  CHECK(sterna::plan(line, "heads", db.options()).size() == 3);
  CHECK(sterna::downgrade(line, "base", db.options()).applied.empty());
  CHECK(sterna::migrate_to_head(sterna::history<>, db.options()).applied.empty());
  CHECK(db.versions() == "none");
}

TEST_CASE("106: the definition, in its own schema and under another name") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(line, db.options());
  CHECK(db.ask(std::string(definition) + "'alembic_version'::regclass GROUP BY attrelid, relkind") ==
        "version_num character varying(32) t alembic_version_pkc PRIMARY KEY (version_num) r");
  CHECK(sterna::plan(sterna::history<a>, "heads", database().options()).at(0).statements.at(0).sql ==
        "CREATE TABLE public.alembic_version (\n    version_num VARCHAR(32) NOT NULL,\n    CONSTRAINT "
        "alembic_version_pkc PRIMARY KEY (version_num)\n)");

  const database other;
  other.execute("CREATE SCHEMA \"My Schema\"");
  sterna::options chosen = other.options();
  chosen.version_table = "My \"Versions\"; it's";
  chosen.version_table_schema = "My Schema";
  CHECK(applied(sterna::migrate_to_head(line, chosen)) == "a b c");
  CHECK(sterna::migrate_to_head(line, chosen).applied.empty());
  CHECK(sterna::current(chosen) == std::vector<std::string>{"c"});
  CHECK(other.versions() == "none");
  const std::string id = "\"My Schema\".\"My \"\"Versions\"\"; it's\"";
  CHECK(other.ask("SELECT version_num FROM " + id) == "c");
  CHECK(other.ask(std::string(definition) + "'" + "\"My Schema\".\"My \"\"Versions\"\"; it''s\"" +
                  "'::regclass GROUP BY attrelid, relkind") ==
        "version_num character varying(32) t My \"Versions\"; it's_pkc PRIMARY KEY (version_num) r");
  CHECK(applied(sterna::downgrade(line, "base", chosen)) == "-c -b -a");
}

TEST_CASE("106: a schema that is missing, and a search path that has none") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  chosen.version_table_schema = "nowhere";
  const auto caught = thrown<sterna::error>([&] { (void)sterna::migrate_to_head(line, chosen); });
  REQUIRE(caught);
  CHECK(contains(caught->what(), "nowhere"));
  chosen = db.options();
  chosen.url = db.url(" options='-c search_path=nowhere'");
  CHECK(thrown<sterna::history_error>([&] { (void)sterna::migrate_to_head(line, chosen); }));
  db.execute("CREATE SCHEMA later");
  chosen.url = db.url(" options='-c search_path=nowhere,later'");
  sterna::migrate_to_head(line, chosen);
  CHECK(db.ask("SELECT version_num FROM later.alembic_version") == "c");
  CHECK(db.has("later.three"));
  CHECK_FALSE(db.has("public.one"));
}

TEST_CASE("107: the table is created in the first migration's own transaction") {
  STERNA_NEEDS_SERVER();
  const database db;
  CHECK(thrown<sterna::statement_error>(
      [&] { (void)sterna::migrate_to_head(sterna::history<bad_first>, db.options()); }));
  CHECK(db.versions() == "none");
  CHECK_FALSE(db.has("one"));
  sterna::upgrade(line, "a", db.options());
  CHECK(db.ask("SELECT count(DISTINCT xmin::text) FROM pg_class WHERE relname IN ('one', 'alembic_version')") == "1");

  const database stamped;
  const sterna::report told = sterna::stamp(line, "b", stamped.options());
  CHECK(told.applied.empty());
  CHECK(told.to == "b");
  CHECK(stamped.versions() == "b");
  CHECK_FALSE(stamped.has("one"));
  sterna::stamp(line, "base", stamped.options());
  CHECK(stamped.versions().empty());
}

TEST_CASE("109: a version row that has changed under us is an error, and all is rolled back") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(sterna::history<a>, db.options());
  const auto refused = [&](const sterna::history_view& history) {
    const auto caught = thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(history, db.options()); });
    return caught ? std::string(caught->what()) : std::string{};
  };
  const std::string gone = refused(sterna::history<a, vanished>);
  CHECK(contains(gone, "expected to match one row"));
  CHECK(contains(gone, "0 found"));
  CHECK(contains(gone, "migration 'b' (row goes)"));
  CHECK(contains(refused(sterna::history<a, renamed>), "0 found"));
  CHECK(contains(refused(sterna::history<a, doubled>), "2 found"));
  CHECK(contains(refused(sterna::history<a, taken>), "alembic_version"));
  CHECK(db.versions() == "a");
  CHECK_FALSE(db.has("two"));
  CHECK_FALSE(db.locked());
}

TEST_CASE("110: one transaction for the run: the second fails, nothing has changed") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  chosen.transaction = sterna::per_run;
  const auto caught = thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(failing, chosen); });
  REQUIRE(caught);
  CHECK(caught->revision() == "b");
  CHECK(caught->operation() == "upgrade op 2, execute");
  CHECK(db.versions() == "none");
  CHECK_FALSE(db.has("one"));
  sterna::migrate_to_head(line, chosen);
  CHECK(db.versions() == "c");
  CHECK(
      db.ask("SELECT count(DISTINCT xmin::text) FROM pg_class WHERE relname IN ('one', 'three', 'alembic_version')") ==
      "1");
  sterna::downgrade(line, "base", chosen);
  CHECK(db.versions().empty());
}

TEST_CASE("110: one transaction for the run, and an op that cannot be in one: refused before anything runs") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  chosen.transaction = sterna::per_run;
  const auto caught = thrown<sterna::history_error>([&] { (void)sterna::migrate_to_head(non_transactional, chosen); });
  REQUIRE(caught);
  CHECK(contains(caught->what(), "migration 'b' (index)"));
  CHECK(db.versions() == "none");
  CHECK_FALSE(db.locked());
}

TEST_CASE("111: a transaction for each: the second fails, the first stays with its row") {
  STERNA_NEEDS_SERVER();
  const database db;
  CHECK(thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(failing, db.options()); }));
  CHECK(db.versions() == "a");
  CHECK(db.has("one"));
  CHECK_FALSE(db.has("two"));
}

TEST_CASE("112: a step outside a transaction: commit before, the row last") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  std::vector<std::string> said;
  chosen.on_event = [&](const sterna::event& happened) {
    if (happened.what == sterna::event::kind::statement && happened.revision == "b") {
      said.emplace_back(happened.statement.substr(0, happened.statement.find(' ')));
      if (happened.operation == 1) {
        CHECK(db.versions() == "a");
      }
    }
  };
  sterna::migrate_to_head(non_transactional, chosen);
  std::string order;
  for (const std::string& each : said) {
    order += each + " ";
  }
  // the table of steps; the index by itself; the version row, the log and the end of the steps
  CHECK(order == "BEGIN CREATE INSERT COMMIT CREATE BEGIN DO DO DO COMMIT ");
  CHECK(db.versions() == "b");
  CHECK_FALSE(db.has("alembic_version_step"));
}

TEST_CASE("115: events come in order, the migration's end after its row") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  std::string said;
  chosen.on_event = [&](const sterna::event& happened) {
    using kind = sterna::event::kind;
    if (happened.what == kind::running) {
      said += happened.text() + "; ";
    } else if (happened.what == kind::applied) {
      said += "applied " + std::string(happened.revision) + " with row " + db.versions() + "; ";
    } else if (happened.what == kind::done) {
      said += "done";
    }
  };
  sterna::upgrade(line, "b", chosen);
  CHECK(said ==
        "Running upgrade  -> a, one; applied a with row a; Running upgrade a -> b, two; applied b with row b; done");
  said.clear();
  sterna::downgrade(line, "base", chosen);
  CHECK(said ==
        "Running downgrade b -> a, two; applied b with row a; Running downgrade a -> , one; applied a with row ; done");
  said.clear();
  sterna::migrate_to_head(sterna::history<>, {.url = database().url(), .on_event = chosen.on_event});
  CHECK(said.empty());
}

TEST_CASE("117: a row that the history does not know") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(line, db.options());
  constexpr auto shorter = sterna::history<a, b>;
  for (const auto& command :
       std::vector<std::function<void()>>{[&] { (void)sterna::migrate_to_head(shorter, db.options()); },
                                          [&] { (void)sterna::downgrade(shorter, "base", db.options()); },
                                          [&] { (void)sterna::stamp(shorter, "a", db.options()); },
                                          [&] { (void)sterna::plan(shorter, "heads", db.options()); },
                                          [&] { (void)sterna::current(shorter, db.options()); }}) {
    const auto caught = thrown<sterna::history_error>(command);
    REQUIRE(caught);
    CHECK(contains(caught->what(), "'c', which this history does not know"));
  }
  CHECK(sterna::current(db.options()) == std::vector<std::string>{"c"});
  CHECK(db.versions() == "c");
  sterna::stamp(shorter, "b", db.options(), sterna::stamp_mode::purge);
  CHECK(db.versions() == "b");
}

TEST_CASE("118: a row and what it implies: explained, and repaired by stamp") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(line, db.options());
  db.execute("INSERT INTO alembic_version VALUES ('a')");
  const auto caught = thrown<sterna::history_error>([&] { (void)sterna::migrate_to_head(line, db.options()); });
  REQUIRE(caught);
  CHECK(contains(caught->what(), "both 'a' and 'c'"));
  CHECK(contains(caught->what(), "stamp(history, \"c\")"));
  CHECK(sterna::current(db.options()).size() == 2);
  sterna::stamp(line, "c", db.options());
  CHECK(db.versions() == "c");
  CHECK(sterna::migrate_to_head(line, db.options()).applied.empty());
}

TEST_CASE("a view with the version table's name") {
  STERNA_NEEDS_SERVER();
  const database db;
  db.execute("CREATE VIEW alembic_version AS SELECT 'a'::varchar(32) AS version_num");
  const auto caught = thrown<sterna::history_error>([&] { (void)sterna::migrate_to_head(line, db.options()); });
  REQUIRE(caught);
  CHECK(contains(caught->what(), "is not a table"));
  CHECK_FALSE(db.has("one"));
}

TEST_CASE("rows with any characters come through") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(line, db.options());
  db.execute("UPDATE alembic_version SET version_num = '<v>&é,''\"'");
  CHECK(sterna::current(db.options()) == std::vector<std::string>{"<v>&é,'\""});
  CHECK(thrown<sterna::history_error>([&] { (void)sterna::migrate_to_head(line, db.options()); }));
  db.execute(
      "ALTER TABLE alembic_version DROP CONSTRAINT alembic_version_pkc; TRUNCATE alembic_version; "
      "INSERT INTO alembic_version VALUES ('c'), ('c')");
  const auto caught = thrown<sterna::history_error>([&] { (void)sterna::migrate_to_head(line, db.options()); });
  REQUIRE(caught);
  CHECK(contains(caught->what(), "more than once"));
}

TEST_CASE("round trip: tables and an index") { round_trip::expect({line, non_transactional}); }

TEST_CASE("a session that knows of no version table sees the one that another has committed since") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  sterna::detail::version_table versions(chosen);
  sterna::connection late = db.connect();
  // what the block of the fence needs is in the session's cache then, and nothing makes it look for news
  for (int i = 0; i < 3; ++i) {
    late.execute("BEGIN");
    CHECK_FALSE(versions.look(late).table_exists);
    late.execute(versions.fence(false, {}));
    late.execute("COMMIT");
  }
  late.execute("BEGIN");
  CHECK_FALSE(versions.look(late).table_exists);
  late.execute("SELECT to_regclass('public.alembic_version')");
  CHECK(sterna::migrate_to_head(line, db.options()).applied.size() == 3);
  SUBCASE("behind the fence") {
    CHECK_THROWS_WITH_AS(late.execute(versions.fence(false, {})), doctest::Contains("another process is migrating"),
                         sterna::statement_error);
  }
  SUBCASE("and rows that have changed") {
    late.execute(versions.fence(true, {"c"}));
    CHECK_THROWS_WITH_AS(late.execute(versions.fence(true, {"b"})), doctest::Contains("another process is migrating"),
                         sterna::statement_error);
  }
  SUBCASE("in the second look of a run") {
    CHECK(versions.look(late).rows == std::vector<std::string>{"c"});
    CHECK(sterna::migrate_to_head(line, late.native(), chosen).applied.empty());
  }
}

}  // namespace runtime_version_table_test
