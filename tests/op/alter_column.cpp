// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_alter_column_test {

using namespace sterna::dsl;

static_assert(renders_as(alter_column("t", "c", not_null), "ALTER TABLE t ALTER COLUMN c SET NOT NULL"));

TEST_CASE("alter_column does not know what was there before: nothing undoes it") {
  CHECK(undo_of(alter_column("t", "c", not_null)) == "cannot be derived");
  CHECK(undo_of(alter_column("t", "c", comment("x"))) == "cannot be derived");
}

TEST_CASE("021: alter_column: type, and using, which has no place but behind a type") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (c text, d integer)"));
  expect_sql(db, alter_column("t", "c", type(integer).using_("c::integer")),
             "ALTER TABLE t ALTER COLUMN c TYPE integer USING c::integer");
  expect_sql(db, alter_column("t", "d", type(numeric(10, 2))), "ALTER TABLE t ALTER COLUMN d TYPE numeric(10, 2)");
  expect_sql(db, alter_column("t", "c", type(text.collate("C"))),
             R"(ALTER TABLE t ALTER COLUMN c TYPE text COLLATE "C")");
}

TEST_CASE(
    "022: alter_column: all at once is one ALTER TABLE and one COMMENT; the old default goes before the type, "
    "and renaming is an op of its own") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (c text DEFAULT 'not a number')"));
  expect_sql(
      db, alter_column("t", "c", comment("a number"), server_default(5), not_null, type(integer).using_("c::integer")),
      "ALTER TABLE t ALTER COLUMN c DROP DEFAULT, ALTER COLUMN c TYPE integer USING c::integer, "
      "ALTER COLUMN c SET NOT NULL, ALTER COLUMN c SET DEFAULT 5;\n"
      "COMMENT ON COLUMN t.c IS 'a number'");
}

TEST_CASE("022: alter_column: type and drop_default, the default first") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (c text DEFAULT 'not a number')"));
  expect_sql(db, alter_column("t", "c", type(integer).using_("c::integer"), drop_default),
             "ALTER TABLE t ALTER COLUMN c DROP DEFAULT, ALTER COLUMN c TYPE integer USING c::integer");
}

TEST_CASE("023: alter_column: nullability, in a schema") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.t (c text)"));
  expect_sql(db, alter_column("t", "c", not_null).schema("foo"), "ALTER TABLE foo.t ALTER COLUMN c SET NOT NULL");
  expect_sql(db, alter_column("t", "c", nullable).schema("foo"), "ALTER TABLE foo.t ALTER COLUMN c DROP NOT NULL");
}

TEST_CASE("024: alter_column: defaults: a text, an expression, a number, a truth value, none") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (c text, d timestamp, n bigint, b boolean)"));
  expect_sql(db, alter_column("t", "c", server_default("it's")), "ALTER TABLE t ALTER COLUMN c SET DEFAULT 'it''s'");
  expect_sql(db, alter_column("t", "c", server_default("a\\b")), R"(ALTER TABLE t ALTER COLUMN c SET DEFAULT E'a\\b')");
  expect_sql(db, alter_column("t", "c", server_default("")), "ALTER TABLE t ALTER COLUMN c SET DEFAULT ''");
  expect_sql(db, alter_column("t", "d", server_default(sql("now()"))),
             "ALTER TABLE t ALTER COLUMN d SET DEFAULT now()");
  expect_sql(db, alter_column("t", "n", server_default(-7)), "ALTER TABLE t ALTER COLUMN n SET DEFAULT -7");
  expect_sql(db, alter_column("t", "n", server_default(std::int64_t{-9223372036854775807} - 1)),
             "ALTER TABLE t ALTER COLUMN n SET DEFAULT -9223372036854775808");
  expect_sql(db, alter_column("t", "b", server_default(false)), "ALTER TABLE t ALTER COLUMN b SET DEFAULT false");
  expect_sql(db, alter_column("t", "c", drop_default), "ALTER TABLE t ALTER COLUMN c DROP DEFAULT");
}

TEST_CASE("025: alter_column: comments, of a mixed-case table; the empty one removes it") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TABLE foo."T" ("C" text))"));
  expect_sql(db, alter_column("T", "C", comment("it's 'quoted'")).schema("foo"),
             R"(COMMENT ON COLUMN foo."T"."C" IS 'it''s ''quoted''')");
  expect_sql(db, alter_column("T", "C", comment("")).schema("foo"), R"(COMMENT ON COLUMN foo."T"."C" IS NULL)");
}

