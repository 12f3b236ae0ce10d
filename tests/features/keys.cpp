// SPDX-License-Identifier: BSL-1.0
#include "features/feature.hpp"

namespace features {

namespace f4 {
constexpr auto made =
    create(create_table("t", column("a", integer, primary_key, no_identity), column("b", text, not_null)));
constexpr auto changed = change(drop_constraint("t_pkey", "t"), create_primary_key("pk", "t", {"b"}));
constexpr auto gone = drop(drop_constraint("pk", "t"));
const feature it{"4", sterna::history<rules, made, changed, gone>, "t_pkey PRIMARY KEY (a)", "pk PRIMARY KEY (b)"};
TEST_CASE("feature 4: constraints: PRIMARY KEY") { it.expect(); }
}  // namespace f4

namespace f8 {
constexpr auto made = create(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                          column("m", integer), unique({"n", "m"})),
                             create_table("c", column("p", integer), column("q", integer)),
                             create_foreign_key("fk", "c", {"p"}, "p", {"id"}));
constexpr auto changed = change(rename_constraint("c", "fk", "fk_c_p"));
constexpr auto gone = drop(drop_constraint("fk_c_p", "c"));
const feature it{"8", sterna::history<rules, made, changed, gone>, "CONSTRAINT fk FOREIGN KEY (p) REFERENCES f8.p(id)",
                 "CONSTRAINT fk_c_p FOREIGN KEY"};
TEST_CASE("feature 8: constraints: FOREIGN KEY") { it.expect(); }
}  // namespace f8

namespace f18 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_unique_constraint("uq", "t", {"a"}));
constexpr auto changed = change(drop_constraint("uq", "t"), create_unique_constraint("uq", "t", {"a", "b"}));
constexpr auto gone = drop(drop_constraint(unique({"a", "b"}).named("uq"), "t"));
const feature it{"18", sterna::history<rules, made, changed, gone>, "uq UNIQUE (a)", "uq UNIQUE (a, b)"};
TEST_CASE("feature 18: constraints: UNIQUE") { it.expect(); }
}  // namespace f18

namespace f20 {
constexpr auto made = create(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                          column("m", integer), unique({"n", "m"})),
                             create_table("c", column("p", integer, references("p", "id", on_delete(cascade)))));
constexpr auto changed = change(rename_column("c", "p", "parent"));
constexpr auto gone = drop(drop_table("c"));
const feature it{"20", sterna::history<rules, made, changed, gone>,
                 "FOREIGN KEY (p) REFERENCES f20.p(id) ON DELETE CASCADE",
                 "FOREIGN KEY (parent) REFERENCES f20.p(id) ON DELETE CASCADE"};
TEST_CASE("feature 20: FK: ON DELETE CASCADE") { it.expect(); }
}  // namespace f20

namespace f21 {
constexpr auto made = create(
    create_table("t", column("a", integer), column("b", text), column("c", date, not_null), primary_key({"a", "b"})));
constexpr auto changed = change(drop_constraint("t_pkey", "t"), create_primary_key("pk", "t", {"c", "b", "a"}));
constexpr auto gone = drop(drop_column("t", "c"));
const feature it{"21", sterna::history<rules, made, changed, gone>, "PRIMARY KEY (a, b)", "pk PRIMARY KEY (c, b, a)"};
TEST_CASE("feature 21: constraints: composite PRIMARY KEY") { it.expect(); }
}  // namespace f21

namespace f24 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", text)), create_check_constraint("ck", "t", "a > 0"));
constexpr auto changed = change(drop_constraint("ck", "t"), create_check_constraint("ck", "t", "a > 1 AND b <> ''"));
constexpr auto gone = drop(drop_constraint("ck", "t"));
const feature it{"24", sterna::history<rules, made, changed, gone>, "CHECK ((a > 0))",
                 "CHECK (((a > 1) AND (b <> ''::text)))"};
TEST_CASE("feature 24: constraints: CHECK") { it.expect(); }
}  // namespace f24

