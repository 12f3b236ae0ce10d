// SPDX-License-Identifier: BSL-1.0
#include <chrono>
#include <cstdio>
#include <memory>

#include "database.hpp"
#include "history/round_trip.hpp"

namespace runtime_log_test {

using namespace runtime_tests;
using namespace sterna::dsl;
using namespace std::chrono_literals;

namespace {

constexpr auto a = migration("a", "one").upgrade(create_table("t", column("x", integer)));
constexpr auto b = migration("b", "two").revises("a").upgrade(add_column("t", column("y", integer)));
constexpr auto c = migration("c", "three").revises("b").upgrade(add_column("t", column("z", integer)));
constexpr auto a_edited = migration("a", "one").upgrade(create_table("t", column("x", big_integer)));
constexpr auto b_edited = migration("b", "two").revises("a").upgrade(add_column("t", column("y", big_integer)));
constexpr auto line = sterna::history<a, b, c>;
constexpr auto edited_line = sterna::history<a, b_edited, c>;
constexpr auto failing = migration("b", "fails").revises("a").upgrade(execute("SELECT 1 / 0").as());

/// "upgrade a, upgrade b": the log, oldest first.
std::string directions(const std::vector<sterna::log_entry>& all) {
  std::string list;
  for (const auto& each : all) {
    list += (list.empty() ? "" : ", ") + each.direction + " " + (each.revision.empty() ? "base" : each.revision);
  }
  return list;
}
std::string directions(const database& db) { return directions(sterna::log(db.options())); }

std::string revisions(const std::vector<sterna::edited_migration>& all) {
  std::string ids;
  for (const auto& each : all) {
    ids += (ids.empty() ? "" : " ") + each.revision;
  }
  return ids;
}

/// The texts of the events "edited" of a run.
struct told_edits {
  explicit told_edits(const database& db) : chosen{db.options()} {
    chosen.on_event = [this](const sterna::event& happened) {
      if (happened.what == sterna::event::kind::edited) {
        revisions += (revisions.empty() ? "" : " ") + std::string(happened.revision);
        sentence = happened.text();
      }
    };
  }
  sterna::options chosen;
  std::string revisions{};
  std::string sentence{};
};

/// A role that may log in and nothing else, gone at the end with all that it has in the database.
class role {
 public:
  explicit role(const database& in) : in_{in}, name_{in.ask("SELECT current_database()") + "_role"} {
    in_.execute("CREATE ROLE " + name_ + " LOGIN");
    in_.execute("CREATE SCHEMA own AUTHORIZATION " + name_);
  }
  role(const role&) = delete;
  role& operator=(const role&) = delete;
  ~role() { in_.execute("DROP OWNED BY " + name_ + "; DROP ROLE " + name_); }

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Migrations go to its own schema, the version table is where it was.
  [[nodiscard]] sterna::options options() const {
    sterna::options chosen = in_.options();
    sterna::connection_parameters as_role = sterna::parse_url(in_.url(), "url");
    as_role.set("user", name_);
    as_role.set("options", "-c search_path=own");
    chosen.url.clear();
    for (const auto& [key, value] : as_role.all()) {
      chosen.url += key + "='" + value + "' ";
    }
    chosen.version_table_schema = "public";
    return chosen;
  }

