// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_text_search_test {

using namespace sterna::dsl;
using sterna::fault;

TEST_CASE("text search configurations and dictionaries") {
  constexpr auto plain = create_text_search_configuration("plain", "COPY = simple");
  constexpr auto stems = create_text_search_dictionary("stems", "TEMPLATE = snowball, LANGUAGE = german");
  live_schema db("foo");
  expect_restored(db, drop_text_search_configuration("plain"), "CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple)",
                  plain);
  expect_restored(db, drop_text_search_dictionary("stems"),
                  "CREATE TEXT SEARCH DICTIONARY stems (TEMPLATE = snowball, LANGUAGE = german)", stems);
  expect_both(db, create_text_search_configuration("C", "PARSER = default").schema("foo"),
              "CREATE TEXT SEARCH CONFIGURATION foo.\"C\" (PARSER = default)",
              "DROP TEXT SEARCH CONFIGURATION foo.\"C\"");
}

}  // namespace op_text_search_test
