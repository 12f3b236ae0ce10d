// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// A database that does much by itself: functions, triggers, types, policies, and what else is a name and a text.

namespace round_trip::objects {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off());

inline constexpr auto types =
    migration("0b01", "types and a table")
        .upgrade(create_extension("pg_trgm"), create_domain("email", "text CHECK (VALUE LIKE '%@%')"),
                 create_composite_type("place", "street text, city text"),
                 create_range_type("period", "SUBTYPE = date"),
                 create_collation("german", "provider = icu, locale = 'de'"),
                 create_table("person", column("id", integer, primary_key), column("mail", named_type("email")),
                              column("home", named_type("place")), column("stay", named_type("period")),
                              column("changed", timestamp_tz), column("owner", text)));

inline constexpr auto routines =
    migration("0b02", "functions and a trigger")
        .revises("0b01")
        .upgrade(
            create_function("touch()",
                            "RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW.changed := now();\n  "
                            "RETURN NEW;\nEND $$"),
            create_trigger("touch_person", "person", "BEFORE UPDATE OF mail", "FOR EACH ROW EXECUTE FUNCTION touch()"),
            create_constraint_trigger("late", "person", "AFTER INSERT",
                                      "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch()"),
            create_procedure("tidy(days integer DEFAULT 3)", "LANGUAGE sql AS $$ DELETE FROM person WHERE false $$"),
            create_aggregate("total(integer)", "SFUNC = int4pl, STYPE = integer"),
            create_function("people()", "RETURNS SETOF person LANGUAGE sql AS 'SELECT * FROM person'"));

inline constexpr auto rows =
    migration("0b03", "who sees what")
        .revises("0b02")
        .upgrade(create_policy("own", "person", "USING (owner = current_user)"), enable_row_security("person"),
                 force_row_security("person"), create_rule("keep", "person", "DELETE", "DO INSTEAD NOTHING"),
                 create_statistics("st_person", "person", "(dependencies) ON mail, owner"));

inline constexpr auto views =
    migration("0b04", "views")
        .revises("0b03")
        .upgrade(create_view("mails", "SELECT mail FROM person"),
                 create_materialized_view("owners", "SELECT owner, count(*) AS n FROM person GROUP BY owner"),
                 create_index("uq_owners", "owners", {"owner"}).unique());

inline constexpr auto rare =
    migration("0b05", "the rest")
        .revises("0b04")
        .upgrade(
            create_enumeration("mood", {"sad", "ok"}), create_cast("(text AS mood)", "WITH INOUT AS ASSIGNMENT"),
            create_function("same(integer, text)", "RETURNS boolean LANGUAGE sql AS 'SELECT $1::text = $2'"),
            create_operator("===(integer, text)", "FUNCTION = same"), create_operator_family("fam", "hash"),
            create_operator_class("by_size", "btree", "FOR TYPE integer",
                                  "OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 "
                                  "btint4cmp(integer, integer)"),
            create_text_search_configuration("plain", "COPY = simple"),
            create_text_search_dictionary("stems", "TEMPLATE = snowball, LANGUAGE = german"),
            create_foreign_data_wrapper("files"), create_server("archive", "FOREIGN DATA WRAPPER files"),
            create_user_mapping("current_user", "archive"),
            create_foreign_table("old", "(id integer, name text) SERVER archive"),
            create_publication("changes", "FOR TABLE person"));

inline constexpr auto again =
    migration("0b06", "other definitions")
        .revises("0b05")
        .upgrade(replace_function("touch()", "RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN NEW;\nEND $$"),
                 replace_trigger("touch_person", "person", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION touch()"),
                 replace_procedure("tidy(days integer DEFAULT 3)", "LANGUAGE sql AS $$ SELECT 1 $$"),
                 replace_aggregate("total(integer)", "SFUNC = int4mul, STYPE = integer"),
                 replace_policy("own", "person", "USING (true)"),
                 replace_rule("keep", "person", "DELETE", "DO INSTEAD SELECT 1"),
                 replace_view("mails", "SELECT mail, owner FROM person"), no_force_row_security("person"),
                 refresh_materialized_view("owners"));

inline constexpr auto fewer =
    migration("0b07", "some of them go")
        .revises("0b06")
        .upgrade(drop_publication("changes"), drop_server("archive").cascade(), drop_foreign_data_wrapper("files"),
                 drop_text_search_dictionary("stems"), drop_text_search_configuration("plain"),
                 drop_operator_class("by_size", "btree"), drop_operator_family("by_size", "btree"),
                 drop_operator("===(integer, text)"), drop_function("same(integer, text)"), drop_cast("(text AS mood)"),
                 drop_materialized_view("owners"), drop_view("mails"), drop_statistics("st_person"),
                 drop_aggregate("total(int)"), drop_procedure("tidy(integer)"), disable_row_security("person"));

inline constexpr auto none = migration("0b08", "the table goes, with all that hangs on it")
                                 .revises("0b07")
                                 .upgrade(drop_function("people"), drop_table("person"), drop_function("touch()"),
                                          drop_domain("email"), drop_composite_type("place"), drop_range_type("period"),
                                          drop_collation("german"), drop_extension("pg_trgm"));

inline constexpr auto history = sterna::history<rules, types, routines, rows, views, rare, again, fewer, none>;

}  // namespace round_trip::objects
