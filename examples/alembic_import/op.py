# SPDX-License-Identifier: BSL-1.0
"""One op of a migration, in words."""
from __future__ import annotations

import dataclasses
from typing import List, Optional, Set, Tuple

from . import cpp

WIDE = -10000  # so far to the left that all fits on one line
Name = Tuple[str, str]  # schema (empty: the search path decides) and name


@dataclasses.dataclass
class Column:
    name: str
    type: str  # the word
    attributes: List[str] = dataclasses.field(default_factory=list)

    def text(self) -> str:
        return f"column({', '.join([cpp.literal(self.name), self.type, *self.attributes])})"


@dataclasses.dataclass
class Op:
    """One op of a migration."""
    word: str
    arguments: List[str]
    options: List[str] = dataclasses.field(default_factory=list)
    sql: str = ""
    table: Optional[Name] = None
    object: Optional[Name] = None       # what it makes, drops or changes, if not the table itself
    columns: List[Column] = dataclasses.field(default_factory=list)  # of create_table, add_column, alter_column
    constraints: List[str] = dataclasses.field(default_factory=list)  # of create_table
    names: Set[str] = dataclasses.field(default_factory=set)          # of constraints that create_table makes
    comment: str = ""
    outside: bool = False

    @property
    def raw(self) -> bool:
        return self.word == "execute"

    @property
    def data_only(self) -> bool:
        return self.raw and ".as()" in self.options

    @property
    def guarded(self) -> bool:
        """What it does hangs on what is there."""
        return any(option in (".if_exists()", ".if_not_exists()", ".cascade()") for option in self.options)

    @property
    def alone(self) -> bool:
        """Outside a transaction, where the word has no way to say so."""
        return self.outside and ".concurrently()" not in self.options

    def text(self, indent: int) -> str:
        if not self.alone:
            return self.words(indent)
        said = [] if self.raw else [f".as({self.words(WIDE)})"]
        made = self.words(indent) if self.raw else f"execute({cpp.literal(self.sql)})"
        return made + "".join(said) + ".outside_transaction()"

    def words(self, indent: int) -> str:
        columns = [] if self.word == "alter_column" else [column.text() for column in self.columns]
        if self.word == "alter_column":
            columns = ([self.columns[0].type] if self.columns[0].type else []) + self.columns[0].attributes
        parts = [*self.arguments, *columns, *self.constraints]
        return cpp.call(self.word, parts, self.options, indent, self.word == "create_table" and len(parts) > 3)


def in_public(name: Name) -> Name:
    return (name[0] or "public", name[1])


def schema_option(name: Name) -> List[str]:
    return [f".schema({cpp.literal(name[0])})"] if name[0] else []
