# SPDX-License-Identifier: BSL-1.0
"""SQL as tokens, and a reader that goes through them."""
from __future__ import annotations

import dataclasses
import re
from typing import Iterator, List, Optional, Tuple


class NoWord(Exception):
    """What stands here is none of the forms that have a word."""


@dataclasses.dataclass(frozen=True)
class Token:
    kind: str  # word, name (quoted), string, number, symbol
    text: str
    start: int
    end: int


TOKEN = re.compile(
    r"""(?P<space>\s+|--[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)
    |(?P<string>(?:[eE]'(?:[^'\\]|\\.|'')*'|(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*'
        |\$(?P<tag>[^\W\d]\w*|)\$.*?\$(?P=tag)\$))
    |(?P<name>(?:[uU]&)?"(?:[^"]|"")*")
    |(?P<word>[^\W\d][\w$]*)
    |(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)
    |(?P<symbol>::|[<>=!~@\#%^&|`?+*/-]+|.)""",
    re.VERBOSE | re.DOTALL)


def tokens(text: str) -> List[Token]:
    found: List[Token] = []
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "symbol"
        if kind == "tag":  # the tag of a dollar quote is a group inside of it
            kind = "string"
        if kind != "space":
            found.append(Token(kind, match.group(), match.start(), match.end()))
    return found


def statements(text: str) -> Iterator[Tuple[str, str]]:
    """The statements of a script without their semicolons, each with the comments and blanks that stand before it."""
    if re.search(r"\bBEGIN\s+ATOMIC\b", text, re.IGNORECASE):  # a body with semicolons of its own
        yield "", text.strip().rstrip(";")
        return
    start: Optional[int] = None
    before, depth, end = 0, 0, 0
    for token in tokens(text) + [Token("symbol", ";", len(text), len(text))]:
        depth += (token.text == "(") - (token.text == ")") if token.kind == "symbol" else 0
        if token.kind == "symbol" and token.text == ";" and depth <= 0:
            last = len(text) if start is None else end
            yield text[before:last if start is None else start], "" if start is None else text[start:last]
            start, before, depth = None, token.end, 0
            continue
        start = token.start if start is None else start
        end = token.end


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class Reader:
    """Goes through the tokens of one statement."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.at = 0

    def peek(self, ahead: int = 0) -> Optional[Token]:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else None

    def looks_at(self, *words: str) -> bool:
        """True where these words or symbols come next."""
        for ahead, word in enumerate(words):
            token = self.peek(ahead)
            if token is None or token.kind not in ("word", "symbol") or token.text.upper() != word:
                return False
        return True

    def accept(self, words: str) -> bool:
        """Goes on behind the words, separated by blanks, if they come next."""
        wanted = words.split()
        if not self.looks_at(*wanted):
            return False
        self.at += len(wanted)
        return True

    def expect(self, words: str) -> None:
        if not self.accept(words):
            raise NoWord(words)

    def done(self) -> bool:
        return self.at >= len(self.tokens)

    def expect_end(self) -> None:
        if not self.done():
            raise NoWord("more")

    def name(self) -> str:
        token = self.peek()
        if token is None or token.kind not in ("word", "name") or token.text[:2] in ('U&', 'u&'):
            raise NoWord("a name")
        self.at += 1
        return token.text[1:-1].replace('""', '"') if token.kind == "name" else token.text.lower()

    def qualified(self) -> Tuple[str, str]:
        """The schema, empty where none is said, and the name."""
        first = self.name()
        return (first, self.name()) if self.accept(".") else ("", first)

    def names(self) -> List[str]:
        self.expect("(")
        found = [self.name()]
        while self.accept(","):
            found.append(self.name())
        self.expect(")")
        return found

    def string(self) -> str:
        token = self.peek()
        if token is None or token.kind != "string" or not token.text.startswith("'"):
            raise NoWord("a text")
        self.at += 1
        return token.text[1:-1].replace("''", "'")

    def group(self) -> str:
        """What stands in the parentheses that come next, as it is written."""
        self.expect("(")
        first = self.at
        depth = 1
        while depth > 0:
            token = self.peek()
            if token is None:
                raise NoWord(")")
            depth += (token.text == "(") - (token.text == ")") if token.kind == "symbol" else 0
            self.at += 1
        return self.slice(first, self.at - 1)

    def until(self, *stops: str) -> str:
        """At least one token, up to one of the words (or pairs of words) or a comma outside of parentheses."""
        first, depth = self.at, 0
        while not self.done():
            token = self.tokens[self.at]
            if depth == 0 and self.at > first and any(self.looks_at(*stop.split()) for stop in stops):
                break
            if token.kind == "symbol":
                if depth == 0 and token.text in (",", ")", "]"):
                    break
                depth += (token.text in "([") - (token.text in ")]")
            self.at += 1
        if self.at == first:
            raise NoWord("an expression")
        return self.slice(first, self.at)

    def rest(self) -> str:
        first, self.at = self.at, len(self.tokens)
        if first == self.at:
            raise NoWord("more")
        return self.slice(first, self.at)

    def slice(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start:self.tokens[last - 1].end] if last > first else ""
