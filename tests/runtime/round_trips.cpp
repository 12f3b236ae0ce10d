// SPDX-License-Identifier: BSL-1.0
#include <cstdio>
#include <string>

#include "runtime/database.hpp"
#include "history/round_trip.hpp"

namespace runtime_round_trips_test {

namespace round_trip_tests {

using namespace sterna::dsl;

inline constexpr auto one = migration("one", "first")
                                .upgrade(create_table("a", column("id", integer, primary_key)),
                                         create_table("b", column("id", integer, primary_key)));
inline constexpr auto two = migration("two", "second").revises("one").upgrade(add_column("a", column("x", text)));
inline constexpr auto three =
    migration("three", "third")
        .revises("two")
        .upgrade(assume_safe(create_index("ix_a_x", "a", {"x"}), "a test"),
                 execute("INSERT INTO a (x) VALUES ('1'); INSERT INTO a (x) VALUES ('2')").as());

/// How many messages the client sends to the server while `work` runs, by libpq's own trace.
template <class Work>
int round_trips(PGconn* connection, Work work) {
  std::FILE* const trace = std::tmpfile();
  REQUIRE(trace != nullptr);
  PQtrace(connection, trace);
  work();
  PQuntrace(connection);
  std::rewind(trace);
  int sent = 0;
  char line[4096];
  bool begins = true;
  while (std::fgets(line, sizeof line, trace) != nullptr) {
    const std::string_view text(line);
    if (begins && text.find("\tF\t") != std::string_view::npos) {
      ++sent;
    }
    begins = text.ends_with('\n');
  }
  std::fclose(trace);
  return sent;
}

inline constexpr auto history = sterna::history<one, two, three>;
inline constexpr auto edited_two =
    migration("two", "second").revises("one").upgrade(add_column("a", column("x", text, comment("edited"))));

}  // namespace round_trip_tests

TEST_CASE("at head a start costs one query, and takes no lock") {
  STERNA_NEEDS_SERVER();
  runtime_tests::database db;
  const auto& whole = round_trip_tests::history;
  (void)sterna::migrate_to_head(whole, db.options());
  sterna::connection session = db.connect();
  CHECK(round_trip_tests::round_trips(session.native(),
                                      [&] { (void)sterna::migrate_to_head(whole, session.native()); }) == 1);
}

TEST_CASE("edited migrations are found in that one query, and the log costs none") {
  STERNA_NEEDS_SERVER();
  using namespace round_trip_tests;
  runtime_tests::database db;
  std::string edited;
  sterna::options chosen = db.options();
  chosen.on_event = [&](const sterna::event& happened) {
    edited += happened.what == sterna::event::kind::edited ? std::string(happened.revision) + " " : "";
  };
  (void)sterna::upgrade(sterna::history<one, two>, "two", chosen);
  sterna::connection session = db.connect();
  CHECK(round_trips(session.native(), [&] {
          (void)sterna::migrate_to_head(sterna::history<one, edited_two>, session.native(), chosen);
        }) == 1);
  CHECK(edited == "two ");
  const auto to_three = [&](bool log) {
    runtime_tests::database fresh;
    sterna::connection to_fresh = fresh.connect();
    chosen.log = log;
    return round_trips(to_fresh.native(), [&] { (void)sterna::migrate_to_head(history, to_fresh.native(), chosen); });
  };
  CHECK(to_three(true) == to_three(false));
}

TEST_CASE("a pending migration costs one round trip") {
  STERNA_NEEDS_SERVER();
  const auto quiet = sterna::options{.on_event = [](const sterna::event&) {}};
  runtime_tests::database some;
  sterna::connection to_some = some.connect();
  const int for_one = round_trip_tests::round_trips(
      to_some.native(), [&] { (void)sterna::upgrade(round_trip_tests::history, "one", to_some.native(), quiet); });
  runtime_tests::database all;
  sterna::connection to_all = all.connect();
  const int for_three = round_trip_tests::round_trips(
      to_all.native(), [&] { (void)sterna::upgrade(round_trip_tests::history, "three", to_all.native(), quiet); });
  MESSAGE("round trips for one migration: ", for_one, ", for three: ", for_three);
  CHECK(for_three - for_one == 2);
  CHECK(for_one <= 9);
}

TEST_CASE("round trip: rows and an index") { round_trip::expect({round_trip_tests::history}); }

}  // namespace runtime_round_trips_test
