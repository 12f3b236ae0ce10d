// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

#include <sterna/history/explain.hpp>

namespace op_run_test {

using namespace sterna::dsl;

namespace {

void fill(sterna::connection& db) { db.execute("INSERT INTO t VALUES ($1), ($2)", 1, 2); }
void empty(sterna::connection& db) { db.execute("DELETE FROM t"); }

constexpr auto both = run(fill).reverse(empty);

}  // namespace

static_assert(renders_as(run(fill), ""), "there is nothing to write");
static_assert([] {
  const sterna::script_builder made = sterna::decoded(both.view());
  const sterna::operation& op = made.view().operations[0];
  return op.host == fill && op.reverse_host == empty;
}());

TEST_CASE("run writes no SQL") {
  CHECK(sql_of(run(fill)).empty());
  CHECK(sql_of(run([](sterna::connection&) {})).empty());
}

TEST_CASE("run without reverse cannot be undone") { CHECK(undo_of(run(fill)) == "cannot be derived"); }

TEST_CASE("run with reverse: the other function, and the other way round") {
  const auto down = derived_from(both.view());
  REQUIRE(down.underivable == 0);
  const sterna::script ops = down.ops.view();
  REQUIRE(ops.operations.size() == 1);
  CHECK((ops.operations[0].host == empty));
  CHECK((ops.operations[0].reverse_host == fill));
  CHECK(sterna::verb_of(ops.operations[0]).word == "run");
}

TEST_CASE("run with offline_sql: the function stays what is run, and the downgrade has the other text") {
  constexpr auto word = run(fill).reverse(empty).offline_sql("INSERT INTO t VALUES (1), (2)", "DELETE FROM t").as();
  static_assert(renders_as(word, ""));
  const sterna::script_builder made = sterna::decoded(word.view());
  const sterna::operation& op = made.view().operations[0];
  CHECK((op.host == fill));
  CHECK(op.sql == "INSERT INTO t VALUES (1), (2)");
  const auto down = derived_from(word.view());
  REQUIRE(down.underivable == 0);
  CHECK((down.ops.view().operations[0].host == empty));
  CHECK(down.ops.view().operations[0].sql == "DELETE FROM t");
  CHECK(down.ops.view().operations[0].reverse_sql == op.sql);
  CHECK(undo_of(run(fill).offline_sql("SELECT 1")) == "cannot be derived");
}

TEST_CASE("run with offline_sql: a text that cannot be in a migration is found as in execute") {
  const auto fault_of = [](const auto& word) {
    const auto made = migration("a", "a").upgrade(word);
    const sterna::revision all[] = {made.view()};
    const sterna::history_view history{all};
    return sterna::explain(sterna::check(history), history);
  };
  CHECK(fault_of(run(fill).reverse(empty).offline_sql("SELECT 1", "SELECT 2")).empty());
  CHECK(fault_of(run(fill).reverse(empty).offline_sql("COMMIT")).find("run: the SQL text contains 'COMMIT'") !=
        std::string::npos);
  CHECK(fault_of(run(fill).reverse(empty).offline_sql("SELECT 1", "SELECT 'a")).find("unterminated quote") !=
        std::string::npos);
}

TEST_CASE("run: both functions work on a server") {
  live_schema db;
  if (!db) return;
  CHECK(db.accepts("CREATE TABLE t (a integer)"));
  const sterna::script_builder made = sterna::decoded(both.view());
  made.view().operations[0].host(db.connection());
  CHECK(db.one("SELECT count(*) FROM t") == "2");
  made.view().operations[0].reverse_host(db.connection());
  CHECK(db.one("SELECT count(*) FROM t") == "0");
}

}  // namespace op_run_test
