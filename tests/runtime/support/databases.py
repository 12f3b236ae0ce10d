# SPDX-License-Identifier: BSL-1.0
"""Databases for the checks beside it: made, dumped, dropped."""
import atexit
import os
import re
import subprocess
import urllib.parse

import psycopg2

SERVER = os.environ["STERNA_TEST_URL"]


class Tally:
    """Counts checks; finish() prints the last line."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.finished = False

    def check(self, name, good, why=""):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {name}" + (f"\n{why}" if why else ""))
        return good

    def finish(self):
        tail = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {self.failed} failed{tail}")
        raise SystemExit(1 if self.failed else 0)


def url_of(name, **parameters):
    parts = urllib.parse.urlsplit(SERVER)
    query = urllib.parse.parse_qsl(parts.query) + list(parameters.items())
    # urlunsplit would drop the empty host's slashes
    return f"{parts.scheme}://{parts.netloc}/{name}?{urllib.parse.urlencode(query)}"


def server(sql):
    connection = psycopg2.connect(url_of("postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()


class Database:
    """A fresh database; a context manager that drops it."""

    count = 0

    def __init__(self, label):
        Database.count += 1
        self.name = f"sterna_{label}_{os.getpid()}_{Database.count}"
        self.url = url_of(self.name)

    def __enter__(self):
        server(f"CREATE DATABASE {self.name} TEMPLATE template0")
        atexit.register(self.drop)
        return self

    def __exit__(self, *_):
        self.drop()
        atexit.unregister(self.drop)

    def drop(self):
        server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def ask(self, sql):
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def run(self, program, *arguments, timeout=60, **environment):
        return subprocess.run([program, *arguments], env=self.environment(**environment), timeout=timeout,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def start(self, program, **environment):
        return subprocess.Popen([program], env=self.environment(**environment), stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def environment(self, **more):
        return {**os.environ, "SQLALCHEMY_URL": self.url, **more}

    def schema(self, *arguments):
        """pg_dump's view of the schema, without what differs from dump to dump."""
        found = subprocess.run(["pg_dump", "--schema-only", *arguments, f"--dbname={self.url}"], check=True,
                               stdout=subprocess.PIPE, text=True).stdout
        lines = [line for line in found.splitlines() if line and not re.match(r"--|\\(un)?restrict ", line)]
        return "\n".join(lines)
