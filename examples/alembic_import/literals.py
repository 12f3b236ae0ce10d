# SPDX-License-Identifier: BSL-1.0
"""Values of Python as literals of SQL."""
from __future__ import annotations

import datetime
import decimal
import enum
import json
import uuid
from typing import Any

import sqlalchemy

from .sql import literal


class NeedsDatabase(Exception):
    """A migration asks for what only a database can tell."""


def literal_of(value: Any, type_: Any, dialect: Any) -> str:
    """A value that SQLAlchemy has no literal for."""
    processor = type_.dialect_impl(dialect).bind_processor(dialect) if type_ is not None else None
    if processor is not None and not isinstance(value, (bytes, bytearray, list)):
        value = processor(value)
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, enum.Enum):
        return literal(value.name)
    if isinstance(value, (int, float, decimal.Decimal)):
        return str(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"'\\x{bytes(value).hex()}'"
    if isinstance(value, (list, tuple)) and isinstance(type_, sqlalchemy.types.ARRAY):
        return "ARRAY[" + ", ".join(literal_of(each, type_.item_type, dialect) for each in value) + "]"
    if isinstance(value, (dict, list)):
        return literal(json.dumps(value))
    if isinstance(value, datetime.timedelta):
        return literal(f"{value.days} days {value.seconds}.{value.microseconds:06d} seconds")
    if isinstance(value, (str, uuid.UUID, datetime.date, datetime.time)):
        return literal(str(value))
    raise NeedsDatabase(f"nobody knows how a {type(value).__name__} is written as SQL")


def compiler_with_literals(base: Any) -> Any:
    """SQLAlchemy's compiler, with a literal for every value."""

    class Compiler(base):  # type: ignore[misc]
        def render_literal_value(self, value: Any, type_: Any, **more: Any) -> str:
            if isinstance(value, str) and isinstance(type_, sqlalchemy.types.String):
                return literal(value)
            try:
                if not isinstance(value, (bytes, dict, list)):
                    return super().render_literal_value(value, type_, **more)
            except Exception:  # of whatever class; the versions differ
                pass
            return literal_of(value, type_, self.dialect)

    return Compiler
