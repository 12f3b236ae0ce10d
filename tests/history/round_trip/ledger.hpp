// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// Accounts and measurements: every type, every kind of default, and columns that change from one into another.

namespace round_trip::ledger {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off(), sterna::policy::server(15));

inline constexpr auto types =
    migration("1ed0", "every type")
        .upgrade(
            create_table("sample", column("id", big_integer, identity.always(), primary_key),
                         column("small", small_integer, server_default(-7)),
                         column("big", big_integer, server_default(9000000000)),
                         column("any", string, server_default("it's \\ \"so\"")),
                         column("short", string(50), server_default("")), column("wide", unicode(200)),
                         column("code", character(3), server_default("abc")),
                         column("yes", boolean, server_default(true)),
                         column("day", date, server_default(sql("CURRENT_DATE"))),
                         column("at", time_of_day, server_default("12:00")), column("at2", time_of_day(2)),
                         column("at_tz", time_of_day_tz), column("at_tz3", time_of_day_tz(3)),
                         column("stamp", timestamp), column("stamp6", timestamp(6)),
                         column("stamp_tz", timestamp_tz, server_default("2020-01-01 00:00:00+00")),
                         column("stamp_tz0", timestamp_tz(0)), column("span", interval, server_default("1 day")),
                         column("span2", interval(2)), column("amount", numeric, server_default(sql("0.5"))),
                         column("amount5", numeric(5)), column("amount10", numeric(10, 2), server_default(0)),
                         column("ratio", real), column("exact", double_precision, server_default(sql("pi()"))),
                         column("key", uuid, unique)),
            create_table(
                "sample2", column("id", integer, no_identity, primary_key), column("doc", json, server_default("[]")),
                column("docb", jsonb, server_default(sql("'{}'::jsonb"))), column("raw", bytea),
                column("ip", inet, server_default("127.0.0.1")), column("net", cidr), column("mac", macaddr),
                column("words", tsvector, generated("to_tsvector('english'::regconfig, said)")),
                column("said", text.collate("C"), nullable), column("tree", xml),
                column("bits", bit(8), server_default("10101010")), column("bit", bit), column("many", bit_varying(8)),
                column("any", bit_varying), column("list", array(integer), server_default("{1,2}")),
                column("grid", array(array(text))), column("lines", array(string(20))), column("where", type("point")),
                column("during", type("tstzrange"), server_default(sql("tstzrange(now(), NULL)")))));

inline constexpr auto accounts =
    migration("1ed1", "accounts")
        .revises("1ed0")
        .upgrade(
            create_table("account", column("branch", small_integer), column("number", integer),
                         column("kind", character(1), not_null, server_default("a"), check("kind IN ('a', 'p')")),
                         column("label", string(40), unique),
                         column("limit", integer, server_default(100), constraint("ck_limit", check("\"limit\" > 0"))),
                         column("rate", real), column("opened", timestamp, not_null, server_default(sql("now()"))),
                         constraint("pk_account", primary_key({"branch", "number"}))),
            create_table(
                "entry", column("id", big_integer, primary_key), column("branch", small_integer, not_null),
                column("account", integer, not_null), column("against branch", small_integer),
                column("against", integer),
                column("amount", numeric(14, 2), not_null, constraint("ck_amount", check("amount <> 0"))),
                column("day", date, not_null),
                constraint("fk_entry_account", foreign_key({"branch", "account"}, "account", {"branch", "number"},
                                                           on_delete(restrict), on_update(restrict))),
                foreign_key({"against branch", "against"}, "account", {"branch", "number"}, on_delete(set_null),
                            on_update(set_default)),
                constraint("ck_sides", check("account <> against"))));

inline constexpr auto wider =
    migration("1ed2", "wider numbers")
        .revises("1ed1")
        .upgrade(alter_column("account", "limit", type(big_integer)),
                 alter_column("entry", "amount", type(numeric(20, 4))), alter_column("account", "label", type(text)),
                 alter_column("account", "rate", type(double_precision)));

