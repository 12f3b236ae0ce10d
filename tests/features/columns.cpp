// SPDX-License-Identifier: BSL-1.0
#include "features/feature.hpp"

namespace features {

namespace f1 {
constexpr auto made = create(create_table("t", column("a", integer)));
constexpr auto changed = change(add_column("t", column("b", text)), rename_column("t", "a", "c"));
constexpr auto gone = drop(drop_column("t", "c"), drop_column("t", "b"));
const feature it{"1", sterna::history<rules, made, changed, gone>, "    a integer\n", "    b text"};
TEST_CASE("feature 1: columns: all") { it.expect(); }
}  // namespace f1

namespace f2 {
constexpr auto made = create(create_table("t", column("a", integer, not_null), column("b", text)));
constexpr auto changed = change(alter_column("t", "b", not_null));
constexpr auto gone = drop(alter_column("t", "a", nullable), alter_column("t", "b", nullable));
const feature it{"2", sterna::history<rules, made, changed, gone>, "a integer NOT NULL", "b text NOT NULL"};
TEST_CASE("feature 2: columns: NOT NULL") { it.expect(); }
}  // namespace f2

namespace f3 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)));
constexpr auto changed = change(rename_table("t", "u"));
constexpr auto gone = drop(drop_table("u"));
const feature it{"3", sterna::history<rules, made, changed, gone>, "CREATE TABLE f3.t (", "CREATE TABLE f3.u ("};
TEST_CASE("feature 3: tables: ordinary") { it.expect(); }
}  // namespace f3

namespace f7 {
constexpr auto made =
    create(create_table("t", column("a", integer, server_default(1)), column("b", text, server_default("it's"))));
constexpr auto changed =
    change(alter_column("t", "a", server_default(sql("1 + 1"))), alter_column("t", "b", drop_default));
constexpr auto gone = drop(alter_column("t", "a", drop_default));
const feature it{"7", sterna::history<rules, made, changed, gone>, "b text DEFAULT 'it''s'::text",
                 "a integer DEFAULT (1 + 1)"};
TEST_CASE("feature 7: columns: DEFAULT") { it.expect(); }
}  // namespace f7

namespace f19 {
constexpr auto made = create(create_table("t", column("a", timestamp_tz, server_default(sql("now()")))));
constexpr auto changed = change(add_column("t", column("b", timestamp, server_default(sql("CURRENT_TIMESTAMP")))));
constexpr auto gone = drop(alter_column("t", "a", drop_default), drop_column("t", "b"));
const feature it{"19", sterna::history<rules, made, changed, gone>, "a timestamp with time zone DEFAULT now()",
                 "b timestamp without time zone DEFAULT CURRENT_TIMESTAMP"};
TEST_CASE("feature 19: default: now()/CURRENT_TIMESTAMP") { it.expect(); }
}  // namespace f19

namespace f29 {
constexpr auto made = create(create_table("t", column("a", integer, not_null), column("b", text)));
constexpr auto changed = change(create_primary_key("pk", "t", {"a"}), create_table("u", column("a", integer)));
constexpr auto gone = drop(drop_table("u"), drop_table("t"));
const feature it{"29", sterna::history<rules, made, changed, gone>, "CREATE TABLE f29.t", "CREATE TABLE f29.u"};
TEST_CASE("feature 29: tables without primary key") { it.expect(); }
}  // namespace f29

namespace f31 {
constexpr auto made =
    create(create_table("t", column("createdAt", date), column("order", integer), column("a b", text)));
constexpr auto changed = change(rename_column("t", "a b", "a\"c"), create_index("ix", "t", {"createdAt", "order"}));
constexpr auto gone = drop(drop_column("t", "createdAt"), drop_column("t", "order"), drop_column("t", "a\"c"));
const feature it{"31", sterna::history<rules, made, changed, gone>, "\"createdAt\" date", "\"a\"\"c\" text"};
TEST_CASE("feature 31: quoted identifiers: column names") { it.expect(); }
}  // namespace f31

