// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// All that sequences, identities, tables, partitions, indexes and columns say besides.

namespace round_trip::options {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off(), sterna::policy::server(15));

inline constexpr auto numbers =
    migration("0b01", "sequences and identities")
        .upgrade(create_schema("far"),
                 create_sequence("every", start(10), increment(2), min_value(1), max_value(99), cache(5), cycle,
                                 as(integer)),
                 create_sequence("down", increment(-3), max_value(-1), start(-4), no_min_value),
                 create_sequence("away", as(small_integer)).schema("far"),
                 create_table("ticket", column("id", integer, identity.always().start(7).increment(3), primary_key),
                              column("number", serial), column("extra", big_integer, not_null),
                              column("place", big_integer, server_default(sql("nextval('every')")))),
                 create_sequence("owned", owned_by("ticket", "extra"), max_value(1000)));

inline constexpr auto other_numbers =
    migration("0b02", "sequences change")
        .revises("0b01")
        .upgrade(alter_sequence("every", as(small_integer), increment(4), no_min_value, no_max_value, start(3),
                                cache(1), no_cycle),
                 alter_sequence("down", max_value(-2), min_value(-70), cycle, restart),
                 alter_sequence("ticket_id_seq", max_value(5000)), alter_sequence("ticket_number_seq", cache(9)),
                 alter_sequence("owned", owned_by_none),
                 alter_sequence("away", restart_with(5), increment(2)).schema("far"),
                 alter_column("ticket", "id", alter_identity.by_default().cycle().cache(2).no_max_value()),
                 alter_column("ticket", "extra", identity.always().min_value(5).start(6)));

inline constexpr auto names_of_numbers =
    migration("0b03", "sequences are renamed and owned")
        .revises("0b02")
        .upgrade(rename_sequence("away", "near").schema("far"), rename_sequence("ticket_number_seq", "ticket_numbers"),
                 alter_sequence("owned", owned_by("ticket", "place")), rename_column("ticket", "place", "seat"),
                 alter_column("ticket", "extra", drop_identity));

inline constexpr auto no_tickets =
    migration("0b04", "all of it goes")
        .revises("0b03")
        .upgrade(drop_table("ticket"), drop_sequence("every"), drop_sequence("down"),
                 drop_sequence("near").schema("far"));

inline constexpr auto tables =
    migration("0b05", "tables with options")
        .revises("0b04")
        .upgrade(create_table("plain", comment("it's plain"), column("id", integer, no_identity, primary_key),
                              column("body", text, storage("EXTERNAL"), statistics(50), with("n_distinct", "-0.5")),
                              column("packed", text, compression("pglz")), unlogged, with("fillfactor", 70),
                              with("autovacuum_enabled", false), with("autovacuum_vacuum_scale_factor", "0.02"),
                              tablespace("pg_default"), access_method("heap")),
                 create_table("above", column("a", integer), column("b", text)),
                 create_table("below", column("c", integer), inherits("above")).schema("public"),
                 create_table("scratch", column("a", integer), temporary, on_commit("DROP")),
                 create_index("ux_plain", "plain", {"id"})
                     .unique()
                     .nulls_not_distinct()
                     .with("fillfactor", 60)
                     .tablespace("pg_default"),
                 create_index("ix_below", "below", {"a", "c"}), create_index("ix_c", "below", {"a", sql("c + a")}),
                 alter_index("ix_c", statistics(2, 300)),
                 alter_table("plain", replica_identity("ux_plain"), cluster_on("plain_pkey")));

