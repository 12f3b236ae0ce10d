#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""upgrade, downgrade and stamp beside Alembic's, on random histories and a real database, and upgrade and downgrade
--sql of ranges: what runs, in an order that the graph allows, and the rows that stay, or a refusal.

What is right is worked out a third time, with sets (support/expected.py). Sterna must do exactly that, always. Alembic
does nearly always; what else it does must be what support/alembic_is_wrong.py knows, and is counted under its name.

usage: beside_alembic_database.py BUILD_DIRECTORY [GRAPHS] [SEED]      (skipped where alembic is not installed)

Without an argument a minute's worth; the long run is GRAPHS = 200 (three minutes).
"""
import collections
import io
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import warnings

try:
    import sqlalchemy
    from alembic import command, util
    from alembic.config import Config
except ImportError:
    print("skipped: alembic is not installed for this Python")
    print("0 passed, 0 failed, 1 skipped")
    sys.exit(0)

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1] / "runtime" / "support"), str(HERE.parent / "support")]
from alembic_is_wrong import reason_for  # noqa: E402
from databases import Database, url_of  # noqa: E402
from expected import Address, World  # noqa: E402

PROBE = os.path.join(sys.argv[1], "listing_probe")
GRAPHS = int(sys.argv[2]) if len(sys.argv) > 2 else 60
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 4711
REQUESTS = 8
RANGES = 4
ENV = """
from alembic import context
if context.is_offline_mode():
    context.configure(dialect_name="postgresql", output_buffer=context.config.attributes["script"])
else:
    context.configure(connection=context.config.attributes["connection"], version_table_schema="theirs")
with context.begin_transaction():
    context.run_migrations()
"""
SCRIPT = """
from alembic import op
revision = {id!r}
down_revision = {parents!r}
branch_labels = {labels!r}
depends_on = {depends!r}
def upgrade():
    op.execute("INSERT INTO theirs.ran (revision, direction) VALUES ('{id}', 'upgrade')")
def downgrade():
    op.execute("INSERT INTO theirs.ran (revision, direction) VALUES ('{id}', 'downgrade')")
"""


class Did:
    """What a program did: the rows afterwards, the migrations it ran in order, and why it refused, if it did."""

    def __init__(self, rows, ran, refusal):
        self.rows, self.ran, self.refusal = set(rows), ran, refusal
        self.crashed = bool(refusal) and not refusal.startswith("CommandError")

    def differs(self, world, before, wanted):
        """In which way this is not what is wanted; empty where it is."""
        if self.crashed:
            return "crash"
        if bool(self.refusal) != bool(wanted.refusal):
            return "refusal" if self.refusal else "no refusal"
        if {id for id, _ in self.ran} != wanted.ran or len(self.ran) != len(wanted.ran):
            return "other migrations"
        if any(direction != ("upgrade" if wanted.up else "downgrade") for _, direction in self.ran):
            return "other direction"
        if not world.allowed(before, self.ran):
            return "impossible order"
        return "" if self.rows == wanted.rows else "other rows"

    def __str__(self):
        return f"{self.refusal} {sorted(self.rows)} {' '.join(id for id, _ in self.ran)}"


def graph(dice):
    """Rows of id, parents, dependencies, labels. Every branch has a label, which a history of Sterna's must have."""
    rows, heads = [], []
    linear = dice.random() < 0.2
    for number in range(dice.randint(2, 10)):
        id = "%04x%08x" % (number * 4099 + 4096, dice.getrandbits(32))
        known = [row[0] for row in rows]
        parents, depends = [], []
        if known and linear:
            parents = [known[-1]]
        elif known and dice.random() >= 0.1:
            merges = len(heads) > 1 and dice.random() < 0.3
            parents = dice.sample(heads, 2) if merges else [dice.choice(known if dice.random() < 0.3 else heads)]
        if known and not linear and dice.random() < 0.2:
            depends = [one for one in [dice.choice(known)] if one not in parents]
        opens = not parents or any(parents[0] in row[1] for row in rows)
        heads = [head for head in heads if head not in parents] + [id]
        rows.append((id, parents, depends, [f"label{number}"] if opens else []))
    return [(id, parents, depends, labels or ([f"tip{id}"] if id in heads else []))
            for id, parents, depends, labels in rows]


