#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""Every command with a password in the URL, right and wrong, whole and broken: none of it reaches stdout or stderr.
And every command twice on the same state of files and database: the same output, times aside.

usage: secrets.py BUILD_DIRECTORY      (STERNA_TEST_URL names a server; one that asks for passwords is made)
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import psycopg2

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1] / "runtime"))
from support.databases import Database, Tally  # noqa: E402

PROBE = os.path.join(os.path.abspath(sys.argv[1]), "migrate_probe")
MIGRATIONS = HERE.parents[2] / "examples" / "quickstart" / "migrations"
CANARY = "s3cr3t"
# whatever piece of it is taken for a host, a port or a database: it holds the canary
PASSWORD = "s3cr3t@s3cr3t/s3cr3t:s3cr3t#s3cr3t?s3cr3t=s3cr3t&s3cr3t%s3cr3t s3cr3t'ü"
ENCODED = "".join(f"%{byte:02X}" if not chr(byte).isalnum() or byte > 127 else chr(byte) for byte in PASSWORD.encode())

# command: ways to call it. All that --help lists must be here.
COMMANDS = {
    "branches": [["-v"], ["--json"]],
    "check": [[], ["--json"], ["--offline"]],
    "current": [[], ["-v"], ["-c"], ["--json"]],
    "doctor": [[], ["--json"]],
    "downgrade": [["-y", "base"], ["--dry-run", "-y", "base"], ["--sql", "head:base"]],
    "edit": [["current"]],
    "ensure_version": [[], ["--sql"]],
    "heads": [["-v"], ["--json"]],
    "history": [["-v", "-i"], ["--json", "-i"], ["-r", "current:"]],
    "log": [[], ["--json"]],
    "merge": [["heads", "-m", "m", "--rev-id", "feed1"]],
    "models": [[]],
    "plan": [[], ["--down", "base"], ["--json", "--down", "base"]],
    "repair": [[], ["--json"]],
    "revision": [["-m", "new", "--rev-id", "feed2"],
                 ["-m", "new", "--rev-id", "feed3", "--autogenerate"],
                 ["-m", "new", "--rev-id", "feed4", "--autogenerate", "--offline"]],
    "show": [["head"], ["current"], ["--json", "current"]],
    "squash": [["1975:ae10"]],
    "stamp": [["head"], ["--purge", "base"], ["--sql", "head"]],
    "upgrade": [["head"], ["--dry-run", "head"], ["--sql", "head"], ["+1"]],
}

tally = Tally()


def run(words, where, url=None, **environment):
    known = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    known.pop("SQLALCHEMY_URL", None)
    if url is not None:
        known["SQLALCHEMY_URL"] = url
    return subprocess.run([PROBE, *words], cwd=where, env={**known, "EDITOR": "cat", **environment}, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)


def calls():
    return [[name, *words] for name, ways in COMMANDS.items() for words in ways]


def commands_are_all():
    listed = run(["--help"], "/").stdout.partition("Subcommands:")[2]
    found = set(re.findall(r"^  (\w+)", listed, re.M))
    tally.check("the commands of --help are those tried here", found == set(COMMANDS), str(found ^ set(COMMANDS)))


class Server:
    """A server of its own, on which the role `keeper` needs its password."""

    def __init__(self, directory):
        self.directory, self.script = directory, HERE.parents[1] / "cluster.sh"

    def __enter__(self):
        done = subprocess.run(["bash", self.script, "start", self.directory], check=True, stdout=subprocess.PIPE,
                              text=True)
        self.socket = done.stdout.strip()
        rules = pathlib.Path(self.socket) / "data" / "pg_hba.conf"
        rules.write_text("local all keeper scram-sha-256\n" + rules.read_text())
        connection = psycopg2.connect(f"postgresql://postgres@/postgres?host={self.socket}")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SET password_encryption = 'scram-sha-256'")
            cursor.execute("CREATE ROLE keeper LOGIN SUPERUSER PASSWORD %s", [PASSWORD])
            cursor.execute("CREATE DATABASE kept OWNER keeper")
            cursor.execute("SELECT pg_reload_conf()")
            cursor.execute("SELECT pg_sleep(0.5)")
        connection.close()
        return self

    def __exit__(self, *_):
        subprocess.run(["bash", self.script, "stop", self.directory], check=True)


