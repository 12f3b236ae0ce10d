// SPDX-License-Identifier: BSL-1.0
#include "sterna/history/history_range.hpp"

#include "graphs.hpp"

#include <doctest/doctest.h>

namespace history_history_range_test {

using namespace histories;

namespace {

std::string range(const sterna::graph& g, std::string_view range, const words& rows = {}) {
  try {
    return ids(g, sterna::history_range(g, range, rows));
  } catch (const sterna::history_error& what) {
    return what.what();
  }
}

}  // namespace

TEST_CASE("ranges are walked along the lineage of their start, with what the end depends on") {
  const drawing d({{"a", {}, {}, {"x"}}, {"b", {"a"}}, {"c", {"b"}}, {"k", {}, {}, {"y"}}, {"l", {"k"}, {"b"}}});
  CHECK(range(d.graph, ":") == "l k c b a");
  CHECK(range(d.graph, "base:heads") == "l k c b a");
  CHECK(range(d.graph, ":l") == "l k b a");
  CHECK(range(d.graph, "k:l") == "l k");
  CHECK(range(d.graph, "k:") == "l k");
  CHECK(range(d.graph, "b:c") == "c b");
  CHECK(range(d.graph, "y@base:") == "l k b a");
  CHECK(range(d.graph, "y@base:y@head") == "l k b a");
  CHECK(range(d.graph, ":+2") == "Ambiguous walk: from base there are 2 ways up, 'a', 'k'; name a branch, as in "
                                 "'<branchname>@<target>'");
  CHECK(range(d.graph, ":x@+2") == "b a");
}

TEST_CASE("current stands for the rows of the version table") {
  const drawing d({{"a"}, {"b", {"a"}}, {"c", {"b"}}});
  CHECK(sterna::range_needs_current("current:"));
  CHECK(sterna::range_needs_current("-2:current"));
  CHECK_FALSE(sterna::range_needs_current(":"));
  CHECK(range(d.graph, "current:", {"b"}) == "c b");
  CHECK(range(d.graph, ":current", {"b"}) == "b a");
  CHECK(range(d.graph, "current:+1", {"b"}) == "c b");
  CHECK(range(d.graph, "-1:current", {"b"}) == "b a");
  CHECK(range(d.graph, "-2:current", {"b"}) == "b a");  // two steps down is base
  CHECK(range(d.graph, "-3:current", {"b"}) == "Relative revision -3 didn't produce 3 migrations");
  CHECK(range(d.graph, ":current") == "");
  CHECK(range(d.graph, ":current", {"unknown"}) == "");
}

TEST_CASE("a relative end needs one revision to count from") {
  const drawing d({{"a"}, {"b", {"a"}, {}, {"x"}}, {"c", {"a"}, {}, {"y"}}});
  CHECK(range(d.graph, "-1:heads") ==
        "Relative revision '-1' counts from the other end of the range, which is 'b', 'c'");
  CHECK(range(d.graph, "-1:b") == "b a");
}

}  // namespace history_history_range_test
