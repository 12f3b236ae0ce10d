// SPDX-License-Identifier: BSL-1.0
//
// As evolution.cpp: what the server reads otherwise than it writes it, and what has to come in an order of its own.
#include "evolved.hpp"

namespace autogenerate_evolution_test {

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

}  // namespace autogenerate_evolution_test
