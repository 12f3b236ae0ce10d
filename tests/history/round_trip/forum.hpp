// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// A forum that is migrated while nobody is there: names change, and what has been renamed is dropped and comes back.

namespace round_trip::forum {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off());

inline constexpr auto members =
    migration("f000", "members")
        .upgrade(create_enumeration("rank", {"guest", "member", "it's me"}),
                 create_table("member", column("id", serial, primary_key), column("nick", string(30), not_null),
                              column("rank", enumeration("rank"), not_null, server_default("guest")),
                              column("former", array(enumeration("rank"))),
                              column("mail", text, check("mail LIKE '%@%'")), constraint("uq_nick", unique({"nick"}))));

inline constexpr auto topics =
    migration("f001", "topics")
        .revises("f000")
        .upgrade(
            create_table("topic", column("id", integer, primary_key), column("title", text, not_null),
                         column("opened_by", integer, not_null,
                                references("member", "id", on_delete(cascade), on_update(set_null))),
                         column("closed", boolean, not_null, server_default(false)),
                         column("views", big_integer, server_default(0))),
            create_table("post", column("number", big_serial, primary_key), column("topic", integer, not_null),
                         column("author", integer, server_default(0)), column("body", text, not_null),
                         column("written", timestamp(3), server_default(sql("LOCALTIMESTAMP"))),
                         foreign_key({"topic"}, "topic", {"id"}, on_delete(no_action), on_update(no_action)),
                         constraint("fk_author", foreign_key({"author"}, "member", {"id"}, on_delete(set_default)))));

inline constexpr auto ranks =
    migration("f002", "more ranks")
        .revises("f001")
        .upgrade(add_enumeration_value("rank", "moderator").after("member"),
                 add_enumeration_value("rank", "none").before("guest"), add_enumeration_value("rank", "owner"),
                 add_enumeration_value("rank", "guest").if_not_exists())
        .downgrade(execute("ALTER TABLE member ALTER COLUMN rank DROP DEFAULT; ALTER TYPE rank RENAME TO old_rank;"
                           "CREATE TYPE rank AS ENUM ('guest', 'member', 'it''s me');"
                           "ALTER TABLE member ALTER COLUMN rank TYPE rank USING rank::text::rank,"
                           "  ALTER COLUMN former TYPE rank[] USING former::text[]::rank[];"
                           "ALTER TABLE member ALTER COLUMN rank SET DEFAULT 'guest'; DROP TYPE old_rank"));

inline constexpr auto better_ranks = migration("f003", "better names of ranks")
                                         .revises("f002")
                                         .upgrade(rename_enumeration_value("rank", "it's me", "friend"),
                                                  rename_enumeration_value("rank", "guest", "new"));

inline constexpr auto views =
    migration("f004", "views over views")
        .revises("f003")
        .upgrade(create_view("open_topic",
                             "SELECT t.id, t.title, m.nick FROM topic t JOIN member m ON m.id = t.opened_by "
                             "WHERE NOT t.closed"),
                 create_view("open_count", "SELECT nick, count(*) AS topics FROM open_topic GROUP BY nick"),
                 create_view("busy", "SELECT nick FROM open_count WHERE topics > 10"),
                 create_view("newest", "SELECT * FROM post WHERE written > now() - interval '1 day'"));

inline constexpr auto renamed_columns =
    migration("f005", "columns have other names")
        .revises("f004")
        .upgrade(rename_column("member", "nick", "name"), rename_column("topic", "opened_by", "opener"),
                 rename_column("post", "number", "id"), rename_column("member", "id", "member_id"));

inline constexpr auto renamed_tables =
    migration("f006", "tables have other names")
        .revises("f005")
        .upgrade(rename_table("member", "user"), rename_table("topic", "thread"), rename_table("post", "message"));

inline constexpr auto no_views =
    migration("f007", "no views")
        .revises("f006")
        .upgrade(drop_view("busy"), drop_view("open_count"), drop_view("open_topic"), drop_view("newest"))
        .downgrade(create_view("open_topic",
                               "SELECT t.id, t.title, m.name AS nick FROM thread t JOIN \"user\" m ON "
                               "m.member_id = t.opener WHERE NOT t.closed"),
                   create_view("open_count", "SELECT nick, count(*) AS topics FROM open_topic GROUP BY nick"),
                   create_view("busy", "SELECT nick FROM open_count WHERE topics > 10"),
                   create_view("newest",
                               "SELECT id AS number, topic, author, body, written FROM message WHERE written > "
                               "now() - interval '1 day'"));

inline constexpr auto no_messages = migration("f008", "no messages").revises("f007").upgrade(drop_table("message"));

inline constexpr auto messages =
    migration("f009", "messages anew")
        .revises("f008")
        .upgrade(create_table("message", column("id", integer, identity), constraint("pk_message", primary_key({"id"})),
                              column("thread", integer, references("thread", on_delete(cascade))),
                              column("author", integer, references("user", "member_id")), column("body", text)));