namespace f45 {
constexpr auto made =
    create(create_table("t", column("id", integer, primary_key), column("up", integer, references("t", "id"))));
constexpr auto changed = change(add_column("t", column("next", integer, references("t", "id", on_delete(set_null)))));
constexpr auto gone = drop(drop_column("t", "up"), drop_column("t", "next"));
const feature it{"45", sterna::history<rules, made, changed, gone>, "FOREIGN KEY (up) REFERENCES f45.t(id)",
                 "FOREIGN KEY (next) REFERENCES f45.t(id)"};
TEST_CASE("feature 45: FK: self-referencing") { it.expect(); }
}  // namespace f45

namespace f52 {
constexpr auto made = create(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                          column("m", integer), unique({"n", "m"})),
                             create_table("c", column("p", integer), column("q", integer)),
                             create_foreign_key("fk", "c", {"p"}, "p", {"id"}, on_delete(set_null)));
constexpr auto changed =
    change(drop_constraint("fk", "c"), create_foreign_key("fk", "c", {"q"}, "p", {"id"}, on_delete(set_null)));
constexpr auto gone = drop(drop_constraint("fk", "c"));
const feature it{"52", sterna::history<rules, made, changed, gone>,
                 "FOREIGN KEY (p) REFERENCES f52.p(id) ON DELETE SET NULL",
                 "FOREIGN KEY (q) REFERENCES f52.p(id) ON DELETE SET NULL"};
TEST_CASE("feature 52: FK: ON DELETE SET NULL") { it.expect(); }
}  // namespace f52

namespace f57 {
constexpr auto made = create(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                          column("m", integer), unique({"n", "m"})),
                             create_table("c", column("p", integer), column("q", integer)),
                             create_foreign_key("fk", "c", {"p"}, "p", {"n"}));
constexpr auto changed = change(create_foreign_key("fk2", "c", {"p", "q"}, "p", {"n", "m"}));
constexpr auto gone = drop(drop_constraint("p_n_key", "p").cascade(), drop_constraint("fk2", "c"));
const feature it{"57", sterna::history<rules, made, changed, gone>, "REFERENCES f57.p(n)", "REFERENCES f57.p(n, m)"};
TEST_CASE("feature 57: FK: to a unique key that is not the PK") { it.expect(); }
}  // namespace f57

namespace f63 {
constexpr auto made =
    create(create_table("p", column("id", integer, primary_key), column("n", integer, unique), column("m", integer),
                        unique({"n", "m"})),
           create_table("c", column("a", integer), column("b", integer), foreign_key({"a", "b"}, "p", {"n", "m"})));
constexpr auto changed = change(drop_constraint("c_a_b_fkey", "c"),
                                create_foreign_key("fk", "c", {"b", "a"}, "p", {"n", "m"}, on_delete(cascade)));
constexpr auto gone = drop(drop_column("c", "a"));
const feature it{"63", sterna::history<rules, made, changed, gone>, "FOREIGN KEY (a, b) REFERENCES f63.p(n, m)",
                 "FOREIGN KEY (b, a) REFERENCES f63.p(n, m)"};
TEST_CASE("feature 63: FK: composite") { it.expect(); }
}  // namespace f63

namespace f64 {
constexpr auto made =
    create(create_table("a", column("id", integer, primary_key), column("b", integer)),
           create_table("b", column("id", integer, primary_key), column("a", integer, references("a", "id"))),
           create_foreign_key("a_b", "a", {"b"}, "b", {"id"}));
constexpr auto changed = change(alter_constraint("a_b", "a", initially_deferred));
constexpr auto gone = drop(drop_table("b").cascade(), drop_table("a"));
const feature it{"64", sterna::history<rules, made, changed, gone>, "a_b FOREIGN KEY (b) REFERENCES f64.b(id)",
                 "DEFERRABLE INITIALLY DEFERRED"};
TEST_CASE("feature 64: FK: cyclic between tables (mutual)") { it.expect(); }
}  // namespace f64

