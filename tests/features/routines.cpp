// SPDX-License-Identifier: BSL-1.0
#include "features/feature.hpp"

namespace features {

namespace f23 {
constexpr auto made = create(create_function("f(a integer)", "RETURNS integer LANGUAGE sql AS 'SELECT a'"));
constexpr auto changed = change(rename_function("f(integer)", "g"));
constexpr auto gone = drop(drop_function("g(integer)"));
const feature it{"23", sterna::history<rules, made, changed, gone>, "FUNCTION f23.f(a integer)",
                 "FUNCTION f23.g(a integer)"};
TEST_CASE("feature 23: functions (plain)") { it.expect(); }
}  // namespace f23

namespace f25 {
constexpr auto made = create(create_function("f()", "RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$"));
constexpr auto changed =
    change(replace_function("f()", "RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END $$"));
constexpr auto gone = drop(drop_function("f()"));
const feature it{"25", sterna::history<rules, made, changed, gone>, "LANGUAGE plpgsql", "RETURN 2;"};
TEST_CASE("feature 25: functions: LANGUAGE plpgsql") { it.expect(); }
}  // namespace f25

namespace f46 {
constexpr auto made = create(create_function("f(a integer)", "RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a'"));
constexpr auto changed = change(alter_function("f(integer)", "STABLE"));
constexpr auto gone = drop(drop_function("f(integer)"));
const feature it{"46", sterna::history<rules, made, changed, gone>, "LANGUAGE sql IMMUTABLE", "LANGUAGE sql STABLE"};
TEST_CASE("feature 46: functions: IMMUTABLE/STABLE") { it.expect(); }
}  // namespace f46

namespace f50 {
constexpr auto made = create(create_function("f()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'"));
constexpr auto changed = change(replace_function("f()", "RETURNS integer LANGUAGE sql AS 'SELECT 2'"));
constexpr auto gone = drop(drop_function("f()"));
const feature it{"50", sterna::history<rules, made, changed, gone>, "LANGUAGE sql", "SELECT 2"};
TEST_CASE("feature 50: functions: LANGUAGE sql") { it.expect(); }
}  // namespace f50

namespace f61 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_function("f()", "RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t'"));
constexpr auto changed =
    change(create_function("g()", "RETURNS TABLE (a integer, b text) LANGUAGE sql AS 'SELECT a, b FROM t'"));
constexpr auto gone = drop(drop_function("f()"), drop_function("g()"));
const feature it{"61", sterna::history<rules, made, changed, gone>, "RETURNS SETOF f61.t",
                 "RETURNS TABLE(a integer, b text)"};
TEST_CASE("feature 61: functions: RETURNS TABLE / SETOF") { it.expect(); }
}  // namespace f61

namespace f66 {
constexpr auto made = create(create_function("f(INOUT a integer, OUT b integer)", "LANGUAGE sql AS 'SELECT a, a'"));
constexpr auto changed =
    change(create_function("g(VARIADIC list integer[])", "RETURNS integer LANGUAGE sql AS 'SELECT list[1]'"));
constexpr auto gone = drop(drop_function("f(integer)"), drop_function("g(integer[])"));
const feature it{"66", sterna::history<rules, made, changed, gone>, "INOUT a integer, OUT b integer",
                 "VARIADIC list integer[]"};
TEST_CASE("feature 66: functions: OUT/INOUT/VARIADIC args") { it.expect(); }
}  // namespace f66

namespace f71 {
constexpr auto made = create(create_function("f(a integer)", "RETURNS integer LANGUAGE sql STRICT AS 'SELECT a'"));
constexpr auto changed =
    change(create_function("g(a text)", "RETURNS text LANGUAGE sql RETURNS NULL ON NULL INPUT AS 'SELECT a'"),
           alter_function("f(integer)", "CALLED ON NULL INPUT"));
constexpr auto gone = drop(drop_function("f(integer)"), drop_function("g(text)"));
const feature it{"71", sterna::history<rules, made, changed, gone>, "LANGUAGE sql STRICT",
                 "g(a text) RETURNS text\n    LANGUAGE sql STRICT"};
TEST_CASE("feature 71: functions: STRICT") { it.expect(); }
}  // namespace f71

namespace f75 {
constexpr auto made = create(create_function("f(a integer DEFAULT 1)", "RETURNS integer LANGUAGE sql AS 'SELECT a'"));
constexpr auto changed =
    change(replace_function("f(a integer DEFAULT 2)", "RETURNS integer LANGUAGE sql AS 'SELECT a'"));
constexpr auto gone = drop(drop_function("f(integer)"));
const feature it{"75", sterna::history<rules, made, changed, gone>, "a integer DEFAULT 1", "a integer DEFAULT 2"};
TEST_CASE("feature 75: functions: default arguments") { it.expect(); }
}  // namespace f75

