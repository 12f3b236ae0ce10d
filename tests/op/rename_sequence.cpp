// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_rename_sequence_test {

using namespace sterna::dsl;

static_assert(renders_as(rename_sequence("s", "R"), R"(ALTER SEQUENCE s RENAME TO "R")"));

TEST_CASE("rename_sequence, and back; defaults follow") {
  live_schema db;
  expect_restored(db, rename_sequence("s", "r"), "ALTER SEQUENCE r RENAME TO s", create_sequence("s", start(4)),
                  create_table("t", column("a", big_integer, server_default(sql("nextval('s')")))));
  CHECK(undo_of(rename_sequence("s", "r").schema("foo")) == "ALTER SEQUENCE foo.r RENAME TO s");
}

TEST_CASE("rename_sequence: names that are taken, or not there") {
  CHECK(found_in(rename_sequence("s", "t"), create_sequence("s"), create_table("t")).what ==
        sterna::fault::sequence_exists);
  CHECK(found_in(rename_sequence("s", "t")).what == sterna::fault::missing_sequence);
}

}  // namespace op_rename_sequence_test
