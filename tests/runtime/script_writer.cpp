// SPDX-License-Identifier: BSL-1.0
#include "psql.hpp"

namespace runtime_script_writer_test {

using namespace runtime_tests;
using namespace sterna::dsl;
using namespace std::chrono_literals;

namespace {

constexpr auto c0 = migration("c000", "0").upgrade(create_table("t", column("a", integer)));
constexpr auto c1 = migration("c001", "1").revises("c000").upgrade(add_column("t", column("b", integer)));
constexpr auto chain = sterna::history<c0, c1>;

constexpr auto left = migration("left", "l").revises("c000").upgrade(add_column("t", column("l", integer)));
constexpr auto right = migration("right", "r").revises("c000").upgrade(add_column("t", column("r", integer)));
constexpr auto both = migration("both", "merge").revises("left", "right");
constexpr auto diamond = sterna::history<c0, left, right, both>;

constexpr auto mixed =
    migration("mixed", "steps outside")
        .revises("c000")
        .upgrade(add_column("t", column("b", integer)), create_index("ix_1", "t", {"b"}).concurrently(),
                 execute("INSERT INTO t VALUES (1, 1)").as(), create_index("ix_2", "t", {"a"}).unique().concurrently(),
                 set_not_null("t", "a"), execute("VACUUM t").outside_transaction().reverse("ANALYZE t"),
                 drop_index("ix_1").concurrently(), add_column("t", column("c", integer)));
constexpr auto mixed_history = sterna::history<c0, mixed>;

constexpr auto indexed =
    migration("indexed", "an index").revises("c000").upgrade(create_index("ix", "t", {"a"}).concurrently());
constexpr auto anew = migration("anew", "indexes anew")
                          .revises("indexed")
                          .upgrade(reindex_table("t").concurrently(), reindex_index("ix").concurrently());
constexpr auto anew_history = sterna::history<c0, indexed, anew>;

constexpr auto hostile =
    migration("x\nDROP TABLE t;\n\\! ls", "m\nDROP TABLE t;\n\\! ls\r'; :x $sterna$ */")
        .upgrade(create_table("t", column("a", integer)));
constexpr auto hostile_history = sterna::history<hostile>;

constexpr auto keyed = migration("keyed", "filled")
                           .upgrade(create_table("k", column("id", integer, primary_key), column("v", integer)));
constexpr auto filled = migration("filled", "filled").revises("keyed").upgrade(backfill("k", "v", 1));
constexpr auto filled_history = sterna::history<keyed, filled>;

/// Whether the texts stand in this order.
[[nodiscard]] bool in_order(std::string_view script, std::initializer_list<std::string_view> texts) {
  for (const std::string_view each : texts) {
    const std::size_t at = script.find(each);
    if (at == std::string_view::npos) {
      MESSAGE("not there, or not there any more: " << std::string(each));
      return false;
    }
    script.remove_prefix(at + each.size());
  }
  return true;
}

[[nodiscard]] int count(std::string_view script, std::string_view text) {
  int found = 0;
  for (std::size_t at = 0; (at = script.find(text, at)) != std::string_view::npos; ++at) {
    ++found;
  }
  return found;
}

/// All that a run of `mixed` leaves.
[[nodiscard]] std::string state_of(const database& db) {
  return db.versions() + "; " + db.columns("t") + "; " +
         db.ask("SELECT relname, indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relname LIKE 'ix%' "
                "ORDER BY 1") +
         "; " + db.ask("SELECT count(*) FROM t") + (db.has("alembic_version_step") ? "; half done" : "") +
         (db.locked() ? "; locked" : "");
}

}  // namespace

TEST_CASE("119: base to head: BEGIN, the version table, what is running, its statements, its row, COMMIT") {
  const std::string script = sterna::sql(chain, "base", "head", {.transaction = sterna::per_run});
  CHECK(in_order(script, {"\nBEGIN;\n\n", "CREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL,\n    "
                                          "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)",
                          "\n-- Running upgrade  -> c000\n\n", "CREATE TABLE t (\n    a integer\n);\n\n",
                          "INSERT INTO alembic_version (version_num) VALUES ('c000')",
                          "\n-- Running upgrade c000 -> c001\n\n", "ALTER TABLE t ADD COLUMN b integer;\n\n",
                          "UPDATE alembic_version SET version_num = 'c001' WHERE version_num = 'c000'",
                          "\nCOMMIT;\n\n"}));
  CHECK(count(script, "\nBEGIN;\n") == 1);
  CHECK(count(script, "\nCOMMIT;\n") == 1);
  const std::string merge = sterna::sql(diamond, "left,right", "head");
  CHECK(in_order(merge, {"-- Running upgrade left, right -> both\n\n",
                         "DELETE FROM alembic_version WHERE version_num = 'left'",
                         "UPDATE alembic_version SET version_num = 'both' WHERE version_num = 'right'"}));
}

TEST_CASE("120: the version table is made only from base, and never dropped") {
  CHECK(count(sterna::sql(chain, "c000", "head"), "CREATE TABLE alembic_version (") == 0);
  const std::string down = sterna::sql(chain, "head", "base");
  CHECK(in_order(down, {"-- Running downgrade c001 -> c000\n", "DROP COLUMN b",
                        "UPDATE alembic_version SET version_num = 'c000' WHERE version_num = 'c001'",
                        "-- Running downgrade c000 -> \n", "DROP TABLE t",
                        "DELETE FROM alembic_version WHERE version_num = 'c000'", "COMMIT"}));
  CHECK(count(down, "DROP TABLE alembic_version") == 0);
  CHECK(count(down, "CREATE TABLE alembic_version (") == 0);
}

TEST_CASE("121: a transaction for each migration; around a step outside, COMMIT and BEGIN") {
  const std::string script = sterna::sql(chain, "base", "head");
  CHECK(in_order(script, {"BEGIN;", "upgrade  -> c000", "COMMIT;", "BEGIN;", "upgrade c000 -> c001", "COMMIT;"}));
  CHECK(count(script, "\nBEGIN;\n") == 2);
  const std::string split = sterna::sql(mixed_history, "c000", "head");
  CHECK(in_order(split, {"-- Running upgrade c000 -> mixed", "\nBEGIN;", "ADD COLUMN b", "\nCOMMIT;",
                         "\nCREATE INDEX CONCURRENTLY ix_1", "\nBEGIN;", "\nINSERT INTO t", "\nCOMMIT;",
                         "\nCREATE UNIQUE INDEX CONCURRENTLY ix_2", "\nVACUUM t;", "\nDROP INDEX CONCURRENTLY ix_1;",
                         "\nBEGIN;", "ADD COLUMN c", "UPDATE alembic_version", "\nCOMMIT;"}));
  CHECK(count(split, "-- Running") == 1);
}

TEST_CASE("123: neither a message nor an id nor a tag is ever executed") {
  const std::string script = sterna::upgrade_script(hostile_history, "head", {}, "tag\nDROP TABLE t;\n\\! ls");
  CHECK(count(script, "\nDROP TABLE t") == 3);  // in literals: the row, the message about it, the row of the log
  CHECK(in_order(script, {"\n-- tag: tag DROP TABLE t; \\! ls\n",
                          "\n-- Running upgrade  -> x DROP TABLE t; \\! ls\n"}));
  CHECK(count(script, "*/") == 0);
  STERNA_NEEDS_SERVER();
  const database db;
  const psql_run made = psql(db, script, "-q -v x=1");
  CHECK_MESSAGE(made.exit_code == 0, made.output);
  CHECK(made.output.empty());
  CHECK(db.versions() == "x\nDROP TABLE t;\n\\! ls");
  CHECK(db.has("t"));
}

TEST_CASE("the options are in the script: limits, and the name of the version table") {
  const sterna::options chosen{.lock_timeout = 5s, .migration_lock_timeout = 7s, .statement_timeout = 9s,
                               .version_table = "v", .version_table_schema = "My"};
  const std::string script = sterna::sql(filled_history, "base", "head", chosen);
  CHECK(in_order(script, {"SET statement_timeout = 0;", "interval '7000 milliseconds'", "SET lock_timeout = 5000;",
                          "SET statement_timeout = 9000;", "CREATE TABLE \"My\".v (", "CONSTRAINT v_pkc",
                          "INSERT INTO \"My\".v ", "INSERT INTO \"My\".v_step", "SET statement_timeout = 0;",
                          "DO $sterna$", "ANALYZE k;", "SET statement_timeout = 9000;"}));
  CHECK(in_order(sterna::sql(chain, "base", "head"), {"SET statement_timeout = 0;", "RESET statement_timeout;"}));
  STERNA_NEEDS_SERVER();
  const database db;
  db.execute("CREATE SCHEMA \"My\"");
  CHECK(psql(db, script).exit_code == 0);
  CHECK(db.ask("SELECT version_num FROM \"My\".v") == "filled");
  CHECK_FALSE(db.has("\"My\".v_step"));
  CHECK_FALSE(db.has("alembic_version"));
}

TEST_CASE("a lock that is not to be had in time ends the script, and nothing of the migration stays") {
  STERNA_NEEDS_SERVER();
  const database db;
  static_cast<void>(sterna::upgrade(chain, "c000", db.options()));
  sterna::connection other = db.connect();
  other.execute("BEGIN");
  other.execute("LOCK TABLE t IN ACCESS SHARE MODE");
  const psql_run made = psql(db, sterna::sql(chain, "c000", "head", {.lock_timeout = 200ms}));
  CHECK(made.exit_code == 3);
  CHECK(made.says("canceling statement due to lock timeout"));
  other.execute("ROLLBACK");
  CHECK(db.versions() == "c000");
  CHECK_FALSE(db.locked());
}

TEST_CASE("cut off after any statement, it goes on: by the same script within a migration, else by the next one") {
  STERNA_NEEDS_SERVER();
  const std::string whole = sterna::sql(mixed_history, "base", "head");
  const database db;
  int cuts = 0;
  int resumed = 0;
  for (std::size_t end = whole.find("\nBEGIN;\n"); end != std::string::npos; end = whole.find("\n\n", end + 1)) {
    db.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    CAPTURE(whole.substr(0, end).substr(whole.rfind("\n\n", end - 1)));
    static_cast<void>(psql(db, whole.substr(0, end + 1)));
    const std::string at = db.versions();
    resumed += db.has("alembic_version_step") ? 1 : 0;
    const bool begun = at != "none" && !at.empty();
    const psql_run made = psql(db, begun ? sterna::sql(mixed_history, at, "head") : whole);
    CHECK_MESSAGE(made.exit_code == 0, made.output);
    CHECK(state_of(db) == "mixed; a b c; ix_2 t; 1");
    ++cuts;
  }
  CHECK(cuts > 30);
  CHECK(resumed > 15);
}

TEST_CASE("an index that fails leaves a half behind, which the next run of the same script clears away") {
  STERNA_NEEDS_SERVER();
  const database db;
  static_cast<void>(sterna::upgrade(mixed_history, "c000", db.options()));
  db.execute("INSERT INTO t VALUES (1)");  // as the migration does
  const std::string script = sterna::sql(mixed_history, "c000", "head");
  const psql_run failed = psql(db, script);
  CHECK(failed.exit_code == 3);
  CHECK(failed.says("could not create unique index \"ix_2\""));
  CHECK(state_of(db) == "c000; a b; ix_1 t|ix_2 f; 2; half done");
  db.execute("DELETE FROM t WHERE b IS NULL");
  const psql_run made = psql(db, script);
  CHECK_MESSAGE(made.exit_code == 0, made.output);
  CHECK(state_of(db) == "mixed; a b c; ix_2 t; 1");
}

TEST_CASE("so does one that was to build indexes anew") {
  STERNA_NEEDS_SERVER();
  const database db;
  static_cast<void>(sterna::upgrade(anew_history, "indexed", db.options()));
  const std::string script = sterna::sql(anew_history, "indexed", "head", {.statement_timeout = 500ms});
  const auto indexes = [&] {
    return db.ask("SELECT relname, indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indrelid = "
                  "'t'::regclass ORDER BY 1");
  };
  sterna::connection other = db.connect();
  other.execute("BEGIN");
  other.execute("LOCK TABLE t IN ROW EXCLUSIVE MODE");
  const psql_run failed = psql(db, script);
  CHECK(failed.exit_code == 3);
  CHECK(failed.says("canceling statement due to statement timeout"));
  CHECK(indexes() == "ix t|ix_ccnew f");
  other.execute("ROLLBACK");
  const psql_run made = psql(db, script);
  CHECK_MESSAGE(made.exit_code == 0, made.output);
  CHECK(indexes() == "ix t");
  CHECK(db.versions() == "anew");
}

TEST_CASE("a run goes on where a script was cut off, and a script where a run was") {
  STERNA_NEEDS_SERVER();
  const database db;
  const std::string whole = sterna::sql(mixed_history, "base", "head");
  static_cast<void>(psql(db, whole.substr(0, whole.find("VACUUM t;"))));
  CHECK(contains(state_of(db), "half done"));
  static_cast<void>(sterna::migrate_to_head(mixed_history, db.options()));
  CHECK(state_of(db) == "mixed; a b c; ix_2 t; 1");

  const database other;
  sterna::options chosen = other.options();
  chosen.on_event = [](const sterna::event& happened) {
    if (happened.what == sterna::event::kind::statement && happened.statement == "VACUUM t") {
      throw std::runtime_error("cut");
    }
  };
  CHECK_THROWS(static_cast<void>(sterna::migrate_to_head(mixed_history, chosen)));
  CHECK(contains(state_of(other), "c000; a b; ix_1 t|ix_2 t; 1; half done"));
  CHECK(psql(other, sterna::sql(mixed_history, "c000", "head")).exit_code == 0);
  CHECK(state_of(other) == "mixed; a b c; ix_2 t; 1");
}

}  // namespace runtime_script_writer_test
