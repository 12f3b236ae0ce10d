#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""A database that is there becomes models, these become a history, and all three agree: models --url, revision
--autogenerate, upgrade, stamp, check, with everything compiled by g++.

usage: adoption.py          (skipped where STERNA_TEST_URL names no test server)
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVER = os.environ.get("STERNA_TEST_URL", "")
FLAGS = ["-std=c++20", "-O0", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{ROOT}/include",
         "-I/usr/include/postgresql"]
passed = failed = 0

SCHEMA = """
CREATE EXTENSION pg_trgm;
CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('sad', 'it''s ok');
CREATE TYPE app.pair AS (a integer, b text);
CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
CREATE SEQUENCE numbers START 100 INCREMENT 5 CACHE 3;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.changed := now(); RETURN new; END $$;
CREATE FUNCTION low(t text, n integer DEFAULT 1) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(t) $$;
CREATE TABLE person (
  id integer GENERATED ALWAYS AS IDENTITY (START 10) PRIMARY KEY, name varchar(50) NOT NULL DEFAULT 'it''s', mail email,
  m mood DEFAULT 'sad', changed timestamptz DEFAULT CURRENT_TIMESTAMP, doc jsonb DEFAULT '{"a": 1}',
  tags text[] DEFAULT ARRAY[]::text[], two app.pair, number bigint DEFAULT nextval('numbers'),
  shout text GENERATED ALWAYS AS (upper(name)) STORED, UNIQUE (mail), CONSTRAINT short CHECK (length(name) < 40));
CREATE TABLE app.post (
  id serial PRIMARY KEY, author integer NOT NULL REFERENCES person ON DELETE CASCADE, answers integer REFERENCES app.post,
  body text COLLATE "C", during tsrange, EXCLUDE USING gist (during WITH &&) WHERE (author > 0)) WITH (fillfactor = 70);
CREATE TABLE event (id bigint, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE event_old PARTITION OF event FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE INDEX ix_person ON person USING gin (name gin_trgm_ops) WHERE m IS NOT NULL;
CREATE UNIQUE INDEX ix_low ON person (low(name), id DESC NULLS LAST) INCLUDE (mail);
CREATE VIEW happy AS SELECT p.id, p.name FROM person p WHERE p.m <> 'sad';
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM happy;
CREATE UNIQUE INDEX ix_counted ON counted (n);
CREATE TRIGGER touched BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON person FOR SELECT USING (name = CURRENT_USER);
CREATE STATISTICS related ON name, m FROM person;
ALTER TABLE app.post REPLICA IDENTITY FULL;
COMMENT ON TABLE person IS 'who "is" there';
COMMENT ON COLUMN person.name IS 'the name';
"""


def check(what, good, more=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"FAILED {what}\n{more[:3000]}")


def run(*command, text=None):
    done = subprocess.run([str(each) for each in command], input=text, capture_output=True, text=True, check=False)
    done.said = done.stdout + done.stderr
    return done


def url_of(database):
    head, _, query = SERVER.partition("?")
    return head.rsplit("/", 1)[0] + "/" + database + ("?" + query if query else "")


def dump(database):
    text = run("pg_dump", "--schema-only", "--no-owner", "--no-privileges", "--exclude-table=alembic_version*",
               "-d", url_of(database)).stdout
    return sorted(each for each in re.sub(r"^(--|\\(un)?restrict).*\n", "", text, flags=re.M).split("\n\n") if each.strip())


