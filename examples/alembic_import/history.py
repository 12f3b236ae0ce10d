# SPDX-License-Identifier: BSL-1.0
"""Migrations as they come from Alembic, what is known of the schema between them, and how each is undone."""
from __future__ import annotations

import copy
import dataclasses
import re
from typing import Dict, List, Optional, Set

from . import cpp
from .op import Column, Name, Op, in_public, schema_option
from .sql import tokens


@dataclasses.dataclass
class Script:
    """One direction of a migration."""
    ops: List[Op] = dataclasses.field(default_factory=list)
    refused: str = ""   # why the Python does not go this way
    unknown: str = ""   # why nobody can say what it does without a database


@dataclasses.dataclass
class Migration:
    id: str
    message: str
    source: str = ""
    parents: List[str] = dataclasses.field(default_factory=list)
    labels: List[str] = dataclasses.field(default_factory=list)
    depends_on: List[str] = dataclasses.field(default_factory=list)
    up: Script = dataclasses.field(default_factory=Script)
    down: Optional[Script] = None  # None: an SQL script does not tell
    before: "Schema" = dataclasses.field(default_factory=lambda: Schema())
    after: "Schema" = dataclasses.field(default_factory=lambda: Schema())


@dataclasses.dataclass
class Schema:
    """What the ops so far have made: enough to know whether a library that knows the history can undo the next one."""
    tables: Dict[Name, Dict[str, str]] = dataclasses.field(default_factory=dict)  # the words for their columns' types
    indexes: Dict[Name, Name] = dataclasses.field(default_factory=dict)           # and their tables
    objects: Set[Name] = dataclasses.field(default_factory=set)                   # views, sequences, schemas
    enumerations: Set[Name] = dataclasses.field(default_factory=set)
    stale: Set[Name] = dataclasses.field(default_factory=set)  # tables that raw SQL may have changed
    said: Set[str] = dataclasses.field(default_factory=set)    # all that raw SQL names
    code: bool = False                                         # raw SQL has called what may do anything

    def may_hold(self, name: str) -> bool:
        """Whether raw SQL may have made something of that name."""
        return self.code or name.lower() in self.said

    def copy(self) -> "Schema":
        return copy.deepcopy(self)

    def columns(self, table: Optional[Name]) -> Optional[Dict[str, str]]:
        return None if table is None or in_public(table) in self.stale else self.tables.get(in_public(table))

    def derivable(self, op: Op) -> bool:
        """Whether Sterna can surely derive from the history so far what undoes the op."""
        if op.alone:
            return False
        if op.data_only:
            return True
        if op.raw or op.guarded or op.word == "add_enumeration_value":
            return False
        if op.word in ("drop_enumeration", "drop_view", "drop_sequence", "drop_schema"):
            assert op.object is not None
            return in_public(op.object) in self.enumerations | self.objects
        if op.word in ("drop_index", "rename_index"):
            assert op.object is not None
            return self.columns(self.indexes.get(in_public(op.object))) is not None
        if op.word == "alter_column":
            return self._restores(op)
        if op.table is None or op.word in ("create_table", "create_partition", "create_index"):
            return True
        return self.columns(op.table) is not None

    def _restores(self, op: Op) -> bool:
        known = self.columns(op.table)
        changed = op.columns[0]
        if known is None or changed.name not in known:
            return False
        if any("identity" in each for each in changed.attributes):
            return False
        return not changed.type or _casts_back(known[changed.name], changed.type)

    def apply(self, op: Op) -> None:
        """What is there after the op."""
        if op.raw:
            self._apply_raw(op)
            return
        table = in_public(op.table) if op.table else None
        known = self.tables.get(table) if table else None
        named = in_public(op.object) if op.object else ("", "")
        if op.word in ("create_table", "create_partition") and table:
            self.tables.setdefault(table, {column.name: column.type for column in op.columns})
        elif op.word == "drop_table" and table:
            self.tables.pop(table, None)
            self.indexes = {index: of for index, of in self.indexes.items() if of != table}
        elif op.word == "rename_table" and table and known is not None:
            self.tables[(table[0], named[1])] = self.tables.pop(table)
            self.indexes = {index: (table[0], named[1]) if of == table else of for index, of in self.indexes.items()}
        elif op.word == "create_index" and table:
            self.indexes[named] = table
        elif op.word == "drop_index":
            self.indexes.pop(named, None)
        elif op.word == "rename_index" and named in self.indexes:
            self.indexes[(named[0], _unquoted(op.arguments[1]))] = self.indexes.pop(named)
        elif op.word == "create_enumeration":
            self.enumerations.add(named)
        elif op.word == "drop_enumeration":
            self.enumerations.discard(named)
        elif op.word in ("create_view", "create_sequence", "create_schema"):
            self.objects.add(named)
        elif op.word in ("drop_view", "drop_sequence", "drop_schema"):
            self.objects.discard(named)
        elif known is not None:
            self._apply_to_columns(op, known)

    def _apply_to_columns(self, op: Op, known: Dict[str, str]) -> None:
        if op.word == "add_column":
            known.setdefault(op.columns[0].name, op.columns[0].type)
        elif op.word == "drop_column" and op.object:
            known.pop(op.object[1], None)
        elif op.word == "rename_column" and op.object:
            known[_unquoted(op.arguments[2])] = known.pop(op.object[1], "")
        elif op.word == "alter_column" and op.columns[0].type:
            known[op.columns[0].name] = op.columns[0].type

    def _apply_raw(self, op: Op) -> None:
        if op.data_only:
            return
        said = {token.text.strip('"').lower() for token in tokens(op.sql)}
        code = bool(CODE.match(op.sql))
        self.said |= said
        self.code = self.code or code
        self.stale |= {table for table in self.tables if code or table[1].lower() in said}