 private:
  const database& in_;
  std::string name_;
};

using session = std::unique_ptr<PGconn, decltype([](PGconn* db) { PQfinish(db); })>;

}  // namespace

TEST_CASE("log: a row for each migration, with who, when and how long") {
  STERNA_NEEDS_SERVER();
  const database db;
  CHECK(sterna::log(db.options()).empty());
  const auto before = std::chrono::system_clock::now();
  sterna::options chosen = db.options();
  chosen.url = db.url(" application_name='the deployer'");
  sterna::migrate_to_head(line, chosen);
  sterna::downgrade(line, "a", chosen);
  sterna::upgrade(line, "b", chosen);
  const auto all = sterna::log(db.options());
  CHECK(directions(all) == "upgrade a, upgrade b, upgrade c, downgrade c, downgrade b, upgrade b");
  for (const auto& each : all) {
    CAPTURE(each.revision);
    CHECK(each.checksum == sterna::checksum(line, each.revision));
    CHECK(each.role == db.ask("SELECT session_user"));
    CHECK(each.application == "the deployer");
    CHECK(each.library == sterna::version);
    CHECK(each.applied_at > before - 1min);
    CHECK(each.applied_at < std::chrono::system_clock::now() + 1min);
    CHECK(each.duration > 0us);
    CHECK(each.duration < 10s);
  }
  for (std::size_t i = 1; i < all.size(); ++i) {
    CHECK(all[i - 1].applied_at < all[i].applied_at);
  }
  CHECK(db.columns("alembic_version_log") ==
        "id revision direction checksum applied_at duration role application library");
}

TEST_CASE("log: the row is the migration's own: with it, or not at all") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::upgrade(line, "a", db.options());
  CHECK(db.ask("SELECT count(DISTINCT xmin::text) FROM (SELECT xmin FROM pg_class WHERE relname IN ('t', "
               "'alembic_version', 'alembic_version_log') UNION ALL SELECT xmin FROM alembic_version_log UNION ALL "
               "SELECT xmin FROM alembic_version) AS all_of_them") == "1");
  constexpr auto alone = sterna::history<a, failing>;
  CHECK(thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(alone, db.options()); }));
  CHECK(directions(db) == "upgrade a");

  const database none;
  sterna::options whole = none.options();
  whole.transaction = sterna::per_run;
  CHECK(thrown<sterna::statement_error>([&] { (void)sterna::migrate_to_head(alone, whole); }));
  CHECK_FALSE(none.has("alembic_version_log"));
  sterna::migrate_to_head(line, whole);
  const auto all = sterna::log(whole);
  CHECK(directions(all) == "upgrade a, upgrade b, upgrade c");
  CHECK(none.ask("SELECT count(DISTINCT xmin::text) FROM alembic_version_log") == "1");
  CHECK(all[0].applied_at < all[1].applied_at);
  CHECK(all[2].duration < all[0].duration + all[1].duration + 1s);
}

TEST_CASE("log: the duration is the migration's, whatever its transactions are") {
  STERNA_NEEDS_SERVER();
  static constexpr auto split =
      migration("split", "three ways to take time")
          .revises("a")
          .upgrade(execute("SELECT pg_sleep(0.05)").as(),
                   run([](sterna::connection& db) { db.execute("SELECT pg_sleep(0.05)"); }).as(),
                   execute("SELECT pg_sleep(0.05)").outside_transaction().as(), execute("SELECT pg_sleep(0.05)").as())
          .irreversible("time does not come back");
  static constexpr auto quick = migration("quick", "no time").revises("split").upgrade(drop_table("t"));
  static constexpr auto slow =
      migration("slow", "takes time").revises("a").upgrade(execute("SELECT pg_sleep(0.2)").as());
  static constexpr auto after = migration("after", "no time").revises("slow").upgrade(drop_table("t"));
  const database db;
  const auto told = sterna::migrate_to_head(sterna::history<a, split, quick>, db.options());
  auto all = sterna::log(db.options());
  REQUIRE(all.size() == 3);
  CHECK(all[1].duration >= 200ms);
  CHECK(all[1].duration <= told.applied.at(1).duration);
  CHECK(all[2].duration < 200ms);
  const database together;
  sterna::options whole = together.options();
  whole.transaction = sterna::per_run;
  sterna::migrate_to_head(sterna::history<a, slow, after>, whole);
  all = sterna::log(whole);
  REQUIRE(all.size() == 3);
  CHECK(all[1].duration >= 200ms);
  CHECK(all[2].duration < 200ms);
}

TEST_CASE("log: off") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::options off = db.options();
  off.log = false;
  sterna::upgrade(line, "a", off);
  CHECK_FALSE(db.has("alembic_version_log"));
  sterna::upgrade(line, "b", db.options());
  sterna::migrate_to_head(line, off);
  sterna::stamp(line, "b", off);
  CHECK(directions(db) == "upgrade b");
  CHECK(directions(sterna::log(off)) == "upgrade b");
  told_edits told(db);
  told.chosen.log = false;
  sterna::migrate_to_head(sterna::history<a, b_edited>, told.chosen);
  CHECK(told.revisions.empty());
  CHECK(revisions(sterna::edited(sterna::history<a, b_edited>, off)) == "b");
  const auto refused = thrown<sterna::history_error>([&] { (void)sterna::repair(edited_line, off); });
  REQUIRE(refused);
  CHECK(contains(refused->what(), "options.log is off"));
}

