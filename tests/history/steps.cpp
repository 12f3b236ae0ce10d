// SPDX-License-Identifier: BSL-1.0
#include "graphs.hpp"

#include "sterna/history/range.hpp"

#include <doctest/doctest.h>

namespace history_steps_test {

using namespace histories;

namespace {

std::string up_refused(const sterna::graph& g, const words& rows, const words& targets) {
  return refusal([&] { (void)sterna::plan_upgrade(g, rows, targets); });
}

std::string down_refused(const sterna::graph& g, const words& rows, std::string_view target) {
  return refusal([&] { (void)sterna::plan_downgrade(g, rows, target); });
}

}  // namespace

TEST_CASE("055: upgrade e from c") {
  const auto drawn = chain();
  const words rows{"c"};
  const words targets{"e"};
  const auto plan = sterna::plan_upgrade(drawn->graph, rows, targets);
  CHECK(runs(drawn->graph, plan) == "+d +e");
  CHECK(rows_after(rows, plan) == "e");
  CHECK(changes(plan[0]) == "update c d");
  CHECK(ids(drawn->graph, plan[0].from) == "c");
  CHECK(ids(drawn->graph, plan[0].to) == "d");
}

TEST_CASE("056: upgrade c from nothing") {
  const auto drawn = chain();
  CHECK(up(drawn->graph, {}, {"c"}) == "+a +b +c => c");
  const words targets{"a"};
  const auto plan = sterna::plan_upgrade(drawn->graph, {}, targets);
  CHECK(changes(plan[0]) == "insert a");
  CHECK(plan[0].from.empty());
}

TEST_CASE("057: +2 from a, +1 from a, +3 from b, +n from nothing") {
  const auto drawn = chain();
  CHECK(up(drawn->graph, {"a"}, {"+2"}) == "+b +c => c");
  CHECK(up(drawn->graph, {"a"}, {"+1"}) == "+b => b");
  CHECK(up(drawn->graph, {"b"}, {"+3"}) == "+c +d +e => e");
  CHECK(up(drawn->graph, {}, {"+2"}) == "+a +b => b");
}

TEST_CASE("058: b+2 and d-2 from a") {
  const auto drawn = chain();
  CHECK(up(drawn->graph, {"a"}, {"b+2"}) == "+b +c +d => d");
  CHECK(up(drawn->graph, {"a"}, {"d-2"}) == "+b => b");
  CHECK(up(drawn->graph, {"a"}, {"head-1"}) == "+b +c +d => d");
}

TEST_CASE("059: upgrades that do not produce their migrations") {
  const auto drawn = chain();
  CHECK(up_refused(drawn->graph, {"b"}, {"-2"}) == "Relative revision -2 didn't produce 2 migrations");
  CHECK(up_refused(drawn->graph, {"b"}, {"+5"}) == "Relative revision +5 didn't produce 5 migrations");
  CHECK(contains(up_refused(drawn->graph, {"b"}, {"+0"}), "moves nowhere"));
  CHECK(contains(up_refused(drawn->graph, {"b"}, {"heads+1"}), "Walked too far"));
}

TEST_CASE("060: downgrades by steps") {
  const auto drawn = chain();
  CHECK(down(drawn->graph, {"c"}, "-1") == "-c => b");
  CHECK(down(drawn->graph, {"e"}, "-3") == "-e -d -c => b");
  CHECK(down(drawn->graph, {"d"}, "a+2") == "-d => c");
  CHECK(down(drawn->graph, {"d"}, "c-2") == "-d -c -b => a");
  CHECK(down(drawn->graph, {"b"}, "-2") == "-b -a => ");
  CHECK(down(drawn->graph, {"b"}, "a-1") == "-b -a => ");
  const words rows{"c"};
  const auto plan = sterna::plan_downgrade(drawn->graph, rows, "b");
  CHECK(changes(plan[0]) == "update c b");
  CHECK(ids(drawn->graph, plan[0].from) == "c");
  CHECK(ids(drawn->graph, plan[0].to) == "b");
}

TEST_CASE("061: downgrades that do not produce their migrations") {
  const auto drawn = chain();
  CHECK(down_refused(drawn->graph, {"b"}, "-5") == "Relative revision -5 didn't produce 5 migrations");
  CHECK(down_refused(drawn->graph, {"b"}, "+2") == "Relative revision +2 didn't produce 2 migrations");
  CHECK(down_refused(drawn->graph, {}, "-1") == "Relative revision -1 didn't produce 1 migrations");
  CHECK(contains(down_refused(drawn->graph, {"b"}, "b-5"), "Walked too far"));
  CHECK(contains(down_refused(drawn->graph, {"b"}, "-0"), "moves nowhere"));
}

TEST_CASE("062: downgrade base from nothing") {
  CHECK(down(chain()->graph, {}, "base") == " => ");
  CHECK(down(chain()->graph, {"c"}, "base") == "-c -b -a => ");
}

TEST_CASE("063: downgrade to where it is") {
  CHECK(down(chain()->graph, {"a"}, "a") == " => a");
  CHECK(down(chain()->graph, {"e"}, "e") == " => e");
  CHECK(down(chain()->graph, {"e"}, "head") == " => e");
}

TEST_CASE("064: downgrade to what is not applied") {
  CHECK(down_refused(chain()->graph, {"b"}, "c") ==
        "Destination c is not a valid downgrade target from current head(s)");
  CHECK(contains(down_refused(chain()->graph, {}, "a"), "not a valid downgrade target"));
}

TEST_CASE("065: upgrade both heads of a fork, one branch wholly before the other") {
  CHECK(up(forked()->graph, {"a"}, {"d1", "d2"}) == "+b +c1 +d1 +c2 +d2 => d1 d2");
  CHECK(up(forked()->graph, {"a"}, {"heads"}) == "+b +c1 +d1 +c2 +d2 => d1 d2");
  CHECK(up(forked()->graph, {"d1", "d2"}, {"b"}) == " => d1 d2");
  CHECK(contains(up_refused(forked()->graph, {"a"}, {"head"}), "Multiple head revisions"));
}

TEST_CASE("066: downgrade a fork to below it") {
  CHECK(down(forked()->graph, {"d1", "d2"}, "a") == "-d2 -c2 -d1 -c1 -b => a");
}

TEST_CASE("067: label@+n") {
  const auto drawn = forked();
  CHECK(up(drawn->graph, {"c1"}, {"c2branch@+1"}) == "+c2 => c1 c2");
  CHECK(up(drawn->graph, {"c1", "c2"}, {"c2branch@+1"}) == "+d2 => c1 d2");
  CHECK(up(drawn->graph, {"c1"}, {"c2branch@+2"}) == "+c2 +d2 => c1 d2");
  CHECK(up(drawn->graph, {}, {"c2branch@+3"}) == "+a +b +c2 => c2");
  CHECK(up_refused(drawn->graph, {"d1", "c2"}, {"c1branch@+1"}) ==
        "Relative revision +1 didn't produce 1 migrations");
}

TEST_CASE("068: +1 from several current revisions") {
  CHECK(contains(up_refused(forked()->graph, {"c1", "c2"}, {"+1"}),
                 "Ambiguous upgrade from multiple current revisions"));
  CHECK(contains(up_refused(forked()->graph, {"b"}, {"+1"}), "Ambiguous walk"));
  CHECK(contains(up_refused(forked()->graph, {"a"}, {"+2"}), "Ambiguous walk"));
}

TEST_CASE("069: c2branch@head-1 from b") {
  CHECK(up(forked()->graph, {"b"}, {"c2branch@head-1"}) == "+c2 => c2");
}

TEST_CASE("070: downgrade c2branch@base+2") {
  CHECK(down(forked()->graph, {"d1", "d2"}, "c2branch@base+2") == "-d2 -c2 => d1");
}

TEST_CASE("071: downgrade base+2") {
  CHECK(down(forked()->graph, {"d1", "d2"}, "base+2") == "-d2 -c2 -d1 -c1 => b");
}

TEST_CASE("072: c1branch@-1, and -1 from several heads") {
  const auto drawn = forked();
  CHECK(down(drawn->graph, {"d1", "d2"}, "c1branch@-1") == "-d1 => c1 d2");
  CHECK(down(drawn->graph, {"d1", "d2"}, "c1branch@-2") == "-d1 -c1 => d2");
  CHECK(contains(down_refused(drawn->graph, {"d1", "d2"}, "-1"), "Ambiguous downgrade"));
  CHECK(contains(down_refused(drawn->graph, {"d1", "d2"}, "b@-1"), "Ambiguous downgrade"));
  // a branch of which nothing is applied must not undo what it shares with another
  CHECK(down_refused(drawn->graph, {"d1"}, "c2branch@-1") == "Relative revision -1 didn't produce 1 migrations");
  CHECK(down(drawn->graph, {"b"}, "c2branch@-1") == "-b => a");
}

TEST_CASE("073: downgrade c2branch@b, and a revision as the name of a branch") {
  CHECK(down(forked()->graph, {"c1", "d2"}, "c2branch@b") == "-d2 -c2 => c1");
  CHECK(down(forked()->graph, {"c1", "d2"}, "c2@b") == "-d2 -c2 => c1");
  CHECK(down(forked()->graph, {"c1", "d2"}, "d2@b") == "-d2 -c2 => c1");
  CHECK(contains(down_refused(forked()->graph, {"c1", "d2"}, "c2branch@c1"), "not a member of branch 'c2branch'"));
}

TEST_CASE("074: upgrade through a merge") {
  const auto drawn = merged();
  CHECK(up(drawn->graph, {"b"}, {"f"}) == "+c1 +d1 +c2 +d2 +e +f => f");
  const words rows{"d1", "d2"};
  const words targets{"e"};
  const auto plan = sterna::plan_upgrade(drawn->graph, rows, targets);
  CHECK(changes(plan[0]) == "delete d1, update d2 e");
  CHECK(ids(drawn->graph, plan[0].from) == "d1 d2");
  CHECK(up(drawn->graph, {"d1", "d2"}, {"c1branch@+1"}) == "+e => e");
}

TEST_CASE("075: downgrade through a merge") {
  const auto drawn = merged();
  CHECK(down(drawn->graph, {"f"}, "b") == "-f -e -d2 -c2 -d1 -c1 => b");
  const words rows{"e"};
  const auto plan = sterna::plan_downgrade(drawn->graph, rows, "c1branch@-1");
  REQUIRE(plan.size() == 1);
  CHECK(changes(plan[0]) == "insert d1, update e d2");
  CHECK(ids(drawn->graph, plan[0].to) == "d1 d2");
  CHECK(contains(down_refused(drawn->graph, {"e"}, "-1"), "Ambiguous walk"));
  CHECK(down(drawn->graph, {"f"}, "-1") == "-f => e");
}

TEST_CASE("076: a merge when one side is already ahead keeps that side's row") {
  const drawing drawn({{"a1"}, {"b1"}, {"b2", {"b1"}, {}, {"ahead"}}, {"m", {"a1", "b1"}}});
  CHECK(up(drawn.graph, {"a1", "b2"}, {"m"}) == "+m => b2 m");
  CHECK(up(drawn.graph, {"b2"}, {"m"}) == "+a1 +m => b2 m");
  CHECK(down(drawn.graph, {"b2", "m"}, "m@b1") == "-m => a1 b2");
}

TEST_CASE("077: downgrade a merge of three to one side") {
  const drawing drawn({{"base0"}, {"a", {"base0"}}, {"b", {"base0"}}, {"c", {"base0"}, {"a"}}, {"m", {"a", "b", "c"}}});
  CHECK(down(drawn.graph, {"m"}, "b") == "-m => b c");  // a is implied by c
  const drawing plain({{"a"}, {"b"}, {"c"}, {"m", {"a", "b", "c"}}});
  const words rows{"m"};
  const auto plan = sterna::plan_downgrade(plain.graph, rows, "a");
  CHECK(changes(plan[0]) == "insert a, insert b, update m c");
}

TEST_CASE("078: twin merges of the same parents") {
  const drawing drawn({{"a"}, {"b"}, {"m1", {"a", "b"}, {}, {"one"}}, {"m2", {"a", "b"}, {}, {"two"}}});
  CHECK(up(drawn.graph, {"a", "b"}, {"heads"}) == "+m1 +m2 => m1 m2");
  CHECK(contains(down_refused(drawn.graph, {"m1", "m2"}, "one@-1"), "Ambiguous walk"));
  CHECK(down(drawn.graph, {"m1", "m2"}, "one@a") == "-m1 => m2");  // m2 still implies both parents
  CHECK(down(drawn.graph, {"m2"}, "a") == "-m2 => a b");
  CHECK(down(drawn.graph, {"m1", "m2"}, "a") == "-m2 -m1 => a b");
}

TEST_CASE("079: a dependency's chain comes first, and its row goes") {
  const drawing drawn({{"a"}, {"b", {"a"}}, {"c1", {"b"}}, {"c2", {"b"}, {"c1"}}, {"d1", {"c1"}, {}, {"one"}}});
  CHECK(up(drawn.graph, {}, {"c2"}) == "+a +b +c1 +c2 => c2");
  const words rows{"c1"};
  const words targets{"c2"};
  const auto plan = sterna::plan_upgrade(drawn.graph, rows, targets);
  CHECK(changes(plan[0]) == "update c1 c2");
  CHECK(ids(drawn.graph, plan[0].from) == "b");  // the arrow shows parents only
}

TEST_CASE("080: what a dependent implies gets no row back") {
  const drawing drawn({{"a"}, {"b", {"a"}}, {"c1", {"b"}}, {"c2", {"b"}, {"c1"}}, {"d1", {"c1"}, {}, {"one"}}});
  CHECK(down(drawn.graph, {"c2", "d1"}, "c1") == "-d1 => c2");
  CHECK(down(drawn.graph, {"c2", "d1"}, "d1@-1") == "-d1 => c2");
  CHECK(down(drawn.graph, {"c2"}, "c1") == " => c2");
  CHECK(down(drawn.graph, {"c2"}, "-1") == "-c2 => c1");
}

TEST_CASE("081: d1@base gives rows back only to what d1 alone implied") {
  const drawing drawn({{"a1"}, {"a2", {"a1"}}, {"a3", {"a2"}}, {"b1"}, {"b2", {"b1"}}, {"c1"},
                       {"m", {"a3", "c1"}}, {"d1", {}, {"a3", "b2", "c1"}, {"dlabel"}}});
  CHECK(up(drawn.graph, {}, {"heads"}).ends_with(" => d1 m"));
  CHECK(down(drawn.graph, {"m", "d1"}, "d1@base") == "-d1 => b2 m");
  CHECK(down(drawn.graph, {"m", "d1"}, "dlabel@-1") == "-d1 => b2 m");
}

TEST_CASE("082: crisscross dependencies") {
  const drawing drawn({{"a1"}, {"b1", {}, {"a1"}}, {"a2", {"a1"}}, {"b2", {"b1"}, {"a2"}, {"bs"}},
                       {"a3", {"a2"}, {"b1"}}});
  CHECK(up(drawn.graph, {}, {"heads"}).ends_with(" => a3 b2"));
  CHECK(down(drawn.graph, {"a3", "b2"}, "b1") == "-b2 => a3");
}

TEST_CASE("083: a dependency equal to the own parent") {
  const drawing drawn({{"a"}, {"b", {"a"}, {"a"}}, {"c", {"b"}, {"a", "b"}}});
  CHECK(up(drawn.graph, {}, {"c"}) == "+a +b +c => c");
  CHECK(down(drawn.graph, {"c"}, "-2") == "-c -b => a");
  CHECK(down(drawn.graph, {"c"}, "base") == "-c -b -a => ");
}

TEST_CASE("084: a redundant dependency of an ancestor is not resurrected") {
  const drawing drawn({{"a1"}, {"b1", {}, {"a1"}}, {"b2", {"b1"}, {"a1"}}, {"b3", {"b2"}, {"a1"}}});
  CHECK(down(drawn.graph, {"b3"}, "b2") == "-b3 => b2");
  CHECK(down(drawn.graph, {"b3"}, "b1") == "-b3 -b2 => b1");
  CHECK(down(drawn.graph, {"b3"}, "b1@base") == "-b3 -b2 -b1 => a1");
}

TEST_CASE("085: unmerging what one side depends on") {
  const drawing drawn({{"a1"}, {"b1", {}, {"a1"}}, {"m", {"a1", "b1"}}});
  CHECK(down(drawn.graph, {"m"}, "b1") == "-m => b1");
  CHECK(up(drawn.graph, {}, {"head"}) == "+a1 +b1 +m => m");
}

TEST_CASE("086: a dependency by label is applied first") {
  const drawing drawn({{"b1", {}, {"alabel"}}, {"a1", {}, {}, {"alabel"}}, {"a2", {"a1"}}});
  CHECK(up(drawn.graph, {}, {"b1"}) == "+a1 +b1 => b1");
}

TEST_CASE("087: x@-1 undoes dependents too") {
  const drawing drawn({{"x1", {}, {}, {"x"}}, {"y1", {}, {}, {"y"}}, {"y2", {"y1"}, {"x1"}}});
  CHECK(down(drawn.graph, {"y2"}, "x@-1") == "-y2 -x1 => y1");
  CHECK(down(drawn.graph, {"y2"}, "x@base") == "-y2 -x1 => y1");
}

TEST_CASE("088: heads of a forest") {
  const drawing drawn({{"a1"}, {"a2", {"a1"}}, {"b1", {}, {}, {"b"}}, {"c1", {}, {}, {"c"}}, {"c2", {"c1"}}});
  CHECK(up(drawn.graph, {}, {"heads"}) == "+a1 +a2 +b1 +c1 +c2 => a2 b1 c2");
  CHECK(up(drawn.graph, {"a2", "b1", "c2"}, {"heads"}) == " => a2 b1 c2");
  CHECK(contains(up_refused(drawn.graph, {}, {"+1"}), "Ambiguous walk"));
  CHECK(up(drawn.graph, {}, {"c@+1"}) == "+c1 => c1");
}

TEST_CASE("091: a label reaches down to the fork and up to every descendant") {
  CHECK(up(forked()->graph, {}, {"c1branch@head"}) == "+a +b +c1 +d1 => d1");
  CHECK(up(merged()->graph, {"d1"}, {"c1branch@head"}) == "+c2 +d2 +e +f => f");
}

TEST_CASE("099: requested revisions that overlap") {
  const auto drawn = chain();
  CHECK(up_refused(drawn->graph, {}, {"a", "c"}) == "Requested revision c overlaps with other requested revisions a");
  CHECK(up_refused(drawn->graph, {}, {"c", "a"}) == "Requested revision c overlaps with other requested revisions a");
  CHECK(up(drawn->graph, {}, {"b", "b"}) == "+a +b => b");
  CHECK(contains(refusal([&] {
          const words targets{"a", "c"};
          (void)sterna::stamp_steps(drawn->graph, {}, targets);
        }),
                 "overlaps"));
}

TEST_CASE("100: ranges are for offline scripts, and go one way") {
  const auto drawn = forked();
  const auto& g = drawn->graph;
  const auto range = [&](std::string_view text, bool rise) { return runs(g, sterna::plan_range(g, text, rise)); };
  const auto refused = [&](std::string_view text, bool rise) { return refusal([&] { (void)range(text, rise); }); };
  CHECK(range("a:d1", true) == "+b +c1 +d1");
  CHECK(range("c1", true) == "+a +b +c1");
  CHECK(range(":c1", true) == "+a +b +c1");
  CHECK(range("base:c1", true) == "+a +b +c1");
  CHECK(range("a:+1", true) == "+b");
  CHECK(range("c1,c2:d1", true) == "+d1");
  CHECK(range("c1, c2:d2", true) == "+d2");
  CHECK(range("c1,c2:heads", true) == "+d1 +d2");
  CHECK(range("c1,c2:b", false) == "-c2 -c1");
  CHECK(contains(refused("c1,a:d1", true), "implied by"));
  CHECK(range("d1:b", false) == "-d1 -c1");
  CHECK(range("d1:base", false) == "-d1 -c1 -b -a");
  CHECK(range("d1:-2", false) == "-d1 -c1");
  CHECK(range("c2:d1", true) == "+c1 +d1");  // of a database that is at the other branch
  CHECK(range("d1:d1", true).empty());
  CHECK(contains(refused("d1:a", true), "Requested range d1:a leads down; 'downgrade d1:a --sql' undoes"));
  CHECK(contains(refused("d1:base", true), "leads down"));
  CHECK(contains(refused("a:d1", false), "does not refer to ancestor/descendant revisions along the same branch"));
  CHECK(contains(refused("c2:d1", false), "does not refer"));
  CHECK(contains(refused("d1", false), "<fromrev>:<torev>"));
  CHECK(contains(up_refused(g, {}, {"a:b"}), "Range revision not allowed"));
  CHECK(contains(down_refused(g, {}, "a:b"), "Range revision not allowed"));
}

TEST_CASE("101: an empty tree") {
  const drawing drawn({});
  CHECK(up(drawn.graph, {}, {"head"}) == " => ");
  CHECK(up(drawn.graph, {}, {"heads"}) == " => ");
  CHECK(down(drawn.graph, {}, "base") == " => ");
  CHECK(stamp(drawn.graph, {}, {"heads"}) == " => ");
}

}  // namespace history_steps_test
