// SPDX-License-Identifier: BSL-1.0
#include "features/feature.hpp"

namespace features {

namespace f38 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"));
constexpr auto changed =
    change(replace_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$"));
constexpr auto gone = drop(drop_function("touch()"));
const feature it{"38", sterna::history<rules, made, changed, gone>, "FUNCTION f38.touch() RETURNS trigger",
                 "RETURN OLD"};
TEST_CASE("feature 38: trigger functions") { it.expect(); }
}  // namespace f38

namespace f43 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
           create_trigger("r", "t", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION touch()"));
constexpr auto changed = change(rename_trigger("r", "t", "s"));
constexpr auto gone = drop(drop_trigger("s", "t"));
const feature it{"43", sterna::history<rules, made, changed, gone>, "TRIGGER r BEFORE UPDATE ON f43.t",
                 "TRIGGER s BEFORE UPDATE ON f43.t"};
TEST_CASE("feature 43: triggers") { it.expect(); }
}  // namespace f43

namespace f81 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
           create_trigger("r", "t", "BEFORE UPDATE OF a", "FOR EACH ROW EXECUTE FUNCTION touch()"));
constexpr auto changed =
    change(replace_trigger("r", "t", "BEFORE UPDATE OF a, b", "FOR EACH ROW EXECUTE FUNCTION touch()"));
constexpr auto gone = drop(drop_trigger("r", "t"));
const feature it{"81", sterna::history<rules, made, changed, gone>, "UPDATE OF a ON", "UPDATE OF a, b ON"};
TEST_CASE("feature 81: triggers: UPDATE OF columns") { it.expect(); }
}  // namespace f81

namespace f87 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
           create_trigger("r", "t", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION touch('x')"));
constexpr auto changed =
    change(replace_trigger("r", "t", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION touch('y', 5)"));
constexpr auto gone = drop(drop_table("t"));
const feature it{"87", sterna::history<rules, made, changed, gone>, "touch('x')", "touch('y', '5')"};
TEST_CASE("feature 87: triggers: arguments") { it.expect(); }
}  // namespace f87

namespace f91 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
           create_trigger("r", "t", "BEFORE UPDATE", "FOR EACH ROW WHEN (NEW.a > 0) EXECUTE FUNCTION touch()"));
constexpr auto changed = change(replace_trigger(
    "r", "t", "BEFORE UPDATE", "FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION touch()"));
constexpr auto gone = drop(drop_trigger("r", "t"), drop_column("t", "a"));
const feature it{"91", sterna::history<rules, made, changed, gone>, "WHEN ((new.a > 0))", "IS DISTINCT FROM"};
TEST_CASE("feature 91: triggers: WHEN condition") { it.expect(); }
}  // namespace f91

namespace f95 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
           create_trigger("r", "t", "AFTER UPDATE", "FOR EACH STATEMENT EXECUTE FUNCTION touch()"));
constexpr auto changed =
    change(replace_trigger("r", "t", "AFTER UPDATE OR DELETE", "FOR EACH STATEMENT EXECUTE FUNCTION touch()"));
constexpr auto gone = drop(drop_trigger("r", "t"));
const feature it{"95", sterna::history<rules, made, changed, gone>, "AFTER UPDATE ON f95.t FOR EACH STATEMENT",
                 "AFTER DELETE OR UPDATE ON f95.t FOR EACH STATEMENT"};
TEST_CASE("feature 95: triggers: statement level") { it.expect(); }
}  // namespace f95

namespace f115 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_table("u", column("a", integer)),
           create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
           create_constraint_trigger("r", "t", "AFTER INSERT", "FOR EACH ROW EXECUTE FUNCTION touch()"));
constexpr auto changed =
    change(drop_trigger("r", "t"),
           create_constraint_trigger("r", "t", "AFTER INSERT OR UPDATE", "FOR EACH ROW EXECUTE FUNCTION touch()"),
           create_constraint_trigger("s", "t", "AFTER DELETE", "FROM u FOR EACH ROW EXECUTE FUNCTION touch()"));
constexpr auto gone = drop(drop_trigger("r", "t"), drop_trigger("s", "t"));
const feature it{"115", sterna::history<rules, made, changed, gone>, "CREATE CONSTRAINT TRIGGER r AFTER INSERT ON",
                 "CREATE CONSTRAINT TRIGGER r AFTER INSERT OR UPDATE ON"};
