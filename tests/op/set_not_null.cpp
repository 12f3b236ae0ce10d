// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_set_not_null_test {

using namespace sterna::dsl;

static_assert(renders_as(set_not_null("t", "a"),
                         "ALTER TABLE t ADD CONSTRAINT t_a_set_not_null CHECK (a IS NOT NULL) NOT VALID"
                         "ALTER TABLE t VALIDATE CONSTRAINT t_a_set_not_null"
                         "ALTER TABLE t ALTER COLUMN a SET NOT NULL"
                         "ALTER TABLE t DROP CONSTRAINT t_a_set_not_null"));

namespace {

constexpr const char* checks_of_t =
    "SELECT count(*) FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'c'";

/// The statements one after the other, each in a transaction of its own.
void expect_each(live_schema& db, const sterna::script& ops) {
  sterna::sql_writer out;
  sterna::render(ops, out);
  for (const auto& statement : out.statements()) {
    CHECK(db.accepts(out.text_of(statement)));
  }
}

}  // namespace

TEST_CASE("set_not_null: a table with rows; the column is NOT NULL, and the check that proved it is gone") {
  live_schema db;
  if (!db) return;
  CHECK(db.accepts("CREATE TABLE t (a integer); INSERT INTO t SELECT generate_series(1, 1000)"));
  constexpr auto word = set_not_null("t", "a");
  const sterna::script_builder made = sterna::decoded(word.view());
  CHECK(made.view().operations[0].outside_transaction);
  expect_each(db, made.view());
  CHECK(db.one("SELECT attnotnull FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'a'") == "t");
  CHECK(db.one(checks_of_t) == "0");
  CHECK(db.refusal_of("INSERT INTO t VALUES (NULL)").find("not-null") != std::string::npos);
}

TEST_CASE("set_not_null: a column that is NOT NULL already, by its name, its identity or its key, stays so") {
  live_schema db;
  if (!db) return;
  CHECK(db.accepts(
      "CREATE TABLE t (a integer NOT NULL, b integer GENERATED ALWAYS AS IDENTITY, c integer PRIMARY KEY)"));
  for (const std::string& each : {sql_of(set_not_null("t", "a")), sql_of(set_not_null("t", "b")),
                                  sql_of(set_not_null("t", "c"))}) {
    CHECK(db.accepts(each));
  }
  CHECK(db.one(checks_of_t) == "0");
}

TEST_CASE("set_not_null: the column's own NOT NULL needs no look at the rows") {
  std::string said;
  live_schema db;
  if (!db) return;
  CHECK(db.accepts("CREATE TABLE t (a integer); INSERT INTO t VALUES (1); SET client_min_messages = debug1"));
  PQsetNoticeReceiver(
      db.connection().native(),
      [](void* to, const PGresult* notice) { *static_cast<std::string*>(to) += PQresultErrorMessage(notice); }, &said);
  constexpr auto word = set_not_null("t", "a");
  const sterna::script_builder made = sterna::decoded(word.view());
  expect_each(db, made.view());
  CHECK(said.find("existing constraints on column \"t.a\" are sufficient to prove that it does not contain nulls") !=
        std::string::npos);
}

TEST_CASE("set_not_null in a schema, quoted; a long name of the check is cut as PostgreSQL cuts its own") {
  live_schema db("foo");
  CHECK(db.accepts(R"(CREATE TABLE foo."The Table" ("A" integer))"));
  expect_sql(
      db, set_not_null("The Table", "A").schema("foo"),
      "ALTER TABLE foo.\"The Table\" ADD CONSTRAINT \"The Table_A_set_not_null\" CHECK (\"A\" IS NOT NULL) NOT VALID;\n"
      "ALTER TABLE foo.\"The Table\" VALIDATE CONSTRAINT \"The Table_A_set_not_null\";\n"
      "ALTER TABLE foo.\"The Table\" ALTER COLUMN \"A\" SET NOT NULL;\n"
      "ALTER TABLE foo.\"The Table\" DROP CONSTRAINT \"The Table_A_set_not_null\"");
  CHECK(db.accepts("CREATE TABLE a_table_with_quite_a_long_name (and_a_column_with_a_name_that_is_long integer)"));
  constexpr auto word = set_not_null("a_table_with_quite_a_long_name", "and_a_column_with_a_name_that_is_long");
  CHECK(sql_of(word).find(" ADD CONSTRAINT a_table_with_quite_a_long_and_a_column_with_a_name_set_not_null CHECK ") !=
        std::string::npos);
  CHECK(db.accepts(sql_of(word)));
}