TEST_CASE("029: alter_column: computed is not among the changes it takes") {
  static_assert(!sterna::detail::alteration<decltype(generated("a + 1"))>);
  static_assert(sterna::detail::alteration<decltype(type(integer))>);
}

TEST_CASE("045: alter_column quotes both names") {
  live_schema db;
  CHECK(db.accepts(R"(CREATE TABLE "user" ("order" integer))"));
  expect_sql(db, alter_column("user", "order", not_null, server_default(0)),
             R"(ALTER TABLE "user" ALTER COLUMN "order" SET NOT NULL, ALTER COLUMN "order" SET DEFAULT 0)");
}

TEST_CASE("alter_column: where the history knows the column, what it was comes back, in one statement and a comment") {
  constexpr auto table = create_table("t", column("a", integer, server_default(7), comment("a")), column("b", text),
                                      column("c", text, not_null));
  live_schema db;
  expect_restored(db, alter_column("t", "a", type(big_integer), not_null, server_default(8), comment("b")),
                  "ALTER TABLE t ALTER COLUMN a DROP DEFAULT, ALTER COLUMN a TYPE integer, "
                  "ALTER COLUMN a DROP NOT NULL, ALTER COLUMN a SET DEFAULT 7;\nCOMMENT ON COLUMN t.a IS 'a'",
                  table);
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, alter_column("t", "b", server_default(sql("now()")), comment("new")),
                  "ALTER TABLE t ALTER COLUMN b DROP DEFAULT;\nCOMMENT ON COLUMN t.b IS NULL", table);
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, alter_column("t", "c", nullable), "ALTER TABLE t ALTER COLUMN c SET NOT NULL", table);
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, alter_column("t", "a", drop_default), "ALTER TABLE t ALTER COLUMN a SET DEFAULT 7", table);
  CHECK(db.accepts("DROP TABLE t"));
  expect_restored(db, alter_column("t", "a", comment("")), "COMMENT ON COLUMN t.a IS 'a'", table);
}

TEST_CASE("alter_column: no way back where no cast leads there; nobody has said how") {
  constexpr auto table = create_table("t", column("a", text));
  CHECK(found_in(alter_column("t", "a", type(integer).using_("a::integer")), table).what == sterna::fault::none);
  CHECK(found_in(alter_column("t", "a", type(big_integer).using_("a::bigint")), create_table("t", column("a", date)))
            .what == sterna::fault::underivable);
}

TEST_CASE("alter_column: the values change and the way back is a cast that PostgreSQL makes of itself") {
  live_schema db;
  expect_restored(db, alter_column("t", "a", type(integer).using_("a::integer")),
                  "ALTER TABLE t ALTER COLUMN a TYPE text", create_table("t", column("a", text)));
}

TEST_CASE("alter_column: texts of values are read back, and values of another enumeration") {
  live_schema db;
  constexpr auto mood = create_enumeration("mood", {"ok", "sad"});
  constexpr auto other = create_enumeration("Other", {"ok", "sad", "new"});
  constexpr auto table = create_table("t", column("c", enumeration("mood"), server_default("ok")), column("d", integer),
                                      column("e", array(integer)));
  expect_restored(db, alter_column("t", "d", type(text)), "ALTER TABLE t ALTER COLUMN d TYPE integer USING d::integer",
                  mood, other, table);
  CHECK(db.accepts("DROP TABLE t; DROP TYPE mood, \"Other\""));
  expect_restored(db, alter_column("t", "e", type(string(90)).using_("(e)::text")),
                  "ALTER TABLE t ALTER COLUMN e TYPE integer[] USING e::integer[]", mood, other, table);
  CHECK(db.accepts("DROP TABLE t; DROP TYPE mood, \"Other\""));
  expect_restored(db, alter_column("t", "c", type(text)),
                  "ALTER TABLE t ALTER COLUMN c DROP DEFAULT, ALTER COLUMN c TYPE mood USING c::mood, "
                  "ALTER COLUMN c SET DEFAULT 'ok'",
                  mood, other, table);
  CHECK(db.accepts("DROP TABLE t; DROP TYPE mood, \"Other\""));
  expect_restored(db, alter_column("t", "c", type(enumeration("Other")).using_("c::text::\"Other\""),
                                   server_default("new")),
                  "ALTER TABLE t ALTER COLUMN c DROP DEFAULT, ALTER COLUMN c TYPE mood USING c::text::mood, "
                  "ALTER COLUMN c SET DEFAULT 'ok'",
                  mood, other, table);
  for (const char* const more : {"lower(c::text)", "c::text || 'x'", "d::text", "CASE c WHEN 'ok' THEN 'x' END"}) {
    CAPTURE(more);
    CHECK(found_in(alter_column("t", "c", type(text).using_(more)), mood, other, table).what ==
          sterna::fault::underivable);
  }
}

