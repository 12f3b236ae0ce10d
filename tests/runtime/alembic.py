#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""Alembic and Sterna on the same database, in both directions.

usage: alembic.py BUILD_DIRECTORY      (STERNA_TEST_URL names the server; skipped where alembic is not installed)
"""
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
from support.databases import Database, Tally  # noqa: E402

PROBE = os.path.join(sys.argv[1], "adopt_probe")
ENV = """
import os
import sqlalchemy
from alembic import context

engine = sqlalchemy.create_engine(os.environ["SQLALCHEMY_URL"], poolclass=sqlalchemy.pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, version_table=os.environ.get("VERSION_TABLE", "alembic_version"))
    with context.begin_transaction():
        context.run_migrations()
"""
# id, what it revises, upgrade, downgrade
REVISIONS = [
    ("1975ea83b712", None,
     "op.create_table('account', sa.Column('id', sa.Integer, sa.Identity(), primary_key=True), "
     "sa.Column('name', sa.String(50), nullable=False))",
     "op.drop_table('account')"),
    ("ae1027a6acf1", "1975ea83b712", "op.add_column('account', sa.Column('note', sa.Text))",
     "op.drop_column('account', 'note')"),
    ("27c6a30d7c24", "ae1027a6acf1", "op.create_index('ix_account_name', 'account', ['name'])",
     "op.drop_index('ix_account_name')"),
    ("left1", "27c6a30d7c24", "op.add_column('account', sa.Column('l', sa.Integer))", "op.drop_column('account', 'l')"),
    ("right1", "27c6a30d7c24", "op.add_column('account', sa.Column('r', sa.Integer))",
     "op.drop_column('account', 'r')"),
    ("merge1", ("left1", "right1"), "pass", "pass"),
]
SCRIPT = """
from alembic import op
import sqlalchemy as sa

revision = {!r}
down_revision = {!r}


def upgrade():
    {}


def downgrade():
    {}
