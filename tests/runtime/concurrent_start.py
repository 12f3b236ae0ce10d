#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""116: many processes start at once on an empty database; all succeed, and each migration is applied once.

usage: concurrent_start.py BUILD_DIRECTORY      (STERNA_TEST_URL names the server)
"""
import os
import re
import sys

sys.dont_write_bytecode = True
from support.databases import Database, Tally  # noqa: E402

PROBE = os.path.join(sys.argv[1], "start_probe")
PROCESSES = 16
ROUNDS = 5
LOG = os.path.join(sys.argv[1], "cluster", "log")  # of a server that the test runner has started


def errors_since(place):
    if not os.access(LOG, os.R_OK):
        return []
    with open(LOG, encoding="utf-8", errors="replace") as file:
        file.seek(place)
        return [line for line in file if re.search(r"\b(ERROR|FATAL|PANIC|WARNING):", line)]


tally = Tally()
for number in range(ROUNDS):
    with Database("start") as db:
        place = os.path.getsize(LOG) if os.access(LOG, os.R_OK) else 0
        running = [db.start(PROBE) for _ in range(PROCESSES)]
        ends = [(process.communicate(timeout=120), process.returncode) for process in running]
        codes = [code for _, code in ends]
        tally.check(f"round {number}: all succeed", codes == [0] * PROCESSES, str(codes) + ends[0][0][1])
        said = errors_since(place)
        tally.check(f"round {number}: the server has nothing to complain of", not said, "".join(said))
        counts = [int(re.match(r"applied (\d+)$", out.strip()).group(1)) for (out, _), code in ends if code == 0]
        tally.check(f"round {number}: five applied in all", sum(counts) == 5, str(counts))
        tally.check(f"round {number}: each is in the log once",
                    db.ask("SELECT revision FROM alembic_version_log ORDER BY id")
                    == [("1975ea83b712",), ("ae1027a6acf1",), ("3a",), ("4a",), ("5a",)])
        tally.check(f"round {number}: the version row", db.ask("SELECT version_num FROM alembic_version") == [("5a",)])
        tally.check(f"round {number}: each row once",
                    db.ask("SELECT what FROM log ORDER BY 1") == [("fifth",), ("fourth",), ("second",)]
                    and db.ask("SELECT name FROM account") == [("first",)])
        tally.check(f"round {number}: the indexes are valid", db.ask(
            "SELECT relname, indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relname LIKE 'ix_%' "
            "ORDER BY 1") == [("ix_account_mail", True), ("ix_account_name", True)])
        tally.check(f"round {number}: nothing is left",
                    db.ask("SELECT to_regclass('alembic_version_step')") == [(None,)]
                    and db.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == [(0,)])
        tally.check(f"round {number}: no deadlock", db.ask(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == [(0,)])
        again = db.run(PROBE, "quiet")
        tally.check(f"round {number}: at head nothing is done and nothing is said",
                    (again.returncode, again.stdout, again.stderr) == (0, "applied 0\n", ""), again.stderr)

with Database("start") as db:
    first = db.run(PROBE, "quiet")
    tally.check("the default is a line for each migration on stderr", first.stderr.splitlines() == [
        "Running upgrade  -> 1975ea83b712, create account",
        "Running upgrade 1975ea83b712 -> ae1027a6acf1, two columns",
        "Running upgrade ae1027a6acf1 -> 3a, a row by C++",
        "Running upgrade 3a -> 4a, indexes without a lock",
        "Running upgrade 4a -> 5a, a second table",
    ], first.stderr)
tally.finish()
