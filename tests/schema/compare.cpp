// SPDX-License-Identifier: BSL-1.0
#include "sterna/schema/compare.hpp"

#include <sterna/sterna.hpp>

#include <doctest/doctest.h>

#include <string>

namespace schema_compare_test {

using namespace sterna::dsl;

namespace {

/// What a row of ops makes.
template <class... Op>
constexpr bool play(sterna::catalog& to, const Op&... ops) {
  const auto one = migration("one", "").upgrade(ops...);
  const sterna::script_builder made = sterna::decoded(one.view().up);
  const sterna::script records = made.view();
  for (const sterna::operation& each : records.operations) {
    if (!sterna::verb_of(each).effect(each, records, to)) return false;
  }
  return true;
}

[[nodiscard]] std::string text_of(const sterna::schema_difference& of) {
  return std::string(of.owner.view()) + (of.owner.empty() ? "" : ".") + std::string(of.subject.view()) + " " +
         std::string(of.what);
}

constexpr auto t = create_table("t", column("id", integer, primary_key), column("a", text, unique));

constexpr bool same_in_a_constant_expression() {
  sterna::catalog a;
  sterna::catalog b;
  return play(a, t) && play(b, t) && !sterna::first_difference(a, b) && play(b, drop_column("t", "a")) &&
         sterna::first_difference(a, b).what == "is missing";
}
static_assert(same_in_a_constant_expression());

template <class A, class B>
[[nodiscard]] std::string between(const A& ours, const B& theirs) {
  sterna::catalog a;
  sterna::catalog b;
  REQUIRE(ours(a));
  REQUIRE(theirs(b));
  return text_of(sterna::first_difference(a, b));
}

}  // namespace

TEST_CASE("the first difference of two schemas is found, tables before what is in them") {
  const auto with = [](auto... ops) { return [=](sterna::catalog& to) { return play(to, ops...); }; };
  CHECK(between(with(t), with(t)) == " ");
  CHECK(between(with(t), with(create_schema("s"))) == "s is left over");
  CHECK(between(with(t), with()) == "t is missing");
  CHECK(between(with(t), with(t, alter_column("t", "a", not_null))) == "t.a is NOT NULL");
  CHECK(between(with(t), with(t, create_index("ix", "t", {"a"}))) == "t.ix is left over");
  CHECK(between(with(t, create_index("ix", "t", {"a"})), with(t, create_index("ix", "t", {desc("a")}))) ==
        "t.ix has other columns");
  CHECK(between(with(t), with(create_view("t", "SELECT 1 AS a"))) == "t is missing");
}

TEST_CASE("names are the same wherever public is said") {
  sterna::catalog a;
  sterna::catalog b;
  REQUIRE(play(a, create_table("t", column("id", integer, primary_key), column("u", integer, references("t")))
                      .schema("public")));
  REQUIRE(play(b, create_table("t", column("id", integer, primary_key),
                               column("u", integer, references("t", referred_schema("public"))))));
  CHECK(text_of(sterna::first_difference(a, b)) == " ");
}

TEST_CASE("130: an unnamed key is the one that says the same; a unique index is no constraint") {
  sterna::catalog a;
  sterna::catalog b;
  REQUIRE(play(a, t));
  REQUIRE(play(b, create_table("t", column("id", integer), column("a", text)), create_primary_key("pk", "t", {"id"}),
               create_unique_constraint("uq", "t", {"a"}), drop_constraint("pk", "t"), drop_table("t"),
               create_table("t", column("id", integer, identity), column("a", text)),
               create_primary_key("pk", "t", {"id"}), create_unique_constraint("uq", "t", {"a"})));
  CHECK(text_of(sterna::first_difference(a, b)) == " ");
  REQUIRE(play(b, drop_constraint("uq", "t"), create_index("t_a_key", "t", {"a"}).unique()));
  CHECK(text_of(sterna::first_difference(a, b)) == "t.t_a_key is left over");
}

TEST_CASE("of two unnamed keys that say the same each has its own") {
  constexpr auto of = [](const auto&... keys) {
    return [=](sterna::catalog& to) { return play(to, create_table("t", column("a", integer), keys...)); };
  };
  constexpr auto twice = of(check("a > 0"), check("a > 0"));
  CHECK(between(twice, of(constraint("x", check("a > 0")), constraint("y", check("a > 0")))) == " ");
  CHECK(between(twice, of(constraint("x", check("a > 0")))) == "t.t_a_check is missing");
  CHECK(between(of(check("a > 0")), of(constraint("x", check("a > 0")), constraint("y", check("a > 0")))) ==
        "t.x is left over");
  CHECK(between(twice, of(constraint("t_a_check1", check("a > 0")), constraint("y", check("a > 0")))) == " ");
}

TEST_CASE("a serial's own sequence is compared with its type") {
  const auto serial_one = [](sterna::catalog& to) { return play(to, create_table("t", column("a", big_serial))); };
  const auto grown = [](sterna::catalog& to) {
    return play(to, create_table("t", column("a", serial)), alter_column("t", "a", type(big_integer)));
  };
  const auto followed = [](sterna::catalog& to) {
    return play(to, create_table("t", column("a", serial)), alter_column("t", "a", type(big_integer)),
                alter_sequence("t_a_seq", as(big_integer)));
  };
  CHECK(between(serial_one, grown) == "t.t_a_seq has other options");
  CHECK(between(serial_one, followed) == " ");
}

TEST_CASE("what raw SQL may have made is not missing") {
  sterna::catalog a;
  sterna::catalog b;
  REQUIRE(play(a, t));
  REQUIRE(play(b, execute("CREATE TABLE t (id integer)")));
  CHECK(text_of(sterna::first_difference(a, b)) == " ");
}

}  // namespace schema_compare_test