inline constexpr auto renamed_identity =
    migration("f010", "an identity has another name")
        .revises("f009")
        .upgrade(rename_table("message", "reply"), rename_column("reply", "id", "number"));

inline constexpr auto no_number =
    migration("f011", "replies without number").revises("f010").upgrade(drop_column("reply", "number"));

inline constexpr auto no_replies = migration("f012", "no replies").revises("f011").upgrade(drop_table("reply"));

inline constexpr auto no_threads = migration("f013", "no threads").revises("f012").upgrade(drop_table("thread"));

inline constexpr auto no_user_id =
    migration("f014", "users have no number").revises("f013").upgrade(drop_column("user", "member_id").cascade());

inline constexpr auto user_key =
    migration("f015", "users are known by their name")
        .revises("f014")
        .upgrade(create_primary_key("pk_user", "user", {"name"}), drop_constraint("uq_nick", "user"));

inline constexpr auto no_rank =
    migration("f016", "no ranks").revises("f015").upgrade(drop_enumeration("rank").cascade());

inline constexpr auto mood =
    migration("f017", "moods, of another kind")
        .revises("f016")
        .upgrade(create_enumeration("mood", {"sad", "ok"}),
                 add_column("user", column("mood", enumeration("mood"), server_default("ok"))),
                 add_column("user", column("moods", array(enumeration("mood")), server_default("{sad,ok}"))));

inline constexpr auto fine_mood =
    migration("f018", "ok is fine")
        .revises("f017")
        .upgrade(rename_enumeration_value("mood", "ok", "fine"), alter_column("user", "mood", drop_default, not_null));

inline constexpr auto no_mood =
    migration("f019", "no moods")
        .revises("f018")
        .upgrade(drop_column("user", "mood"), drop_column("user", "moods"), drop_enumeration("mood").if_exists())
        .downgrade(create_enumeration("mood", {"sad", "fine"}),
                   add_column("user", column("moods", array(enumeration("mood")), server_default("{sad,fine}"))),
                   add_column("user", column("mood", enumeration("mood"), not_null)));

inline constexpr auto mail_rule =
    migration("f020", "mail has another name, and another check")
        .revises("f019")
        .upgrade(rename_column("user", "mail", "e-mail"), drop_constraint("member_mail_check", "user"),
                 create_check_constraint("ck_mail", "user", "position('@' in \"e-mail\") > 1"))
        .downgrade(drop_constraint("ck_mail", "user"), rename_column("user", "e-mail", "mail"),
                   create_check_constraint("member_mail_check", "user", "mail LIKE '%@%'"));

inline constexpr auto scores =
    migration("f021", "scores")
        .revises("f020")
        .upgrade(create_table("score",
                              column("user", string(30), references("user", on_update(cascade), on_delete(cascade))),
                              column("day", date), column("points", integer, not_null, server_default(-1)),
                              primary_key({"user", "day"})),
                 create_index("ix_score_points", "score", {"points", desc("day")}));

inline constexpr auto renamed_scores =
    migration("f022", "scores have other names")
        .revises("f021")
        .upgrade(rename_table("score", "result"), rename_column("result", "user", "player"),
                 rename_column("result", "points", "value"));

inline constexpr auto no_results = migration("f023", "no results").revises("f022").upgrade(drop_table("result"));

inline constexpr auto serials = migration("f024", "serials with other names")
                                    .revises("f023")
                                    .upgrade(create_table("ticket", column("id", small_serial, primary_key),
                                                          column("seen", big_serial), column("x", text)),
                                             rename_table("ticket", "card"), rename_column("card", "seen", "shown"));

inline constexpr auto no_shown =
    migration("f025", "a serial goes").revises("f024").upgrade(drop_column("card", "shown"));

inline constexpr auto no_cards =
    migration("f026", "a serial goes with its table").revises("f025").upgrade(drop_table("card"));

inline constexpr auto swapped =
    migration("f027", "one table takes the name of another")
        .revises("f026")
        .upgrade(create_table("draft", column("id", integer, primary_key), column("x", text)),
                 rename_table("draft", "final"),
                 create_table("draft", column("id", integer, primary_key), column("y", serial)));

inline constexpr auto both_gone =
    migration("f028", "both go").revises("f027").upgrade(drop_table("draft"), drop_table("final"));

inline constexpr auto history =
    sterna::history<rules, members, topics, ranks, better_ranks, views, renamed_columns, renamed_tables, no_views,
                    no_messages, messages, renamed_identity, no_number, no_replies, no_threads, no_user_id, user_key,
                    no_rank, mood, fine_mood, no_mood, mail_rule, scores, renamed_scores, no_results, serials, no_shown,
                    no_cards, swapped, both_gone>;

}  // namespace round_trip::forum
