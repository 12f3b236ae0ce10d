# SPDX-License-Identifier: BSL-1.0
"""What tables are made of, in words: columns, defaults, constraints, options of sequences."""
from __future__ import annotations

import dataclasses
import re
from typing import List, Optional, Set, Tuple

from . import cpp
from .op import Column, Name, Op
from .sql import NoWord, Reader
from .type_words import INTEGERS, type_word

COLUMN_STOPS = ("DEFAULT", "NOT NULL", "NULL", "GENERATED", "CONSTRAINT", "PRIMARY KEY", "UNIQUE", "CHECK",
                "REFERENCES", "USING")
ACTIONS = {"NO ACTION": "no_action", "RESTRICT": "restrict", "CASCADE": "cascade", "SET NULL": "set_null",
           "SET DEFAULT": "set_default"}


def default_word(text: str) -> str:
    if re.fullmatch(r"'(?:[^']|'')*'", text):
        return f"server_default({cpp.literal(text[1:-1].replace(chr(39) * 2, chr(39)))})"
    if re.fullmatch(r"-?(?:0|[1-9]\d{0,17})", text) or text.lower() in ("true", "false"):
        return f"server_default({text.lower()})"
    return f"server_default(sql({cpp.literal(text)}))"


def reference_options(reader: Reader) -> List[str]:
    """What stands behind the columns that a foreign key refers to."""
    found: List[str] = []
    while True:
        if reader.accept("MATCH FULL"):
            found.append("match_full")
        elif reader.accept("MATCH SIMPLE") or reader.accept("NOT DEFERRABLE"):
            continue
        elif reader.looks_at("ON", "DELETE") or reader.looks_at("ON", "UPDATE"):
            word = "on_delete" if reader.accept("ON DELETE") else "on_update"
            if word == "on_update":
                reader.expect("ON UPDATE")
            action = next((name for name in ACTIONS if reader.accept(name)), None)
            if action is None:
                raise NoWord("an action")
            only = f", {cpp.names(reader.names())}" if reader.looks_at("(") else ""
            found.append(f"{word}({ACTIONS[action]}{only})")
        else:
            break
    return found + deferrable_options(reader)


def deferrable_options(reader: Reader) -> List[str]:
    deferrable = deferred = False
    while True:
        if reader.accept("DEFERRABLE"):
            deferrable = True
        elif reader.accept("INITIALLY DEFERRED"):
            deferred = True
        elif not (reader.accept("INITIALLY IMMEDIATE") or reader.accept("NOT DEFERRABLE")):
            return ["initially_deferred"] if deferred else ["deferrable"] if deferrable else []


@dataclasses.dataclass
class Constraint:
    """A constraint of a table, in words."""
    kind: str  # primary_key, unique, check, foreign_key, exclude
    name: str = ""
    columns: List[str] = dataclasses.field(default_factory=list)
    arguments: List[str] = dataclasses.field(default_factory=list)  # behind the columns; of a check, its expression
    options: List[str] = dataclasses.field(default_factory=list)

    def text(self) -> str:
        columns = [cpp.names(self.columns)] if self.columns else []
        made = f"{self.kind}({', '.join(columns + self.arguments)})" + "".join(self.options)
        return f"constraint({cpp.literal(self.name)}, {made})" if self.name else made

    def of_column(self) -> Optional[Tuple[str, str]]:
        """The column and the attribute that say the same, where PostgreSQL would give both the same name."""
        if self.name or len(self.columns) != 1 or self.options:
            return None
        if self.kind == "foreign_key":
            table, referred, *more = self.arguments
            referred = referred[1:-1]
            if '", "' in referred:
                return None
            return self.columns[0], f"references({', '.join([table, referred, *more])})"
        return self.columns[0], self.kind


def key_options(reader: Reader) -> List[str]:
    included = [f".include({cpp.names(reader.names())})"] if reader.accept("INCLUDE") else []
    return included + [f".{option}()" for option in deferrable_options(reader)]


