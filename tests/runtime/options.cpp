// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"
#include "history/round_trip.hpp"

namespace runtime_options_test {

using namespace runtime_tests;
using namespace sterna::dsl;
using namespace std::chrono_literals;

namespace {

constexpr auto a =
    migration("a", "one").upgrade(create_table("t", column("x", integer)), execute("SELECT pg_sleep(0.02)").as());
constexpr auto b = migration("b", "two").revises("a").upgrade(add_column("t", column("y", integer)));
constexpr auto line = sterna::history<a, b>;
constexpr auto slow = migration("slow", "slow").upgrade(execute("SELECT pg_sleep(30)").as());
constexpr auto slow_function =
    migration("slow", "slow").upgrade(run([](sterna::connection& db) { db.execute("SELECT pg_sleep(30)"); }).as());

/// An environment variable for one scope.
class environment {
 public:
  explicit environment(const char* value) {
    if (value == nullptr) {
      unsetenv("SQLALCHEMY_URL");
    } else {
      setenv("SQLALCHEMY_URL", value, 1);
    }
  }
  environment(const environment&) = delete;
  environment& operator=(const environment&) = delete;
  ~environment() {
    if (before_) {
      setenv("SQLALCHEMY_URL", before_->c_str(), 1);
    } else {
      unsetenv("SQLALCHEMY_URL");
    }
  }

 private:
  static std::optional<std::string> now() {
    const char* value = std::getenv("SQLALCHEMY_URL");
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  }
  std::optional<std::string> before_ = now();
};

}  // namespace

TEST_CASE("SQLALCHEMY_URL: missing, empty, malformed") {
  {
    const environment none(nullptr);
    const auto caught = thrown<sterna::url_error>([] { (void)sterna::migrate_to_head(line); });
    REQUIRE(caught);
    CHECK(contains(caught->what(), "SQLALCHEMY_URL"));
  }
  for (const char* url : {"", "mysql://u:canary@h/d", "postgresql://u:canary@h:port/d", "canary"}) {
    CAPTURE(url);
    const environment set(url);
    const auto caught = thrown<sterna::url_error>([] { (void)sterna::migrate_to_head(line); });
    REQUIRE(caught);
    CHECK(contains(caught->what(), "SQLALCHEMY_URL"));
    CHECK_FALSE(contains(caught->what(), "canary"));
    CHECK(thrown<sterna::url_error>([] { (void)sterna::current(); }));
  }
}

TEST_CASE("SQLALCHEMY_URL: used where options.url is not given") {
  STERNA_NEEDS_SERVER();
  const database db;
  const environment set(db.url().c_str());
  CHECK(applied(sterna::migrate_to_head(line, {.on_event = [](const sterna::event&) {}})) == "a b");
  CHECK(sterna::current() == std::vector<std::string>{"b"});
  const database other;
  CHECK(applied(sterna::upgrade(line, "a", other.options())) == "a");
  CHECK(db.versions() == "b");
}

TEST_CASE("password: asked for at each attempt to connect, and stronger than the URL's") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  chosen.url = db.url(" password=wrong");
  int asked = 0;
  chosen.password = [&] {
    ++asked;
    return std::string("right");
  };
  sterna::migrate_to_head(line, chosen);
  CHECK(asked == 1);
  sterna::migrate_to_head(line, chosen);
  CHECK(asked == 2);
  CHECK(std::string(PQpass(sterna::detail::connect(chosen).native())) == "right");
  CHECK(asked == 3);
  chosen.url = "postgresql://127.0.0.1:1/d";
  CHECK(thrown<sterna::connection_error>([&] { (void)sterna::migrate_to_head(line, chosen); }));
  CHECK(asked == 4);
}

TEST_CASE("statement_timeout: of each statement, not of the session") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  chosen.statement_timeout = 100ms;
  for (const auto& history : {sterna::history<slow>, sterna::history<slow_function>}) {
    const auto start = std::chrono::steady_clock::now();
    const auto caught = thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(history, chosen); });
    REQUIRE(caught);
    CHECK(caught->sqlstate() == "57014");
    CHECK(std::chrono::steady_clock::now() - start < 5s);
  }
  CHECK(db.versions() == "none");
  CHECK(applied(sterna::migrate_to_head(line, chosen)) == "a b");
}

TEST_CASE("events: order and durations") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  using kind = sterna::event::kind;
  std::vector<kind> kinds;
  std::chrono::microseconds sleep{};
  std::chrono::microseconds migration_time{};
  std::chrono::microseconds run_time{};
  chosen.on_event = [&](const sterna::event& happened) {
    if (happened.what == kind::statement) {
      CHECK_FALSE(happened.statement.empty());
      if (happened.operation == 2) {
        CHECK(happened.statement == "SELECT pg_sleep(0.02)");
        CHECK(happened.revision == "a");
        CHECK(happened.message == "one");
        CHECK(happened.up);
      }
      // the server answers a whole string at once: who of its statements took the time is not to be seen
      sleep += happened.revision == "a" ? happened.duration : 0us;
      return;
    }
    if (happened.what == kind::applied && happened.revision == "a") {
      migration_time = happened.duration;
    }
    if (happened.what == kind::done) {
      run_time = happened.duration;
    }
    kinds.push_back(happened.what);
  };
  const sterna::report told = sterna::migrate_to_head(line, chosen);
  CHECK(kinds == std::vector<kind>{kind::running, kind::executing, kind::applied, kind::running, kind::executing,
                                   kind::applied, kind::done});
  CHECK(sleep >= 15ms);
  CHECK(migration_time >= sleep);
  CHECK(run_time >= migration_time);
  CHECK(told.duration >= run_time);
  CHECK(told.applied.at(0).duration == migration_time);
  kinds.clear();
  CHECK(sterna::migrate_to_head(line, chosen).applied.empty());
  CHECK(kinds.empty());  // at head there is nothing to tell
}

TEST_CASE("an exception out of on_event passes through, and the next start completes") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options chosen = db.options();
  chosen.on_event = [](const sterna::event& happened) {
    if (happened.what == sterna::event::kind::statement) {
      throw 42;
    }
  };
  CHECK(thrown<int>([&] { (void)sterna::migrate_to_head(line, chosen); }) == 42);
  CHECK_FALSE(db.locked());
  sterna::migrate_to_head(line, db.options());
  CHECK(db.versions() == "b");
}

TEST_CASE("round trip: a line") { round_trip::expect({line}); }

}  // namespace runtime_options_test
