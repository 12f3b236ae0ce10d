#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""No op lacks anything. For every word of the DSL that is an op: its header, a test that says its exact SQL, its place
in a history that goes up, down and up again on a server with the same pg_dump (tests/history/round_trip), and for every
fault that its effect can come to a file in tests/reject. Prints all of that as a table.

usage: complete.py [BUILD_DIRECTORY]
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ROOT / "include" / "sterna"
# What the headers of ops declare besides: whom a privilege is on, the values of a row.
NO_OPS = re.compile(r"on_\w+|row|constexpr|noexcept|requires")
# Words that stand around ops: they execute nothing of their own.
AROUND = {"assume", "assume_safe", "baseline", "separately"}
SAYS_SQL = ("renders_as", "expect_sql", "expect_both", "expect_restored", "sql_of", "merged_text", "undo_of",
            "sql_text", "expect_plain")


def without_comments(text):
    return re.sub(r"//[^\n]*", "", text)


def balanced(text, start):
    """From the bracket at `start` to the one that closes it; brackets in literals do not count."""
    pairs, depth, at = {"(": ")", "{": "}"}, 0, start
    while at < len(text):
        raw = re.compile(r'R"(\w*)\((.*?)\)\1"', re.S).match(text, at)
        literal = raw or re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)\'').match(text, at)
        if literal:
            at = literal.end()
            continue
        depth += (text[at] == text[start]) - (text[at] == pairs[text[start]])
        at += 1
        if depth == 0:
            return text[start:at]
    return text[start:]


def declared_words():
    """Each word, and the header that declares it."""
    words = {}
    for header in sorted(SOURCES.glob("op/*.hpp")):
        text = without_comments(header.read_text())
        for begin in re.finditer(r"namespace (?:sterna::)?dsl \{", text):
            body = balanced(text, begin.end() - 1)
            for word in re.findall(r"\[\[nodiscard\]\] const\w+ auto (\w+)\(", body):
                if not NO_OPS.fullmatch(word):
                    words.setdefault(word, set()).add(str(header.relative_to(SOURCES)))
    return words


def functions():
    """The body of every function of the schema and of the ops, by its name: those of a name together."""
    bodies = {}
    for file in [*SOURCES.glob("schema/**/*.hpp"), *SOURCES.glob("op/**/*.hpp"), SOURCES / "history" / "replay.hpp"]:
        text = without_comments(file.read_text())
        for found in re.finditer(r"\b(\w+)\(", text):
            call = balanced(text, found.end() - 1)
            end = found.end() - 1 + len(call)
            head = re.compile(r"\s*(?:const|noexcept|\s)*\{").match(text, end)
            if head and found[1] not in ("if", "for", "while", "switch", "constexpr"):
                bodies[found[1]] = bodies.get(found[1], "") + balanced(text, head.end() - 1)
    return bodies


def verbs_of(header):
    """The effects that the header's ops have: its own, or the one that they share with others."""
    text = without_comments((SOURCES / header).read_text())
    effects = set(re.findall(r"\b(\w+_effect)\b", text))
    kinds = set(re.findall(r"op_kind::(\w+)", text))
    for other in SOURCES.glob("op/**/*.hpp"):
        for kind, effect in re.findall(r"verb (\w+)_verb\{.*?\b(\w+_effect)\b", other.read_text(), re.S):
            if kind in kinds:
                effects.add(effect)
    return effects


def faults_of(effects, bodies):
    """All that a call of these, and of what they call, may find."""
    found, seen, left = set(), set(), list(effects)
    while left:
        name = left.pop()
        if name in seen or name not in bodies:
            continue
        seen.add(name)
        found.update(re.findall(r"fault::(\w+)", bodies[name]))
        left += set(re.findall(r"\b(\w+)\(", bodies[name]))
    return found - {"none"}


