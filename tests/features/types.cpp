// SPDX-License-Identifier: BSL-1.0
#include "features/feature.hpp"

namespace features {

namespace f6 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", small_integer)));
constexpr auto changed = change(alter_column("t", "b", type(integer)));
constexpr auto gone = drop(alter_column("t", "a", type(big_integer)), alter_column("t", "b", type(big_integer)));
const feature it{"6", sterna::history<rules, made, changed, gone>, "a integer", "b integer"};
TEST_CASE("feature 6: type: int4") { it.expect(); }
}  // namespace f6

namespace f9 {
constexpr auto made = create(create_table("t", column("a", text), column("b", string(50))));
constexpr auto changed = change(alter_column("t", "b", type(text)));
constexpr auto gone = drop(alter_column("t", "a", type(string)), alter_column("t", "b", type(string)));
const feature it{"9", sterna::history<rules, made, changed, gone>, "a text", "b text"};
TEST_CASE("feature 9: type: text") { it.expect(); }
}  // namespace f9

namespace f10 {
constexpr auto made = create(create_table("t", column("a", boolean, server_default(true))));
constexpr auto changed = change(add_column("t", column("b", boolean, not_null, server_default(false))));
constexpr auto gone = drop(drop_column("t", "a"), drop_column("t", "b"));
const feature it{"10", sterna::history<rules, made, changed, gone>, "a boolean DEFAULT true",
                 "b boolean DEFAULT false NOT NULL"};
TEST_CASE("feature 10: type: bool") { it.expect(); }
}  // namespace f10

namespace f11 {
constexpr auto made = create(create_table("t", column("a", timestamp), column("b", date)));
constexpr auto changed = change(alter_column("t", "b", type(timestamp)));
constexpr auto gone = drop(alter_column("t", "a", type(date)), alter_column("t", "b", type(date)));
const feature it{"11", sterna::history<rules, made, changed, gone>, "a timestamp without time zone",
                 "b timestamp without time zone"};
TEST_CASE("feature 11: type: timestamp") { it.expect(); }
}  // namespace f11

namespace f15 {
constexpr auto made = create(create_table("t", column("a", big_integer), column("b", integer)));
constexpr auto changed = change(alter_column("t", "b", type(big_integer), server_default(5000000000)));
constexpr auto gone = drop(drop_column("t", "b"), alter_column("t", "a", type(integer)));
const feature it{"15", sterna::history<rules, made, changed, gone>, "a bigint",
                 "b bigint DEFAULT '5000000000'::bigint"};
TEST_CASE("feature 15: type: int8") { it.expect(); }
}  // namespace f15

namespace f16 {
constexpr auto made = create(create_table("t", column("a", string(10))));
constexpr auto changed = change(alter_column("t", "a", type(string(50))));
constexpr auto gone = drop(alter_column("t", "a", type(text)));
const feature it{"16", sterna::history<rules, made, changed, gone>, "character varying(10)", "character varying(50)"};
TEST_CASE("feature 16: type: varchar(n)") { it.expect(); }
}  // namespace f16

namespace f17 {
constexpr auto made = create(create_table("t", column("a", jsonb, server_default("{}"))));
constexpr auto changed =
    change(add_column("t", column("b", jsonb, not_null)), alter_column("t", "a", server_default("[]")));
constexpr auto gone = drop(drop_column("t", "a"), drop_column("t", "b"));
const feature it{"17", sterna::history<rules, made, changed, gone>, "a jsonb DEFAULT '{}'::jsonb", "b jsonb NOT NULL"};
TEST_CASE("feature 17: type: jsonb") { it.expect(); }
}  // namespace f17

namespace f27 {
constexpr auto made = create(create_table("t", column("a", bytea)));
constexpr auto changed = change(add_column("t", column("b", bytea, server_default("\\x00"), not_null)));
constexpr auto gone = drop(drop_column("t", "a"), drop_column("t", "b"));
const feature it{"27", sterna::history<rules, made, changed, gone>, "a bytea",
                 "b bytea DEFAULT '\\x00'::bytea NOT NULL"};
TEST_CASE("feature 27: type: bytea") { it.expect(); }
}  // namespace f27