class Program:
    """The command line of models and of all migrations in a directory."""

    def __init__(self, where):
        self.where = where
        self.files = where / "migrations"
        self.files.mkdir()
        (where / "line.cpp").write_text(
            '#include <sterna/cli/main.hpp>\n'
            'int line(int count, char** words, const sterna::history_view& history, const sterna::models_view& models) {\n'
            f'  return sterna::cli::run(count, words, history, {{.program = "p", .directory = "{self.files}"}}, std::cout,\n'
            '                          std::cerr, {}, models);\n}\n')
        done = run("g++", *FLAGS, "-c", where / "line.cpp", "-o", where / "line.o")
        check("the command line compiles", done.returncode == 0, done.said)

    def build(self, models):
        ids = [re.search(r"inline constexpr auto (\w+)", each.read_text()).group(1) for each in self.files.iterdir()]
        text = "".join(f'#include "{each}"\n' for each in self.files.iterdir())
        text += "#include <sterna/dsl.hpp>\n#include <sterna/models/check.hpp>\n"
        text += f'#include "{models}"\n' if models else ""
        text += "#include <sterna/models/models.hpp>\nint line(int, char**, const sterna::history_view&, const sterna::models_view&);\n"
        text += f"constexpr auto history = sterna::history<{', '.join('app::' + each for each in ids)}>;\n"
        if ids and models:
            text += "static_assert(sterna::check_models<history, app::models>());\n"
        text += f"int main(int count, char** words) {{ return line(count, words, history, {'app::models' if models else '{}'}); }}\n"
        (self.where / "app.cpp").write_text(text)
        done = run("g++", *FLAGS, self.where / "app.cpp", self.where / "line.o", "-o", self.where / "app", "-lpq")
        check(f"models and {len(ids)} migrations compile", done.returncode == 0, done.said)

    def __call__(self, *words):
        return run(self.where / "app", *words)


def main():
    if not SERVER:
        print("skipped: STERNA_TEST_URL names no test server\n0 passed, 0 failed, 1 skipped")
        return 0
    there, made = (f"sterna_adoption_{os.getpid()}_{part}" for part in ("there", "made"))
    for database in (there, made):
        run("psql", "-X", "-d", SERVER, "-c", f"CREATE DATABASE {database} TEMPLATE template0")
    try:
        with tempfile.TemporaryDirectory() as folder:
            where = pathlib.Path(folder)
            done = run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url_of(there), text=SCHEMA)
            check("the schema is made", done.returncode == 0, done.said)
            program = Program(where)
            program.build(None)
            done = program("models", "--url", url_of(there))
            check("its models are written", done.returncode == 0 and "note" not in done.stderr.replace("note: left out: ", ""),
                  done.stderr)
            models = where / "models.hpp"
            models.write_text(done.stdout)
            program.build(models)
            done = program("revision", "--autogenerate", "--url", url_of(there), "-m", "nothing")
            check("the database is what the models say", done.returncode == 0 and done.stdout ==
                  "No difference between the models and the database; nothing is written\n", done.said)
            done = program("revision", "--autogenerate", "--offline", "-m", "begin")
            check("the baseline is written", done.returncode == 0, done.said)
            program.build(models)
            done = program("upgrade", "heads", "--url", url_of(made))
            check("the baseline makes a database", done.returncode == 0, done.said)
            one, two = dump(there), dump(made)
            check("which is the same", one == two, "\n".join([f"- {each}" for each in one if each not in two] +
                                                            [f"+ {each}" for each in two if each not in one]))
            done = program("stamp", "heads", "--url", url_of(there))
            check("the first one is stamped", done.returncode == 0, done.said)
            for database in (there, made):
                done = program("check", "--url", url_of(database))
                check("history, models and database agree", done.stdout == "No faults, and the database agrees\n", done.said)
            text = models.read_text()
            text = text.replace("column(\"kind\", text)", "column(\"kind\", string(20), server_default(\"x\"))")
            text = text.replace("length((name)::text) < 40", "length(name)<30").replace("SELECT lower(t)", "SELECT lower(t) || ''")
            models.write_text(re.sub(r'\n    create_trigger\("touched"[^\n]*,', "", text))
            ids = len(list(program.files.iterdir()))
            (where / "app.cpp").write_text((where / "app.cpp").read_text().replace(
                "static_assert(sterna::check_models<history, app::models>());\n", ""))
            done = run("g++", *FLAGS, where / "app.cpp", where / "line.o", "-o", where / "app", "-lpq")
            done = program("revision", "--autogenerate", "--url", url_of(made), "-m", "more")
            check("a change is written", done.returncode == 0 and len(list(program.files.iterdir())) > ids, done.said)
            program.build(models)
            done = program("upgrade", "heads", "--url", url_of(made))
            check("and applied", done.returncode == 0, done.said)
            done = program("revision", "--autogenerate", "--url", url_of(made), "-m", "nothing")
            check("and nothing is left", done.stdout ==
                  "No difference between the models and the database; nothing is written\n", done.said)
    finally:
        for database in (there, made):
            run("psql", "-X", "-d", SERVER, "-c", f"DROP DATABASE {database} WITH (FORCE)")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
