// SPDX-License-Identifier: BSL-1.0
#include "sterna/cli/file/words.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace cli_file_words_test {

using namespace sterna::cli;
using sterna::literal_of;

TEST_CASE("literals hold what C++ reads back") {
  CHECK(literal_of("say \"hi\" \\ \n\t\x01" "7 \xc3\xbc") == "\"say \\\"hi\\\" \\\\ \\n\\t\\0017 \xc3\xbc\"");
}

TEST_CASE("there is no trigraph in a literal") { CHECK(literal_of("?\?/ ?") == R"("?\?/ ?")"); }

TEST_CASE("UTF-8 is told from other bytes") {
  CHECK(is_utf8("a\xc3\xbc\xe2\x80\x93\xf0\x9f\x90\x98"));
  for (const char* bad : {"\xfc", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x80", "\x80"}) {
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("slugs are Alembic's") {  // each as alembic 1.8 makes it
  CHECK(slug_of("Create User-Table") == "create_user_table");
  CHECK(slug_of("Hello \"World\" \xc3\x9c" "ber \xe2\x80\x93 it\xe2\x80\x99s a very long message that goes on") ==
        "hello_world_\xc3\xbc" "ber_it_s_a_very_long_");
  CHECK(slug_of("  a_b  ..c ") == "a_b_c");
  CHECK(slug_of("!?") == "");
  CHECK(slug_of(std::string(50, 'x')) == std::string(40, 'x') + "_");
  CHECK(slug_of(std::string(40, 'x')) == std::string(40, 'x'));
  CHECK(slug_of("x/../y") == "x_y");
}

TEST_CASE("identifiers hide no word of the files") {
  const std::vector<std::string> taken{"add_email"};
  CHECK(identifier_of("add phone", "ae10", taken) == "add_phone");
  CHECK(identifier_of("add email", "ae10", taken) == "add_email_ae10");
  CHECK(identifier_of("create table", "ae10", taken) == "create_table_ae10");
  CHECK(identifier_of("delete", "ae10", taken) == "delete_ae10");
  CHECK(identifier_of("history", "a.1", taken) == "history_a_1");
  CHECK(identifier_of("2nd try", "ae10", taken) == "m_2nd_try");
  CHECK(identifier_of("???", "ae10", taken) == "m_ae10");
  CHECK(identifier_of("\xc3\xbc", "ae10", taken) == "m_ae10");
  CHECK(identifier_of("__a__b", "ae10", taken) == "a_b");
}

}  // namespace cli_file_words_test