def targets(dice, rows, sign):
    ids = [row[0] for row in rows]
    names = ids + [label for row in rows for label in row[3]]
    some, steps = dice.choice(ids), dice.randint(1, 3)
    return [some, some[:4], some[:6], dice.choice(names), "head", "heads", "base", f"head-{steps}",
            f"{some[:5]}{sign}{steps}", f"{sign}{steps}", f"{dice.choice(names)}@head",
            f"{dice.choice(names)}@{sign}{steps}", f"{dice.choice(names)}@base", f"{dice.choice(names)}@{some}",
            f"{dice.choice(names)}@head-{steps}"]


def request(dice, rows):
    what = dice.choice(["upgrade", "upgrade", "downgrade", "downgrade", "stamp"])
    sign = {"upgrade": "+", "downgrade": "-", "stamp": dice.choice("+-")}[what]
    return what, dice.choice(targets(dice, rows, sign))


def range_request(dice, rows):
    what = dice.choice(["upgrade", "downgrade"])
    ids = [row[0] for row in rows]
    low, high = sorted(dice.sample(ids, 2))  # ids grow along every path
    if dice.random() < 0.5:
        low = dice.choice(["base", low[:6], low])
        high = dice.choice(["head", "heads", high[:6], high] if what == "upgrade" else ["head", high[:6], high])
        return what, f"{low}:{high}" if what == "upgrade" else f"{high}:{low}"
    sign = "+" if what == "upgrade" else "-"
    start = dice.choice([dice.choice(ids), dice.choice(ids)[:5], "base", "head"] + ([""] if what == "upgrade" else []))
    target = dice.choice(targets(dice, rows, sign))
    return what, f"{start}:{target}" if start else target


def running(script):
    """The (revision, direction) of a script's lines "-- Running upgrade a -> b"."""
    found = re.findall(r"^-- Running (upgrade|downgrade) (.*) -> (.*)$", script, re.M)
    return [(above if direction == "upgrade" else below, direction) for direction, below, above in found]


class Theirs:
    def __init__(self, rows, where, connection):
        (where / "versions").mkdir(parents=True)
        (where / "env.py").write_text(ENV)
        for id, parents, depends, labels in rows:
            (where / "versions" / f"{id}_x.py").write_text(SCRIPT.format(
                id=id, parents=tuple(parents) or None, depends=tuple(depends) or None, labels=tuple(labels) or None))
        self.config = Config()
        self.config.set_main_option("script_location", str(where))
        self.config.attributes["connection"] = connection

    def do(self, what, target, sql=False):
        """Why it was refused, or what crashed, if so; and the script."""
        self.config.attributes["script"] = script = io.StringIO()
        try:
            getattr(command, what)(self.config, target, **({"sql": True} if sql else {}))
        except Exception as failure:  # a CommandError is a refusal, all else a crash
            return f"{type(failure).__name__}: {failure}", script.getvalue()
        return None, script.getvalue()


