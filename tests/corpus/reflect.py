#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Is a reflected schema the schema? For each file of STERNA_CORPUS (or those named): loads it, reflects it, executes
the ops in an empty database, and compares what pg_dump says of both, object by object. With --models the schema is
written as models.hpp, g++ compiles that, and create_all makes it.

usage: reflect.py PROBE [--models] [--show] [schema ...]
PROBE is the program made of reflect_probe.cpp, with --models of models_probe.cpp. STERNA_TEST_URL names the server; its database is only connected to.
Exit code 1 where an object differs that no note explains."""

import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVER = os.environ.get("STERNA_TEST_URL", "")
CORPUS = os.environ.get("STERNA_CORPUS", "")


def url_of(database):
    head, _, query = SERVER.partition("?")
    return head.rsplit("/", 1)[0] + "/" + database + ("?" + query if query else "")


def psql(database, *arguments, text=None, check=True):
    done = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url_of(database), *arguments], input=text,
                          capture_output=True, text=True, check=False)
    if check and done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return done


def objects_of(database):
    """{what pg_dump calls an object: its statements}"""
    dump = subprocess.run(["pg_dump", "--schema-only", "--no-owner", "--no-privileges", "--exclude-table=alembic_version*",
                           "-d", url_of(database)], capture_output=True, text=True, check=True).stdout
    found = collections.OrderedDict()
    for entry in dump.split("\n--\n-- Name: ")[1:]:
        head, _, body = entry.partition("\n")
        lines = [line for line in body.split("\n")
                 if line and not line.startswith(("--", "SET ", "\\restrict", "\\unrestrict"))]
        name = re.sub(r"; Owner: .*", "", head)
        found[name] = "\n".join(lines)
    return found


def kind_of(name):
    found = re.search(r"; Type: ([A-Z ]+)", name)
    return found.group(1) if found else "?"


def judged(expected, found):
    """(objects that are equal, {name: (expected, found)})"""
    different = collections.OrderedDict()
    for name in list(expected) + [each for each in found if each not in expected]:
        if expected.get(name) != found.get(name):
            different[name] = (expected.get(name), found.get(name))
    return len(expected) - sum(1 for was, _ in different.values() if was is not None), different


def again(database, schema):
    """The schema after another dump and load: texts such as `x IN (...)` change once more in the first."""
    dump = subprocess.run(["pg_dump", "--schema-only", "--no-owner", "--no-privileges", "-d", url_of(database)],
                          capture_output=True, text=True, check=True).stdout
    psql(schema, text="\n".join(line for line in dump.split("\n") if not line.startswith(("\\restrict", "\\unrestrict"))))


PROGRAM = """#include "models.hpp"
#include <sterna/postgresql/url.hpp>
#include <sterna/runtime/create_all.hpp>
#include <iostream>
int main(int, char** arguments) {
  try {
    sterna::connection db(sterna::parse_url(arguments[1], "the command line"));
    sterna::create_all(app::models, db.native());
  } catch (const sterna::error& e) {
    std::cerr << e.what();
    return 1;
  }
}
"""


def create_all(models, database):
    """What the compiler, or the server, has against models."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "models.hpp").write_text(models)
        source = pathlib.Path(folder, "made.cpp")
        source.write_text(PROGRAM)
        program = pathlib.Path(folder, "made")
        built = subprocess.run(["g++", "-std=c++20", "-O0", "-Wall", "-Wextra", "-fconstexpr-ops-limit=1000000000",
                                f"-I{ROOT}/include", "-I/usr/include/postgresql", source, "-o", program, "-lpq"],
                               capture_output=True, text=True, check=False)
        if built.returncode != 0:
            return [built.stderr[:3000]]
        done = subprocess.run([program, url_of(database)], capture_output=True, text=True, check=False)
        return [done.stderr] if done.returncode != 0 else []


def execute(statements, database):
    """What the server has against statements."""
    done = psql(database, "-v", "ON_ERROR_STOP=0", "-f", "-",
                text="".join(f"{each};\n" for each in statements.split("\0")[:-1]))
    return re.findall(r"^psql:<stdin>:.*?(?=^psql:<stdin>|\Z)", done.stderr, re.M | re.S)


def compare(probe, file, show, models):
    name = file.stem
    was, made, settled = (f"sterna_corpus_{os.getpid()}_{part}" for part in ("was", "made", "settled"))
    for database in (was, made, settled):
        psql("postgres", "-c", f"CREATE DATABASE {database} TEMPLATE template0")
    try:
        for role in set(re.findall(r"^CREATE POLICY .* TO (\w+)", file.read_text(), re.M)):
            psql("postgres", "-c", f"CREATE ROLE {role}", check=False)
        psql(was, "-f", str(file))
        began = time.monotonic()
        told = subprocess.run([probe, url_of(was)], capture_output=True, text=True, check=False)
        took = time.monotonic() - began
        if told.returncode != 0:
            print(f"{name}: {told.stderr.strip()}")
            return 1
        if models:
            refused = create_all(told.stdout, made)
        else:
            refused = execute(told.stdout, made)
        expected = objects_of(was)
        equal, different = judged(expected, objects_of(made))
        if different:  # the same once more, where only the texts have not settled
            again(was, settled)
            equal, different = judged(objects_of(settled), objects_of(made))
        notes = told.stderr.strip().split("\n") if told.stderr.strip() else []
        kinds = collections.Counter(kind_of(each) for each in different)
        print(f"{name}: {len(expected)} objects, {equal} equal, {len(different)} different, {len(refused)} refused, "
              f"{len(notes)} notes, {took * 1000:.0f} ms" +
              ("" if not kinds else " (" + ", ".join(f"{kind.lower()} {n}" for kind, n in kinds.most_common()) + ")"))
        if show:
            for problem in refused:
                print(f"  refused: {problem.strip()}")
            for each, (old, new) in different.items():
                print(f"  {each}\n    expected: {old}\n    found:    {new}")
            for note in notes:
                print(f"  note: {note}")
        # comments on what is no table or column have no op yet; each that is left out has its note
        return len(refused) + sum(1 for each in different if kind_of(each) != "COMMENT" or not notes)
    finally:
        for database in (was, made, settled):
            psql("postgres", "-c", f"DROP DATABASE {database} WITH (FORCE)", check=False)


def main():
    arguments = [each for each in sys.argv[1:] if each not in ("--show", "--models")]
    if not SERVER or not CORPUS:
        print("skipped: STERNA_TEST_URL and STERNA_CORPUS name the server and the directory of schemas")
        return 0
    files = sorted(pathlib.Path(CORPUS).glob("*.sql"))
    wanted = arguments[1:]
    problems = sum(compare(arguments[0], file, "--show" in sys.argv, "--models" in sys.argv) for file in files
                   if not wanted or file.stem in wanted)
    print(f"{problems} problems")
    return 1 if problems else 0


sys.exit(main())
