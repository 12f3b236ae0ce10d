#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""What cannot be imported is refused with a sentence, and nothing is written.

usage: faults.py BUILD_DIRECTORY   (skipped where alembic is not installed)
"""
import importlib.util
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent)]

from projects.project import ENV, Project, Revision  # noqa: E402

passed = failed = 0


def check(name, good, why=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"FAILED: {name}\n{why}")


def refused(name, project, *said, words=()):
    done = project.imported(*words)
    check(name, done.returncode == 255 and done.stdout == "" and "Traceback" not in done.stderr and
          all(each in done.stderr for each in said), done.stdout + done.stderr)
    check(f"{name}: nothing is written", not (project.where / "migrations").exists())
    return project


FIRST = Revision("a1", None, "op.create_table('t', sa.Column('id', sa.Integer, primary_key=True))",
                 "op.drop_table('t')", "first")
ASKS = {
    "rows": ("rows = op.get_bind().execute(sa.text('SELECT 1')).fetchall()", "reads the result of a statement"),
    "loop": ("for row in op.get_bind().execute(sa.text('SELECT 1')): pass", "goes through the rows"),
    "scalar": ("n = op.get_bind().scalar(sa.text('SELECT 1'))", ".scalar"),
    "inspector": ("sa.inspect(op.get_bind()).get_table_names()", "line 2"),
    "session": ("from sqlalchemy.orm import Session\nSession(bind=op.get_bind()).execute(sa.text('SELECT 1')).all()",
                "line 2"),
    "recreate": ("with op.batch_alter_table('t', recreate='always') as b:\n    b.drop_column('id')", "line 2"),
    "has_table": ("op.execute('CREATE TABLE x (LIKE t)')\nop.get_bind().dialect.has_table(op.get_bind(), 'x')",
                  "asks whether 'x' is there"),
}


def all_of(where):
    for name, (body, said) in ASKS.items():
        project = Project(where / name, [FIRST, Revision("b1", "a1", body, "pass")])
        refused(name, project, "revision b1 (scripts/versions/b1_.py), upgrade(): ", said, "FAILED: these do not run")
    done = project.imported("--keep-going")
    text = "".join(path.read_text() for path in (project.where / "migrations").glob("b1*.hpp"))
    check("--keep-going writes what does not compile", done.returncode == 0 and text.count("static_assert(false, ") == 1
          and 'execute("CREATE TABLE x (LIKE t)")' in text, text)
    program, why = project.program()
    check("the compiler says so", program is None and "static_assert" in why or "asks the database" in why, why)
    done = project.imported()
    check("nothing is overwritten", done.returncode == 255, done.stderr)

    clean = Project(where / "clean", [FIRST])
    done = clean.imported()
    check("a small history", done.returncode == 0 and "create_table" in next(
        (clean.where / "migrations").glob("*.hpp")).read_text(), done.stderr)
    again = clean.imported()
    check("files that are there", again.returncode == 255 and again.stdout == "" and "is there already" in again.stderr,
          again.stderr)
    for name, project, said, words in (
            ("long id", Project(where / "long", [Revision("x" * 33, None, "pass")]), "at most 32 characters", ()),
            ("syntax", Project(where / "syntax", [Revision("a1", None, "op.execute(")]), "was never closed", ()),
            ("no configuration", Project(where / "none", [FIRST]), "there is no x.ini", ("--config", "x.ini")),
            ("sqlite", Project(where / "sqlite", [FIRST], env=ENV.format(naming=False).replace(
                'context.config.get_main_option("sqlalchemy.url")', '"sqlite://"')), "one of sqlite", ()),
            ("env.py fails", Project(where / "env", [FIRST], env="raise RuntimeError('no settings')"),
             "env.py cannot be run offline (RuntimeError: no settings)", ()),
            ("a password", Project(where / "password", [FIRST],
                                   env="raise ValueError('no such URL: postgresql://u:secret@h/d')"),
             "postgresql://u:***@h/d", ()),
            ("env.py does nothing", Project(where / "idle", [FIRST], env="pass"), "did not call", ())):
        refused(name, project, said, words=words)
    done = project.imported("--without-env")
    check("--without-env", done.returncode == 0, done.stderr)

    heads = Project(where / "heads", [FIRST, Revision("b1", "a1", "pass"), Revision("c1", "a1", "pass")])
    done = heads.imported()
    check("several heads are said", done.returncode == 0 and "several heads without labels: " in done.stderr,
          done.stderr)


if importlib.util.find_spec("alembic") is None:
    print("0 passed, 0 failed, 1 skipped")
    sys.exit()
with tempfile.TemporaryDirectory() as place:
    all_of(pathlib.Path(place))
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
