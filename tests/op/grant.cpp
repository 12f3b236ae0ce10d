// SPDX-License-Identifier: BSL-1.0
#include "restored.hpp"

namespace op_grant_test {

using namespace sterna::dsl;

constexpr auto home = assume(schema("op_grant"));
constexpr auto table = create_table("t", column("a", integer), column("b", text)).schema("op_grant");
constexpr auto function =
    create_function("f(n integer)", "RETURNS integer LANGUAGE sql AS 'SELECT n'").schema("op_grant");

static_assert(renders_as(grant("SELECT, UPDATE (a, b)", on_table("t"), {"reader", "Writer"}).with_grant_option(),
                         "GRANT SELECT, UPDATE (a, b) ON TABLE t TO reader, \"Writer\" WITH GRANT OPTION"));
static_assert(renders_as(revoke("ALL", on_function("f(integer)"), {"public"}).cascade(),
                         "REVOKE ALL ON FUNCTION f(integer) FROM public CASCADE"));
static_assert(renders_as(revoke("USAGE", on_schema("s"), {"reader"}).grant_option_only(),
                         "REVOKE GRANT OPTION FOR USAGE ON SCHEMA s FROM reader"));
static_assert(renders_as(grant("USAGE", on_server("there"), {"reader"}),
                         "GRANT USAGE ON FOREIGN SERVER there TO reader"));
static_assert(renders_as(grant("EXECUTE", on_all_functions("s"), {"reader"}),
                         "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA s TO reader"));
static_assert(renders_as(alter_default_privileges(grant("SELECT", on_tables, {"reader"})).in_schema("s").for_role("me"),
                         "ALTER DEFAULT PRIVILEGES FOR ROLE me IN SCHEMA s GRANT SELECT ON TABLES TO reader"));
static_assert(renders_as(alter_default_privileges(revoke("EXECUTE", on_functions, {"public"})),
                         "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM public"));

/// A server with roles for these tests, which are gone at the end.
struct place : live_schema {
  place() : live_schema("op_grant") { CHECK(accepts("CREATE ROLE op_grant_a; CREATE ROLE op_grant_b")); }
};

TEST_CASE("grant: on each kind of object, there and back") {
  place db;
  expect_restored(db, grant("SELECT, INSERT", on_table("t"), {"op_grant_a", "op_grant_b"}).schema("op_grant"),
                  "REVOKE SELECT, INSERT ON TABLE op_grant.t FROM op_grant_a, op_grant_b", home, table);
  expect_restored(db, grant("ALL PRIVILEGES", on_table("t"), {"op_grant_a"}).schema("op_grant").with_grant_option(),
                  "REVOKE ALL PRIVILEGES ON TABLE op_grant.t FROM op_grant_a", home, assume(table));
  expect_restored(db, grant("SELECT", on_table("v"), {"op_grant_a"}).schema("op_grant"),
                  "REVOKE SELECT ON TABLE op_grant.v FROM op_grant_a", home,
                  create_view("v", "SELECT 1 AS a").schema("op_grant"));
  expect_restored(db, grant("USAGE, SELECT", on_sequence("s"), {"op_grant_a"}).schema("op_grant"),
                  "REVOKE USAGE, SELECT ON SEQUENCE op_grant.s FROM op_grant_a", home,
                  create_sequence("s").schema("op_grant"));
  expect_restored(db, grant("USAGE", on_schema("op_grant"), {"op_grant_a"}),
                  "REVOKE USAGE ON SCHEMA op_grant FROM op_grant_a", home);
  expect_restored(db, grant("ALL", on_schema("public"), {"op_grant_a"}), "REVOKE ALL ON SCHEMA public FROM op_grant_a");
  expect_restored(db, grant("EXECUTE", on_function("f(integer)"), {"op_grant_a"}).schema("op_grant"),
                  "REVOKE EXECUTE ON FUNCTION op_grant.f(integer) FROM op_grant_a", home, function);
  expect_restored(db, grant("EXECUTE", on_procedure("p()"), {"op_grant_a"}).schema("op_grant"),
                  "REVOKE EXECUTE ON PROCEDURE op_grant.p() FROM op_grant_a", home,
                  create_procedure("p()", "LANGUAGE sql AS ''").schema("op_grant"));
  expect_restored(db, grant("USAGE", on_type("mood"), {"op_grant_a"}).schema("op_grant"),
                  "REVOKE USAGE ON TYPE op_grant.mood FROM op_grant_a", home,
                  create_enumeration("mood", {"ok"}).schema("op_grant"));
  expect_restored(db, grant("USAGE", on_domain("d"), {"op_grant_a"}).schema("op_grant"),
                  "REVOKE USAGE ON DOMAIN op_grant.d FROM op_grant_a", home,
                  create_domain("d", "text").schema("op_grant"));
  expect_restored(db, grant("EXECUTE", on_function("total(integer)"), {"op_grant_a"}).schema("op_grant"),
                  "REVOKE EXECUTE ON FUNCTION op_grant.total(integer) FROM op_grant_a", home,
                  create_aggregate("total(integer)", "SFUNC = int4pl, STYPE = integer").schema("op_grant"));
  expect_restored(db, grant("USAGE", on_server("op_grant_s"), {"op_grant_a"}),
                  "REVOKE USAGE ON FOREIGN SERVER op_grant_s FROM op_grant_a",
                  create_foreign_data_wrapper("op_grant_v"),
                  create_server("op_grant_s", "FOREIGN DATA WRAPPER op_grant_v"));
  expect_restored(db, grant("USAGE", on_foreign_data_wrapper("op_grant_w"), {"op_grant_a"}),
                  "REVOKE USAGE ON FOREIGN DATA WRAPPER op_grant_w FROM op_grant_a",
                  create_foreign_data_wrapper("op_grant_w"));
}

TEST_CASE("grant: a downgrade takes only what has been given") {
  place db;
  constexpr auto given = grant("SELECT", on_table("t"), {"op_grant_a"}).schema("op_grant");
  expect_restored(db, grant("SELECT, INSERT", on_table("t"), {"op_grant_a"}).schema("op_grant"),
                  "REVOKE INSERT ON TABLE op_grant.t FROM op_grant_a", home, table, given);
  expect_restored(db, grant("SELECT", on_table("t"), {"op_grant_a"}).schema("op_grant").with_grant_option(),
                  "REVOKE GRANT OPTION FOR SELECT ON TABLE op_grant.t FROM op_grant_a", home, assume(table), given);
  expect_restored(db, grant("UPDATE (a, b)", on_table("t"), {"op_grant_a"}).schema("op_grant"),
                  "REVOKE UPDATE (a) ON TABLE op_grant.t FROM op_grant_a;\n"
                  "REVOKE UPDATE (b) ON TABLE op_grant.t FROM op_grant_a",
                  home, assume(table), given);
  expect_restored(db, grant("INSERT", on_all_tables("op_grant"), {"op_grant_a"}),
                  "REVOKE INSERT ON ALL TABLES IN SCHEMA op_grant FROM op_grant_a", home, assume(table),
                  create_table("u", column("a", integer)).schema("op_grant"), given);
  expect_restored(db, grant("SELECT", on_all_tables("op_grant"), {"op_grant_a"}),
                  "REVOKE SELECT ON TABLE op_grant.u FROM op_grant_a", home, assume(table),
                  assume(create_table("u", column("a", integer)).schema("op_grant")), given);
}

TEST_CASE("revoke: what has been granted, and what everybody may at first") {
  place db;
  constexpr auto given = grant("SELECT, INSERT", on_table("t"), {"op_grant_a"}).schema("op_grant");
  expect_restored(db, revoke("INSERT", on_table("t"), {"op_grant_a"}).schema("op_grant"),
                  "GRANT INSERT ON TABLE op_grant.t TO op_grant_a", home, table, given);
  expect_restored(db, revoke("ALL", on_table("t"), {"op_grant_a"}).schema("op_grant"),
                  "GRANT SELECT, INSERT ON TABLE op_grant.t TO op_grant_a", home, assume(table), given);
  expect_restored(db, revoke("ALL", on_function("f(integer)"), {"public"}).schema("op_grant"),
                  "GRANT ALL ON FUNCTION op_grant.f(integer) TO public", home, function);
  expect_restored(db, revoke("USAGE", on_domain("d"), {"public"}).schema("op_grant"),
                  "GRANT USAGE ON DOMAIN op_grant.d TO public", home, create_domain("d", "text").schema("op_grant"));
  constexpr auto passed_on = grant("DELETE", on_table("t"), {"op_grant_b"}).schema("op_grant").with_grant_option();
  expect_restored(db, revoke("DELETE", on_table("t"), {"op_grant_b"}).schema("op_grant").grant_option_only(),
                  "GRANT DELETE ON TABLE op_grant.t TO op_grant_b WITH GRANT OPTION", home, assume(table), passed_on);
  expect_restored(db, revoke("DELETE", on_table("t"), {"op_grant_b"}).schema("op_grant"),
                  "GRANT DELETE ON TABLE op_grant.t TO op_grant_b WITH GRANT OPTION", home, assume(table), passed_on);
  CHECK(found_in(revoke("ALL", on_table("t"), {"nobody"}).schema("op_grant"), home, table).what == sterna::fault::none);
}

TEST_CASE("alter_default_privileges: there and back; what is made behind them has them") {
  place db;
  constexpr auto coming = alter_default_privileges(grant("SELECT", on_tables, {"op_grant_a"})).in_schema("op_grant");
  expect_restored(db, coming, "ALTER DEFAULT PRIVILEGES IN SCHEMA op_grant REVOKE SELECT ON TABLES FROM op_grant_a",
                  home);
  expect_restored(db, alter_default_privileges(revoke("EXECUTE", on_functions, {"public"})),
                  "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO public", home);
  expect_restored(db, revoke("SELECT", on_table("t"), {"op_grant_a"}).schema("op_grant"),
                  "GRANT SELECT ON TABLE op_grant.t TO op_grant_a", home, coming, table);
  expect_restored(db,
                  alter_default_privileges(grant("USAGE, SELECT", on_sequences, {"op_grant_b"})).for_role("op_grant_a"),
                  "ALTER DEFAULT PRIVILEGES FOR ROLE op_grant_a REVOKE USAGE, SELECT ON SEQUENCES FROM op_grant_b");
}

TEST_CASE("alter_default_privileges: only what is made behind them has them, and as they were then") {
  place db;
  constexpr auto coming = alter_default_privileges(grant("SELECT", on_tables, {"op_grant_a"})).in_schema("op_grant");
  expect_restored(db, grant("SELECT", on_table("t"), {"op_grant_a"}).schema("op_grant"),
                  "REVOKE SELECT ON TABLE op_grant.t FROM op_grant_a", home, table, coming);
  expect_restored(db, grant("INSERT", on_table("u"), {"op_grant_a"}).schema("op_grant"),
                  "REVOKE INSERT ON TABLE op_grant.u FROM op_grant_a", home, assume(table), assume(coming),
                  create_table("u", column("a", integer)).schema("op_grant"),
                  alter_default_privileges(grant("INSERT", on_tables, {"op_grant_a"})).in_schema("op_grant"));
  expect_restored(db, grant("EXECUTE", on_function("f(integer)"), {"public"}).schema("op_grant"),
                  "REVOKE EXECUTE ON FUNCTION op_grant.f(integer) FROM public", home,
                  alter_default_privileges(revoke("EXECUTE", on_functions, {"public"})), function);
  CHECK(undo_of(alter_default_privileges(grant("SELECT", on_tables, {"a"})).in_schema("public")) ==
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM a");
  // of a schema they only add: what everybody may, they do not take
  CHECK(undo_of(alter_default_privileges(revoke("EXECUTE", on_functions, {"public"})).in_schema("public")) == "");
}

TEST_CASE("revoke: of a table, and so of its columns") {
  place db;
  constexpr auto given = grant("SELECT (a), UPDATE (b)", on_table("t"), {"op_grant_a"}).schema("op_grant");
  expect_restored(db, revoke("SELECT", on_table("t"), {"op_grant_a"}).schema("op_grant"),
                  "GRANT SELECT (a) ON TABLE op_grant.t TO op_grant_a", home, table, given);
}

TEST_CASE("grant: what is dropped or renamed keeps its privileges") {
  place db;
  constexpr auto given = grant("SELECT, UPDATE (a)", on_table("t"), {"op_grant_a"}).schema("op_grant");
  constexpr auto passed_on = grant("DELETE", on_table("t"), {"op_grant_b"}).schema("op_grant").with_grant_option();
  expect_restored(db, drop_table("t").schema("op_grant"),
                  "CREATE TABLE op_grant.t (\n    a integer,\n    b text\n);\n"
                  "GRANT SELECT ON TABLE op_grant.t TO op_grant_a;\n"
                  "GRANT UPDATE (a) ON TABLE op_grant.t TO op_grant_a;\n"
                  "GRANT DELETE ON TABLE op_grant.t TO op_grant_b WITH GRANT OPTION",
                  home, table, given, passed_on);
  expect_restored(db, drop_function("f(integer)").schema("op_grant"),
                  "CREATE FUNCTION op_grant.f(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n';\n"
                  "REVOKE EXECUTE ON FUNCTION op_grant.f(n integer) FROM public",
                  home, function, revoke("ALL", on_function("f(integer)"), {"public"}).schema("op_grant"));
  CHECK(db.accepts("ALTER TABLE op_grant.t RENAME TO u"));
  expect_restored(db, revoke("SELECT", on_table("u"), {"op_grant_a"}).schema("op_grant"),
                  "GRANT SELECT ON TABLE op_grant.u TO op_grant_a", home, assume(table), assume(given),
                  assume(rename_table("t", "u").schema("op_grant")));
}

TEST_CASE("grant: a column that is renamed or dropped") {
  place db;
  constexpr auto given = grant("SELECT (a)", on_table("t"), {"op_grant_a"}).schema("op_grant");
  constexpr auto renamed = rename_column("t", "a", "c").schema("op_grant");
  expect_restored(db, revoke("SELECT (c)", on_table("t"), {"op_grant_a"}).schema("op_grant"),
                  "GRANT SELECT (c) ON TABLE op_grant.t TO op_grant_a", home, table, given, renamed);
  expect_restored(db, drop_column("t", "c").schema("op_grant"),
                  "ALTER TABLE op_grant.t ADD COLUMN c integer;\nGRANT SELECT (c) ON TABLE op_grant.t TO op_grant_a",
                  home, assume(table), assume(given), assume(renamed));
}

TEST_CASE("grant: faults") {
  using sterna::fault;
  constexpr auto t = create_table("t", column("a", integer));
  CHECK(found_in(grant("SELECT", on_table("t"), {"r"})).what == fault::missing_table);
  CHECK(found_in(grant("EXECUTE", on_function("f()"), {"r"})).what == fault::missing_object);
  CHECK(found_in(grant("SELECT", on_all_tables("s"), {"r"})).what == fault::missing_schema);
  CHECK(found_in(grant("SELECT (b)", on_table("t"), {"r"}), t).what == fault::missing_column);
  CHECK(found_in(grant("SELCT", on_table("t"), {"r"}), t).what == fault::unknown_privilege);
  CHECK(found_in(grant("EXECUTE", on_table("t"), {"r"}), t).what == fault::unknown_privilege);
  CHECK(found_in(grant("DELETE (a)", on_table("t"), {"r"}), t).what == fault::unknown_privilege);
  CHECK(found_in(grant("", on_table("t"), {"r"}), t).what == fault::unknown_privilege);
  CHECK(found_in(grant("SELECT", on_table("t"), {""}), t).what == fault::empty_name);
  CHECK(found_in(revoke("CREATE", on_schema("public"), {"public"})).what == fault::underivable);
  CHECK(found_in(revoke("ALL", on_schema("public"), {"public"})).what == fault::underivable);
  CHECK(found_in(revoke("CREATE", on_schema("public"), {"r"})).what == fault::none);
  CHECK(undo_of(grant("SELECT", on_table("t"), {"r"})) == "cannot be derived");
}

}  // namespace op_grant_test