namespace f80 {
constexpr auto made = create(create_function("f()", "RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"));
constexpr auto changed = change(create_function("g()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
                                alter_function("g()", "SECURITY DEFINER"), alter_function("f()", "SECURITY INVOKER"));
constexpr auto gone = drop(drop_function("f()"), drop_function("g()"));
const feature it{"80", sterna::history<rules, made, changed, gone>,
                 "f() RETURNS integer\n    LANGUAGE sql SECURITY DEFINER",
                 "g() RETURNS integer\n    LANGUAGE sql SECURITY DEFINER"};
TEST_CASE("feature 80: functions: SECURITY DEFINER") { it.expect(); }
}  // namespace f80

namespace f93 {
constexpr auto made = create(create_aggregate("total(integer)", "SFUNC = int4pl, STYPE = integer"));
constexpr auto changed = change(replace_aggregate("total(integer)", "SFUNC = int4pl, STYPE = integer, INITCOND = '5'"));
constexpr auto gone = drop(drop_aggregate("total(integer)"));
const feature it{"93", sterna::history<rules, made, changed, gone>, "CREATE AGGREGATE f93.total(integer)",
                 "INITCOND = '5'"};
TEST_CASE("feature 93: aggregates") { it.expect(); }
}  // namespace f93

namespace f105 {
constexpr auto made = create(create_function("f()", "RETURNS integer LANGUAGE sql PARALLEL SAFE AS 'SELECT 1'"));
constexpr auto changed = change(alter_function("f()", "PARALLEL RESTRICTED"));
constexpr auto gone = drop(drop_function("f()"));
const feature it{"105", sterna::history<rules, made, changed, gone>, "PARALLEL SAFE", "PARALLEL RESTRICTED"};
TEST_CASE("feature 105: functions: PARALLEL SAFE/RESTRICTED") { it.expect(); }
}  // namespace f105

namespace f109 {
constexpr auto made = create(create_function("f(a integer)", "RETURNS integer LANGUAGE sql AS 'SELECT a'"),
                             create_function("f(a text)", "RETURNS text LANGUAGE sql AS 'SELECT a'"));
constexpr auto changed =
    change(drop_function("f(integer)"),
           create_function("f(a integer, b integer)", "RETURNS integer LANGUAGE sql AS 'SELECT a + b'"));
constexpr auto gone = drop(drop_function("f(text)"), drop_function("f(integer, integer)"));
const feature it{"109", sterna::history<rules, made, changed, gone>, "f(a integer)", "f(a integer, b integer)"};
TEST_CASE("feature 109: functions: overloaded names") { it.expect(); }
}  // namespace f109

namespace f112 {
constexpr auto made = create(create_function("f()", "RETURNS integer LANGUAGE sql SET search_path = '' AS 'SELECT 1'"));
constexpr auto changed = change(alter_function("f()", "SET work_mem = '8MB'"));
constexpr auto gone = drop(drop_function("f()"));
const feature it{"112", sterna::history<rules, made, changed, gone>, "SET search_path TO ''", "SET work_mem TO '8MB'"};
TEST_CASE("feature 112: functions: SET clause") { it.expect(); }
}  // namespace f112

namespace f139 {
constexpr auto made = create(create_procedure("p(a integer)", "LANGUAGE sql AS 'SELECT a'"));
constexpr auto changed = change(replace_procedure("p(a integer)", "LANGUAGE sql AS 'SELECT a + 1'"),
                                alter_procedure("p(integer)", "SET search_path = ''"));
constexpr auto gone = drop(drop_procedure("p(integer)"));
const feature it{"139", sterna::history<rules, made, changed, gone>, "CREATE PROCEDURE f139.p(", "SELECT a + 1"};
TEST_CASE("feature 139: procedures") { it.expect(); }
}  // namespace f139

namespace f143 {
constexpr auto made = create(create_function("f()", "RETURNS SETOF integer LANGUAGE sql COST 5 ROWS 7 AS 'SELECT 1'"));
constexpr auto changed = change(alter_function("f()", "COST 9"), alter_function("f()", "LEAKPROOF"));
constexpr auto gone = drop(drop_function("f()"));
const feature it{"143", sterna::history<rules, made, changed, gone>, "COST 5 ROWS 7", "LEAKPROOF COST 9 ROWS 7"};
TEST_CASE("feature 143: functions: COST/ROWS/LEAKPROOF non-default") { it.expect(); }
}  // namespace f143

namespace f160 {
constexpr auto made = create(create_function("f(a integer)", "RETURNS integer RETURN a + 1"));
constexpr auto changed =
    change(create_function("g(a integer)", "RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT a; SELECT a + 2; END"));
constexpr auto gone = drop(drop_function("f(integer)"), drop_function("g(integer)"));
const feature it{"160", sterna::history<rules, made, changed, gone>, "RETURN (a + 1)", "BEGIN ATOMIC", 14};
TEST_CASE("feature 160: functions: SQL-standard body (BEGIN ATOMIC / RETURN)") { it.expect(); }
}  // namespace f160

namespace f172 {
constexpr auto made =
    create(create_function("same(text, text)", "RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'texteq'"));
constexpr auto changed =
    change(create_function("quiet()", "RETURNS trigger LANGUAGE internal AS 'suppress_redundant_updates_trigger'"),
           alter_function("same(text, text)", "COST 3"));
constexpr auto gone = drop(drop_function("same(text, text)"), drop_function("quiet()"));
const feature it{"172", sterna::history<rules, made, changed, gone>, "AS $$texteq$$", "FUNCTION f172.quiet()"};
TEST_CASE("feature 172: functions: LANGUAGE c/internal/other") { it.expect(); }
}  // namespace f172

namespace f_languages {
constexpr auto made = create(create_language(
    "f_languages", "HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator"));
constexpr auto changed =
    change(create_function("f()", "RETURNS integer LANGUAGE f_languages AS $$ BEGIN RETURN 1; END $$"));
constexpr auto gone = drop(drop_function("f()"), drop_language("f_languages"));
const feature it{"_languages", sterna::history<rules, made, changed, gone>, "LANGUAGE f_languages",
                 "FUNCTION f_languages.f()"};
TEST_CASE("feature: procedural languages (besides plpgsql)") { it.expect(); }
}  // namespace f_languages

}  // namespace features
