#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Does a history of SQL come through, migration by migration? Each *.sql of a directory is executed in one database, in
the order of their names. What autogenerate finds between the database and a second one, which is as the first was
before, is executed in the second. Both must then give the same pg_dump --schema-only, but for owners and privileges,
which are nobody's business but the history's; and after the derived downgrade, in a copy, the dump must be that of
before. Where only columns stand in another order, as after the drop of a table that is made again, which nothing tells
apart from one that stays, this is counted apart.

usage: evolution.py PROBE [--show] [--from=N] [--to=N] DIRECTORY ...
PROBE is the program made of evolution_probe.cpp. STERNA_TEST_URL names the server; its database is only connected to.
Histories are data of the one who calls. Exit code 1 where something differs or is refused."""

import collections
import os
import pathlib
import re
import subprocess
import sys

SERVER = os.environ.get("STERNA_TEST_URL", "")
NAME = r'((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)'
BEFORE = "SET check_function_bodies = off;\n"
ONE = r'("[^"]+"|\w+)'


def run(*command, text=None):
    return subprocess.run([str(each) for each in command], input=text, capture_output=True, text=True, check=False)


def url_of(database):
    head, _, query = SERVER.partition("?")
    return head.rsplit("/", 1)[0] + "/" + database + ("?" + query if query else "")


def psql(database, text, check=True, stop=True):
    done = run("psql", "-X", "-q", "-v", f"ON_ERROR_STOP={int(stop)}", "-d", url_of(database), "-f", "-", text=text)
    if check and done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return done


def objects_of(database):
    """{what pg_dump calls an object: its statements}"""
    found = collections.OrderedDict()
    dump = run("pg_dump", "--schema-only", "--no-owner", "--no-privileges", "-d", url_of(database)).stdout
    for entry in dump.split("\n--\n-- Name: ")[1:]:
        head, _, body = entry.partition("\n")
        lines = [line for line in body.split("\n")
                 if line and not line.startswith(("--", "SET ", "\\restrict", "\\unrestrict"))]
        found[re.sub(r"; Owner: .*", "", head)] = "\n".join(lines)
    return found


def any_order(objects):
    """The lines of each table sorted: a column that comes back is the last one."""
    def lines(text):
        return "\n".join(sorted(line.rstrip(",") for line in text.split("\n")))

    return {name: lines(text) if "; Type: TABLE;" in name else text for name, text in objects.items()}


class Reordered:
    """A difference in nothing but the order of columns."""


def differences(expected, found):
    if expected != found and any_order(expected) == any_order(found):
        return [Reordered()]
    return [f"{name}\n      expected: {expected.get(name)}\n      found:    {found.get(name)}"
            for name in list(expected) + [each for each in found if each not in expected]
            if expected.get(name) != found.get(name)]


def told(when, expected, found):
    return [f"{when}: {each}" if isinstance(each, str) else each for each in differences(expected, found)]


def plain(name):
    return ".".join(each[1:-1] if each.startswith('"') else each.lower() for each in re.findall(r'"[^"]+"|\w+', name))


def renames_in(sql):
    """What a migration says about names; nothing else could."""
    sql = re.sub(r"--[^\n]*", "", sql)
    table = rf"\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?{NAME}\s+rename\s+"
    tables = {plain(old): plain(new) for old, new in re.findall(table + rf"to\s+{ONE}", sql, re.I)}
    sequences = re.findall(rf"\balter\s+sequence\s+(?:if\s+exists\s+)?{NAME}\s+rename\s+to\s+{ONE}", sql, re.I)
    for old, new in [*tables.items(), *((plain(old), plain(new)) for old, new in sequences)]:
        yield f"{old}={new}"
    for of, old, new in re.findall(table + rf"(?:column\s+)?(?!constraint\b|to\b){ONE}\s+to\s+{ONE}", sql, re.I):
        yield f"{tables.get(plain(of), plain(of))}.{plain(old)}={plain(new)}"


class Databases:
    def __init__(self):
        self.made = set()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for part in list(self.made):
            self.drop(part)

    @staticmethod
    def name(part):
        return f"sterna_evolution_{os.getpid()}_{part}"

    def drop(self, part):
        psql("postgres", f"DROP DATABASE IF EXISTS {self.name(part)} WITH (FORCE)")
        self.made.discard(part)

    def copy(self, part, of=None):
        self.drop(part)
        template = self.name(of) if of else "template0"
        psql("postgres", f"CREATE DATABASE {self.name(part)} TEMPLATE {template}")
        self.made.add(part)


# What is compared are schemas; rows that only one database has changed would stand in the way of a constraint.
EMPTIED = """DO $$ DECLARE tables text; BEGIN
SELECT string_agg(oid::regclass::text, ', ') INTO tables FROM pg_class WHERE relkind IN ('r', 'p') AND oid >= 16384
  AND relnamespace <> 'information_schema'::regnamespace;
