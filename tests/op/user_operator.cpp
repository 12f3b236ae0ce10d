// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_user_operator_test {

using namespace sterna::dsl;
using sterna::fault;

TEST_CASE("operators, operator classes and families") {
  constexpr auto same = create_function("same(integer, text)", "RETURNS boolean LANGUAGE sql AS 'SELECT true'");
  constexpr auto equal = create_operator("===(integer, text)", "FUNCTION = same");
  live_schema db("foo");
  expect_restored(db, drop_operator("=== (int, text)"),
                  "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = text, FUNCTION = same)", same, equal);
  expect_both(db, create_operator("!!!(NONE, integer)", "FUNCTION = int4um").schema("foo"),
              "CREATE OPERATOR foo.!!! (RIGHTARG = integer, FUNCTION = int4um)",
              "DROP OPERATOR foo.!!! (NONE, integer)");
  constexpr auto by_size = create_operator_class("by_size", "btree", "FOR TYPE integer",
                                                 "OPERATOR 1 <, OPERATOR 3 =, FUNCTION 1 btint4cmp(integer, integer)");
  CHECK(db.accepts("SAVEPOINT s"));
  expect_restored(db, drop_operator_class("by_size", "btree"), sql_of(by_size), by_size);
  CHECK(sql_of(by_size).starts_with("CREATE OPERATOR CLASS by_size FOR TYPE integer USING btree AS OPERATOR 1 <"));
  CHECK(db.accepts("ROLLBACK TO s"));
  expect_restored(db, drop_operator_family("by_size", "btree"),
                  "CREATE OPERATOR FAMILY by_size USING btree;\n" + sql_of(by_size), by_size);
  CHECK(undo_of(by_size) == "DROP OPERATOR CLASS by_size USING btree;\nDROP OPERATOR FAMILY by_size USING btree");
  expect_restored(db, drop_operator_family("fam", "hash"), "CREATE OPERATOR FAMILY fam USING hash",
                  create_operator_family("fam", "hash"));
  CHECK(found_in(drop_operator("===(text, text)"), same, equal).what == fault::missing_object);
}

}  // namespace op_user_operator_test
