#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""Names that a convention makes are those that SQLAlchemy makes: random tables, patterns and constraints, rendered as
DDL by SQLAlchemy's dialect for PostgreSQL, against schema/naming.hpp.

usage: naming.py BUILD_DIRECTORY [COUNT]
"""
import pathlib
import random
import re
import subprocess
import sys

from sqlalchemy import (CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, MetaData, PrimaryKeyConstraint,
                        Table, UniqueConstraint)
from sqlalchemy import exc
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import AddConstraint, CreateIndex

TOKENS = ["%(table_name)s", "%(column_0_name)s", "%(column_1_name)s", "%(column_0_label)s", "%(column_0_key)s",
          "%(column_0N_name)s", "%(column_0_N_name)s", "%(column_0_N_label)s", "%(column_0_N_key)s", "%%"]
OF_KEYS = ["%(referred_table_name)s", "%(referred_column_0_name)s", "%(referred_column_0_N_name)s"]
NAMES = ["a", "b_c", "name", "identifier_of_the_customer", "Order", "straße", "x" * 40,
         "größe_über_alles_und_mehr_noch"]


def name_in(ddl, index):
    found = re.search(r'(?:INDEX|CONSTRAINT) ("(?:[^"]|"")*"|\S+) ', ddl)
    if found is None:
        return ""
    text = found[1].replace("%%", "%")  # the driver's way to write one
    return text[1:-1].replace('""', '"') if text.startswith('"') else text


def one(pick):
    kind = pick.choice(["ix", "uq", "ck", "fk", "pk"])
    tokens = TOKENS[:1] if kind == "ck" else TOKENS + (OF_KEYS if kind == "fk" else [])
    given = pick.choice(["", "given", "given_" + "y" * 30])
    pattern = kind + "".join("_" + pick.choice(tokens) for _ in range(pick.randint(1, 3)))
    if given:
        pattern += "_%(constraint_name)s"
    schema = pick.choice(["", "", "s", "s.q"])
    columns = pick.sample(NAMES, pick.randint(1, 3))
    table = pick.choice(NAMES)
    if any(f"{table}_{each}" in columns for each in columns):  # SQLAlchemy numbers such labels
        return None
    other = pick.choice([each for each in NAMES if each != table]) if kind == "fk" else ""
    referred = pick.sample(NAMES, len(columns)) if kind == "fk" else []
    data = MetaData(naming_convention={kind: pattern})
    whole = Table(table, data, *(Column(each, Integer) for each in columns), schema=schema or None)
    called = given or None
    if kind == "ix":
        made = Index(called, *(whole.c[each] for each in columns))
    elif kind == "uq":
        made = UniqueConstraint(*columns, name=called)
    elif kind == "ck":
        made = CheckConstraint("true", name=called)
        columns = []
    elif kind == "pk":
        made = PrimaryKeyConstraint(*columns, name=called)
    else:
        Table(other, data, *(Column(each, Integer) for each in referred))
        made = ForeignKeyConstraint(columns, [f"{other}.{each}" for each in referred], name=called)
    if kind != "ix":
        whole.append_constraint(made)
    statement = CreateIndex(made) if kind == "ix" else AddConstraint(made)
    expected = name_in(str(statement.compile(dialect=postgresql.dialect())), kind == "ix")
    return "\t".join([pattern, schema, table, ",".join(columns), other, ",".join(referred), given]), expected


def main(build, count="2000"):
    pick = random.Random(6)
    cases = []
    while len(cases) < int(count):
        try:
            made = one(pick)
        except (exc.InvalidRequestError, exc.IdentifierError):
            continue
        # SQLAlchemy counts characters, where PostgreSQL keeps 63 bytes: with letters of two bytes they part
        if made is not None and (made[1].isascii() or len(made[1]) < 40):
            cases.append(made)
    said = "".join(line + "\n" for line, _ in cases)
    found = subprocess.run([pathlib.Path(build, "naming_probe")], input=said, capture_output=True, text=True,
                           check=True).stdout.splitlines()
    wrong = [(line, expected, got) for (line, expected), got in zip(cases, found) if expected != got]
    for line, expected, got in wrong[:10]:
        print(f"FAILED: {line!r}: {expected} of SQLAlchemy, {got} here")
    cut = sum(len(expected) == 60 for _, expected in cases)
    if len(found) != len(cases) or cut < 100:
        print(f"FAILED: {len(found)} names for {len(cases)} cases, {cut} of them cut")
        wrong.append("")
    print(f"{cut} of the names were cut")
    print(f"{len(cases) - len(wrong)} passed, {len(wrong)} failed")
    return len(wrong) != 0


sys.exit(main(*sys.argv[1:]))