inline constexpr auto other_types =
    migration("1ed3", "other types")
        .revises("1ed2")
        .upgrade(alter_column("account", "opened", type(timestamp_tz), server_default(sql("now()"))),
                 alter_column("entry", "day", type(timestamp)), alter_column("sample", "short", type(text), not_null),
                 alter_column("sample", "amount10", type(numeric)), alter_column("sample", "small", type(integer)),
                 alter_column("sample", "amount5", type(integer)), alter_column("sample", "at2", type(time_of_day)),
                 alter_column("sample2", "lines", type(array(text))));

inline constexpr auto with_using =
    migration("1ed4", "types that need words")
        .revises("1ed3")
        .upgrade(alter_column("sample", "yes", type(integer).using_("yes::integer"), server_default(1), not_null),
                 alter_column("sample2", "bits", type(integer).using_("bits::integer"), drop_default))
        .downgrade(alter_column("sample2", "bits", type(bit(8)).using_("bits::bit(8)"), server_default("10101010")),
                   alter_column("sample", "yes", type(boolean).using_("yes <> 0"), server_default(true), nullable));

inline constexpr auto defaults =
    migration("1ed5", "other defaults")
        .revises("1ed4")
        .upgrade(alter_column("sample", "big", drop_default), alter_column("sample", "any", server_default("x")),
                 alter_column("sample", "day", server_default(sql("CURRENT_DATE + 1")), not_null),
                 alter_column("sample", "wide", server_default(sql("'a' || 'b'"))),
                 alter_column("sample", "span", server_default(sql("NULL"))),
                 alter_column("sample2", "list", nullable, server_default("{}")),
                 alter_column("entry", "against", not_null),
                 alter_column("entry", "day", nullable, comment("of booking")),
                 alter_column("sample", "code", server_default("x"), comment("a"), type(character(5))));

inline constexpr auto comments =
    migration("1ed6", "comments")
        .revises("1ed5")
        .upgrade(alter_column("entry", "day", comment("of \\ the 'booking'\nor before")),
                 alter_column("sample", "code", comment("")), create_table_comment("entry", "one side of a booking"));

inline constexpr auto indexed =
    migration("1ed7", "indexes of every kind")
        .revises("1ed6")
        .upgrade(
            create_index("ix_entry_day", "entry", {asc("day").nulls_first(), desc("amount").nulls_first(), "id"})
                .include({"branch", "account"})
                .where("amount > 100")
                .unique(),
            create_index("ix_label_hash", "account", {"label"}).using_("hash"),
            create_index("ix_label_like", "account", {key("label").ops("text_pattern_ops").collate("C").nulls_last()})
                .using_("btree"),
            create_index("ix_words", "sample2", {"words"}).using_("gin"),
            create_index("ix_during", "sample2", {"during"}).using_("gist"),
            create_index("ix_where", "sample2", {key("where").ops("point_ops")}).using_("gist"),
            create_index("ix_docs", "sample2", {key("docb").ops("jsonb_path_ops")}).using_("gin"),
            create_index("ix_brin", "sample", {"stamp_tz"}).using_("brin"),
            create_index("ix_month", "entry", {key(sql("date_trunc('month', day)")), desc(sql("abs(amount)"))}));

inline constexpr auto renamed =
    migration("1ed8", "columns of keys have other names")
        .revises("1ed7")
        .upgrade(rename_column("account", "number", "account"), rename_column("account", "branch", "office"),
                 rename_column("entry", "branch", "office"), rename_table("account", "ledger account"));

inline constexpr auto no_label =
    migration("1ed9", "no labels")
        .revises("1ed8")
        .upgrade(drop_column("ledger account", "label"), drop_index("ix_entry_day", "entry"), drop_index("ix_month"),
                 drop_index("ix_docs").if_exists());

