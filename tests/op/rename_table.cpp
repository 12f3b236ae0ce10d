// SPDX-License-Identifier: BSL-1.0
#include "dumped.hpp"
#include "restored.hpp"

namespace op_rename_table_test {

using namespace sterna::dsl;

static_assert(renders_as(rename_table("a", "b"), "ALTER TABLE a RENAME TO b"));
static_assert(renders_as(rename_table("a", "b").keep_view(),
                         "ALTER TABLE a RENAME TO bCREATE VIEW a AS SELECT * FROM b"));

TEST_CASE("001: rename_table, and back") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t1 ()"));
  expect_both(db, rename_table("t1", "t2"), "ALTER TABLE t1 RENAME TO t2", "ALTER TABLE t2 RENAME TO t1");
}

TEST_CASE("001: rename_table in a schema: the table stays there") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.t1 ()"));
  expect_both(db, rename_table("t1", "t2").schema("foo"), "ALTER TABLE foo.t1 RENAME TO t2",
              "ALTER TABLE foo.t2 RENAME TO t1");
}

TEST_CASE("rename_table: columns whose type are its rows follow") {
  live_schema db;
  constexpr auto t = create_table("t", column("a", integer));
  constexpr auto u = create_table("u", column("b", named_type("t")));
  constexpr auto renamed = rename_table("t", "v");
  expect_restored(db, drop_table("u"), "CREATE TABLE u (\n    b v\n)", t, u, renamed);
  CHECK(found_in(drop_table("v"), t, u, renamed).what == sterna::fault::still_needed);
  CHECK(found_in(rename_table("v", "t"), t, u, renamed).what == sterna::fault::none);
}

TEST_CASE("rename_table quotes both names") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE \"User\" ()"));
  expect_both(db, rename_table("User", "user"), R"(ALTER TABLE "User" RENAME TO "user")",
              R"(ALTER TABLE "user" RENAME TO "User")");
}

TEST_CASE("rename_table, keep_view: programs that know the old name go on") {
  live_schema db;
  constexpr auto table = create_table("account", column("id", integer, primary_key),
                                      column("name", string(20), not_null, server_default("x"), unique));
  constexpr auto word = rename_table("account", "customer").keep_view();
  const std::string_view undo = "DROP VIEW account;\nALTER TABLE customer RENAME TO account";
  CHECK(db.accepts(sql_of(table)));
  const std::string before = dumped(db);
  expect_both(db, word, "ALTER TABLE account RENAME TO customer;\nCREATE VIEW account AS SELECT * FROM customer", undo);
  CHECK(dumped(db) == before);
  CHECK(db.accepts(sql_of(word)));
  const std::string after = dumped(db);
  if (db) {
    CHECK(before != after);
    CHECK(db.one("INSERT INTO account DEFAULT VALUES RETURNING name") == "x");
    CHECK(db.one("INSERT INTO account (id, name) VALUES (1, 'y') ON CONFLICT (id) DO UPDATE SET name = excluded.name "
                 "RETURNING name") == "y");
    CHECK(db.one("UPDATE customer SET name = 'z' RETURNING name") == "z");
    CHECK(db.one("SELECT name FROM account WHERE id = 1 FOR UPDATE") == "z");
    CHECK(db.one("DELETE FROM account RETURNING id") == "1");
  }
  CHECK(db.accepts(undo));
  CHECK(db.accepts(sql_of(word)));
  CHECK(dumped(db) == after);
  CHECK(db.accepts("DROP TABLE customer CASCADE"));
  expect_restored(db, word, undo, table);
}

TEST_CASE("rename_table, keep_view: in a schema, in quotes; drop_view takes the view away, and back") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.\"User\" (id integer)"));
  expect_both(db, rename_table("User", "order").schema("foo").keep_view(),
              "ALTER TABLE foo.\"User\" RENAME TO \"order\";\nCREATE VIEW foo.\"User\" AS SELECT * FROM foo.\"order\"",
              "DROP VIEW foo.\"User\";\nALTER TABLE foo.\"order\" RENAME TO \"User\"");
  CHECK(db.accepts("DROP TABLE foo.\"User\""));
  expect_restored(db, drop_view("User").schema("foo"), "CREATE VIEW foo.\"User\" AS SELECT * FROM foo.\"order\"",
                  assume(schema("foo")), create_table("User", column("id", integer)).schema("foo"),
                  rename_table("User", "order").schema("foo").keep_view());
}

TEST_CASE("rename_table, keep_view: the view is one for all that follows") {
  using sterna::fault;
  constexpr auto table = create_table("a", column("id", integer), column("c", text));
  constexpr auto word = rename_table("a", "b").keep_view();
  CHECK(found_in(drop_table("a"), table, word).what == fault::wrong_kind);
  CHECK(found_in(create_table("a", column("id", integer)), table, word).what == fault::table_exists);
  CHECK(found_in(drop_view("a"), table, word).what == fault::none);
  const auto read = found_in(drop_column("b", "c"), table, word);
  CHECK(read.what == fault::still_needed);
  CHECK(read.owner == "a");
  CHECK(found_in(drop_column("b", "d"), table, word, add_column("b", column("d", text))).what == fault::none);
  CHECK(found_in(drop_table("b"), table, word).what == fault::still_needed);
  CHECK(found_in(drop_view("v"), table, create_view("v", "SELECT id FROM a"), word).what == fault::underivable);
  CHECK(found_in(drop_table("b"), table, word, drop_view("a")).what == fault::none);
  CHECK(found_in(rename_table("z", "y").keep_view(), execute("SELECT f()")).what == fault::none);
}

}  // namespace op_rename_table_test