#: Statements that may do more than they name.
CODE = re.compile(r"\s*(DO|SELECT|CALL|WITH|CREATE\s+EXTENSION)\b", re.IGNORECASE)


def _unquoted(literal: str) -> str:
    return literal[1:-1].replace('\\"', '"').replace("\\\\", "\\")


FAMILIES = ("string", "text", "character", "unicode"), ("small_integer", "integer", "big_integer", "numeric", "real",
            "double_precision", "serial", "big_serial", "small_serial"), ("timestamp", "timestamp_tz", "date")


def _casts_back(old: str, new: str) -> bool:
    """Whether values of the new type become those of the old one by themselves."""
    bare = re.sub(r"^type\((.*)\)$", r"\1", new)
    first, second = (re.split(r"\W", word, maxsplit=1)[0] for word in (old, bare))
    return ".using_(" not in new and any(first in family and second in family for family in FAMILIES)


# ---- how a person would have written it


def folded(ops: List[Op]) -> List[Op]:
    """Comments on columns go into the columns, changes of one column into one op."""
    made: List[Op] = []
    for op in ops:
        change = op.word == "alter_column" and not op.outside and made
        if not change or not (_into_column(op, made) or _into_change(op, made[-1])):
            made.append(op)
    return made


def _same_table(a: Op, b: Op) -> bool:
    return a.table is not None and b.table is not None and in_public(a.table) == in_public(b.table)


def _into_column(op: Op, made: List[Op]) -> bool:
    said = op.columns[0]
    if said.type or not said.attributes[0].startswith("comment(") or said.attributes[0] == 'comment("")':
        return False
    for earlier in reversed(made):
        if not _same_table(earlier, op) or earlier.word in ("rename_table", "rename_column", "drop_table"):
            return False
        if earlier.word in ("create_table", "add_column"):
            for column in earlier.columns:
                if column.name == said.name and not any(each.startswith("comment(") for each in column.attributes):
                    column.attributes.append(said.attributes[0])
                    return True
            if earlier.word == "create_table":
                return False
    return False


def _rank(column: Column) -> int:
    """Alembic's order: the type, NOT NULL, the default, the comment."""
    last = column.attributes[-1] if column.attributes else ""
    return 0 if not last else 1 if last in ("not_null", "nullable") else 3 if last.startswith("comment(") else 2


def _into_change(op: Op, earlier: Op) -> bool:
    if earlier.word != "alter_column" or not _same_table(earlier, op) or earlier.object != op.object:
        return False
    before, said = earlier.columns[0], op.columns[0]
    if said.type or _rank(said) <= _rank(before) or any("identity" in each for each in said.attributes):
        return False
    before.attributes += said.attributes
    return True


# ---- how it is undone


@dataclasses.dataclass
class Undoing:
    """What stands behind `.upgrade(...)`."""
    ops: Optional[List[Op]] = None  # None: nothing is written, so that it is derived
    irreversible: str = ""
    unknown: str = ""
    note: str = ""


def undoing(migration: Migration) -> Undoing:
    up = migration.up.ops
    if migration.up.unknown:  # whoever writes the rest looks at this too
        return Undoing(ops=migration.down.ops if migration.down else [])
    derivable = _all_derivable(migration)
    if migration.down is None:
        return Undoing() if derivable else Undoing(irreversible="the SQL script does not tell how it is undone")
    down = migration.down
    if down.refused:
        return Undoing(irreversible=down.refused)
    if down.unknown and not derivable:
        return Undoing(unknown=down.unknown)
    if not down.ops and not down.unknown:
        if not up:
            return Undoing()
        only_raw = all(op.raw for op in up)
        return Undoing(ops=[]) if only_raw else Undoing(irreversible="Alembic's downgrade does nothing")
    if derivable and up and not any(op.raw for op in down.ops):
        note = "" if _mirrors(up, down.ops) else "Alembic's restores something else."
        return Undoing(note=note)
    return Undoing(ops=down.ops + _forgotten(migration))


def _all_derivable(migration: Migration) -> bool:
    schema = migration.before.copy()
    for op in migration.up.ops:
        if not schema.derivable(op):
            return False
        schema.apply(op)
    return True


def _forgotten(migration: Migration) -> List[Op]:
    """Enumerations that the upgrade has made, and Alembic's downgrade leaves behind."""
    made = migration.after.enumerations - migration.before.enumerations
    dropped = {in_public(op.object) for op in migration.down.ops if op.word == "drop_enumeration" and op.object} \
        if migration.down else set()
    return [Op("drop_enumeration", [cpp.literal(name[1])], schema_option(name) if name[0] != "public" else [],
               object=name, comment="Alembic leaves it behind, and fails where it is to be created again.")
            for name in sorted(made - dropped)]


CONTAINERS = ("table", "column", "enumeration", "schema", "view", "sequence")


def _subjects(ops: List[Op], other_way: bool) -> Set[str]:
    """What the ops make and take away, as the way back would say it."""
    found: Set[str] = set()
    whole = {in_public(op.table) for op in ops if op.word in ("create_table", "drop_table") and op.table}
    for op in ops:
        verb, _, noun = op.word.partition("_")
        if noun not in CONTAINERS or verb in ("alter", "rename"):
            continue
        if noun == "column" and op.table and in_public(op.table) in whole:
            continue  # goes with its table
        makes = verb in ("create", "add")
        name = op.columns[0].name if op.word == "add_column" else op.object[1] if op.object else ""
        found.add(f"{'+' if makes != other_way else '-'} {noun} {in_public(op.table) if op.table else ''} {name}")
    return found


def _mirrors(up: List[Op], down: List[Op]) -> bool:
    """Whether the downgrade takes away and brings back what the derived one does."""
    return _subjects(up, True) == _subjects(down, False)