TEST_CASE("alter_column: checks and indexes that read the column in its new type are made anew on the way back") {
  live_schema db;
  expect_restored(
      db, alter_column("t", "a", type(numeric(10, 2))),
      "ALTER TABLE t DROP CONSTRAINT t_a_check;\nALTER TABLE t DROP CONSTRAINT ck;\nDROP INDEX ix;\n"
      "ALTER TABLE t ALTER COLUMN a TYPE integer;\nALTER TABLE t ADD CONSTRAINT t_a_check CHECK (a > 0);\n"
      "ALTER TABLE t ADD CONSTRAINT ck CHECK (a < b) NOT VALID;\nCREATE INDEX ix ON t ((a + 1)) WHERE a > 5",
      create_table("t", column("a", integer, check("a > 0")), column("b", integer, check("b > 0"))),
      create_check_constraint("ck", "t", "a < b").not_valid(), create_index("ix", "t", {sql("a + 1")}).where("a > 5"),
      create_index("plain", "t", {"a"}));
}

TEST_CASE("alter_column: a check that raw SQL may have dropped is left alone on the way back") {
  static const sterna::graph none({});
  sterna::replay history(none);
  constexpr auto table = create_table("t", column("a", integer, check("a > 0")));
  constexpr auto raw = execute("ALTER TABLE t DROP CONSTRAINT t_a_check");
  REQUIRE(history.play(table.view(), false, false));
  REQUIRE(history.play(raw.view(), false, false));
  REQUIRE(history.play(alter_column("t", "a", type(numeric)).view(), false, true));
  CHECK(sql_of(history.take_derived().ops.view()) == "ALTER TABLE t ALTER COLUMN a TYPE integer");
}

TEST_CASE("alter_column: a literal keeps the type that it was read in") {
  live_schema db;
  expect_restored(db, drop_table("t"), "CREATE TABLE t (\n    a text DEFAULT 'x'::character varying\n)",
                  create_table("t", column("a", string(10), server_default("x"))), alter_column("t", "a", type(text)));
  // and is cast where the column is
  CHECK(found_in(alter_column("t", "a", type(integer).using_("length(a)")),
                 create_table("t", column("a", string(10), server_default("x"))), alter_column("t", "a", type(text)))
            .what == sterna::fault::no_cast);
}

TEST_CASE("alter_column: a literal of another type is kept as PostgreSQL keeps it") {
  live_schema db;
  const auto kept = [&](const auto& type, std::string_view value, const auto& now, const std::string& made) {
    expect_restored(db, drop_table("t"), "CREATE TABLE t (\n    a " + made + "\n)",
                    create_table("t", column("a", type, server_default(value))),
                    alter_column("t", "a", sterna::dsl::type(now)));
    CHECK(db.accepts("DROP TABLE t"));
  };
  kept(boolean, " NO", text, "text DEFAULT false");
  kept(boolean, "on", string(5), "varchar(5) DEFAULT true");
  kept(array(integer), "{1, 2}", string(10), "varchar(10) DEFAULT '{1, 2}'::integer[]");
  kept(array(integer), "{}", array(big_integer), "bigint[] DEFAULT '{}'::integer[]");
  kept(integer, "012", text, "text DEFAULT '012'::integer");
  kept(numeric(5, 1), "1.55", integer, "integer DEFAULT '1.55'::numeric");
  kept(date, "2020-1-2", timestamp, "timestamp DEFAULT '2020-1-2'::date");
  kept(uuid, "12345678123456781234567812345678", text, "text DEFAULT '12345678123456781234567812345678'::uuid");
  kept(jsonb, "{\"a\":1}", text, "text DEFAULT '{\"a\":1}'::jsonb");
}

