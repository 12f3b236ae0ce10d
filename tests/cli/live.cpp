// SPDX-License-Identifier: BSL-1.0
#include "cli/session.hpp"
#include "runtime/database.hpp"

#include <sterna/dsl.hpp>
#include <sterna/models/models.hpp>
#include <sterna/runtime/create_all.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace cli_live_test {

using namespace cli_tests;
using namespace sterna::dsl;
using runtime_tests::contains;
using runtime_tests::database;

namespace {

constexpr auto begin = migration("ae10aaaa01", "begin")
                           .upgrade(create_table("user", column("id", integer, primary_key), column("name", text),
                                                 column("made", timestamp_tz, server_default(sql("now()")))));
constexpr auto history = sterna::history<begin>;

constexpr auto same = sterna::models(table("user", column("id", integer, primary_key), column("name", text),
                                           column("made", timestamp_tz, server_default(sql("CURRENT_TIMESTAMP")))));
constexpr auto grown = sterna::models(
    table("user", column("id", integer, primary_key), column("name", text),
          column("made", timestamp_tz, server_default(sql("CURRENT_TIMESTAMP"))),
          column("age", integer, server_default(sql("1+1")), check("age>0"))),
    table("post", column("id", integer, primary_key), column("author", integer, references("user", "id"))));

ran generate(const database& with, const folder& files, const sterna::history_view& of,
             const sterna::models_view& models, std::vector<std::string> more = {}) {
  std::vector<std::string> words{"revision", "--autogenerate", "-m",       "more",
                                 "--rev-id", "9b0e44d1c7aa",   "--url", with.url()};
  words.insert(words.end(), more.begin(), more.end());
  return run(of, words, files.settings(), {}, models);
}

}  // namespace

TEST_CASE("the database must be at the head") {
  STERNA_NEEDS_SERVER();
  const database one;
  const folder files;
  const ran it = generate(one, files, history, grown);
  CHECK(it.code == 255);
  CHECK(it.err.starts_with("FAILED: Target database is not up to date. It is at base, and 1 migration is pending: "));
  CHECK(files.files().empty());
}

TEST_CASE("nothing is written where the models are what the database has") {
  STERNA_NEEDS_SERVER();
  const database one;
  sterna::upgrade(history, "heads", one.options());
  const folder files;
  const ran it = generate(one, files, history, same);
  CHECK(it.code == 0);
  CHECK(it.out == "No difference between the models and the database; nothing is written\n");
  CHECK(it.err.empty());
  CHECK(files.files().empty());
}

TEST_CASE("what the models ask for beyond the database is written in their words") {
  STERNA_NEEDS_SERVER();
  const database one;
  sterna::upgrade(history, "heads", one.options());
  const folder files;
  const ran it = generate(one, files, history, grown);
  INFO(it.err);
  CHECK(it.code == 0);
  std::string all = files.text("9b0e44d1c7aa_more_1_of_2.hpp");
  CHECK(contains(all, R"(            create_table("post",
                column("id", integer, primary_key),
                column("author", integer, references("user", "id"))),
            add_column("user", column("age", integer, server_default(sql("1+1")))),
            create_check_constraint("user_age_check", "user", "age>0").not_valid());)"));
}

TEST_CASE("what nobody looks after is left alone, and said") {
  STERNA_NEEDS_SERVER();
  const database one;
  sterna::upgrade(history, "heads", one.options());
  one.execute("CREATE EXTENSION pg_trgm; CREATE TABLE heir () INHERITS (\"user\"); "
              "CREATE TABLE whole (id integer) PARTITION BY RANGE (id); "
              "CREATE TABLE part PARTITION OF whole FOR VALUES FROM (1) TO (2)");
  const folder files;
  const ran it = generate(one, files, history, same, {"--no-drops"});
  CHECK(it.code == 0);
  CHECK(contains(it.err, "note: left alone: table heir, which is a partition, or inherits from another table\n"));
  CHECK(contains(it.err, "note: left alone: table part, which"));
  CHECK(contains(it.err, "note: left alone: extension pg_trgm, which is an extension\n"));
  CHECK(contains(it.err, "note: left: table whole, which nobody wants any more\n"));
  CHECK(it.out.starts_with("No difference"));
}

TEST_CASE("a database with more than the history knows of is no ground for a migration") {
  STERNA_NEEDS_SERVER();
  const database one;
  sterna::upgrade(history, "heads", one.options());
  one.execute("CREATE TABLE other (id integer)");
  const folder files;
  const ran it = generate(one, files, history, same);
  CHECK(it.code == 255);
  CHECK(contains(it.err, "FAILED: The database is not what the history leads to"));
  CHECK(contains(it.err, "'other'"));
  CHECK(files.files().empty());
}

