#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""The words that are written for an op are that op: random ops, and those of diffs between random schemas, are written
as a program; what the compiler makes of its words is compared, record by record, with what was to be written.

usage: words.py BUILD_DIRECTORY [OPS]
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main(build, ops="400"):
    probe = pathlib.Path(build, "words_probe")
    passed = failed = skipped = 0
    for seed, compiler in ((1, "g++"), (2, "clang++-16")):
        if not shutil.which(compiler):
            skipped += 1
            continue
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder, "words.cpp")
            source.write_text(subprocess.check_output([probe, "write", ops, str(seed)], text=True))
            program = pathlib.Path(folder, "words")
            built = subprocess.run([compiler, "-std=c++20", "-O0", "-Wall", "-Wextra", "-Werror", f"-I{ROOT}/include",
                                    f"-I{ROOT}/tests/autogenerate", source, "-o", program, "-fuse-ld=bfd"],
                                   capture_output=True, text=True)
            if built.returncode != 0:
                print(built.stderr[:4000])
                failed += 1
                continue
            wanted = subprocess.check_output([probe, "tell", ops, str(seed)], text=True).splitlines()
            found = subprocess.check_output([program], text=True).splitlines()
        different = [pair for pair in zip(wanted, found) if pair[0] != pair[1]]
        for line in different[:5]:
            print("- %s\n+ %s" % line)
        good = not different and len(wanted) == len(found) and len(wanted) > int(ops)
        print(f"{'ok' if good else 'FAILED'} {compiler}: {len(wanted)} records written, {len(found)} read")
        passed, failed = passed + good, failed + (not good)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return failed != 0


sys.exit(main(*sys.argv[1:]))
