# SPDX-License-Identifier: BSL-1.0
"""Types of SQL in words."""
from __future__ import annotations

import re
from typing import Set

from . import cpp
from .op import Name, in_public
from .sql import NoWord, Reader

PLAIN_TYPES = {
    "smallint": "small_integer", "int2": "small_integer", "integer": "integer", "int": "integer", "int4": "integer",
    "bigint": "big_integer", "int8": "big_integer", "smallserial": "small_serial", "serial": "serial",
    "bigserial": "big_serial", "varchar": "string", "character varying": "string", "text": "text",
    "boolean": "boolean", "bool": "boolean", "uuid": "uuid", "bytea": "bytea", "xml": "xml", "date": "date",
    "time": "time_of_day", "time without time zone": "time_of_day", "time with time zone": "time_of_day_tz",
    "timestamp": "timestamp", "timestamp without time zone": "timestamp", "timestamp with time zone": "timestamp_tz",
    "timestamptz": "timestamp_tz", "interval": "interval", "numeric": "numeric", "decimal": "numeric", "real": "real",
    "float4": "real", "float": "double_precision", "float8": "double_precision",
    "double precision": "double_precision", "json": "json", "jsonb": "jsonb", "tsvector": "tsvector", "inet": "inet",
    "cidr": "cidr", "macaddr": "macaddr", "bit varying": "bit_varying", "varbit": "bit_varying",
}
TYPES_WITH_ARGUMENTS = {
    "varchar": "string", "character varying": "string", "char": "character", "character": "character",
    "numeric": "numeric", "decimal": "numeric", "bit": "bit", "bit varying": "bit_varying",
    "timestamp with time zone": "timestamp_tz",
}


def type_word(text: str, enumerations: Set[Name]) -> str:
    """The word for a type that SQL writes so."""
    reader = Reader(text)
    collation = re.fullmatch(r'(.*\S)\s+COLLATE\s+"((?:[^"]|"")*)"', text, re.DOTALL | re.IGNORECASE)
    if collation:
        word = type_word(collation[1], enumerations)
        called = cpp.literal(collation[2].replace('""', '"'))
        return f"{word}.collate({called})"
    array = re.fullmatch(r"(.*\S)\s*\[\s*\]", text, re.DOTALL)
    if array:
        return f"array({type_word(array[1], enumerations)})"
    flat = re.sub(r"\s+", " ", text.strip()).lower()
    with_arguments = re.fullmatch(r"([a-z ]+?)\s?\(\s?(\d+(?:\s?,\s?\d+)?)\s?\)( with(?:out)? time zone)?", flat)
    if flat in PLAIN_TYPES:
        return PLAIN_TYPES[flat]
    if with_arguments:
        base = with_arguments[1] + (with_arguments[3] or "")
        arguments = re.sub(r"\s*,\s*", ", ", with_arguments[2])
        if base in TYPES_WITH_ARGUMENTS and ("," not in arguments or TYPES_WITH_ARGUMENTS[base] == "numeric"):
            return f"{TYPES_WITH_ARGUMENTS[base]}({arguments})"
    try:
        named = reader.qualified()
        reader.expect_end()
    except NoWord:
        return other_type(text)
    if in_public(named) in enumerations:
        return f"enumeration({cpp.literal(named[1])})" + (
            f".in_schema({cpp.literal(named[0])})" if named[0] else "")
    return other_type(text)


def other_type(text: str) -> str:
    """A type by its SQL, in lower case as PostgreSQL tells it."""
    return f"type({cpp.literal(text if re.search('[^ -!#-&(-~]', text) else text.lower())})"


INTEGERS = ("small_integer", "integer", "big_integer")
