// SPDX-License-Identifier: BSL-1.0
#include "pairs.hpp"

#include "runtime/database.hpp"

#include <sterna/autogenerate/diff.hpp>
#include <sterna/autogenerate/rename_hints.hpp>
#include <sterna/autogenerate/words.hpp>
#include <sterna/models/world.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace autogenerate_diff_test {

using namespace sterna::dsl;

namespace {

/// Two schemas in words, and the words of what brings the first to the second; migrations are apart by "--".
class difference {
 public:
  template <class From, class To>
  difference(const From& from, const To& to, sterna::diff_options options = {}) {
    REQUIRE(sterna::detail::world_of(from, from_));
    REQUIRE(sterna::detail::world_of(to, to_));
    if (options.renames.empty()) options.renames = sterna::rename_hints(to.view().tokens);
    const sterna::generated made = sterna::diff(from_, to_, options);
    for (const sterna::generated_migration& each : made.migrations) {
      text += text.empty() ? "" : "--\n";
      for (const std::string& op : sterna::words_of(each.ops.view(), 0)) text += op + "\n";
      irreversible = irreversible || !each.irreversible.empty();
    }
    notes = made.notes;
    left = sterna::sentence_of(made.left);
    if (!made.left) left.clear();
    CHECK(from_.sees_all());
  }

  std::string text{};
  std::vector<std::string> notes{};
  std::string left{};
  bool irreversible = false;

 private:
  sterna::catalog from_{};
  sterna::catalog to_{};
};

template <class... Part>
constexpr auto t(const Part&... parts) {
  return sterna::models(table("t", column("id", integer, primary_key), parts...));
}

}  // namespace

TEST_CASE("144: random pairs of schemas: what the diff gives is accepted, leaves nothing, and can be undone") {
  long ops = 0;
  for (std::uint32_t seed = 1; seed <= 150; ++seed) {
    pairs::pair each(seed);
    for (const auto& one : each.made.migrations) ops += static_cast<long>(one.ops.view().operations.size());
    const std::string told = each.told();
    if (const std::string problem = each.problem(); !problem.empty()) {
      FAIL_CHECK("seed ", seed, ": ", problem, "\n", told);
    }
  }
  CHECK(ops > 500);
}

TEST_CASE("without drops, what is left over is no fault, and what cannot be generated still is one") {
  sterna::diff_options options;
  options.no_drops = true;
  constexpr auto more = t(column("name", text));
  constexpr auto less = t();
  CHECK(difference(more, less, options).left.empty());
  constexpr auto computed = t(column("name", text, generated("'x'")));
  const difference to_computed(more, computed, options);
  CHECK(to_computed.left.empty());
  CHECK(to_computed.notes.size() == 1);
  constexpr auto parted = sterna::models(table("t", column("id", integer, primary_key), partition_by("RANGE (id)")));
  CHECK(difference(more, parted, options).left == "table 't' has other options");
}

TEST_CASE("random pairs of schemas on the server") {
  STERNA_NEEDS_SERVER();
  const runtime_tests::database database;
  sterna::connection db = database.connect();
  property::prepare(db);
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    pairs::pair each(seed);
    if (const std::string problem = each.problem_on(db); !problem.empty()) {
      FAIL_CHECK("seed ", seed, ": ", problem, "\n", each.told());
    }
  }
}

TEST_CASE("125: types that are the same under two names are no difference") {
  CHECK(difference(t(column("a", string(50)), column("b", type("int4"))),
                   t(column("a", unicode(50)), column("b", integer))).text.empty());
  CHECK(difference(t(column("a", string(10))), t(column("a", string))).text ==
        "alter_column(\"t\", \"a\", type(string))\n");
  CHECK(difference(t(column("a", numeric)), t(column("a", numeric(5, 1)))).text.find("type(numeric(5, 1))") !=
        std::string::npos);
  CHECK(difference(t(column("a", integer)), t(column("a", array(integer)))).text.find("type(array(integer))") !=
        std::string::npos);
}

