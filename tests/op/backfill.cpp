// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"
#include "runtime/database.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <thread>
#include <vector>

namespace op_backfill_test {

using namespace sterna::dsl;
using namespace std::chrono_literals;
using runtime_tests::applied;
using runtime_tests::contains;
using runtime_tests::database;
using runtime_tests::thrown;
using sterna::event;
using sterna::fault;

static_assert(renders_as(backfill("user", "full_name", sql("first_name || ' ' || last_name")), R"sql(DO $sterna$
#variable_conflict use_column
DECLARE
  sterna_low_1 "user"."id"%TYPE;
  sterna_high_1 "user"."id"%TYPE;
  sterna_rows bigint;
  sterna_done bigint := 0;
BEGIN
  SELECT id INTO sterna_low_1 FROM "user" ORDER BY id LIMIT 1;
  WHILE FOUND LOOP
    SELECT id INTO sterna_high_1 FROM (SELECT id FROM "user" WHERE id >= sterna_low_1 ORDER BY id LIMIT 5000) AS sterna_batch ORDER BY id DESC LIMIT 1;
    EXIT WHEN NOT FOUND;
    UPDATE "user" SET full_name = first_name || ' ' || last_name
      WHERE id >= sterna_low_1 AND id <= sterna_high_1
      AND CASE WHEN full_name IS NULL THEN true ELSE false END;
    GET DIAGNOSTICS sterna_rows = ROW_COUNT;
    COMMIT;
    IF sterna_rows > 0 THEN
      sterna_done := sterna_done + sterna_rows;
      RAISE INFO USING MESSAGE = 'backfill of user.full_name: ' || sterna_done || ' rows', DETAIL = sterna_done, ERRCODE = 'STR02';
      PERFORM pg_sleep(20 / 1000.0);
    END IF;
    SELECT id INTO sterna_low_1 FROM "user" WHERE id > sterna_high_1 ORDER BY id LIMIT 1;
  END LOOP;
END
$sterna$ANALYZE "user")sql"));

static_assert(renders_as(
    backfill("The T", "b", true).schema("s").key({"tenant", "No"}).where("b IS NOT true -- $sterna$").batch(7).pause(0),
    R"sql(DO $sterna0$
#variable_conflict use_column
DECLARE
  sterna_low_1 "s"."The T"."tenant"%TYPE;
  sterna_low_2 "s"."The T"."No"%TYPE;
  sterna_high_1 "s"."The T"."tenant"%TYPE;
  sterna_high_2 "s"."The T"."No"%TYPE;
  sterna_rows bigint;
  sterna_done bigint := 0;
BEGIN
  SELECT tenant, "No" INTO sterna_low_1, sterna_low_2 FROM s."The T" ORDER BY tenant, "No" LIMIT 1;
  WHILE FOUND LOOP
    PERFORM set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true);
    SELECT tenant, "No" INTO sterna_high_1, sterna_high_2 FROM (SELECT tenant, "No" FROM s."The T" WHERE (tenant, "No") >= (sterna_low_1, sterna_low_2) ORDER BY tenant, "No" LIMIT 7) AS sterna_batch ORDER BY tenant DESC, "No" DESC LIMIT 1;
    EXIT WHEN NOT FOUND;
    UPDATE s."The T" SET b = true
      FROM (SELECT tenant AS sterna_key_1, "No" AS sterna_key_2 FROM s."The T" WHERE (tenant, "No") >= (sterna_low_1, sterna_low_2) ORDER BY tenant, "No" LIMIT 7) AS sterna_batch
      WHERE tenant = sterna_key_1 AND "No" = sterna_key_2
      AND CASE WHEN b IS NOT true -- $sterna$
      THEN true ELSE false END;
    GET DIAGNOSTICS sterna_rows = ROW_COUNT;
    COMMIT;
    IF sterna_rows > 0 THEN
      sterna_done := sterna_done + sterna_rows;
      RAISE INFO USING MESSAGE = 'backfill of s.The T.b: ' || sterna_done || ' rows', DETAIL = sterna_done, ERRCODE = 'STR02';
    END IF;
    SELECT tenant, "No" INTO sterna_low_1, sterna_low_2 FROM s."The T" WHERE (tenant, "No") > (sterna_high_1, sterna_high_2) ORDER BY tenant, "No" LIMIT 1;
  END LOOP;
END
$sterna0$ANALYZE s."The T")sql"));

namespace {

constexpr auto people = create_table("person", column("id", integer, primary_key), column("first", text),
                                     column("full_name", text));

/// The statements of an op, each sent alone. Empty, or what the server has against the first that it refuses.
template <std::uint32_t N>
std::string refusal_of(live_schema& db, const sterna::fragment<N>& word) {
  sterna::sql_writer out;
  const sterna::script_builder made = sterna::decoded(word.view());
  sterna::render(made.view(), out);
  for (const auto& statement : out.statements()) {
    if (const std::string problem = db.refusal_of(out.text_of(statement)); !problem.empty()) {
      return problem;
    }
  }
  return {};
}

/// Another schema than live_schema's, whose name a word can have; gone at the end.
struct other_schema {
  explicit other_schema(live_schema& of) : db(of) {
    CHECK(db.accepts("DROP SCHEMA IF EXISTS sterna_test_backfill CASCADE; CREATE SCHEMA sterna_test_backfill"));
  }
  ~other_schema() { CHECK(db.accepts("DROP SCHEMA sterna_test_backfill CASCADE")); }
  other_schema(const other_schema&) = delete;
  other_schema& operator=(const other_schema&) = delete;
  live_schema& db;
};

void keep_text(void* to, const PGresult* notice) {
  *static_cast<std::string*>(to) += PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
}

// --- with a whole history

constexpr auto create = migration("create", "create").upgrade(create_table(
    "person", column("id", integer, primary_key), column("first", text), column("last", text), column("times", integer)));
constexpr auto fill =
    migration("fill", "fill")
        .revises("create")
        .upgrade(add_column("person", column("full_name", text)),
                 backfill("person", "full_name", sql("first || ' ' || last")).batch(1000).pause(5),
                 set_not_null("person", "full_name"));
constexpr auto history = sterna::history<create, fill>;
constexpr auto slowly = migration("fill", "fill")
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

TEST_CASE("backfill: values are what server_default makes of them") {
  CHECK(contains(sql_of(backfill("t", "a", "it's")), "SET a = 'it''s'\n"));
  CHECK(contains(sql_of(backfill("t", "a", "")), "SET a = ''\n"));
  CHECK(contains(sql_of(backfill("t", "a", -7)), "SET a = -7\n"));
  CHECK(contains(sql_of(backfill("t", "a", false)), "SET a = false\n"));
  CHECK(contains(sql_of(backfill("t", "a", sql("DEFAULT"))), "SET a = DEFAULT\n"));
}

TEST_CASE("backfill: quotes, comments and dollars of the user's text; PL/pgSQL's own keywords as names") {
  live_schema db;
  if (!db) return;
  CHECK(db.accepts("CREATE TABLE \"The Table\" (\"loop\" integer PRIMARY KEY, \"A b\" text, found integer, low text);"
                   "INSERT INTO \"The Table\" SELECT i, NULL, i, 'l' FROM generate_series(1, 100) i"));
  CHECK(refusal_of(db, backfill("The Table", "A b", sql("$sterna$it's$sterna$ || $$;$$ || E'\\'' || low -- it's\n || ' $sterna0$' -- x"))
                           .where("\"A b\" IS NULL /* ; ' */ -- not yet")
                           .key("loop")
                           .batch(30)) == "");
  CHECK(db.one("SELECT DISTINCT \"A b\" FROM \"The Table\"") == "it's;'l $sterna0$");
  CHECK(refusal_of(db, backfill("The Table", "low", "a\\b'c").where("found > 50").key("loop")) == "");
  CHECK(db.one("SELECT count(*) FROM \"The Table\" WHERE low = 'a\\b''c'") == "50");
}

TEST_CASE("backfill: keys of several columns, of type uuid and text, in a schema; none is left out") {
  live_schema db;
  if (!db) return;
  const other_schema other(db);
  CHECK(db.accepts("SET search_path TO sterna_test_backfill; CREATE TABLE k (tenant text, \"No\" uuid, id bigint, a integer, b integer, c integer, PRIMARY KEY (tenant, \"No\"), UNIQUE (\"No\"));"
                   "INSERT INTO k SELECT CASE WHEN i % 3 = 0 THEN 'é' ELSE 'B' || i % 7 END, gen_random_uuid(), i FROM generate_series(1, "
                   "3000) i; CREATE UNIQUE INDEX ON k (tenant DESC, id DESC); SET search_path TO public"));
  CHECK(refusal_of(db, backfill("k", "a", 1).schema("sterna_test_backfill").key({"tenant", "No"}).batch(71).pause(0)) == "");
  CHECK(refusal_of(db, backfill("k", "b", sql("id")).schema("sterna_test_backfill").key("No").batch(71).pause(0)) == "");
  CHECK(refusal_of(db, backfill("k", "c", 3).schema("sterna_test_backfill").key({"tenant", "id"}).batch(1).pause(0)
                           .where("id < 50 AND c IS NULL")) == "");
  CHECK(db.one("SELECT (sum(a), sum(b), count(c)) FROM sterna_test_backfill.k") == "(3000,4501500,49)");
}

TEST_CASE("backfill: an empty table, and one that has nothing to fill") {
  live_schema db;
  if (!db) return;
  CHECK(db.accepts("CREATE TABLE t (id integer PRIMARY KEY, a integer)"));
  CHECK(refusal_of(db, backfill("t", "a", 1)) == "");
  CHECK(db.accepts("INSERT INTO t SELECT i, 2 FROM generate_series(1, 100) i"));
  CHECK(refusal_of(db, backfill("t", "a", 1).batch(1)) == "");  // without a pause, where nothing was filled
  CHECK(db.one("SELECT sum(a) FROM t") == "200");
}

TEST_CASE("backfill: each lookup goes to the index of the key, whatever is known of the rows that are left") {
  live_schema db;
  if (!db) return;
  if (!db.refusal_of("LOAD 'auto_explain'").empty()) {
    MESSAGE("skipped: auto_explain is not to be had");
    return;
  }
  CHECK(db.accepts("CREATE TABLE t (tenant integer, id integer, a integer, b integer, pad text, PRIMARY KEY (tenant, id), "
                   "UNIQUE (id)); CREATE INDEX t_a ON t (a); CREATE INDEX t_b ON t (b); INSERT INTO t SELECT 1, i, NULL, NULL, repeat('x', 50) FROM generate_series(1, 30000) i;"
                   "ANALYZE t; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on;"
                   "SET auto_explain.log_analyze = on; SET auto_explain.log_timing = off; SET auto_explain.log_level = notice"));
  const auto plans_of = [&](const auto& word) {
    std::string plans;
    PQsetNoticeReceiver(db.connection().native(), keep_text, &plans);
    CHECK(refusal_of(db, word) == "");
    PQsetNoticeReceiver(db.connection().native(), [](void*, const PGresult*) {}, nullptr);
    return plans;
  };
  const auto look = [&](const auto& word) {
    const std::string plans = plans_of(word);
    CHECK((contains(plans, "t_id_key") || contains(plans, "t_pkey")));
    for (const std::string_view other : {"Seq Scan", "Hash Join", "Merge Join", "t_a", "t_b"}) {
      CHECK_FALSE(contains(plans, other));
    }
    // no scan has come to more than its batch: "(actual rows=500 loops=1)", "Rows Removed by Filter: 500"
    for (const std::string_view label : {"(actual rows=", "Rows Removed by Filter: "}) {
      for (std::size_t at = 0; (at = plans.find(label, at)) != std::string::npos;) {
        at += label.size();
        const long rows = std::strtol(plans.c_str() + at, nullptr, 10);
        if (rows > 500) {
          FAIL_CHECK(label << rows);
          return;
        }
      }
    }
  };
  constexpr auto single = backfill("t", "a", sql("id")).batch(500).pause(0);
  constexpr auto several = backfill("t", "b", sql("id")).key({"tenant", "id"}).batch(500).pause(0);
  look(single);
  look(several);
  CHECK(db.one("SELECT (count(*) FILTER (WHERE a = id AND b = id), count(*)) FROM t") == "(30000,30000)");
  // the server believes that none is left; rightly, and wrongly
  look(single);
  look(several);
  CHECK(db.accepts("UPDATE t SET a = NULL, b = NULL WHERE id > 9000"));
  look(single);
  look(several);
  CHECK(db.one("SELECT (count(*) FILTER (WHERE a = id AND b = id), count(*)) FROM t") == "(30000,30000)");
}

TEST_CASE("backfill: what is known of the schema") {
  const auto found = [](const auto& word) { return found_in(word, people).what; };
  CHECK(found(backfill("person", "full_name", sql("first"))) == fault::none);
  CHECK(found(backfill("people", "full_name", sql("first"))) == fault::missing_table);
  CHECK(found(backfill("person", "fullname", sql("first"))) == fault::missing_column);
  CHECK(found(backfill("person", "full_name", sql("first")).key({"id", "number"})) == fault::missing_column);
  CHECK(found(backfill("person", "full_name", sql("first")).key({"id", "id"})) == fault::duplicate_column);
  CHECK(found(backfill("person", "full_name", sql("first")).key("")) == fault::empty_name);
  CHECK(found(backfill("", "full_name", sql("first"))) == fault::empty_name);
  CHECK(found(backfill("person", "full_name", sql(""))) == fault::empty_sql);
  CHECK(found(backfill("person", "full_name", sql(" -- nothing"))) == fault::empty_sql);
  CHECK(found(backfill("person", "full_name", "").where(" /* */ ")) == fault::empty_sql);
  CHECK(found(backfill("person", "full_name", sql("'it"))) == fault::unterminated_sql);
  CHECK(found(backfill("person", "full_name", sql("first")).where("$a$ $b$")) == fault::unterminated_sql);
  CHECK(found(backfill("person", "full_name", sql("'it''s' || $a$'$a$")).where("first <> '' -- it's")) == fault::none);
  // the key
  CHECK(found(backfill("person", "full_name", "x").key("first")) == fault::no_batch_key);
  CHECK(found(backfill("person", "full_name", "x").key({"id", "first"})) == fault::no_batch_key);
  CHECK(found(backfill("person", "id", 1)) == fault::no_batch_key);
  constexpr auto table = create_table("t", column("id", integer), column("a", integer, not_null), column("b", integer, not_null),
                                      column("c", integer, not_null), column("x", integer), column("g", integer, generated("a + 1")),
                                      column("n", integer, identity.always()), primary_key({"a", "b"}), unique({"id"}), unique({"c"}));
  const auto keyed = [&](const auto& word, const auto&... before) { return found_in(word, table, before...).what; };
  constexpr auto word = backfill("t", "x", 1);
  CHECK(keyed(word) == fault::no_batch_key);  // unique, but NULL is not
  CHECK(keyed(word, alter_column("t", "id", not_null)) == fault::none);
  CHECK(keyed(word.key({"a", "b"})) == fault::none);
  CHECK(keyed(word.key({"b", "a"})) == fault::no_batch_key);
  CHECK(keyed(word.key({"b", "a"}), create_index("i", "t", {desc("b"), desc("a")}).unique()) == fault::none);
  CHECK(keyed(word.key({"b", "a"}), create_index("i", "t", {desc("b"), "a"}).unique()) == fault::no_batch_key);
  CHECK(keyed(word.key({"b", "a"}), create_index("i", "t", {"b", "a"})) == fault::no_batch_key);
  CHECK(keyed(word.key("b"), create_index("i", "t", {"b"}).unique().where("a > 0")) == fault::no_batch_key);
  CHECK(keyed(word.key("b"), create_index("i", "t", {key("b").ops("int4_ops")}).unique()) == fault::no_batch_key);
  CHECK(keyed(word.key("c")) == fault::none);
  CHECK(keyed(word.key("b"), execute("ALTER TABLE t ADD UNIQUE (b)")) == fault::none);  // what SQL does, is not seen
  CHECK(keyed(word.key("z"), execute("ALTER TABLE t ADD z integer NOT NULL UNIQUE")) == fault::none);
  // the column
  CHECK(keyed(backfill("t", "g", 1).key("c")) == fault::column_is_generated);
  CHECK(keyed(backfill("t", "n", 1).key("c")) == fault::column_is_identity);
  CHECK(keyed(backfill("t", "x", "one").key("c")) == fault::default_type);
  CHECK(keyed(backfill("t", "x", 3000000000).key("c")) == fault::default_type);
  CHECK(keyed(backfill("t", "x", true).key("c")) == fault::default_type);
  CHECK(found_in(backfill("t", "m", "sat"), create_enumeration("mood", {"sad"}),
                 create_table("t", column("id", integer, primary_key), column("m", enumeration("mood"))))
            .what == fault::missing_value);
  CHECK(found_in(backfill("v", "a", 1), create_view("v", "SELECT 1 AS id, 2 AS a")).what == fault::wrong_kind);
}

TEST_CASE("backfill: the messages") {
  const auto said = [](const auto& word, const auto&... before) {
    const sterna::verdict found = found_in(word, before...);
    sterna::sql_writer out;
    sterna::write_message(found, {}, out);
    return std::string(out.text());
  };
  constexpr auto table = create_table("t", column("a", integer), column("b", text), column("x", integer), primary_key({"a", "b"}));
  // found_in has no history, and so no place
  CHECK(contains(said(backfill("t", "x", 1), table),
                 "column 'id' of table 't' does not exist, and backfill would go through the table by it; say .key(...) with "
                 "the columns of the primary key"));
  CHECK(contains(said(backfill("t", "x", 1).key("b"), table),
                 "table 't' has no primary key, nor a unique one of columns that are not null, on (b) in this order, by which to "
                 "go through its rows; say .key(...) with those of its primary key, (a, b)"));
  CHECK(contains(said(backfill("t", "x", 1), create_table("t", column("id", integer), column("x", integer))),
                 "say .key(...) with the columns of one that it has, or make one first"));
  CHECK(contains(said(backfill("t", "b", "x").key({"a", "b"}), table),
                 "column 'b' of table 't' is filled, and of the key by which to go through the rows; say .key(...) with other"));
  CHECK(contains(said(backfill("t", "x", "one").key({"a", "b"}), table), "which the value 'one' does not fit; change the value or"));
}

TEST_CASE("backfill: there is nothing to undo, whatever is known of the table") {
  CHECK(undo_of(backfill("t", "a", 1)) == "");
  CHECK(undo_of(backfill("t", "a", 1).key({"b", "c"})) == "");
  static constexpr auto word = backfill("t", "a", 1);
  CHECK(sterna::decoded(word.view()).view().operations[0].outside_transaction);
}

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
  CHECK(db.ask("SELECT attnotnull FROM pg_attribute WHERE attrelid = 'person'::regclass AND attname = 'full_name'") == "t");
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
      while (mine.execute("SELECT count(*) FROM information_schema.columns WHERE column_name = 'full_name'")[0][0].text() == "0") {
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
  CHECK(db.ask("SELECT count(*) FILTER (WHERE full_name = 'mine') > 0, count(*) FILTER (WHERE full_name NOT IN ('mine', first "
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
  db.execute("ALTER ROLE CURRENT_USER IN DATABASE " + db.ask("SELECT current_database()") + " SET statement_timeout = '500ms'");
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
  static constexpr auto only =
      migration("fill", "fill").revises("create").upgrade(backfill("person", "first", "x").where("first <> 'x'").batch(1000));
  const auto caught = thrown<sterna::lock_timeout>([&] { (void)sterna::migrate_to_head(sterna::history<create, only>, chosen); });
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
  CHECK(contains(caught->what(), "migration 'fill' (fill), upgrade op 2, backfill: 10000 rows are filled and stay so; when what "
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
  db.execute("CREATE FUNCTION chat() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'here'; RETURN NULL; END $$;"
             "CREATE TRIGGER chat AFTER UPDATE ON person FOR EACH STATEMENT EXECUTE FUNCTION chat()");
  using session = std::unique_ptr<PGconn, decltype([](PGconn* of) { PQfinish(of); })>;
  const session mine(PQconnectdb(db.url().c_str()));
  REQUIRE(PQstatus(mine.get()) == CONNECTION_OK);
  PQclear(PQexec(mine.get(), "SET statement_timeout = '2s'; SET client_min_messages = warning; SET client_min_messages = notice"));
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

}  // namespace op_backfill_test