def constraint(reader: Reader) -> Constraint:
    """From CONSTRAINT, or the word behind its name, on."""
    name = reader.name() if reader.accept("CONSTRAINT") else ""
    if reader.accept("PRIMARY KEY"):
        return Constraint("primary_key", name, reader.names(), options=key_options(reader))
    if reader.accept("UNIQUE"):
        nulls = [".nulls_not_distinct()"] if reader.accept("NULLS NOT DISTINCT") else []
        reader.accept("NULLS DISTINCT")
        return Constraint("unique", name, reader.names(), options=nulls + key_options(reader))
    if reader.accept("CHECK"):
        return Constraint("check", name, [], [cpp.literal(reader.group())],
                          [".no_inherit()"] if reader.accept("NO INHERIT") else [])
    if reader.looks_at("EXCLUDE"):
        keys, options = exclusion(reader)
        return Constraint("exclude", name, [], [keys], options)
    if reader.accept("FOREIGN KEY"):
        columns = reader.names()
        return Constraint("foreign_key", name, columns, referred(reader, True))
    raise NoWord("a constraint")


def referred(reader: Reader, braces: bool) -> List[str]:
    """From REFERENCES on: the table, its columns, the options."""
    reader.expect("REFERENCES")
    table = reader.qualified()
    columns = reader.names() if reader.looks_at("(") else []
    if braces and not columns:
        raise NoWord("the columns that a foreign key refers to")
    in_words = [cpp.names(columns)] if braces else [cpp.literal(name) for name in columns]
    schema = [f"referred_schema({cpp.literal(table[0])})"] if table[0] else []
    return [cpp.literal(table[1]), *in_words, *schema, *reference_options(reader)]


def column(reader: Reader, enumerations: Set[Name]) -> Column:
    """A definition of a column, up to the comma or parenthesis behind it."""
    made = Column(reader.name(), type_word(reader.until(*COLUMN_STOPS), enumerations))
    say = made.attributes.append
    while not reader.done() and not reader.looks_at(",") and not reader.looks_at(")"):
        if reader.accept("NOT NULL"):
            say("not_null")
        elif reader.accept("NULL"):
            continue
        elif reader.accept("DEFAULT"):
            say(default_word(reader.until(*COLUMN_STOPS)))
        elif reader.accept("GENERATED"):
            say(generated(reader))
        elif reader.accept("PRIMARY KEY"):
            say("primary_key")
            if made.type in INTEGERS:
                say("no_identity")
        elif reader.accept("UNIQUE"):
            say("unique")
        else:
            name = reader.name() if reader.accept("CONSTRAINT") else ""
            if reader.accept("CHECK"):
                said = f"check({cpp.literal(reader.group())})"
            else:
                said = f"references({', '.join(referred(reader, False))})"
            say(f"constraint({cpp.literal(name)}, {said})" if name else said)
    if any(said.startswith("identity") for said in made.attributes):
        made.attributes = [said for said in made.attributes if said not in ("no_identity", "not_null")]
    return made


def generated(reader: Reader) -> str:
    always = reader.accept("ALWAYS")
    if not always:
        reader.expect("BY DEFAULT")
    reader.expect("AS")
    if not reader.accept("IDENTITY"):
        expression = reader.group()
        reader.expect("STORED")
        return f"generated({cpp.literal(expression)})"
    return "identity" + ".always()" * always + identity_options(reader)


def identity_options(reader: Reader) -> str:
    options: List[str] = []
    if reader.accept("("):
        options = sequence_options(reader, ")")
        reader.expect(")")
    return "".join("." + (option if option.endswith(")") else option + "()") for option in options)


#: The options of a sequence in SQL, and their words; those with a number take it as an argument.
SEQUENCE_OPTIONS = {"START WITH": "start", "START": "start", "INCREMENT BY": "increment", "INCREMENT": "increment",
                    "MINVALUE": "min_value", "MAXVALUE": "max_value", "CACHE": "cache"}
SEQUENCE_FLAGS = {"NO MINVALUE": "", "NO MAXVALUE": "", "NO CYCLE": "", "CYCLE": "cycle"}  # empty: so it is unsaid