TEST_CASE("127: defaults that are the same value are no difference, others are") {
  const auto with = [](const auto& type, const auto& value) { return t(column("a", type, server_default(value))); };
  CHECK(difference(with(integer, 5), with(integer, "5")).text.empty());
  CHECK(difference(with(text, sql("now()")), with(text, sql("NOW( )"))).text.empty());
  CHECK(difference(t(column("a", integer, server_default(5))), t(column("a", integer, server_default(7)))).text ==
        "alter_column(\"t\", \"a\", server_default(7))\n");
  CHECK(difference(t(column("a", integer, server_default(5))), t(column("a", integer))).text ==
        "alter_column(\"t\", \"a\", drop_default)\n");
}

TEST_CASE("128: defaults with quotes, of json, and volatile ones") {
  const auto with = [](std::string_view text_value) {
    return t(column("a", text, server_default(text_value)), column("b", json, server_default("{\"a\":1}")),
             column("c", uuid, server_default(sql("gen_random_uuid()"))));
  };
  CHECK(difference(with("it's"), with("it's")).text.empty());
  CHECK(difference(with("it's"), with("\"so\"")).text ==
        "alter_column(\"t\", \"a\", server_default(R\"(\"so\")\"))\n");
}

TEST_CASE("129: each change of a foreign key is another key; NO ACTION is the same as none") {
  const auto with = [](const auto&... options) {
    return sterna::models(table("u", column("id", integer, primary_key)),
                          table("t", column("id", integer, primary_key), column("u", integer),
                                constraint("fk", foreign_key({"u"}, "u", {"id"}, options...))));
  };
  CHECK(difference(with(), with(on_delete(no_action))).text.empty());
  CHECK(difference(with(), with(on_delete(restrict))).text ==
        "drop_constraint(\"fk\", \"t\")\n"
        "create_foreign_key(\"fk\", \"t\", {\"u\"}, \"u\", {\"id\"}, on_delete(restrict)).not_valid()\n--\n"
        "validate_constraint(\"fk\", \"t\")\n");
  for (const std::string& each : {difference(with(), with(deferrable)).text, difference(with(deferrable), with()).text,
                                  difference(with(deferrable), with(initially_deferred)).text,
                                  difference(with(), with(match_full)).text,
                                  difference(with(on_update(cascade)), with()).text}) {
    CHECK(each.starts_with("drop_constraint(\"fk\", \"t\")\ncreate_foreign_key("));
  }
}

TEST_CASE("130: a unique index is no unique constraint, and an unnamed one is known by its columns") {
  CHECK(difference(t(column("a", text, unique)), t(column("a", text), constraint("t_a_key", unique({"a"}))))
            .text.empty());
  const auto index_only = sterna::models(table("t", column("id", integer, primary_key), column("a", text)),
                                         create_index("uq", "t", {"a"}).unique());
  CHECK(difference(index_only, t(column("a", text), constraint("uq", unique({"a"})))).text ==
        "drop_index(\"uq\", \"t\")\n--\n"
        "create_index(\"uq\", \"t\", {\"a\"}).unique().concurrently()\n--\n"
        "create_unique_constraint(\"uq\", \"t\", {\"a\"}).using_index(\"uq\")\n");
}

