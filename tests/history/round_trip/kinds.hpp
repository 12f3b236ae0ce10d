// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// An object of every kind, and all that can be said of each: a comment, an action of ALTER, another name, owner and
// schema.

namespace round_trip::kinds {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off());

inline constexpr auto things =
    migration("1001", "one of each kind")
        .upgrade(create_schema("here"), create_schema("there"), create_extension("pg_trgm"),
                 comment_on_extension("pg_trgm", "how alike two texts are"),
                 create_table("t", column("a", integer, primary_key), column("b", text)).schema("here"),
                 create_enumeration("mood", {"sad", "ok"}).schema("here"),
                 create_domain("email", "text").schema("here"), create_sequence("numbers").schema("here"),
                 create_view("v", "SELECT 1 AS a").schema("here"),
                 create_materialized_view("m", "SELECT 1 AS a").schema("here"),
                 create_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
                     .schema("here"),
                 create_function("note()", "RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'").schema("here"),
                 create_function("same(integer, text)", "RETURNS boolean LANGUAGE sql AS 'SELECT $1::text = $2'")
                     .schema("here"),
                 create_procedure("tidy()", "LANGUAGE sql AS 'SELECT 1'").schema("here"),
                 create_aggregate("total(integer)", "SFUNC = int4pl, STYPE = integer").schema("here"),
                 create_trigger("fires", "t", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION here.touch()")
                     .schema("here"),
                 create_rule("keeps", "t", "DELETE", "DO INSTEAD NOTHING").schema("here"),
                 create_policy("own", "t", "USING (true)").schema("here"),
                 create_statistics("st", "t", "(dependencies) ON a, b").schema("here"),
                 create_collation("german", "provider = icu, locale = 'de'").schema("here"),
                 create_cast("(text AS here.mood)", "WITH INOUT AS ASSIGNMENT"),
                 create_operator("===(integer, text)", "FUNCTION = here.same").schema("here"),
                 create_operator_family("fam", "hash").schema("here"),
                 create_operator_class("by_size", "btree", "FOR TYPE integer",
                                       "OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, "
                                       "FUNCTION 1 btint4cmp(integer, integer)")
                     .schema("here"),
                 create_text_search_configuration("plain", "COPY = simple").schema("here"),
                 create_text_search_dictionary("stems", "TEMPLATE = snowball, LANGUAGE = german").schema("here"),
                 create_foreign_data_wrapper("files"), create_server("archive", "FOREIGN DATA WRAPPER files"),
                 create_user_mapping("current_user", "archive"),
                 create_foreign_table("old", "(id integer, name text) SERVER archive").schema("here"),
                 create_foreign_table("older", "(id integer) SERVER archive").schema("here"),
                 create_publication("changes"),
                 create_language("speech", "HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator").trusted(),
                 create_language("silence", "HANDLER plpgsql_call_handler"),
                 create_event_trigger("notes", "ON ddl_command_end EXECUTE FUNCTION here.note()"));

inline constexpr auto comments =
    migration("1002", "a comment for each")
        .revises("1001")
        .upgrade(comment_on_language("speech", "c0"), drop_language("silence"),
                 replace_language("speech", "HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler"),
                 create_function("said()", "RETURNS integer LANGUAGE speech AS 'BEGIN RETURN 1; END'").schema("here"),
                 drop_user_mapping("current_user", "archive"), drop_foreign_table("older").schema("here"),
                 comment_on_extension("pg_trgm", "c1"), comment_on_materialized_view("m", "c2").schema("here"),
                 comment_on_procedure("tidy()", "c3").schema("here"),
                 comment_on_aggregate("total(integer)", "c4").schema("here"),
                 comment_on_rule("keeps", "t", "c5").schema("here"), comment_on_statistics("st", "c6").schema("here"),
                 comment_on_collation("german", "c7").schema("here"), comment_on_cast("(text AS here.mood)", "c8"),
                 comment_on_operator("===(integer, text)", "c9").schema("here"),
                 comment_on_operator_family("fam", "hash", "c10").schema("here"),
                 comment_on_operator_class("by_size", "btree", "c11").schema("here"),
                 comment_on_text_search_configuration("plain", "c12").schema("here"),
                 comment_on_text_search_dictionary("stems", "c13").schema("here"),
                 comment_on_foreign_data_wrapper("files", "c14"), comment_on_server("archive", "c15"),
                 comment_on_foreign_table("old", "c16").schema("here"), comment_on_publication("changes", "c17"),
                 comment_on_event_trigger("notes", "c18"));

inline constexpr auto altered =
    migration("1003", "something else about each")
        .revises("1002")
        .upgrade(alter_collation("german", "REFRESH VERSION").reverse("REFRESH VERSION").schema("here"),
                 alter_event_trigger("notes", "DISABLE"), alter_extension("pg_trgm", "UPDATE").reverse("UPDATE"),
                 alter_foreign_data_wrapper("files", "OPTIONS (ADD a '1')").reverse("OPTIONS (DROP a)"),
                 alter_server("archive", "OPTIONS (ADD a '1')").reverse("OPTIONS (DROP a)"),
                 alter_foreign_table("old", "ADD COLUMN made date").reverse("DROP COLUMN made").schema("here"),
                 alter_materialized_view("m", "SET (fillfactor = 70)").schema("here"),
                 alter_operator_family("fam", "hash", "ADD FUNCTION 1 (integer) hashint4(integer)")
                     .reverse("DROP FUNCTION 1 (integer)")
                     .schema("here"),
                 alter_procedure("tidy()", "SET search_path = ''").schema("here"),
                 alter_rule("keeps", "t", "DISABLE").schema("here"),
                 alter_text_search_configuration("plain", "ALTER MAPPING FOR hword WITH english_stem")
                     .reverse("ALTER MAPPING FOR hword WITH simple")
                     .schema("here"),
                 alter_text_search_dictionary("stems", "(StopWords = german)").reverse("(StopWords)").schema("here"),
                 alter_trigger("fires", "t", "ENABLE ALWAYS").schema("here"),
                 alter_triggers("t", "DISABLE TRIGGER USER").schema("here"));

inline constexpr auto renamed =
    migration("1004", "another name for each")
        .revises("1003")
        .upgrade(rename_aggregate("total(integer)", "sum_of").schema("here"),
                 rename_collation("german", "deutsch").schema("here"), rename_event_trigger("notes", "remarks"),
                 rename_foreign_data_wrapper("files", "papers"), rename_server("archive", "attic"),
                 rename_language("speech", "talk"),
                 rename_foreign_table("old", "ancient").schema("here"),
                 rename_materialized_view("m", "n").schema("here"),
                 rename_operator_class("by_size", "btree", "by_number").schema("here"),
                 rename_operator_family("fam", "hash", "clan").schema("here"),
                 rename_procedure("tidy()", "clean").schema("here"), rename_publication("changes", "news"),
                 rename_rule("keeps", "t", "stays").schema("here"), rename_statistics("st", "stats").schema("here"),
                 rename_text_search_configuration("plain", "bare").schema("here"),
                 rename_text_search_dictionary("stems", "roots").schema("here"));

inline constexpr auto owned =
    migration("1005", "an owner for each")
        .revises("1004")
        .upgrade(set_aggregate_owner("sum_of(integer)", "session_user").schema("here"),
                 set_collation_owner("deutsch", "session_user").schema("here"),
                 set_domain_owner("email", "session_user").schema("here"),
                 set_event_trigger_owner("remarks", "session_user"),
                 set_foreign_data_wrapper_owner("papers", "session_user"), set_server_owner("attic", "session_user"),
                 set_language_owner("talk", "session_user"),
                 set_foreign_table_owner("ancient", "session_user").schema("here"),
                 set_function_owner("touch()", "session_user").schema("here"),
                 set_materialized_view_owner("n", "session_user").schema("here"),
                 set_operator_class_owner("by_number", "btree", "session_user").schema("here"),
                 set_operator_family_owner("clan", "hash", "session_user").schema("here"),
                 set_operator_owner("===(integer, text)", "session_user").schema("here"),
                 set_procedure_owner("clean()", "session_user").schema("here"),
                 set_publication_owner("news", "session_user"), set_schema_owner("there", "session_user"),
                 set_sequence_owner("numbers", "session_user").schema("here"),
                 set_statistics_owner("stats", "session_user").schema("here"),
                 set_text_search_configuration_owner("bare", "session_user").schema("here"),
                 set_text_search_dictionary_owner("roots", "session_user").schema("here"),
                 set_type_owner("mood", "session_user").schema("here"),
                 set_view_owner("v", "session_user").schema("here"));

inline constexpr auto moved =
    migration("1006", "another schema for each")
        .revises("1005")
        .upgrade(set_aggregate_schema("sum_of(integer)", "there").schema("here"),
                 set_collation_schema("deutsch", "there").schema("here"),
                 set_domain_schema("email", "there").schema("here"),
                 set_extension_schema("pg_trgm", "there"),
                 set_foreign_table_schema("ancient", "there").schema("here"),
                 set_materialized_view_schema("n", "there").schema("here"),
                 set_operator_class_schema("by_number", "btree", "there").schema("here"),
                 set_operator_family_schema("clan", "hash", "there").schema("here"),
                 set_operator_schema("===(integer, text)", "there").schema("here"),
                 set_procedure_schema("clean()", "there").schema("here"),
                 set_statistics_schema("stats", "there").schema("here"),
                 set_text_search_configuration_schema("bare", "there").schema("here"),
                 set_text_search_dictionary_schema("roots", "there").schema("here"),
                 set_type_schema("mood", "there").schema("here"), set_view_schema("v", "there").schema("here"));

inline constexpr auto fewer =
    migration("1007", "some of them go")
        .revises("1006")
        .upgrade(drop_event_trigger("remarks"), drop_policy("own", "t").schema("here"),
                 drop_rule("stays", "t").schema("here"), drop_trigger("fires", "t").schema("here"));

inline constexpr auto history = sterna::history<rules, things, comments, altered, renamed, owned, moved, fewer>;

}  // namespace round_trip::kinds