namespace f30 {
constexpr auto made = create(create_table("t", column("a", timestamp_tz), column("b", timestamp)));
constexpr auto changed = change(alter_column("t", "b", type(timestamp_tz)));
constexpr auto gone = drop(alter_column("t", "a", type(date)), alter_column("t", "b", type(timestamp)));
const feature it{"30", sterna::history<rules, made, changed, gone>, "a timestamp with time zone",
                 "b timestamp with time zone"};
TEST_CASE("feature 30: type: timestamptz") { it.expect(); }
}  // namespace f30

namespace f32 {
constexpr auto made = create(create_table("t", column("a", small_integer), column("b", integer)));
constexpr auto changed = change(alter_column("t", "b", type(small_integer)));
constexpr auto gone = drop(alter_column("t", "a", type(integer)), alter_column("t", "b", type(integer)));
const feature it{"32", sterna::history<rules, made, changed, gone>, "a smallint", "b smallint"};
TEST_CASE("feature 32: type: int2") { it.expect(); }
}  // namespace f32

namespace f33 {
constexpr auto made = create(create_table("t", column("a", array(integer), server_default("{}"))));
constexpr auto changed = change(alter_column("t", "a", type(array(big_integer)), server_default("{}")),
                                add_column("t", column("b", array(array(text)))));
constexpr auto gone = drop(drop_column("t", "a"), drop_column("t", "b"));
const feature it{"33", sterna::history<rules, made, changed, gone>, "a integer[] DEFAULT '{}'::integer[]", "b text[]"};
TEST_CASE("feature 33: type: array column") { it.expect(); }
}  // namespace f33

namespace f39 {
constexpr auto made = create(create_table("t", column("a", string), column("b", text)));
constexpr auto changed = change(alter_column("t", "b", type(string)));
constexpr auto gone = drop(alter_column("t", "a", type(text)), alter_column("t", "b", type(text)));
const feature it{"39", sterna::history<rules, made, changed, gone>, "a character varying", "b character varying"};
TEST_CASE("feature 39: type: varchar (unconstrained)") { it.expect(); }
}  // namespace f39

namespace f44 {
constexpr auto made = create(create_table("t", column("a", date), column("b", timestamp)));
constexpr auto changed = change(alter_column("t", "b", type(date)));
constexpr auto gone = drop(alter_column("t", "a", type(timestamp)), alter_column("t", "b", type(timestamp)));
const feature it{"44", sterna::history<rules, made, changed, gone>, "a date", "b date"};
TEST_CASE("feature 44: type: date") { it.expect(); }
}  // namespace f44

namespace f47 {
constexpr auto made = create(create_table("t", column("a", double_precision), column("b", real)));
constexpr auto changed = change(alter_column("t", "b", type(double_precision)));
constexpr auto gone = drop(alter_column("t", "a", type(numeric)), alter_column("t", "b", type(numeric)));
const feature it{"47", sterna::history<rules, made, changed, gone>, "a double precision", "b double precision"};
TEST_CASE("feature 47: type: float8") { it.expect(); }
}  // namespace f47

namespace f53 {
constexpr auto made = create(create_table("t", column("a", character(3))));
constexpr auto changed = change(alter_column("t", "a", type(character(5)), server_default("x")));
constexpr auto gone = drop(alter_column("t", "a", type(text), drop_default));
const feature it{"53", sterna::history<rules, made, changed, gone>, "a character(3)",
                 "a character(5) DEFAULT 'x'::bpchar"};
TEST_CASE("feature 53: type: char(n)") { it.expect(); }
}  // namespace f53