TEST_CASE("132, 133, 160: everything that an index says is compared") {
  const auto with = [](const auto& index) {
    return sterna::models(table("t", column("id", integer, primary_key), column("a", text), column("b", text)), index);
  };
  const auto plain = create_index("ix", "t", {"a", "b"});
  CHECK(difference(with(plain), with(create_index("ix", "t", {asc("a"), key("b").nulls_last()}))).text.empty());
  const auto changed = [&](const auto& other) { return difference(with(plain), with(other)).text; };
  const std::string drop = "drop_index(\"ix\", \"t\").concurrently()\ncreate_index(\"ix\", \"t\", ";
  CHECK(changed(create_index("ix", "t", {"b", "a"})) == drop + "{\"b\", \"a\"}).concurrently()\n");
  CHECK(changed(create_index("ix", "t", {desc("a"), "b"})) == drop + "{desc(\"a\"), \"b\"}).concurrently()\n");
  CHECK(changed(create_index("ix", "t", {key("a").ops("text_pattern_ops"), "b"})) ==
        drop + "{key(\"a\").ops(\"text_pattern_ops\"), \"b\"}).concurrently()\n");
  CHECK(changed(create_index("ix", "t", {"a"}).include({"b"})) == drop + "{\"a\"}).include({\"b\"}).concurrently()\n");
  CHECK(changed(create_index("ix", "t", {"a", "b"}).where("a > 'x'")) ==
        drop + "{\"a\", \"b\"}).where(\"a > 'x'\").concurrently()\n");
  CHECK(changed(create_index("ix", "t", {"a", "b"}).using_("gist")) ==
        drop + "{\"a\", \"b\"}).using_(\"gist\").concurrently()\n");
}

TEST_CASE("136: a generated column is made anew where its expression changes") {
  const auto with = [](std::string_view expression) {
    return t(column("a", integer), column("b", integer, generated(expression)));
  };
  CHECK(difference(with("a * 2"), with("A  *  2")).text.empty());
  const difference made(with("a * 2"), with("a * 3"));
  CHECK(made.text.starts_with("drop_column(\"t\", \"b\")\n"
                              "assume_safe(add_column(\"t\", column(\"b\", integer, generated(\"a * 3\")))"));
}

TEST_CASE("137: comments") {
  CHECK(difference(t(column("a", text, comment("it's"))), t(column("a", text, comment("it's")))).text.empty());
  CHECK(difference(t(column("a", text)), t(column("a", text, comment("it's")))).text ==
        "alter_column(\"t\", \"a\", comment(\"it's\"))\n");
  CHECK(difference(t(column("a", text, comment("x"))), t(column("a", text))).text ==
        "alter_column(\"t\", \"a\", comment(\"\"))\n");
}

TEST_CASE("138: the same name in two schemas is two things, and public may be said or not") {
  const auto in_both = sterna::models(schema("s"), table("t", column("id", integer, primary_key)),
                                      table("t", column("id", integer, primary_key), column("a", text)).schema("s"));
  const auto said = sterna::models(schema("s"), table("t", column("id", integer, primary_key)).schema("public"),
                                   table("t", column("id", integer, primary_key), column("a", text)).schema("s"));
  CHECK(difference(in_both, said).text.empty());
}

TEST_CASE("139, 140: the version table and what nobody manages are left alone") {
  const auto with_others = sterna::models(table("t", column("id", integer, primary_key)),
                                          table("alembic_version", column("version_num", string(32), not_null)),
                                          table("theirs", column("a", integer)));
  sterna::diff_options options;
  options.managed = [](const sterna::catalog&, const sterna::object& it) { return it.id.view() != "theirs"; };
  CHECK(difference(with_others, t(), options).text.empty());
  options.managed = {};
  options.version_table = "elsewhere";
  CHECK(difference(with_others, t(), options).text == "drop_table(\"theirs\")\ndrop_table(\"alembic_version\")\n");
}

TEST_CASE("142: an unnamed check stays, and a changed text is seen") {
  CHECK(difference(t(column("a", integer, check("a > 0"))), t(column("a", integer, check("a > 0")))).text.empty());
  CHECK(difference(t(column("a", integer), constraint("ck", check("a > 0"))),
                   t(column("a", integer), constraint("ck", check("a > 1")))).text ==
        "drop_constraint(\"ck\", \"t\")\ncreate_check_constraint(\"ck\", \"t\", \"a > 1\").not_valid()\n--\n"
        "validate_constraint(\"ck\", \"t\")\n");
}

