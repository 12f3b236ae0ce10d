// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_publication_test {

using namespace sterna::dsl;
using sterna::fault;

TEST_CASE("create_publication and drop_publication") {
  constexpr auto here = create_table("t", column("a", integer));
  live_schema db("foo");
  expect_restored(db, drop_publication("changes"), "CREATE PUBLICATION changes FOR TABLE t", here,
                  create_publication("changes", "FOR TABLE t"));
  expect_both(db, create_publication("None"), "CREATE PUBLICATION \"None\"", "DROP PUBLICATION \"None\"");
  CHECK(found_in(drop_publication("changes")).what == fault::missing_object);
}

}  // namespace op_publication_test
