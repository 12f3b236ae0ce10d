// SPDX-License-Identifier: BSL-1.0
#include "features/feature.hpp"

namespace features {

namespace f5 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_index("ix", "t", {"a"}));
constexpr auto changed = change(rename_index("ix", "iy"), create_index("iz", "t", {"b"}));
constexpr auto gone = drop(drop_index("iy", "t"), drop_index("iz"));
const feature it{"5", sterna::history<rules, made, changed, gone>, "CREATE INDEX ix ON f5.t USING btree (a)",
                 "CREATE INDEX iy ON f5.t USING btree (a)"};
TEST_CASE("feature 5: indexes: all (not backing a constraint)") { it.expect(); }
}  // namespace f5

namespace f12 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_index("ix", "t", {"a", "b"}));
constexpr auto changed = change(drop_index("ix"), create_index("ix", "t", {"b", "a"}));
constexpr auto gone = drop(drop_index("ix"));
const feature it{"12", sterna::history<rules, made, changed, gone>, "(a, b)", "(b, a)"};
TEST_CASE("feature 12: indexes: multi-column") { it.expect(); }
}  // namespace f12

namespace f14 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_index("ux", "t", {"a"}).unique());
constexpr auto changed = change(alter_index("ux", with("fillfactor", 80)));
constexpr auto gone = drop(drop_table("t"));
const feature it{"14", sterna::history<rules, made, changed, gone>, "CREATE UNIQUE INDEX ux", "fillfactor='80'"};
TEST_CASE("feature 14: indexes: UNIQUE (not a constraint)") { it.expect(); }
}  // namespace f14

namespace f26 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_index("ix", "t", {"a"}).where("b IS NULL"));
constexpr auto changed = change(drop_index("ix"), create_index("ix", "t", {"a"}).where("a > 5"));
constexpr auto gone = drop(drop_index("ix"));
const feature it{"26", sterna::history<rules, made, changed, gone>, "WHERE (b IS NULL)", "WHERE (a > 5)"};
TEST_CASE("feature 26: indexes: partial (WHERE)") { it.expect(); }
}  // namespace f26

namespace f37 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_index("ix", "t", {sql("lower(b)")}));
constexpr auto changed = change(drop_index("ix"), create_index("ix", "t", {sql("a + 1"), sql("upper(b)")}));
constexpr auto gone = drop(drop_column("t", "b").cascade());
const feature it{"37", sterna::history<rules, made, changed, gone>, "(lower(b))", "(((a + 1)), upper(b))"};
TEST_CASE("feature 37: indexes: expression") { it.expect(); }
}  // namespace f37

namespace f41 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_index("ux", "t", {"a"}).unique().where("a > 0"));
constexpr auto changed = change(drop_index("ux"), create_index("ux", "t", {"b"}).unique().where("a IS NULL"));
constexpr auto gone = drop(drop_index("ux"));
const feature it{"41", sterna::history<rules, made, changed, gone>,
                 "CREATE UNIQUE INDEX ux ON f41.t USING btree (a) WHERE (a > 0)",
                 "CREATE UNIQUE INDEX ux ON f41.t USING btree (b) WHERE (a IS NULL)"};
TEST_CASE("feature 41: indexes: unique partial") { it.expect(); }
}  // namespace f41

namespace f48 {
constexpr auto made = create(create_table("t", column("tags", array(text)), column("doc", jsonb)),
                             create_index("ix", "t", {"tags"}).using_("gin"));
constexpr auto changed = change(create_index("iy", "t", {"doc"}).using_("gin").with("fastupdate", false));
constexpr auto gone = drop(drop_index("ix"), drop_index("iy"));
const feature it{"48", sterna::history<rules, made, changed, gone>, "USING gin (tags)",
                 "USING gin (doc) WITH (fastupdate='false')"};
TEST_CASE("feature 48: indexes: gin") { it.expect(); }
}  // namespace f48

namespace f54 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_index("ix", "t", {key("b").ops("text_pattern_ops")}));
constexpr auto changed =
    change(drop_index("ix"), create_index("ix", "t", {key(sql("lower(b)")).ops("text_pattern_ops"), "a"}));
constexpr auto gone = drop(drop_index("ix"));
const feature it{"54", sterna::history<rules, made, changed, gone>, "(b text_pattern_ops)",
                 "(lower(b) text_pattern_ops, a)"};
