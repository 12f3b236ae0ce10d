// SPDX-License-Identifier: BSL-1.0
#include "property/compare.hpp"

#include "runtime/database.hpp"

#include <doctest/doctest.h>

namespace history_property_test {

// Random sequences of ops: the replay accepts what PostgreSQL accepts and nothing else, knows afterwards what its
// catalogs say, and the reverse that it derives gives back what was there. property_probe.cpp runs it for longer.

TEST_CASE("the replay and PostgreSQL agree about random sequences of ops") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database database;
  sterna::connection db = database.connect();
  property::prepare(db);
  property::counts tally;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    property::sequence ops;
    if (auto found = property::try_one(db, seed, ops, tally)) {
      ops = property::shrunk(db, ops, *found);
      FAIL_CHECK("seed ", seed, ": ", property::told(ops, *found));
      break;
    }
  }
  CHECK(tally.accepted > tally.ops / 4);  // else nothing much was compared
  CHECK(tally.reversed > tally.accepted / 2);
}

TEST_CASE("a disagreement is seen") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database database;
  sterna::connection db = database.connect();
  property::prepare(db);
  // ops that the replay plays, and the same ops without a part of them for the server
  property::op_spec table;
  table.record.what = sterna::op_kind::create_table;
  table.record.table = "alpha";
  property::column_spec column;
  column.record.id = "a";
  column.record.has_type = true;
  column.record.type = sterna::dsl::integer;
  table.columns = {column};
  property::op_spec drop;
  drop.record.what = sterna::op_kind::drop_table;
  drop.record.table = "alpha";
  CHECK_FALSE(property::compare(db, {table, drop, table}));

  auto told = property::play({table});
  told[0].found.what = sterna::fault::table_exists;
  auto found = property::compare(db, {table}, told);
  REQUIRE(found);
  CHECK(found->kind.find("refused by the replay only") != std::string::npos);

  told = property::play({table, drop, table});
  property::sequence again{table, table};
  found = property::compare(db, again, {told[0], told[2]});
  REQUIRE(found);
  CHECK(found->kind.find("accepted by the replay only, 42P07") != std::string::npos);

  told = property::play({table});
  told[0].state = "nothing\n";
  found = property::compare(db, {table}, told);
  REQUIRE(found);
  CHECK(found->kind.find("another state") != std::string::npos);

  told = property::play({table});
  told[0].reverse = {"SELECT 1"};
  found = property::compare(db, {table}, told);
  REQUIRE(found);
  CHECK(found->kind.find("reverse does not restore") != std::string::npos);
}

}  // namespace history_property_test
