# SPDX-License-Identifier: BSL-1.0
"""Statements of SQL, as Alembic and SQLAlchemy render them, in Sterna's words."""
from __future__ import annotations

import functools
from typing import Callable, Dict, FrozenSet, List, Set

from . import cpp
from .op import Column, Name, Op, schema_option
from .parts import (add_to_table, column, constraint, default_word, generated, index_key, parameters,
                    sequence_options)
from .sql import NoWord, Reader
from .type_words import type_word

Parser = Callable[[Reader, Set[Name]], List[Op]]


CONSTRAINTS = ("CONSTRAINT", "PRIMARY KEY", "FOREIGN KEY", "UNIQUE", "CHECK", "EXCLUDE")


def create_table(reader: Reader, enumerations: Set[Name], unlogged: bool = False) -> List[Op]:
    exists = [".if_not_exists()"] if reader.accept("IF NOT EXISTS") else []
    table = reader.qualified()
    made = Op("create_table", [cpp.literal(table[1])], schema_option(table) + exists, table=table)
    if reader.accept("PARTITION OF"):
        return [partition(made, reader)]
    reader.expect("(")
    while not reader.accept(")"):
        if any(reader.looks_at(*words.split()) for words in CONSTRAINTS):
            add_to_table(made, constraint(reader))
        elif reader.looks_at("LIKE"):
            raise NoWord("LIKE")
        else:
            made.columns.append(column(reader, enumerations))
        if not reader.accept(",") and not reader.looks_at(")"):
            raise NoWord("a comma")
    made.constraints += ["unlogged"] * unlogged + table_options(reader)
    return [made]


def table_options(reader: Reader) -> List[str]:
    """What stands behind the columns of a table."""
    found: List[str] = []
    while not reader.done():
        if reader.accept("INHERITS ("):
            name = reader.qualified()
            reader.expect(")")
            found.append(f"inherits({', '.join(cpp.literal(each) for each in name[::-1] if each)})")
        elif reader.accept("PARTITION BY"):
            found.append(f"partition_by({cpp.literal(reader.until('USING', 'WITH', 'TABLESPACE'))})")
        elif reader.accept("USING"):
            found.append(f"access_method({cpp.literal(reader.name())})")
        elif reader.accept("TABLESPACE"):
            found.append(f"tablespace({cpp.literal(reader.name())})")
        elif reader.accept("WITH"):
            found += parameters(reader)
        else:
            raise NoWord("an option of a table")
    return found


def partition(made: Op, reader: Reader) -> Op:
    """`CREATE TABLE p PARTITION OF t FOR VALUES ...`."""
    whole = reader.qualified()
    if made.table is None or whole[0] != made.table[0]:
        raise NoWord("a partition in another schema")
    made.word = "create_partition"
    bounds = "default_partition" if reader.accept("DEFAULT") else ""
    if not bounds:
        reader.expect("FOR VALUES")
        bounds = cpp.literal(reader.until("PARTITION BY", "USING", "TABLESPACE"))
    made.arguments += [cpp.literal(whole[1]), bounds, *table_options(reader)]
    return made


def drop_table(reader: Reader, _: Set[Name]) -> List[Op]:
    return [_drop(reader, "drop_table", True)]


def _drop(reader: Reader, word: str, is_table: bool = False) -> Op:
    concurrently = word == "drop_index" and reader.accept("CONCURRENTLY")
    exists = [".if_exists()"] if reader.accept("IF EXISTS") else []
    name = reader.qualified()
    cascade = [".cascade()"] if reader.accept("CASCADE") else []
    reader.accept("RESTRICT")
    more = [".concurrently()"] if concurrently else []
    made = Op(word, [cpp.literal(name[1])], more + schema_option(name) + exists + cascade, outside=concurrently)
    if is_table:
        made.table = name
    else:
        made.object = name
    return made