TEST_CASE("alter_column: a default that was a value of an enumeration needs it still") {
  live_schema db;
  constexpr auto mood = create_enumeration("mood", {"ok", "sad"});
  constexpr auto table = create_table("t", column("a", enumeration("mood"), server_default("ok")));
  constexpr auto texts = alter_column("t", "a", type(text));
  const auto fault_of = [&](const auto& word) { return found_in(word, mood, table, texts).what; };
  CHECK(fault_of(drop_enumeration("mood")) == sterna::fault::still_needed);
  CHECK(fault_of(replace_enumeration_values("mood", {"ok"})) == sterna::fault::still_needed);
  CHECK(found_in(drop_enumeration("mood"), mood, table, texts, alter_column("t", "a", drop_default)).what ==
        sterna::fault::none);
  expect_restored(db, drop_enumeration("mood").cascade(),
                  "CREATE TYPE mood AS ENUM ('ok', 'sad');\nALTER TABLE t ALTER COLUMN a SET DEFAULT 'ok'::mood", mood,
                  table, texts);
  if (db) CHECK_FALSE(db.accepts("DROP TYPE mood"));
  CHECK(db.accepts("DROP TABLE t; DROP TYPE mood"));
  expect_restored(db, drop_table("t"), "CREATE TABLE t (\n    a text DEFAULT 'ok'::mood\n)", mood, table, texts);
  CHECK(fault_of(drop_table("t")) == sterna::fault::none);
  CHECK(found_in(drop_table("t"), mood, table, texts, rename_enumeration_value("mood", "ok", "fine")).what ==
        sterna::fault::underivable);
}

TEST_CASE("alter_column: such a literal stays what it is when the type changes once more") {
  live_schema db;
  expect_restored(db, drop_table("t"), "CREATE TABLE t (\n    a varchar(5) DEFAULT false\n)",
                  create_table("t", column("a", boolean, server_default("no"))), alter_column("t", "a", type(text)),
                  alter_column("t", "a", type(string(5))));
  CHECK(found_in(drop_table("t"), create_table("t", column("a", date, server_default("today"))),
                 alter_column("t", "a", type(timestamp)))
            .what == sterna::fault::underivable);  // which day is that?
}

TEST_CASE("alter_column: no table is a part of itself") {
  live_schema db;
  constexpr auto table = create_table("t", column("a", integer));
  constexpr auto word = alter_column("t", "a", type(named_type("t")).using_("NULL"));
  CHECK(found_in(word, table).what == sterna::fault::missing_type);
  CHECK(db.accepts(sql_of(table)));
  if (db) CHECK_FALSE(db.accepts(sql_of(word)));
}

TEST_CASE("alter_column: rows are made of nothing, and only texts of them") {
  live_schema db;
  constexpr auto rows = create_table("r", column("x", integer));
  constexpr auto table = create_table("t", column("a", named_type("r")), column("b", integer));
  CHECK(db.accepts(sql_of(rows)));
  CHECK(db.accepts(sql_of(table)));
  const auto both = [&](const auto& word, sterna::fault expected) {
    CHECK(found_in(word, rows, table).what == expected);
    if (db) CHECK(db.accepts(sql_of(word)) == (expected == sterna::fault::none));
  };
  both(alter_column("t", "a", type(integer)), sterna::fault::no_cast);
  both(alter_column("t", "a", type(array(text))), sterna::fault::no_cast);
  both(alter_column("t", "b", type(named_type("r"))), sterna::fault::no_cast);
  both(alter_column("t", "a", type(text)), sterna::fault::none);
}

static_assert(
    renders_as(alter_column("t", "c", drop_default, identity),
               "ALTER TABLE t ALTER COLUMN c DROP DEFAULT, ALTER COLUMN c ADD GENERATED BY DEFAULT AS IDENTITY"));

TEST_CASE("026: alter_column: an identity is added") {
  const auto t = create_table("t", column("a", integer, not_null));
  live_schema db;
  expect_restored(db, alter_column("t", "a", identity.always().start(10)),
                  "ALTER TABLE t ALTER COLUMN a DROP IDENTITY", t);
  CHECK(sql_of(alter_column("t", "a", identity.always().start(10))) ==
        "ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY (START WITH 10)");
}

