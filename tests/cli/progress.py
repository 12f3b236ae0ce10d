#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""The command line on a terminal: the line that is painted over while an index is built concurrently, colours, and the
question before data is lost.

usage: progress.py BUILD_DIRECTORY      (STERNA_TEST_URL names the server)
"""
import os
import pathlib
import pty
import select
import sys
import time

import psycopg2

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "runtime"))
from support.databases import Database, Tally  # noqa: E402

PROBE = os.path.join(sys.argv[1], "migrate_probe")
tally = Tally()


class Terminal:
    """A command on a pseudo-terminal."""

    def __init__(self, url, *words, **environment):
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            variables = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
            os.execve(PROBE, [PROBE, *words], {**variables, "TERM": "xterm", "SQLALCHEMY_URL": url, **environment})
        self.text = ""

    def wait_for(self, part, seconds=30):
        """Reads until the text holds `part`, or the command has ended; says whether it does."""
        end = time.monotonic() + seconds
        while part not in self.text and time.monotonic() < end:
            if not select.select([self.screen], [], [], 0.2)[0]:
                continue
            try:
                more = os.read(self.screen, 4096)
            except OSError:  # the other side is closed
                break
            if not more:
                break
            self.text += more.decode()
        return part in self.text

    def type(self, text):
        os.write(self.screen, text.encode())

    def end(self):
        """All that was printed, and the exit code."""
        self.wait_for("\0never")
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.screen)
        return self.text, code


def expect(name, good, text):
    tally.check(name, good, repr(text[-500:]))


with Database("progress") as db:
    shown, code = Terminal(db.url, "upgrade", "1975").end()
    expect("a migration leaves one line", shown.replace("\r\n", "\n").split("\r\033[K")[-1].startswith(
        "Running upgrade  -> 1975ea83b712, create user table (") and code == 0, shown)
    expect("its line is bold", "\033[1mRunning upgrade  -> 1975ea83b712, create user table\033[0m" in shown, shown)

    Terminal(db.url, "upgrade", "+1").end()
    # A writer holds the building of the index up, until it commits.
    writer = psycopg2.connect(db.url)
    writer.cursor().execute("INSERT INTO \"user\" (name) VALUES ('x')")
    run = Terminal(db.url, "upgrade", "head")
    measured = run.wait_for("waiting for writers before build 0 %")
    expect("how far the index has come is asked over a second connection", measured, run.text)
    expect("the statement in progress is shown", "CREATE INDEX CONC" in run.text, run.text)
    goes_on = run.wait_for("index user name\033[0m\033[2m  1.")
    expect("the time goes on", goes_on, run.text)
    writer.commit()
    shown, code = run.end()
    expect("and the line ends",
           "\r\033[KRunning upgrade ae1027a6acf1 -> 3c5d0b9e7f24, index user name (" in shown and code == 0, shown)
    expect("nothing is painted behind it", shown.endswith(" s)\r\n"), shown)

    run = Terminal(db.url, "downgrade", "base", NO_COLOR="1")
    asked = run.wait_for("Go on? [y/N] ")
    expect("a downgrade that loses data asks",
           asked and "1975ea83b712, create user table: DROP TABLE \"user\"" in run.text, run.text)
    run.type("n\n")
    shown, code = run.end()
    expect("and takes no for an answer", code == 255 and "FAILED: " in shown, shown)
    shown, code = Terminal(db.url, "downgrade", "ae10", NO_COLOR="1").end()
    expect("NO_COLOR: no colours, but one line still", "\033[1m" not in shown and "\033[2m" not in shown and
           "\r\033[K" in shown and code == 0, shown)
    shown, code = Terminal(db.url, "upgrade", "head", TERM="dumb").end()
    expect("TERM=dumb: plain lines",
           shown == "Running upgrade ae1027a6acf1 -> 3c5d0b9e7f24, index user name\r\n" and code == 0, shown)

tally.finish()