TEST_CASE("set_not_null: the way back is DROP NOT NULL, where the column was not NOT NULL before") {
  live_schema db;
  expect_restored(db, set_not_null("t", "a"), "ALTER TABLE t ALTER COLUMN a DROP NOT NULL",
                  create_table("t", column("a", integer)));
  CHECK(undo_of(set_not_null("t", "a")) == "cannot be derived");
  CHECK(found_in(set_not_null("t", "a"), create_table("t", column("a", integer, not_null))).what ==
        sterna::fault::none);
  CHECK(found_in(set_not_null("t", "b"), create_table("t", column("a", integer))).what ==
        sterna::fault::missing_column);
  CHECK(found_in(set_not_null("t", "a")).what == sterna::fault::missing_table);
  constexpr auto named = create_table("t", column("a", integer), constraint("t_a_not_null", check("a > 0")));
  CHECK(found_in(set_not_null("t", "a"), named).what == sterna::fault::none);
  constexpr auto taken = create_table("t", column("a", integer), constraint("t_a_set_not_null", check("a > 0")));
  CHECK(found_in(set_not_null("t", "a"), taken).what == sterna::fault::constraint_exists);
}

TEST_CASE("set_not_null, cut off behind each of its statements: done, or broken and to be cleaned") {
  live_schema db;
  if (!db) return;
  CHECK(db.accepts("CREATE TABLE \"T\" (a integer); INSERT INTO \"T\" VALUES (1)"));
  constexpr auto word = set_not_null("T", "a");
  const sterna::script_builder made = sterna::decoded(word.view());
  const sterna::operation& op = made.view().operations[0];
  sterna::sql_writer question;
  sterna::verb_of(op).resume(op, question);
  sterna::sql_writer broom;
  sterna::verb_of(op).clean(op, broom);
  CHECK(broom.text() == R"(ALTER TABLE "T" DROP CONSTRAINT IF EXISTS "T_a_set_not_null")");
  sterna::sql_writer out;
  sterna::render(made.view(), out);
  const auto& statements = out.statements();
  REQUIRE(statements.size() == 4);
  for (std::size_t done = 0; done <= statements.size(); ++done) {
    CAPTURE(done);
    for (std::size_t i = 0; i < done; ++i) {
      CHECK(db.accepts(out.text_of(statements[i])));
    }
    CHECK(db.one(question.text()) == (done == statements.size() ? "done" : done == 0 ? "run" : "broken"));
    if (done < statements.size()) {
      CHECK(db.accepts(broom.text()));
    }
  }
}

TEST_CASE("set_not_null, cut off: another constraint of that name is not its own, and not to be cleaned away") {
  live_schema db;
  if (!db) return;
  constexpr auto word = set_not_null("t", "a");
  const sterna::script_builder made = sterna::decoded(word.view());
  sterna::sql_writer question;
  sterna::verb_of(made.view().operations[0]).resume(made.view().operations[0], question);
  CHECK(db.one(question.text()) == "run");  // nothing there at all
  CHECK(db.accepts("CREATE TABLE t (a integer CONSTRAINT t_a_set_not_null CHECK (a > 0))"));
  CHECK(db.one(question.text()) == "run");
  CHECK(db.refusal_of(sql_of(word)).find("already exists") != std::string::npos);
  CHECK(db.one(question.text()) == "run");
}

}  // namespace op_set_not_null_test