inline constexpr auto no_office =
    migration("1ee0", "no offices")
        .revises("1ed9")
        .upgrade(drop_column("entry", "office"), drop_column("ledger account", "office").cascade());

inline constexpr auto key_again =
    migration("1ee1", "a key again")
        .revises("1ee0")
        .upgrade(create_primary_key("pk_account", "ledger account", {"account"}),
                 create_foreign_key("fk_entry_account", "entry", {"account"}, "ledger account", {"account"},
                                    on_delete(set_default), on_update(set_null)));

inline constexpr auto constraints =
    migration("1ee2", "other constraints")
        .revises("1ee1")
        .upgrade(drop_constraint("ck_limit", "ledger account"), drop_constraint("fk_entry_account", "entry"),
                 drop_constraint("account_kind_check", "ledger account"), drop_constraint("sample_key_key", "sample"),
                 drop_constraint("missing", "sample").if_exists(), drop_constraint("ck_amount", "entry").cascade(),
                 drop_constraint("sample2_pkey", "sample2"),
                 create_unique_constraint("uq_sample", "sample", {"stamp", "key"}));

inline constexpr auto nullable_key =
    migration("1ee3", "a key of nullable columns")
        .revises("1ee2")
        .upgrade(create_table("pair", column("a", integer), column("b", text, not_null), column("c", integer, unique)),
                 create_primary_key("pk_pair", "pair", {"a", "b"}),
                 create_foreign_key("fk_pair", "pair", {"a"}, "pair", {"c"}, on_delete(cascade)));

inline constexpr auto no_pair_key =
    migration("1ee4", "the key goes, and with it what refers to it")
        .revises("1ee3")
        .upgrade(drop_constraint("pair_c_key", "pair").cascade(), drop_constraint("pk_pair", "pair"));

inline constexpr auto pair_key =
    migration("1ee5", "a key over columns that may be null")
        .revises("1ee4")
        .upgrade(alter_column("pair", "a", nullable), create_primary_key("pk_pair2", "pair", {"a", "b"}));

inline constexpr auto using_index =
    migration("1ee6", "keys of indexes")
        .revises("1ee5")
        .upgrade(drop_constraint("pk_pair2", "pair"), create_index("ix_pair", "pair", {"b", "a"}).unique(),
                 create_primary_key("pk_pair", "pair", {"b", "a"}).using_index("ix_pair"),
                 create_index("ix_c", "pair", {"c"}).unique(),
                 create_unique_constraint("ix_c", "pair", {"c"}).using_index("ix_c"));

inline constexpr auto generated_columns =
    migration("1ee7", "computed columns")
        .revises("1ee6")
        .upgrade(add_column("pair", column("open", boolean, server_default(false), check("open OR c IS NULL"))),
                 alter_column("pair", "open", server_default(true)),
                 add_column("pair", column("twice", integer, generated("a * 2"), comment("computed"))),
                 add_column("pair",
                            column("case", text, generated("CASE WHEN a > 0 THEN b ELSE 'none'::text END"), not_null)),
                 create_check_constraint("ck_case", "pair", "CASE WHEN a > 0 THEN b <> '' ELSE true END"),
                 create_index("ix_twice", "pair", {"twice"}).where("twice > 0"));

inline constexpr auto no_a = migration("1ee8", "a goes, with all that is computed of it")
                                 .revises("1ee7")
                                 .upgrade(drop_column("pair", "a").cascade());

inline constexpr auto wider_identity =
    migration("1ee9", "an identity is wider")
        .revises("1ee8")
        .upgrade(create_table("counter", column("id", integer, primary_key), column("n", serial)),
                 alter_column("counter", "n", type(big_integer)), alter_column("counter", "id", type(big_integer)));

inline constexpr auto narrower_identity =
    migration("1ef0", "an identity is narrower, and its number goes")
        .revises("1ee9")
        .upgrade(alter_column("counter", "id", type(small_integer)), drop_column("counter", "n"));