TEST_CASE("log: stamps, base among them") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::stamp(line, "b", db.options());
  sterna::stamp(line, "b", db.options());
  sterna::stamp(line, "base", db.options());
  sterna::stamp(line, "c", db.options(), sterna::stamp_mode::purge);
  sterna::stamp(line, "a", db.options(), sterna::stamp_mode::purge);
  CHECK(directions(db) == "stamp b, stamp base, stamp c, stamp base, stamp a");
  const auto all = sterna::log(db.options());
  CHECK(all[0].checksum == sterna::checksum(line, "b"));
  CHECK(all[1].checksum.empty());
}

TEST_CASE("log: beside the version table, whatever that is called") {
  STERNA_NEEDS_SERVER();
  const database db;
  db.execute("CREATE SCHEMA \"My Schema\"");
  sterna::options chosen = db.options();
  chosen.version_table = "My \"Versions\"; it's \\ $sterna$";
  chosen.version_table_schema = "My Schema";
  sterna::migrate_to_head(line, chosen);
  CHECK(directions(sterna::log(chosen)) == "upgrade a, upgrade b, upgrade c");
  CHECK(db.ask("SELECT count(*) FROM \"My Schema\".\"My \"\"Versions\"\"; it's \\ $sterna$_log\"") == "3");
  CHECK(revisions(sterna::edited(edited_line, chosen)) == "b");
  CHECK(revisions(sterna::repair(edited_line, chosen)) == "b");
  CHECK(sterna::edited(edited_line, chosen).empty());
  CHECK(sterna::log(db.options()).empty());

  const database longest;  // PostgreSQL cuts off the name of the log
  sterna::options full = longest.options();
  full.version_table = std::string(59, 'v') + "!";
  sterna::migrate_to_head(line, full);
  CHECK(sterna::migrate_to_head(line, full).applied.empty());
  CHECK(sterna::current(full) == std::vector<std::string>{"c"});
  CHECK(directions(sterna::log(full)) == "upgrade a, upgrade b, upgrade c");
}

TEST_CASE("log: a role that may not create it, or may not write to it, goes on without") {
  STERNA_NEEDS_SERVER();
  const database db;
  const role poor(db);
  db.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  db.execute("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)");
  db.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON alembic_version TO " + poor.name());
  CHECK(applied(sterna::upgrade(line, "a", poor.options())) == "a");
  CHECK_FALSE(db.has("alembic_version_log"));
  CHECK(sterna::log(poor.options()).empty());

  sterna::options chosen = db.options();
  chosen.url = db.url(" options='-c search_path=own'");
  chosen.version_table_schema = "public";
  sterna::stamp(line, "b", chosen);  // by the owner, who creates it
  sterna::stamp(line, "a", chosen);
  CHECK(revisions(sterna::edited(sterna::history<a_edited>, chosen)) == "a");
  CHECK(sterna::edited(sterna::history<a_edited>, poor.options()).empty());
  CHECK(applied(sterna::downgrade(line, "base", poor.options())) == "-a");
  CHECK(directions(db) == "stamp b, stamp a");
  const auto unread = thrown<sterna::statement_error>([&] { (void)sterna::log(poor.options()); });
  REQUIRE(unread);
  CHECK(unread->sqlstate() == "42501");

  db.execute("GRANT INSERT ON alembic_version_log TO " + poor.name());  // no right on the sequence is needed
  CHECK(applied(sterna::migrate_to_head(line, poor.options())) == "a b c");
  db.execute("GRANT SELECT ON alembic_version_log TO " + poor.name());
  const auto all = sterna::log(poor.options());
  CHECK(directions(all) == "stamp b, stamp a, upgrade a, upgrade b, upgrade c");
  REQUIRE_FALSE(all.empty());
  CHECK(all.back().role == poor.name());
  db.execute("REVOKE INSERT ON alembic_version_log FROM " + poor.name());
  const auto refused = thrown<sterna::history_error>([&] { (void)sterna::repair(edited_line, poor.options()); });
  REQUIRE(refused);
  CHECK(contains(refused->what(), "public.alembic_version_log"));
}

