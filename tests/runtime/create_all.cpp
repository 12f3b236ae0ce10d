// SPDX-License-Identifier: BSL-1.0
#include "sterna/runtime/create_all.hpp"

#include "sterna/models/check.hpp"

#include "database.hpp"

namespace runtime_create_all_test {

using namespace sterna::dsl;
using runtime_tests::database;
using runtime_tests::thrown;

namespace {

inline constexpr auto models = sterna::models(
    index("ix_post_title", "post", {"title"}).concurrently(),
    view("newest", "SELECT title FROM titles"),
    view("titles", "SELECT title FROM post"),
    table("post", column("id", big_integer, primary_key), column("title", text, not_null),
          column("mood", enumeration("mood"), server_default("ok")),
          column("author", integer, not_null, references("user", "id"))),
    table("user", column("id", integer, primary_key), column("favourite", big_integer, references("post", "id"))),
    enumeration("mood", {"sad", "ok"}),
    table("event", column("at", timestamp_tz)).schema("audit"), schema("audit"));

}  // namespace

TEST_CASE("create_all makes everything in an empty database, whatever the order") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::create_all(models, db.options());
  CHECK(db.has("post"));
  CHECK(db.has("audit.event"));
  CHECK(db.has("ix_post_title"));
  CHECK(db.has("newest"));
  CHECK(db.columns("post") == "id title mood author");
  CHECK(db.ask("SELECT conname FROM pg_constraint WHERE contype = 'f' ORDER BY 1") ==
        "post_author_fkey|user_favourite_fkey");
  CHECK(db.versions() == "none");
}

TEST_CASE("create_all: all or nothing") {
  STERNA_NEEDS_SERVER();
  const database db;
  db.execute("CREATE VIEW \"user\" AS SELECT 1 AS id");
  const auto refused = thrown<sterna::statement_error>([&] { sterna::create_all(models, db.options()); });
  REQUIRE(refused);
  CHECK(refused->sqlstate() == "42P07");
  CHECK_FALSE(db.has("post"));
}

TEST_CASE("create_all: models that cannot be are refused before anything is done") {
  static constexpr auto wrong = sterna::models(table("t", column("a", integer, references("u"))));
  const auto faulty = thrown<sterna::history_error>([&] { sterna::create_all(wrong, static_cast<PGconn*>(nullptr)); });
  REQUIRE(faulty);
  CHECK(std::string_view(faulty->what()) ==
        "models: table 't': table 'u' does not exist; put it among the models");
}

TEST_CASE("create_all in a transaction of the caller's leaves it open") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::connection mine = db.connect();
  mine.execute("BEGIN");
  sterna::create_all(models, mine.native());
  CHECK(mine.execute("SHOW check_function_bodies")[0][0].text() == "on");
  CHECK(mine.execute("SELECT to_regclass('post') IS NOT NULL")[0][0].text() == "t");
  mine.execute("ROLLBACK");
  CHECK_FALSE(db.has("post"));
}

}  // namespace runtime_create_all_test
