// SPDX-License-Identifier: BSL-1.0
//
// A database, and one that somebody's SQL has taken further: what autogenerate makes of both, executed in the first
// one, gives the dump of the second; its derived downgrade the dump of before. tests/corpus/evolution.py does the same
// with whole histories; what it has found stands here.
#include "evolved.hpp"

namespace autogenerate_evolution_test {

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