def calls_that_say_sql(text):
    """The calls of a test that have a word of the DSL and exact SQL in them."""
    text = without_comments(text)
    calls = []
    for found in re.finditer(r"\b(" + "|".join(SAYS_SQL) + r")\(", text):
        call = balanced(text, found.end() - 1)
        behind = text[found.end() - 1 + len(call):][:40]
        if found[1] in ("sql_of", "undo_of", "merged_text", "sql_text") and not re.match(r"\s*==", behind):
            continue
        calls.append(call)
    # a word under a name of its own: `constexpr auto one = create_view(...)`
    named = dict((each[1], each[2]) for each in re.finditer(r"auto (\w+) =\s*(\w+)\(", text))
    return [call + " ".join(word + "(" for name, word in named.items() if re.search(rf"\b{name}\b", call))
            for call in calls]


def gather():
    tests = [calls_that_say_sql(each.read_text()) for each in sorted((ROOT / "tests").glob("op/*.cpp"))]
    listed = (ROOT / "tests/history/round_trip.cpp").read_text()
    histories = {}
    for each in sorted((ROOT / "tests/history/round_trip").glob("*.hpp")):
        if len(re.findall(rf"round_trip::{each.stem}::history", listed)) >= 3:  # the list, the run, and the scripts
            histories[each.stem] = without_comments(each.read_text())
    bodies = functions()
    words = declared_words()
    faults = {header: faults_of(verbs_of(header), bodies) for headers in words.values() for header in headers}
    return {
        "words": words,
        "calls": [call for calls in tests for call in calls],
        "histories": histories,
        "faults": faults,
        "rejects": {each.stem for each in (ROOT / "tests/reject").glob("*.cpp")},
        "tests": {each.stem for each in (ROOT / "tests").glob("op/*.cpp")},
    }


def look(at):
    """The rows of the table, and what is missing."""
    rows, missing = [], []
    for word, headers in sorted(at["words"].items()):
        use = re.compile(rf"\b{word}\(")
        header = sorted(headers)[0]
        if len(headers) != 1:
            missing.append(f"{word} is declared in {', '.join(sorted(headers))}")
        if pathlib.Path(header).stem not in at["tests"]:
            missing.append(f"{word}: no tests/op/{pathlib.Path(header).stem}.cpp")
        says = sum(bool(use.search(call)) for call in at["calls"])
        if says == 0 and word not in AROUND:
            missing.append(f"{word}: no test says its exact SQL")
        there = [name for name, text in at["histories"].items() if use.search(text)]
        if not there and word not in AROUND:
            missing.append(f"{word}: in no history of tests/history/round_trip")
        faults = at["faults"][header]
        for fault in sorted(faults - at["rejects"] - {"unsafe"}):
            missing.append(f"{word}: fault::{fault} has no tests/reject/{fault}.cpp")
        rows.append((word, header, str(says), " ".join(there), str(len(faults))))
    return rows, missing


def planted(at):
    """The same with gaps, each of which must be found, since a test that cannot fail shows nothing."""
    word = "create_index"
    gaps = {
        "no test says its exact SQL": {"calls": [c for c in at["calls"] if not re.search(rf"\b{word}\(", c)]},
        "in no history": {"histories": {n: t.replace(word + "(", "x(") for n, t in at["histories"].items()}},
        "has no tests/reject/index_exists.cpp": {"rejects": at["rejects"] - {"index_exists"}},
        "no tests/op/create_index.cpp": {"tests": at["tests"] - {word}},
        "is declared in": {"words": {**at["words"], word: {"op/create_index.hpp", "op/create_table.hpp"}}},
    }
    return [gap for gap, change in gaps.items()
            if not any(each.startswith(word) and gap in each for each in look({**at, **change})[1])]


def main():
    at = gather()
    rows, missing = look(at)
    head = ("word", "header", "tests of its SQL", "histories", "faults")
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(5)]
    for row in [head, *rows]:
        print("  ".join(each.ljust(width) for each, width in zip(row, widths)).rstrip())
    for each in missing:
        print("FAILED " + each)
    silent = planted(at)
    for each in silent:
        print(f"FAILED a planted gap is not found: {each}")
    if len(rows) < 100:
        print(f"FAILED only {len(rows)} words were found")
        missing.append("")
    lacking = {each.split(":")[0].split(" ")[0] for each in missing}
    print(f"{len(rows) - len(lacking) + 5 - len(silent)} passed, {len(missing) + len(silent)} failed")
    return len(missing) + len(silent) != 0


sys.exit(main())
