#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""No feature of real schemas lacks its test. FEATURES.md of the corpus ranks them; each of its rows has a test case
that bears its number and its words, and a history that creates it, changes it and drops it. Prints them as a table,
with the words of which each history is made; `execute` is one of them where a feature has no word.

The corpus is no part of the project: it lies in ../shared/corpus beside it, or where STERNA_CORPUS says.
usage: complete.py [BUILD_DIRECTORY]
"""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = pathlib.Path(os.environ.get("STERNA_CORPUS", ROOT.parent / "shared" / "corpus"))
PARTS = ("made", "changed", "gone")
# What executes something, or says what is there
WORDS = {each[1] for header in sorted((ROOT / "include/sterna/op").glob("*.hpp"))
         for each in re.finditer(r"\[\[nodiscard\]\] const\w+ auto (\w+)\(", header.read_text())}


def rows_of(text):
    """The features: number and words, and without a number those that none of the schemas has."""
    rows = [(number, words) for number, words in re.findall(r"^\| (\d+) \| (.*?) \| \d+ \|", text, re.M)]
    unused = re.search(r"^## In none of the schemas\n\n(.*?)\n\n", text, re.M | re.S)
    return rows + [("", words.strip()) for words in re.split(r",(?![^(]*\))", unused[1])] if unused else rows


def unescaped(literal):
    return literal.replace('\\"', '"').replace("\\\\", "\\")


def cases_of(files):
    """Of each test case what is to be looked at; `files`: text by name."""
    cases = []
    for name, text in files.items():
        for tag, block in re.findall(r"^namespace f(\d+|_\w+) \{$(.*?)^\}  // namespace f\1$", text, re.M | re.S):
            case = re.search(r'TEST_CASE\("feature(?: (\d+))?: ((?:[^"\\]|\\.)*)"\) \{ (.*?) \}', block)
            feature = re.search(r'const feature it\{"(\w+)",\s*sterna::history<(.*?)>,', block, re.S)
            bodies = {part: re.search(rf"constexpr auto {part} =(.*?);\n(?=const)", block, re.S) for part in PARTS}
            cases.append({
                "file": name, "namespace": tag, "number": case[1] or "" if case else None,
                "words": unescaped(case[2]) if case else "", "runs": case[3] if case else "",
                "tag": feature[1] if feature else "", "history": re.sub(r"\s+", " ", feature[2]) if feature else "",
                "ops": {part: used_words(body[1]) if body else [] for part, body in bodies.items()},
            })
    return cases


def used_words(text):
    """The ops of a migration, without what is in its literals."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    return [word for word in dict.fromkeys(re.findall(r"\b(\w+)\(", bare)) if word in WORDS]


def look(rows, cases, compiled=None):
    """A line of the table for each row, and what is wrong."""
    lines, wrong = [], []
    by_row = {}
    for case in cases:
        named = f"{case['file']}, namespace f{case['namespace']}"
        if case["number"] is None:
            wrong.append(f"{named}: no test case")
            continue
        by_row.setdefault((case["number"], case["words"]), []).append(case)
        if (case["number"], case["words"]) not in rows:
            wrong.append(f"{named}: '{case['number']} {case['words']}' is no feature of the list")
        tag = case["number"] or case["namespace"]
        if not case["tag"] == case["namespace"] == tag or bool(case["number"]) == tag.startswith("_"):
            wrong.append(f"{named}: another number than its test case's, '{case['number']}'")
        if case["history"] != "rules, made, changed, gone" or case["runs"] != "it.expect();":
            wrong.append(f"{named}: does not run the three migrations")
        for part in PARTS:
            if not case["ops"][part]:
                wrong.append(f"{named}: '{part}' has no op")
        title = "feature" + " " * bool(case["number"]) + f"{case['number']}: {case['words']}"
        if compiled is not None and title not in compiled:
            wrong.append(f"{named}: not in the program of the tests")
    for row in rows:
        there = by_row.get(row, [])
        if len(there) != 1:
            wrong.append(f"{row[0]} {row[1]}: {len(there)} test cases".strip())
        for case in there:
            words = dict.fromkeys(word for part in PARTS for word in case["ops"][part])
            lines.append((row[0], row[1], case["file"], " ".join(words)))
    return lines, wrong


def planted(rows, files):
    """Faults in rows and test cases, each of which must be found."""
    first = next(iter(files))
    text = files[first]
    numbers = re.search(r"^namespace f(\d+) \{$.*?^\}  // namespace f\1$", text, re.M | re.S)
    block, number = numbers[0], numbers[1]
    broken = {
        "1 test cases": (rows, {**files, first: text.replace(block, "")}),
        "2 test cases": (rows, {**files, "again": block}),
        "is no feature": (rows, {**files, first: text.replace(f"feature {number}: ", f"feature {number}: un")}),
        "another number": (rows, {**files, first: text.replace(f'it{{"{number}"', 'it{"7777"')}),
        "does not run": (rows, {**files, first: text.replace(block, block.replace("changed, gone>", "changed>"))}),
        "has no op": (rows, {**files, first: text.replace(
            block, re.sub(r"drop\(.*?\);\n", "drop();\n", block, flags=re.S))}),
        "no test case": (rows, {**files, first: text.replace(block, block.replace("TEST_CASE", "CASE"))}),
        "new feature: 0 test cases": ([*rows, ("9999", "new feature")], files),
    }
    silent = []
    for what, (those, with_fault) in broken.items():
        wanted = "0 test cases" if what == "1 test cases" else what
        if not any(wanted in each for each in look(those, cases_of(with_fault))[1]):
            silent.append(what)
    case = cases_of(files)[0]
    if not any("not in the program" in each for each in look(rows, [case], compiled={"other"})[1]):
        silent.append("not in the program")
    return silent, len(broken) + 1


def main():
    ranking = CORPUS / "FEATURES.md"
    if not ranking.exists():
        print(f"skipped: {ranking} is not there (STERNA_CORPUS names the folder of the corpus)")
        print("0 passed, 0 failed, 1 skipped")
        return 0
    rows = rows_of(ranking.read_text())
    files = {each.name: each.read_text() for each in sorted(pathlib.Path(__file__).parent.glob("*.cpp"))}
    compiled = None
    program = pathlib.Path(sys.argv[1], "sterna_tests") if len(sys.argv) > 1 else None
    if program and program.exists():
        listed = subprocess.run([program, "--no-colors=true", "--list-test-cases", "-tc=feature*"], capture_output=True,
                                text=True, check=True).stdout
        compiled = set(listed.splitlines())
    lines, wrong = look(rows, cases_of(files), compiled)
    widths = [max(len(line[i]) for line in lines) for i in range(3)]
    for line in lines:
        cells = [line[0].rjust(widths[0]), line[1].ljust(widths[1]), line[2].ljust(widths[2]), line[3]]
        print("  ".join(cells).rstrip())
    without = [line for line in lines if "execute" in line[3].split()]
    print(f"{len(lines)} features, {len(without)} of them with `execute`: " + "; ".join(line[1] for line in without))
    for each in wrong:
        print("FAILED " + each)
    silent, plants = planted(rows, files)
    for each in silent:
        print(f"FAILED a planted fault is not found: {each}")
    if len(rows) < 190:
        print(f"FAILED only {len(rows)} features were found in {ranking}")
    failed = len(wrong) + len(silent) + (len(rows) < 190)
    print(f"{len(lines) + plants - len(silent)} passed, {failed} failed")
    return failed != 0


sys.exit(main())
