#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""history, heads, branches and show beside Alembic's, on random histories. Alembic's order among branches and labels
varies from run to run, so lines are compared as sets, and labels inside their brackets.

usage: beside_alembic.py BUILD_DIRECTORY [GRAPHS]      (skipped where alembic is not installed)
"""
import contextlib
import io
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

try:
    from alembic import command, util
    from alembic.config import Config
except ImportError:
    print("skipped: alembic is not installed for this Python")
    print("0 passed, 0 failed, 1 skipped")
    sys.exit(0)

PROBE = os.path.join(sys.argv[1], "listing_probe")
GRAPHS = int(sys.argv[2]) if len(sys.argv) > 2 else 40
passed = failed = 0
CRASHED = "crashed"


def graph(dice):
    """Rows of id, parents, dependencies, labels, message."""
    rows, heads = [], []
    for number in range(dice.randint(2, 12)):
        id = "%04x%08x" % (number * 4099 + 4096, dice.getrandbits(32))
        known = [row[0] for row in rows]
        parents, labels = [], []
        if not known or dice.random() < 0.1:
            labels = [f"label{number}"]
        elif len(heads) > 1 and dice.random() < 0.3:
            parents = dice.sample(heads, 2)
        else:
            parents = [dice.choice(known if dice.random() < 0.3 else heads)]
        depends = []
        if known and dice.random() < 0.2:
            depends = [one for one in [dice.choice(known)] if one not in parents]
        heads = [head for head in heads if head not in parents] + [id]
        rows.append((id, parents, depends, labels, f"message {number}"))
    return rows


def write_alembic(rows, where):
    versions = where / "versions"
    versions.mkdir(parents=True)
    (where / "env.py").write_text("")
    for id, parents, depends, labels, message in rows:
        (versions / f"{id}_x.py").write_text(
            f'"""{message}"""\nrevision = {id!r}\ndown_revision = {tuple(parents) or None!r}\n'
            f"branch_labels = {tuple(labels) or None!r}\ndepends_on = {tuple(depends) or None!r}\n")
    config = Config()
    config.set_main_option("script_location", str(where))
    return config


def asked(config, what):
    """What Alembic prints, or None where it refuses."""
    out = io.StringIO()
    config.stdout = out
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            what(config)
        except util.CommandError:
            return None
        except AssertionError:  # its sort gives up on some ranges
            return CRASHED
    return out.getvalue()


def normal(text):
    """Lines as a set, or blocks where there are any; lists sorted."""
    if text is None:
        return None
    text = re.sub(r"Path: .*\n", "", text)
    text = re.sub(r"(Rev: \w+) \(effective head\)", r"\1 (head)", text)  # Alembic tells these apart in lines alone
    text = re.sub(r"\(label[^)]*\)", "", text)  # Alembic's reach of labels hangs on the order of a set
    text = re.sub(r"Branch names: .*\n", "", text)
    text = re.sub(r" +", " ", re.sub(r"(Branches into|Also depends on): (.*)",
                                     lambda m: f"{m[1]}: {sorted(m[2].split(', '))}", text))
    return sorted(line.strip() for line in text.splitlines() if line.strip())


def main():
    global passed, failed
    dice = random.Random(4711)
    for number in range(GRAPHS):
        rows = graph(dice)
        ids = [row[0] for row in rows]
        requests = [(["history"], lambda c: command.history(c)), (["heads"], lambda c: command.heads(c)),
                    (["heads", "--resolve-dependencies"], lambda c: command.heads(c, resolve_dependencies=True)),
                    (["branches"], lambda c: command.branches(c))]
        for id in dice.sample(ids, min(3, len(ids))):
            requests.append((["show", id[:6]], lambda c, id=id: command.show(c, id[:6])))
        for _ in range(6):
            start = dice.choice(ids + [""])
            end = dice.choice(ids + ["", "heads"])
            if start != end:
                requests.append((["history", "-r", f"{start}:{end}"],
                                 lambda c, r=f"{start}:{end}": command.history(c, rev_range=r)))
        with tempfile.TemporaryDirectory() as directory:
            where = pathlib.Path(directory)
            config = write_alembic(rows, where / "alembic")
            lines = ["\t".join([id, ",".join(parents), ",".join(depends), ",".join(labels), message])
                     for id, parents, depends, labels, message in rows]
            (where / "history").write_text("\n".join(lines) + "\n")
            said = subprocess.run([PROBE, where / "history"], input="\n".join("\t".join(w) for w, _ in requests) + "\n",
                                  capture_output=True, text=True, check=True).stdout
            answers = re.findall(r"(\d+)\n((?:(?!\.\n).*\n)*)\.\n", said)
            for (words, what), (code, ours) in zip(requests, answers, strict=True):
                theirs = asked(config, what)
                if theirs is CRASHED:
                    continue
                mine = ours if code == "0" else None
                if normal(theirs) == normal(mine):
                    passed += 1
                else:
                    failed += 1
                    print(f"FAILED: {number}: {' '.join(words)}\n{lines}\nalembic:\n{theirs}\nours:\n{ours}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
