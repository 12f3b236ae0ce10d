// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sterna/dsl.hpp>

// A database that was there before, and SQL for what has no word: what is assumed and declared is undone as if it had
// been said.

namespace round_trip::legacy {
using namespace sterna::dsl;

inline constexpr auto rules = sterna::policy::rules(sterna::policy::all_off());

inline constexpr auto found =
    migration("l00", "as it was found")
        .upgrade(execute("CREATE SCHEMA old; CREATE TYPE old.kind AS ENUM ('x', 'y');"
                         "CREATE SEQUENCE old.numbers;"
                         "CREATE TABLE old.item (id integer DEFAULT nextval('old.numbers') PRIMARY KEY, kind old.kind, "
                         "  name varchar(20) NOT NULL, price numeric CHECK (price > 0), UNIQUE (name));"
                         "CREATE INDEX ix_item_price ON old.item (price);"
                         "COMMENT ON TABLE old.item IS 'old things';"
                         "CREATE VIEW old.cheap AS SELECT id FROM old.item WHERE price < 1")
                     .reverse("DROP SCHEMA old CASCADE"));

inline constexpr auto known =
    migration("l01", "what is known of it")
        .revises("l00")
        .upgrade(baseline(
            schema("old"), enumeration("kind", {"x", "y"}).schema("old"), sequence("numbers").schema("old"),
            table("item", column("id", integer, server_default(sql("nextval('old.numbers'::regclass)")), primary_key),
                  column("kind", enumeration("kind").in_schema("old")), column("name", string(20), not_null, unique),
                  column("price", numeric, check("price > 0")))
                .schema("old"),
            create_index("ix_item_price", "item", {"price"}).schema("old"),
            view("cheap", "SELECT id FROM old.item WHERE price < 1").schema("old")));

inline constexpr auto more =
    migration("l02", "more columns")
        .revises("l01")
        .upgrade(add_column("item", column("color", text, unique, server_default("red"))).schema("old"),
                 create_check_constraint("ck_color", "item", "color <> ''").schema("old"),
                 alter_column("item", "name", type(text)).schema("old"));

inline constexpr auto declared =
    migration("l03", "SQL that is said in words")
        .revises("l02")
        .upgrade(execute("CREATE TABLE note (id integer PRIMARY KEY, item integer REFERENCES old.item, body text); "
                         "CREATE INDEX ix_note_item ON note (item)")
                     .as(create_table("note", column("id", integer, primary_key, no_identity),
                                      column("item", integer, references("item", referred_schema("old"))),
                                      column("body", text)),
                         create_index("ix_note_item", "note", {"item"})),
                 run([](sterna::connection& db) {
                   db.execute("ALTER TABLE note ADD COLUMN written date");
                 }).offline_sql("ALTER TABLE note ADD COLUMN written date")
                     .as(add_column("note", column("written", date))));

inline constexpr auto functions =
    migration("l04", "a function and a trigger")
        .revises("l03")
        .upgrade(
            execute("CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.written := now(); RETURN "
                    "NEW; END $$; CREATE TRIGGER stamp BEFORE INSERT ON note FOR EACH ROW EXECUTE FUNCTION stamp()")
                .reverse("DROP TRIGGER stamp ON note; DROP FUNCTION stamp()"),
            execute("CREATE EXTENSION IF NOT EXISTS plpgsql").reverse("SELECT 1"),
            execute("COMMENT ON VIEW old.cheap IS 'cheap things'").reverse("COMMENT ON VIEW old.cheap IS NULL"));

inline constexpr auto rows =
    migration("l05", "rows")
        .revises("l04")
        .upgrade(execute("INSERT INTO old.item (name, price, color) VALUES ('a', 0.5, 'blue')")
                     .reverse("DELETE FROM old.item"),
                 run([](sterna::connection& db) {
                   db.execute("INSERT INTO note (id, item, body) SELECT $1, id, 'x' FROM old.item", 1);
                 }).reverse([](sterna::connection& db) { db.execute("DELETE FROM note"); })
                     .offline_sql("INSERT INTO note (id, item, body) SELECT 1, id, 'x' FROM old.item",
                                  "DELETE FROM note"),
                 execute("VACUUM note").reverse("ANALYZE note").outside_transaction());

inline constexpr auto domain =
    migration("l06", "a domain, and a column of it")
        .revises("l05")
        .upgrade(execute("CREATE DOMAIN positive AS integer CHECK (VALUE > 0)").reverse("DROP DOMAIN positive"),
                 add_column("note", column("weight", type("positive"), server_default(1))),
                 add_column("note", column("tags", type("text[]"))));

inline constexpr auto final_rows = migration("l07", "notes without a body go")
                                       .revises("l06")
                                       .upgrade(execute("DELETE FROM note WHERE body IS NULL").as())
                                       .irreversible("they are gone");

inline constexpr auto after = migration("l08", "what comes after")
                                  .revises("l07")
                                  .upgrade(create_index("ix_note_body", "note", {"body"}).concurrently(),
                                           rename_table("note", "remark"), rename_column("remark", "body", "words"));

inline constexpr auto history =
    sterna::history<rules, found, known, more, declared, functions, rows, domain, final_rows, after>;

}  // namespace round_trip::legacy
