// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_procedure_test {

using namespace sterna::dsl;
using sterna::fault;

TEST_CASE("create_procedure, replace_procedure, drop_procedure") {
  constexpr auto tidy = create_procedure("tidy(days integer DEFAULT 3)", "LANGUAGE sql AS $$ SELECT days $$");
  live_schema db;
  expect_both(db, tidy, "CREATE PROCEDURE tidy(days integer DEFAULT 3) LANGUAGE sql AS $$ SELECT days $$",
              "DROP PROCEDURE tidy(days integer)");
  expect_restored(db, replace_procedure("tidy(days integer DEFAULT 3)", "LANGUAGE sql AS $$ SELECT 1 $$"),
                  "CREATE OR REPLACE PROCEDURE tidy(days integer DEFAULT 3) LANGUAGE sql AS $$ SELECT days $$", tidy);
  CHECK(db.accepts("DROP PROCEDURE tidy"));
  expect_restored(db, drop_procedure("tidy(integer)"), sql_of(tidy), tidy);
  CHECK(found_in(drop_procedure("tidy(text)"), tidy).what == fault::missing_object);
  CHECK(found_in(drop_function("tidy(integer)"), tidy).what == fault::wrong_kind);
}

}  // namespace op_procedure_test