TEST_CASE("feature 54: indexes: non-default opclass") { it.expect(); }
}  // namespace f54

namespace f56 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_index("ix", "t", {desc("a")}));
constexpr auto changed =
    change(drop_index("ix"), create_index("ix", "t", {asc("a").nulls_first(), desc("b").nulls_last()}));
constexpr auto gone = drop(drop_index("ix"));
const feature it{"56", sterna::history<rules, made, changed, gone>, "(a DESC)", "(a NULLS FIRST, b DESC NULLS LAST)"};
TEST_CASE("feature 56: indexes: DESC / NULLS ordering") { it.expect(); }
}  // namespace f56

namespace f76 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text), column("c", text)),
                             create_index("ix", "t", {"a"}).include({"b"}));
constexpr auto changed = change(drop_index("ix", "t"), create_index("ix", "t", {"a"}).include({"b", "c"}));
constexpr auto gone = drop(drop_index("ix", "t"));
const feature it{"76", sterna::history<rules, made, changed, gone>, "INCLUDE (b)", "INCLUDE (b, c)"};
TEST_CASE("feature 76: indexes: INCLUDE columns") { it.expect(); }
}  // namespace f76

namespace f83 {
constexpr auto made = create(create_table("t", column("at", type("tsrange")), column("where", type("point"))),
                             create_index("ix", "t", {"at"}).using_("gist"));
constexpr auto changed = change(create_index("iy", "t", {"where"}).using_("gist").with("fillfactor", 90));
constexpr auto gone = drop(drop_index("ix"), drop_index("iy"));
const feature it{"83", sterna::history<rules, made, changed, gone>, "USING gist (at)",
                 "USING gist (\"where\") WITH (fillfactor='90')"};
TEST_CASE("feature 83: indexes: gist") { it.expect(); }
}  // namespace f83

namespace f90 {
constexpr auto made = create(create_table("t", column("a", array(text)), column("b", tsvector),
                                          column("r", type("int4range")), column("p", type("point"))),
                             create_index("ix", "t", {"a", "b"}).using_("gin"));
constexpr auto changed = change(create_index("iy", "t", {"r", "p"}).using_("gist"));
constexpr auto gone = drop(drop_column("t", "a"), drop_column("t", "r"));
const feature it{"90", sterna::history<rules, made, changed, gone>, "USING gin (a, b)", "USING gist (r, p)"};
TEST_CASE("feature 90: indexes: multi-column gin/gist") { it.expect(); }
}  // namespace f90

namespace f98 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_index("ix", "t", {"b"}).using_("hash"));
constexpr auto changed = change(rename_column("t", "b", "c"));
constexpr auto gone = drop(drop_index("ix"));
const feature it{"98", sterna::history<rules, made, changed, gone>, "USING hash (b)", "USING hash (c)"};
TEST_CASE("feature 98: indexes: hash") { it.expect(); }
}  // namespace f98

namespace f127 {
constexpr auto made =
    create(create_table("t", column("at", timestamp_tz)), create_index("ix", "t", {"at"}).using_("brin"));
constexpr auto changed = change(alter_index("ix", with("pages_per_range", 32)));
constexpr auto gone = drop(drop_index("ix", "t"));
const feature it{"127", sterna::history<rules, made, changed, gone>, "USING brin (at)", "pages_per_range='32'"};
TEST_CASE("feature 127: indexes: brin") { it.expect(); }
}  // namespace f127

namespace f129 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_index("ux", "t", {"a"}).unique().nulls_not_distinct());
constexpr auto changed = change(create_unique_constraint("uq", "t", {"b", "a"}).nulls_not_distinct());
constexpr auto gone = drop(drop_index("ux"), drop_constraint("uq", "t"));
const feature it{"129", sterna::history<rules, made, changed, gone>, "USING btree (a) NULLS NOT DISTINCT",
                 "UNIQUE NULLS NOT DISTINCT (b, a)", 15};
TEST_CASE("feature 129: indexes: NULLS NOT DISTINCT") { it.expect(); }
}  // namespace f129

namespace f132 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)), create_index("ix", "t", {"a"}),
                             create_index("iy", "t", {"b"}), alter_table("t", cluster_on("ix")));