TEST_CASE("027: alter_column: an identity is dropped, and comes back with its options") {
  live_schema db;
  expect_restored(
      db, alter_column("t", "a", drop_identity),
      "ALTER TABLE t ALTER COLUMN a ADD GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY 3 MAXVALUE 99 CYCLE)",
      create_table("t", column("a", integer, identity.increment(3).max_value(99).cycle())));
}

TEST_CASE("028: alter_column: an identity is changed, only what is said") {
  const auto t = create_table("t", column("a", integer, identity.always().cycle()));
  live_schema db;
  expect_restored(db, alter_column("t", "a", alter_identity.increment(2).no_cycle().cache(5)),
                  "ALTER TABLE t ALTER COLUMN a SET INCREMENT BY 1 SET CACHE 1 SET CYCLE", t);
  live_schema other;
  expect_restored(other, alter_column("t", "a", alter_identity.by_default()),
                  "ALTER TABLE t ALTER COLUMN a SET GENERATED ALWAYS", t);
  CHECK(sql_of(alter_column("t", "a", alter_identity.always().restart_with(7).min_value(2))) ==
        "ALTER TABLE t ALTER COLUMN a SET GENERATED ALWAYS SET MINVALUE 2 RESTART WITH 7");
  live_schema third;
  expect_restored(third, alter_column("t", "a", alter_identity.no_max_value().start(3)),
                  "ALTER TABLE t ALTER COLUMN a SET MAXVALUE 50 SET START WITH 1",
                  create_table("t", column("a", integer, identity.max_value(50))));
}

TEST_CASE("alter_column: storage, compression, statistics, and back") {
  const auto t = create_table("t", column("a", text), column("n", numeric), column("b", bytea, storage("EXTERNAL")));
  const auto both = [&](const auto& word, std::string_view back) {
    live_schema db;
    expect_restored(db, word, back, t);
  };
  both(alter_column("t", "a", storage("MAIN"), statistics(500)),
       "ALTER TABLE t ALTER COLUMN a SET STORAGE EXTENDED, ALTER COLUMN a SET STATISTICS -1");
  both(alter_column("t", "a", compression("pglz")), "ALTER TABLE t ALTER COLUMN a SET COMPRESSION DEFAULT");
  both(alter_column("t", "n", storage("EXTERNAL")), "ALTER TABLE t ALTER COLUMN n SET STORAGE MAIN");
  both(alter_column("t", "b", storage("PLAIN")), "ALTER TABLE t ALTER COLUMN b SET STORAGE EXTERNAL");
}

TEST_CASE("alter_column: parameters, and back") {
  const auto t = create_table("t", column("a", text, with("n_distinct", "-0.5")), column("b", text));
  CHECK(sql_of(t) == "CREATE TABLE t (\n    a text,\n    b text\n);\n"
                     "ALTER TABLE t ALTER COLUMN a SET (n_distinct = '-0.5')");
  const auto both = [&](const auto& word, std::string_view sql, std::string_view back) {
    CHECK(sql_of(word) == sql);
    live_schema db;
    expect_restored(db, word, back, t);
  };
  both(alter_column("t", "a", with("n_distinct", 5), with("n_distinct_inherited", 7)),
       "ALTER TABLE t ALTER COLUMN a SET (n_distinct = 5), ALTER COLUMN a SET (n_distinct_inherited = 7)",
       "ALTER TABLE t ALTER COLUMN a SET (n_distinct = '-0.5'), ALTER COLUMN a RESET (n_distinct_inherited)");
  both(alter_column("t", "a", reset("n_distinct"), statistics(9)),
       "ALTER TABLE t ALTER COLUMN a RESET (n_distinct), ALTER COLUMN a SET STATISTICS 9",
       "ALTER TABLE t ALTER COLUMN a SET (n_distinct = '-0.5'), ALTER COLUMN a SET STATISTICS -1");
  both(add_column("t", column("c", integer, with("n_distinct", 2))),
       "ALTER TABLE t ADD COLUMN c integer;\nALTER TABLE t ALTER COLUMN c SET (n_distinct = 2)",
       "ALTER TABLE t DROP COLUMN c");
  both(drop_column("t", "a"), "ALTER TABLE t DROP COLUMN a",
       "ALTER TABLE t ADD COLUMN a text;\nALTER TABLE t ALTER COLUMN a SET (n_distinct = '-0.5')");
  using sterna::fault;
  CHECK(found_in(alter_column("t", "a", with("fillfactor", 70)), t).what == fault::table_option);
  CHECK(found_in(create_table("u", column("a", text, with("fillfactor", 70)))).what == fault::table_option);
}