TEST_CASE("143: tables that refer to each other") {
  const auto circle = sterna::models(
      table("a", column("id", integer, primary_key), column("b", integer, references("b", "id"))),
      table("b", column("id", integer, primary_key), column("a", integer, references("a", "id"))));
  CHECK(difference(t(), sterna::models()).text == "drop_table(\"t\")\n");
  const difference made(sterna::models(), circle);
  CHECK(made.text ==
        "create_table(\"a\",\n    column(\"id\", integer, primary_key),\n    column(\"b\", integer))\n"
        "create_table(\"b\",\n    column(\"id\", integer, primary_key),\n"
        "    column(\"a\", integer, references(\"a\", \"id\")))\n"
        "create_foreign_key(\"a_b_fkey\", \"a\", {\"b\"}, \"b\", {\"id\"})\n");
  CHECK_FALSE(made.irreversible);
  CHECK(difference(circle, sterna::models()).text.find("drop_table(\"a\")") != std::string::npos);
}

TEST_CASE("what Alembic does not see: values of enumerations, primary keys, schemas, views, sequences") {
  const difference values(sterna::models(enumeration("mood", {"sad", "happy"})),
                          sterna::models(enumeration("mood", {"sad", "ok", "happy", "glad"})));
  CHECK(values.text ==
        "add_enumeration_value(\"mood\", \"ok\").before(\"happy\")\nadd_enumeration_value(\"mood\", \"glad\")\n");
  CHECK(values.irreversible);
  const auto of = [](const auto& type) { return sterna::models(type, table("t", column("a", enumeration("mood")))); };
  CHECK(difference(of(enumeration("mood", {"sad", "ok", "happy"})), of(enumeration("mood", {"happy", "sad"}))).text ==
        "assume_safe(replace_enumeration_values(\"mood\", {\"happy\", \"sad\"}), "
        "\"generated; see the comment above\")\n");
  CHECK(difference(sterna::models(table("t", column("a", integer, not_null))),
                   sterna::models(table("t", column("a", integer, not_null), constraint("pk", primary_key({"a"})))))
            .text == "create_index(\"pk\", \"t\", {\"a\"}).unique().concurrently()\n--\n"
                     "create_primary_key(\"pk\", \"t\", {\"a\"}).using_index(\"pk\")\n");
  CHECK(difference(sterna::models(), sterna::models(schema("s"), sequence("q"), view("v", "SELECT 1 AS a"))).text ==
        "create_schema(\"s\")\ncreate_sequence(\"q\")\ncreate_view(\"v\", \"SELECT 1 AS a\")\n");
  CHECK(difference(sterna::models(view("v", "SELECT 1 AS a")), sterna::models(view("v", "SELECT 2 AS a"))).text ==
        "drop_view(\"v\")\ncreate_view(\"v\", \"SELECT 2 AS a\")\n");
}

TEST_CASE("a default that has a value for each row comes in steps that stop nobody") {
  CHECK(difference(t(), t(column("u", uuid, not_null, server_default(sql("gen_random_uuid()"))))).text ==
        "add_column(\"t\", column(\"u\", uuid))\n"
        "alter_column(\"t\", \"u\", server_default(sql(\"gen_random_uuid()\")))\n--\n"
        "backfill(\"t\", \"u\", sql(\"gen_random_uuid()\"))\n"
        "set_not_null(\"t\", \"u\")\n");
}

TEST_CASE("comments on views, functions and the like are said behind what they are on") {
  constexpr auto v = view("v", "SELECT 1 AS a");
  const difference made(sterna::models(v, comment_on_view("v", "old"), comment_on_column("v", "a", "A")),
                        sterna::models(v, comment_on_view("v", "new"), create_domain("d", "text"),
                                       comment_on_domain("d", "D")));
  CHECK(made.text == "create_domain(\"d\", \"text\")\ncomment_on_view(\"v\", \"new\")\n"
                     "comment_on_domain(\"d\", \"D\")\ncomment_on_column(\"v\", \"a\", \"\")\n");
}

