// SPDX-License-Identifier: BSL-1.0
#include "features/feature.hpp"

namespace features {

namespace f85 {
constexpr auto made = create(create_table("e", column("id", integer, not_null), column("day", date, not_null),
                                          column("kind", text), partition_by("RANGE (day)")));
constexpr auto changed = change(rename_table("e", "f"), create_table_comment("f", "in parts"));
constexpr auto gone = drop(drop_table("f"));
const feature it{"85", sterna::history<rules, made, changed, gone>, "CREATE TABLE f85.e (", "CREATE TABLE f85.f ("};
TEST_CASE("feature 85: tables: partitioned (parents)") { it.expect(); }
}  // namespace f85

namespace f100 {
constexpr auto made = create(create_table("e", column("id", integer, not_null), column("day", date, not_null),
                                          column("kind", text), partition_by("RANGE (id)")),
                             create_partition("p", "e", "FROM (0) TO (10)"));
constexpr auto changed = change(create_partition("q", "e", "FROM (10) TO (20)", with("fillfactor", 70)));
constexpr auto gone = drop(drop_table("p"), drop_table("q"));
const feature it{"100", sterna::history<rules, made, changed, gone>,
                 "ATTACH PARTITION f100.p FOR VALUES FROM (0) TO (10)",
                 "ATTACH PARTITION f100.q FOR VALUES FROM (10) TO (20)"};
TEST_CASE("feature 100: partitions (children)") { it.expect(); }
}  // namespace f100

namespace f103 {
constexpr auto made = create(create_table("e", column("id", integer, not_null), column("day", date, not_null),
                                          column("kind", text), partition_by("RANGE (day)")),
                             create_partition("p", "e", "FROM ('2024-01-01') TO ('2025-01-01')"));
constexpr auto changed =
    change(create_partition("q", "e", "FROM ('2025-01-01') TO (MAXVALUE)"), create_index("ix", "e", {"day"}));
constexpr auto gone = drop(drop_table("e"));
const feature it{"103", sterna::history<rules, made, changed, gone>, "PARTITION BY RANGE (day)", "TO (MAXVALUE)"};
TEST_CASE("feature 103: partition strategy: range") { it.expect(); }
}  // namespace f103

namespace f110 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_table("c", column("c", date), inherits("t")));
constexpr auto changed =
    change(create_table("d", column("a", integer), column("b", text)), alter_table("d", inherits("t")));
constexpr auto gone = drop(drop_table("d"), drop_table("c"));
const feature it{"110", sterna::history<rules, made, changed, gone>,
                 "CREATE TABLE f110.c (\n    c date\n)\nINHERITS (f110.t)",
                 "CREATE TABLE f110.d (\n    a integer,\n    b text\n)\nINHERITS (f110.t)"};
TEST_CASE("feature 110: table inheritance (INHERITS children)") { it.expect(); }
}  // namespace f110

namespace f124 {
constexpr auto made = create(create_table("e", column("id", integer, not_null), column("day", date, not_null),
                                          column("kind", text), partition_by("LIST (kind)")),
                             create_partition("p", "e", "IN ('a')"));
constexpr auto changed = change(create_partition("q", "e", "IN ('b', 'c', NULL)"));
constexpr auto gone = drop(drop_table("e"));
const feature it{"124", sterna::history<rules, made, changed, gone>, "PARTITION BY LIST (kind)", "IN ('b', 'c', NULL)"};
TEST_CASE("feature 124: partition strategy: list") { it.expect(); }
}  // namespace f124

namespace f135 {
constexpr auto made = create(create_table("e", column("id", integer, not_null), column("day", date, not_null),
                                          column("kind", text), partition_by("HASH (id)")),
                             create_partition("p", "e", "WITH (MODULUS 2, REMAINDER 0)"));
constexpr auto changed = change(create_partition("q", "e", "WITH (MODULUS 2, REMAINDER 1)"));
constexpr auto gone = drop(drop_table("e"));
const feature it{"135", sterna::history<rules, made, changed, gone>, "PARTITION BY HASH (id)",
                 "(modulus 2, remainder 1)"};
TEST_CASE("feature 135: partition strategy: hash") { it.expect(); }
}  // namespace f135

