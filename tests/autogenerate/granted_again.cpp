// SPDX-License-Identifier: BSL-1.0
//
// What is dropped and made anew keeps its privileges, though the models say nothing of any.
#include "on_server.hpp"

#include <sterna/autogenerate/words.hpp>

namespace autogenerate_granted_again_test {

using namespace sterna::dsl;
using runtime_tests::contains;
using runtime_tests::database;

namespace {

/// The words of what brings what ops make to models.
template <class To>
std::string words_to(const sterna::models_view& from, const To& to, std::string* notes = nullptr) {
  sterna::catalog was;
  sterna::catalog wanted;
  REQUIRE(sterna::detail::world_of(from, was));
  REQUIRE(sterna::detail::world_of(to, wanted));
  const sterna::generated made = sterna::diff(was, wanted, {});
  CHECK(!made.left);
  std::string text;
  for (const sterna::generated_migration& each : made.migrations) {
    CHECK(each.irreversible == "");
    for (const std::string& op : sterna::words_of(each.ops.view(), 0)) text += op + "\n";
  }
  for (const std::string& each : made.notes) {
    if (notes != nullptr) *notes += each + "\n";
  }
  return text;
}

constexpr auto t = table("t", column("id", integer, primary_key), column("a", text));
constexpr auto v = view("v", "SELECT id FROM t");
constexpr auto of_v = view("w", "SELECT id FROM v");

}  // namespace

TEST_CASE("granted again: a view with other columns, and one that reads it") {
  CHECK(words_to(sterna::models(t, v, of_v, grant("SELECT", on_table("v"), {"r", "s"}),
                                grant("SELECT", on_table("w"), {"r"}).with_grant_option()),
                 sterna::models(t, view("v", "SELECT a, id FROM t"), of_v)) ==
        "drop_view(\"w\")\n"
        "drop_view(\"v\")\n"
        "create_view(\"v\", \"SELECT a, id FROM t\")\n"
        "create_view(\"w\", \"SELECT id FROM v\")\n"
        "grant(\"SELECT\", on_table(\"v\"), {\"r\", \"s\"})\n"
        "grant(\"SELECT\", on_table(\"w\"), {\"r\"}).with_grant_option()\n");
}

TEST_CASE("granted again: a function with another result, of which everybody lost EXECUTE") {
  CHECK(words_to(sterna::models(create_function("f()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
                                revoke("ALL", on_function("f()"), {"public"}),
                                grant("EXECUTE", on_function("f()"), {"r"})),
                 sterna::models(create_function("f()", "RETURNS bigint LANGUAGE sql AS 'SELECT 1'"))) ==
        "drop_function(\"f()\")\n"
        "create_function(\"f()\", \"RETURNS bigint LANGUAGE sql AS 'SELECT 1'\")\n"
        "revoke(\"EXECUTE\", on_function(\"f()\"), {\"public\"})\n"
        "grant(\"EXECUTE\", on_function(\"f()\"), {\"r\"})\n");
}

TEST_CASE("granted again: columns of a view as far as it has them, and of a table whose column is made anew") {
  std::string notes;
  constexpr auto given = sterna::models(t, v, grant("SELECT (id)", on_table("v"), {"r"}));
  CHECK(contains(words_to(given, sterna::models(t, view("v", "SELECT a, id FROM t")), &notes),
                 "grant(\"SELECT (id)\", on_table(\"v\"), {\"r\"})"));
  CHECK(!contains(words_to(given, sterna::models(t, view("v", "SELECT a FROM t")), &notes), "grant("));
  CHECK(notes == "");
  CHECK(!contains(words_to(given, sterna::models(t, view("v", "SELECT a, t.* FROM t")), &notes), "grant("));
  CHECK(notes ==
        "what is granted on column 'id' of v, which is made anew, must be granted again if it still has the column\n");
  constexpr auto with = [](const char* computed, const auto&... more) {
    return sterna::models(table("u", column("id", integer), column("c", integer, generated(computed))), more...);
  };
  CHECK(contains(words_to(with("id + 1", grant("SELECT (c), UPDATE (id)", on_table("u"), {"r"})), with("id + 2")),
                 "grant(\"SELECT (c)\", on_table(\"u\"), {\"r\"})\n"));
}

TEST_CASE("granted again: what default privileges give is not said, and what was taken of it is") {
  constexpr auto coming = alter_default_privileges(grant("SELECT", on_tables, {"r"}));
  constexpr auto other = sterna::models(t, view("v", "SELECT a, id FROM t"));
  const auto says_grant = [](const std::string& text) { return contains(text, "grant(") || contains(text, "revoke("); };
  CHECK(!says_grant(words_to(sterna::models(coming, t, v), other)));
  CHECK(contains(words_to(sterna::models(coming, t, v, revoke("SELECT", on_table("v"), {"r"})), other),
                 "revoke(\"SELECT\", on_table(\"v\"), {\"r\"})\n"));
  CHECK(!says_grant(words_to(sterna::models(t, v, grant("SELECT", on_table("v"), {"r"})), sterna::models(t, v))));
}

TEST_CASE("granted again: on a server, there and back, whatever has granted it") {
  STERNA_NEEDS_SERVER();
  const database one;
  const std::string lists =
      "SELECT relname, attname, a FROM (SELECT c.oid, relname, '' AS attname, unnest(relacl)::text AS a "
      "FROM pg_class c WHERE relnamespace = 'public'::regnamespace UNION ALL SELECT c.oid, relname, attname, unnest(attacl)::text FROM "
      "pg_class c JOIN pg_attribute ON attrelid = c.oid UNION ALL SELECT oid, proname, '', unnest(proacl)::text FROM "
      "pg_proc WHERE pronamespace = 'public'::regnamespace UNION ALL SELECT oid, typname, '', unnest(typacl)::text "
      "FROM pg_type WHERE typnamespace = 'public'::regnamespace) l WHERE oid >= 16384 ORDER BY 1, 2, 3";
  one.execute("CREATE TABLE t (id integer PRIMARY KEY, a text); CREATE VIEW v AS SELECT id FROM t;"
              "CREATE MATERIALIZED VIEW m AS SELECT id FROM v; CREATE DOMAIN d AS integer;"
              "CREATE FUNCTION f() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';"
              "REVOKE ALL ON FUNCTION f() FROM public; GRANT EXECUTE ON FUNCTION f() TO pg_monitor;"
              "REVOKE ALL ON TYPE d FROM public; GRANT USAGE ON TYPE d TO pg_signal_backend WITH GRANT OPTION;"
              "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_signal_backend;"
              "GRANT SELECT, DELETE, UPDATE (id) ON v TO pg_monitor, public; GRANT ALL ON m TO pg_signal_backend;"
              "GRANT SELECT ON t TO pg_monitor");
  const std::string before = one.ask(lists);
  constexpr auto other =
      sterna::models(t, view("v", "SELECT a, id FROM t"), create_materialized_view("m", "SELECT id, a FROM v"),
                     create_domain("d", "bigint"),
                     create_function("f()", "RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"));
  sterna::connection db = one.connect();
  sterna::reflected found = sterna::reflect(db, {.privileges = true});
  sterna::catalog wanted;
  REQUIRE(sterna::detail::world_of(other, wanted));
  const sterna::generated made = sterna::diff(found.world(), wanted, {});
  CHECK(!made.left);
  static const sterna::graph none({});
  sterna::replay played(none);
  std::vector<std::string> notes;
  sterna::detail::play_into(played.world(), found.ops(), notes);
  sterna::catalog met;
  sterna::detail::play_into(met, found.ops(), notes);
  std::vector<sterna::script_builder> downs;
  for (const auto& each : made.migrations) {
    CHECK(each.irreversible == "");
    REQUIRE(played.play(each.ops.view(), false, true));
    INFO(sql_of(each.ops.view()));
    on_server::execute(db, on_server::completed(each.ops.view(), met).view());
    downs.push_back(played.take_derived().ops);
  }
  CHECK(one.ask("SELECT format_type(typbasetype, NULL) FROM pg_type WHERE typname = 'd'") == "bigint");
  CHECK(one.ask(lists) == before);
  for (std::size_t i = downs.size(); i-- > 0;) on_server::execute(db, downs[i].view());
  CHECK(one.ask("SELECT format_type(typbasetype, NULL) FROM pg_type WHERE typname = 'd'") == "integer");
  CHECK(one.ask(lists) == before);
}

}  // namespace autogenerate_granted_again_test
