// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

namespace op_create_foreign_key_test {

using namespace sterna::dsl;

static_assert(renders_as(create_foreign_key("fk", "post", {"author"}, "user", {"id"}, on_delete(cascade)),
                         "ALTER TABLE post ADD CONSTRAINT fk FOREIGN KEY (author) REFERENCES \"user\" (id) "
                         "ON DELETE CASCADE"));

TEST_CASE("create_foreign_key, and back") {
  live_schema db;
  CHECK(db.accepts(R"(CREATE TABLE "user" (id integer PRIMARY KEY); CREATE TABLE post (author integer))"));
  expect_both(db, create_foreign_key("fk_post_author", "post", {"author"}, "user", {"id"}),
              R"(ALTER TABLE post ADD CONSTRAINT fk_post_author FOREIGN KEY (author) REFERENCES "user" (id))",
              "ALTER TABLE post DROP CONSTRAINT fk_post_author");
}

TEST_CASE("037: create_foreign_key, not valid") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE t (a integer); INSERT INTO t VALUES (1)"));
  expect_both(db, create_foreign_key("fk", "t", {"a"}, "u", {"id"}, on_delete(cascade)).not_valid(),
              "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u (id) ON DELETE CASCADE NOT VALID",
              "ALTER TABLE t DROP CONSTRAINT fk");
}

TEST_CASE("038: create_foreign_key: two schemas, MATCH, both actions, DEFERRABLE, in the order of the grammar") {
  live_schema db("foo");
  CHECK(db.accepts("CREATE TABLE foo.u (id integer, no integer, PRIMARY KEY (id, no));"
                   "CREATE TABLE foo.t (a integer, b integer)"));
  expect_both(db,
              create_foreign_key("fk", "t", {"a", "b"}, "u", {"id", "no"}, on_update(restrict), referred_schema("foo"),
                                 initially_deferred, on_delete(set_null, {"b"}), match_full)
                  .schema("foo"),
              "ALTER TABLE foo.t ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES foo.u (id, no) MATCH FULL "
              "ON DELETE SET NULL (b) ON UPDATE RESTRICT DEFERRABLE INITIALLY DEFERRED",
              "ALTER TABLE foo.t DROP CONSTRAINT fk");
}

TEST_CASE("038: create_foreign_key: every action") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE t (a integer DEFAULT 1)"));
  expect_both(db, create_foreign_key("fk", "t", {"a"}, "u", {"id"}, on_delete(no_action), on_update(cascade)),
              "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u (id) ON DELETE NO ACTION ON UPDATE CASCADE",
              "ALTER TABLE t DROP CONSTRAINT fk");
  expect_both(db, create_foreign_key("fk", "t", {"a"}, "u", {"id"}, on_delete(restrict), on_update(set_null)),
              "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u (id) ON DELETE RESTRICT ON UPDATE SET NULL",
              "ALTER TABLE t DROP CONSTRAINT fk");
  expect_both(db, create_foreign_key("fk", "t", {"a"}, "u", {"id"}, on_delete(set_default), on_update(no_action)),
              "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u (id) ON DELETE SET DEFAULT "
              "ON UPDATE NO ACTION",
              "ALTER TABLE t DROP CONSTRAINT fk");
}

TEST_CASE("039: create_foreign_key: several columns of one table, to itself") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer, b integer, pa integer, pb integer, PRIMARY KEY (a, b))"));
  expect_both(db, create_foreign_key("fk_parent", "t", {"pa", "pb"}, "t", {"a", "b"}),
              "ALTER TABLE t ADD CONSTRAINT fk_parent FOREIGN KEY (pa, pb) REFERENCES t (a, b)",
              "ALTER TABLE t DROP CONSTRAINT fk_parent");
}

TEST_CASE("create_foreign_key quotes every name") {
  live_schema db;
  CHECK(db.accepts(R"(CREATE TABLE "U" ("Id" integer PRIMARY KEY); CREATE TABLE "T" ("user" integer))"));
  expect_both(db, create_foreign_key("Fk", "T", {"user"}, "U", {"Id"}),
              R"(ALTER TABLE "T" ADD CONSTRAINT "Fk" FOREIGN KEY ("user") REFERENCES "U" ("Id"))",
              R"(ALTER TABLE "T" DROP CONSTRAINT "Fk")");
}

TEST_CASE("create_foreign_key without a name: PostgreSQL makes one, so nothing undoes it") {
  live_schema db;
  CHECK(db.accepts("CREATE TABLE t (a integer PRIMARY KEY, b integer)"));
  expect_sql(db, create_foreign_key("", "t", {"b"}, "t", {"a"}), "ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES t (a)");
  CHECK(undo_of(create_foreign_key("", "t", {"b"}, "t", {"a"})) == "cannot be derived");
}

}  // namespace op_create_foreign_key_test
