#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""A start that is cut off anywhere is completed by the next one.

usage: kill.py BUILD_DIRECTORY [SEED]      (STERNA_TEST_URL names the server)

Three ways to die: kill -9 by its own hand at each event; the server's session ended at the beginning and at the end of
each DDL statement, by an event trigger; kill -9 from outside at random times, while the same trigger slows the server.
"""
import os
import random
import signal
import sys
import time

sys.dont_write_bytecode = True
from support.databases import Database, Tally  # noqa: E402

PROBE = os.path.join(sys.argv[1], "start_probe")
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
RANDOM_KILLS = 20

# A sequence is not rolled back, and goes on counting in the next session.
TRIGGER = """
CREATE SCHEMA cutter;
CREATE SEQUENCE cutter.place;
CREATE FUNCTION cutter.cut() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN {} END $$;
CREATE EVENT TRIGGER cut_begin ON ddl_command_start EXECUTE FUNCTION cutter.cut();
CREATE EVENT TRIGGER cut_end ON ddl_command_end EXECUTE FUNCTION cutter.cut();
"""
# pg_terminate_backend takes effect in the sleep
TERMINATE = """
IF nextval('cutter.place') = {} THEN PERFORM pg_terminate_backend(pg_backend_pid()), pg_sleep(5); END IF;
"""
SLOW = "PERFORM pg_sleep(0.01);"
UNDO = "DROP EVENT TRIGGER cut_begin; DROP EVENT TRIGGER cut_end; DROP SCHEMA cutter CASCADE"

tally = Tally()


def state(db):
    return (db.schema(), db.ask("SELECT * FROM alembic_version"), db.ask("SELECT what FROM log ORDER BY 1"),
            db.ask("SELECT revision, direction, checksum FROM alembic_version_log ORDER BY id"),
            db.ask("SELECT id IN (1, 2), name, note, created IS NOT NULL, active, age, mail, phone FROM account"),
            db.ask("SELECT relname, indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relnamespace = "
                   "'public'::regnamespace ORDER BY 1"))


with Database("whole") as whole:
    assert whole.run(PROBE).returncode == 0
    EXPECTED = state(whole)


def complete(name, db):
    """The next start must end as if nothing had happened (a row that was rolled back has used up an identity)."""
    again = db.run(PROBE)
    if not tally.check(f"{name}: the next start succeeds", again.returncode == 0, again.stderr):
        return
    found = state(db)
    for part, expected in zip(found, EXPECTED):
        if not tally.check(f"{name}: the same database as without", part == expected):
            print("\n".join(sorted(set(str(part).splitlines()) ^ set(str(expected).splitlines()))))


place = 0
undisturbed = False
while not undisturbed:
    place += 1
    with Database("kill") as db:
        cut = db.run(PROBE, STERNA_TEST_KILL_AT=str(place))
        undisturbed = cut.returncode == 0
        if not undisturbed:
            tally.check(f"event {place}: killed", cut.returncode == -signal.SIGKILL, cut.stderr)
        complete(f"event {place}", db)
tally.check("there were events to be killed at", place > 20, str(place))
print(f"killed at each of {place - 1} events")

place = 0
undisturbed = False
while not undisturbed:
    place += 1
    with Database("cut") as db:
        db.ask(TRIGGER.format(TERMINATE.format(place)))
        cut = db.run(PROBE)
        undisturbed = cut.returncode == 0
        db.ask(UNDO)
        complete(f"trigger {place}", db)
tally.check("there were DDL statements to be cut at", place > 20, str(place))
print(f"sessions ended at each of {place - 1} places")

print(f"seed {SEED}")
random.seed(SEED)
killed = 0
for number in range(RANDOM_KILLS):
    with Database("random") as db:
        db.ask(TRIGGER.format(SLOW))
        running = db.start(PROBE)
        wait = random.uniform(0, 0.3)
        time.sleep(wait)
        running.kill()
        running.communicate()
        killed += running.returncode == -signal.SIGKILL
        # the session that was left behind may still be at work: the next start has to wait for its lock
        complete_while_slow = random.random() < 0.5
        if not complete_while_slow:
            for _ in range(100):
                if db.ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
                          "pg_backend_pid() AND backend_type = 'client backend'") == [(0,)]:
                    break
                time.sleep(0.05)
            db.ask(UNDO)
            complete(f"random {number} ({wait:.3f} s)", db)
        else:
            again = db.run(PROBE)
            tally.check(f"random {number} ({wait:.3f} s): at once again", again.returncode == 0, again.stderr)
            db.ask(UNDO)
            complete(f"random {number} ({wait:.3f} s)", db)
tally.check("some were killed on their way", killed > 0, str(killed))
print(f"{killed} of {RANDOM_KILLS} killed at random")
tally.finish()
