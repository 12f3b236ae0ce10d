#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""The output of `alembic upgrade heads --sql`, imported: it makes what psql makes of it, and goes back to base where it
is all in words.

usage: sql_script.py BUILD_DIRECTORY [COMPILER]
(STERNA_TEST_URL names the server; skipped where alembic is not installed)
"""
import importlib.util
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE)]
INSTALLED = importlib.util.find_spec("alembic") is not None
sys.path.append(str(HERE.parent / "runtime"))  # which has an alembic.py itself, so behind all else

from projects.every_op import EVERY_OP  # noqa: E402
from projects.generated import history  # noqa: E402
from projects.project import Project, difference, schema_of, versions_of  # noqa: E402
from support.databases import Database, Tally  # noqa: E402

COMPILER = sys.argv[2] if len(sys.argv) > 2 else "g++"
tally = Tally()
if not INSTALLED:
    print("skipped: alembic is not installed")
    tally.skipped = 1
    tally.finish()


def import_script(project, name, back):
    script = project.alembic("upgrade", "heads", "--sql")
    if not tally.check(f"{name}: alembic upgrade heads --sql", script.returncode == 0, script.stderr[-1000:]):
        return
    (project.where / "all.sql").write_text(script.stdout)
    done = project.imported("--sql", "all.sql")
    tally.check(f"{name}: import", done.returncode == 0, done.stderr)
    program, why = project.program(COMPILER)
    if not tally.check(f"{name}: compiles", program, why):
        return
    with Database("import_psql") as theirs, Database("import_ours") as ours:
        done = subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-f", project.where / "all.sql", theirs.url],
                              text=True, capture_output=True)
        tally.check(f"{name}: psql", done.returncode == 0, done.stderr)
        done = ours.run(program, "upgrade", "heads")
        tally.check(f"{name}: upgrade", done.returncode == 0, done.stderr)
        tally.check(f"{name}: schema", schema_of(theirs) == schema_of(ours),
                    difference(schema_of(theirs), schema_of(ours)))
        tally.check(f"{name}: versions", versions_of(theirs) == versions_of(ours),
                    f"{versions_of(theirs)} and {versions_of(ours)}")
        if back:
            done = ours.run(program, "downgrade", "base")
            tally.check(f"{name}: back to base", done.returncode == 0, done.stderr)


def faults(project):
    """What is no such script is refused, and nothing is written."""
    for name, text, said in (
            ("empty", "SELECT 1;\n", "has no line '-- Running upgrade a -> b'"),
            ("downgrade", "-- Running downgrade a -> b\n\nDROP TABLE t;\n", "is no upgrade"),
            ("half", "-- Running upgrade a -> b\n\nDROP TABLE t;\n",
             "revision b follows a, which the script does not")):
        (project.where / "wrong.sql").write_text(text)
        done = project.imported("--sql", "wrong.sql", output="wrong")
        tally.check(f"{name}: refused", done.returncode == 255 and done.stdout == "" and said in done.stderr,
                    done.stdout + done.stderr)
    done = project.imported("--sql", "nowhere.sql", output="wrong")
    tally.check("no script: refused", done.returncode == 255 and "nowhere.sql" in done.stderr, done.stderr)
    tally.check("nothing is written", not (project.where / "wrong").exists())


with tempfile.TemporaryDirectory() as where:
    # one line of revisions, since a script does not tell labels; without the literals that Alembic cannot write
    line = [each for each in EVERY_OP if each.id.startswith("a")]
    every = Project(pathlib.Path(where) / "every", line)
    import_script(every, "every op", back=False)
    import_script(Project(pathlib.Path(where) / "generated", history(7, 25)), "generated", back=True)
    faults(every)
tally.finish()
