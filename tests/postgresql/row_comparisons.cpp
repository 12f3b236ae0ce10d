// SPDX-License-Identifier: BSL-1.0
#include <sterna/postgresql/reflect/row_comparisons.hpp>

#include <doctest/doctest.h>

namespace postgresql_row_comparisons_test {

using sterna::detail::with_rows;

TEST_CASE("a row that is told apart from another one is written as rows") {
  CHECK(with_rows("(((old.a IS DISTINCT FROM new.a) OR (b IS DISTINCT FROM 1)) OR (c IS DISTINCT FROM 'x)'))") ==
        "(ROW(old.a, b, c) IS DISTINCT FROM ROW(new.a, 1, 'x)'))");
  CHECK(with_rows("SELECT ((((a IS DISTINCT FROM b) OR (f((c OR d)) IS DISTINCT FROM e)) OR (g IS DISTINCT FROM h)) OR "
                  "(i IS DISTINCT FROM (j[1]))) AND k") ==
        "SELECT (ROW(a, f((c OR d)), g, i) IS DISTINCT FROM ROW(b, e, h, (j[1]))) AND k");
  CHECK(with_rows("((((a IS DISTINCT FROM b) OR (c IS DISTINCT FROM d)) OR (e IS DISTINCT FROM f)) OR (g = 1))") ==
        "((ROW(a, c, e) IS DISTINCT FROM ROW(b, d, f)) OR (g = 1))");
}

TEST_CASE("what the server reads as it is stays as it is") {
  for (const char* const same :
       {"((a IS DISTINCT FROM b) OR (c IS DISTINCT FROM d))",
        "((a IS DISTINCT FROM b) OR (c IS DISTINCT FROM d) OR (e IS DISTINCT FROM f))",
        "(((a IS DISTINCT FROM b) OR (c IS NOT DISTINCT FROM d)) OR (e IS DISTINCT FROM f))",
        "(((a IS DISTINCT FROM b) AND (c IS DISTINCT FROM d)) OR (e IS DISTINCT FROM f))",
        "$$ (((a IS DISTINCT FROM b) OR (c IS DISTINCT FROM d)) OR (e IS DISTINCT FROM f)) $$",
        "(((a IS DISTINCT FROM b) OR (c IS DISTINCT FROM d)) OR (e"}) {
    CAPTURE(same);
    CHECK(with_rows(same).empty());
  }
}

}  // namespace postgresql_row_comparisons_test