namespace f150 {
constexpr auto made = create(create_table("e", column("id", integer, not_null), column("day", date, not_null),
                                          column("kind", text), partition_by("LIST (kind)")),
                             create_partition("rest", "e", default_partition));
constexpr auto changed = change(rename_table("rest", "others"));
constexpr auto gone = drop(drop_table("others"));
const feature it{"150", sterna::history<rules, made, changed, gone>, "ATTACH PARTITION f150.rest DEFAULT",
                 "ATTACH PARTITION f150.others DEFAULT"};
TEST_CASE("feature 150: default partitions") { it.expect(); }
}  // namespace f150

namespace f106 {
constexpr auto made = create(create_table("t", column("a", integer), with("fillfactor", 70)));
constexpr auto changed = change(alter_table("t", with("fillfactor", 80), with("autovacuum_enabled", false)));
constexpr auto gone = drop(alter_table("t", reset("fillfactor"), reset("autovacuum_enabled")));
const feature it{"106", sterna::history<rules, made, changed, gone>, "fillfactor='70'", "autovacuum_enabled='false'"};
TEST_CASE("feature 106: table storage parameters (WITH ...)") { it.expect(); }
}  // namespace f106

namespace f121 {
constexpr auto made =
    create(create_table("t", column("a", integer), unlogged), create_table("u", column("a", integer)));
constexpr auto changed = change(alter_table("u", unlogged));
constexpr auto gone = drop(alter_table("t", logged), alter_table("u", logged));
const feature it{"121", sterna::history<rules, made, changed, gone>, "CREATE UNLOGGED TABLE f121.t",
                 "CREATE UNLOGGED TABLE f121.u"};
TEST_CASE("feature 121: unlogged tables") { it.expect(); }
}  // namespace f121

namespace f_partition_expression {
constexpr auto made = create(create_table("e", column("id", integer, not_null), column("day", date, not_null),
                                          column("kind", text), partition_by("LIST (lower(kind))")),
                             create_partition("p", "e", "IN ('a')"));
constexpr auto changed = change(create_table("g", column("id", integer), partition_by("RANGE ((id % 7), id)")));
constexpr auto gone = drop(drop_table("e"), drop_table("g"));
const feature it{"_partition_expression", sterna::history<rules, made, changed, gone>,
                 "PARTITION BY LIST (lower(kind))", "PARTITION BY RANGE (((id % 7)), id)"};
TEST_CASE("feature: partition key: expression") { it.expect(); }
}  // namespace f_partition_expression

namespace f_sub_partitions {
constexpr auto made = create(create_table("e", column("id", integer, not_null), column("day", date, not_null),
                                          column("kind", text), partition_by("RANGE (id)")),
                             create_partition("p", "e", "FROM (0) TO (10)", partition_by("LIST (kind)")),
                             create_partition("pa", "p", "IN ('a')"));
constexpr auto changed = change(create_partition("pb", "p", "IN ('b')", partition_by("HASH (day)")));
constexpr auto gone = drop(drop_table("p"));
const feature it{"_sub_partitions", sterna::history<rules, made, changed, gone>, "PARTITION BY LIST (kind)",
                 "PARTITION BY HASH (day)"};
TEST_CASE("feature: sub-partitioned partitions") { it.expect(); }
}  // namespace f_sub_partitions

