// SPDX-License-Identifier: BSL-1.0
//
// A database, and one that somebody's SQL has taken further: what autogenerate makes of both, executed in the first
// one, gives the dump of the second; its derived downgrade the dump of before. tests/corpus/evolution.py does the same
// with whole histories; what it has found stands here.
#include "on_server.hpp"

#include "history/round_trip.hpp"

#include <array>
#include <cstdio>

namespace autogenerate_evolution_test {

using runtime_tests::contains;
using runtime_tests::database;

namespace {

[[nodiscard]] std::string dump_of(const database& of) {
  if (!round_trip::can_dump()) {
    return round_trip::reflected(of);
  }
  const std::string command = "pg_dump --schema-only --no-owner --no-privileges -d \"" + of.url() + "\"";
  FILE* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  std::array<char, 4096> line{};
  while (std::fgets(line.data(), static_cast<int>(line.size()), pipe) != nullptr) {
    const std::string one(line.data());
    text += one.find("restrict ") == std::string::npos ? one : "";  // newer ones write a random key
  }
  CHECK(::pclose(pipe) == 0);
  CHECK(!text.empty());
  return text;
}

/// What has become of both.
struct evolution {
  std::string sql{};      ///< that brings the first to the second
  std::string trouble{};  ///< empty: as it ought to be
  bool reversible = true;