TEST_CASE("log: a migration that changes its role is asked for that role's rights") {
  STERNA_NEEDS_SERVER();
  const database db;
  const role poor(db);
  db.execute("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)");
  db.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON alembic_version TO " + poor.name());
  sterna::stamp(sterna::history<a>, "a", db.options());
  const std::string sql = "SET LOCAL ROLE " + poor.name();
  const auto changes = migration("role", "as another").revises("a").upgrade(execute(sql).as());
  const sterna::revision both[] = {a.view(), changes.view()};
  const sterna::history_view history{std::span<const sterna::revision>(both)};
  CHECK(applied(sterna::migrate_to_head(history, db.options())) == "role");
  CHECK(directions(db) == "stamp a");
}

TEST_CASE("log: a table of somebody else's by that name is left alone") {
  STERNA_NEEDS_SERVER();
  const database db;
  db.execute("CREATE TABLE alembic_version_log (revision text, note text NOT NULL)");
  sterna::migrate_to_head(line, db.options());
  CHECK(db.ask("SELECT count(*) FROM alembic_version_log") == "0");
  CHECK(sterna::migrate_to_head(line, db.options()).applied.empty());
  CHECK(sterna::edited(line, db.options()).empty());
  const auto refused = thrown<sterna::history_error>([&] { (void)sterna::log(db.options()); });
  REQUIRE(refused);
  CHECK(contains(refused->what(), "public.alembic_version_log has not the columns"));
}

TEST_CASE("log: on a borrowed connection, and in the caller's transaction") {
  STERNA_NEEDS_SERVER();
  const database db;
  const session mine(PQconnectdb(db.url().c_str()));
  const sterna::options quiet{.on_event = [](const sterna::event&) {}};
  sterna::upgrade(line, "a", mine.get(), quiet);
  PQclear(PQexec(mine.get(), "BEGIN"));
  sterna::upgrade(line, "b", mine.get(), quiet);
  CHECK(directions(sterna::log(mine.get())) == "upgrade a, upgrade b");
  CHECK(directions(db) == "upgrade a");
  PQclear(PQexec(mine.get(), "ROLLBACK"));
  CHECK(directions(db) == "upgrade a");
  sterna::migrate_to_head(line, mine.get(), quiet);
  CHECK(revisions(sterna::edited(edited_line, mine.get())) == "b");
  CHECK(revisions(sterna::repair(edited_line, mine.get(), quiet)) == "b");
  CHECK(sterna::edited(edited_line, mine.get()).empty());
  CHECK(directions(db) == "upgrade a, upgrade b, upgrade c, repair b");
}

TEST_CASE("edited: told at the start of a run, also where there is nothing to do; repair settles it") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::upgrade(line, "b", db.options());
  CHECK(sterna::edited(line, db.options()).empty());
  const auto found = sterna::edited(edited_line, db.options());
  REQUIRE(found.size() == 1);
  CHECK(found[0].revision == "b");
  CHECK(found[0].message == "two");
  CHECK(found[0].checksum == sterna::checksum(edited_line, "b"));
  CHECK(found[0].logged == sterna::checksum(line, "b"));
  CHECK(found[0].library == sterna::version);

  told_edits told(db);
  CHECK(applied(sterna::migrate_to_head(edited_line, told.chosen)) == "c");
  CHECK(told.revisions == "b");
  CHECK(sterna::migrate_to_head(edited_line, told.chosen).applied.empty());
  CHECK(told.revisions == "b b");
  CHECK(told.sentence == found[0].text());
  CHECK(contains(told.sentence, "migration 'b' (two) has been edited since it was applied here"));
  CHECK(contains(told.sentence, found[0].checksum));
  CHECK(contains(told.sentence, found[0].logged));
  CHECK_FALSE(contains(told.sentence, "written by sterna"));

  const std::string versions = db.versions();
  CHECK(revisions(sterna::repair(edited_line, db.options())) == "b");
  CHECK(sterna::repair(edited_line, db.options()).empty());
  CHECK(directions(db) == "upgrade a, upgrade b, upgrade c, repair b");
  CHECK(db.versions() == versions);
  told.revisions.clear();
  sterna::migrate_to_head(edited_line, told.chosen);
  CHECK(told.revisions.empty());
  CHECK(revisions(sterna::edited(line, db.options())) == "b");  // now the old text is the other one
}