namespace f40 {
constexpr auto made =
    create(create_table("t", column("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", integer),
                        constraint("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", check("true"))));
constexpr auto changed = change(rename_column("t", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                              "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"),
                                create_index("ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd", "t",
                                             {"ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"}));
constexpr auto gone = drop(drop_constraint("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "t"),
                           drop_column("t", "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"));
const feature it{"40", sterna::history<rules, made, changed, gone>,
                 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
                 "INDEX ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"};
TEST_CASE("feature 40: identifiers of exactly 63 bytes") { it.expect(); }
}  // namespace f40

namespace f51 {
constexpr auto made = create(create_schema("f51_sales"), create_table("t", column("a", integer)).schema("f51_sales"));
constexpr auto changed = change(rename_schema("f51_sales", "f51_shop"));
constexpr auto gone = drop(drop_table("t").schema("f51_shop"), drop_schema("f51_shop"));
const feature it{"51", sterna::history<rules, made, changed, gone>, "CREATE TABLE f51_sales.t",
                 "CREATE TABLE f51_shop.t"};
TEST_CASE("feature 51: non-default schemas") { it.expect(); }
}  // namespace f51

namespace f60 {
constexpr auto made = create(create_table("t", column("a", integer, comment("it's"))));
constexpr auto changed =
    change(alter_column("t", "a", comment("another")), add_column("t", column("b", text, comment("b"))));
constexpr auto gone = drop(alter_column("t", "a", comment("")), drop_column("t", "b"));
const feature it{"60", sterna::history<rules, made, changed, gone>, "COLUMN f60.t.a IS 'it''s'",
                 "COLUMN f60.t.a IS 'another'"};
TEST_CASE("feature 60: comments: columns") { it.expect(); }
}  // namespace f60

namespace f65 {
constexpr auto made = create(create_table("t", column("a", integer), comment("what is here")));
constexpr auto changed = change(create_table_comment("t", "what was here"));
constexpr auto gone = drop(drop_table_comment("t"));
const feature it{"65", sterna::history<rules, made, changed, gone>, "TABLE f65.t IS 'what is here'",
                 "TABLE f65.t IS 'what was here'"};
TEST_CASE("feature 65: comments: tables") { it.expect(); }
}  // namespace f65

namespace f70 {
constexpr auto made = create(create_table("t", column("a", integer, primary_key)), create_view("v", "SELECT a FROM t"),
                             comment_on_view("v", "one"), comment_on_index("t_pkey", "two"));
constexpr auto changed = change(comment_on_view("v", "three"), comment_on_constraint("t_pkey", "t", "four"),
                                comment_on_column("v", "a", "five"));
constexpr auto gone = drop(comment_on_view("v", ""), comment_on_index("t_pkey", ""),
                           comment_on_constraint("t_pkey", "t", ""), drop_view("v"));
const feature it{"70", sterna::history<rules, made, changed, gone>, "INDEX f70.t_pkey IS 'two'",
                 "CONSTRAINT t_pkey ON f70.t IS 'four'"};
TEST_CASE("feature 70: comments: other objects") { it.expect(); }
}  // namespace f70

namespace f74 {
constexpr auto made = create(create_table("t", column("a", uuid, server_default(sql("gen_random_uuid()")))));
constexpr auto changed =
    change(create_extension("uuid-ossp"), alter_column("t", "a", server_default(sql("uuid_generate_v4()"))));
constexpr auto gone = drop(alter_column("t", "a", drop_default), drop_extension("uuid-ossp"));
const feature it{"74", sterna::history<rules, made, changed, gone>, "DEFAULT gen_random_uuid()",
                 "DEFAULT f74.uuid_generate_v4()"};
TEST_CASE("feature 74: default: uuid function") { it.expect(); }
}  // namespace f74

namespace f78 {
constexpr auto made = create(create_table("User", column("a", integer, primary_key)),
                             create_table("select", column("a", integer, references("User", "a"))));
constexpr auto changed = change(rename_table("User", "the user"));
constexpr auto gone = drop(drop_table("select"), drop_table("the user"));
const feature it{"78", sterna::history<rules, made, changed, gone>, "CREATE TABLE f78.\"User\"",
                 "CREATE TABLE f78.\"the user\""};
TEST_CASE("feature 78: quoted identifiers: table names") { it.expect(); }
}  // namespace f78

namespace f88 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", integer, generated("a * 2"))));
constexpr auto changed = change(add_column("t", column("c", text, generated("a::text"), not_null)));
constexpr auto gone = drop(drop_column("t", "b"), drop_column("t", "c"));
const feature it{"88", sterna::history<rules, made, changed, gone>, "b integer GENERATED ALWAYS AS ((a * 2)) STORED",
                 "c text GENERATED ALWAYS AS ((a)::text) STORED NOT NULL"};
TEST_CASE("feature 88: generated columns (STORED)") { it.expect(); }
}  // namespace f88