def create_index(reader: Reader, _: Set[Name], unique: bool = False) -> List[Op]:
    options = [".unique()"] * unique
    concurrently = reader.accept("CONCURRENTLY")
    options += [".concurrently()"] if concurrently else []
    exists = [".if_not_exists()"] if reader.accept("IF NOT EXISTS") else []
    index = reader.name()
    reader.expect("ON")
    options += [".only()"] if reader.accept("ONLY") else []
    table = reader.qualified()
    if reader.accept("USING"):
        options.append(f".using_({cpp.literal(reader.name())})")
    reader.expect("(")
    keys = [index_key(reader)]
    while reader.accept(","):
        keys.append(index_key(reader))
    reader.expect(")")
    if reader.accept("INCLUDE"):
        options.append(f".include({cpp.names(reader.names())})")
    if not reader.accept("NULLS DISTINCT") and reader.accept("NULLS NOT DISTINCT"):
        options.append(".nulls_not_distinct()")
    if reader.accept("WITH"):
        options += [f".{each}" for each in parameters(reader)]
    if reader.accept("TABLESPACE"):
        options.append(f".tablespace({cpp.literal(reader.name())})")
    if reader.accept("WHERE"):
        options.append(f".where({cpp.literal(reader.rest())})")
    return [Op("create_index", [cpp.literal(index), cpp.literal(table[1]), "{" + ", ".join(keys) + "}"],
               options + schema_option(table) + exists, table=table, object=(table[0], index), outside=concurrently)]


def alter_table(reader: Reader, enumerations: Set[Name]) -> List[Op]:
    table = reader.qualified()
    schema = schema_option(table)
    of = cpp.literal(table[1])
    if reader.accept("RENAME TO"):
        new = reader.name()
        return [Op("rename_table", [of, cpp.literal(new)], schema, table=table, object=(table[0], new))]
    if reader.accept("RENAME CONSTRAINT"):
        old = reader.name()
        reader.expect("TO")
        new = reader.name()
        return [Op("rename_constraint", [of, cpp.literal(old), cpp.literal(new)], schema, table=table,
                   object=("", old))]
    if reader.accept("RENAME"):
        reader.accept("COLUMN")
        old = reader.name()
        reader.expect("TO")
        new = reader.name()
        return [Op("rename_column", [of, cpp.literal(old), cpp.literal(new)], schema, table=table, object=("", old))]
    if reader.accept("VALIDATE CONSTRAINT"):
        name = reader.name()
        return [Op("validate_constraint", [cpp.literal(name), of], schema, table=table, object=("", name))]
    if reader.accept("DROP CONSTRAINT"):
        return [_drop_from(reader, "drop_constraint", table)]
    if reader.accept("DROP"):
        reader.accept("COLUMN")
        return [_drop_from(reader, "drop_column", table)]
    if reader.accept("ALTER"):
        reader.accept("COLUMN")
        return [alter_column(reader, table, enumerations)]
    reader.expect("ADD")
    if any(reader.looks_at(*words.split()) for words in CONSTRAINTS):
        return [add_constraint(reader, table)]
    reader.accept("COLUMN")
    exists = [".if_not_exists()"] if reader.accept("IF NOT EXISTS") else []
    return [Op("add_column", [of], schema + exists, table=table, columns=[column(reader, enumerations)])]


def _drop_from(reader: Reader, word: str, table: Name) -> Op:
    exists = [".if_exists()"] if reader.accept("IF EXISTS") else []
    name = reader.name()
    cascade = [".cascade()"] if reader.accept("CASCADE") else []
    order = [cpp.literal(table[1]), cpp.literal(name)]
    return Op(word, order[::-1] if word == "drop_constraint" else order, schema_option(table) + exists + cascade,
              table=table, object=("", name))


