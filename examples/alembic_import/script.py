# SPDX-License-Identifier: BSL-1.0
"""The history that is in an SQL script, the output of `alembic upgrade head --sql`."""
from __future__ import annotations

import re
from typing import List, Optional

from . import words
from .history import Migration, Schema, Script
from .sql import statements

RUNNING = re.compile(r"-- Running (\w+) (.*?) ?-> ?([^\s,]+)?[^\n]*")
VERSION = re.compile(
    r"""(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(?:[\w"]+\.)?"?(?P<table>\w+)"?\b.*?version_num""",
    re.IGNORECASE | re.DOTALL)
WAS = re.compile(r"""WHERE\s+.*version_num\s*=\s*'([^']+)'""", re.IGNORECASE | re.DOTALL)


class ScriptError(Exception):
    """The script is none that Alembic writes for an upgrade."""


def read(text: str, source: str, version_table: str) -> List[Migration]:
    """The migrations of a script, in its order."""
    found: List[Migration] = []
    schema = Schema()
    outside = False
    for before, sql in statements(text):
        for running in RUNNING.finditer(before):
            found.append(_begin(running, source, schema, found))
        control = sql.strip().upper()
        if not found or not sql:
            continue
        if control in ("BEGIN", "COMMIT", "START TRANSACTION"):
            outside = control == "COMMIT"
        elif (version := VERSION.match(sql)) and version["table"] == version_table:
            _depend(found[-1], sql)
        elif re.match(rf'(CREATE|DROP) TABLE (\w+\.)?"?{re.escape(version_table)}"?\b', sql, re.IGNORECASE):
            continue
        else:
            for op in words.ops_of(sql, schema.enumerations):
                op.outside = outside
                schema.apply(op)
                found[-1].up.ops.append(op)
            found[-1].after = schema.copy()
    if not found:
        raise ScriptError(f"{source} has no line '-- Running upgrade a -> b': is it the output of "
                          "'alembic upgrade head --sql'?")
    return found


def _begin(running: "re.Match[str]", source: str, schema: Schema, found: List[Migration]) -> Migration:
    direction, parents, revision = running[1], running[2], running[3]
    if direction != "upgrade" or revision is None:
        raise ScriptError(f"{source}: '{running[0]}' is no upgrade; only those can be imported")
    named = [each for each in re.split(r"[,\s]+", parents.strip()) if each]
    known = {each.id for each in found}
    missing: Optional[str] = next((each for each in named if each not in known), None)
    if missing:
        raise ScriptError(f"{source}: revision {revision} follows {missing}, which the script does not have; write it "
                          "from the beginning, with 'alembic upgrade head --sql'")
    return Migration(revision, f"revision {revision}", source, named, up=Script(), before=schema.copy(),
                     after=schema.copy())


def _depend(migration: Migration, sql: str) -> None:
    """A version row that goes with this revision, and is no parent's, is that of a dependency."""
    was = WAS.search(sql)
    if was and was[1] not in migration.parents + migration.depends_on + [migration.id]:
        migration.depends_on.append(was[1])