def urls(socket):
    """What it is, the URL, and whether one can connect with it."""
    at = f"postgresql://keeper:{ENCODED}"
    return [
        ("right", f"{at}@/kept?host={socket}", True),
        ("password as a parameter", f"postgresql://keeper@/kept?host={socket}&password={ENCODED}", True),
        ("conninfo", f"host={socket} user=keeper dbname=kept password='"
                     + PASSWORD.replace("\\", "\\\\").replace("'", "\\'") + "'", True),
        ("wrong password", f"postgresql://keeper:{CANARY}@/kept?host={socket}", False),
        ("no such database", f"{at}@/none?host={socket}", False),
        ("no such role", f"postgresql://nobody:{CANARY}@/kept?host={socket}", False),
        ("nobody listens", f"{at}@localhost:1/kept", False),
        ("no such directory", f"{at}@/kept?host=/nowhere/at/all", False),
        ("several hosts, none right", f"{at}@localhost:1,localhost:2/kept", False),
        ("a key's password", f"{at}@localhost:1/kept?sslmode=verify-full&sslpassword={CANARY}", False),
        ("not encoded", f"postgresql://keeper:{PASSWORD}@/kept?host={socket}", False),
        ("a slash in the password", f"postgresql://keeper:{CANARY}/x@localhost/kept", False),
        ("a hash in the password", f"postgresql://keeper:#{CANARY}@localhost/kept", False),
        ("a question mark in the password", f"postgresql://keeper:?{CANARY}@localhost/kept", False),
        ("an at sign in the password", f"postgresql://keeper:a@{CANARY}@localhost:1/kept", False),
        ("a brackets' host", f"{at}@[::1/kept", False),
        ("no port", f"{at}@localhost:port/kept", False),
        ("no such parameter", f"{at}@/kept?host={socket}&sslmod=require", False),
        ("no such parameter of libpq's", f"{at}@/kept?host={socket}&sslmode=wrong", False),
        ("another database's", f"mysql://keeper:{CANARY}@localhost/kept", False),
        ("no scheme", f"keeper:{CANARY}@localhost/kept", False),
        ("no slashes", f"postgresql:keeper:{CANARY}@localhost/kept", False),
        ("a broken conninfo", f"host={socket} password='{CANARY}", False),
        ("bad percents", f"postgresql://keeper:{CANARY}%zz@localhost/kept", False),
        ("a NUL", f"postgresql://keeper:{CANARY}%00@localhost/kept", False),
    ]


def no_secret_is_told(where):
    with Server(where / "server") as server:
        for kind, url, good in urls(server.socket):
            leaks, every = [], [["current"], *calls()]
            for number, words in enumerate(every):
                files = fresh_files(where)
                done = run([*words, "--url", url], files) if number % 2 else run(words, files, url)
                if CANARY in (done.stdout + done.stderr).lower():
                    leaks.append(f"{' '.join(words)}: {done.stdout}{done.stderr}")
                if words == ["current"]:
                    tally.check(f"{kind}: current says whether it can connect",
                                done.returncode == (0 if good else 1) and bool(done.stderr) != good, str(done))
                if words == ["upgrade", "head"] and good:
                    tally.check(f"{kind}: upgrade succeeds", done.returncode == 0, str(done))
            tally.check(f"{kind}: nothing leaks from {len(every)} calls", not leaks, "\n".join(leaks[:3]))


def fresh_files(where):
    files = where / "work"
    shutil.rmtree(files, ignore_errors=True)
    shutil.copytree(MIGRATIONS, files / "migrations")
    return files


def without_times(text):
    text = re.sub(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?Z", "TIME", text)
    text = re.sub(r'"duration_us": \d+', '"duration_us": TIME', text)
    return re.sub(r"\b\d+(\.\d+)? (ms|s|min)\b *", "TIME ", text)


def outputs(words, where, db, start):
    """What a command prints and writes, where `start` has been done before, and nothing else."""
    files = fresh_files(where)
    db.ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    if start and (before := run(start, files, db.url)).returncode:
        raise SystemExit(f"{start}: {before}")
    done = run(words, files, db.url)
    written = sorted((file.name, file.read_text()) for file in (files / "migrations").iterdir())
    return done.returncode, without_times(done.stdout), without_times(done.stderr), written


def the_same_twice(where):
    with Database("same") as db:
        for start in ([], ["upgrade", "1975"], ["upgrade", "head"]):
            for words in calls():
                one, other = outputs(words, where, db, start), outputs(words, where, db, start)
                tally.check(f"twice: {' '.join(words)}, after {' '.join(start) or 'nothing'}", one == other,
                            f"{one}\n{other}")


with tempfile.TemporaryDirectory() as directory:
    commands_are_all()
    no_secret_is_told(pathlib.Path(directory))
    the_same_twice(pathlib.Path(directory))
tally.finish()