class Ours:
    def __init__(self, rows, where, url):
        lines = ["\t".join([id, ",".join(parents), ",".join(depends), ",".join(labels), id])
                 for id, parents, depends, labels in rows]
        (where / "history").write_text("\n".join(lines) + "\n")
        self.process = subprocess.Popen([PROBE, where / "history"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, env=dict(os.environ, SQLALCHEMY_URL=url))

    def do(self, what, target, sql=False):
        # a target that begins with a minus is no option
        words = ["-q", what, *(["--sql"] if sql else []), "--", target]
        self.process.stdin.write("\t".join(words) + "\n")
        self.process.stdin.flush()
        code, said = int(self.process.stdout.readline()), ""
        while (line := self.process.stdout.readline()) != ".\n":
            said += line
        if code == 0:
            return None, said
        return ("CommandError: " if code == 255 and said.startswith("FAILED: ") else f"exit code {code}: ") + said, ""

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Databases:
    """Both version tables, and what was run."""

    def __init__(self, connection):
        self.connection = connection
        for schema in ("ours", "theirs"):
            self.ask(f"CREATE SCHEMA {schema}")
            self.ask(f"CREATE TABLE {schema}.alembic_version (version_num varchar(32) PRIMARY KEY)")
        self.ask("CREATE TABLE theirs.ran (id serial, revision text, direction text)")

    def ask(self, sql):
        return self.connection.execute(sqlalchemy.text(sql))

    def reset(self, state):
        for schema in ("ours", "theirs"):
            self.ask(f"TRUNCATE {schema}.alembic_version")
            for row in state:
                self.ask(f"INSERT INTO {schema}.alembic_version VALUES ('{row}')")
        self.ask("TRUNCATE theirs.ran")
        self.ask("DROP TABLE IF EXISTS ours.alembic_version_log")

    def rows(self, schema):
        return [row[0] for row in self.ask(f"SELECT version_num FROM {schema}.alembic_version")]

    def ran(self, schema):
        table = {"ours": "ours.alembic_version_log", "theirs": "theirs.ran"}[schema]
        if not self.ask(f"SELECT to_regclass('{table}')").scalar():
            return []
        return [tuple(row) for row in self.ask(f"SELECT revision, direction FROM {table} "
                                               "WHERE direction IN ('upgrade', 'downgrade') ORDER BY id")]


class Case:
    """One request, what it must do, what Alembic did, and in which way that differs."""

    def __init__(self, world, state, what, target, offline, wanted, theirs, differs):
        self.world, self.state, self.what, self.target, self.offline = world, state, what, target, offline
        self.wanted, self.theirs, self.differs = wanted, theirs, differs
        self.start, _, end = target.rpartition(":")
        self.address = Address(end)


class Comparison:
    def __init__(self):
        self.agreed, self.excused, self.failed = collections.Counter(), collections.Counter(), 0

    def judge(self, rows, case, ours, problem):
        if problem:
            self.fail(f"ours: {problem}", rows, case, ours)
            return
        if not case.differs:
            self.agreed[("refused" if case.wanted.refusal else "done") + (" offline" if case.offline else "")] += 1
            return
        if reason := reason_for(case):
            self.excused[reason] += 1
        else:
            self.fail(f"alembic: {case.differs}", rows, case, ours)

    def fail(self, problem, rows, case, ours):
        self.failed += 1
        print(f"FAILED ({problem}): {case.what} {'--sql ' if case.offline else ''}{case.target}, from "
              f"{sorted(case.state)}\n" + "\n".join(f"    {row}" for row in rows)
              + f"\n  wanted:  {case.wanted.refusal} {sorted(case.wanted.rows)} {sorted(case.wanted.ran)}"
              + f"\n  ours:    {ours}\n  alembic: {case.theirs}")

    def finish(self):
        for reason, times in sorted(self.excused.items()):
            print(f"Alembic is wrong, {times} times: {reason}")
        print(", ".join(f"{times} {what}" for what, times in sorted(self.agreed.items())) + ", alike")
        print(f"{sum(self.agreed.values()) + sum(self.excused.values())} passed, {self.failed} failed")
        return 1 if self.failed else 0


def compare(dice, rows, where, db, ours_url, told):
    """The requests for one history."""
    world = World(rows)
    theirs, ours = Theirs(rows, where / "alembic", db.connection), Ours(rows, where, ours_url)
    state = frozenset()
    for _ in range(REQUESTS):
        what, target = request(dice, rows)
        wanted = world.expected(state, what, target)
        db.reset(state)
        refusals = {"theirs": theirs.do(what, target)[0], "ours": ours.do(what, target)[0]}
        did = {schema: Did(db.rows(schema), db.ran(schema), refusals[schema]) for schema in refusals}
        differs = {schema: each.differs(world, world.below(state), wanted) for schema, each in did.items()}
        told.judge(rows, Case(world, state, what, target, False, wanted, did["theirs"], differs["theirs"]),
                   did["ours"], differs["ours"])
        state = wanted.rows
    for _ in range(RANGES):
        what, target = range_request(dice, rows)
        wanted = world.expected(set(), what, target, offline=True)
        begin = world.start(target)
        did, differs = {}, {}
        for name, program in (("theirs", theirs), ("ours", ours)):
            refusal, script = program.do(what, target, sql=True)
            did[name] = Did(wanted.rows, running(script), refusal)
            differs[name] = did[name].differs(world, world.below(begin), wanted)
        told.judge(rows, Case(world, begin, what, target, True, wanted, did["theirs"], differs["theirs"]),
                   did["ours"], differs["ours"])
    ours.close()


def main():
    warnings.simplefilter("ignore")  # Alembic's, of what it will not allow some day
    dice, told = random.Random(SEED), Comparison()
    with Database("beside") as made:
        engine = sqlalchemy.create_engine(re.sub(r"^postgres(ql)?://", "postgresql+psycopg2://", made.url),
                                          isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            db = Databases(connection)
            ours_url = url_of(made.name, options="-csearch_path=ours")
            for _ in range(GRAPHS):
                with tempfile.TemporaryDirectory() as directory:
                    compare(dice, graph(dice), pathlib.Path(directory), db, ours_url, told)
        engine.dispose()
    return told.finish()


sys.exit(main())
