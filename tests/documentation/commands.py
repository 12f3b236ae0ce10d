#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""The commands that README.md shows print what it shows.

A block with <!-- session --> in front of it holds commands behind `$ `, each with its output. Every block begins in a
directory that holds the migrations of the example, and nothing else; all of them share one database, one after the
other. `quickstart-migrate` and `app` are the example's program, `app2` is one that knows only its first migration. Ids
that a command makes up may be others than those shown, as long as they are the same in all places.

usage: commands.py BUILD_DIRECTORY [README]      (STERNA_TEST_URL names the server)
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "runtime"))
from support.databases import Database, Tally  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROBE = pathlib.Path(sys.argv[1]).resolve() / "migrate_probe"
README = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "README.md"
MIGRATIONS = ROOT / "examples" / "quickstart" / "migrations"
ID = r"\b[0-9a-f]{12}(?![0-9a-f])"

tally = Tally()


def make_programs(directory):
    (directory / "quickstart-migrate").symlink_to(PROBE)
    for name, first_word in (("app", ""), ("app2", " first")):
        program = directory / name
        program.write_text("#!/bin/bash\n[[ $1 == migrate ]] || exit 2\n"
                           f'exec -a "{name} migrate" {PROBE}{first_word} "${{@:2}}"\n')
        program.chmod(0o755)


def numbered(texts):
    """The same with the ids that are no migration's of the example named by the order in which they appear."""
    known = {file.name.split("_")[0] for file in MIGRATIONS.iterdir()}
    seen = {}
    return [re.sub(ID, lambda id: id[0] if id[0] in known else seen.setdefault(id[0], f"<id {len(seen)}>"), text)
            for text in texts]


def check_session(number, shown, directory, environment):
    """One block."""
    place = directory / f"line{number}"
    shutil.copytree(MIGRATIONS, place / "migrations")
    commands, wanted, said = [], [], []
    ids = {}  # a made-up id as the README has it: the one that there is now
    for part in re.split(r"^\$ ", shown, flags=re.M)[1:]:
        command, _, output = part.partition("\n")
        commands.append(command)
        wanted.append(command + "\n" + output)
        for old, new in ids.items():
            command = command.replace(old, new)
        done = subprocess.run(["bash", "-c", command], cwd=place, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
        said.append(command + "\n" + done.stdout)
        ids.update(zip(re.findall(ID, output), re.findall(ID, done.stdout)))
    for command, one, other in zip(commands, numbered(wanted), numbered(said)):
        tally.check(f"line {number}: {command}", one == other, f"README.md shows:\n{one}but it prints:\n{other}")
    return len(commands)


with tempfile.TemporaryDirectory() as directory, Database("readme") as db:
    programs = pathlib.Path(directory) / "programs"
    programs.mkdir()
    make_programs(programs)
    environment = db.environment(PATH=f"{programs}:{os.environ['PATH']}")
    text, commands = README.read_text(), 0
    for block in re.finditer(r"^<!-- session -->\n```console\n(.*?)^```\n", text, re.S | re.M):
        line = text.count("\n", 0, block.start()) + 1
        commands += check_session(line, block[1], pathlib.Path(directory), environment)
    tally.check("every console block says that it is a session",
                text.count("\n```console\n") == text.count("<!-- session -->"))
    tally.check("the README shows commands", commands > 15, str(commands))
tally.finish()
