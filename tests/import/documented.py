#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""The README's script of Alembic becomes the README's ops, and so it does with the installed program.

usage: documented.py BUILD_DIRECTORY   (skipped where alembic is not installed)
"""
import importlib.util
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap

sys.dont_write_bytecode = True
sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent)]

from projects.project import IMPORT, PYTHON, ROOT, Project, Revision  # noqa: E402

if importlib.util.find_spec("alembic") is None:
    print("0 passed, 0 failed, 1 skipped")
    sys.exit()

SECTION = (ROOT / "README.md").read_text().split("### Import the history", 1)[1].split("\n###", 1)[0]
SCRIPT = re.search(r"```python\ndef upgrade\(\):\n(.*?)```", SECTION, re.DOTALL)[1]
OPS = re.search(r"```cpp\n(.*?)```", SECTION, re.DOTALL)[1]
# what the example speaks of and does not make
BEFORE = Revision("a1", None, "op.create_table('user', sa.Column('id', sa.Integer, primary_key=True))", "pass")

passed = failed = 0


def check(name, good, why=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"FAILED: {name}\n{why}")


def written_by(program, where):
    """The ops of the second migration."""
    project = Project(where, [BEFORE, Revision("b1", "a1", textwrap.dedent(SCRIPT), "op.drop_table('post')")])
    done = subprocess.run([PYTHON, program, "-o", "migrations"], cwd=where, text=True, capture_output=True)
    check(f"{program.parent.name}/{program.name}", done.returncode == 0, done.stderr)
    text = "".join(path.read_text() for path in (project.where / "migrations").glob("b1*.hpp"))
    found = re.search(r"\.upgrade\(\n(.*?)\)(?:;|\n        \.)", text, re.DOTALL)
    return textwrap.dedent(found[1]) if found else text


with tempfile.TemporaryDirectory() as place:
    where = pathlib.Path(place)
    in_repository = written_by(IMPORT, where / "one")
    check("the README's ops", in_repository == OPS.strip(), in_repository)
    for command in (["cmake", "-S", ROOT, "-B", where / "build", "-DSTERNA_TESTS=OFF", "-DSTERNA_EXAMPLES=OFF"],
                    ["cmake", "--install", where / "build", "--prefix", where / "prefix"]):
        done = subprocess.run([str(word) for word in command], text=True, capture_output=True)
        check(command[1], done.returncode == 0, done.stderr)
    installed = written_by(where / "prefix" / "bin" / "import_alembic", where / "two")
    check("installed, the same", installed == in_repository, installed)
    check("no compiled files are installed", not list((where / "prefix").rglob("*.pyc")))
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
