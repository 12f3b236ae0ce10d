// SPDX-License-Identifier: BSL-1.0
#include <sterna/schema/naming.hpp>

#include "op/sql_of.hpp"

#include <sterna/autogenerate/diff.hpp>
#include <sterna/autogenerate/words.hpp>
#include <sterna/history/explain.hpp>
#include <sterna/history/sql_text.hpp>
#include <sterna/models/check.hpp>
#include <sterna/runtime/create_all.hpp>

#include <doctest/doctest.h>

#include <string>

namespace schema_naming_test {

using namespace sterna::dsl;
namespace policy = sterna::policy;

namespace {

// the convention that SQLAlchemy's documentation advises
inline constexpr sterna::naming_convention advised{.ix = "ix_%(column_0_label)s",
                                                   .uq = "uq_%(table_name)s_%(column_0_name)s",
                                                   .ck = "ck_%(table_name)s_%(constraint_name)s",
                                                   .fk = "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                                                   .pk = "pk_%(table_name)s"};
inline constexpr auto rules = policy::rules(policy::all_off(), policy::naming(advised));

inline constexpr auto tables =
    migration("a1", "tables")
        .upgrade(create_table("user", column("id", integer, primary_key), column("name", text, unique),
                              column("age", integer, constraint("young", check("age < 200"))),
                              constraint("named", check("name <> ''")), constraint(f("as_it_is"), check("age >= 0"))),
                 create_table("post", column("id", big_integer, no_identity),
                              column("author", integer, references("user", "id")), primary_key({"id", "author"}),
                              constraint("uq_of_mine", unique({"author"}))));
inline constexpr auto ops =
    migration("b2", "ops")
        .revises("a1")
        .upgrade(add_column("post", column("slug", text, unique)),
                 create_index(unnamed, "post", {"slug", desc("id")}), create_index(f("ix_mine"), "post", {"id"}),
                 create_unique_constraint(unnamed, "post", {"author", "slug"}),
                 create_foreign_key(unnamed, "post", {"slug"}, "user", {"name"}, on_delete(cascade)),
                 create_check_constraint("slugs", "post", "slug <> ''"));
inline constexpr auto back =
    migration("c3", "back")
        .revises("b2")
        .upgrade(drop_index(unnamed, "post", {"slug"}), drop_constraint(unique({"author", "slug"}), "post"),
                 drop_constraint(constraint("slugs", check("slug <> ''")), "post"),
                 drop_constraint(foreign_key({"slug"}, "user", {"name"}), "post"),
                 drop_constraint("ck_user_named", "user"), drop_constraint(f("as_it_is"), "user"));
inline constexpr auto history = sterna::history<rules, tables, ops, back>;

inline constexpr auto models = sterna::models(
    advised,
    table("user", column("id", integer, primary_key), column("name", text, unique),
          column("age", integer, constraint("young", check("age < 200")))),
    table("post", column("id", big_integer, no_identity), column("author", integer, references("user", "id")),
          column("slug", text, unique), primary_key({"id", "author"}), constraint("uq_of_mine", unique({"author"}))),
    index(f("ix_mine"), "post", {"id"}));

[[nodiscard]] std::string made(std::string_view pattern, const sterna::detail::named_thing& of) {
  const sterna::detail::name_maker name(pattern, of);
  return name.flaw().empty() ? std::string(name.text().view()) : "- " + std::string(name.flaw());
}

}  // namespace

TEST_CASE("naming: tokens") {
  const sterna::element columns[] = {{"a"}, {"b"}, {"c"}};
  const sterna::element referred[] = {{"x"}, {"y"}};
  const sterna::element expression[] = {{{}, "lower(a)"}};
  const sterna::detail::named_thing of{"s.q", "t", {columns, 3}, "other", {referred, 2}, "given"};
  CHECK(made("", of).empty());
  CHECK(made("100%%", of) == "100%");
  CHECK(made("%(table_name)s", of) == "t");
  CHECK(made("%(column_0_name)s.%(column_1_key)s.%(column_2_name)s.%(column_3_name)s", of) == "a.b.c.");
  CHECK(made("%(column_0N_name)s", of) == "abc");
  CHECK(made("%(column_0_N_name)s", of) == "a_b_c");
  CHECK(made("%(column_0_label)s", of) == "s_q_t_a");
  CHECK(made("%(column_0_N_label)s", of) == "s_q_t_a_s_q_t_b_s_q_t_c");
  CHECK(made("%(referred_table_name)s_%(referred_column_0_name)s", of) == "other_x");
  CHECK(made("%(referred_column_0_N_name)s", of) == "x_y");
  CHECK(made("ck_%(constraint_name)s", of) == "ck_given");
  CHECK(made("%(column_0_label)s", {{}, "t", {columns, 1}}) == "t_a");
  CHECK(made("%(constraint_name)s", {{}, "t"}) == "- it has no name that %(constraint_name)s could stand for");
  CHECK(made("%(column_0_name)s", {{}, "t"}) == "- it has no columns by name");
  CHECK(made("%(column_0_name)s", {{}, "t", {expression, 1}}) == "- one of its columns is an expression");
  CHECK(made("%(referred_table_name)s", {{}, "t"}) == "- it refers to no table");
  CHECK(made("%(referred_column_0_name)s", {{}, "t"}) == "- the columns that it refers to are not said");
  for (const std::string_view unknown : {"%(nothing)s", "%(column_name)s", "%(column_1_N_name)s", "%(column_0_type)s",
                                         "%(referred_column_0_label)s"}) {
    CAPTURE(unknown);
    CHECK(made(unknown, of) == "- a token in it is not known");
  }
  CHECK(made("%d", of) == "- its % begins no token");
  CHECK(made("%(table_name", of) == "- its % begins no token");
}

TEST_CASE("44: a name of the convention that is too long is cut as SQLAlchemy cuts it; a written one is refused") {
  const sterna::element columns[] = {{"a_column_with_a_long_name"}};
  const auto cut = [&](std::string_view table) {
    return made("uq_%(table_name)s_%(column_0_name)s", {{}, table, {columns, 1}});
  };
  CHECK(cut("exactly_sixty_three_bytes_with_it_") == "uq_exactly_sixty_three_bytes_with_it__a_column_with_a_long_name");
  CHECK(cut("one_byte_more_than_that_and_it_is_c") == "uq_one_byte_more_than_that_and_it_is_c_a_column_with_a__4562");
  CHECK(cut("one_byte_more_than_that_and_it_is_d") == "uq_one_byte_more_than_that_and_it_is_d_a_column_with_a__8d42");
  CHECK(cut("ein_Name_mit_einem_Umlaut_an_der_Stelle_wo_er_geteilt_ä") ==
        "uq_ein_Name_mit_einem_Umlaut_an_der_Stelle_wo_er_geteil_8f14");
  const auto written = migration("a1", "one").upgrade(
      create_table("t", column("a", integer)),
      create_index("an_index_that_has_a_name_of_more_bytes_than_postgresql_can_keep_of_it", "t", {"a"}));
  const sterna::revision view = written.view();
  CHECK(sterna::check(std::span<const sterna::revision>(&view, 1)).what == sterna::fault::name_too_long);
}

TEST_CASE("43: what has no name gets the one of the convention, also to be dropped, and f(...) is final") {
  CHECK(sterna::sql(history, "a1") == R"(CREATE TABLE "user" (
    id integer GENERATED BY DEFAULT AS IDENTITY,
    name text,
    age integer CONSTRAINT ck_user_young CHECK (age < 200),
    CONSTRAINT pk_user PRIMARY KEY (id),
    CONSTRAINT uq_user_name UNIQUE (name),
    CONSTRAINT ck_user_named CHECK (name <> ''),
    CONSTRAINT as_it_is CHECK (age >= 0)
);
CREATE TABLE post (
    id bigint,
    author integer CONSTRAINT fk_post_author_user REFERENCES "user" (id),
    CONSTRAINT pk_post PRIMARY KEY (id, author),
    CONSTRAINT uq_of_mine UNIQUE (author)
);
)");
  CHECK(sterna::sql(history, "b2") == R"(ALTER TABLE post ADD COLUMN slug text CONSTRAINT uq_post_slug UNIQUE;
CREATE INDEX ix_post_slug ON post (slug, id DESC);
CREATE INDEX ix_mine ON post (id);
ALTER TABLE post ADD CONSTRAINT uq_post_author UNIQUE (author, slug), ADD CONSTRAINT fk_post_slug_user FOREIGN KEY (slug) REFERENCES "user" (name) ON DELETE CASCADE, ADD CONSTRAINT ck_post_slugs CHECK (slug <> '');
)");
  CHECK(
      sterna::sql(history, "b2:downgrade") ==
      R"(ALTER TABLE post DROP CONSTRAINT ck_post_slugs, DROP CONSTRAINT fk_post_slug_user, DROP CONSTRAINT uq_post_author;
DROP INDEX ix_mine;
DROP INDEX ix_post_slug;
ALTER TABLE post DROP COLUMN slug;
)");
  // what drops by the words that made it drops the same; what is named by a text is what that says
  CHECK(sterna::sql(history, "c3") == R"(DROP INDEX ix_post_slug;
ALTER TABLE post DROP CONSTRAINT uq_post_author, DROP CONSTRAINT ck_post_slugs, DROP CONSTRAINT fk_post_slug_user;
ALTER TABLE "user" DROP CONSTRAINT ck_user_named, DROP CONSTRAINT as_it_is;
)");
  CHECK(sterna::sql(history, "c3:downgrade") ==
        R"(ALTER TABLE "user" ADD CONSTRAINT as_it_is CHECK (age >= 0), ADD CONSTRAINT ck_user_named CHECK (name <> '');
ALTER TABLE post ADD CONSTRAINT fk_post_slug_user FOREIGN KEY (slug) REFERENCES "user" (name) ON DELETE CASCADE, ADD CONSTRAINT ck_post_slugs CHECK (slug <> '');
ALTER TABLE post ADD CONSTRAINT uq_post_author UNIQUE (author, slug);
CREATE INDEX ix_post_slug ON post (slug, id DESC);
)");
}

TEST_CASE("naming: models under the same convention are what the history leads to, and the server makes them") {
  static_assert(sterna::check_models<history, models>());
  CHECK_FALSE(sterna::check(history, models));
  sterna::models_view without = models;
  without.naming = nullptr;
  CHECK(sterna::check(history, without).what == sterna::fault::models_differ);

  live_schema db;
  const auto made = sterna::detail::statements_of(models);
  std::string all;
  for (const std::string& each : made) {
    all += each;
  }
  CHECK(db.accepts(all));
}

TEST_CASE("naming: a generated migration says that its names are final, where there is a convention") {
  sterna::catalog nothing;
  sterna::catalog wanted;
  REQUIRE(sterna::detail::world_of(models, wanted));
  sterna::diff_options options;
  std::string text;
  const auto write = [&] {
    text.clear();
    for (const sterna::generated_migration& each : sterna::diff(nothing, wanted, options).migrations) {
      for (const std::string& op : sterna::words_of(each.ops.view(), 0)) {
        text += op + "\n";
      }
    }
  };
  write();
  CHECK(text.find("f(\"") == std::string::npos);
  CHECK(text.find("constraint(\"ck_user_young\", check(") != std::string::npos);
  options.policy = &rules;
  write();
  CHECK(text.find("constraint(f(\"ck_user_young\"), check(") != std::string::npos);
  CHECK(text.find("create_index(f(\"ix_mine\"), \"post\", {\"id\"})") != std::string::npos);

  // and nothing is to do between two worlds that a convention has named
  sterna::catalog same;
  REQUIRE(sterna::detail::world_of(models, same));
  CHECK(sterna::diff(same, wanted, options).empty());
}

TEST_CASE("naming: what has no name, and can have none") {
  const auto found = [](const auto& word) {
    const auto one = migration("a1", "one").upgrade(create_table("t", column("a", integer)), word);
    sterna::revision view = one.view();
    view.naming = &advised;
    return sterna::explain(sterna::check(std::span<const sterna::revision>(&view, 1)),
                           sterna::history_view(std::span<const sterna::revision>(&view, 1)));
  };
  CHECK(found(create_check_constraint(unnamed, "t", "a > 0")) ==
        "migration 'a1' (one): upgrade op 2, create_check_constraint: the naming convention "
        "'ck_%(table_name)s_%(constraint_name)s' makes no name for something of table 't': it has no name that "
        "%(constraint_name)s could stand for; write a name, with f(\"...\") where it is to stay as it is");
  CHECK(found(create_index(unnamed, "t", {sql("a + 1")})).find("one of its columns is an expression") !=
        std::string::npos);
  CHECK(found(create_index(f("ix"), "t", {sql("a + 1")})).find("one of its columns") == std::string::npos);
  CHECK(found(create_exclude_constraint(unnamed, "t", {{"a", "="}})).find("empty") != std::string::npos);
}

}  // namespace schema_naming_test