TEST_CASE("140: what is to be ignored is neither generated nor told by check, whoever says so") {
  STERNA_NEEDS_SERVER();
  const database one;
  sterna::upgrade(history, "heads", one.options());
  one.execute("CREATE SCHEMA audit; CREATE TABLE audit.log (id integer); ALTER TABLE \"user\" ADD COLUMN legacy text; "
              "CREATE INDEX ix_tmp ON \"user\" (name)");
  const folder files;
  const std::vector<std::string> check{"check", "--url", one.url()};
  const auto with = [&](std::vector<std::string> words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  CHECK(run(history, check, files.settings(), {}, same).code == 255);
  const ran some = run(history, with(check, {"--ignore", "schema:audit", "index:ix_tmp"}), files.settings(), {}, same);
  CHECK(some.code == 255);
  CHECK(some.out == "column 'legacy' of table 'user' is left over\n");
  const std::vector<std::string> all{"--ignore", "schema:audit", "--ignore", "index:ix_tmp", "column:user.leg*"};
  CHECK(run(history, with(check, all), files.settings(), {}, same).code == 0);
  sterna::cli::settings chosen = files.settings();
  chosen.ignore = {"schema:audit", "index:*"};
  CHECK(run(history, with(check, {"--ignore", "column:legacy"}), chosen, {}, same).code == 0);
  const ran it = generate(one, files, history, same, all);
  INFO(it.err);
  CHECK(it.code == 0);
  CHECK(it.out.starts_with("No difference"));
  const ran wrong = run(history, with(check, {"--ignore", "tabel:x"}), files.settings(), {}, same);
  CHECK(contains(wrong.err, "'tabel' in 'tabel:x' is no kind of object"));
}

TEST_CASE("what the models execute of a detail is generated and told by check until the database has it") {
  STERNA_NEEDS_SERVER();
  const database one;
  sterna::upgrade(history, "heads", one.options());
  constexpr auto detailed = sterna::models(
      table("user", column("id", integer, primary_key), column("name", text),
            column("made", timestamp_tz, server_default(sql("CURRENT_TIMESTAMP")))),
      view("names", "SELECT 'a'::text AS name"),
      execute("ALTER VIEW names ALTER name SET DEFAULT 'x'"), execute("SELECT 1"));
  one.execute("CREATE VIEW names AS SELECT 'a'::text AS name");
  const std::vector<std::string> check{"check", "--url", one.url()};
  const folder files;
  const ran before = run(history, check, files.settings(), {}, detailed);
  CHECK(before.code == 255);
  CHECK(contains(before.out,
                 "what the models execute has not been done: ALTER VIEW names ALTER COLUMN name SET DEFAULT"));
  const ran it = generate(one, files, history, detailed);
  INFO(it.err);
  CHECK(it.code == 0);
  const std::string text = files.text("9b0e44d1c7aa_more.hpp");
  CHECK(contains(text, "execute(\"ALTER VIEW names ALTER COLUMN name SET DEFAULT 'x'"));
  CHECK_FALSE(contains(text, "SELECT 1"));
  one.execute("ALTER VIEW names ALTER name SET DEFAULT 'x'");
  CHECK(run(history, check, files.settings(), {}, detailed).code == 0);
  CHECK(run(history, {"check", "--url", one.url(), "--ignore", "user"}, files.settings(), {}, detailed).code == 0);
  one.execute("ALTER VIEW names ALTER name DROP DEFAULT");
  const std::vector<std::string> others{"check", "--url", one.url(), "--ignore", "view:names"};
  CHECK(run(history, others, files.settings(), {}, detailed).code == 0);
}

TEST_CASE("where the search path makes names without a schema those of another one than public, nothing is proposed") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE SCHEMA app; ALTER DATABASE " + one.ask("SELECT current_database()") + " SET search_path = app");
  sterna::upgrade(history, "heads", one.options());
  const folder files;
  const ran it = generate(one, files, history, same);
  CHECK(it.code == 255);
  CHECK(contains(it.err, "FAILED: Names without a schema, as that of table 'user', are compared as names of public, "
                         "but the search path of this connection makes them names of 'app': say .schema(\"app\")"));
  CHECK(run(history, {"check", "--url", one.url()}, files.settings(), {}, same).code == 255);
  constexpr auto said = sterna::models(
      schema("app"), table("user", column("id", integer, primary_key), column("name", text),
                           column("made", timestamp_tz, server_default(sql("now()")))).schema("app"));
  const ran right = run(history, {"check", "--url", one.url()}, files.settings(), {}, said);
  CHECK_FALSE(contains(right.err, "search path"));
}

TEST_CASE("what is made anew is granted again as the database has it; a note says what no downgrade gives back") {
  STERNA_NEEDS_SERVER();
  static constexpr auto first =
      migration("ae10aaaa01", "begin")
          .upgrade(create_table("user", column("id", integer, primary_key), column("name", text)),
                   create_view("names", "SELECT name FROM \"user\""),
                   create_function("f()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
                   grant("SELECT", on_table("names"), {"pg_monitor"}));
  static constexpr auto models =
      sterna::models(table("user", column("id", integer, primary_key), column("name", text)),
                     view("names", "SELECT id, name FROM \"user\""),
                     create_function("f()", "RETURNS bigint LANGUAGE sql AS 'SELECT 1'"));
  const database one;
  sterna::upgrade(sterna::history<first>, "heads", one.options());
  one.execute("GRANT SELECT ON names TO pg_signal_backend; REVOKE ALL ON FUNCTION f() FROM public");
  const folder files;
  const ran it = generate(one, files, sterna::history<first>, models);
  CHECK(it.code == 0);
  const std::string text = files.text(files.files());
  CHECK(contains(text, "grant(\"SELECT\", on_table(\"names\"), {\"pg_monitor\", \"pg_signal_backend\"})"));
  CHECK(contains(text, "revoke(\"EXECUTE\", on_function(\"f()\"), {\"public\"})"));
  const std::string unsaid = "note: the history has not said this, and a downgrade does not bring it back: ";
  CHECK(it.err == unsaid + "REVOKE EXECUTE ON FUNCTION f() FROM public\n" + unsaid +
                      "GRANT SELECT ON TABLE names TO pg_monitor, pg_signal_backend\n");
}

}  // namespace cli_live_test