namespace f55 {
constexpr auto made = create(create_table("t", column("a", uuid, primary_key)));
constexpr auto changed = change(add_column("t", column("b", uuid, references("t", "a"))));
constexpr auto gone = drop(drop_table("t"));
const feature it{"55", sterna::history<rules, made, changed, gone>, "a uuid NOT NULL", "b uuid"};
TEST_CASE("feature 55: type: uuid") { it.expect(); }
}  // namespace f55

namespace f59 {
constexpr auto made = create(create_table("t", column("a", json)));
constexpr auto changed =
    change(add_column("t", column("b", json, server_default("[]"))), alter_column("t", "a", type(jsonb)));
constexpr auto gone = drop(drop_column("t", "b"), drop_column("t", "a"));
const feature it{"59", sterna::history<rules, made, changed, gone>, "a json\n", "b json DEFAULT '[]'::json"};
TEST_CASE("feature 59: type: json") { it.expect(); }
}  // namespace f59

namespace f62 {
constexpr auto made = create(create_table("t", column("a", numeric(10, 2))));
constexpr auto changed = change(alter_column("t", "a", type(numeric(14, 4)), server_default(0)));
constexpr auto gone = drop(alter_column("t", "a", type(numeric), drop_default));
const feature it{"62", sterna::history<rules, made, changed, gone>, "a numeric(10,2)", "a numeric(14,4) DEFAULT 0"};
TEST_CASE("feature 62: type: numeric(p,s)") { it.expect(); }
}  // namespace f62

namespace f68 {
constexpr auto made = create(create_table("t", column("a", numeric), column("b", numeric(5, 1))));
constexpr auto changed = change(alter_column("t", "b", type(numeric)));
constexpr auto gone =
    drop(alter_column("t", "a", type(double_precision)), alter_column("t", "b", type(double_precision)));
const feature it{"68", sterna::history<rules, made, changed, gone>, "a numeric", "b numeric\n"};
TEST_CASE("feature 68: type: numeric (unconstrained)") { it.expect(); }
}  // namespace f68

namespace f72 {
constexpr auto made = create(create_table("t", column("a", timestamp_tz(3)), column("b", time_of_day(2)),
                                          column("c", type("interval day to second"))));
constexpr auto changed = change(alter_column("t", "a", type(timestamp(0))), alter_column("t", "c", type(interval(2))));
constexpr auto gone = drop(alter_column("t", "a", type(timestamp)), alter_column("t", "b", type(time_of_day)),
                           alter_column("t", "c", type(interval)));
const feature it{"72", sterna::history<rules, made, changed, gone>, "c interval day to second", "c interval(2)"};
TEST_CASE("feature 72: type: timestamp/time/interval with precision or fields") { it.expect(); }
}  // namespace f72

namespace f86 {
constexpr auto made = create(create_table("t", column("a", tsvector), column("b", text)));
constexpr auto changed =
    change(add_column("t", column("q", type("tsquery"))),
           add_column("t", column("v", tsvector, generated("to_tsvector('simple'::regconfig, b)"))));
constexpr auto gone = drop(drop_column("t", "a"), drop_column("t", "q"), drop_column("t", "v"));
const feature it{"86", sterna::history<rules, made, changed, gone>, "a tsvector", "q tsquery"};
TEST_CASE("feature 86: type: tsvector/tsquery") { it.expect(); }
}  // namespace f86

namespace f92 {
constexpr auto made = create(create_table("t", column("a", time_of_day, server_default("12:00"))));
constexpr auto changed = change(add_column("t", column("b", time_of_day_tz)), alter_column("t", "a", drop_default));
constexpr auto gone = drop(drop_column("t", "b"), alter_column("t", "a", type(interval)));
const feature it{"92", sterna::history<rules, made, changed, gone>, "a time without time zone DEFAULT '12:00:00'",
                 "b time with time zone"};
TEST_CASE("feature 92: type: time/timetz") { it.expect(); }
}  // namespace f92