TEST_CASE("feature 115: constraint triggers") { it.expect(); }
}  // namespace f115

namespace f117 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
           create_trigger("r", "t", "AFTER INSERT",
                          "REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION touch()"));
constexpr auto changed = change(
    replace_trigger("r", "t", "AFTER UPDATE",
                    "REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION touch()"));
constexpr auto gone = drop(drop_trigger("r", "t"));
const feature it{"117", sterna::history<rules, made, changed, gone>, "REFERENCING NEW TABLE AS fresh",
                 "OLD TABLE AS before"};
TEST_CASE("feature 117: triggers: transition tables") { it.expect(); }
}  // namespace f117

namespace f136 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
           create_view("v", "SELECT a FROM t"),
           create_trigger("r", "v", "INSTEAD OF INSERT", "FOR EACH ROW EXECUTE FUNCTION touch()"));
constexpr auto changed =
    change(replace_trigger("r", "v", "INSTEAD OF INSERT OR DELETE", "FOR EACH ROW EXECUTE FUNCTION touch()"));
constexpr auto gone = drop(drop_view("v"));
const feature it{"136", sterna::history<rules, made, changed, gone>, "INSTEAD OF INSERT ON f136.v",
                 "INSTEAD OF INSERT OR DELETE ON f136.v"};
TEST_CASE("feature 136: triggers: INSTEAD OF") { it.expect(); }
}  // namespace f136

namespace f142 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
           create_constraint_trigger("r", "t", "AFTER INSERT", "DEFERRABLE FOR EACH ROW EXECUTE FUNCTION touch()"));
constexpr auto changed =
    change(drop_trigger("r", "t"),
           create_constraint_trigger("r", "t", "AFTER INSERT",
                                     "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch()"));
constexpr auto gone = drop(drop_trigger("r", "t"));
const feature it{"142", sterna::history<rules, made, changed, gone>, "DEFERRABLE INITIALLY IMMEDIATE",
                 "DEFERRABLE INITIALLY DEFERRED"};
TEST_CASE("feature 142: triggers: deferrable") { it.expect(); }
}  // namespace f142

namespace f156 {
constexpr auto made = create(
    create_table("t", column("a", integer), column("b", text)),
    create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
    create_trigger("r", "t", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION touch()"), disable_trigger("r", "t"));
constexpr auto changed = change(enable_always_trigger("r", "t"));
constexpr auto gone = drop(enable_trigger("r", "t"));
const feature it{"156", sterna::history<rules, made, changed, gone>, "DISABLE TRIGGER r", "ENABLE ALWAYS TRIGGER r"};
TEST_CASE("feature 156: triggers: disabled / replica / always") { it.expect(); }
}  // namespace f156

namespace f157 {
constexpr auto made = create(
    create_table("t", column("a", integer), column("b", text)),
    create_trigger("r", "t", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"));
constexpr auto changed = change(
    create_extension("tcn"),
    create_trigger("s", "t", "AFTER INSERT", "FOR EACH ROW EXECUTE FUNCTION triggered_change_notification('x')"));
constexpr auto gone = drop(drop_trigger("s", "t"), drop_extension("tcn"), drop_trigger("r", "t"));
const feature it{"157", sterna::history<rules, made, changed, gone>, "suppress_redundant_updates_trigger()",
                 "triggered_change_notification('x')"};
TEST_CASE("feature 157: triggers: calling built-in/extension function") { it.expect(); }
}  // namespace f157

namespace f161 {
constexpr auto made = create(create_function("note()", "RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$"),
                             create_event_trigger("f161_notes", "ON ddl_command_end EXECUTE FUNCTION note()"));
constexpr auto changed =
    change(alter_event_trigger("f161_notes", "DISABLE"), rename_event_trigger("f161_notes", "f161_remarks"));
constexpr auto gone = drop(drop_event_trigger("f161_remarks"));
const feature it{"161", sterna::history<rules, made, changed, gone>, "CREATE EVENT TRIGGER f161_notes",
                 "ALTER EVENT TRIGGER f161_remarks DISABLE"};
TEST_CASE("feature 161: event triggers") { it.expect(); }
}  // namespace f161

namespace f173 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"),
           create_trigger("r", "t", "BEFORE TRUNCATE", "FOR EACH STATEMENT EXECUTE FUNCTION touch()"));
constexpr auto changed =
    change(replace_trigger("r", "t", "AFTER TRUNCATE", "FOR EACH STATEMENT EXECUTE FUNCTION touch()"));
constexpr auto gone = drop(drop_trigger("r", "t"));
const feature it{"173", sterna::history<rules, made, changed, gone>, "BEFORE TRUNCATE", "AFTER TRUNCATE"};
TEST_CASE("feature 173: triggers: TRUNCATE") { it.expect(); }
}  // namespace f173

namespace f123 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_rule("keep", "t", "DELETE", "DO INSTEAD NOTHING"));
constexpr auto changed =
    change(replace_rule("keep", "t", "UPDATE", "DO INSTEAD NOTHING"), alter_rule("keep", "t", "DISABLE"));
constexpr auto gone = drop(drop_rule("keep", "t"));
const feature it{"123", sterna::history<rules, made, changed, gone>, "ON DELETE TO f123.t DO INSTEAD NOTHING",
                 "ON UPDATE TO f123.t DO INSTEAD NOTHING"};
TEST_CASE("feature 123: rules (user-defined)") { it.expect(); }
}  // namespace f123