def add_constraint(reader: Reader, table: Name) -> Op:
    said = constraint(reader)
    if said.kind == "foreign_key" and not said.name:
        said.name = generated_name(table[1], said.columns, "fkey")
    elif not said.name:
        raise NoWord("a constraint without a name")
    options = list(said.options)
    if reader.accept("NOT VALID"):
        options.append(".not_valid()")
    columns = [cpp.names(said.columns)] if said.columns else []
    return Op(f"create_{said.kind}" + ("_constraint" if said.kind in ("unique", "check", "exclude") else ""),
              [cpp.literal(said.name), cpp.literal(table[1]), *columns, *said.arguments],
              options + schema_option(table), table=table, object=("", said.name))


def generated_name(table: str, columns: List[str], end: str) -> str:
    """The name that PostgreSQL gives to a constraint, where that is free and not too long."""
    made = "_".join([table, *columns, end])
    if len(made.encode()) > 63:
        raise NoWord("a constraint whose name PostgreSQL cuts off")
    return made


def alter_column(reader: Reader, table: Name, enumerations: Set[Name]) -> Op:
    changed = Column(reader.name(), "")
    if reader.accept("TYPE") or reader.accept("SET DATA TYPE"):
        changed.type = type_word(reader.until("USING"), enumerations)
        if reader.accept("USING"):
            using = reader.rest()
            typed = changed.type if changed.type.startswith("type(") else f"type({changed.type})"
            changed.type = f"{typed}.using_({cpp.literal(using)})"
        elif not changed.type.startswith("type("):
            changed.type = f"type({changed.type})"
    elif reader.accept("SET NOT NULL"):
        changed.attributes.append("not_null")
    elif reader.accept("DROP NOT NULL"):
        changed.attributes.append("nullable")
    elif reader.accept("SET DEFAULT"):
        changed.attributes.append(default_word(reader.rest()))
    elif reader.accept("DROP DEFAULT"):
        changed.attributes.append("drop_default")
    else:
        changed.attributes.append(identity_change(reader))
    return Op("alter_column", [cpp.literal(table[1]), cpp.literal(changed.name)], schema_option(table), table=table,
              object=("", changed.name), columns=[changed])


def identity_change(reader: Reader) -> str:
    """What `ALTER COLUMN` does to an identity."""
    if reader.accept("DROP IDENTITY"):
        return "drop_identity"
    if reader.accept("ADD GENERATED"):
        return generated(reader)
    made = "alter_identity"
    while not reader.done():
        if reader.accept("SET GENERATED ALWAYS"):
            made += ".always()"
        elif reader.accept("SET GENERATED BY DEFAULT"):
            made += ".by_default()"
        else:
            reader.expect("SET")
            option = sequence_options(reader, "SET")
            if not option:
                raise NoWord("an option that is as it is by itself")
            made += "." + (option[0] if option[0].endswith(")") else option[0] + "()")
    return made


def comment_on(reader: Reader, _: Set[Name]) -> List[Op]:
    on_table = reader.accept("TABLE")
    if not on_table:
        reader.expect("COLUMN")
    parts = [reader.name()]
    while reader.accept("."):
        parts.append(reader.name())
    reader.expect("IS")
    text = "" if reader.accept("NULL") else reader.string()
    if not 1 <= len(parts) - (not on_table) <= 2:
        raise NoWord("COMMENT")
    name = ("" if len(parts) - (not on_table) == 1 else parts[0], parts[-1 if on_table else -2])
    table = cpp.literal(name[1])
    if on_table:
        words = [cpp.literal(text)] if text else []
        return [Op("create_table_comment" if text else "drop_table_comment", [table, *words], schema_option(name),
                   table=name)]
    column_name = parts[-1]
    return [Op("alter_column", [table, cpp.literal(column_name)], schema_option(name), table=name,
               object=("", column_name), columns=[Column(column_name, "", [f"comment({cpp.literal(text)})"])])]


def create_type(reader: Reader, _: Set[Name]) -> List[Op]:
    name = reader.qualified()
    reader.expect("AS ENUM (")
    values = [reader.string()]
    while reader.accept(","):
        values.append(reader.string())
    reader.expect(")")
    return [Op("create_enumeration", [cpp.literal(name[1]), cpp.names(values)], schema_option(name), object=name)]


