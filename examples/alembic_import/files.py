# SPDX-License-Identifier: BSL-1.0
"""Migrations as files of C++."""
from __future__ import annotations

import pathlib
from typing import List

from . import cpp
from .cpp import indented, literal
from .history import Migration, Op, folded, undoing


def script_lines(word: str, ops: List[Op]) -> List[str]:
    """`.upgrade(...)` with its ops."""
    if not ops:
        return [f"        .{word}()"]
    lines = [f"        .{word}("]
    for op in ops:
        if op.comment:
            lines.append(" " * 12 + "// " + op.comment)
        lines += indented(op.text(12), 12)
        lines[-1] += ")" if op is ops[-1] else ","
    return lines


def refusal(direction: str, why: str) -> str:
    said = f"Alembic's {direction}() asks the database: {why}; write what it does, and delete this line"
    return f"static_assert(false, {literal(said)});"


def text_of(migration: Migration, name_space: str, identifier: str) -> str:
    """The whole file."""
    undo = undoing(migration)
    lines = ["#pragma once", "", "#include <sterna/dsl.hpp>", "", f"namespace {name_space} {{",
             "using namespace sterna::dsl;", ""]
    if migration.source:
        lines.append(f"// Imported from {migration.source}.")
    if undo.note:
        lines.append(f"// The downgrade is derived. {undo.note}")
    lines += [refusal("upgrade", migration.up.unknown)] if migration.up.unknown else []
    lines += [refusal("downgrade", undo.unknown)] if undo.unknown else []
    body = [f"inline constexpr auto {identifier} =",
            f"    migration({literal(migration.id)}, {literal(migration.message)})"]
    for word, ids in (("revises", migration.parents), ("branch_label", migration.labels),
                      ("depends_on", migration.depends_on)):
        if ids:
            body.append(f"        .{word}({', '.join(literal(each) for each in ids)})")
    if migration.up.ops:
        body += script_lines("upgrade", folded(migration.up.ops))
    if undo.ops is not None:
        body += script_lines("downgrade", folded(undo.ops))
    if undo.irreversible:
        body.append(f"        .irreversible({literal(undo.irreversible)})")
    body[-1] += ";"
    return "\n".join([*lines, *body, "", f"}}  // namespace {name_space}", ""])


def write(migrations: List[Migration], output: pathlib.Path, name_space: str, include: pathlib.Path) -> List[str]:
    """Writes a file for each migration, and none if one of them is there already. Returns their paths."""
    identifiers = cpp.Identifiers(include)
    texts = {}
    for migration in migrations:
        name = "_".join(part for part in (migration.id, cpp.slug(migration.message)) if part) + ".hpp"
        texts[output / name] = text_of(migration, name_space, identifiers.make(migration.message, migration.id))
    there = [str(path) for path in texts if path.exists()]
    if there:
        raise FileExistsError(", ".join(there))
    output.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in texts]
