// SPDX-License-Identifier: BSL-1.0
#include <sterna/history/explain.hpp>
#include <sterna/history/unchecked_history.hpp>
#include <sterna/models/check.hpp>

#include <doctest/doctest.h>

#include <string>

namespace models_check_test {

using namespace sterna::dsl;

namespace {

inline constexpr auto create_user =
    migration("a1", "create user")
        .upgrade(create_table("user", column("id", integer, primary_key), column("nmae", text)),
                 create_table("post", column("id", big_integer, primary_key),
                              column("author", integer, references("user"))));
inline constexpr auto correct_name =
    migration("a2", "correct name").revises("a1").upgrade(rename_column("user", "nmae", "name"));
inline constexpr auto history = sterna::history<create_user, correct_name>;

inline constexpr auto models = sterna::models(
    table("post", column("author", integer, references("user", "id")), column("id", big_integer, primary_key)),
    table("user", column("name", text), column("id", integer, primary_key)));
inline constexpr auto ahead =
    sterna::models(table("user", column("name", string(50)), column("id", integer, primary_key)));

static_assert(sterna::check_models<history, models>());
static_assert(!sterna::check_models<history, ahead, sterna::drift::allowed>());
static_assert(sterna::check_models<history, models, sterna::drift::allowed>());

[[nodiscard]] std::string difference_to(const sterna::models_view& wanted) {
  return sterna::explain(sterna::check(history, wanted), history);
}

constexpr std::string_view advice =
    "; write the migration by <application>-migrate revision --autogenerate --offline -m \"...\"";

}  // namespace

TEST_CASE("check_models is a statement too") { sterna::check_models<history, models>(); }

TEST_CASE("models and history are the same whatever the way there") {
  CHECK(difference_to(models).empty());
}

TEST_CASE("models and history differ: the first difference, with the command that writes the migration") {
  static constexpr auto type = sterna::models(
      table("post", column("author", integer, references("user", "id")), column("id", big_integer, primary_key)),
      table("user", column("name", string(50)), column("id", integer, primary_key)));
  CHECK(difference_to(type) == "models: they are not what the history leads to: there, column 'name' of table 'user' "
                               "has another type" +
                                   std::string(advice));
  CHECK(difference_to(ahead) ==
        "models: they are not what the history leads to: there, table 'post' is left over" + std::string(advice));
  static constexpr auto more = sterna::models(
      table("post", column("author", integer, references("user", "id")), column("id", big_integer, primary_key)),
      table("user", column("name", text), column("id", integer, primary_key)), schema("s"),
      table("t", column("a", text)).schema("s"));
  CHECK(difference_to(more) ==
        "models: they are not what the history leads to: there, schema 's' is missing" + std::string(advice));
}

namespace {
inline constexpr auto plain =
    migration("d1", "plain").upgrade(create_table("t", column("a", text), column("n", integer, identity)),
                                     create_index("ix", "t", {"a"}), create_sequence("s"));
inline constexpr auto same = migration("d2", "nothing").revises("d1").upgrade();
inline constexpr auto of_column = migration("d2", "x").revises("d1").upgrade(alter_column("t", "a", statistics(5)));
inline constexpr auto of_identity =
    migration("d2", "x").revises("d1").upgrade(alter_column("t", "n", alter_identity.cycle()));
inline constexpr auto of_table = migration("d2", "x").revises("d1").upgrade(alter_table("t", with("fillfactor", 50)));
inline constexpr auto of_index = migration("d2", "x").revises("d1").upgrade(alter_index("ix", with("fillfactor", 50)));
inline constexpr auto of_sequence = migration("d2", "x").revises("d1").upgrade(alter_sequence("s", increment(5)));
inline constexpr auto of_rows = migration("d2", "x").revises("d1").upgrade(enable_row_security("t"));
template <const auto& Second>
inline constexpr auto two = sterna::unchecked_history<plain, Second>;
inline constexpr auto plain_models =
    sterna::models(table("t", column("a", text), column("n", integer, identity)), index("ix", "t", {"a"}),
                   sequence("s"));
}  // namespace

TEST_CASE("an option that the history has and the models have not is a difference") {
  CHECK_FALSE(sterna::check(two<same>, plain_models));
  for (const sterna::history_view& one :
       {sterna::history_view(two<of_column>), sterna::history_view(two<of_identity>),
        sterna::history_view(two<of_table>), sterna::history_view(two<of_index>),
        sterna::history_view(two<of_sequence>), sterna::history_view(two<of_rows>)}) {
    CHECK(sterna::check(one, plain_models).what == sterna::fault::models_differ);
  }
}

TEST_CASE("models: a history that is no graph, or that cannot work, is told first") {
  static constexpr auto orphan = migration("b1", "orphan").revises("b0").upgrade();
  static constexpr auto broken = sterna::unchecked_history<orphan>;
  CHECK(sterna::check(broken, models).what == sterna::fault::unknown_parent);
  static constexpr auto wrong = migration("b1", "wrong").upgrade(drop_table("t"));
  static constexpr auto refused = sterna::unchecked_history<wrong>;
  CHECK(sterna::check(refused, models).what == sterna::fault::missing_table);
}

TEST_CASE("models: of several heads all are played") {
  static constexpr auto other = migration("c1", "other").upgrade(create_table("t", column("a", text)));
  static constexpr auto both = sterna::unchecked_history<create_user, correct_name, other>;
  static constexpr auto with_t = sterna::models(
      table("post", column("author", integer, references("user", "id")), column("id", big_integer, primary_key)),
      table("user", column("name", text), column("id", integer, primary_key)), table("t", column("a", text)));
  CHECK(sterna::check(both, with_t).what == sterna::fault::none);
}

namespace {

inline constexpr auto let_read = migration("a3", "let reader read")
                                     .revises("a2")
                                     .upgrade(grant("SELECT, UPDATE (name)", on_table("user"), {"reader"}));
inline constexpr auto granted = sterna::history<create_user, correct_name, let_read>;

template <class... Grants>
constexpr auto models_with(const Grants&... grants) {
  return sterna::models(
      table("post", column("author", integer, references("user", "id")), column("id", big_integer, primary_key)),
      table("user", column("name", text), column("id", integer, primary_key)), grants...);
}
inline constexpr auto with_grants =
    models_with(grant("UPDATE (name)", on_table("user"), {"reader"}), grant("SELECT", on_table("user"), {"reader"}));
inline constexpr auto with_others =
    models_with(grant("SELECT", on_table("user"), {"reader"}), grant("SELECT", on_table("post"), {"reader"}));

static_assert(sterna::check_models<granted, with_grants>());
static_assert(sterna::check_models<granted, models>());  // they say nothing of privileges
static_assert(!sterna::check_models<granted, with_others, sterna::drift::allowed>());

}  // namespace

TEST_CASE("who may do what is compared where the models say any of it") {
  CHECK(sterna::explain(sterna::check(granted, with_others), granted) ==
        "models: they are not what the history leads to: there, privileges of 'reader' on 'post' lack SELECT" +
            std::string(advice));
  static constexpr auto fewer = models_with(grant("SELECT", on_table("user"), {"reader"}));
  CHECK(sterna::explain(sterna::check(granted, fewer), granted) ==
        "models: they are not what the history leads to: there, privileges of 'reader' on 'user.name' have UPDATE "
        "besides" + std::string(advice));
  CHECK(difference_to(with_grants) ==
        "models: they are not what the history leads to: there, privileges of 'reader' on "
        "'user.name' lack UPDATE" +
            std::string(advice));
}

}  // namespace models_check_test
