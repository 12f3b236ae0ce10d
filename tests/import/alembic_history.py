#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""A history of Alembic with all its ops, imported: both make the same schema, at each step, and one takes over from the
other; the way back to base leaves nothing.

usage: alembic_history.py BUILD_DIRECTORY [COMPILER]
(STERNA_TEST_URL names the server; skipped where alembic is not installed)
"""
import importlib.util
import os
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE)]
INSTALLED = importlib.util.find_spec("alembic") is not None
sys.path.append(str(HERE.parent / "runtime"))  # which has an alembic.py itself, so behind all else

from projects.every_op import EVERY_OP  # noqa: E402
from projects.generated import history  # noqa: E402
from projects.habits import HABITS, NEWER  # noqa: E402
from projects.project import Project, difference, schema_of, versions_of  # noqa: E402
from support.databases import Database, Tally  # noqa: E402

COMPILER = sys.argv[2] if len(sys.argv) > 2 else "g++"
tally = Tally()
if not INSTALLED:
    print("skipped: alembic is not installed")
    tally.skipped = 1
    tally.finish()


def same(name, theirs, ours):
    """Two databases: the same schema, the same rows in the version table."""
    tally.check(f"{name}: schema", schema_of(theirs) == schema_of(ours), difference(schema_of(theirs), schema_of(ours)))
    tally.check(f"{name}: versions", versions_of(theirs) == versions_of(ours),
                f"{versions_of(theirs)} and {versions_of(ours)}")


def went(name, done):
    return tally.check(name, done.returncode == 0, (done.stdout + done.stderr)[-1500:])


def imported(project):
    """The program that an imported history becomes."""
    if not went("import", project.imported()):
        return None
    program, why = project.program(COMPILER)
    tally.check("the imported history compiles", program, why)
    return program


def every_op(project):
    program = imported(project)
    if program is None:
        return
    with Database("import_theirs") as theirs, Database("import_ours") as ours:
        step_by_step(project, program, theirs, ours)
        tally.check("rows", rows_of(theirs) == rows_of(ours), f"{rows_of(theirs)}\n{rows_of(ours)}")
        done = ours.run(program, "downgrade", "base")
        tally.check("what Alembic cannot undo is refused", done.returncode == 1 and "reports are gone" in done.stderr,
                    done.stderr)
    taken_over(project, program)
    up_and_down(program, ("f01", "e02"))


def habits(project):
    program = imported(project)
    if program is None:
        return
    with Database("import_theirs") as theirs, Database("import_ours") as ours:
        step_by_step(project, program, theirs, ours)
        rows = "SELECT id, kind::text, odd FROM one ORDER BY id"
        tally.check("rows", theirs.ask(rows) == ours.ask(rows), f"{theirs.ask(rows)}\n{ours.ask(rows)}")
        done = ours.run(program, "downgrade", "7a")
        tally.check("a downgrade that does nothing is none", done.returncode == 1 and "does nothing" in done.stderr,
                    done.stderr)
    with Database("import_back") as back:
        went("upgrade", back.run(program, "upgrade", "7a"))
        went("downgrade", back.run(program, "downgrade", "4a"))
        went("upgrade again", back.run(program, "upgrade", "heads"))


def step_by_step(project, program, theirs, ours):
    for revision in [each.id for each in project.revisions]:
        went(f"alembic upgrade {revision}", project.alembic("upgrade", revision, url=theirs.url))
        went(f"upgrade {revision}", ours.run(program, "upgrade", revision))
        same(f"at {revision}", theirs, ours)


def newer():
    """Alembic 1.18 or newer."""
    import alembic
    return tuple(int(part) for part in alembic.__version__.split(".")[:2]) >= (1, 18)


def plain(project):
    """A whole history at once, and back to base."""
    program = imported(project)
    if program is None:
        return
    with Database("import_theirs") as theirs, Database("import_ours") as ours:
        went("alembic upgrade heads", project.alembic("upgrade", "heads", url=theirs.url))
        went("upgrade heads", ours.run(program, "upgrade", "heads"))
        same("heads", theirs, ours)
    up_and_down(program, ("heads",))


def rows_of(database):
    return database.ask("SELECT * FROM setting ORDER BY key")


def taken_over(project, program):
    """A database that Alembic has brought to some revision goes on with the imported history."""
    with Database("import_whole") as whole:
        went("alembic upgrade heads", project.alembic("upgrade", "heads", url=whole.url))
        for revision in [each.id for each in project.revisions][1:-1:3]:
            with Database("import_taken") as taken:
                went(f"alembic upgrade {revision}", project.alembic("upgrade", revision, url=taken.url))
                went(f"taken over at {revision}", taken.run(program, "upgrade", "heads"))
                same(f"taken over at {revision}", whole, taken)


def up_and_down(program, targets):
    """Up, down to base, and up again: what a downgrade leaves behind would be in the way."""
    with Database("import_down") as database:
        for target in targets:
            went(f"upgrade {target}", database.run(program, "upgrade", target))
        before = schema_of(database)
        went("downgrade to base", database.run(program, "downgrade", "base"))
        tally.check("base is empty", "CREATE" not in schema_of(database).replace("CREATE TABLE public.alembic", ""),
                    schema_of(database))
        for target in targets:
            went(f"upgrade {target} again", database.run(program, "upgrade", target))
        tally.check("the same again", before == schema_of(database), difference(before, schema_of(database)))


with tempfile.TemporaryDirectory() as where:
    every_op(Project(os.path.join(where, "every"), EVERY_OP))
    habits(Project(os.path.join(where, "habits"), HABITS, naming=True))
    if newer():
        plain(Project(os.path.join(where, "newer"), NEWER))
    for seed in (3, 11):
        plain(Project(os.path.join(where, f"generated{seed}"), history(seed, 40)))
tally.finish()
