// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_language_test {

using namespace sterna::dsl;
using sterna::fault;

constexpr std::string_view handlers =
    "HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator";

TEST_CASE("create_language and drop_language") {
  constexpr auto made = create_language("sterna_lang", handlers);
  constexpr auto f = create_function("f()", "RETURNS integer LANGUAGE sterna_lang AS 'BEGIN RETURN 1; END'");
  {  // one after the other: two transactions cannot both make it
    live_schema db("foo");
    expect_restored(db, drop_language("sterna_lang"), sql_of(made), made);
  }
  CHECK(sql_of(made) == "CREATE LANGUAGE sterna_lang " + std::string(handlers));
  CHECK(sql_of(create_language("sterna_lang", handlers).trusted()) ==
        "CREATE TRUSTED LANGUAGE sterna_lang " + std::string(handlers));
  CHECK(sql_of(drop_language("sterna_lang").if_exists().cascade()) == "DROP LANGUAGE IF EXISTS sterna_lang CASCADE");
  CHECK(found_in(made, made).what == fault::object_exists);
  CHECK(found_in(drop_language("sterna_lang")).what == fault::missing_object);
  CHECK(found_in(create_language("sterna_lang", "")).what == fault::empty_sql);
  CHECK(found_in(drop_language("sterna_lang"), made, f).what == fault::still_needed);
  CHECK(found_in(drop_language("sterna_lang"), made, f, drop_function("f()")).what == fault::none);
  constexpr auto handler = create_function("h()", "RETURNS language_handler LANGUAGE c AS 'lib', 'f'");
  CHECK(found_in(drop_function("h()"), handler, create_language("l", "HANDLER h")).what == fault::still_needed);
  live_schema db("foo");
  expect_restored(db, drop_language("sterna_lang").cascade(), sql_of(made) + ";\n" + sql_of(f), made, f);
}

TEST_CASE("replace_language, and all that can be said of one") {
  constexpr auto made = create_language("sterna_lang", "HANDLER plpgsql_call_handler");
  constexpr auto trusted = replace_language("sterna_lang", handlers).trusted();
  const auto both = [&](const auto& word, std::string_view back) {
    live_schema db("foo");
    expect_restored(db, word, back, made);
  };
  both(trusted, "CREATE OR REPLACE LANGUAGE sterna_lang HANDLER plpgsql_call_handler");
  both(rename_language("sterna_lang", "sterna_tongue"), "ALTER LANGUAGE sterna_tongue RENAME TO sterna_lang");
  both(comment_on_language("sterna_lang", "spoken"), "COMMENT ON LANGUAGE sterna_lang IS NULL");
  CHECK(sql_of(trusted) == "CREATE OR REPLACE TRUSTED LANGUAGE sterna_lang " + std::string(handlers));
  CHECK(sql_of(set_language_owner("sterna_lang", "me")) == "ALTER LANGUAGE sterna_lang OWNER TO me");
}

}  // namespace op_language_test