namespace f_several_parents {
constexpr auto made = create(create_table("p", column("a", integer)), create_table("q", column("b", text)),
                             create_table("c", column("c", date), inherits("p"), inherits("q")));
constexpr auto changed = change(create_table("r", column("c", date)), alter_table("c", inherits("r")));
constexpr auto gone = drop(drop_table("c"));
const feature it{"_several_parents", sterna::history<rules, made, changed, gone>,
                 "INHERITS (f_several_parents.p, f_several_parents.q)",
                 "INHERITS (f_several_parents.p, f_several_parents.q, f_several_parents.r)"};
TEST_CASE("feature: multiple inheritance") { it.expect(); }
}  // namespace f_several_parents

namespace f_typed {
constexpr auto made =
    create(create_composite_type("pair", "a integer, b text"),
           execute("CREATE TABLE t OF pair").as(create_table("t", column("a", integer), column("b", text))));
constexpr auto changed = change(create_index("ix", "t", {"a"}), alter_column("t", "b", not_null));
constexpr auto gone =
    drop(drop_index("ix"), alter_column("t", "b", nullable),
         execute("DROP TABLE t").reverse("CREATE TABLE t OF pair").as(drop_table("t")), drop_composite_type("pair"));
const feature it{"_typed", sterna::history<rules, made, changed, gone>, "CREATE TABLE f_typed.t OF f_typed.pair",
                 "b NOT NULL"};
TEST_CASE("feature: typed tables (OF type)") { it.expect(); }
}  // namespace f_typed

namespace f_replica_identity {
constexpr auto made = create(create_table("t", column("a", integer, not_null), column("b", text)),
                             alter_table("t", replica_identity_full));
constexpr auto changed = change(create_index("ux", "t", {"a"}).unique(), alter_table("t", replica_identity("ux")));
constexpr auto gone = drop(alter_table("t", replica_identity_default));
const feature it{"_replica_identity", sterna::history<rules, made, changed, gone>, "REPLICA IDENTITY FULL",
                 "REPLICA IDENTITY USING INDEX ux"};
TEST_CASE("feature: replica identity non-default") { it.expect(); }
}  // namespace f_replica_identity

namespace f101 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)), enable_row_security("t"));
constexpr auto changed =
    change(create_table("u", column("a", integer)), enable_row_security("u"), disable_row_security("t"));
constexpr auto gone = drop(disable_row_security("u"));
const feature it{"101", sterna::history<rules, made, changed, gone>, "f101.t ENABLE ROW LEVEL SECURITY",
                 "f101.u ENABLE ROW LEVEL SECURITY"};
TEST_CASE("feature 101: row level security enabled") { it.expect(); }
}  // namespace f101

namespace f131 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_policy("p", "t", "FOR SELECT USING (a > 0)"));
constexpr auto changed = change(replace_policy("p", "t", "FOR SELECT USING (a > 1)"), rename_policy("p", "t", "q"));
constexpr auto gone = drop(drop_policy("q", "t"));
const feature it{"131", sterna::history<rules, made, changed, gone>, "POLICY p ON f131.t FOR SELECT USING ((a > 0))",
                 "POLICY q ON f131.t FOR SELECT USING ((a > 1))"};
TEST_CASE("feature 131: policies") { it.expect(); }
}  // namespace f131

namespace f158 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_policy("p", "t", "AS RESTRICTIVE USING (a > 0)"));
constexpr auto changed = change(replace_policy("p", "t", "AS RESTRICTIVE FOR UPDATE USING (a > 0) WITH CHECK (a > 1)"));
constexpr auto gone = drop(drop_table("t"));
const feature it{"158", sterna::history<rules, made, changed, gone>, "AS RESTRICTIVE USING ((a > 0))",
                 "AS RESTRICTIVE FOR UPDATE"};
TEST_CASE("feature 158: policies: restrictive") { it.expect(); }
}  // namespace f158

namespace f174 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_policy("p", "t", "TO pg_monitor USING (true)"));
constexpr auto changed = change(replace_policy("p", "t", "TO pg_monitor, pg_signal_backend USING (true)"));
constexpr auto gone = drop(drop_policy("p", "t"));
const feature it{"174", sterna::history<rules, made, changed, gone>, "TO pg_monitor USING",
                 "TO pg_monitor, pg_signal_backend USING"};
