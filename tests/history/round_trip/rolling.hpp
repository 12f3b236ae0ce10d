// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// People who are never away: renames and changes of type in steps, between which two versions of a program write.

namespace round_trip::rolling {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off());

inline constexpr auto people =
    migration("2f10", "people and visits")
        .upgrade(create_schema("desk"),
                 create_table("person", column("id", big_integer, primary_key), column("name", string(50), not_null),
                              column("age", small_integer), column("note", json)),
                 create_table("visit", column("person", big_integer, not_null), column("day", date, not_null),
                              column("minutes", integer, server_default(0)), column("room", text),
                              primary_key("person", "day"), unique({"room", "day"}))
                     .schema("desk"),
                 create_index("ix_visit_room", "visit", {"room"}).schema("desk"));

inline constexpr auto expand =
    migration("2f11", "names, ages and minutes, beside the old ones")
        .revises("2f10")
        .upgrade(expand_column("person", "name", column("full_name", text))
                     .forward("trim(name)")
                     .backward("left(full_name, 50)"),
                 expand_column("person", "age", column("years", integer)),
                 expand_column("visit", "minutes", column("seconds", big_integer, comment("since entry")))
                     .schema("desk")
                     .forward("minutes * 60")
                     .backward("seconds / 60"));

inline constexpr auto fill =
    migration("2f12", "fill what is not filled")
        .revises("2f11")
        .upgrade(backfill("person", "full_name", sql("trim(name)")).batch(100).pause(0),
                 backfill("person", "years", sql("age")).where("years IS DISTINCT FROM age").key("id"),
                 backfill("visit", "seconds", sql("minutes * 60")).key({"person", "day"}).schema("desk"),
                 set_not_null("person", "full_name"), analyze_table("visit", {"seconds", "minutes"}).schema("desk"),
                 reindex_index("ix_visit_room").schema("desk").concurrently(), reindex_table("person").concurrently());

inline constexpr auto contract =
    migration("2f13", "the new ones only")
        .revises("2f12")
        .upgrade(contract_column("person", "name", "full_name"),
                 contract_column("person", "age", "years").keep_name(),
                 contract_column("visit", "minutes", "seconds").schema("desk").keep_old());

inline constexpr auto customers =
    migration("2f14", "people are customers")
        .revises("2f13")
        .upgrade(rename_table("person", "customer").keep_view());

inline constexpr auto again =
    migration("2f15", "rooms have numbers")
        .revises("2f14")
        .upgrade(drop_view("person"),
                 expand_column("visit", "room", column("number", integer)).schema("desk").forward("room::integer"));

inline constexpr auto rooms =
    migration("2f16", "numbers only")
        .revises("2f15")
        .upgrade(contract_column("visit", "room", "number").schema("desk").cascade());

inline constexpr auto history = sterna::history<rules, people, expand, fill, contract, customers, again, rooms>;

}  // namespace round_trip::rolling