inline constexpr auto serial_default =
    migration("1ef1", "a serial is numbered no more")
        .revises("1ef0")
        .upgrade(add_column("counter", column("m", serial, unique)), alter_column("counter", "m", drop_default))
        .downgrade(drop_column("counter", "m"));

inline constexpr auto rates =
    migration("1ef1b", "rates")
        .revises("1ef1")
        .upgrade(
            create_sequence("rate_number"),
            create_table("rate",
                         column("number", integer, server_default(sql("nextval('rate_number')")), check("number > 0")),
                         column("percent", integer, not_null, server_default(5), check("percent BETWEEN 0 AND 100")),
                         column("name", string(30), check("name <> ''")), check("percent <> length(name)")),
            create_check_constraint("ck_old", "rate", "percent % 5 = 0").not_valid(),
            create_index("ix_rate", "rate", {"name", desc(sql("percent / 2"))}).unique().where("percent > 3"));

inline constexpr auto finer_rates =
    migration("1ef1c", "finer rates")
        .revises("1ef1b")
        .upgrade(alter_column("rate", "percent", type(numeric(6, 3)), server_default(sql("2.5"))),
                 alter_column("rate", "name", type(text)), drop_sequence("rate_number").cascade());

inline constexpr auto booked =
    migration("1ef1d", "constraints with all that they can say")
        .revises("1ef1c")
        .upgrade(
            create_table(
                "booking", column("id", integer, primary_key), column("room", integer, not_null),
                column("guest", text), column("note", text),
                column("before", integer, references("booking", "id", initially_deferred)),
                constraint("uq_room", unique({"room", "guest"}).nulls_not_distinct().include({"note"}).deferrable()),
                constraint("uq_guest", unique({"room", "id"})), constraint("ck_room", check("room > 0").no_inherit()),
                constraint("fk_guest",
                           foreign_key({"before", "room"}, "booking", {"id", "room"}, on_delete(set_null, {"before"}))))
            .schema("public"),
            create_foreign_key("fk_full", "booking", {"room", "before"}, "booking", {"room", "id"}, match_full,
                               deferrable),
            create_check_constraint("ck_note", "booking", "note <> ''").no_inherit(),
            create_unique_constraint("uq_note", "booking", {"note"})
                .nulls_not_distinct()
                .include({"guest", "room"})
                .initially_deferred(),
            create_unique_constraint("uq_more", "booking", {"guest"}).deferrable());

inline constexpr auto booked_otherwise =
    migration("1ef1e", "constraints follow their columns")
        .revises("1ef1d")
        .upgrade(rename_column("booking", "before", "earlier"), rename_column("booking", "guest", "visitor"),
                 drop_constraint("uq_more", "booking"));

inline constexpr auto no_guests = migration("1ef1e2", "no guests").revises("1ef1e").upgrade(
    drop_column("booking", "visitor"));

inline constexpr auto no_bookings = migration("1ef1f", "no bookings").revises("1ef1e2").upgrade(drop_table("booking"));

inline constexpr auto no_samples =
    migration("1ef2", "no samples").revises("1ef1f").upgrade(drop_table("sample"), drop_table("sample2"));

inline constexpr auto no_entries =
    migration("1ef3", "no entries")
        .revises("1ef2")
        .upgrade(drop_table("ledger account").cascade(), drop_table("entry"), drop_table("nothing").if_exists());

inline constexpr auto history =
    sterna::history<rules, types, accounts, wider, other_types, with_using, defaults, comments, indexed, renamed,
                    no_label, no_office, key_again, constraints, nullable_key, no_pair_key, pair_key, using_index,
                    generated_columns, no_a, wider_identity, narrower_identity, serial_default, rates, finer_rates,
                    booked, booked_otherwise, no_guests, no_bookings, no_samples, no_entries>;

}  // namespace round_trip::ledger
