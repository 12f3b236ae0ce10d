// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_alter_index_test {

using namespace sterna::dsl;

static_assert(renders_as(alter_index("ix", with("fillfactor", 70)), "ALTER INDEX ix SET (fillfactor = 70)"));
static_assert(renders_as(alter_index("ix", tablespace("Fast")), R"(ALTER INDEX ix SET TABLESPACE "Fast")"));

TEST_CASE("alter_index, and back") {
  const auto t = create_table("t", column("a", integer));
  live_schema db;
  expect_restored(db, alter_index("ix", with("fillfactor", 70)), "ALTER INDEX ix RESET (fillfactor)", t,
                  create_index("ix", "t", {"a"}));
  live_schema other;
  expect_restored(other, alter_index("ix", reset("fillfactor"), with("deduplicate_items", true)),
                  "ALTER INDEX ix SET (fillfactor = 60, deduplicate_items = false)", t,
                  create_index("ix", "t", {"a"}).with("fillfactor", 60).with("deduplicate_items", false));
}

TEST_CASE("alter_index of one that is not there") {
  CHECK(found_in(alter_index("ix", with("fillfactor", 70))).what == sterna::fault::missing_index);
}

}  // namespace op_alter_index_test
