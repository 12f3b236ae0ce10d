// SPDX-License-Identifier: BSL-1.0
#include "sterna/sql/file.hpp"

#include "op/sql_of.hpp"

// tests/cli/project.py has the header that is made of files, and what a compiler says where one is missing.

namespace sql_file_test {

using namespace sterna::dsl;

namespace {

consteval std::string_view sql_file(std::string_view path) {
  if (path == "touch.sql") return sterna::text_of("RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$");
  if (path == "of/a.sql") return sterna::text_of("");
  if (path == "b.sql") return sterna::text_of("\nSELECT 1 ");
  sterna::no_such_sql_file_beside_the_migrations();
  return {};
}

}  // namespace

static_assert(sql_file("touch.sql").ends_with("END $$"));
static_assert(sql_file("of/a.sql").empty());
static_assert(sql_file("b.sql") == "\nSELECT 1 ");

TEST_CASE("a text of a file is an op's text") {
  live_schema db;
  expect_sql(db, create_function("touch()", sql_file("touch.sql")),
             "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$");
  expect_sql(db, execute(sql_file("b.sql")), "\nSELECT 1 ");
}

TEST_CASE("an array of characters without an end, which is what #embed makes, is an op's text") {
  live_schema db;
  static constexpr char bytes[] = {'S', 'E', 'L', 'E', 'C', 'T', ' ', '2'};
  expect_sql(db, create_view("two", std::string_view(bytes, sizeof bytes)), "CREATE VIEW two AS SELECT 2");
}

}  // namespace sql_file_test