inline constexpr auto other_tables =
    migration("0b06", "tables change")
        .revises("0b05")
        .upgrade(alter_table("plain", logged, with("fillfactor", 80), reset("autovacuum_enabled"),
                             with("autovacuum_vacuum_scale_factor", "0.05"), replica_identity_full),
                 create_table("later", column("a", integer), column("b", text)),
                 alter_table("later", inherits("above"), replica_identity_nothing).schema("public"),
                 alter_index("ux_plain", reset("fillfactor"), tablespace("pg_default")),
                 alter_index("ix_c", statistics(2, 700), with("fillfactor", 80)),
                 alter_index("plain_pkey", with("fillfactor", 55)).schema("public"),
                 alter_column("plain", "body", storage("MAIN"), statistics(500), reset("n_distinct"),
                              with("n_distinct_inherited", 12)),
                 rename_index("ux_plain", "uq_plain").schema("public"),
                 rename_constraint("plain", "plain_pkey", "pk_plain").schema("public"),
                 rename_table("above", "top"));

inline constexpr auto back_to_one =
    migration("0b08", "tables go")
        .revises("0b06")
        .upgrade(alter_table("plain", unlogged, replica_identity_default, without_cluster, access_method("heap"),
                             tablespace("pg_default")),
                 drop_table("later"), drop_table("below"), drop_table("top"), drop_table("plain"));

inline constexpr auto parts =
    migration("0b09", "partitions")
        .revises("0b08")
        .upgrade(create_table("event", column("at", date, not_null), column("kind", text, not_null),
                              column("size", integer), partition_by("RANGE (at)"), primary_key({"at", "kind"})),
                 create_partition("event_1", "event", "FROM ('2024-01-01') TO ('2025-01-01')", check("size > 0")),
                 create_partition("event_2", "event", "FROM ('2025-01-01') TO ('2026-01-01')",
                                  partition_by("LIST (kind)")),
                 create_partition("event_2a", "event_2", "IN ('a', 'b')"),
                 create_partition("event_rest", "event", default_partition, with("fillfactor", 90)),
                 create_table("hashed", column("id", integer, not_null), partition_by("HASH (id)")),
                 create_partition("hashed_0", "hashed", "WITH (MODULUS 2, REMAINDER 0)").schema("public"),
                 create_table("hashed_1", column("id", integer, not_null)),
                 create_table("lone", column("id", integer), partition_by("RANGE (id)")),
                 create_index("ix_lone", "lone", {"id"}).only(), create_index("ix_event_size", "event", {"size"}));

inline constexpr auto attached =
    migration("0b0a", "one comes, one goes")
        .revises("0b09")
        .upgrade(attach_partition("hashed_1", "hashed", "WITH (MODULUS 4, REMAINDER 1)")
                     .schema("public")
                     .table_schema("public"),
                 detach_partition("hashed_0", "hashed").schema("public").table_schema("public"));

inline constexpr auto no_column =
    migration("0b0b", "a part without its columns")
        .revises("0b0a")
        .upgrade(attach_partition("hashed_0", "hashed", "WITH (MODULUS 2, REMAINDER 0)"), drop_table("event"));

inline constexpr auto booked =
    migration("0b0c", "exclusions")
        .revises("0b0b")
        .upgrade(create_table("stay", column("room", integer), column("a", integer), column("b", integer),
                              constraint("ex_stay", exclude({{sql("int4range(a, b)"), "&&"}})
                                                        .using_("gist")
                                                        .where("a < b")
                                                        .initially_deferred())),
                 create_exclude_constraint("ex_room", "stay", {{"room", "="}, {key("a").ops("int4_ops"), "="}})
                     .using_("btree")
                     .where("b > 5")
                     .deferrable()
                     .schema("public"));

inline constexpr auto other_rooms =
    migration("0b0d", "exclusions follow their columns")
        .revises("0b0c")
        .upgrade(rename_column("stay", "room", "place"), rename_constraint("stay", "ex_room", "ex_place"));

inline constexpr auto no_stays =
    migration("0b0e", "no exclusions")
        .revises("0b0d")
        .upgrade(drop_constraint("ex_stay", "stay"), drop_column("stay", "place"), drop_table("stay"));

inline constexpr auto history =
    sterna::history<rules, numbers, other_numbers, names_of_numbers, no_tickets, tables, other_tables, back_to_one,
                    parts, attached, no_column, booked, other_rooms, no_stays>;

}  // namespace round_trip::options
