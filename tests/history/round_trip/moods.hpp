// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// Enumerations that get other values, with the columns, arrays, defaults, keys, checks, indexes, partitions and remarks
// that go along.

namespace round_trip::moods {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off());

inline constexpr auto people =
    migration("0d01", "people and their moods")
        .upgrade(create_schema("of"), create_enumeration("mood", {"sad", "ok", "happy"}).schema("of"),
                 create_enumeration("color", {"red", "green"}),
                 create_table("person",
                              column("mood", named_type("mood").in_schema("of"), not_null, server_default("happy")),
                              column("before", array(named_type("mood").in_schema("of")), server_default("{}")),
                              column("color", enumeration("color"), server_default(sql("'red'::color")),
                                     comment("of the eyes")),
                              constraint("person_ok", check("mood <> 'ok' OR color IS NULL")), primary_key({"mood"})),
                 create_table("pet",
                              column("mood", named_type("mood").in_schema("of"), server_default("ok"),
                                     constraint("pet_person", references("person", "mood", on_delete(cascade)))),
                              column("born", date))
                     .schema("of"),
                 create_index("person_color", "person", {"color"}).where("color = 'red'"),
                 comment_on_index("person_color", "few"), comment_on_type("mood", "how one is").schema("of"),
                 grant("USAGE", on_type("color"), {"public"}),
                 create_table("event", column("day", date), column("color", enumeration("color")),
                              partition_by("RANGE (day)")),
                 create_partition("event_new", "event", "FROM ('2020-01-01') TO ('2030-01-01')"),
                 execute("INSERT INTO person VALUES ('happy', '{sad,happy}'), ('sad', '{}'); "
                         "INSERT INTO of.pet VALUES ('happy'); INSERT INTO event VALUES ('2020-02-02', 'green')")
                     .reverse("DELETE FROM of.pet; DELETE FROM person; DELETE FROM event")
                     .as());
inline constexpr auto other_order =
    migration("0d02", "in another order, and with another name for one")
        .revises("0d01")
        .upgrade(replace_enumeration_values("mood", {"great", "ok", "sad"}).map("happy", "great").schema("of"),
                 replace_enumeration_values("color", {"green", "red"}));
inline constexpr auto other_values =
    migration("0d03", "one goes and one comes; what is written undoes it")
        .revises("0d02")
        .upgrade(drop_constraint("person_ok", "person"),
                 replace_enumeration_values("mood", {"great", "low", "furious"})
                     .map("sad", "low")
                     .map("ok", "great")
                     .schema("of"))
        .downgrade(replace_enumeration_values("mood", {"great", "ok", "sad"})
                       .map("low", "sad")
                       .map("furious", "sad")
                       .schema("of"),
                   alter_column("pet", "mood", server_default("ok")).schema("of"),
                   create_check_constraint("person_ok", "person", "mood <> 'ok' OR color IS NULL"));
inline constexpr auto no_people = migration("0d04", "no people").revises("0d03").upgrade(
    truncate_table("pet").schema("of"), drop_table("pet").schema("of"), drop_table("person"), drop_table("event"),
    drop_enumeration("color"), drop_enumeration("mood").schema("of"));

inline constexpr auto history = sterna::history<rules, people, other_order, other_values, no_people>;

}  // namespace round_trip::moods
