// SPDX-License-Identifier: BSL-1.0
#include "cli/session.hpp"
#include "runtime/database.hpp"

#include <sterna/dsl.hpp>
#include <sterna/models/models.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace cli_command_check_test {

using namespace cli_tests;
using namespace sterna::dsl;
using runtime_tests::contains;
using runtime_tests::database;

namespace {

constexpr auto begin =
    migration("ae10aaaa01", "begin")
        .upgrade(
            create_table("user", column("id", integer, primary_key), column("name", text, server_default("x")),
                         column("made", timestamp_tz, server_default(sql("CURRENT_TIMESTAMP"))), check("name<>''")),
            create_index("ix_user_name", "user", {sql("lower(name)")}).where("name is not null"));
constexpr auto history = sterna::history<begin>;

constexpr auto same = sterna::models(
    table("user", column("id", integer, primary_key), column("name", text, server_default("x")),
          column("made", timestamp_tz, server_default(sql("CURRENT_TIMESTAMP"))), check("name<>''")),
    index("ix_user_name", "user", {sql("lower(name)")}).where("name is not null"));
constexpr auto other = sterna::models(table("user", column("id", integer, primary_key)));

ran check(const database* with, const sterna::models_view& models, std::vector<std::string> more = {}) {
  std::vector<std::string> words{"check"};
  if (with != nullptr) words.insert(words.end(), {"--url", with->url()});
  words.insert(words.end(), more.begin(), more.end());
  return run(history, words, {}, {}, models);
}

}  // namespace

TEST_CASE("history and models are compared without a database") {
  CHECK(check(nullptr, same, {"--offline"}).out == "No faults\n");
  CHECK(check(nullptr, {}, {"--offline"}).code == 0);
  const ran it = check(nullptr, other, {"--offline"});
  CHECK(it.code == 255);
  CHECK(it.out.empty());
  CHECK(contains(it.err, "FAILED: "));
  const ran told = check(nullptr, other, {"--json", "--offline"});
  CHECK(told.code == 255);
  CHECK(contains(told.out, "\"sound\": false"));
}

TEST_CASE("a database that is not at the head is not compared") {
  STERNA_NEEDS_SERVER();
  const database one;
  const ran it = check(&one, same);
  CHECK(it.code == 255);
  CHECK(it.out.empty());
  CHECK(
      it.err ==
      "FAILED: Target database is not up to date. It is at base, and 1 migration is pending: app-migrate upgrade heads "
      "applies what is pending; app-migrate stamp heads says that it is there already\n");
}

TEST_CASE("the differences of a database are listed") {
  STERNA_NEEDS_SERVER();
  const database one;
  sterna::upgrade(history, "heads", one.options());
  for (const sterna::models_view& models : {sterna::models_view(same), sterna::models_view{}}) {
    const ran agreed = check(&one, models);
    CHECK(agreed.code == 0);
    CHECK(agreed.out == "No faults, and the database agrees\n");
    CHECK(agreed.err.empty());
  }
  one.execute("ALTER TABLE \"user\" ALTER name SET DEFAULT 'y', ADD extra integer, DROP CONSTRAINT user_name_check; "
              "CREATE TABLE other (id integer); DROP INDEX ix_user_name; CREATE EXTENSION pg_trgm; "
              "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'select 1'");
  for (const sterna::models_view& models : {sterna::models_view(same), sterna::models_view{}}) {
    const ran it = check(&one, models);
    CHECK(it.code == 255);
    CHECK(it.out ==
          "table 'other' is left over\n"
          "index 'ix_user_name' of table 'user' is missing\n"
          "column 'name' of table 'user' has another default\n"
          "column 'extra' of table 'user' is left over\n"
          "constraint 'user_name_check' of table 'user' is missing\n"
          "function 'f' is left over\n");
    CHECK(contains(it.err, models.empty() ? "FAILED: The database is not what the history leads to: 6 differences"
                                          : "FAILED: The database is not what the models say: 6 differences"));
  }
  const ran told = check(&one, same, {"--json"});
  CHECK(told.code == 255);
  CHECK(contains(told.out, "\"table 'other' is left over\""));
  CHECK(check(&one, same, {"--offline"}).code == 0);
}

TEST_CASE("columns in another order are a note, and no difference") {
  STERNA_NEEDS_SERVER();
  const database one;
  one.execute("CREATE TABLE \"user\" (name text, age integer)");
  static constexpr auto first = migration("ae10aaaa01", "begin")
                                    .upgrade(create_table("user", column("age", integer), column("name", text)));
  static constexpr auto models = sterna::models(table("user", column("age", integer), column("name", text)));
  REQUIRE(run(sterna::history<first>, {"stamp", "heads", "--url", one.url()}, {}, {}, {}).code == 0);
  for (const sterna::models_view& wanted : {sterna::models_view(models), sterna::models_view{}}) {
    const ran it = run(sterna::history<first>, {"check", "--url", one.url()}, {}, {}, wanted);
    CHECK(it.out == "No faults, and the database agrees\n");
    CHECK(it.err == "note: columns stand in another order, which PostgreSQL cannot change and only statements mind "
                    "that name no columns: user ('name' where 'age' should be)\n");
    CHECK(it.code == 0);
  }
}

TEST_CASE("without models, who may do what is compared where the history has said something of it") {
  STERNA_NEEDS_SERVER();
  static constexpr auto first =
      migration("ae10aaaa01", "begin")
          .upgrade(create_table("user", column("id", integer, primary_key)),
                   create_view("ids", "SELECT id FROM \"user\""),
                   alter_default_privileges(grant("SELECT", on_tables, {"pg_monitor"})).in_schema("public"),
                   grant("SELECT, INSERT", on_table("user"), {"pg_monitor", "pg_read_all_stats"}),
                   create_table("post", column("id", integer)));
  static constexpr auto said = sterna::history<first>;
  const auto seen = [](const sterna::history_view& of, const database& with) {
    return run(of, {"check", "--url", with.url()}, {}, {}, {});
  };
  const database one;
  sterna::upgrade(said, "heads", one.options());
  CHECK(seen(said, one).out == "No faults, and the database agrees\n");
  CHECK(seen(said, one).err == "");
  one.execute("GRANT SELECT ON ids TO pg_signal_backend; REVOKE INSERT ON \"user\" FROM pg_monitor; "
              "REVOKE SELECT ON post FROM pg_monitor; GRANT USAGE ON SCHEMA public TO pg_signal_backend; "
              "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT INSERT ON TABLES TO pg_monitor");
  const ran it = seen(said, one);
  CHECK(it.code == 255);
  CHECK(it.out ==
        "privileges of 'pg_monitor' on 'public.new tables' have INSERT besides\n"
        "privileges of 'pg_monitor' on 'user' lack INSERT\n"
        "privileges of 'pg_signal_backend' on 'ids' have SELECT besides\n"
        "privileges of 'pg_monitor' on 'post' lack SELECT\n"
        "privileges of 'pg_signal_backend' on 'public' have USAGE besides\n");
  // a history that says nothing of it leaves it to others
  const database untold;
  sterna::upgrade(history, "heads", untold.options());
  untold.execute("GRANT SELECT ON \"user\" TO pg_monitor");
  CHECK(seen(history, untold).out == "No faults, and the database agrees\n");
}

}  // namespace cli_command_check_test
