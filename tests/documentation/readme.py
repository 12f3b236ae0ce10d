#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What README.md shows must be true.

Its first program is examples/overview/main.cpp, every C++ block and every table of words compiles, the compile error
is the one that g++ prints, and each option and each fault is there. A block that is no whole file has a comment in
front of its fence that says what it is: <!-- fragment: KIND -->; a table whose first column is code:
<!-- table: KIND -->. The kinds are those of FRAGMENTS and TABLES. Commands with their output are for commands.py.

    readme.py BUILD [README]
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "tests")
README = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "README.md")
OVERVIEW = ROOT / "examples" / "overview" / "main.cpp"

# A fragment goes in place of @.
FRAGMENTS = {
    "ops": '#include <sterna/sterna.hpp>\nusing namespace sterna::dsl;\n'
           'inline constexpr auto m = migration("a", "a").upgrade(\n@\n);\n',
    "history": '#include <sterna/dsl.hpp>\nusing namespace sterna::dsl;\n@\n',
    "calls": '#include <sterna/sterna.hpp>\nnamespace app {\nusing namespace sterna::dsl;\n'
             'inline constexpr auto history = sterna::history<>;\n}\n'
             '#include <chrono>\n#include <cstdio>\n#include <string>\nvoid f() {\n@\n}\n',
    "cli": '#include <sterna/cli/main.hpp>\n#include <string_view>\nnamespace app {\n'
           'inline constexpr auto history = sterna::history<>;\n}\n@\n',
}
# Each piece of code in the first column of a table goes in place of @.
TABLES = {
    "ops": 'migration("a", "a").upgrade(@)',
    "attributes": 'migration("a", "a").upgrade(create_table("t", column("c", integer, @)))',
    "tables": 'migration("a", "a").upgrade(create_table("parent", column("p", integer)), '
              'create_table("t", column("c", integer), @))',
    "types": 'migration("a", "a").upgrade(create_table("t", column("c", @)))',
    "index": 'migration("a", "a").upgrade(create_index("i", "t", {"c"})@)',
    "backfill": 'migration("a", "a").upgrade(backfill("t", "c", 1)@)',
}

passed = failed = 0


def check(name, problem):
    """One check: `problem` is empty where it is passed."""
    global passed, failed
    if problem:
        failed += 1
        print(f"FAILED {name}\n    " + problem.strip().replace("\n", "\n    "))
    else:
        passed += 1
        print(f"ok {name}")


def include_options():
    options = ["-I", str(ROOT / "include"), "-I", str(ROOT)]
    try:
        asked = subprocess.run(["pg_config", "--includedir"], capture_output=True, text=True)
        libpq = asked.stdout.strip()
    except OSError:
        libpq = ""
    return options + ["-isystem", libpq or "/usr/include/postgresql"]


COMPILE = ["g++", "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-fdiagnostics-color=never", *include_options()]


def compile_text(text, directory, name="main.cpp"):
    """What g++ says of a file, and whether it took it."""
    file = pathlib.Path(directory) / name
    file.write_text(text)
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    command = [*COMPILE[:1], "-I", "precompiled", *COMPILE[1:], name]  # where there is nothing, the headers themselves
    done = subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True)
    return done.returncode == 0, done.stderr


def blocks(lines):
    """Each fenced block: language, the comment in front of it, number of its first line, text."""
    number = 0
    while number < len(lines):
        if lines[number].startswith("```"):
            language = lines[number][3:].strip()
            comment = lines[number - 1].strip() if number > 0 and lines[number - 1].startswith("<!--") else ""
            end = lines.index("```", number + 1)
            yield language, comment, number + 2, "\n".join(lines[number + 1:end]) + "\n"
            number = end
        number += 1


def tables(lines):
    """Each marked table: its kind, and the rows of code with their line numbers."""
    for number, line in enumerate(lines):
        marked = re.fullmatch(r"<!-- table: (\w+) -->", line.strip())
        if marked:
            row = number + 3  # behind the head and its rule
            pieces = []
            while row < len(lines) and lines[row].startswith("|"):
                pieces += [(row + 1, code) for code in re.findall(r"`([^`]+)`", lines[row].split("|")[1])]
                row += 1
            yield marked[1], number + 1, pieces


def members(header, struct):
    """The names that a struct or an enumeration of a header declares."""
    text = (ROOT / "include" / "sterna" / header).read_text()
    body = re.search(struct + r"[^{]*\{\n(.*?)\n\};", text, re.S)[1]
    body = re.sub(r"//.*", "", body)
    if struct.startswith("enum"):
        return re.findall(r"^\s*(\w+)\s*,?\s*$", body, re.M)
    return re.findall(r"(\w+)\s*(?:\{\}|=[^;]*);", body)