TEST_CASE("statements of models come behind what they name, and those of event triggers behind all others") {
  using sterna::detail::is_about_event_triggers;
  for (const char* const sql : {"ALTER EVENT TRIGGER e DISABLE", "create event trigger e ON ddl_command_end ...",
                                "SELECT 1; COMMENT ON EVENT TRIGGER e IS 'x'", "/* of */ DROP EVENT TRIGGER e"}) {
    CHECK(is_about_event_triggers(sql));
  }
  for (const char* const sql : {"ALTER TABLE event SET (fillfactor = 50)", "CREATE TRIGGER event ON t", "CREATE EVENT",
                                "INSERT INTO t VALUES ('; CREATE EVENT TRIGGER e')", "COMMENT ON TABLE event IS ''"}) {
    CHECK_FALSE(is_about_event_triggers(sql));
  }
  sterna::diff_options options;
  options.statements = {"ALTER EVENT TRIGGER e DISABLE", "ALTER TABLE event SET (fillfactor = 50)"};
  const difference made(sterna::models(),
                        sterna::models(table("event", column("id", integer)),
                                       create_procedure("f()", "LANGUAGE sql AS ''"),
                                       create_event_trigger("e", "ON ddl_command_end EXECUTE FUNCTION f()")),
                        options);
  const std::size_t table = made.text.find("ALTER TABLE event");
  const std::size_t trigger = made.text.find("create_event_trigger(");
  const std::size_t disabled = made.text.find("ALTER EVENT TRIGGER");
  CHECK(table < trigger);
  CHECK(trigger < disabled);
  CHECK(disabled != std::string::npos);
}

TEST_CASE("owners are left to the history, and privileges where the models say nothing of any") {
  CHECK(difference(t(), sterna::models(table("t", column("id", integer, primary_key)), set_table_owner("t", "me")))
            .text.empty());
  CHECK(difference(sterna::models(table("t", column("id", integer, primary_key)),
                                  grant("SELECT", on_table("t"), {"reader"})), t()).text.empty());
}

TEST_CASE("privileges: one word for all who get the same, revokes first") {
  constexpr auto with = [](const auto&... grants) {
    return sterna::models(table("t", column("id", integer, primary_key), column("a", text)), grants...);
  };
  constexpr auto given = grant("SELECT", on_table("t"), {"a"});
  CHECK(
      difference(with(), with(grant("SELECT", on_table("t"), {"a"}), grant("INSERT, SELECT", on_table("t"), {"b", "c"}),
                              grant("UPDATE (a, id)", on_table("t"), {"a"})))
          .text ==
      "grant(\"SELECT, UPDATE (a, id)\", on_table(\"t\"), {\"a\"})\n"
      "grant(\"SELECT, INSERT\", on_table(\"t\"), {\"b\", \"c\"})\n");
  CHECK(difference(with(given), with(grant("ALL", on_table("t"), {"b"}).with_grant_option())).text ==
        "revoke(\"SELECT\", on_table(\"t\"), {\"a\"})\n"
        "grant(\"ALL\", on_table(\"t\"), {\"b\"}).with_grant_option()\n");
  CHECK(difference(with(given), with(revoke("SELECT", on_table("t"), {"nobody"}))).text ==
        "revoke(\"SELECT\", on_table(\"t\"), {\"a\"})\n");
  CHECK(difference(with(given), with(given)).text.empty());
  CHECK(difference(with(given), with(given, revoke("CREATE", on_schema("public"), {"public"}))).text ==
        "revoke(\"CREATE\", on_schema(\"public\"), {\"public\"})\n");
}