namespace f67 {
constexpr auto made = create(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                          column("m", integer), unique({"n", "m"})),
                             create_table("c", column("p", integer), column("q", integer)),
                             create_foreign_key("fk", "c", {"p"}, "p", {"id"}, on_update(cascade)));
constexpr auto changed = change(rename_table("p", "parent"));
constexpr auto gone = drop(drop_constraint("fk", "c"));
const feature it{"67", sterna::history<rules, made, changed, gone>, "REFERENCES f67.p(id) ON UPDATE CASCADE",
                 "REFERENCES f67.parent(id) ON UPDATE CASCADE"};
TEST_CASE("feature 67: FK: ON UPDATE CASCADE") { it.expect(); }
}  // namespace f67

namespace f69 {
constexpr auto made = create(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                          column("m", integer), unique({"n", "m"})),
                             create_table("c", column("p", integer, references("p", "id", on_delete(restrict)))));
constexpr auto changed =
    change(drop_constraint("c_p_fkey", "c"), create_foreign_key("fk", "c", {"p"}, "p", {"n"}, on_delete(restrict)));
constexpr auto gone = drop(drop_table("c"), drop_table("p"));
const feature it{"69", sterna::history<rules, made, changed, gone>, "p(id) ON DELETE RESTRICT",
                 "p(n) ON DELETE RESTRICT"};
TEST_CASE("feature 69: FK: ON DELETE RESTRICT") { it.expect(); }
}  // namespace f69

namespace f73 {
constexpr auto made = create(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                          column("m", integer), unique({"n", "m"})),
                             create_table("c", column("p", integer), column("q", integer)),
                             create_foreign_key("fk", "c", {"p"}, "p", {"id"}, deferrable));
constexpr auto changed =
    change(create_foreign_key("fq", "c", {"q"}, "p", {"id"}), alter_constraint("fq", "c", deferrable));
constexpr auto gone = drop(alter_constraint("fk", "c", not_deferrable), drop_constraint("fq", "c"));
const feature it{"73", sterna::history<rules, made, changed, gone>, "FOREIGN KEY (p) REFERENCES f73.p(id) DEFERRABLE",
                 "FOREIGN KEY (q) REFERENCES f73.p(id) DEFERRABLE"};
TEST_CASE("feature 73: constraints: DEFERRABLE") { it.expect(); }
}  // namespace f73

namespace f77 {
constexpr auto made =
    create(create_schema("f77_other"), create_table("p", column("id", integer, primary_key)).schema("f77_other"),
           create_table("c", column("p", integer), column("q", integer)),
           create_foreign_key("fk", "c", {"p"}, "p", {"id"}, referred_schema("f77_other")));
constexpr auto changed = change(rename_table("p", "parent").schema("f77_other"));
constexpr auto gone = drop(drop_schema("f77_other").cascade());
const feature it{"77", sterna::history<rules, made, changed, gone>, "REFERENCES f77_other.p(id)",
                 "REFERENCES f77_other.parent(id)"};
TEST_CASE("feature 77: FK: cross-schema") { it.expect(); }
}  // namespace f77

namespace f84 {
constexpr auto made = create(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                          column("m", integer), unique({"n", "m"})),
                             create_table("c", column("p", integer, references("p", "id", initially_deferred))));
constexpr auto changed = change(create_unique_constraint("uq", "c", {"p"}).initially_deferred());
constexpr auto gone = drop(alter_constraint("c_p_fkey", "c", deferrable), drop_constraint("uq", "c"));
const feature it{"84", sterna::history<rules, made, changed, gone>,
                 "FOREIGN KEY (p) REFERENCES f84.p(id) DEFERRABLE INITIALLY DEFERRED",
                 "UNIQUE (p) DEFERRABLE INITIALLY DEFERRED"};
TEST_CASE("feature 84: constraints: INITIALLY DEFERRED") { it.expect(); }
}  // namespace f84