TEST_CASE("edited: one line on stderr where nobody listens, none for what settles it") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(line, db.options());
  const std::string sentence = sterna::edited(edited_line, db.options()).at(0).text() + "\n";
  const auto said_by = [](auto work) {
    std::FILE* const file = std::tmpfile();
    std::fflush(stderr);
    const int before = dup(2);
    dup2(fileno(file), 2);
    work();
    std::fflush(stderr);
    dup2(before, 2);
    close(before);
    std::rewind(file);
    std::string said(4096, '\0');
    said.resize(std::fread(said.data(), 1, said.size(), file));
    std::fclose(file);
    return said;
  };
  const sterna::options plain{.url = db.url()};
  CHECK(said_by([&] { (void)sterna::migrate_to_head(edited_line, plain); }) == sentence);
  CHECK(said_by([&] { (void)sterna::downgrade(edited_line, "b", plain); }) ==
        sentence + "Running downgrade c -> b, three\n");
  CHECK(said_by([&] { (void)sterna::stamp(edited_line, "a", plain); }) == "Running stamp_revision b -> a\n");
  CHECK(said_by([&] { (void)sterna::stamp(line, "b", plain); }) == "Running stamp_revision a -> b\n");
  CHECK(said_by([&] { (void)sterna::repair(edited_line, plain); }) == "Running repair b, two\n");
}

TEST_CASE("edited: another version of the library may have made other SQL") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(line, db.options());
  db.execute("UPDATE alembic_version_log SET library = '0.0.9', checksum = '0123456789abcdef' WHERE revision = 'c'");
  told_edits told(db);
  sterna::migrate_to_head(line, told.chosen);
  CHECK(told.revisions == "c");
  CHECK(contains(told.sentence, "written by sterna 0.0.9 (this is " + std::string(sterna::version)));
}

TEST_CASE("edited: what is undone, or unknown to the log, is not") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(line, db.options());
  sterna::downgrade(line, "a", db.options());
  CHECK(sterna::edited(edited_line, db.options()).empty());
  sterna::migrate_to_head(edited_line, db.options());
  CHECK(sterna::edited(edited_line, db.options()).empty());
  sterna::downgrade(edited_line, "b", db.options());
  db.execute("INSERT INTO alembic_version_log (revision, direction, checksum, applied_at, duration, role, application, "
             "library) VALUES ('b', 'downgrade', '0123456789abcdef', now(), '0', '', '', '')");
  CHECK(sterna::edited(edited_line, db.options()).empty());
  db.execute("DELETE FROM alembic_version_log WHERE revision = 'b'");
  CHECK(sterna::edited(line, db.options()).empty());
  db.execute("INSERT INTO alembic_version_log (revision, direction, applied_at, duration, role, application, library) "
             "VALUES ('b', 'upgrade', now(), '0', '', '', '')");
  CHECK(sterna::edited(line, db.options()).empty());
}

TEST_CASE("edited: a stamp settles its target and what that needs, also where the rows stay") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(line, db.options());
  told_edits told(db);
  sterna::stamp(edited_line, "a", told.chosen);
  CHECK(directions(db) == "upgrade a, upgrade b, upgrade c, stamp a");
  sterna::stamp(edited_line, "c", told.chosen);
  CHECK(directions(db) == "upgrade a, upgrade b, upgrade c, stamp a, stamp c, repair b");
  CHECK(sterna::edited(edited_line, db.options()).empty());
  sterna::stamp(line, "head", told.chosen);  // the rows are there already
  CHECK(directions(db) == "upgrade a, upgrade b, upgrade c, stamp a, stamp c, repair b, repair b");
  CHECK(told.revisions.empty());
  CHECK(db.versions() == "c");
  CHECK(sterna::edited(line, db.options()).empty());
}

TEST_CASE("edited: a revision that the history does not know is an error, as everywhere") {
  STERNA_NEEDS_SERVER();
  const database db;
  sterna::migrate_to_head(line, db.options());
  constexpr auto shorter = sterna::history<a>;
  CHECK(thrown<sterna::history_error>([&] { (void)sterna::edited(shorter, db.options()); }));
  CHECK(thrown<sterna::history_error>([&] { (void)sterna::repair(shorter, db.options()); }));
}

TEST_CASE("round trip: with a log beside it") { round_trip::expect({line}); }

}  // namespace runtime_log_test
