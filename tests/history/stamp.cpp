// SPDX-License-Identifier: BSL-1.0
#include "graphs.hpp"

#include "sterna/history/stamp.hpp"

#include <doctest/doctest.h>

namespace history_stamp_test {

using namespace histories;

namespace {

std::string up_refused(const sterna::graph& g, const words& rows, const words& targets) {
  return refusal([&] { (void)sterna::plan_upgrade(g, rows, targets); });
}

std::string down_refused(const sterna::graph& g, const words& rows, std::string_view target) {
  return refusal([&] { (void)sterna::plan_downgrade(g, rows, target); });
}

}  // namespace

TEST_CASE("088: stamp the heads of a forest") {
  const drawing drawn({{"a1"}, {"a2", {"a1"}}, {"b1", {}, {}, {"b"}}, {"c1", {}, {}, {"c"}}, {"c2", {"c1"}}});
  CHECK(stamp(drawn.graph, {}, {"heads"}) == "insert a2; insert b1; insert c2 => a2 b1 c2");
  CHECK(stamp(drawn.graph, {"a2", "b1", "c2"}, {"heads"}) == " => a2 b1 c2");
}

TEST_CASE("089: stamp below two branches is one merge") {
  const words rows{"d1", "c2"};
  const words targets{"b"};
  const auto drawn = forked();
  const auto plan = sterna::stamp_steps(drawn->graph, rows, targets);
  REQUIRE(plan.size() == 1);
  CHECK(changes(plan[0]) == "delete d1, update c2 b");
  CHECK_FALSE(plan[0].up);
  CHECK(plan[0].revision == 1);
  CHECK(ids(drawn->graph, plan[0].from) == "d1 c2");
}

TEST_CASE("090: stamp within a branch leaves the others alone") {
  const auto drawn = forked();
  CHECK(stamp(drawn->graph, {"d1", "c2"}, {"c2branch@head"}) == "update c2 d2 => d1 d2");
  CHECK(stamp(drawn->graph, {"d1", "c2"}, {"c1branch@base"}) == "delete d1 => c2");
  CHECK(stamp(drawn->graph, {"d1", "c2"}, {"base"}) == "delete d1, delete c2 => ");
  CHECK(stamp(drawn->graph, {"d1"}, {"d2"}) == "insert d2 => d1 d2");
  CHECK(stamp(drawn->graph, {"b"}, {"d1", "d2"}) == "update b d1; insert d2 => d1 d2");
  CHECK(stamp(drawn->graph, {}, {"c1", "c2"}) == "insert c1; insert c2 => c1 c2");
  CHECK(stamp(merged()->graph, {"d1", "d2"}, {"heads"}) == "delete d1, update d2 f => f");
  CHECK(stamp(merged()->graph, {"f"}, {"d1", "d2"}) == "update f d1; insert d2 => d1 d2");
}

TEST_CASE("117: a row that the history does not know") {
  const auto drawn = chain();
  for (const std::string& said :
       {up_refused(drawn->graph, {"deadbeef"}, {"head"}), down_refused(drawn->graph, {"deadbeef"}, "base"),
        refusal([&] { (void)stamp(drawn->graph, {"deadbeef"}, {"c"}); })}) {
    CHECK(contains(said, "The database is at revision 'deadbeef', which this history does not know"));
    CHECK(contains(said, "purge"));
  }
  CHECK(stamp(drawn->graph, {"deadbeef"}, {"c"}, true) == "delete deadbeef; insert c => c");
  CHECK(stamp(drawn->graph, {"deadbeef", "a"}, {"base"}, true) == "delete deadbeef, delete a => ");
  CHECK(contains(up_refused(drawn->graph, {"a", "a"}, {"head"}), "more than once"));
}

TEST_CASE("118: ancestor and descendant both in the table") {
  const auto drawn = merged();
  for (const words& rows : {words{"a", "d1"}, words{"d1", "a"}, words{"a", "b", "d1"}}) {
    const words said_by_both{up_refused(drawn->graph, rows, {"head"}), down_refused(drawn->graph, rows, "base")};
    for (const std::string& said : said_by_both) {
      CHECK(contains(said, "holds both 'a' and 'd1'"));
      CHECK(contains(said, "stamp(history, \"d1\")"));
    }
    CHECK(stamp(drawn->graph, rows, {"d1"}).ends_with(" => d1"));
    CHECK(stamp(drawn->graph, rows, {"c2"}).ends_with(" => c2 d1"));  // repaired on the way
  }
  CHECK(stamp(drawn->graph, {"b", "d1"}, {"b"}) == "delete d1 => b");
}

TEST_CASE("stamping a revision takes the rows that it depends on or that depend on it") {
  const drawing drawn({{"a1"}, {"a2", {"a1"}}, {"b1"}, {"b2", {"b1"}, {"a1"}, {"bs"}}});
  CHECK(stamp(drawn.graph, {"a1", "b1"}, {"b2"}) == "delete a1, update b1 b2 => b2");
  CHECK(stamp(drawn.graph, {"b2"}, {"a1"}) == "update b2 a1 => a1");
  CHECK(stamp(drawn.graph, {"a2"}, {"b2"}) == "insert b2 => a2 b2");
  CHECK(contains(refusal([&] { (void)stamp(drawn.graph, {}, {"+1"}); }), "counts from what is applied"));
}

}  // namespace history_stamp_test