namespace f108 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_check_constraint("ck", "t", "a > 0").not_valid());
constexpr auto changed = change(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                             column("m", integer), unique({"n", "m"})),
                                create_foreign_key("fk", "t", {"a"}, "p", {"id"}).not_valid());
constexpr auto gone = drop(validate_constraint("ck", "t"), validate_constraint("fk", "t"));
const feature it{"108", sterna::history<rules, made, changed, gone>, "CHECK ((a > 0)) NOT VALID",
                 "REFERENCES f108.p(id) NOT VALID"};
TEST_CASE("feature 108: constraints: NOT VALID") { it.expect(); }
}  // namespace f108

namespace f111 {
constexpr auto made = create(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                          column("m", integer), unique({"n", "m"})),
                             create_table("c", column("p", integer), column("q", integer)),
                             create_foreign_key("fk", "c", {"p"}, "p", {"id"}, on_update(set_null)));
constexpr auto changed = change(create_foreign_key("fq", "c", {"q"}, "p", {"id"}, on_update(restrict)),
                                create_foreign_key("fr", "c", {"q"}, "p", {"n"}, on_update(set_default)));
constexpr auto gone = drop(drop_constraint("fk", "c"), drop_constraint("fq", "c"), drop_constraint("fr", "c"));
const feature it{"111", sterna::history<rules, made, changed, gone>, "ON UPDATE SET NULL", "ON UPDATE RESTRICT"};
TEST_CASE("feature 111: FK: ON UPDATE other action") { it.expect(); }
}  // namespace f111

namespace f119 {
constexpr auto made =
    create(create_table("t", column("a", integer), column("b", integer, not_null), column("r", type("int4range")),
                        unique({"a"}).deferrable(), constraint("ex", exclude({{"r", "&&"}}).deferrable())));
constexpr auto changed = change(create_primary_key("pk", "t", {"b"}).initially_deferred());
constexpr auto gone = drop(drop_constraint("t_a_key", "t"), drop_constraint("ex", "t"), drop_constraint("pk", "t"));
const feature it{"119", sterna::history<rules, made, changed, gone>, "UNIQUE (a) DEFERRABLE",
                 "PRIMARY KEY (b) DEFERRABLE INITIALLY DEFERRED"};
TEST_CASE("feature 119: constraints: deferrable UNIQUE/PK/EXCLUDE") { it.expect(); }
}  // namespace f119

namespace f120 {
constexpr auto made = create(
    create_table("t", column("a", integer), column("r", type("int4range")), constraint("ex", exclude({{"r", "&&"}}))));
constexpr auto changed =
    change(create_exclude_constraint("ex2", "t", {{sql("abs(a)"), "="}}).using_("btree").where("a <> 0"));
constexpr auto gone = drop(drop_constraint("ex", "t"), drop_constraint("ex2", "t"));
const feature it{"120", sterna::history<rules, made, changed, gone>, "EXCLUDE USING gist (r WITH &&)",
                 "EXCLUDE USING btree (abs(a) WITH =) WHERE ((a <> 0))"};
TEST_CASE("feature 120: constraints: EXCLUDE") { it.expect(); }
}  // namespace f120

namespace f130 {
constexpr auto made =
    create(create_function("good(n integer)", "RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT n > 0'"),
           create_table("t", column("a", integer), constraint("ck", check("good(a)"))));
constexpr auto changed =
    change(replace_function("good(n integer)", "RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT n > 1'"));
constexpr auto gone = drop(drop_constraint("ck", "t"), drop_function("good(integer)"));
const feature it{"130", sterna::history<rules, made, changed, gone>, "CHECK (f130.good(a))", "SELECT n > 1"};
TEST_CASE("feature 130: CHECK calling a user-defined function") { it.expect(); }
}  // namespace f130

