# SPDX-License-Identifier: BSL-1.0
"""C++ as text: literals, calls, and names of variables."""
from __future__ import annotations

import pathlib
import re
from typing import FrozenSet, List, Optional, Sequence, Set

WIDTH = 120


def literal(text: str) -> str:
    """A string literal; of several lines, or full of quotes, a raw one."""
    if ("\n" in text.strip("\n") or text.count('"') + text.count("\\") > 4) and "\r" not in text and "\0" not in text:
        tag = "sql" if ')"' in text else ""
        while f'){tag}"' in text:
            tag += "_"
        return f'R"{tag}({text}){tag}"'
    made = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    made = re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\{ord(found.group()):03o}", made)
    return '"' + made.replace("??", "?\\?") + '"'


def names(each: Sequence[str]) -> str:
    return "{" + ", ".join(literal(name) for name in each) + "}"


def call(word: str, arguments: Sequence[str], options: Sequence[str] = (), indent: int = 0,
         apart: bool = False) -> str:
    """`word(arguments).options`, on one line if it fits (and is not to stand `apart`, an argument a line)."""
    whole = f"{word}({', '.join(arguments)})" + "".join(options)
    if len(arguments) < 2 or (not apart and indent + len(whole) < WIDTH):
        return whole
    lines = [f"{word}({arguments[0]},"]
    lead = " " * (indent + 4)
    for at, argument in enumerate(arguments[1:], 2):
        argument += ")" + "".join(options) if at == len(arguments) else ","
        used = len(lines[-1]) + (indent if len(lines) == 1 else 0)
        if not apart and used + 1 + len(argument) < WIDTH:
            lines[-1] += " " + argument
        else:
            lines.append(lead + argument)
    return "\n".join(lines)


def _words_of(header: pathlib.Path) -> Optional[FrozenSet[str]]:
    """The names that a migration cannot have, as the command line of Sterna knows them."""
    try:
        text = header.read_text(encoding="utf-8")
    except OSError:
        return None
    lists = re.findall(r"to_array<std::string_view>\(\{(.*?)\}\)", text, re.DOTALL)
    return frozenset(re.findall(r'"(\w+)"', " ".join(lists))) or None


def slug(message: str) -> str:
    """The words of a message in lower case, at most 40 characters, as Alembic has them in names of files."""
    found = "_".join(re.findall(r"\w+", message)).lower()
    return found if len(found) <= 40 else found[:40].rsplit("_", 1)[0] + "_"


class Identifiers:
    """Gives each migration a variable's name: its slug, where that is free and no word of the library."""

    def __init__(self, include: pathlib.Path) -> None:
        self.reserved = _words_of(include / "sterna" / "cli" / "file" / "words.hpp")
        self.taken: Set[str] = set()

    def make(self, message: str, revision: str) -> str:
        made = _ascii(slug(message))
        if not made or made[0].isdigit():
            made = ("m_" + made).rstrip("_")
        # without the list nobody knows what a name would hide; no word of the library ends in a revision
        if made == "m" or self.reserved is None or made in self.reserved or made in self.taken:
            made += "_" + _ascii(revision)
        number, free = 2, made
        while free in self.taken:
            free, number = f"{made}_{number}", number + 1
        self.taken.add(free)
        return free


def _ascii(text: str) -> str:
    return re.sub("_+", "_", re.sub("[^A-Za-z0-9]", "_", text)).strip("_")


def indented(text: str, by: int) -> List[str]:
    """Lines, the first of them indented; those of raw literals, and those that stand already, stay as they are."""
    first, *more = text.split("\n")
    return [" " * by + first, *more]
