// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_collation_test {

using namespace sterna::dsl;
using sterna::fault;

TEST_CASE("create_collation and drop_collation") {
  constexpr auto german = create_collation("german", "provider = icu, locale = 'de'");
  live_schema db("foo");
  expect_restored(db, drop_collation("german"), "CREATE COLLATION german (provider = icu, locale = 'de')", german);
  expect_both(db, create_collation("my_c", "FROM \"C\"").schema("foo"), "CREATE COLLATION foo.my_c FROM \"C\"",
              "DROP COLLATION foo.my_c");
  CHECK(found_in(german, german).what == fault::object_exists);
}

}  // namespace op_collation_test