TEST_CASE("feature 174: policies: TO specific roles") { it.expect(); }
}  // namespace f174

namespace f_forced {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)), force_row_security("t"));
constexpr auto changed =
    change(create_table("u", column("a", integer)), enable_row_security("u"), force_row_security("u"));
constexpr auto gone = drop(no_force_row_security("t"), drop_table("u"));
const feature it{"_forced", sterna::history<rules, made, changed, gone>, "f_forced.t FORCE ROW LEVEL SECURITY",
                 "f_forced.u FORCE ROW LEVEL SECURITY"};
TEST_CASE("feature: row level security forced") { it.expect(); }
}  // namespace f_forced

namespace f144 {
constexpr auto made = create(create_text_search_dictionary("stems", "TEMPLATE = snowball, LANGUAGE = german"),
                             create_text_search_configuration("plain", "COPY = simple"));
constexpr auto changed = change(alter_text_search_configuration("plain", "ALTER MAPPING FOR word WITH stems")
                                    .reverse("ALTER MAPPING FOR word WITH simple"),
                                comment_on_text_search_dictionary("stems", "german"));
constexpr auto gone = drop(drop_text_search_configuration("plain"), drop_text_search_dictionary("stems"));
const feature it{"144", sterna::history<rules, made, changed, gone>, "CREATE TEXT SEARCH CONFIGURATION f144.plain",
                 "FOR word WITH f144.stems"};
TEST_CASE("feature 144: text search configurations/dictionaries") { it.expect(); }
}  // namespace f144

namespace f167 {
constexpr auto made =
    create(create_foreign_data_wrapper("f167_w"), create_server("f167_s", "FOREIGN DATA WRAPPER f167_w"),
           create_foreign_table("t", "(id integer) SERVER f167_s"));
constexpr auto changed = change(alter_foreign_table("t", "ADD COLUMN made date"));
constexpr auto gone = drop(drop_foreign_table("t"), drop_server("f167_s"), drop_foreign_data_wrapper("f167_w"));
const feature it{"167", sterna::history<rules, made, changed, gone>, "CREATE FOREIGN TABLE f167.t", "made date"};
TEST_CASE("feature 167: foreign tables") { it.expect(); }
}  // namespace f167

namespace f177 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_publication("f177_news", "FOR TABLE t"));
constexpr auto changed = change(create_table("u", column("a", integer)), alter_publication("f177_news", "ADD TABLE u"),
                                rename_publication("f177_news", "f177_changes"));
constexpr auto gone = drop(drop_publication("f177_changes"));
const feature it{"177", sterna::history<rules, made, changed, gone>, "CREATE PUBLICATION f177_news",
                 "ALTER PUBLICATION f177_changes ADD TABLE ONLY f177.u"};
TEST_CASE("feature 177: publications") { it.expect(); }
}  // namespace f177

namespace f178 {
constexpr auto made =
    create(create_foreign_data_wrapper("f178_w"), create_server("f178_s", "FOREIGN DATA WRAPPER f178_w"),
           create_user_mapping("current_user", "f178_s"));
constexpr auto changed = change(alter_server("f178_s", "OPTIONS (ADD a '1')").reverse("OPTIONS (DROP a)"),
                                comment_on_server("f178_s", "there"));
constexpr auto gone =
    drop(drop_user_mapping("current_user", "f178_s"), drop_server("f178_s"), drop_foreign_data_wrapper("f178_w"));
const feature it{"178", sterna::history<rules, made, changed, gone>, "CREATE FOREIGN DATA WRAPPER f178_w",
                 "FOREIGN DATA WRAPPER f178_w OPTIONS (\n    a '1'"};
TEST_CASE("feature 178: foreign servers / FDW") { it.expect(); }
}  // namespace f178

}  // namespace features
