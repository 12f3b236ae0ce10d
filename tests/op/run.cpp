// SPDX-License-Identifier: BSL-1.0
#include "sql_of.hpp"

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