IF tables IS NOT NULL THEN EXECUTE 'TRUNCATE ' || tables || ' CASCADE'; END IF; END $$;"""


class Tally:
    def __init__(self):
        self.equal = self.undone = self.irreversible = self.nothing = self.reordered = 0
        self.wrong, self.reasons = [], []


def judged(file, probe, all_of, before, tally):
    """The problems of one migration."""
    was, now, copy = all_of.name("was"), all_of.name("now"), all_of.name("copy")
    sql = file.read_text()
    psql(was, sql)
    done = run(probe, url_of(now), url_of(was), *renames_in(sql))
    records = collections.defaultdict(list)
    for each in done.stdout.split("\0")[:-1]:
        records[each[0]].append(each[1:])
    expected = objects_of(was)
    if done.returncode != 0:
        return expected, records, ["refused: " + done.stderr]
    problems = ["left: " + each for each in records["L"]]
    if not records["U"]:
        tally.nothing += 1
        problems += ["there are words, but no statements"] if records["W"] else []
        return expected, records, problems + told("unseen", expected, before)
    said = psql(now, BEFORE + "".join(each + ";\n" for each in records["U"]), check=False)
    if said.returncode != 0:
        return expected, records, problems + ["up: " + said.stderr]
    problems += told("up", expected, objects_of(now))
    if records["I"]:
        tally.irreversible += 1
        tally.reasons.append(f"{file.stem}: {records['I'][0]}")
    else:
        all_of.copy("copy", "now")
        script = BEFORE + "".join(each + ";\n" for each in records["D"])
        said = psql(copy, script, check=False)
        wrong = ["down: " + said.stderr] if said.returncode != 0 else told(
            "down", any_order(before), any_order(objects_of(copy)))
        tally.undone += not wrong
        problems += wrong
    return expected, records, problems


def history(folder, probe, options):
    tally = Tally()
    show = "--show" in options
    of = {key: int(value) for key, _, value in (each.partition("=") for each in options) if value}
    files = sorted(folder.glob("*.sql"))
    with Databases() as all_of:
        def again():
            all_of.copy("now", "was")
            psql(all_of.name("now"), EMPTIED)

        all_of.copy("was")
        skipped = files[:of.get("--from", 0)]
        for file in skipped:
            psql(all_of.name("was"), file.read_text())
        again()
        before = objects_of(all_of.name("was"))
        for file in files[len(skipped):of.get("--to", len(files))]:
            try:
                before, records, problems = judged(file, probe, all_of, before, tally)
            except RuntimeError as refused:
                print(f"  {file.stem}: this server refuses the history itself, which ends here: {refused}")
                tally.wrong.append(file.stem)
                break
            if not problems:
                tally.equal += 1
            elif not any(isinstance(each, str) for each in problems):
                tally.reordered += 1
                again()
            else:
                tally.wrong.append(file.stem)
                print(f"  {file.stem}:")
                for each in problems:
                    print(f"    {each}")
                again()
            if show and (problems or "--all" in options):
                for kind in "UDIN":
                    for each in records[kind]:
                        print(f"    {kind} {each}")
            sys.stdout.flush()
    if show:
        for each in tally.reasons:
            print(f"  irreversible: {each}")
    judged_ones = tally.equal + tally.reordered + len(tally.wrong)
    print(f"{folder.name}: {judged_ones} migrations, {tally.equal} equal, {tally.reordered} equal but for the order of"
          f" columns, {len(tally.wrong)} different ({', '.join(tally.wrong) or 'none'});"
          f" {tally.undone} undone, {tally.irreversible} irreversible, {tally.nothing} change no schema", flush=True)
    return len(tally.wrong)


def main():
    options = [each for each in sys.argv[1:] if each.startswith("--")]
    probe, *folders = [each for each in sys.argv[1:] if not each.startswith("--")]
    if not SERVER or not folders:
        print("skipped: STERNA_TEST_URL names the server, and the arguments the directories of SQL")
        return 0
    return 1 if sum(history(pathlib.Path(each), probe, options) for each in folders) else 0


sys.exit(main())
