// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_cast_test {

using namespace sterna::dsl;
using sterna::fault;

TEST_CASE("create_cast and drop_cast") {
  constexpr auto mood = create_enumeration("mood", {"sad"});
  constexpr auto cast = create_cast("(text AS mood)", "WITH INOUT AS ASSIGNMENT");
  live_schema db("foo");
  expect_restored(db, drop_cast("(text AS mood)"), "CREATE CAST (text AS mood) WITH INOUT AS ASSIGNMENT", mood, cast);
  CHECK(found_in(drop_cast("(integer AS mood)"), mood).what == fault::missing_object);
  CHECK(found_in(cast, mood, cast).what == fault::object_exists);
  CHECK(found_in(alter_column("t", "a", type(enumeration("mood"))), mood, create_table("t", column("a", text))).what ==
        fault::no_cast);
  CHECK(found_in(alter_column("t", "a", type(enumeration("mood"))), mood, create_table("t", column("a", text)), cast)
            .what != fault::no_cast);
}

}  // namespace op_cast_test