namespace f96 {
constexpr auto made = create(create_table("t", column("a", inet), column("b", cidr), column("c", macaddr)));
constexpr auto changed =
    change(alter_column("t", "b", type(inet)), add_column("t", column("d", cidr, server_default("10.0.0.0/8"))));
constexpr auto gone = drop(drop_table("t"));
const feature it{"96", sterna::history<rules, made, changed, gone>, "b cidr", "d cidr DEFAULT '10.0.0.0/8'"};
TEST_CASE("feature 96: type: inet/cidr/macaddr") { it.expect(); }
}  // namespace f96

namespace f104 {
constexpr auto made = create(create_table("t", column("a", interval)));
constexpr auto changed = change(alter_column("t", "a", server_default("1 day"), not_null));
constexpr auto gone = drop(drop_column("t", "a"));
const feature it{"104", sterna::history<rules, made, changed, gone>, "a interval\n",
                 "a interval DEFAULT '1 day'::interval NOT NULL"};
TEST_CASE("feature 104: type: interval") { it.expect(); }
}  // namespace f104

namespace f113 {
constexpr auto made = create(create_table("t", column("a", type("int4range"))));
constexpr auto changed =
    change(add_column("t", column("b", type("tstzrange"), server_default(sql("tstzrange(now(), NULL)")))));
constexpr auto gone = drop(drop_column("t", "a"), drop_column("t", "b"));
const feature it{"113", sterna::history<rules, made, changed, gone>, "a int4range",
                 "b tstzrange DEFAULT tstzrange(now(), NULL"};
TEST_CASE("feature 113: type: range column") { it.expect(); }
}  // namespace f113

namespace f114 {
constexpr auto made = create(create_table("t", column("a", real), column("b", double_precision)));
constexpr auto changed = change(alter_column("t", "b", type(real)));
constexpr auto gone = drop(alter_column("t", "a", type(numeric)), alter_column("t", "b", type(double_precision)));
const feature it{"114", sterna::history<rules, made, changed, gone>, "a real", "b real"};
TEST_CASE("feature 114: type: float4") { it.expect(); }
}  // namespace f114

namespace f122 {
constexpr auto made =
    create(create_table("t", column("a", type("name")), column("b", type("\"char\"")), column("c", type("xid"))));
constexpr auto changed = change(add_column("t", column("d", type("pg_lsn"))), add_column("t", column("e", type("tid"))),
                                add_column("t", column("f", type("txid_snapshot"))));
constexpr auto gone = drop(drop_table("t"));
const feature it{"122", sterna::history<rules, made, changed, gone>, "b \"char\"", "d pg_lsn"};
TEST_CASE("feature 122: type: name/\"char\"/xid/pg_lsn/tid/txid_snapshot") { it.expect(); }
}  // namespace f122

namespace f138 {
constexpr auto made = create(create_table("t", column("a", type("oid"))));
constexpr auto changed = change(add_column("t", column("b", type("regclass"), server_default("pg_class"))),
                                add_column("t", column("c", type("regtype"))));
constexpr auto gone = drop(drop_table("t"));
const feature it{"138", sterna::history<rules, made, changed, gone>, "a oid",
                 "b regclass DEFAULT 'pg_class'::regclass"};
TEST_CASE("feature 138: type: oid/reg*") { it.expect(); }
}  // namespace f138

namespace f141 {
constexpr auto made = create(create_extension("ltree"), create_table("t", column("a", named_type("ltree"))));
constexpr auto changed = change(create_index("ix", "t", {"a"}).using_("gist"));
constexpr auto gone = drop(drop_table("t"), drop_extension("ltree"));
const feature it{"141", sterna::history<rules, made, changed, gone>, "a f141.ltree", "USING gist (a)"};
TEST_CASE("feature 141: type: ltree") { it.expect(); }
}  // namespace f141

