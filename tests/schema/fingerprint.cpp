// SPDX-License-Identifier: BSL-1.0
#include <sterna/models/fingerprint.hpp>
#include <sterna/models/world.hpp>
#include <sterna/schema/compare.hpp>
#include <sterna/schema/fingerprint.hpp>
#include <sterna/sterna.hpp>

#include <doctest/doctest.h>

#include "history/round_trip/forum.hpp"
#include "history/round_trip/ledger.hpp"
#include "history/round_trip/legacy.hpp"
#include "history/round_trip/rolling.hpp"
#include "history/round_trip/saas.hpp"
#include "history/round_trip/shop.hpp"
#include "history/round_trip/tracker.hpp"

#include <vector>

namespace schema_fingerprint_test {

namespace {

using sterna::part;

/// Tokens without which those behind them mean nothing.
[[nodiscard]] bool begins_something(part what) {
  switch (what) {
    case part::op:
    case part::next_op:
    case part::column:
    case part::type:
    case part::key:
    case part::key_expression:
    case part::value:
    case part::declares:
    case part::primary_key_constraint:
    case part::unique_constraint:
    case part::foreign_key_constraint:
    case part::check_constraint:
      return true;
    default:
      return false;
  }
}

/// What can be left out beginning at a token: the token, or the whole op; nothing, where the rest would mean nothing.
[[nodiscard]] std::size_t left_out_at(sterna::list<sterna::token> tokens, std::size_t at) {
  if (tokens[at].what != part::op) return begins_something(tokens[at].what) ? 0 : 1;
  std::size_t end = at + 1;
  while (end < tokens.size() && tokens[end].what != part::op) {
    if (tokens[end++].what == part::declares) return 0;
  }
  return end - at;
}

/// Plays a history up to a revision, of which some tokens are not said. False where that is refused.
[[nodiscard]] bool play(sterna::replay& on, const sterna::graph& whole, int last, std::size_t first,
                        std::size_t count) {
  for (const int i : whole.order()) {
    on.world().revision = i;
    const sterna::list<sterna::token> said = whole.revision(i).up;
    std::vector<sterna::token> tokens(said.begin(), said.end());
    for (std::size_t out = first; i == last && out < first + count; ++out) tokens[out].what = part::nothing;
    // names in the world live as long as the history does
    if (!on.play(sterna::list<sterna::token>{tokens.data(), said.count}, false, false)) return false;
    if (i == last) return true;
  }
  return true;
}

}  // namespace

TEST_CASE("fingerprint: whatever is left unsaid, a schema that differs has another one") {
  const sterna::history_view* const histories[] = {&round_trip::shop::history,    &round_trip::forum::history,
                                                   &round_trip::saas::history,    &round_trip::ledger::history,
                                                   &round_trip::tracker::history, &round_trip::legacy::history,
                                                   &round_trip::rolling::history};
  int compared = 0;
  int different = 0;
  for (const sterna::history_view* each : histories) {
    const sterna::graph whole(each->revisions());
    for (const int i : whole.order()) {
      sterna::replay said(whole);
      REQUIRE(play(said, whole, i, 0, 0));
      const std::uint64_t all = sterna::detail::fingerprint(said.world().state);
      const sterna::list<sterna::token> tokens = whole.revision(i).up;
      for (std::size_t token = 0; token < tokens.size(); ++token) {
        const std::size_t count = left_out_at(tokens, token);
        sterna::replay unsaid(whole);
        if (count == 0 || !play(unsaid, whole, i, token, count)) continue;
        ++compared;
        if (sterna::first_difference(said.world(), unsaid.world()) ||
            sterna::first_difference(unsaid.world(), said.world())) {
          ++different;
          CAPTURE(whole.id(i));
          CAPTURE(static_cast<int>(tokens[token].what));
          const std::uint64_t one_less = sterna::detail::fingerprint(unsaid.world().state);
          CHECK((one_less == 0 || one_less != all));
        }
      }
    }
  }
  CHECK(compared > 500);
  CHECK(different > 200);
}

using namespace sterna::dsl;

TEST_CASE("fingerprint: models have that of the schema that they make, in usual words") {
  static constexpr auto models = sterna::models(
      schema("s"), sequence("q"), enumeration("mood", {"sad", "ok"}), view("v", "SELECT 1 AS a"),
      table("a", column("id", integer, primary_key), column("b", string(50), unique, not_null, server_default("x")),
            column("m", array(enumeration("mood"))), column("n", numeric(10, 2), server_default(0)),
            column("t", type("point"), comment("where")), column("g", integer, generated("id + 1"))),
      table("b", column("a", integer, references("a", "id", on_delete(cascade))), column("c", big_serial),
            column("d", big_integer, no_identity), primary_key("a", "d"),
            constraint("uq_b_c", unique({"c"}).deferrable()), constraint("ck_b", check("d > 0")))
          .schema("s"),
      create_index("ix", "b", {desc("c"), sql("d + 1")}).schema("s").unique().where("d > 0").include({"a"}));
  sterna::catalog made;
  REQUIRE(sterna::detail::world_of(models, made));
  CHECK(sterna::detail::models_fingerprint(models).take() == sterna::detail::fingerprint(made.state));
}

TEST_CASE("fingerprint: what cannot be told from the models is 0") {
  static constexpr auto models = sterna::models(execute("SELECT 1"));
  CHECK(sterna::detail::models_fingerprint(models).take() == 0);
  static constexpr auto none = sterna::models();
  CHECK(sterna::detail::models_fingerprint(none).take() == sterna::detail::fingerprint(sterna::catalog().state));
}

TEST_CASE("fingerprint: the values of an enumeration count, and their order") {
  const auto of = [](const sterna::models_view& models) { return sterna::detail::models_fingerprint(models).take(); };
  static constexpr auto one = sterna::models(enumeration("mood", {"sad", "ok"}));
  static constexpr auto less = sterna::models(enumeration("mood", {"sad"}));
  static constexpr auto other = sterna::models(enumeration("mood", {"ok", "sad"}));
  CHECK(of(one) != of(less));
  CHECK(of(one) != of(other));
}

}  // namespace schema_fingerprint_test
