#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What a live database costs: reflection and diff of it, beside pg_dump --schema-only of the same, in turns. Of a
database that is made here (969 tables and 432 partitions, with the keys, indexes, checks, functions and triggers that
an application of that size has), of the same with grants on all tables, which are reflected too, and of each file that
is named, or else of the largest of STERNA_CORPUS.
Usage: reflect.py [-n ROUNDS] [schema.sql ...]; STERNA_TEST_URL names the server, CXX the compiler."""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVER = os.environ.get("STERNA_TEST_URL", "")
CORPUS = os.environ.get("STERNA_CORPUS", "")
TABLES, PARTITIONED, PARTS, DATABASE = 945, 24, 18, "sterna_benchmark_reflect"
TYPES = ["text", "integer", "bigint NOT NULL", "boolean DEFAULT false NOT NULL", "character varying(255)",
         "timestamp with time zone NOT NULL", "numeric(10,2)", "jsonb DEFAULT '{}'::jsonb NOT NULL",
         "smallint DEFAULT 0 NOT NULL", "bytea", "date", "text[] DEFAULT '{}'::text[] NOT NULL"]

GRANTS = """
GRANT SELECT ON ALL TABLES IN SCHEMA public TO pg_monitor, pg_read_all_stats;
GRANT INSERT, UPDATE (id), DELETE ON ALL TABLES IN SCHEMA public TO pg_signal_backend;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO pg_monitor; REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM public;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor;
"""

PROGRAM = r"""
#include <sterna/autogenerate/diff.hpp>
#include <sterna/postgresql/reflect.hpp>
#include <sterna/sterna.hpp>

#include <chrono>
#include <cstdlib>
#include <iostream>