namespace f145 {
constexpr auto made = create(create_extension("citext"), create_table("t", column("a", named_type("citext"))));
constexpr auto changed = change(alter_column("t", "a", server_default("x"), not_null));
constexpr auto gone = drop(drop_table("t"), drop_extension("citext"));
const feature it{"145", sterna::history<rules, made, changed, gone>, "a f145.citext",
                 "DEFAULT 'x'::f145.citext NOT NULL"};
TEST_CASE("feature 145: type: citext") { it.expect(); }
}  // namespace f145

namespace f146 {
constexpr auto made = create(create_table("t", column("a", type("point")), column("b", type("box"))));
constexpr auto changed = change(add_column("t", column("c", type("circle"))),
                                add_column("t", column("d", type("polygon"), server_default("((0,0),(1,1))"))));
constexpr auto gone = drop(drop_table("t"));
const feature it{"146", sterna::history<rules, made, changed, gone>, "b box", "c circle"};
TEST_CASE("feature 146: type: geometric (point, box ...)") { it.expect(); }
}  // namespace f146

namespace f147 {
constexpr auto made = create(create_table("t", column("a", xml)));
constexpr auto changed = change(add_column("t", column("b", array(xml))));
constexpr auto gone = drop(drop_column("t", "a"), drop_column("t", "b"));
const feature it{"147", sterna::history<rules, made, changed, gone>, "a xml", "b xml[]"};
TEST_CASE("feature 147: type: xml") { it.expect(); }
}  // namespace f147

namespace f151 {
constexpr auto made = create(create_table("t", column("a", type("money"))));
constexpr auto changed = change(alter_column("t", "a", server_default(0), not_null));
constexpr auto gone = drop(drop_column("t", "a"));
const feature it{"151", sterna::history<rules, made, changed, gone>, "a money\n", "a money DEFAULT 0 NOT NULL"};
TEST_CASE("feature 151: type: money") { it.expect(); }
}  // namespace f151

namespace f154 {
constexpr auto made = create(create_table("t", column("a", bit(8)), column("b", bit_varying(8))));
constexpr auto changed =
    change(alter_column("t", "b", type(bit_varying(16))), add_column("t", column("c", bit_varying)));
constexpr auto gone = drop(drop_table("t"));
const feature it{"154", sterna::history<rules, made, changed, gone>, "b bit varying(8)", "b bit varying(16)"};
TEST_CASE("feature 154: type: bit/varbit") { it.expect(); }
}  // namespace f154

namespace f155 {
constexpr auto made = create(create_extension("cube"), create_table("t", column("a", named_type("cube"))));
constexpr auto changed = change(create_extension("isn"), add_column("t", column("b", named_type("isbn"))));
constexpr auto gone = drop(drop_table("t"), drop_extension("isn"), drop_extension("cube"));
const feature it{"155", sterna::history<rules, made, changed, gone>, "a f155.cube", "b f155.isbn"};
TEST_CASE("feature 155: type: cube/earth/isn/other contrib") { it.expect(); }
}  // namespace f155

namespace f170 {
constexpr auto made = create(create_extension("hstore"), create_table("t", column("a", named_type("hstore"))));
constexpr auto changed = change(create_index("ix", "t", {"a"}).using_("gin"));
constexpr auto gone = drop(drop_table("t"), drop_extension("hstore"));
const feature it{"170", sterna::history<rules, made, changed, gone>, "a f170.hstore", "USING gin (a)"};
TEST_CASE("feature 170: type: hstore") { it.expect(); }
}  // namespace f170

namespace f_multirange {
constexpr auto made = create(create_table("t", column("a", type("int4multirange"))));
constexpr auto changed = change(add_column("t", column("b", type("datemultirange"), server_default("{}"))));
constexpr auto gone = drop(drop_column("t", "a"), drop_column("t", "b"));
const feature it{"_multirange", sterna::history<rules, made, changed, gone>, "a int4multirange",
                 "b datemultirange DEFAULT '{}'::datemultirange", 14};
TEST_CASE("feature: type: multirange column") { it.expect(); }
}  // namespace f_multirange

}  // namespace features
