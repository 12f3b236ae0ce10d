// SPDX-License-Identifier: BSL-1.0
#include <sterna/autogenerate/diff.hpp>
#include <sterna/autogenerate/words.hpp>
#include <sterna/sterna.hpp>

#include <doctest/doctest.h>

#include <string>

// Schemas that ops have made one after the other, and not models at once: what they have been through can be told.

namespace autogenerate_diff_of_histories_test {

using namespace sterna::dsl;

namespace {

/// What a row of ops makes.
template <class... Op>
[[nodiscard]] auto made_by(const Op&... ops) {
  return [made = sterna::decoded(migration("one", "").upgrade(ops...).view().up)](sterna::catalog& to) {
    const sterna::script records = made.view();
    for (const sterna::operation& each : records.operations) {
      REQUIRE(sterna::verb_of(each).effect(each, records, to));
      REQUIRE(!to.found);
    }
  };
}

/// The words of what brings one to the other, migrations apart by "--"; and what cannot be done, or undone.
template <class From, class To>
[[nodiscard]] std::string words_between(const From& from, const To& to) {
  sterna::catalog here;
  sterna::catalog there;
  here.lowest_server = there.lowest_server = 15;
  from(here);
  to(there);
  const sterna::generated made = sterna::diff(here, there);
  std::string text;
  for (const sterna::generated_migration& each : made.migrations) {
    text += text.empty() ? "" : "--\n";
    for (const std::string& op : sterna::words_of(each.ops.view(), 0)) text += op + "\n";
  }
  for (const sterna::generated_migration& each : made.migrations) {
    text += each.irreversible.empty() ? "" : each.irreversible + "\n";
  }
  for (const std::string& each : made.notes) text += each.starts_with("not done") ? each + "\n" : std::string();
  if (made.left) text += sterna::sentence_of(made.left) + "\n";
  return text;
}

}  // namespace

TEST_CASE("behind a column's rename, a check is compared by its words, with the new name in them") {
  const auto from = made_by(create_table("t", column("a", integer), column("z", integer)),
                            create_check_constraint("k", "t", "a IS NULL OR a > 5"), rename_column("t", "a", "b"));
  const auto with = [](std::string_view check) {
    return made_by(create_table("t", column("b", integer), column("z", integer)),
                   create_check_constraint("k", "t", check));
  };
  const auto changed = [&](std::string_view text) {
    return "drop_constraint(\"k\", \"t\")\ncreate_check_constraint(\"k\", \"t\", \"" + std::string(text) +
           "\").not_valid()\n--\nvalidate_constraint(\"k\", \"t\")\n"
           "drop_constraint cannot be undone: k\n";  // nobody knows its text
  };
  CHECK(words_between(from, with("b IS NULL OR b > 5")) == "");
  CHECK(words_between(from, with("B is null or \"b\">5")) == "");
  CHECK(words_between(from, with("t.b IS NULL OR public.t.b > 5")) == "");
  for (const char* const other : {"b IS NULL OR b > 6", "b IS NULL", "b IS NULL AND b > 5", "b IS NULL OR z > 5"}) {
    CHECK(words_between(from, with(other)) == changed(other));
  }
}

TEST_CASE("names that no column has now may be old ones of anything, and so may values of enumerations") {
  const auto mood = create_enumeration("mood", {"ok", "sad"});
  const auto t = create_table("t", column("a", enumeration("mood")), column("b", text));
  const auto from = made_by(mood, t, create_check_constraint("k", "t", "lower(b) <> a::text AND a <> 'ok'"),
                            rename_column("t", "b", "lower"), rename_enumeration_value("mood", "ok", "fine"));
  const auto with = [](std::string_view check) {
    return made_by(create_enumeration("mood", {"fine", "sad"}),
                   create_table("t", column("a", enumeration("mood")), column("lower", text)),
                   create_check_constraint("k", "t", check));
  };
  CHECK(words_between(from, with("lower(lower) <> a::text AND a <> 'fine'")) == "");
  CHECK(words_between(from, with("lower(lower) <> a::text AND a <> 'other'")) != "");
}

TEST_CASE("a stale check is no key of the same name, and may have to be validated") {
  const auto from = made_by(create_table("t", column("a", integer, not_null), column("b", integer)),
                            create_check_constraint("k", "t", "b > 0").not_valid(), rename_column("t", "b", "c"));
  const auto t = create_table("t", column("a", integer, not_null), column("c", integer));
  CHECK(words_between(from, made_by(t, create_unique_constraint("k", "t", {"a"}))).find("create_unique_constraint(") !=
        std::string::npos);
  CHECK(words_between(from, made_by(t, create_check_constraint("k", "t", "c > 0"))) ==
        "validate_constraint(\"k\", \"t\")\nvalidate_constraint cannot be undone: k\n");
}

TEST_CASE("indexes and generated columns behind a column's rename") {
  const auto t = [](sterna::name id, std::string_view g) {
    return create_table("t", column(id, integer), column("g", integer, generated(g)));
  };
  const auto from = made_by(t("a", "a * 2"), create_index("i", "t", {sql("(a + 1)")}).where("a > 0"),
                            rename_column("t", "a", "b"));
  const auto with = [&](std::string_view g, std::string_view key, std::string_view where) {
    return made_by(t("b", g), create_index("i", "t", {sql(key)}).where(where));
  };
  CHECK(words_between(from, with("b * 2", "(b + 1)", "b > 0")) == "");
  CHECK(words_between(from, with("b * 3", "(b + 1)", "b > 0")).find("generated(\"b * 3\")") != std::string::npos);
  CHECK(words_between(from, with("b * 2", "(b + 2)", "b > 0")).find("sql(\"(b + 2)\")") != std::string::npos);
  CHECK(words_between(from, with("b * 2", "(b + 1)", "b > 1")).find("where(\"b > 1\")") != std::string::npos);
}

TEST_CASE("a sequence makes room for a type of its name: behind that, none could be made on the way back") {
  const auto type = create_enumeration("mood", {"ok"});
  CHECK(words_between(made_by(create_sequence("mood")), made_by(type)) ==
        "drop_sequence(\"mood\")\ncreate_enumeration(\"mood\", {\"ok\"})\n");
  CHECK(words_between(made_by(create_sequence("mood"), type), made_by(type)) ==
        "drop_sequence(\"mood\")\ndrop_sequence cannot be undone: mood\n");
}

TEST_CASE("a key whose name the sequence of a new table takes comes behind the table") {
  const auto to = made_by(create_table("u", column("a", serial), constraint("t_a_seq", primary_key({"a"}))),
                          rename_table("u", "t"));  // the sequence is u_a_seq
  CHECK(words_between(made_by(), to) == "create_table(\"t\",\n    column(\"a\", serial))\n"
                                        "rename_sequence(\"t_a_seq\", \"t_a_seq1\")\n"
                                        "create_primary_key(\"t_a_seq\", \"t\", {\"a\"})\n");
}

TEST_CASE("the default of a column that was of another type is what it was there") {
  const auto cast = [](const auto& type, std::string_view value, const auto& other) {
    return made_by(create_table("t", column("a", type, server_default(value))),
                   alter_column("t", "a", sterna::dsl::type(other)));
  };
  const auto with = [](const auto& type, const auto& value) {
    return made_by(create_table("t", column("a", type, server_default(value))));
  };
  CHECK(words_between(cast(boolean, "no", text), with(text, "false")) == "");
  CHECK(words_between(with(text, "false"), cast(boolean, "off", text)) == "");
  CHECK(words_between(with(text, "no"), cast(boolean, "no", text)) ==
        "alter_column(\"t\", \"a\", server_default(sql(\"false\")))\n");
  CHECK(words_between(cast(boolean, "y", text), with(text, "y")) ==
        "alter_column(\"t\", \"a\", server_default(\"y\"))\n");
  CHECK(words_between(made_by(), cast(array(integer), "{}", string(10))) ==
        "create_table(\"t\",\n    column(\"a\", string(10), server_default(sql(\"'{}'::integer[]\"))))\n");
  CHECK(words_between(made_by(), cast(integer, "12", text)) ==
        "create_table(\"t\",\n    column(\"a\", text, server_default(\"12\")))\n");
  CHECK(words_between(cast(numeric(5, 1), "1.5", integer), with(integer, 2)) ==
        "alter_column(\"t\", \"a\", server_default(2))\n");
}

TEST_CASE("a key without a name of its own gives its name to one that is called so") {
  const auto t = create_table("t", column("a", integer));
  const auto from = made_by(t, create_unique_constraint("k", "t", {"a"}));
  const auto to = made_by(create_table("t", column("a", integer, unique)),
                          create_table("u", column("b", integer), constraint("k", unique({"b"}))));
  CHECK(words_between(from, to) == "create_table(\"u\",\n    column(\"b\", integer))\n"
                                   "rename_constraint(\"t\", \"k\", \"t_a_key\")\n"
                                   "create_unique_constraint(\"k\", \"u\", {\"b\"})\n");
}

TEST_CASE("a column of rows becomes another one by way of text, and their table goes behind it") {
  const auto rows = create_table("r", column("x", integer));
  CHECK(words_between(made_by(rows, create_table("t", column("a", named_type("r")), column("b", integer))),
                      made_by(create_table("t", column("a", integer), column("b", integer)))) ==
        "assume_safe(alter_column(\"t\", \"a\", type(integer).using_(\"a::text::integer\")), "
        "\"generated; see the comment above\")\ndrop_table(\"r\")\n"
        "alter_column cannot be undone: a\n");
}

TEST_CASE("a default that is a value of an enumeration goes while that is replaced, and comes again") {
  const auto with = [](const auto& type) {
    return made_by(type, create_table("t", column("a", enumeration("mood"), server_default("ok"))),
                   alter_column("t", "a", sterna::dsl::type(text)));
  };
  CHECK(words_between(with(create_enumeration("mood", {"ok", "sad"})), with(create_enumeration("mood", {"ok"}))) ==
        "alter_column(\"t\", \"a\", drop_default)\n"
        "replace_enumeration_values(\"mood\", {\"ok\"})\n"
        "alter_column(\"t\", \"a\", server_default(sql(\"'ok'::mood\")))\n");
}

}  // namespace autogenerate_diff_of_histories_test
