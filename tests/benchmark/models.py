#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What models cost the compiler: n tables with 20 columns each, as models and as a history of one migration that makes
the same, both in one file with the check of one against the other; -fsyntax-only, all checks on. Prints seconds of the
processor and peak memory: of the history alone, and of the history with the models.
Usage: models.py [n ...]"""
import importlib.util
import pathlib
import shutil
import sys
import tempfile

TYPES = ["text", "integer", "big_integer", "boolean", "string(50)", "timestamp_tz", "numeric(10, 2)", "jsonb"]

sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location("compile_py", pathlib.Path(__file__).with_name("compile.py"))
compile_py = importlib.util.module_from_spec(spec)
spec.loader.exec_module(compile_py)


def columns(i):
    said = ['column("id", big_integer, primary_key)']
    for j in range(1, 20):
        attribute = ", not_null" if (i * 7 + j) % 3 == 0 else ""
        if j == 5:
            said.append('column("c5", integer, not_null, server_default(0))')
        elif j == 6 and i > 0:
            said.append(f'column("c6", big_integer, references("t{i // 2}", "id"))')
        else:
            said.append(f'column("c{j}", {TYPES[(i + j) % 8]}{attribute})')
    return ", ".join(said)


def source(n, with_models):
    lines = ["#include <sterna/models/check.hpp>", "namespace app {", "using namespace sterna::dsl;"]
    tables = [f'table("t{i}", {columns(i)})' for i in range(n)]
    lines.append('inline constexpr auto first = migration("a", "all").upgrade(\n' +
                 ",\n".join("create_" + table for table in tables) + ");")
    lines.append("inline constexpr auto history = sterna::history<first>;")
    if with_models:
        lines.append("inline constexpr auto models = sterna::models(\n" + ",\n".join(reversed(tables)) + ");")
        lines.append("static_assert(sterna::check_models<history, models>());")
    return "\n".join(lines + ["}", ""])


def main():
    sizes = [int(a) for a in sys.argv[1:]] or [10, 100, 300, 1000]
    print(f"{'compiler':12} {'tables':>7} {'history, s':>11} {'MB':>6} {'with models, s':>15} {'MB':>6}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for compiler in ("g++", "clang++-16"):
            if not shutil.which(compiler):
                print(f"{compiler:12} skipped: not installed")
                continue
            for n in sizes:
                told = []
                for with_models in (False, True):
                    file = pathlib.Path(folder, f"models{n}{with_models}.cpp")
                    file.write_text(source(n, with_models))
                    told.append(compile_py.measure(compiler, str(file), compile_py.RAISED[compiler]))
                good = all(code == 0 for _, _, code in told)
                failed += not good
                print(f"{compiler:12} {n:7} {told[0][0]:11.2f} {told[0][1]:6.0f} {told[1][0]:15.2f} {told[1][1]:6.0f}"
                      f"{'' if good else '  does not compile'}", flush=True)
    sys.exit(failed != 0)


main()