"""

NO_LOG = "--exclude-table=*_log"

tally = Tally()
ALEMBIC = shutil.which("alembic")
if ALEMBIC is None:
    print("skipped: alembic is not installed")
    tally.skipped = 1
    tally.finish()

project = tempfile.TemporaryDirectory()
os.makedirs(os.path.join(project.name, "scripts", "versions"))
INI = os.path.join(project.name, "alembic.ini")


def write(path, text):
    with open(os.path.join(project.name, path), "w", encoding="utf-8") as file:
        file.write(text)


write("alembic.ini", "[alembic]\nscript_location = %(here)s/scripts\n")
write("scripts/env.py", ENV)
for revision in REVISIONS:
    write(f"scripts/versions/{revision[0]}.py", SCRIPT.format(*revision))


def alembic(db, *arguments, **environment):
    ended = db.run(ALEMBIC, "-c", INI, *arguments, **environment)
    tally.check(f"alembic {' '.join(arguments)}", ended.returncode == 0, ended.stderr)
    # without its remarks: "(head)", "(branchpoint)"
    return sorted(word for word in ended.stdout.split() if not word.startswith("("))


def sterna(db, *arguments):
    ended = db.run(PROBE, *arguments)
    tally.check(f"sterna {' '.join(arguments)}", ended.returncode == 0, ended.stderr)
    return ended.stdout.split()


def rows(db, table="alembic_version"):
    return sorted(row[0] for row in db.ask(f'SELECT version_num FROM "{table}"'))


def same(name, found, expected):
    tally.check(name, found == expected, f"  found    {found}\n  expected {expected}")


with Database("adopt") as by_alembic, Database("adopt") as by_sterna:
    alembic(by_alembic, "upgrade", "27c6a30d7c24")
    sterna(by_sterna, "upgrade", "27c6a30d7c24")
    same("the version table is Alembic's to the letter", by_sterna.schema("--table=alembic_version"),
         by_alembic.schema("--table=alembic_version"))
    same("the schemas are the same but for the log", by_sterna.schema(NO_LOG), by_alembic.schema())
    alembic(by_alembic, "upgrade", "heads")
    sterna(by_sterna, "upgrade", "heads")
    same("the schemas are the same at head", sorted(by_sterna.schema(NO_LOG).replace(",", "").splitlines()),
         sorted(by_alembic.schema().replace(",", "").splitlines()))

with Database("adopt") as db:
    alembic(db, "upgrade", "ae1027a6acf1")
    same("what Alembic has applied is recognised", sterna(db, "current"), ["ae1027a6acf1"])
    same("and continued", sterna(db, "upgrade", "27c6a30d7c24"), ["27c6a30d7c24"])
    same("Alembic reads it", alembic(db, "current"), ["27c6a30d7c24"])
    alembic(db, "downgrade", "-1")
    same("and undoes what Sterna has done", sterna(db, "current"), ["ae1027a6acf1"])
    same("to head", sterna(db, "upgrade"), ["27c6a30d7c24", "left1", "right1", "merge1"])
    same("which Alembic knows for its head", alembic(db, "current"), ["merge1"])
    same("and has nothing to do", (alembic(db, "upgrade", "head"), rows(db)), ([], ["merge1"]))
    same("two rows, written by Sterna", (sterna(db, "downgrade", "right1"), rows(db)),
         (["merge1"], ["left1", "right1"]))
    same("are read by Alembic", alembic(db, "current"), ["left1", "right1"])
    alembic(db, "downgrade", "27c6a30d7c24")
    same("which takes them back", sterna(db, "current"), ["27c6a30d7c24"])
    alembic(db, "upgrade", "left1")
    alembic(db, "upgrade", "right1")
    same("two rows, written by Alembic", sterna(db, "current"), ["left1", "right1"])
    same("are merged by Sterna", sterna(db, "upgrade"), ["merge1"])
    alembic(db, "downgrade", "base")
    same("base, by Alembic", (sterna(db, "current"), rows(db)), ([], []))
    same("and from there", len(sterna(db, "upgrade")), 6)
    same("base, by Sterna", len(sterna(db, "downgrade", "base")), 6)
    same("read by Alembic", alembic(db, "current"), [])
    same("the log knows what Sterna has done, and no more",
         db.ask("SELECT direction, count(*) FROM alembic_version_log GROUP BY 1 ORDER BY 1"),
         [("downgrade", 7), ("upgrade", 12)])

with Database("adopt") as db:
    db.ask("CREATE TABLE account (id integer PRIMARY KEY, name varchar(50) NOT NULL, note text)")
    alembic(db, "stamp", "ae1027a6acf1")
    same("stamped by Alembic, continued by Sterna", sterna(db, "upgrade", "27c6a30d7c24"), ["27c6a30d7c24"])

with Database("adopt") as db:
    sterna(db, "stamp", "heads")
    same("stamped by Sterna: nothing to do for Alembic",
         (alembic(db, "upgrade", "head"), rows(db), db.ask("SELECT to_regclass('account')")),
         ([], ["merge1"], [(None,)]))
    same("stamped by Sterna, read by Alembic", alembic(db, "current"), ["merge1"])

with Database("adopt") as by_alembic, Database("adopt") as by_sterna:
    alembic(by_alembic, "upgrade", "ae1027a6acf1", VERSION_TABLE="My Versions")
    sterna(by_sterna, "upgrade", "ae1027a6acf1", "My Versions")
    same("a version table by another name", by_sterna.schema(NO_LOG), by_alembic.schema())
    same("its rows", sterna(by_alembic, "current", "-", "My Versions"), ["ae1027a6acf1"])

# A row that neither can know.
with Database("adopt") as db:
    alembic(db, "upgrade", "ae1027a6acf1")
    db.ask("UPDATE alembic_version SET version_num = 'ffffffffffff'")
    unknown = db.run(PROBE, "upgrade")
    tally.check("an unknown row is refused by its name", unknown.returncode == 1 and "'ffffffffffff'" in unknown.stderr,
                unknown.stderr)
tally.finish()