def error_problem(comment, shown, program, directory):
    """Why the error shown is not the one that g++ prints for the mistake that the comment describes."""
    mistake = re.fullmatch(r"<!-- error of: (.+) => (.+) -->", comment)
    if not mistake or program.count(mistake[1]) != 1:
        return "the comment in front of the error names no text that the program holds once"
    good, said = compile_text(program.replace(mistake[1], mistake[2]), directory, "main.cpp")
    if good:
        return "the mistake compiles"
    sentence = re.search(r'text<\d+>\{"(.*?)"\}', shown)
    if not sentence:
        return 'the error shown holds no text<...>{"..."}'
    plain = sentence[1].replace("\\'", "'")
    if plain not in said.replace("\\'", "'"):
        return f"g++ does not say: {plain}\n{said}"
    version = subprocess.run(["g++", "-dumpversion"], capture_output=True, text=True).stdout.split(".")[0]
    if version == "12":  # others word the line around the sentence differently
        for line in shown.splitlines():
            # lines may shift in the library's headers, and paths are shortened
            wanted = re.sub(r"^\S*:\d+:\d+: error: ", "error: ", line)
            if wanted not in said:
                return f"g++ does not print: {wanted}\n{said}"
    return ""


def main():
    text = README.read_text()
    lines = text.splitlines()
    found = list(blocks(lines))
    programs = [block for block in found if block[0] == "cpp"]

    overview = OVERVIEW.read_text().split("\n", 1)[1]
    first = programs[0][3] if programs else ""
    check("the first program is examples/overview/main.cpp",
          "" if first == overview else "they differ; copy one over the other")
    length = len(overview.splitlines())
    check("the first program is short", "" if length <= 30 else f"{length} lines")

    sources = []
    for _, comment, number, body in programs:
        place = f'#line {number} "README.md"\n'
        if comment:
            marked = re.fullmatch(r"<!-- fragment: (\w+) -->", comment)
            if not marked or marked[1] not in FRAGMENTS:
                check(f"block at line {number}", f"unknown comment: {comment}")
                continue
            before, after = FRAGMENTS[marked[1]].split("@\n")
            sources.append((f"block at line {number}, {marked[1]}", before + place + body + after))
        else:
            sources.append((f"block at line {number}", place + body))
    for kind, number, pieces in tables(lines):
        if kind not in TABLES or not pieces:
            check(f"table at line {number}", f"unknown kind, or no code in it: {kind}")
            continue
        source = "#include <sterna/sterna.hpp>\nusing namespace sterna::dsl;\n"
        for index, (row, code) in enumerate(pieces):
            source += f'#line {row} "README.md"\ninline constexpr auto m{index} = {TABLES[kind].replace("@", code)};\n'
        sources.append((f"table at line {number}, {kind}, {len(pieces)} pieces", source))

    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="readme.") as directory:
        def one(numbered):
            number, (_, source) = numbered
            return compile_text(source, directory, f"part{number}.cpp")
        subprocess.run(["bash", ROOT / "tests/precompiled.sh", "g++", pathlib.Path(directory) / "precompiled"],
                       check=True)
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            for (name, _), (good, said) in zip(sources, pool.map(one, enumerate(sources))):
                check(name, "" if good and not said else said or "g++ failed without a word")

        errors = [block for block in found if block[1].startswith("<!-- error of:")]
        check("an error is shown", "" if errors else 'no block with <!-- error of: ... => ... --> in front of it')
        for _, comment, number, shown in errors:
            check(f"error at line {number}", error_problem(comment, shown, overview, directory))

    def section(heading):
        """The text under a heading, up to the next one; empty where there is no such heading."""
        return text.partition(f"\n{heading}\n")[2].partition("\n#")[0]

    options = members("runtime/options.hpp", "struct options")
    check("the options were found", "" if {"url", "on_event"} <= set(options) else str(options))
    for name in options:
        shown = f"\n| `{name}` |" in section("### Options")
        check(f"option {name}", "" if shown else "it has no row in the table of options")
    faults = members("record/fault.hpp", "enum class fault")
    check("the faults were found", "" if {"empty_id", "cycle"} <= set(faults) else str(faults))
    for name in faults:
        if name != "none":
            shown = f"\n| `{name}` |" in section("## What the compiler finds")
            check(f"fault {name}", "" if shown else "it has no row in the table of faults")
    rules = [name for name in members("record/rule.hpp", "enum class rule") if name != "none"]
    check("the rules were found", "" if {"index_not_concurrent", "unqualified_table"} <= set(rules) else str(rules))
    for name in rules:
        check(f"rule {name}",
              "" if f"\n| `{name}` |" in section("### Rules") else "it has no row in the table of rules")
    findings = members("runtime/finding.hpp", "enum class kind")
    check("the findings were found", "" if {"read_only", "invalid_index"} <= set(findings) else str(findings))
    for name in findings:
        check(f"finding {name}", "" if f"\n| `{name}` |" in section("### Doctor") else "it is in no table of findings")
    events = members("runtime/event.hpp", "enum class kind")
    check("the events were found", "" if {"running", "done"} <= set(events) else str(events))
    for name in events:
        check(f"event {name}", "" if f"\n| `{name}` |" in section("### Events") else "it is in no table of events")
    for heading, real in (("### Doctor", findings), ("### Events", events), ("### Options", options),
                          ("## What the compiler finds", faults), ("### Rules", rules)):
        gone = sorted(set(re.findall(r"^\| `(\w+)` \|", section(heading), re.M)) - set(real))
        check(f"{heading.strip('# ')}: nothing is shown that is not there", ", ".join(gone))

    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


sys.exit(main())