  evolution(const std::string& before, const std::string& change, const std::vector<std::string>& renames = {}) {
    const database first;
    const database second;
    first.execute(before);
    second.execute(before);
    second.execute(change);
    sterna::connection db = first.connect();
    sterna::connection other = second.connect();
    sterna::reflected found = sterna::reflect(db);
    const sterna::reflected wanted = sterna::reflect(other);
    sterna::diff_options options;
    for (const std::string& each : renames) options.renames.push_back(sterna::rename_hint_of(each, found.world()));
    const sterna::generated made = sterna::diff(found.world(), wanted.world(), options);
    if (made.left) trouble = "left: " + sterna::sentence_of(made.left);
    for (const std::string& each : made.notes) trouble += each.starts_with("not done") ? each + "\n" : "";

    static const sterna::graph none({});
    sterna::replay played(none);
    sterna::catalog met;
    std::vector<std::string> notes;
    sterna::detail::play_into(played.world(), found.ops(), notes);
    sterna::detail::play_into(met, found.ops(), notes);
    std::vector<sterna::script_builder> downs;
    const std::string dumped = dump_of(first);
    try {
      for (const auto& each : made.migrations) {
        REQUIRE(played.play(each.ops.view(), false, each.irreversible.empty()));
        reversible = reversible && each.irreversible.empty();
        sql += sql_of(each.ops.view()) + ";\n";
        on_server::execute(db, on_server::completed(each.ops.view(), met).view());
        downs.push_back(played.take_derived().ops);
      }
      if (dump_of(first) != dump_of(second)) trouble += "the dumps differ:\n" + dump_of(first) + dump_of(second);
      for (std::size_t i = reversible ? downs.size() : 0; i-- > 0;) on_server::execute(db, downs[i].view());
      if (reversible && dump_of(first) != dumped) trouble += "the downgrade leaves:\n" + dump_of(first);
    } catch (const sterna::error& what) {
      trouble += what.what();
    }
    if (!trouble.empty()) trouble += "\n" + sql;
  }
};

}  // namespace

TEST_CASE("a renamed column and views that are others too: they go before the rename, and come back with it") {
  STERNA_NEEDS_SERVER();
  const evolution made(
      "CREATE TABLE person (id int, icon bytea); CREATE TABLE post (id int, by int, icon text);"
      "CREATE VIEW people AS SELECT id FROM person;"
      "CREATE VIEW written AS SELECT p.id, (SELECT count(*) FROM person r WHERE r.id = p.by AND r.icon IS NULL) AS n "
      "FROM post p;"
      "CREATE VIEW of_written AS SELECT id FROM written",
      "ALTER TABLE person RENAME icon TO avatar; DROP VIEW of_written; DROP VIEW written;"
      "CREATE VIEW written AS SELECT p.id, (SELECT r.avatar FROM person r WHERE r.id = p.by) AS face FROM post p;"
      "CREATE VIEW of_written AS SELECT id, face FROM written",
      {"person.icon=avatar"});
  CHECK(made.trouble == "");
  CHECK(made.reversible);
  CHECK(contains(made.sql, "DROP VIEW of_written"));
  CHECK(contains(made.sql, "RENAME COLUMN icon TO avatar"));
  CHECK(!contains(made.sql, "people"));  // it does not name the column
}

TEST_CASE("a renamed column and views that stay: their columns keep the name, and nothing is dropped") {
  STERNA_NEEDS_SERVER();
  const std::string before =
      "CREATE TABLE t (a int, b text); CREATE VIEW v AS SELECT a, b, a + 1 AS c FROM t WHERE a > 0;"
      "CREATE VIEW w AS SELECT x.a AS n, count(*) AS m FROM t x GROUP BY x.a, x.b;"
      "CREATE VIEW u AS SELECT t.a AS now FROM t ORDER BY t.a";
  const evolution kept(before, "ALTER TABLE t RENAME a TO now", {"t.a=now"});
  CHECK(kept.trouble == "");
  CHECK(kept.sql == "ALTER TABLE t RENAME COLUMN a TO now;\n");
  const evolution made(before, "DROP VIEW v; ALTER TABLE t RENAME a TO now;"
                               "CREATE VIEW v AS SELECT now, b, now + 1 AS c FROM t WHERE now > 0",
                       {"t.a=now"});
  CHECK(made.trouble == "");
  CHECK(made.reversible);
  CHECK(contains(made.sql, "DROP VIEW v"));
  CHECK(!contains(made.sql, "VIEW w"));
  CHECK(!contains(made.sql, "VIEW u"));
}

TEST_CASE("a renamed column whose check, index and policy are others too") {
  STERNA_NEEDS_SERVER();
  const std::string before =
      "CREATE TABLE t (a int, b int, CONSTRAINT ck CHECK (a > 0));"
      "CREATE INDEX ix ON t (b) WHERE a > 0; CREATE POLICY po ON t USING (a = 1)";
  const evolution kept(before, "ALTER TABLE t RENAME a TO c", {"t.a=c"});
  CHECK(kept.trouble == "");
  CHECK(kept.sql == "ALTER TABLE t RENAME COLUMN a TO c;\n");
  const evolution made(before,
                       "ALTER TABLE t RENAME a TO c; ALTER TABLE t DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (c > 1);"
                       "DROP INDEX ix; CREATE INDEX ix ON t (b) WHERE c > 1;"
                       "DROP POLICY po ON t; CREATE POLICY po ON t USING (c = 2)",
                       {"t.a=c"});
  CHECK(made.trouble == "");
  CHECK(made.reversible);
}

TEST_CASE("a sequence has another name where somebody says so") {
  STERNA_NEEDS_SERVER();
  const evolution made("CREATE TABLE t (id serial)",
                       "ALTER TABLE t RENAME TO u; ALTER SEQUENCE t_id_seq RENAME TO u_id_seq",
                       {"t=u", "t_id_seq=u_id_seq"});
  CHECK(made.trouble == "");
  CHECK(made.sql == "ALTER TABLE t RENAME TO u;\nALTER SEQUENCE t_id_seq RENAME TO u_id_seq;\n");
}

TEST_CASE("the default of a serial column that draws from another sequence from now on, or from none") {
  STERNA_NEEDS_SERVER();
  const evolution other("CREATE TABLE t (id serial)",
                        "CREATE SEQUENCE s OWNED BY t.id; ALTER TABLE t ALTER id SET DEFAULT nextval('s')");
  CHECK(other.trouble == "");
  CHECK(other.reversible);
  CHECK(contains(other.sql, "SET DEFAULT nextval('s'"));
  CHECK(!contains(other.sql, "t_id_seq"));  // it is the column's, as before
  const evolution none("CREATE TABLE t (id serial)", "ALTER TABLE t ALTER id DROP DEFAULT");
  CHECK(none.trouble == "");
  CHECK(none.reversible);
}

TEST_CASE("a literal that stays the default in another type is said again: it was one of the former type") {
  STERNA_NEEDS_SERVER();
  const evolution made("CREATE TABLE t (a varchar(20) DEFAULT 'x', b varchar(20) DEFAULT 'x')",
                       "ALTER TABLE t ALTER a TYPE text, ALTER a SET DEFAULT 'x', ALTER b TYPE varchar(30)");
  CHECK(made.trouble == "");
  CHECK(made.reversible);
}

TEST_CASE("a list of texts is what it was, although the server reads what it writes of it as another") {
  STERNA_NEEDS_SERVER();
  const evolution made(
      "CREATE TABLE t (a int, s varchar(9)); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN "
      "NEW; END'; CREATE TABLE u (s varchar CHECK (s IN ('a', 'b')))",
      "ALTER TABLE t ADD CHECK (s IN ('a', 'b')), ADD d boolean DEFAULT ('x'::varchar IN ('c', 'd')),"
      " ADD g boolean GENERATED ALWAYS AS (s IN ('e', 'f')) STORED, ADD EXCLUDE (a WITH =) WHERE (s IN ('n', 'o'));"
      "CREATE VIEW v AS SELECT a FROM t WHERE s NOT IN ('g', 'h') AND a::numeric = ANY (ARRAY[1, 2]);"
      "CREATE INDEX i ON t ((s IN ('i', 'j'))) WHERE s IN ('k', 'l');"
      "CREATE TRIGGER r BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.s IN ('p', 'q')) EXECUTE FUNCTION f();"
      "CREATE POLICY p ON t USING (s IN ('r', 's')); CREATE DOMAIN o AS varchar CHECK (VALUE IN ('t', 'u'));"
      "CREATE RULE w AS ON DELETE TO t WHERE old.s IN ('v', 'w') DO INSTEAD NOTHING; DROP TABLE u");
  CHECK(made.trouble == "");
  CHECK(made.reversible);
}

TEST_CASE("rows that are told apart are told apart as rows") {
  STERNA_NEEDS_SERVER();
  const evolution made(
      "CREATE TABLE t (a int, b int, c int, d text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
      "RETURN NEW; END'",
      "CREATE TRIGGER r BEFORE UPDATE ON t FOR EACH ROW WHEN ((OLD.a, OLD.b, OLD.c) IS DISTINCT FROM "
      "(NEW.a, NEW.b, NEW.c)) EXECUTE FUNCTION f();"
      "CREATE TRIGGER s BEFORE UPDATE ON t FOR EACH ROW WHEN (((OLD.a, OLD.b, OLD.c, OLD.d) IS DISTINCT FROM "
      "(NEW.a, NEW.b, NEW.c, NEW.d || ' IS DISTINCT FROM (') OR NEW.a = 1) AND NEW.b > 0) EXECUTE FUNCTION f();"
      "CREATE VIEW v AS SELECT a FROM t WHERE (a, b, c) IS NOT DISTINCT FROM (1, 2, 3) OR a IS DISTINCT FROM b OR "
      "b IS DISTINCT FROM c OR c IS DISTINCT FROM a");
  CHECK(made.trouble == "");
  CHECK(made.reversible);
}

TEST_CASE("a trigger and a policy that hold the type of a column go before it changes, and come back") {
  STERNA_NEEDS_SERVER();
  const evolution made(
      "CREATE TABLE t (a int, b int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';"
      "CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();"
      "CREATE TRIGGER ts BEFORE UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION f();"
      "CREATE POLICY po ON t USING (a > 0)",
      "DROP TRIGGER tr ON t; DROP POLICY po ON t; ALTER TABLE t ALTER a TYPE bigint;"
      "CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();"
      "CREATE POLICY po ON t USING (a > 0)");
  CHECK(made.trouble == "");
  CHECK(made.reversible);
  CHECK(!contains(made.sql, "ts"));
}

TEST_CASE("domains of which one is made of the other get other checks: their columns are neither meanwhile") {
  STERNA_NEEDS_SERVER();
  const evolution made(
      "CREATE SCHEMA s; CREATE DOMAIN s.name AS varchar(20) CONSTRAINT filled CHECK (VALUE <> '');"
      "CREATE DOMAIN title AS s.name CONSTRAINT short CHECK (length(VALUE) < 9);"
      "CREATE TABLE t (a s.name, b title, c title DEFAULT 'x');"
      "CREATE VIEW v AS SELECT b FROM t",
      "ALTER DOMAIN s.name DROP CONSTRAINT filled; ALTER DOMAIN s.name ADD CONSTRAINT filled CHECK (trim(VALUE) <> '');"
      "ALTER DOMAIN title DROP CONSTRAINT short; ALTER DOMAIN title ADD CONSTRAINT short CHECK (length(VALUE) < 8)");
  CHECK(made.trouble == "");
  const evolution of_extension(
      "CREATE EXTENSION citext; CREATE DOMAIN label AS citext; CREATE TABLE t (a label, b citext, c label)",
      "ALTER DOMAIN label ADD CHECK (VALUE <> ''); ALTER TABLE t ALTER b TYPE label, ALTER c TYPE citext");
  CHECK(of_extension.trouble == "");
  CHECK(of_extension.reversible);
  const evolution outer("CREATE DOMAIN label AS text; CREATE DOMAIN title AS label; CREATE TABLE t (a label, b title)",
                        "ALTER DOMAIN title ADD CHECK (VALUE <> '')");
  CHECK(outer.trouble == "");
  CHECK(outer.reversible);
}

TEST_CASE("a view that groups by a primary key waits until the table has it, and others wait for the view") {
  STERNA_NEEDS_SERVER();
  const evolution made(
      "CREATE TABLE t (id int CONSTRAINT old PRIMARY KEY, other int NOT NULL, a text); CREATE TABLE u (k int);"
      "CREATE VIEW plain AS SELECT a FROM t",
      "ALTER TABLE t DROP CONSTRAINT old; ALTER TABLE t ADD CONSTRAINT new PRIMARY KEY (other);"
      "CREATE VIEW counted AS SELECT t.*, count(*) AS n FROM t LEFT JOIN u ON u.k = t.other GROUP BY t.other;"
      "CREATE VIEW over AS SELECT n FROM counted; CREATE VIEW all_of_u AS SELECT k, count(*) FROM u GROUP BY k;"
      "COMMENT ON VIEW counted IS 'how many';"
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
      "CREATE TRIGGER r INSTEAD OF INSERT ON counted FOR EACH ROW EXECUTE FUNCTION f()");
  CHECK(made.trouble == "");
  CHECK(made.reversible);
  CHECK(made.sql.find("CREATE VIEW all_of_u") < made.sql.find("PRIMARY KEY USING INDEX"));
  CHECK(made.sql.find("CREATE VIEW over") > made.sql.find("PRIMARY KEY USING INDEX"));
}

TEST_CASE("what is done to columns and checks of a partitioned table is done to tables that were attached") {
  STERNA_NEEDS_SERVER();
  const std::string before =
      "CREATE TABLE t (a int, b text, CONSTRAINT ck CHECK (a > 0)) PARTITION BY RANGE (a);"
      "CREATE TABLE p (LIKE t INCLUDING ALL) PARTITION BY LIST (b); CREATE TABLE q (LIKE t INCLUDING ALL);"
      "ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM (1) TO (10); ALTER TABLE p ATTACH PARTITION q DEFAULT;";
  const evolution added(before, "ALTER TABLE t ADD c int NOT NULL DEFAULT 1, ADD CONSTRAINT cc CHECK (c < 5)");
  CHECK(added.trouble == "");
  CHECK(added.reversible);
  CHECK(!contains(added.sql, "ALTER TABLE p"));
  const evolution changed(before + "ALTER TABLE t ADD c varchar(5)",
                          "ALTER TABLE t RENAME c TO d; ALTER TABLE t ALTER d TYPE text, ALTER d SET NOT NULL,"
                          "ALTER d SET DEFAULT 'x', DROP CONSTRAINT ck",
                          {"t.c=d"});
  CHECK(changed.trouble == "");
  CHECK(changed.reversible);
  CHECK(!contains(changed.sql, "ALTER TABLE p"));
  const evolution dropped(before + "ALTER TABLE t ADD c int", "ALTER TABLE t DROP c");
  CHECK(dropped.trouble == "");
  CHECK(dropped.reversible);
  CHECK(dropped.sql == "ALTER TABLE t DROP COLUMN c;\n");
}

TEST_CASE("an index of a partitioned table is not built concurrently; those of its partitions are, and become parts") {
  STERNA_NEEDS_SERVER();
  const std::string before =
      "CREATE TABLE t (a int, b text) PARTITION BY RANGE (a); CREATE TABLE u (id int PRIMARY KEY);"
      "CREATE TABLE p PARTITION OF t FOR VALUES FROM (1) TO (10);";
  const evolution added(before,
                        "CREATE INDEX ix ON t (b); ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u;"
                        "ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (a)");
  CHECK(added.trouble == "");
  CHECK(contains(added.sql, "CREATE INDEX CONCURRENTLY p_b_idx ON p"));
  CHECK(contains(added.sql, "CREATE INDEX ix ON t"));
  const evolution made(before, "CREATE TABLE v (a int, b text) PARTITION BY RANGE (a);"
                               "CREATE TABLE w PARTITION OF v FOR VALUES FROM (1) TO (10); CREATE INDEX iv ON v (b)");
  CHECK(made.trouble == "");
  const evolution dropped(before + "CREATE INDEX ix ON t (b)", "DROP INDEX ix");
  CHECK(dropped.trouble == "");
}

TEST_CASE("a new partition has the indexes of its table from PostgreSQL, and only others are made") {
  STERNA_NEEDS_SERVER();
  const std::string before =
      "CREATE TABLE t (a int, b text, PRIMARY KEY (a)) PARTITION BY RANGE (a); CREATE INDEX ix ON t (b);"
      "CREATE INDEX iy ON t (b, a) WHERE b > 'x'; CREATE TABLE z (a int NOT NULL, b text);";
  const evolution added(before, "CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10);"
                                "CREATE INDEX own ON p (lower(b)); CREATE INDEX one_more ON p (b)");
  CHECK(added.trouble == "");
  CHECK(added.reversible);
  CHECK(added.sql == "CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10);\nCREATE INDEX one_more ON p (b);\n"
                     "CREATE INDEX own ON p ((lower(b)));\n");
  const evolution levels(before, "CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (a);"
                                 "CREATE TABLE q PARTITION OF p DEFAULT; CREATE INDEX own ON p (lower(b))");
  CHECK(levels.trouble == "");
  CHECK(!contains(levels.sql, "q_b_idx"));
  CHECK(!contains(levels.sql, "p_b_idx"));
  const evolution attached(before, "ALTER TABLE t ATTACH PARTITION z FOR VALUES FROM (0) TO (10)");
  CHECK(attached.trouble == "");
  CHECK(!contains(attached.sql, "INDEX"));
  const evolution checked(before + "ALTER TABLE t ADD c int, ADD CONSTRAINT ck CHECK (c > 0);"
                                   "ALTER TABLE z ADD c int, ADD CONSTRAINT ck CHECK (c > 0); CREATE INDEX zz ON z (c)",
                          "ALTER TABLE t ATTACH PARTITION z FOR VALUES FROM (0) TO (10)");
  CHECK(checked.trouble == "");
  CHECK(checked.sql == "ALTER TABLE t ATTACH PARTITION z FOR VALUES FROM (0) TO (10);\n");
  const evolution both(before + "DROP INDEX iy", "CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10); DROP INDEX ix;"
                                                 "CREATE INDEX ix ON t (b DESC); CREATE INDEX iz ON t (a, b)");
  CHECK(both.trouble == "");
  // one that is there, and has lost its part, needs it
  const evolution needed("CREATE TABLE t (a int, b text) PARTITION BY RANGE (a); CREATE INDEX ix ON ONLY t (b);"
                         "CREATE TABLE p (a int, b text); ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM (0) TO (10);"
                         "DROP INDEX ix; CREATE INDEX ix ON ONLY t (b)",
                         "SELECT 1");
  CHECK(needed.trouble == "");
}

TEST_CASE("models need not name the parts of an index, nor need they have the names that PostgreSQL gives") {
  STERNA_NEEDS_SERVER();
  using namespace sterna::dsl;
  const std::string before = "CREATE TABLE t (a integer, b text) PARTITION BY RANGE (a); CREATE INDEX ix ON t (b)";
  constexpr auto parent = table("t", column("a", integer), column("b", text), partition_by("RANGE (a)"));
  constexpr auto part = create_partition("p", "t", "FROM (0) TO (10)");
  constexpr auto whole = index("ix", "t", {"b"});
  CHECK(on_server::trouble_of(before, sterna::models(parent, part, whole), "CREATE TABLE p") == "");
  CHECK(on_server::trouble_of(before, sterna::models(parent, part, index("p_b_idx", "p", {"b"}), whole)) == "");
  CHECK(on_server::trouble_of(before, sterna::models(parent, part, index("other", "p", {"b"}), whole)) == "");
  CHECK(on_server::trouble_of(before, sterna::models(parent, part, index("own", "p", {"a"}), whole),
                              "CREATE INDEX own ON p (a)") == "");
  CHECK(on_server::sql_of_change(before + "; CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10)",
                                 sterna::models(parent, part, whole)) == "");
  // without a database, it is the same by what the history leads to
  sterna::catalog from;
  sterna::catalog to;
  REQUIRE(sterna::detail::world_of(sterna::models(parent, part, whole), from));
  REQUIRE(sterna::detail::world_of(sterna::models(parent, part, index("p_b_idx", "p", {"b"}), whole), to));
  CHECK(sterna::diff(from, to).migrations.empty());
  CHECK(sterna::differences(to, from).empty());
  CHECK(sterna::differences(from, to).empty());
}

}  // namespace autogenerate_evolution_test