def sequence_options(reader: Reader, end: str = "") -> List[str]:
    """The options of a sequence or an identity that is made, up to the end of the statement or a symbol."""
    found: List[str] = []
    while not reader.done() and not (end and reader.looks_at(end)):
        flag = next((words for words in SEQUENCE_FLAGS if reader.accept(words)), None)
        option = None if flag else next((words for words in SEQUENCE_OPTIONS if reader.accept(words)), None)
        if flag:
            found += [SEQUENCE_FLAGS[flag]] if SEQUENCE_FLAGS[flag] else []
        elif option:
            found.append(f"{SEQUENCE_OPTIONS[option]}({number(reader)})")
        else:
            raise NoWord("an option of a sequence")
    return found


def number(reader: Reader) -> str:
    sign = "-" if reader.accept("-") else ""
    token = reader.peek()
    if token is None or not token.text.isdigit() or len(token.text) > 18:
        raise NoWord("a number")
    reader.at += 1
    return sign + token.text


def parameters(reader: Reader) -> List[str]:
    """`(fillfactor = 50, ...)` as calls: with("fillfactor", 50)."""
    found: List[str] = []
    reader.expect("(")
    while True:
        name = reader.name()
        reader.expect("=")
        value = reader.until().strip("'")
        plain = re.fullmatch(r"-?\d{1,18}|true|false", value)
        found.append(f"with({cpp.literal(name)}, {value if plain else cpp.literal(value)})")
        if not reader.accept(","):
            reader.expect(")")
            return found


def exclusion(reader: Reader) -> Tuple[str, List[str]]:
    """From EXCLUDE on: the keys with their operators, and the options."""
    reader.expect("EXCLUDE")
    method = reader.name() if reader.accept("USING") else "gist"
    options = [f".using_({cpp.literal(method)})"] if method != "gist" else []
    keys: List[str] = []
    reader.expect("(")
    while not reader.accept(")"):
        key = index_key(reader)
        reader.expect("WITH")
        operator = reader.peek()
        if operator is None or operator.kind != "symbol":
            raise NoWord("an operator")
        reader.at += 1
        keys.append(f"{{{key[4:-1] if key.startswith('key(sql(') and key.endswith('))') else key}, "
                    f"{cpp.literal(operator.text)}}}")
        if not reader.accept(",") and not reader.looks_at(")"):
            raise NoWord("a comma")
    if reader.accept("WHERE"):
        options.append(f".where({cpp.literal(reader.group())})")
    return "{" + ", ".join(keys) + "}", options + [f".{option}()" for option in deferrable_options(reader)]


def add_to_table(table: Op, said: Constraint) -> None:
    table.names.add(said.name)
    short = said.of_column()
    columns = [each for each in table.columns if short and each.name == short[0]]
    if short is None or not columns or (short[1] in ("primary_key", "unique") and short[1] in columns[0].attributes):
        table.constraints.append(said.text())
        return
    attributes = columns[0].attributes
    if short[1] != "primary_key":
        attributes.append(short[1])
        return
    if "not_null" in attributes:
        attributes.remove("not_null")
    attributes.insert(0, "primary_key")
    if columns[0].type in INTEGERS and not any(each.startswith("identity") for each in attributes):
        attributes.insert(1, "no_identity")


def index_key(reader: Reader) -> str:
    if reader.looks_at("("):
        said = f"sql({cpp.literal(reader.group())})"
    else:
        token = reader.peek()
        behind = reader.peek(1)
        if token and behind and token.kind == "word" and behind.text == "(":  # a function's call
            first = reader.at
            reader.name()
            reader.group()
            said = f"sql({cpp.literal(reader.slice(first, reader.at))})"
        else:
            said = cpp.literal(reader.name())
    options = ""
    if reader.accept("COLLATE"):
        options += f".collate({cpp.literal(reader.name())})"
    token = reader.peek()
    if token and token.kind == "word" and token.text.upper() not in ("ASC", "DESC", "NULLS", "WITH"):
        first = reader.at
        reader.qualified()
        if reader.looks_at("("):
            raise NoWord("options of an operator class")
        options += f".ops({cpp.literal(reader.slice(first, reader.at))})"
    order = "desc" if reader.accept("DESC") else "asc" if reader.accept("ASC") else ""
    if reader.accept("NULLS FIRST"):
        options += ".nulls_first()"
    elif reader.accept("NULLS LAST"):
        options += ".nulls_last()"
    if order and options:
        return f"{order}(key({said}){options})"
    return f"{order}({said})" if order else f"key({said}){options}" if options or said.startswith("sql(") else said
