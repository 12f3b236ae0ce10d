// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// What views, foreign keys, indexes of partitions and triggers say besides.

namespace round_trip::details {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off());

inline constexpr auto tables =
    migration("0e01", "tables, and a trigger")
        .upgrade(create_table("person", column("id", integer, primary_key), column("name", text, not_null)),
                 create_table("post", column("id", integer, primary_key),
                              column("author", integer, constraint("post_author", references("person", "id")))),
                 create_table("event", column("day", date, not_null), column("kind", text),
                              partition_by("RANGE (day)")),
                 create_partition("event_old", "event", "FROM ('2000-01-01') TO ('2020-01-01')"),
                 create_partition("event_new", "event", "FROM ('2020-01-01') TO ('2040-01-01')"),
                 create_function("note()", "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"),
                 create_trigger("note_person", "person", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION note()"),
                 create_trigger("note_post", "post", "BEFORE UPDATE", "FOR EACH ROW EXECUTE FUNCTION note()"));
inline constexpr auto views =
    migration("0e02", "views with columns and options")
        .revises("0e01")
        .upgrade(create_view("people", "SELECT id, name FROM person WHERE name <> ''")
                     .columns({"number", "called"})
                     .with("security_barrier", true)
                     .check_option(),
                 create_view("a_people", "SELECT number FROM people WHERE called LIKE 'a%'").local_check_option(),
                 create_view("three", "VALUES (1) UNION ALL SELECT n + 1 FROM three WHERE n < 3")
                     .columns({"n"})
                     .recursive(),
                 create_view("mine", "SELECT 1 AS a").temporary(),
                 create_materialized_view("names", "SELECT DISTINCT name FROM person")
                     .columns({"called"})
                     .with("fillfactor", 70)
                     .tablespace("pg_default"));
inline constexpr auto keys =
    migration("0e03", "a foreign key that waits, and an index in parts")
        .revises("0e02")
        .upgrade(alter_constraint("post_author", "post", initially_deferred),
                 create_index("event_kind", "event", {"kind"}).only(),
                 create_index("event_old_kind", "event_old", {"kind"}),
                 create_index("event_new_kind", "event_new", {"kind"}));
inline constexpr auto parts =
    migration("0e04", "the parts are put together, and another key waits no more")
        .revises("0e03")
        .upgrade(attach_index("event_old_kind", "event_kind"), attach_index("event_new_kind", "event_kind"),
                 alter_constraint("post_author", "post", deferrable));
inline constexpr auto triggers =
    migration("0e05", "triggers of replicas, always, and none")
        .revises("0e04")
        .upgrade(enable_always_trigger("note_person", "person"), disable_all_triggers("post"),
                 alter_constraint("post_author", "post", not_deferrable), rename_index("event_kind", "event_by_kind"));
inline constexpr auto again =
    migration("0e06", "they fire again")
        .revises("0e05")
        .upgrade(enable_trigger("note_person", "person"), enable_all_triggers("post"));
inline constexpr auto others = migration("0e07", "only here, and only of users")
                                   .revises("0e06")
                                   .upgrade(enable_replica_trigger("note_person", "person"),
                                            disable_user_triggers("post"), enable_user_triggers("post"),
                                            reindex_index("event_old_kind"), reindex_table("names"),
                                            truncate_table({"person", "post"}).restart_identity(),
                                            analyze_table("event"), analyze_table("names"),
                                            truncate_table("event_old").only().cascade());
inline constexpr auto no_views =
    migration("0e08", "no views, and no event")
        .revises("0e07")
        .upgrade(drop_view("a_people"), drop_view("people"), drop_view("three"), drop_materialized_view("names"),
                 drop_table("post"), drop_table("person"));

inline constexpr auto history = sterna::history<rules, tables, views, keys, parts, triggers, again, others, no_views>;

}  // namespace round_trip::details