// Rounds of: a connection, reflection, the diff against what was found first. Prints milliseconds, reflection and diff.
int main(int count, char** arguments) {
  sterna::reflect_options options;
  options.privileges = count > 2;
  sterna::connection first_db(sterna::parse_url(arguments[1], "the command line"));
  sterna::reflected first = sterna::reflect(first_db, options);
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto begin = std::chrono::steady_clock::now();
    sterna::connection db(sterna::parse_url(arguments[1], "the command line"));
    sterna::reflected found = sterna::reflect(db, options);
    const auto middle = std::chrono::steady_clock::now();
    const auto steps = sterna::diff(found.world(), first.world());
    const auto end = std::chrono::steady_clock::now();
    using ms = std::chrono::duration<double, std::milli>;
    std::cout << ms(middle - begin).count() << ' ' << ms(end - middle).count() << ' '
              << found.ops().operations.size() << ' ' << steps.migrations.size() << std::endl;
  }
}
"""


def url_of(database):
    head, _, query = SERVER.partition("?")
    return head.rsplit("/", 1)[0] + "/" + database + ("?" + query if query else "")


def psql(database, text):
    done = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url_of(database)], input=text,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())


def made_schema():
    """As many of each kind, about, as the database of GitLab has."""
    said = ["SET client_min_messages = warning; SET check_function_bodies = off;"]
    for i in range(TABLES):
        columns = ["id bigint NOT NULL"] + [f"c{j} {TYPES[(i * 5 + j) % len(TYPES)]}" for j in range(2 + i * 7 % 19)]
        columns += ["project_id bigint", "name text", "state smallint DEFAULT 1 NOT NULL"]
        checks = [f"CONSTRAINT check_{i:06x}_{k} CHECK ((char_length(name) <= {255 + k}))" for k in range(i % 4)]
        said.append(f"CREATE TABLE t{i} ({', '.join(columns + checks)});")
        said.append(f"CREATE SEQUENCE t{i}_id_seq; ALTER SEQUENCE t{i}_id_seq OWNED BY t{i}.id;")
        said.append(f"ALTER TABLE t{i} ALTER COLUMN id SET DEFAULT nextval('t{i}_id_seq');")
        said.append(f"ALTER TABLE t{i} ADD CONSTRAINT t{i}_pkey PRIMARY KEY (id);")
        if i > 0:
            said.append(f"ALTER TABLE t{i} ADD CONSTRAINT fk_{i}_a FOREIGN KEY (project_id) REFERENCES t{i // 2}(id) "
                        "ON DELETE CASCADE;")
        said.append(f"CREATE INDEX index_t{i}_on_project_id ON t{i} USING btree (project_id);")
        said.append(f"CREATE UNIQUE INDEX index_t{i}_on_name ON t{i} USING btree (project_id, name) "
                    "WHERE (state = ANY (ARRAY[1, 2, 3]));")
        for k in range(i % 3):
            said.append(f"CREATE INDEX index_t{i}_on_{k} ON t{i} USING btree (lower(name), state DESC, id);")
    for i in range(PARTITIONED):
        said.append(f"CREATE TABLE p{i} (id bigserial NOT NULL, partition_id bigint DEFAULT 100 NOT NULL, a text, "
                    "created_at timestamp with time zone NOT NULL, PRIMARY KEY (id, partition_id)) "
                    "PARTITION BY LIST (partition_id);")
        said.append(f"CREATE INDEX index_p{i}_on_created_at ON p{i} USING btree (created_at);")
        said += [f"CREATE TABLE p{i}_{k} PARTITION OF p{i} FOR VALUES IN ({k});" for k in range(PARTS)]
    for i in range(300):
        said.append(f"CREATE FUNCTION trigger_{i}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
                    f"NEW.state := {i}; RETURN NEW; END$$;")
        said.append(f"CREATE TRIGGER trigger_{i} BEFORE INSERT OR UPDATE ON t{i} FOR EACH ROW "
                    f"EXECUTE FUNCTION trigger_{i}();")
    return "\n".join(said)


def compiled(folder):
    source = pathlib.Path(folder, "reflect_program.cpp")
    source.write_text(PROGRAM)
    program = str(pathlib.Path(folder, "reflect_program"))
    include = subprocess.run(["pg_config", "--includedir"], capture_output=True, text=True, check=True).stdout.strip()
    subprocess.run([os.environ.get("CXX", "g++"), "-std=c++20", "-O2", f"-I{ROOT}/include", f"-I{include}",
                    str(source), "-o", program, "-lpq"], check=True)
    return program


def measured(name, text, program, rounds, *options):
    psql("postgres", f"DROP DATABASE IF EXISTS {DATABASE};\nCREATE DATABASE {DATABASE};\n")
    try:
        psql(DATABASE, text)
        dumps, reflections, diffs = [], [], []
        running = subprocess.Popen([program, url_of(DATABASE), *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   text=True)
        for _ in range(rounds):
            begin = time.monotonic()
            subprocess.run(["pg_dump", "--schema-only", "-d", url_of(DATABASE)], stdout=subprocess.DEVNULL, check=True)
            dumps.append((time.monotonic() - begin) * 1000)
            running.stdin.write("\n")
            running.stdin.flush()
            reflection, diff, ops, steps = running.stdout.readline().split()
            if int(steps) != 0:
                raise RuntimeError(f"{name}: the diff of a database and itself has {steps} steps")
            reflections.append(float(reflection))
            diffs.append(float(diff))
        running.stdin.close()
        running.wait()
    finally:
        psql("postgres", f"DROP DATABASE IF EXISTS {DATABASE};\n")
    dump, reflection, diff = (statistics.median(each) for each in (dumps, reflections, diffs))
    print(f"{name:24} {int(ops):7} {dump:12.0f} {reflection:15.0f} {diff:9.0f} {(reflection + diff) / dump:9.2f}",
          flush=True)


def main():
    arguments = sys.argv[1:]
    rounds = 5
    if arguments[:1] == ["-n"]:
        rounds, arguments = int(arguments[1]), arguments[2:]
    if not SERVER or not shutil.which("pg_dump"):
        print("skipped: STERNA_TEST_URL is not set, or there is no pg_dump")
        return 0
    files = [pathlib.Path(each) for each in arguments]
    if not files:
        known = sorted(pathlib.Path(CORPUS).glob("*.sql"), key=lambda each: each.stat().st_size) if CORPUS else []
        files = known[-1:]
        if not files:
            print("no schema is named, and STERNA_CORPUS has none: only the database that is made here")
    with tempfile.TemporaryDirectory() as folder:
        program = compiled(folder)
        print(f"medians of {rounds}, in turns\n{'schema':24} {'ops':>7} {'pg_dump, ms':>12} {'reflection, ms':>15} "
              f"{'diff, ms':>9} {'of pg_dump':>10}")
        measured("made (1,401 tables)", made_schema(), program, rounds)
        measured("the same, and grants", made_schema() + GRANTS, program, rounds, "privileges")
        for each in files:
            measured(each.stem, each.read_text(encoding="utf-8"), program, rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
