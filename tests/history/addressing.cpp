// SPDX-License-Identifier: BSL-1.0
#include "graphs.hpp"

#include "sterna/history/addressing.hpp"

#include <doctest/doctest.h>

namespace history_addressing_test {

using namespace histories;

namespace {

std::string found(const sterna::graph& g, std::string_view symbol) { return ids(g, sterna::resolve(g, symbol)); }

std::string refused(const sterna::graph& g, std::string_view symbol) {
  return refusal([&] { (void)sterna::resolve(g, symbol); });
}

std::unique_ptr<drawing> hashes() {
  return std::make_unique<drawing>(std::vector<node>{{"ae10aaaa01"},
                                                     {"27c6bbbb02", {"ae10aaaa01"}},
                                                     {"1975cccc03", {"27c6bbbb02"}, {}, {"users"}},
                                                     {"5550dddd04", {"27c6bbbb02"}, {}, {"orders"}},
                                                     {"5551dddd05", {"5550dddd04"}},
                                                     {"555", {"5551dddd05"}}});
}

}  // namespace

TEST_CASE("058: steps from a named revision") {
  const auto drawn = chain();
  const auto& g = drawn->graph;
  CHECK(found(g, "b+2") == "d");
  CHECK(found(g, "d-2") == "b");
  CHECK(found(g, "base+2") == "b");
  CHECK(found(g, "head-1") == "d");
  CHECK(found(g, "a-1").empty());
  CHECK(contains(refused(g, "d+2"), "Walked too far"));
  CHECK(contains(refused(g, "a-2"), "Walked too far"));
  CHECK(contains(refused(g, "base-1"), "Walked too far"));
  CHECK(contains(refused(g, "heads+1"), "Walked too far"));
  CHECK(contains(refused(g, "b+0"), "moves nowhere"));
  CHECK(contains(refused(g, "b+x"), "Can't locate revision identified by 'b+x'"));
  CHECK(contains(refused(g, "b+"), "Can't locate revision identified by 'b+'"));
  CHECK(contains(refused(g, "b+99999999999999999999"), "Walked too far"));
  CHECK(contains(refused(g, "+2"), "counts from what is applied"));
}

TEST_CASE("069: steps from a branch's head") {
  const auto drawn = forked();
  const auto& g = drawn->graph;
  CHECK(found(g, "c2branch@head-1") == "c2");
  CHECK(found(g, "c2branch@base+3") == "c2");
  CHECK(found(g, "c2branch@b+1") == "c2");
  CHECK(contains(refused(g, "b+1"), "Ambiguous walk"));
  CHECK(contains(refused(g, "base+3"), "Ambiguous walk"));
  CHECK(contains(refused(g, "heads-1"), "Multiple head revisions"));
  const auto again = merged();
  CHECK(contains(refused(again->graph, "f-2"), "Ambiguous walk"));
  CHECK(found(again->graph, "c1branch@f-2") == "d1");
}

TEST_CASE("088: head, heads and base") {
  const auto drawn = forked();
  const auto& g = drawn->graph;
  CHECK(found(g, "heads") == "d1 d2");
  CHECK(found(g, "base").empty());
  CHECK(refused(g, "head").starts_with(
      "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, "
      "'<branchname>@head' to narrow to a specific head, or 'heads' for all heads"));
  CHECK(found(g, "c1branch@head") == "d1");
  CHECK(found(g, "c1branch@heads") == "d1");
  CHECK(found(g, "d2@head") == "d2");
  CHECK(found(g, "b@heads") == "d1 d2");
  CHECK(contains(refused(g, "b@head"), "for given argument 'b@head'"));
  CHECK(found(g, "c1branch@base").empty());
  CHECK(found(g, "c1branch") == "c1");
}

TEST_CASE("092: a unique prefix is found, also within a branch; ambiguous and short ones are explained") {
  const auto drawn = hashes();
  const auto& g = drawn->graph;
  CHECK(found(g, "27c6") == "27c6bbbb02");
  CHECK(found(g, "ae1") == "ae10aaaa01");
  CHECK(found(g, "a") == "ae10aaaa01");
  CHECK(found(g, "555") == "555");  // a whole id wins over a prefix
  CHECK(refused(g, "55").starts_with("Multiple revisions start with '55': '5550dddd04', '5551dddd05'"));
  CHECK(contains(refused(g, "zz"), "at least four characters"));
  CHECK_FALSE(contains(refused(g, "zzzz"), "at least four characters"));
  CHECK(found(g, "orders@5550") == "5550dddd04");
}

TEST_CASE("092: a prefix that is ambiguous in the whole may be unique within a branch") {
  const drawing drawn({{"base0"}, {"abcd1", {"base0"}, {}, {"left"}}, {"abcd2", {"base0"}, {}, {"right"}}});
  CHECK(found(drawn.graph, "left@abcd") == "abcd1");
  CHECK(found(drawn.graph, "right@abc") == "abcd2");
  CHECK(contains(refused(drawn.graph, "abcd"), "Multiple revisions start with 'abcd': 'abcd1', 'abcd2'"));
  CHECK(found(drawn.graph, "abcd1@head") == "abcd1");
  CHECK(contains(refused(drawn.graph, "abcd@head"), "Multiple revisions start with 'abcd'"));
}

TEST_CASE("093: an unknown id is named, and so is an unknown branch") {
  const auto drawn = hashes();
  const auto& g = drawn->graph;
  CHECK(refused(g, "zzzz") == "Can't locate revision identified by 'zzzz'");
  CHECK(refused(g, "user").ends_with("did you mean 'users'?"));
  CHECK(contains(refused(g, "27c6bbbb03"), "did you mean '27c6bbbb02'?"));
  CHECK(contains(refused(g, "zzzz+2"), "identified by 'zzzz'"));
  CHECK(refused(g, "oders@head") ==
        "Can't locate revision identified by 'oders@head': No such branch: 'oders'; did you mean 'orders'?");
  CHECK(contains(refused(g, "orders@zzzz"), "Can't locate revision identified by 'zzzz'"));
  CHECK(contains(refused(g, "@head"), "No such branch: ''"));
  CHECK(contains(refused(g, ""), "Can't locate revision identified by ''"));
  CHECK(contains(refused(g, "orders@"), "Can't locate"));
  CHECK(contains(refused(g, "current"), "'current'"));
}

TEST_CASE("094: a revision outside of the branch is no member of it") {
  const auto drawn = forked();
  CHECK(refused(drawn->graph, "c1branch@d2") == "Revision d2 is not a member of branch 'c1branch'");
  CHECK(found(drawn->graph, "c1branch@a") == "a");
}

TEST_CASE("100: a range is refused where a database says what is applied") {
  const auto drawn = chain();
  CHECK(contains(refused(drawn->graph, "a:b"), "a range is for offline scripts"));
}

TEST_CASE("101: head and base of an empty tree are nothing, without error") {
  const drawing drawn({});
  CHECK(found(drawn.graph, "head").empty());
  CHECK(found(drawn.graph, "heads").empty());
  CHECK(found(drawn.graph, "base").empty());
}

TEST_CASE("104: a head that another one depends on is not asked for by head or heads") {
  const drawing drawn({{"a1"}, {"a2", {"a1"}}, {"b1", {}, {"a2"}}});
  CHECK(found(drawn.graph, "heads") == "b1");
  CHECK(found(drawn.graph, "head") == "b1");
  CHECK(found(drawn.graph, "a1@head") == "a2");
}

}  // namespace history_addressing_test