namespace f97 {
constexpr auto made = create(create_function("one()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
                             create_table("t", column("a", integer, server_default(sql("one()")))));
constexpr auto changed = change(replace_function("one()", "RETURNS integer LANGUAGE sql AS 'SELECT 2'"),
                                add_column("t", column("b", integer, server_default(sql("one() + 1")))));
constexpr auto gone =
    drop(alter_column("t", "a", drop_default), alter_column("t", "b", drop_default), drop_function("one()"));
const feature it{"97", sterna::history<rules, made, changed, gone>, "a integer DEFAULT f97.one()",
                 "b integer DEFAULT (f97.one() + 1)"};
TEST_CASE("feature 97: default: user-defined function") { it.expect(); }
}  // namespace f97

namespace f134 {
constexpr auto made = create(create_table("t", column("a", text.collate("C"))));
constexpr auto changed = change(alter_column("t", "a", type(string(20).collate("POSIX"))));
constexpr auto gone = drop(alter_column("t", "a", type(text)));
const feature it{"134", sterna::history<rules, made, changed, gone>, "a text COLLATE pg_catalog.\"C\"",
                 "a character varying(20) COLLATE pg_catalog.\"POSIX\""};
TEST_CASE("feature 134: column COLLATE (non-default)") { it.expect(); }
}  // namespace f134

namespace f163 {
constexpr auto made = create(create_table("t"));
constexpr auto changed = change(create_table("u"), create_table_comment("t", "empty"));
constexpr auto gone = drop(drop_table("u"), drop_table("t"));
const feature it{"163", sterna::history<rules, made, changed, gone>, "CREATE TABLE f163.t (\n)",
                 "CREATE TABLE f163.u (\n)"};
TEST_CASE("feature 163: tables with no columns") { it.expect(); }
}  // namespace f163

namespace f164 {
constexpr auto made = create(create_table("t", column("a", integer, with("n_distinct", 5))));
constexpr auto changed = change(alter_column("t", "a", with("n_distinct", "-0.5")));
constexpr auto gone = drop(alter_column("t", "a", reset("n_distinct")));
const feature it{"164", sterna::history<rules, made, changed, gone>, "(n_distinct=5)", "(n_distinct=-0.5)"};
TEST_CASE("feature 164: column options (n_distinct ...)") { it.expect(); }
}  // namespace f164

namespace f165 {
constexpr auto made = create(create_table("straße", column("größe", integer), column("名前", text)));
constexpr auto changed = change(rename_column("straße", "名前", "имя"));
constexpr auto gone = drop(drop_table("straße"));
const feature it{"165", sterna::history<rules, made, changed, gone>, "\"名前\" text", "\"имя\" text"};
TEST_CASE("feature 165: non-ASCII identifiers") { it.expect(); }
}  // namespace f165

namespace f168 {
constexpr auto made = create(create_table("t", column("a", text, storage("EXTERNAL"))));
constexpr auto changed = change(alter_column("t", "a", storage("MAIN")));
constexpr auto gone = drop(alter_column("t", "a", storage("EXTENDED")));
const feature it{"168", sterna::history<rules, made, changed, gone>, "SET STORAGE EXTERNAL", "SET STORAGE MAIN"};
TEST_CASE("feature 168: column STORAGE override") { it.expect(); }
}  // namespace f168

namespace f169 {
constexpr auto made = create(create_table("t", column("a", text, statistics(50))));
constexpr auto changed = change(alter_column("t", "a", statistics(500)));
constexpr auto gone = drop(alter_column("t", "a", statistics(-1)));
const feature it{"169", sterna::history<rules, made, changed, gone>, "SET STATISTICS 50;", "SET STATISTICS 500;"};
TEST_CASE("feature 169: column STATISTICS target") { it.expect(); }
}  // namespace f169

namespace f_compression {
constexpr auto made = create(create_table("t", column("a", text, compression("pglz"))));
constexpr auto changed = change(add_column("t", column("b", text)), alter_column("t", "b", compression("pglz")));
constexpr auto gone = drop(alter_column("t", "a", compression("default")), drop_column("t", "b"));
const feature it{"_compression", sterna::history<rules, made, changed, gone>, "a SET COMPRESSION pglz",
                 "b SET COMPRESSION pglz", 14};
TEST_CASE("feature: column COMPRESSION") { it.expect(); }
}  // namespace f_compression

namespace f13 {
constexpr auto made = create(create_sequence("s"), create_sequence("r"));
constexpr auto changed = change(rename_sequence("s", "q"), alter_sequence("r", increment(3)));
constexpr auto gone = drop(drop_sequence("q"), drop_sequence("r"));
const feature it{"13", sterna::history<rules, made, changed, gone>, "CREATE SEQUENCE f13.s", "CREATE SEQUENCE f13.q"};
TEST_CASE("feature 13: sequences (all)") { it.expect(); }
}  // namespace f13

namespace f22 {
constexpr auto made = create(create_table("t", column("id", serial, primary_key)));
constexpr auto changed = change(add_column("t", column("n", big_serial, not_null)));
constexpr auto gone = drop(drop_column("t", "n"), drop_table("t"));
const feature it{"22", sterna::history<rules, made, changed, gone>, "nextval('f22.t_id_seq'::regclass)",
                 "nextval('f22.t_n_seq'::regclass)"};
TEST_CASE("feature 22: serial-style columns (owned sequence default)") { it.expect(); }
}  // namespace f22

namespace f28 {
constexpr auto made = create(create_sequence("s", as(integer)));
constexpr auto changed = change(alter_sequence("s", as(small_integer)));
constexpr auto gone = drop(drop_sequence("s"));
const feature it{"28", sterna::history<rules, made, changed, gone>, "AS integer", "AS smallint"};
TEST_CASE("feature 28: sequences: AS integer/smallint") { it.expect(); }
}  // namespace f28

namespace f58 {
constexpr auto made = create(create_sequence("s", start(5)));
constexpr auto changed = change(alter_sequence("s", max_value(500)), comment_on_sequence("s", "alone"));
constexpr auto gone = drop(drop_sequence("s"));
const feature it{"58", sterna::history<rules, made, changed, gone>, "START WITH 5", "MAXVALUE 500"};
TEST_CASE("feature 58: sequences: stand-alone (not owned)") { it.expect(); }
}  // namespace f58

namespace f79 {
constexpr auto made =
    create(create_sequence("s"), create_table("t", column("a", big_integer, server_default(sql("nextval('s')")))));
constexpr auto changed = change(create_table("u", column("a", big_integer, server_default(sql("nextval('s')")))));
constexpr auto gone = drop(alter_column("t", "a", drop_default), drop_table("u"), drop_sequence("s"));
const feature it{"79", sterna::history<rules, made, changed, gone>, "a bigint DEFAULT nextval('f79.s'::regclass)",
                 "CREATE TABLE f79.u"};
TEST_CASE("feature 79: nextval default of a non-owned / shared sequence") { it.expect(); }
}  // namespace f79

namespace f82 {
constexpr auto made =
    create(create_sequence("s", start(11), increment(2), min_value(3), max_value(99), cache(7), cycle));
constexpr auto changed = change(alter_sequence("s", no_cycle, no_max_value, increment(5)));
constexpr auto gone = drop(drop_sequence("s"));
const feature it{"82", sterna::history<rules, made, changed, gone>, "CYCLE", "INCREMENT BY 5"};
TEST_CASE("feature 82: sequences: non-default options (not identity)") { it.expect(); }
}  // namespace f82

namespace f89 {
constexpr auto made = create(
    create_table("t", column("id", integer, identity.always(), primary_key), column("b", big_integer, not_null)));
constexpr auto changed =
    change(alter_column("t", "b", identity.always().start(5)), alter_column("t", "id", alter_identity.by_default()));
constexpr auto gone = drop(alter_column("t", "b", drop_identity));
const feature it{"89", sterna::history<rules, made, changed, gone>, "id ADD GENERATED ALWAYS AS IDENTITY",
                 "b ADD GENERATED ALWAYS AS IDENTITY"};
TEST_CASE("feature 89: identity columns: ALWAYS") { it.expect(); }
}  // namespace f89

namespace f116 {
constexpr auto made = create(create_table("t", column("id", integer, primary_key)));
constexpr auto changed = change(alter_column("t", "id", alter_identity.start(100).increment(10)),
                                add_column("t", column("n", small_integer, identity)));
constexpr auto gone = drop(drop_column("t", "n"), alter_column("t", "id", drop_identity));
const feature it{"116", sterna::history<rules, made, changed, gone>, "id ADD GENERATED BY DEFAULT AS IDENTITY",
                 "n ADD GENERATED BY DEFAULT AS IDENTITY"};
TEST_CASE("feature 116: identity columns: BY DEFAULT") { it.expect(); }
}  // namespace f116

}  // namespace features