constexpr auto changed = change(alter_table("t", cluster_on("iy")));
constexpr auto gone = drop(alter_table("t", without_cluster));
const feature it{"132", sterna::history<rules, made, changed, gone>, "CLUSTER ON ix", "CLUSTER ON iy"};
TEST_CASE("feature 132: indexes: CLUSTER ON") { it.expect(); }
}  // namespace f132

namespace f137 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_index("ix", "t", {key("b").collate("C")}));
constexpr auto changed =
    change(drop_index("ix"), create_index("ix", "t", {key("b").collate("POSIX").nulls_first(), "a"}));
constexpr auto gone = drop(drop_index("ix"));
const feature it{"137", sterna::history<rules, made, changed, gone>, "(b COLLATE \"C\")",
                 "(b COLLATE \"POSIX\" NULLS FIRST, a)"};
TEST_CASE("feature 137: indexes: COLLATE") { it.expect(); }
}  // namespace f137

namespace f140 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_index("ix", "t", {"a"}).with("fillfactor", 70));
constexpr auto changed = change(alter_index("ix", with("fillfactor", 90), with("deduplicate_items", false)));
constexpr auto gone = drop(alter_index("ix", reset("fillfactor"), reset("deduplicate_items")));
const feature it{"140", sterna::history<rules, made, changed, gone>, "fillfactor='70'", "deduplicate_items='false'"};
TEST_CASE("feature 140: indexes: storage parameters") { it.expect(); }
}  // namespace f140

namespace f171 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_index("ix", "t", {sql("lower(b)")}),
           alter_index("ix", statistics(1, 300)));
constexpr auto changed = change(alter_index("ix", statistics(1, 700)));
constexpr auto gone = drop(alter_index("ix", statistics(1, -1)));
const feature it{"171", sterna::history<rules, made, changed, gone>, "STATISTICS 300", "STATISTICS 700"};
TEST_CASE("feature 171: indexes: statistics target on expression") { it.expect(); }
}  // namespace f171

namespace f162 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_statistics("st", "t", "(dependencies) ON a, b"));
constexpr auto changed =
    change(create_statistics("su", "t", "(ndistinct, mcv) ON a, b"), rename_statistics("st", "sv"));
constexpr auto gone = drop(drop_statistics("sv"), drop_statistics("su"));
const feature it{"162", sterna::history<rules, made, changed, gone>, "STATISTICS f162.st (dependencies) ON a, b",
                 "STATISTICS f162.su (ndistinct, mcv)"};
TEST_CASE("feature 162: extended statistics") { it.expect(); }
}  // namespace f162

namespace f_spgist {
constexpr auto made = create(create_table("t", column("a", inet), column("b", text)),
                             create_index("ix", "t", {key("a").ops("inet_ops")}).using_("spgist"));
constexpr auto changed = change(create_index("iy", "t", {"b"}).using_("spgist"));
constexpr auto gone = drop(drop_index("ix"), drop_index("iy"));
const feature it{"_spgist", sterna::history<rules, made, changed, gone>, "USING spgist (a)", "USING spgist (b)"};
TEST_CASE("feature: indexes: spgist") { it.expect(); }
}  // namespace f_spgist

namespace f_opclass_parameters {
constexpr auto made = create(create_table("t", column("a", tsvector)),
                             create_index("ix", "t", {key("a").ops("tsvector_ops(siglen = 100)")}).using_("gist"));
constexpr auto changed =
    change(drop_index("ix"), create_index("ix", "t", {key("a").ops("tsvector_ops(siglen = 200)")}).using_("gist"));
constexpr auto gone = drop(drop_index("ix"));
const feature it{"_opclass_parameters", sterna::history<rules, made, changed, gone>, "siglen='100'", "siglen='200'"};
TEST_CASE("feature: indexes: opclass parameters") { it.expect(); }
}  // namespace f_opclass_parameters

namespace f_only {
constexpr auto made = create(create_table("t", column("a", integer), partition_by("LIST (a)")),
                             create_partition("p", "t", "IN (1)"), create_index("ix", "t", {"a"}).only());
constexpr auto changed = change(create_index("ip", "p", {"a"}), attach_index("ip", "ix"));
constexpr auto gone = drop(drop_index("ix"));
const feature it{"_only", sterna::history<rules, made, changed, gone>, "CREATE INDEX ix ON ONLY f_only.t",
                 "ATTACH PARTITION f_only.ip"};
TEST_CASE("feature: indexes: invalid / ON ONLY") { it.expect(); }
}  // namespace f_only

}  // namespace features