TEST_CASE("privileges of what is no table, beside a partition") {
  constexpr auto with = [](const auto&... grants) {
    return sterna::models(table("t", column("id", integer), partition_by("RANGE (id)")),
                          create_partition("p", "t", "FROM (0) TO (10)"), view("v", "SELECT 1 AS a"),
                          create_function("f()", "RETURNS integer LANGUAGE sql AS 'SELECT 1'"), grants...);
  };
  CHECK(difference(with(), with(grant("SELECT", on_table("v"), {"a"}), grant("EXECUTE", on_function("f()"), {"a"})))
            .text ==
        "grant(\"SELECT\", on_table(\"v\"), {\"a\"})\ngrant(\"EXECUTE\", on_function(\"f()\"), {\"a\"})\n");
}

TEST_CASE("default privileges come before what they are for, and say it with them") {
  constexpr auto coming = alter_default_privileges(grant("SELECT", on_tables, {"a"}));
  CHECK(difference(sterna::models(), sterna::models(coming, table("t", column("id", integer, primary_key)))).text ==
        "alter_default_privileges(grant(\"SELECT\", on_tables, {\"a\"}))\n"
        "create_table(\"t\",\n    column(\"id\", integer, primary_key))\n");
  CHECK(difference(t(), sterna::models(coming, table("t", column("id", integer, primary_key)))).text ==
        "alter_default_privileges(grant(\"SELECT\", on_tables, {\"a\"}))\n"
        "grant(\"SELECT\", on_table(\"t\"), {\"a\"})\n");
  CHECK(difference(sterna::models(alter_default_privileges(grant("SELECT", on_tables, {"a"})).in_schema("public")),
                   sterna::models(coming)).text ==
        "alter_default_privileges(revoke(\"SELECT\", on_tables, {\"a\"})).in_schema(\"public\")\n"
        "alter_default_privileges(grant(\"SELECT\", on_tables, {\"a\"}))\n");
}

TEST_CASE("an index that nobody wants goes before its column has a type that it cannot be of") {
  const difference made(sterna::models(table("t", column("a", integer)), index("ix", "t", {"a"}).using_("hash")),
                        sterna::models(table("t", column("a", json))));
  CHECK(made.left.empty());
  CHECK_MESSAGE(made.text.starts_with("drop_index(\"ix\", \"t\")\nassume_safe(alter_column("), made.text);
  const difference same(sterna::models(table("t", column("a", integer)), index("ix", "t", {"a"})),
                        sterna::models(table("t", column("a", integer))));
  CHECK(same.text == "drop_index(\"ix\", \"t\").concurrently()\n");
}

TEST_CASE("a function that declares a row of a new table is made while the server looks at no bodies") {
  constexpr auto with = [](const auto& function) {
    return sterna::models(table("t", column("a", integer)), function);
  };
  const auto looks_at_none = [](const auto& to) {
    const difference made(sterna::models(), to);
    CHECK(made.left.empty());
    return made.text.find("SET LOCAL check_function_bodies = off") != std::string::npos;
  };
  CHECK(looks_at_none(with(create_function(
      "f()", "RETURNS void LANGUAGE plpgsql AS $$DECLARE x T%ROWTYPE; BEGIN END$$"))));
  CHECK_FALSE(looks_at_none(with(create_function(
      "f()", "RETURNS void LANGUAGE plpgsql AS $$DECLARE x integer; BEGIN DELETE FROM t; END$$"))));
  CHECK_FALSE(looks_at_none(with(create_function(
      "f()", "RETURNS void LANGUAGE plpgsql AS $$BEGIN DELETE FROM t; END$$"))));
}

TEST_CASE("a sequence has the name that a dropped table's own had") {
  const difference made(sterna::models(table("t", column("a", integer, identity))),
                        sterna::models(sequence("t_a_seq")));
  CHECK(made.left.empty());
  CHECK(made.text.ends_with("create_sequence(\"t_a_seq\")\n"));
}

}  // namespace autogenerate_diff_test
