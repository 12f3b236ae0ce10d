#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Do real schemas come through? For each file of STERNA_CORPUS (or those named): loads it, and compares what pg_dump
says of it, object by object, with what comes of it by
  reflected  the ops that reflection gives, executed in an empty database
  models     `models --url`, compiled by g++, create_all in an empty database
  baseline   `revision --autogenerate` of these models against an empty history, compiled, `upgrade heads`
and then asks whether `revision --autogenerate` finds a difference: in the database of the baseline, and in the first
one, stamped.

usage: fidelity.py PROBE [--steps=reflected,models,baseline] [--show] [--report=FILE] [schema ...]
PROBE is the program made of reflect_probe.cpp. STERNA_TEST_URL names the server; its database is only connected to.
Exit code 1 where something differs, is refused, or is found to be a difference."""

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
STEPS = ("reflected", "models", "baseline")
FLAGS = ["-std=c++20", "-O0", "-Wall", "-Wextra", "-fconstexpr-ops-limit=2000000000", f"-I{ROOT}/include",
         "-I/usr/include/postgresql"]
NOTHING = "No difference between the models and the database; nothing is written\n"

# What does not depend on the schema, compiled once.
LINE = """#include <sterna/cli/main.hpp>
#include <sterna/runtime/create_all.hpp>
int line(int count, char** words, const sterna::history_view& history, const sterna::models_view& models) {
  if (count == 3 && words[1] == std::string_view("create_all")) {
    try {
      sterna::connection db(sterna::parse_url(words[2], "the command line"));
      sterna::create_all(models, db.native());
      return 0;
    } catch (const sterna::error& e) {
      std::cerr << e.what() << '\\n';
      return 1;
    }
  }
  return sterna::cli::run(count, words, history, {.program = "p", .directory = "migrations"}, std::cout, std::cerr, {},
                          models);
}
"""


def run(*command, text=None, where=None):
    done = subprocess.run([str(each) for each in command], input=text, capture_output=True, text=True, check=False,
                          cwd=where)
    done.said = done.stdout + done.stderr
    return done


def url_of(database):
    head, _, query = SERVER.partition("?")
    return head.rsplit("/", 1)[0] + "/" + database + ("?" + query if query else "")


def psql(database, *arguments, text=None, check=True):
    done = run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url_of(database), *arguments, text=text)
    if check and done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return done


def dump_of(database):
    return run("pg_dump", "--schema-only", "--no-owner", "--no-privileges", "--exclude-table=alembic_version*",
               "-d", url_of(database)).stdout


def objects_of(database):
    """{what pg_dump calls an object: its statements}"""
    found = collections.OrderedDict()
    for entry in dump_of(database).split("\n--\n-- Name: ")[1:]:
        head, _, body = entry.partition("\n")
        lines = [line for line in body.split("\n")
                 if line and not line.startswith(("--", "SET ", "\\restrict", "\\unrestrict"))]
        found[re.sub(r"; Owner: .*", "", head)] = "\n".join(lines)
    return found


def kind_of(name):
    found = re.search(r"; Type: ([A-Z ]+)", name)
    return found.group(1) if found else "?"


class Step:
    """What one way of making the schema again came to."""

    def __init__(self, name):
        self.name, self.equal, self.different, self.problems = name, 0, collections.OrderedDict(), []

    def compare(self, expected, found):
        for name in list(expected) + [each for each in found if each not in expected]:
            if expected.get(name) != found.get(name):
                self.different[name] = (expected.get(name), found.get(name))
        self.equal = len(expected) - sum(1 for was, _ in self.different.values() if was is not None)

    def told(self):
        parts = [f"{self.equal} equal"]
        if self.different:
            kinds = collections.Counter(kind_of(each).lower() for each in self.different)
            parts.append(f"{len(self.different)} different (" +
                         ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()) + ")")
        if self.problems:
            parts.append(f"{len(self.problems)} problems")
        return f"{self.name}: " + ", ".join(parts)


class Schema:
    """One file of the corpus, and the databases that come of it."""

    def __init__(self, file, folder):
        self.file, self.folder, self.made = file, folder, []
        self.steps, self.notes = [], []
        self.was = self.database("was")

    def database(self, part):
        name = f"sterna_corpus_{os.getpid()}_{part}"
        psql("postgres", "-c", f"CREATE DATABASE {name} TEMPLATE template0")
        self.made.append(name)
        return name

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name in self.made:
            psql("postgres", "-c", f"DROP DATABASE {name} WITH (FORCE)", check=False)

    def load(self):
        for role in set(re.findall(r"^CREATE POLICY .* TO (\w+)", self.file.read_text(), re.M)):
            psql("postgres", "-c", f"CREATE ROLE {role}", check=False)
        psql(self.was, "-f", str(self.file))
        self.objects = objects_of(self.was)

    def settled(self):
        """The objects after another dump and load: texts such as `x IN (...)` change once more in the first."""
        if not hasattr(self, "settled_objects"):
            text = "\n".join(line for line in dump_of(self.was).split("\n")
                             if not line.startswith(("\\restrict", "\\unrestrict")))
            psql(self.database("settled"), text=text)
            self.settled_objects = objects_of(self.made[-1])
        return self.settled_objects

    def compared(self, step, database):
        found = objects_of(database)
        step.compare(self.objects, found)
        if step.different:
            step.different.clear()
            step.compare(self.settled(), found)

    def reflected(self, step, probe):
        done = run(probe, url_of(self.was))
        if done.returncode != 0:
            step.problems.append(done.stderr)
            return
        self.notes += done.stderr.strip().split("\n") if done.stderr.strip() else []
        database = self.database("reflected")
        done = psql(database, "-v", "ON_ERROR_STOP=0", "-f", "-",
                    text="SET check_function_bodies = off;\n" +
                    "".join(f"{each};\n" for each in done.stdout.split("\0")[:-1]))
        step.problems += re.findall(r"^psql:<stdin>:\d+: ERROR.*?(?=^psql:<stdin>|\Z)", done.stderr, re.M | re.S)
        self.compared(step, database)

    def build(self, line, models):
        """The program of the models and of all migrations; what the compiler says of them."""
        files = sorted((self.folder / "migrations").iterdir())
        ids = [re.search(r"inline constexpr auto (\w+)", each.read_text()).group(1) for each in files]
        text = "".join(f'#include "{each}"\n' for each in files)
        text += "#include <sterna/dsl.hpp>\n#include <sterna/models/check.hpp>\n"
        text += f'#include "{models}"\n' if models else ""
        text += "int line(int, char**, const sterna::history_view&, const sterna::models_view&);\n"
        text += f"constexpr auto history = sterna::history<{', '.join('app::' + each for each in ids)}>;\n"
        if ids:
            text += "static_assert(sterna::check_models<history, app::models>());\n"
        text += ("int main(int count, char** words) { return line(count, words, history, "
                 f"{'app::models' if models else '{}'}); }}\n")
        (self.folder / "app.cpp").write_text(text)
        done = run("g++", *FLAGS, self.folder / "app.cpp", line, "-o", self.folder / "app", "-lpq")
        return [] if done.returncode == 0 and not done.said else [done.said[:3000]]

    def __call__(self, step, *words):
        done = run(self.folder / "app", *words, where=self.folder)
        if done.returncode != 0:
            step.problems.append(" ".join(words[:2]) + ": " + done.said)
        return done

    def models(self, step, line):
        """Whether there are models that compile."""
        (self.folder / "migrations").mkdir()
        step.problems += self.build(line, None)
        if step.problems:
            return False
        done = self(step, "models", "--url", url_of(self.was))
        if step.problems:
            return False
        self.notes += [each for each in done.stderr.strip().split("\n") if each and each not in self.notes]
        (self.folder / "models.hpp").write_text(done.stdout)
        step.problems += self.build(line, "models.hpp")
        if step.problems:
            return False
        database = self.database("created")
        self(step, "create_all", url_of(database))
        self.compared(step, database)
        return True

    def baseline(self, step, line):
        self(step, "revision", "--autogenerate", "--offline", "-m", "begin")
        if step.problems:
            return
        step.problems += self.build(line, "models.hpp")
        if step.problems:
            return
        database = self.database("baseline")
        self(step, "upgrade", "heads", "--url", url_of(database))
        self.compared(step, database)
        self(step, "stamp", "heads", "--url", url_of(self.was))
        for each in (database, self.was):
            done = self(step, "revision", "--autogenerate", "--url", url_of(each), "-m", "more")
            if done.stdout != NOTHING:
                where = "the first" if each == self.was else "its own"
                step.problems.append(f"a difference is found in {where} database:\n" +
                                     "".join(file.read_text() for file in (self.folder / "migrations").iterdir()
                                             if "_more" in file.name) + done.stderr)
                for file in (self.folder / "migrations").iterdir():
                    if "_more" in file.name:
                        file.unlink()


def judged(file, probe, line, wanted):
    with tempfile.TemporaryDirectory() as folder, Schema(file, pathlib.Path(folder)) as schema:
        schema.load()
        if "reflected" in wanted:
            schema.steps.append(Step("reflected"))
            schema.reflected(schema.steps[-1], probe)
        if "models" in wanted or "baseline" in wanted:
            schema.steps.append(Step("models"))
            there = schema.models(schema.steps[-1], line)
            if "baseline" in wanted:
                schema.steps.append(Step("baseline"))
                if there:
                    schema.baseline(schema.steps[-1], line)
                else:
                    schema.steps[-1].problems.append("there are no models")
        return schema


def show(schema):
    for step in schema.steps:
        for problem in step.problems:
            print(f"  {step.name}: {problem.strip()}")
        for each, (old, new) in step.different.items():
            print(f"  {step.name}: {each}\n    expected: {old}\n    found:    {new}")
    for note in schema.notes:
        print(f"  note: {note}")


def main():
    options = [each for each in sys.argv[1:] if each.startswith("--")]
    probe, *names = [each for each in sys.argv[1:] if not each.startswith("--")]
    of = {key: value for key, _, value in (each.partition("=") for each in options)}
    wanted = of.get("--steps", ",".join(STEPS)).split(",")
    if not SERVER or not CORPUS:
        print("skipped: STERNA_TEST_URL and STERNA_CORPUS name the server and the directory of schemas")
        return 0
    report, problems = [], 0
    with tempfile.TemporaryDirectory() as folder:
        line = pathlib.Path(folder, "line.o")
        if wanted != ["reflected"]:
            pathlib.Path(folder, "line.cpp").write_text(LINE)
            built = run("g++", *FLAGS, "-c", pathlib.Path(folder, "line.cpp"), "-o", line)
            if built.returncode != 0:
                sys.exit(built.said)
        for file in sorted(pathlib.Path(CORPUS).glob("*.sql")):
            if names and file.stem not in names:
                continue
            began = time.monotonic()
            schema = judged(file, probe, line, wanted)
            report.append(f"{file.stem}: {len(schema.objects)} objects; " +
                          "; ".join(step.told() for step in schema.steps) +
                          (f"; {len(schema.notes)} notes" if schema.notes else ""))
            print(f"{report[-1]}; {time.monotonic() - began:.0f} s", flush=True)
            if "--show" in options:
                show(schema)
            problems += sum(len(step.problems) + len(step.different) for step in schema.steps)
    if "--report" in of:
        pathlib.Path(of["--report"]).write_text("\n".join(report) + "\n")
    print(f"{problems} problems")
    return 1 if problems else 0


sys.exit(main())