namespace f49 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_view("v", "SELECT a FROM t"));
constexpr auto changed = change(replace_view("v", "SELECT a, b FROM t WHERE a > 0"));
constexpr auto gone = drop(drop_view("v"));
const feature it{"49", sterna::history<rules, made, changed, gone>, "SELECT t.a\n   FROM f49.t", "t.b\n   FROM f49.t"};
TEST_CASE("feature 49: views") { it.expect(); }
}  // namespace f49

namespace f107 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_materialized_view("m", "SELECT a FROM t"));
constexpr auto changed = change(rename_materialized_view("m", "n"), comment_on_materialized_view("n", "kept"));
constexpr auto gone = drop(drop_materialized_view("n"));
const feature it{"107", sterna::history<rules, made, changed, gone>, "CREATE MATERIALIZED VIEW f107.m",
                 "CREATE MATERIALIZED VIEW f107.n"};
TEST_CASE("feature 107: materialized views") { it.expect(); }
}  // namespace f107

namespace f128 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_materialized_view("m", "SELECT a, b FROM t"), create_index("ix", "m", {"a"}).unique());
constexpr auto changed = change(create_index("iy", "m", {"b"}), refresh_materialized_view("m").concurrently());
constexpr auto gone = drop(drop_index("ix"), drop_materialized_view("m"));
const feature it{"128", sterna::history<rules, made, changed, gone>, "UNIQUE INDEX ix ON f128.m", "INDEX iy ON f128.m"};
TEST_CASE("feature 128: materialized views WITH NO DATA / indexed") { it.expect(); }
}  // namespace f128

namespace f149 {
constexpr auto made = create(
    create_view("v", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n"));
constexpr auto changed =
    change(create_view("w", "VALUES (1) UNION ALL SELECT n + 1 FROM w WHERE n < 3").columns({"n"}).recursive());
constexpr auto gone = drop(drop_view("w"), drop_view("v"));
const feature it{"149", sterna::history<rules, made, changed, gone>, "WITH RECURSIVE n(i)", "CREATE VIEW f149.w"};
TEST_CASE("feature 149: recursive CTE in views") { it.expect(); }
}  // namespace f149

namespace f_view_options {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)),
           create_view("v", "SELECT a FROM t WHERE a > 0").with("security_barrier", true).check_option());
constexpr auto changed =
    change(alter_view("v", "SET (security_invoker = true)"), create_view("w", "SELECT a FROM v").local_check_option());
constexpr auto gone = drop(drop_view("w"), drop_view("v"));
const feature it{"_view_options", sterna::history<rules, made, changed, gone>, "WITH (security_barrier='true')",
                 "security_invoker='true'", 15};
TEST_CASE("feature: view options (security_barrier/invoker, check option)") { it.expect(); }
}  // namespace f_view_options

}  // namespace features
