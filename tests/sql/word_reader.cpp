// SPDX-License-Identifier: BSL-1.0
#include <sterna/sql/word_reader.hpp>

#include <doctest/doctest.h>

#include <string_view>

namespace sql_word_reader_test {

using sterna::sql_flaw;
using sterna::sql_token;
using sterna::sql_word_reader;

namespace {

struct piece {
  sql_token kind;
  std::string_view text;
};

}  // namespace

TEST_CASE("the tokens of a text") {
  constexpr std::string_view text =
      "SELECT a.\"B\"\"c\", 'd''e', e'\\'', U&'f', u&\"g\", $1, $$h$$, $i$ $$ $i$, 1.5e-3 /* j */ <= k::l -- m\n"
      "FROM $n; date'o' x2";
  constexpr piece expected[] = {
      {sql_token::word, "SELECT"}, {sql_token::word, "a"},
      {sql_token::symbol, "."},    {sql_token::identifier, "\"B\"\"c\""},
      {sql_token::symbol, ","},    {sql_token::string, "'d''e'"},
      {sql_token::symbol, ","},    {sql_token::string, "e'\\''"},
      {sql_token::symbol, ","},    {sql_token::string, "U&'f'"},
      {sql_token::symbol, ","},    {sql_token::identifier, "u&\"g\""},
      {sql_token::symbol, ","},    {sql_token::number, "$1"},
      {sql_token::symbol, ","},    {sql_token::string, "$$h$$"},
      {sql_token::symbol, ","},    {sql_token::string, "$i$ $$ $i$"},
      {sql_token::symbol, ","},    {sql_token::number, "1.5e-3"},
      {sql_token::symbol, "<"},    {sql_token::symbol, "="},
      {sql_token::word, "k"},      {sql_token::symbol, "::"},
      {sql_token::word, "l"},      {sql_token::word, "FROM"},
      {sql_token::symbol, "$"},    {sql_token::word, "n"},
      {sql_token::symbol, ";"},    {sql_token::word, "date"},
      {sql_token::string, "'o'"},  {sql_token::word, "x2"},
  };
  sql_word_reader in(text);
  for (const piece& each : expected) {
    REQUIRE(in.next());
    CHECK(static_cast<int>(in.kind) == static_cast<int>(each.kind));
    CHECK(in.token() == each.text);
    CHECK(text.substr(in.position, in.at - in.position) == each.text);
  }
  CHECK_FALSE(in.next());
  CHECK_FALSE(in.next());
  CHECK(in.kind == sql_token::end);
  CHECK(in.flaw == sql_flaw::none);
}

TEST_CASE("a reader knows keywords and names") {
  sql_word_reader in("From \"From\" a ; ::");
  CHECK(in.next());
  CHECK(in.is("from"));
  CHECK_FALSE(in.is("for"));
  CHECK(in.names("from"));
  CHECK_FALSE(in.names("From"));
  CHECK(in.next());
  CHECK_FALSE(in.is("from"));
  CHECK(in.names("From"));
  CHECK_FALSE(in.names("from"));
  CHECK(in.next());
  CHECK_FALSE(in.is("ab"));
  CHECK(in.next());
  CHECK(in.is(';'));
  CHECK(in.next());
  CHECK_FALSE(in.is(':'));
}

}  // namespace sql_word_reader_test
