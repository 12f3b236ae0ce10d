// SPDX-License-Identifier: BSL-1.0
//
// words_probe write|tell OPS SEED: random ops, and those of diffs between random schemas. `write` prints a program of
// their C++ words, that prints what the compiler makes of each; `tell` prints what it ought to make of them.

#include "pairs.hpp"
#include "record_text.hpp"

#include <sterna/autogenerate/words.hpp>

#include <cstdio>
#include <cstdlib>

namespace {

/// Whether words can say it: they have no empty list, and CREATE TABLE makes nothing that is NOT VALID.
bool sayable(const sterna::operation& op, const sterna::script& in) {
  for (const sterna::constraint_record& each : in.constraints(op.constraints)) {
    const bool of_columns = each.what != sterna::constraint_kind::check;
    if ((of_columns && each.columns.count == 0) ||
        (each.what == sterna::constraint_kind::foreign_key && each.referred_columns.count == 0) ||
        (op.what == sterna::op_kind::create_table && each.not_valid)) {
      return false;
    }
  }
  return !(op.what == sterna::op_kind::create_enumeration && op.values.count == 0);
}

void print(const sterna::script& ops, bool as_words) {
  for (const sterna::operation& op : ops.operations) {
    if (!sayable(op, ops)) return;
  }
  if (!as_words) {
    std::fputs(autogenerate_tests::record_text::of(ops).c_str(), stdout);
    return;
  }
  for (const std::string& each : sterna::words_of(ops, 4)) {
    std::printf("  print(\n    %s);\n", each.c_str());
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) {
    std::fputs("usage: words_probe write|tell OPS SEED\n", stderr);
    return 2;
  }
  const bool as_words = std::string_view(arguments[1]) == "write";
  const long wanted = std::strtol(arguments[2], nullptr, 10);
  const auto seed = static_cast<std::uint32_t>(std::strtoul(arguments[3], nullptr, 10));
  if (as_words) {
    std::puts("#include \"record_text.hpp\"\n#include <cstdio>\nusing namespace sterna::dsl;\n"
              "template <class Op> void print(const Op& op) {\n"
              "  const sterna::script_builder made = sterna::decoded(op.view());\n"
              "  std::fputs(autogenerate_tests::record_text::of(made.view()).c_str(), stdout);\n}\nint main() {");
  }
  pairs::world world;
  property::generator random(seed);
  for (long i = 0; i < wanted; ++i) {
    const sterna::script_builder made = property::lowered(random.next(world.catalog()));
    print(made.view(), as_words);
    if (!world.play(made.view())) world.catalog().found = {};
  }
  for (long i = 0; i < wanted / 20; ++i) {
    const pairs::pair two(seed + static_cast<std::uint32_t>(i));
    for (const sterna::generated_migration& each : two.made.migrations) print(each.ops.view(), as_words);
  }
  // what neither of them says
  using namespace sterna::dsl;
  const auto more = migration("m", "").upgrade(
      create_table("Ta\"ble\\", column("a\tb", type("geometry(Point,4326)"), comment("it's\n\"so\"")),
                   column("n", numeric(10, 2), server_default(sql("0.5"))), column("m", numeric(3)),
                   column("c", text.collate("de_DE"), server_default("say \"hi\" )\" \\ \x01")),
                   column("big", big_integer, server_default(-9223372036854775807LL - 1)),
                   column("dims", array(array(enumeration("mood").in_schema("s")))), foreign_key({"a\tb"}, "o", {"x"},
                   on_delete(set_null, {"a\tb"}), on_update(cascade), match_full, initially_deferred),
                   constraint("uq", unique({"n", "m"}).include({"c"}).nulls_not_distinct().deferrable()),
                   check("a <> '\"'").no_inherit()).schema("s"),
      create_index("ix", "t", {key("a").ops("text_pattern_ops").nulls_first().collate("C"), desc("b"), asc("c"),
                               desc(sql("lower(\"d\")")).nulls_last()})
          .using_("btree").include({"e"}).where("a <> ''").unique().concurrently(),
      create_unique_constraint("uq", "t", {"a"}).using_index("ix").deferrable(),
      create_foreign_key("fk", "t", {"a", "b"}, "u", {"x", "y"}, referred_schema("s"), deferrable).not_valid(),
      create_check_constraint("ck", "t", "a > 0").no_inherit().not_valid().schema("s"),
      rename_table("t", "u").keep_view(), contract_column("t", "a", "b").schema("s").keep_name(),
      contract_column("t", "a", "b").keep_old(), drop_table_comment("t"), drop_index("ix").concurrently().if_exists(),
      backfill("t", "c", sql("lower(d)")).where("c = ''").key({"a", "b"}).batch(10).pause(0), backfill("t", "c", true),
      assume(table("legacy", column("id", integer, primary_key)), sequence("q"), view("v", "SELECT 1")),
      execute("INSERT INTO t VALUES ('x')").reverse("DELETE FROM t").as(),
      execute("VACUUM").outside_transaction(),
      execute("ALTER TABLE t ADD a int").as(add_column("t", column("a", integer))),
      assume_safe(alter_column("t", "c", type(string(5)).using_("left(c, 5)"), nullable, drop_default, comment("")),
                  "why"),
      expand_column("t", "a", column("b", text)).forward("a::text").backward("b::int"));
  print(sterna::decoded(more.view().up).view(), as_words);
  const auto options = migration("n", "").upgrade(
      create_table(
          "t", column("id", integer, primary_key, identity.always().start(10).increment(-2).min_value(-5).cycle()),
          column("a", text, storage("EXTERNAL"), compression("lz4"), statistics(500), with("n_distinct", "-0.5")),
          constraint("ex",
                     exclude({{"id", "="}, {key(sql("lower(a)")).ops("x"), "&&"}}).using_("gist").where("a <> ''")),
          unlogged, inherits("p"), inherits("q", "s"), partition_by("RANGE (id)"), with("fillfactor", 70),
          with("autovacuum_enabled", false), with("toast.x", "0.5"), tablespace("fast"), access_method("heap"),
          comment("its \"comment\"")),
      create_table("tmp", column("a", integer), temporary, on_commit("DROP")),
      create_partition("p1", "p", "FROM (1) TO (10)", check("id > 0"), partition_by("LIST (a)"))
          .schema("s")
          .table_schema("u"),
      create_partition("p2", "p", default_partition),
      attach_partition("p3", "p", "IN ('a')").schema("s").table_schema("u"), detach_partition("p3", "p").concurrently(),
      create_sequence("s", as(small_integer), start(10), increment(2), min_value(1), max_value(99), cache(5), cycle,
                      owned_by("t", "id")),
      alter_sequence("s", no_min_value, no_max_value, restart, no_cycle, owned_by_none),
      alter_sequence("s", restart_with(7)),
      alter_table("t", logged, reset("fillfactor"), no_inherit("p"), replica_identity_full, cluster_on("ix")),
      alter_table("t", replica_identity("ix"), without_cluster), alter_table("t", replica_identity_nothing),
      alter_index("ix", with("fillfactor", 70), reset("fastupdate"), tablespace("fast")),
      alter_index("ix", statistics(2, 300), statistics(10, -1)), alter_column("t", "a", statistics(-1)),
      alter_column("t", "a", compression("default")),
      create_index("iy", "t", {"a"}).unique().nulls_not_distinct().only().with("fillfactor", 70).tablespace("fast"),
      alter_column("t", "id", alter_identity.by_default().no_cycle().restart_with(3)),
      alter_column("t", "id", drop_identity), alter_column("t", "id", identity.always().cache(5)),
      alter_column("t", "a", storage("MAIN"), statistics(5)),
      alter_column("t", "a", with("n_distinct", 7), reset("n_distinct_inherited")),
      create_exclude_constraint("ey", "t", {{"id", "="}}).using_("btree").where("id > 0").initially_deferred(),
      rename_constraint("t", "a", "b"), rename_index("a", "b"), rename_sequence("a", "b").schema("s"));
  print(sterna::decoded(options.view().up).view(), as_words);
  const auto objects = migration("o", "").upgrade(
      create_function("f(a integer, b text DEFAULT 'x')", "RETURNS integer LANGUAGE sql AS $$ SELECT \"a\" $$")
          .schema("s"),
      replace_function("f()", "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$"),
      drop_function("f(integer)"), create_procedure("p()", "LANGUAGE sql AS $$ $$"),
      create_aggregate("g(integer)", "SFUNC = f, STYPE = integer"),
      create_trigger("tr", "t", "BEFORE UPDATE OF a", "FOR EACH ROW EXECUTE FUNCTION f()").schema("s"),
      create_constraint_trigger("ct", "t", "AFTER INSERT", "DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f()"),
      drop_trigger("tr", "t"), create_rule("r", "t", "INSERT", "DO INSTEAD NOTHING"), drop_rule("r", "t"),
      create_policy("po", "t", "USING (true)"), create_policy("po", "t"), drop_policy("po", "t").schema("s"),
      create_statistics("st", "t", "(ndistinct) ON a, b"), drop_statistics("st"),
      create_extension("pg_trgm").schema("s").if_not_exists(), drop_extension("pg_trgm"),
      create_domain("email", "text CHECK (VALUE ~ '@')"), create_composite_type("pair", "a integer, b text"),
      create_composite_type("none", ""), create_range_type("fr", "SUBTYPE = float8"), drop_domain("email").cascade(),
      create_collation("co", "PROVIDER = icu"), create_cast("(text AS mood)", "WITH INOUT"),
      drop_cast("(text AS mood)"), create_operator("+(pair, pair)", "FUNCTION = f"),
      create_operator_class("oc", "btree", "FOR TYPE pair", "STORAGE pair"), create_operator_family("of", "btree"),
      drop_operator_class("oc", "btree"), create_materialized_view("mv", "SELECT 1"), drop_materialized_view("mv"),
      refresh_materialized_view("mv").concurrently(), replace_view("v", "SELECT 2").schema("s"),
      enable_row_security("t"), no_force_row_security("t").schema("s"), create_server("sv", "FOREIGN DATA WRAPPER w"),
      create_user_mapping("me", "sv"), create_foreign_table("ft", "(a int) SERVER sv"),
      create_event_trigger("et", "ON ddl_command_start EXECUTE FUNCTION f()"),
      create_language("la", "HANDLER h").trusted(), replace_language("la", "HANDLER i"), drop_language("la"), create_publication("pu"),
      create_text_search_configuration("cf", "COPY = simple"));
  print(sterna::decoded(objects.view().up).view(), as_words);
  const auto remarks = migration("p", "").upgrade(
      comment_on_schema("s", "x"), comment_on_type("m", "it's").schema("s"), comment_on_column("v", "a", ""),
      comment_on_constraint("ck", "t", "x"), comment_on_function("f(a integer)", "x"),
      comment_on_trigger("tr", "t", "x"), comment_on_cast("(text AS mood)", "x"),
      comment_on_operator("+(pair, pair)", "x"), comment_on_operator_class("oc", "btree", "x"),
      comment_on_index("ix", "x").schema("s"), comment_on_extension("e", "x"), rename_view("v", "w"),
      rename_type("a", "b").schema("s"), rename_function("f(integer)", "g"), rename_schema("a", "b"),
      rename_policy("a", "t", "b").schema("s"), rename_operator_family("a", "hash", "b"), rename_server("a", "b"), rename_language("a", "b"), comment_on_language("a", "x"),
      set_table_schema("t", "s"), set_view_schema("v", "s").schema("r"), set_procedure_schema("p()", "s"),
      set_extension_schema("e", "s"), set_table_owner("t", "me").schema("s"), set_schema_owner("s", "me"),
      set_function_owner("f()", "me"),
      grant("SELECT, UPDATE (a)", on_table("t"), {"a", "b"}).schema("s").with_grant_option(),
      revoke("ALL", on_function("f(integer)"), {"public"}).cascade(),
      revoke("USAGE", on_type("m"), {"a"}).grant_option_only(), grant("USAGE", on_foreign_data_wrapper("w"), {"a"}),
      grant("ALL", on_all_sequences("s"), {"a"}),
      alter_default_privileges(grant("SELECT", on_tables, {"a"})).in_schema("s").for_role("me"),
      alter_default_privileges(revoke("USAGE", on_types, {"public"}).cascade()),
      alter_function("f()", "STRICT").schema("s"), alter_type("pair", "ADD ATTRIBUTE b text"),
      disable_trigger("tr", "t"), alter_publication("p", "SET TABLE t").reverse("SET TABLE u"),
      alter_operator_family("of", "btree", "ADD FUNCTION 1 f(a)"),
      bulk_insert("t", {"a", "b"}, row(1, "x\"y"), row(-2, nullptr), row(true, sql("now()"))).schema("s").keep_rows(),
      add_enumeration_value("m", "x").outside_transaction(), create_index("iz", "t", {"a"}).unique().nulls_distinct(),
      create_unique_constraint("uq", "t", {"a"}).nulls_distinct().not_deferrable(),
      create_foreign_key("fk", "t", {"a"}, "u", {"b"}, not_deferrable),
      replace_enumeration_values("m", {"a", "b\"c"}).map("d", "a").map("it's", "a").schema("s"),
      create_check_constraint(f("ck"), "t", "a > 0").no_inherit(), create_index(f("ix"), "t", {"a"}).unique(),
      create_foreign_key(f("fk"), "t", {"a"}, "u", {"b"}), create_unique_constraint(f("uq"), "t", {"a"}),
      create_table("n", column("c", integer, constraint(f("ck"), check("c > 0"))),
                   constraint(f("pk"), primary_key({"c"}))),
      create_view("v", "SELECT 1").columns({"a", "b"}).with("security_barrier", true).local_check_option().schema("s"),
      create_view("v", "SELECT 1").recursive().columns({"a"}).check_option(), create_view("v", "SELECT 1").temporary(),
      create_materialized_view("v", "SELECT 1").tablespace("fast").with("fillfactor", 70),
      alter_constraint("fk", "t", initially_deferred).schema("s"), alter_constraint("fk", "t", deferrable),
      alter_constraint("fk", "t", not_deferrable), attach_index("ip", "ix").schema("s"),
      disable_all_triggers("t").schema("s"), enable_replica_trigger("r", "t"),
      reindex_index("ix").schema("s").concurrently(), reindex_table("t"), reindex_table("t").schema("s").concurrently(),
      analyze_table("t").schema("s"), analyze_table("t", {"a", "b"}), truncate_table("t"), truncate_table({"t", "u", "v"}).schema("s").only().restart_identity().cascade());
  print(sterna::decoded(remarks.view().up).view(), as_words);
  if (as_words) std::puts("}");
}
