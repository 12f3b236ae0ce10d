// SPDX-License-Identifier: BSL-1.0
// Programs that know the old name and programs that know the new one write all the time while a column gets another
// name, another one another type, and the table too is renamed.

#include "database.hpp"

#include <atomic>
#include <string>
#include <thread>

namespace runtime_expand_contract_test {

using namespace runtime_tests;
using namespace sterna::dsl;

namespace {

constexpr auto begin =
    migration("a", "begin")
        .upgrade(create_table("user", column("id", big_integer, primary_key), column("name", string(50), not_null),
                              column("visits", integer, server_default(0))));
constexpr auto expand = migration("b", "expand").revises("a").upgrade(
    expand_column("user", "name", column("full_name", text)).forward("upper(name)").backward("lower(full_name)"),
    expand_column("user", "visits", column("visits_big", big_integer)));
constexpr auto fill = migration("c", "backfill").revises("b").upgrade(
    execute("UPDATE \"user\" SET full_name = upper(name) WHERE full_name IS NULL").as(),
    execute("UPDATE \"user\" SET visits_big = visits WHERE visits_big IS NULL").as());
constexpr auto contract = migration("d", "contract").revises("c").upgrade(
    contract_column("user", "name", "full_name"), contract_column("user", "visits", "visits_big").keep_name());
constexpr auto person = migration("e", "person").revises("d").upgrade(rename_table("user", "person").keep_view());
constexpr auto line = sterna::history<begin, expand, fill, contract, person>;

/// A program: the same statements again and again, on a session of its own, until it is told to stop.
class program {
 public:
  program(const database& db, std::string insert, std::string update)
      : thread_([this, &db, insert = std::move(insert), update = std::move(update)] {
          try {
            sterna::connection session = db.connect();
            while (!stop_) {
              const auto id = session.execute(insert)[0][0].as<long long>();
              session.execute(update, id);
              session.execute(update, 1 + id / 2);  // of whoever has made it
              ++rounds_;
            }
          } catch (const sterna::error& e) {
            problem_ = e.what();
          }
        }) {}
  program(const program&) = delete;
  program& operator=(const program&) = delete;
  ~program() {
    stop_ = true;
    thread_.join();
    CHECK(problem_ == "");
  }
  /// Waits until it has gone round some more times, or has failed.
  void work() const {
    const int enough = rounds_ + 10;
    for (int i = 0; rounds_ < enough && i < 500; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    CHECK(rounds_ >= enough);
  }

 private:
  std::atomic<bool> stop_ = false;
  std::atomic<int> rounds_ = 0;
  std::string problem_{};
  std::thread thread_;
};

}  // namespace

TEST_CASE("expand, backfill, contract: no program fails, and both columns say the same") {
  STERNA_NEEDS_SERVER();
  const database db;
  const sterna::options chosen = db.options();
  CHECK(applied(sterna::upgrade(line, "a", chosen)) == "a");
  db.execute("INSERT INTO \"user\" (name, visits) SELECT 'u' || n, n FROM generate_series(1, 2000) n");
  const std::string out_of_step =
      "SELECT count(*) FROM \"user\" WHERE (full_name, visits_big::text) IS DISTINCT FROM (upper(name), visits::text)";
  {
    const program fresh(db, "INSERT INTO \"user\" (name) VALUES ('new') RETURNING id",
                        "UPDATE \"user\" SET visits = visits + 1 WHERE id = $1");
    const program old(
        db, "INSERT INTO \"user\" (name, visits) VALUES ('ann', 1) RETURNING id",
        "UPDATE \"user\" SET name = name || 'x', visits = visits + 1 WHERE id = $1 AND length(name) < 50");
    old.work();
    CHECK(applied(sterna::upgrade(line, "b", chosen)) == "b");
    const program young(db, "INSERT INTO \"user\" (full_name, visits_big) VALUES ('BOB', 2) RETURNING id",
                        "UPDATE \"user\" SET full_name = 'C' || full_name WHERE id = $1 AND length(full_name) < 50");
    young.work();
    old.work();
    CHECK(applied(sterna::upgrade(line, "c", chosen)) == "c");
    young.work();
    old.work();
    fresh.work();
    CHECK(db.ask(out_of_step) == "0");
  }
  CHECK(db.ask("SELECT visits FROM \"user\" WHERE id = 2000") != "");
  const std::string values = "SELECT string_agg(lower(full_name) || visits, ' ' ORDER BY id) FROM \"user\"";
  const std::string before = db.ask(values);
  {
    const program young(db, "INSERT INTO \"user\" (full_name, visits) VALUES ('BOB', 2) RETURNING id",
                        "UPDATE \"user\" SET visits = visits + 1 WHERE id = $1 AND id > 1000000");
    young.work();
    CHECK(applied(sterna::migrate_to_head(line, chosen)) == "d e");
    young.work();
  }
  CHECK(db.columns("person") == "id full_name visits");
  CHECK(db.ask("SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = 'person'::regclass AND attname = "
               "'visits'") == "bigint");
  CHECK(db.ask("SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'") ==
        "0");
  CHECK(applied(sterna::downgrade(line, "b", chosen)) == "-e -d -c");
  CHECK(db.ask(out_of_step) == "0");
  CHECK(db.ask(values).starts_with(before.substr(0, 1000)));
  CHECK(applied(sterna::downgrade(line, "a", chosen)) == "-b");
  CHECK(db.columns("user") == "id visits name");  // what comes back stands last
  CHECK(applied(sterna::migrate_to_head(line, chosen)) == "b c d e");
}

TEST_CASE("expand, contract: the plan says what is lost, and what programs fail") {
  STERNA_NEEDS_SERVER();
  const database db;
  const auto all = sterna::plan(line, "head", db.options());
  REQUIRE(all.size() == 5);
  const auto notices = [&](std::size_t i) {
    std::string said;
    for (const auto& statement : all[i].statements) {
      for (const std::string& each : statement.notices) {
        said += each + "\n";
      }
    }
    return said;
  };
  CHECK_FALSE(contains(notices(1), "column_renamed"));
  CHECK(contains(notices(3), "column_dropped: the values of column 'name' of table 'user' are lost"));
  CHECK_FALSE(contains(notices(4), "table_renamed"));
  CHECK(contains(sterna::sql(line, "d:downgrade"), "UPDATE \"user\" SET name = (lower(full_name));\n"));
}

}  // namespace runtime_expand_contract_test
