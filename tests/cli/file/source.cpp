// SPDX-License-Identifier: BSL-1.0
#include "sterna/cli/file/source.hpp"

#include <doctest/doctest.h>

namespace cli_file_source_test {

using namespace sterna::cli;

TEST_CASE("comments and the insides of literals are masked, and nothing moves") {
  CHECK(masked("a(\"b(\" /* ( */, '(') // (\nc") == "a(\"  \"        , ' ')     \nc");
  CHECK(masked("R\"x(\")\")x\" \"\\\"\" 1'000'000 u8\"(\"") == "R\"       \" \"  \" 1'000'000 u8\" \"");
  CHECK(masked("\"open\n(") == "\"    \n(");
  for (const char* end : {"/*", "//", "\"", "'", "R\"(", "R\"", "\"\\", "/"}) {
    const std::string text = std::string("x ") + end;
    CHECK(masked(text).size() == text.size());
  }
}

TEST_CASE("migrations are found in any layout") {
  const auto found = migrations_in(R"cpp(
    // inline constexpr auto no = migration("no", "no");
    inline constexpr auto one=migration("a1","x").revises("a0") . upgrade( execute("); auto no = migration(") );
    constexpr inline auto
      two
        =
      sterna :: dsl::migration ( "b" /* ( */ "1", "y" )
        .downgrade(run([](sterna::connection& db) { db.execute("SELECT ')'"); }), drop_table("t"));
    inline constexpr auto rules = sterna::policy::rules();
    inline constexpr auto three = migration(ID, "z");
    auto x = no_migration("c", "c"); autobahn y = migration("c", "c");
  )cpp");
  REQUIRE(found.size() == 3);
  CHECK(found[0].identifier == "one");
  CHECK(found[0].id == "a1");
  REQUIRE(found[0].parts.size() == 2);
  CHECK(found[0].parts[0].word == "revises");
  CHECK(found[0].parts[0].arguments == "\"a0\"");
  CHECK(found[0].parts[1].arguments == R"( execute("); auto no = migration(") )");
  CHECK(found[1].identifier == "two");
  CHECK(found[1].id == "b1");
  REQUIRE(found[1].parts.size() == 1);
  CHECK(found[1].parts[0].arguments ==
        R"(run([](sterna::connection& db) { db.execute("SELECT ')'"); }), drop_table("t"))");
  CHECK(found[2].id.empty());
}

TEST_CASE("a file that breaks off is read without harm") {
  const std::string whole = R"(inline constexpr auto a = migration("a", "b").revises("c").upgrade(execute("x"));)";
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    CHECK(migrations_in(whole.substr(0, size)).size() <= 1);
  }
  CHECK(migrations_in(whole).at(0).parts.size() == 2);
}

}  // namespace cli_file_source_test