namespace f133 {
constexpr auto made =
    create(create_table("p", column("id", integer, primary_key, no_identity), partition_by("RANGE (id)")),
           create_partition("p1", "p", "FROM (0) TO (10)"),
           create_table("c", column("p", integer, constraint("fk", references("p", "id")))));
constexpr auto changed =
    change(create_partition("p2", "p", "FROM (10) TO (20)"), alter_constraint("fk", "c", deferrable));
constexpr auto gone = drop(drop_constraint("fk", "c"));
const feature it{"133", sterna::history<rules, made, changed, gone>, "fk FOREIGN KEY (p) REFERENCES f133.p(id)",
                 "REFERENCES f133.p(id) DEFERRABLE"};
TEST_CASE("feature 133: FK: to a partitioned table") { it.expect(); }
}  // namespace f133

namespace f152 {
constexpr auto made =
    create(create_table("p", column("id", integer, primary_key), column("n", integer, unique), column("m", integer),
                        unique({"n", "m"})),
           create_table("c", column("p", integer, server_default(0), references("p", "id", on_delete(set_default)))));
constexpr auto changed = change(alter_column("c", "p", server_default(1)));
constexpr auto gone = drop(drop_column("c", "p"));
const feature it{"152", sterna::history<rules, made, changed, gone>, "ON DELETE SET DEFAULT", "p integer DEFAULT 1"};
TEST_CASE("feature 152: FK: ON DELETE SET DEFAULT") { it.expect(); }
}  // namespace f152

namespace f166 {
constexpr auto made = create(create_table("t", column("a", integer), column("b", text)),
                             create_check_constraint("ck", "t", "a > 0").no_inherit());
constexpr auto changed = change(rename_constraint("t", "ck", "ck_a"));
constexpr auto gone = drop(drop_constraint("ck_a", "t"));
const feature it{"166", sterna::history<rules, made, changed, gone>, "ck CHECK ((a > 0)) NO INHERIT",
                 "ck_a CHECK ((a > 0)) NO INHERIT"};
TEST_CASE("feature 166: constraints: NO INHERIT check") { it.expect(); }
}  // namespace f166

namespace f_set_columns {
constexpr auto made = create(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                          column("m", integer), unique({"n", "m"})),
                             create_table("c", column("p", integer), column("q", integer)),
                             create_foreign_key("fk", "c", {"p", "q"}, "p", {"n", "m"}, on_delete(set_null, {"p"})));
constexpr auto changed = change(drop_constraint("fk", "c"), create_foreign_key("fk", "c", {"p", "q"}, "p", {"n", "m"},
                                                                               on_delete(set_default, {"q"})));
constexpr auto gone = drop(drop_constraint("fk", "c"));
const feature it{"_set_columns", sterna::history<rules, made, changed, gone>, "ON DELETE SET NULL (p)",
                 "ON DELETE SET DEFAULT (q)", 15};
TEST_CASE("feature: FK: ON DELETE SET NULL/DEFAULT (columns)") { it.expect(); }
}  // namespace f_set_columns

namespace f_match_full {
constexpr auto made = create(create_table("p", column("id", integer, primary_key), column("n", integer, unique),
                                          column("m", integer), unique({"n", "m"})),
                             create_table("c", column("p", integer), column("q", integer)),
                             create_foreign_key("fk", "c", {"p", "q"}, "p", {"n", "m"}, match_full));
constexpr auto changed = change(drop_constraint("fk", "c"), create_foreign_key("fk", "c", {"q", "p"}, "p", {"n", "m"},
                                                                               match_full, on_update(cascade)));
constexpr auto gone = drop(drop_constraint("fk", "c"));
const feature it{"_match_full", sterna::history<rules, made, changed, gone>,
                 "FOREIGN KEY (p, q) REFERENCES f_match_full.p(n, m) MATCH FULL",
                 "FOREIGN KEY (q, p) REFERENCES f_match_full.p(n, m) MATCH FULL ON UPDATE CASCADE"};
TEST_CASE("feature: FK: MATCH FULL") { it.expect(); }
}  // namespace f_match_full

}  // namespace features
