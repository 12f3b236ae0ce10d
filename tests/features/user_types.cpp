// SPDX-License-Identifier: BSL-1.0
#include "features/feature.hpp"

namespace features {

namespace f34 {
constexpr auto made = create(create_enumeration("mood", {"sad", "ok"}));
constexpr auto changed = change(rename_enumeration_value("mood", "ok", "it's fine"));
constexpr auto gone = drop(replace_enumeration_values("mood", {"sad"}));
const feature it{"34", sterna::history<rules, made, changed, gone>, "'ok'", "'it''s fine'"};
TEST_CASE("feature 34: enum labels") { it.expect(); }
}  // namespace f34

namespace f35 {
constexpr auto made =
    create(create_enumeration("mood", {"sad", "ok"}), create_table("t", column("a", enumeration("mood"))));
constexpr auto changed = change(alter_column("t", "a", not_null, server_default("ok")));
constexpr auto gone = drop(drop_column("t", "a"), drop_enumeration("mood"));
const feature it{"35", sterna::history<rules, made, changed, gone>, "a f35.mood\n",
                 "a f35.mood DEFAULT 'ok'::f35.mood NOT NULL"};
TEST_CASE("feature 35: type: enum column") { it.expect(); }
}  // namespace f35

namespace f36 {
constexpr auto made = create(create_enumeration("mood", {"sad", "ok"}));
constexpr auto changed = change(rename_type("mood", "feeling"));
constexpr auto gone = drop(drop_enumeration("feeling"));
const feature it{"36", sterna::history<rules, made, changed, gone>, "CREATE TYPE f36.mood AS ENUM",
                 "CREATE TYPE f36.feeling AS ENUM"};
TEST_CASE("feature 36: enum types") { it.expect(); }
}  // namespace f36

namespace f42 {
constexpr auto made = create(create_extension("pg_trgm"), comment_on_extension("pg_trgm", "f42: three letters"));
constexpr auto changed = change(comment_on_extension("pg_trgm", "f42: how alike"));
constexpr auto gone = drop(drop_extension("pg_trgm"));
const feature it{"42", sterna::history<rules, made, changed, gone>,
                 "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA f42", "f42: how alike"};
TEST_CASE("feature 42: extensions (besides plpgsql)") { it.expect(); }
}  // namespace f42

namespace f94 {
constexpr auto made = create(create_composite_type("pair", "a integer, b text"));
constexpr auto changed = change(alter_type("pair", "ADD ATTRIBUTE c date"));
constexpr auto gone = drop(drop_composite_type("pair"));
const feature it{"94", sterna::history<rules, made, changed, gone>, "CREATE TYPE f94.pair AS", "c date"};
TEST_CASE("feature 94: composite types") { it.expect(); }
}  // namespace f94

namespace f99 {
constexpr auto made = create(create_domain("email", "text"), create_table("t", column("a", named_type("email"))));
constexpr auto changed = change(alter_column("t", "a", not_null, server_default("x")));
constexpr auto gone = drop(drop_column("t", "a"), drop_domain("email"));
const feature it{"99", sterna::history<rules, made, changed, gone>, "a f99.email\n", "NOT NULL"};
TEST_CASE("feature 99: type: domain column") { it.expect(); }
}  // namespace f99

namespace f102 {
constexpr auto made = create(create_domain("d", "text"));
constexpr auto changed = change(rename_domain("d", "e"), alter_domain("e", "SET DEFAULT 'x'"));
constexpr auto gone = drop(drop_domain("e"));
const feature it{"102", sterna::history<rules, made, changed, gone>, "CREATE DOMAIN f102.d AS text",
                 "CREATE DOMAIN f102.e AS text DEFAULT 'x'"};
TEST_CASE("feature 102: domains") { it.expect(); }
}  // namespace f102

namespace f118 {
constexpr auto made = create(create_domain("d", "integer CHECK (VALUE > 0)"));
constexpr auto changed = change(alter_domain("d", "ADD CONSTRAINT small CHECK (VALUE < 100)"));
constexpr auto gone = drop(drop_domain("d"));
const feature it{"118", sterna::history<rules, made, changed, gone>, "CHECK ((VALUE > 0))",
                 "CONSTRAINT small CHECK ((VALUE < 100))"};
TEST_CASE("feature 118: domains with CHECK") { it.expect(); }
}  // namespace f118

namespace f125 {
constexpr auto made = create(create_domain("d", "text COLLATE \"C\" NOT NULL DEFAULT 'x'"));
constexpr auto changed = change(alter_domain("d", "DROP NOT NULL").reverse("SET NOT NULL"),
                                alter_domain("d", "SET DEFAULT 'y'").reverse("SET DEFAULT 'x'"));
constexpr auto gone = drop(drop_domain("d"));
const feature it{"125", sterna::history<rules, made, changed, gone>, "NOT NULL DEFAULT 'x'::text",
                 "COLLATE pg_catalog.\"C\" DEFAULT 'y'::text"};
TEST_CASE("feature 125: domains with DEFAULT / NOT NULL / COLLATE") { it.expect(); }
}  // namespace f125

namespace f126 {
constexpr auto made =
    create(create_enumeration("mood", {"sad", "ok"}), create_domain("email", "text"),
           create_table("t", column("a", array(enumeration("mood"))), column("b", array(named_type("email")))));
constexpr auto changed = change(create_composite_type("pair", "x integer, y integer"),
                                add_column("t", column("c", array(named_type("pair")))));
constexpr auto gone =
    drop(drop_table("t"), drop_composite_type("pair"), drop_domain("email"), drop_enumeration("mood"));
const feature it{"126", sterna::history<rules, made, changed, gone>, "a f126.mood[]", "c f126.pair[]"};
TEST_CASE("feature 126: type: array of enum/domain/composite") { it.expect(); }
}  // namespace f126

namespace f148 {
constexpr auto made =
    create(create_composite_type("pair", "x integer, y integer"), create_table("t", column("a", named_type("pair"))));
constexpr auto changed =
    change(add_column("t", column("b", named_type("pair"), not_null)), comment_on_type("pair", "two"));
constexpr auto gone = drop(drop_column("t", "a"), drop_column("t", "b"), drop_composite_type("pair"));
const feature it{"148", sterna::history<rules, made, changed, gone>, "a f148.pair", "b f148.pair NOT NULL"};
TEST_CASE("feature 148: type: composite column") { it.expect(); }
}  // namespace f148

namespace f153 {
constexpr auto made = create(create_range_type("period", "SUBTYPE = time"));
constexpr auto changed = change(create_range_type("hours", "SUBTYPE = time, SUBTYPE_OPCLASS = time_ops"),
                                create_table("t", column("a", named_type("period"))));
constexpr auto gone = drop(drop_table("t"), drop_range_type("hours"), drop_range_type("period"));
const feature it{"153", sterna::history<rules, made, changed, gone>, "CREATE TYPE f153.period AS RANGE",
                 "CREATE TYPE f153.hours AS RANGE"};
TEST_CASE("feature 153: range types") { it.expect(); }
}  // namespace f153

namespace f159 {
constexpr auto made =
    create(create_enumeration("mood", {"sad", "ok"}), create_cast("(text AS f159.mood)", "WITH INOUT AS ASSIGNMENT"));
constexpr auto changed = change(comment_on_cast("(text AS f159.mood)", "as it is called"));
constexpr auto gone = drop(drop_cast("(text AS f159.mood)"));
const feature it{"159", sterna::history<rules, made, changed, gone>,
                 "CREATE CAST (text AS f159.mood) WITH INOUT AS ASSIGNMENT", "COMMENT ON CAST (text AS f159.mood)"};
TEST_CASE("feature 159: casts") { it.expect(); }
}  // namespace f159

namespace f175 {
constexpr auto made =
    create(create_function("same(integer, text)", "RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1::text = $2'"),
           create_operator("===(integer, text)", "FUNCTION = same"));
constexpr auto changed =
    change(create_function("same(text, integer)", "RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2::text'"),
           create_operator("===(text, integer)", "FUNCTION = same, COMMUTATOR = ==="));
constexpr auto gone = drop(drop_operator("===(text, integer)"), drop_operator("===(integer, text)"),
                           drop_function("same(text, integer)"), drop_function("same(integer, text)"));
const feature it{"175", sterna::history<rules, made, changed, gone>, "LEFTARG = integer",
                 "COMMUTATOR = OPERATOR(f175.===)"};
TEST_CASE("feature 175: operators") { it.expect(); }
}  // namespace f175

namespace f176 {
constexpr auto made = create(create_collation("german", "provider = icu, locale = 'de'"));
constexpr auto changed =
    change(rename_collation("german", "deutsch"), create_table("t", column("a", text.collate("deutsch"))));
constexpr auto gone = drop(drop_table("t"), drop_collation("deutsch"));
const feature it{"176", sterna::history<rules, made, changed, gone>, "CREATE COLLATION f176.german",
                 "COLLATE f176.deutsch"};
TEST_CASE("feature 176: collations (user-defined)") { it.expect(); }
}  // namespace f176

namespace f_base {
constexpr auto made = create(
    execute(
        "CREATE TYPE byte; CREATE FUNCTION byte_in(cstring) RETURNS byte LANGUAGE internal IMMUTABLE STRICT AS "
        "'charin'; CREATE FUNCTION byte_out(byte) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'charout'; "
        "CREATE TYPE byte (INPUT = byte_in, OUTPUT = byte_out, INTERNALLENGTH = 1, PASSEDBYVALUE, ALIGNMENT = char)")
        .reverse("DROP TYPE byte CASCADE"));
constexpr auto changed = change(rename_type("byte", "octet"), create_table("t", column("a", type("octet"))));
constexpr auto gone = drop(
    drop_table("t"), execute("DROP TYPE octet CASCADE")
                         .reverse("CREATE TYPE octet; CREATE FUNCTION byte_in(cstring) RETURNS octet LANGUAGE internal "
                                  "IMMUTABLE STRICT AS 'charin'; CREATE FUNCTION byte_out(octet) RETURNS cstring "
                                  "LANGUAGE internal IMMUTABLE STRICT AS 'charout'; CREATE TYPE octet (INPUT = "
                                  "byte_in, OUTPUT = byte_out, INTERNALLENGTH = 1, PASSEDBYVALUE, ALIGNMENT = char)"));
const feature it{"_base", sterna::history<rules, made, changed, gone>, "CREATE TYPE f_base.byte (",
                 "CREATE TYPE f_base.octet ("};
TEST_CASE("feature: base types") { it.expect(); }
}  // namespace f_base

namespace f_operator_classes {
constexpr auto made = create(create_operator_class(
    "by_size", "btree", "FOR TYPE integer",
    "OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer)"));
constexpr auto changed = change(create_operator_family("fam", "hash"),
                                alter_operator_family("fam", "hash", "ADD FUNCTION 1 (integer) hashint4(integer)")
                                    .reverse("DROP FUNCTION 1 (integer)"));
constexpr auto gone = drop(drop_operator_family("fam", "hash"), drop_operator_class("by_size", "btree"),
                           drop_operator_family("by_size", "btree"));
const feature it{"_operator_classes", sterna::history<rules, made, changed, gone>,
                 "CREATE OPERATOR CLASS f_operator_classes.by_size",
                 "CREATE OPERATOR FAMILY f_operator_classes.fam USING hash"};
TEST_CASE("feature: operator classes / families") { it.expect(); }
}  // namespace f_operator_classes

}  // namespace features
