#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""The words of the DSL that a migration's name may not hide (cli/file/words.hpp) are all that the headers declare.

usage: words.py BUILD_DIRECTORY
"""
import pathlib
import re
import sys

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "include" / "sterna"
NO_WORDS = {"noexcept", "requires", "string_view", "char", "void", "delete"}


def declared():
    """The names at the outermost level of each namespace dsl."""
    words = set()
    for file in sorted(SOURCES.rglob("*.hpp")):
        for body in re.findall(r"namespace (?:sterna::)?dsl \{(.*?)\}  // namespace", file.read_text(), re.S):
            depth, outside = 0, ""
            for c in re.sub(r"//.*", "", body):
                depth += (c == "{") - (c == "}")
                outside += c if depth == 0 and c != "}" else ""
            words.update(re.findall(r"(?<!::)\b([a-z_]\w*)\s*(?:\(|;|=)", outside))
            words.update(re.findall(r"inline constexpr \w+(?:<[^>]*>)? (\w+)", body))
    return words - NO_WORDS


listed = re.search(r"hidden_words = .*?\{(.*?)\}\);", (SOURCES / "cli/file/words.hpp").read_text(), re.S)[1]
known = set(re.findall(r'"(\w+)"', listed))
words = declared()
missing = sorted(words - known)
for word in missing:
    print(f"FAILED: {word} is a word of the DSL and not in hidden_words")
good = len(words) - len(missing)
if good < 50:
    print(f"FAILED: only {good} words were found in the headers")
    missing.append("")
print(f"{good} passed, {len(missing)} failed")
sys.exit(1 if missing else 0)