TEST_CASE("alter_column: the default of a serial column comes back, and draws from its own sequence") {
  live_schema db;
  const auto t = create_table("t", column("id", serial, primary_key));
  expect_restored(db, alter_column("t", "id", drop_default),
                  "ALTER TABLE t ALTER COLUMN id SET DEFAULT nextval('t_id_seq')", t);
  CHECK(found_in(alter_column("t", "id", drop_default), t, alter_sequence("t_id_seq", owned_by_none)).what ==
        sterna::fault::underivable);  // which one it was, nobody knows
}

TEST_CASE("alter_column: a trigger or a policy that reads the column keeps its type") {
  using sterna::fault;
  const auto t = create_table("t", column("a", integer), column("b", integer));
  const auto f = create_function("f()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$");
  const auto of = create_trigger("tr", "t", "BEFORE UPDATE OF a", "FOR EACH ROW EXECUTE FUNCTION f()");
  const auto when = create_trigger("tr", "t", "BEFORE INSERT", "FOR EACH ROW WHEN (new.a > 1) EXECUTE FUNCTION f()");
  const auto po = create_policy("po", "t", "USING (a > 1)");
  const auto changed = alter_column("t", "a", type(big_integer));
  const auto other = alter_column("t", "b", type(big_integer));
  CHECK(found_in(changed, t, f, of).what == fault::still_needed);
  CHECK(found_in(changed, t, f, when).what == fault::still_needed);
  CHECK(found_in(changed, t, po).what == fault::still_needed);
  CHECK(found_in(changed, t, po, drop_policy("po", "t")).what == fault::none);
  CHECK(found_in(other, t, f, of, po).what == fault::none);
  live_schema db;
  CHECK(db.accepts(sql_of(t)));
  CHECK(db.accepts(sql_of(f)));
  if (db) {
    for (const std::string& made : {sql_of(of), sql_of(when), sql_of(po)}) {
      CHECK(db.refusal_of(made + "; " + sql_of(changed)).find("cannot alter type") != std::string::npos);
    }
    CHECK(db.accepts(sql_of(of) + "; " + sql_of(po) + "; " + sql_of(other)));
  }
}

TEST_CASE("alter_column: identities that cannot be") {
  using sterna::fault;
  const auto t = create_table("t", column("a", integer), column("b", text, not_null),
                              column("c", integer, not_null, server_default(1)), column("d", integer, identity));
  CHECK(found_in(alter_column("t", "a", identity), t).what == fault::identity_nullable);
  CHECK(found_in(alter_column("t", "a", not_null, identity), t).what == fault::none);
  CHECK(found_in(alter_column("t", "b", identity), t).what == fault::identity_type);
  CHECK(found_in(alter_column("t", "c", identity), t).what == fault::conflicting_column);
  CHECK(found_in(alter_column("t", "c", drop_default, identity), t).what == fault::none);
  CHECK(found_in(alter_column("t", "d", identity), t).what == fault::column_is_identity);
  CHECK(found_in(alter_column("t", "c", drop_identity), t).what == fault::not_identity);
  CHECK(found_in(alter_column("t", "c", alter_identity.cycle()), t).what == fault::not_identity);
  CHECK(found_in(alter_column("t", "d", alter_identity.max_value(3000000000)), t).what == fault::sequence_option);
  live_schema db;
  CHECK(db.accepts(sql_of(t)));
  if (db) {
    CHECK(!db.refusal_of(sql_of(alter_column("t", "a", identity))).empty());
    CHECK(!db.refusal_of(sql_of(alter_column("t", "c", identity))).empty());
    CHECK(!db.refusal_of(sql_of(alter_column("t", "d", identity))).empty());
    CHECK(!db.refusal_of(sql_of(alter_column("t", "c", drop_identity))).empty());
    CHECK(!db.refusal_of(sql_of(alter_column("t", "c", alter_identity.cycle()))).empty());
    CHECK(!db.refusal_of(sql_of(alter_column("t", "d", alter_identity.max_value(3000000000)))).empty());
    CHECK(db.accepts(sql_of(alter_column("t", "a", not_null, identity))));
    CHECK(db.accepts(sql_of(alter_column("t", "c", drop_default, identity))));
  }
}

}  // namespace op_alter_column_test
