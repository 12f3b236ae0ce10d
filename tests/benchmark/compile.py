#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What a history costs the compiler: generates histories of n migrations with five ops each, every other one with a
written downgrade, the rest with a derived one; compiles them with -fsyntax-only, all checks on, and prints seconds of
the processor (wall clocks of shared machines tell little) and peak memory. The compilers' limits for constant
expressions are the default ones as far as these suffice; where they do not, it says so and raises them.
Usage: compile.py [n ...]"""
import os
import pathlib
import shutil
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def history(n):
    lines = ["#include <sterna/dsl.hpp>", "namespace app {", "using namespace sterna::dsl;"]
    for i in range(n):
        revises = f'.revises("r{i - 1:06}")' if i else ""
        down = (f'.downgrade(alter_column("t{i}", "name", type(string(50))), drop_constraint("uq_t{i}_age", "t{i}"), '
                f'drop_index("ix_t{i}_name"), drop_column("t{i}", "age"), drop_table("t{i}"))') if i % 2 == 0 else ""
        lines.append(
            f'inline constexpr auto m{i} = migration("r{i:06}", "step {i}"){revises}.upgrade('
            f'create_table("t{i}", column("id", integer, primary_key), column("name", string(50), not_null)), '
            f'add_column("t{i}", column("age", integer, server_default(0))), '
            f'create_index("ix_t{i}_name", "t{i}", {{"name"}}), '
            f'create_unique_constraint("uq_t{i}_age", "t{i}", {{"age", "name"}}), '
            f'alter_column("t{i}", "name", type(text))){down};')
    lines.append("inline constexpr auto history = sterna::history<" + ", ".join(f"m{i}" for i in range(n)) + ">;")
    return "\n".join(lines + ["}", ""])


RAISED = {"g++": ["-fconstexpr-ops-limit=2000000000"], "clang++-16": ["-fconstexpr-steps=2000000000"]}


def measure(compiler, source, options):
    quiet = [(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]  # a refused history of 1000 is named in full
    command = [compiler, "-std=c++20", "-fsyntax-only", *options, f"-I{ROOT}/include", source]
    child = os.posix_spawnp(compiler, command, os.environ, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main():
    sizes = [int(a) for a in sys.argv[1:]] or [10, 100, 300, 500, 1000]
    print(f"{'compiler':12} {'migrations':>10} {'seconds':>8} {'MB':>6}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for compiler in ("g++", "clang++-16"):
            if not shutil.which(compiler):
                print(f"{compiler:12} skipped: not installed")
                continue
            for n in sizes:
                source = pathlib.Path(folder, f"history{n}.cpp")
                source.write_text(history(n))
                seconds, megabytes, code = measure(compiler, str(source), [])
                limits = ""
                if code != 0:
                    limits = "  with raised limits"
                    seconds, megabytes, code = measure(compiler, str(source), RAISED[compiler])
                failed += code != 0
                print(f"{compiler:12} {n:10} {seconds:8.2f} {megabytes:6.0f}"
                      f"{limits if code == 0 else '  does not compile'}", flush=True)
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
