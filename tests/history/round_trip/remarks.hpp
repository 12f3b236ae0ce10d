// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// What is said of objects besides what makes them: comments, other names and schemas, owners, privileges, alterations;
// and rows that come with a migration.

namespace round_trip::remarks {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off(), sterna::policy::server(15));

inline constexpr auto things =
    migration("0d01", "things")
        .upgrade(
            create_schema("shop"), create_schema("archive"), create_enumeration("mood", {"sad", "ok"}).schema("shop"),
            create_domain("email", "text").schema("shop"), create_composite_type("place", "street text").schema("shop"),
            create_table("customer", column("id", integer, primary_key, no_identity), column("name", text),
                         column("mood", enumeration("mood").in_schema("shop")), column("active", boolean),
                         column("made", date))
                .schema("shop"),
            create_table("bill", column("id", serial, primary_key),
                         column("customer", integer, references("customer", "id", referred_schema("shop"))))
                .schema("shop"),
            create_sequence("numbers").schema("shop"),
            create_view("names", "SELECT name FROM shop.customer").schema("shop"),
            create_function("twice(n integer)", "RETURNS integer LANGUAGE sql AS 'SELECT n * 2'").schema("shop"),
            create_trigger("quiet", "bill", "BEFORE UPDATE",
                           "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()")
                .schema("shop"),
            create_policy("own", "bill", "USING (true)").schema("shop"), create_publication("bills"));

inline constexpr auto comments =
    migration("0d02", "comments")
        .revises("0d01")
        .upgrade(comment_on_schema("shop", "where one buys"), comment_on_type("mood", "how one feels").schema("shop"),
                 comment_on_domain("email", "an address").schema("shop"),
                 comment_on_column("place", "street", "with its number").schema("shop"),
                 comment_on_column("names", "name", "as it is shown").schema("shop"),
                 comment_on_view("names", "all names").schema("shop"),
                 comment_on_sequence("numbers", "1, 2, 3").schema("shop"),
                 comment_on_function("twice(integer)", "n and n").schema("shop"),
                 comment_on_trigger("quiet", "bill", "says nothing").schema("shop"),
                 comment_on_policy("own", "bill", "everybody").schema("shop"),
                 comment_on_constraint("bill_pkey", "bill", "the key").schema("shop"),
                 comment_on_index("bill_pkey", "its index").schema("shop"),
                 comment_on_column("bill", "id", "its number").schema("shop"));

inline constexpr auto privileges =
    migration("0d03", "privileges")
        .revises("0d02")
        .upgrade(grant("SELECT, UPDATE (name)", on_table("customer"), {"public"}).schema("shop"),
                 grant("USAGE", on_schema("shop"), {"public"}),
                 grant("ALL", on_sequence("numbers"), {"public"}).schema("shop"),
                 revoke("ALL", on_function("twice(integer)"), {"public"}).schema("shop"),
                 revoke("USAGE", on_type("mood"), {"public"}).schema("shop"),
                 grant("SELECT", on_all_tables("shop"), {"public"}),
                 alter_default_privileges(grant("SELECT", on_tables, {"public"})).in_schema("shop"),
                 alter_default_privileges(revoke("EXECUTE", on_functions, {"public"})).for_role("current_user"));

inline constexpr auto altered =
    migration("0d04", "alterations, owners")
        .revises("0d03")
        .upgrade(alter_function("twice(integer)", "SET search_path = ''").schema("shop"),
                 alter_function("twice(integer)", "IMMUTABLE").schema("shop"),
                 alter_domain("email", "ADD CONSTRAINT at CHECK (VALUE LIKE '%@%')").schema("shop"),
                 alter_type("place", "ADD ATTRIBUTE city text").schema("shop"),
                 alter_view("names", "SET (security_barrier = true)").schema("shop"),
                 alter_publication("bills", "ADD TABLE shop.bill"),
                 alter_publication("bills", "SET (publish = 'insert')")
                     .reverse("SET (publish = 'insert, update, delete, truncate')"),
                 disable_trigger("quiet", "bill").schema("shop"),
                 set_table_owner("bill", "session_user").schema("shop"));

inline constexpr auto rows =
    migration("0d05", "rows, and a value that one of them has")
        .revises("0d04")
        .upgrade(add_enumeration_value("mood", "happy").schema("shop").outside_transaction(),
                 bulk_insert("customer", {"id", "name", "mood", "active", "made"},
                             row(1, "it's", "happy", true, sql("CURRENT_DATE")), row(2, "b", "sad", false, nullptr))
                     .schema("shop"),
                 bulk_insert("bill", {"customer"}, row(1)).schema("shop").keep_rows())
        .downgrade(execute("TRUNCATE shop.bill, shop.customer").as(),
                   execute("ALTER TYPE shop.mood RENAME TO mood_before; CREATE TYPE shop.mood AS ENUM ('sad', 'ok'); "
                           "ALTER TABLE shop.customer ALTER COLUMN mood TYPE shop.mood USING mood::text::shop.mood; "
                           "DROP TYPE shop.mood_before; COMMENT ON TYPE shop.mood IS 'how one feels'; "
                           "REVOKE USAGE ON TYPE shop.mood FROM public"));

inline constexpr auto moved =
    migration("0d06", "other names and places")
        .revises("0d05")
        .upgrade(rename_domain("email", "address").schema("shop"),
                 rename_function("twice(integer)", "double").schema("shop"),
                 rename_trigger("quiet", "bill", "still").schema("shop"),
                 rename_policy("own", "bill", "all").schema("shop"), rename_view("names", "people").schema("shop"),
                 rename_type("place", "home").schema("shop"), set_table_schema("bill", "archive").schema("shop"),
                 set_sequence_schema("numbers", "archive").schema("shop"),
                 set_function_schema("double(integer)", "archive").schema("shop"), rename_schema("archive", "past"));

inline constexpr auto fewer =
    migration("0d07", "some of them go")
        .revises("0d06")
        .upgrade(revoke("SELECT", on_table("customer"), {"public"}).schema("shop"),
                 drop_function("double(integer)").schema("past"), drop_domain("address").schema("shop"),
                 drop_sequence("numbers").schema("past"),
                 create_unique_constraint("uq_name", "customer", {"name"}).not_deferrable().schema("shop"),
                 create_index("ix_made", "customer", {"made"}).unique().nulls_distinct().schema("shop"),
                 separately(add_column("customer", column("note", text)).schema("shop")));

inline constexpr auto history = sterna::history<rules, things, comments, privileges, altered, rows, moved, fewer>;

}  // namespace round_trip::remarks
