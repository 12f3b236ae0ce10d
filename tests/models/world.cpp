// SPDX-License-Identifier: BSL-1.0
#include <sterna/history/explain.hpp>
#include <sterna/history/message.hpp>
#include <sterna/models/world.hpp>

#include <doctest/doctest.h>

#include <string>

namespace models_world_test {

using namespace sterna::dsl;

namespace {

std::string fault_of(const sterna::models_view& models) {
  const sterna::verdict found = sterna::check(models);
  sterna::sql_writer out;
  sterna::write_message(found, {}, out);
  return std::string(out.text());
}

}  // namespace

TEST_CASE("models may stand in any order, and refer to each other") {
  static constexpr auto models = sterna::models(
      create_foreign_key("fk_b_mood", "b", {"a"}, "a", {"id"}),
      index("ix_a", "a", {"b"}),
      table("a", column("id", integer, primary_key), column("b", integer, references("b", "id"))),
      table("b", column("id", integer, primary_key), column("a", integer, references("a")),
            column("mood", enumeration("mood").in_schema("s"), server_default("ok"))),
      enumeration("mood", {"sad", "ok"}).schema("s"), schema("s"));
  static_assert(sterna::check(models).what == sterna::fault::none);
  sterna::catalog made;
  REQUIRE(sterna::detail::world_of(models, made));
  const std::uint32_t a = made.relation({}, "a");
  const std::uint32_t b = made.relation({}, "b");
  REQUIRE(a != sterna::object::none);
  REQUIRE(b != sterna::object::none);
  CHECK(made.constraint(a, "a_b_fkey") != sterna::object::none);
  CHECK(made.constraint(b, "b_a_fkey") != sterna::object::none);
  CHECK(made.constraint(b, "fk_b_mood") != sterna::object::none);
  CHECK(made.relation({}, "ix_a") != sterna::object::none);
}

TEST_CASE("models: what PostgreSQL would refuse in any order is a fault, in a sentence") {
  static constexpr auto unknown_table =
      sterna::models(table("user", column("id", integer, primary_key)),
                     table("post", column("author", integer, references("usr", "id"))));
  CHECK(fault_of(unknown_table) ==
        "models: table 'post': table 'usr' does not exist; did you mean 'user'?");
  static constexpr auto nowhere = sterna::models(table("post", column("author", integer, references("person", "id"))));
  CHECK(fault_of(nowhere) == "models: table 'post': table 'person' does not exist; put it among the models");
  static constexpr auto unknown_column =
      sterna::models(index("ix", "user", {"nmae"}), table("user", column("name", text)));
  CHECK(fault_of(unknown_column) ==
        "models: table 'user': column 'nmae' of table 'user' does not exist; did you mean 'name'?");
  static constexpr auto twice = sterna::models(table("t", column("a", text)), table("t", column("a", text)));
  CHECK(
      fault_of(twice) ==
      "models: table 't' already exists; it is among the models twice: take one of them out, or give it another name");
  static constexpr auto twice_column = sterna::models(table("t", column("a", text), column("a", text)));
  CHECK(fault_of(twice_column) ==
        "models: table 't': column 'a' of table 't' is named twice; take one of them out");
  static constexpr auto no_schema = sterna::models(table("t", column("a", text)).schema("s"));
  CHECK(fault_of(no_schema) ==
        "models: table 't': schema 's' does not exist; put it among the models");
  static constexpr auto empty = sterna::models(table("", column("a", text)));
  CHECK(fault_of(empty) == "models: a name is empty; every table, column and constraint that is named needs one");
  static constexpr auto long_name = sterna::models(
      table("t", column("a234567890123456789012345678901234567890123456789012345678901234", text)));
  CHECK(sterna::check(long_name).what == sterna::fault::name_too_long);
}

TEST_CASE("models: what changes or takes away is none") {
  using sterna::fault;
  static constexpr auto dropped = sterna::models(table("t", column("a", text)), drop_table("t"));
  CHECK(sterna::check(dropped).what == fault::no_model);
  static constexpr auto renamed = sterna::models(table("t", column("a", text)), rename_table("t", "u"));
  CHECK(sterna::check(renamed).what == fault::no_model);
  static constexpr auto altered = sterna::models(table("t", column("a", text)), alter_column("t", "a", not_null));
  CHECK(sterna::check(altered).what == fault::no_model);
  static constexpr auto kept = sterna::models(table("t", column("a", text)), reindex_table("t"));
  CHECK(sterna::check(kept).what == fault::no_model);
  static constexpr auto emptied = sterna::models(table("t", column("a", text)), truncate_table("t"));
  CHECK(sterna::check(emptied).what == fault::no_model);
  static constexpr auto looked_at = sterna::models(table("t", column("a", text)), analyze_table("t"));
  CHECK(sterna::check(looked_at).what == fault::no_model);
  static constexpr auto called = sterna::models(run([](sterna::connection&) {}));
  CHECK(sterna::check(called).what == fault::no_model);
  static constexpr auto raw = sterna::models(execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"));
  CHECK(sterna::check(raw).what == fault::none);
}

}  // namespace models_world_test