def alter_type(reader: Reader, _: Set[Name]) -> List[Op]:
    name = reader.qualified()
    of = cpp.literal(name[1])
    if reader.accept("RENAME VALUE"):
        old = reader.string()
        reader.expect("TO")
        return [Op("rename_enumeration_value", [of, cpp.literal(old), cpp.literal(reader.string())],
                   schema_option(name), object=name)]
    reader.expect("ADD VALUE")
    exists = [".if_not_exists()"] if reader.accept("IF NOT EXISTS") else []
    value = reader.string()
    place = [f".{word.lower()}({cpp.literal(reader.string())})" for word in ("BEFORE", "AFTER") if reader.accept(word)]
    return [Op("add_enumeration_value", [of, cpp.literal(value)], place + schema_option(name) + exists, object=name)]


def create_schema(reader: Reader, _: Set[Name]) -> List[Op]:
    exists = [".if_not_exists()"] if reader.accept("IF NOT EXISTS") else []
    name = reader.name()
    return [Op("create_schema", [cpp.literal(name)], exists, object=("", name))]


def create_sequence(reader: Reader, _: Set[Name]) -> List[Op]:
    exists = [".if_not_exists()"] if reader.accept("IF NOT EXISTS") else []
    name = reader.qualified()
    return [Op("create_sequence", [cpp.literal(name[1]), *sequence_options(reader)], schema_option(name) + exists,
               object=name)]


def alter_index(reader: Reader, _: Set[Name]) -> List[Op]:
    name = reader.qualified()
    reader.expect("RENAME TO")
    new = reader.name()
    return [Op("rename_index", [cpp.literal(name[1]), cpp.literal(new)], schema_option(name), object=name)]


def create_view(reader: Reader, _: Set[Name]) -> List[Op]:
    name = reader.qualified()
    reader.expect("AS")
    return [Op("create_view", [cpp.literal(name[1]), cpp.literal(reader.rest())], schema_option(name), object=name)]


def _dropping(word: str) -> Parser:
    return lambda reader, _: [_drop(reader, word)]


#: The first words of a statement, and what reads the rest. A new noun of Sterna gets its line here.
STATEMENTS: Dict[str, Parser] = {
    "CREATE TABLE": create_table,
    "CREATE UNLOGGED TABLE": functools.partial(create_table, unlogged=True),
    "DROP TABLE": drop_table,
    "ALTER TABLE": alter_table,
    "CREATE INDEX": create_index,
    "CREATE UNIQUE INDEX": functools.partial(create_index, unique=True),
    "ALTER INDEX": alter_index,
    "DROP INDEX": _dropping("drop_index"),
    "COMMENT ON": comment_on,
    "CREATE TYPE": create_type,
    "ALTER TYPE": alter_type,
    "DROP TYPE": _dropping("drop_enumeration"),
    "CREATE SCHEMA": create_schema,
    "DROP SCHEMA": _dropping("drop_schema"),
    "CREATE SEQUENCE": create_sequence,
    "DROP SEQUENCE": _dropping("drop_sequence"),
    "CREATE VIEW": create_view,
    "DROP VIEW": _dropping("drop_view"),
}
DATA: FrozenSet[str] = frozenset({"INSERT", "UPDATE", "DELETE", "TRUNCATE"})


def execute(sql: str, comment: str = "") -> Op:
    first = Reader(sql).peek()
    data = first is not None and first.text.upper() in DATA
    return Op("execute", [cpp.literal(sql)], [".as()"] if data else [], sql, comment=comment)


def ops_of(sql: str, enumerations: Set[Name]) -> List[Op]:
    """A statement in words; what has none is an `execute`."""
    reader = Reader(sql)
    try:
        parser = next((STATEMENTS[words] for words in STATEMENTS if reader.accept(words)), None)
        if parser is None:
            return [execute(sql)]
        made = parser(reader, enumerations)
        reader.expect_end()
    except NoWord:
        return [execute(sql)]
    for op in made:
        op.sql = op.sql or sql
    return made
