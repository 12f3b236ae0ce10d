// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"
#include "runtime/database.hpp"

#include <cstdlib>
#include <string>
#include <string_view>

namespace op_backfill_test {

using namespace sterna::dsl;
using runtime_tests::contains;
using runtime_tests::keep_text;
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
  CHECK(refusal_of(db, backfill("The Table", "A b",
                                sql("$sterna$it's$sterna$ || $$;$$ || E'\\'' || low -- it's\n || ' $sterna0$' -- x"))
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
  CHECK(
      db.accepts("SET search_path TO sterna_test_backfill; CREATE TABLE k (tenant text, \"No\" uuid, id bigint, a "
                 "integer, b integer, c integer, PRIMARY KEY (tenant, \"No\"), UNIQUE (\"No\"));"
                 "INSERT INTO k SELECT CASE WHEN i % 3 = 0 THEN 'é' ELSE 'B' || i % 7 END, gen_random_uuid(), i FROM "
                 "generate_series(1, "
                 "3000) i; CREATE UNIQUE INDEX ON k (tenant DESC, id DESC); SET search_path TO public"));
  CHECK(refusal_of(db, backfill("k", "a", 1).schema("sterna_test_backfill").key({"tenant", "No"}).batch(71).pause(0)) ==
        "");
  CHECK(refusal_of(db, backfill("k", "b", sql("id")).schema("sterna_test_backfill").key("No").batch(71).pause(0)) ==
        "");
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
  CHECK(db.accepts(
      "CREATE TABLE t (tenant integer, id integer, a integer, b integer, pad text, PRIMARY KEY (tenant, id), "
      "UNIQUE (id)); CREATE INDEX t_a ON t (a); CREATE INDEX t_b ON t (b); INSERT INTO t SELECT 1, i, NULL, NULL, "
      "repeat('x', 50) FROM generate_series(1, 30000) i;"
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
  constexpr auto table =
      create_table("t", column("id", integer), column("a", integer, not_null), column("b", integer, not_null),
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
  constexpr auto table =
      create_table("t", column("a", integer), column("b", text), column("x", integer), primary_key({"a", "b"}));
  // found_in has no history, and so no place
  CHECK(contains(
      said(backfill("t", "x", 1), table),
      "column 'id' of table 't' does not exist, and backfill would go through the table by it; say .key(...) with "
      "the columns of the primary key"));
  CHECK(contains(
      said(backfill("t", "x", 1).key("b"), table),
      "table 't' has no primary key, nor a unique one of columns that are not null, on (b) in this order, by which to "
      "go through its rows; say .key(...) with those of its primary key, (a, b)"));
  CHECK(contains(said(backfill("t", "x", 1), create_table("t", column("id", integer), column("x", integer))),
                 "say .key(...) with the columns of one that it has, or make one first"));
  CHECK(contains(
      said(backfill("t", "b", "x").key({"a", "b"}), table),
      "column 'b' of table 't' is filled, and of the key by which to go through the rows; say .key(...) with other"));
  CHECK(contains(said(backfill("t", "x", "one").key({"a", "b"}), table),
                 "which the value 'one' does not fit; change the value or"));
}

TEST_CASE("backfill: there is nothing to undo, whatever is known of the table") {
  CHECK(undo_of(backfill("t", "a", 1)) == "");
  CHECK(undo_of(backfill("t", "a", 1).key({"b", "c"})) == "");
  static constexpr auto word = backfill("t", "a", 1);
  CHECK(sterna::decoded(word.view()).view().operations[0].outside_transaction);
}

}  // namespace op_backfill_test
