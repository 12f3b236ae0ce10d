#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
#   precompiled.sh COMPILER DIRECTORY
#
# Precompiles the words into DIRECTORY, for checks that compile many small files. g++ takes what lies there by itself
# for a file that includes it first (-I DIRECTORY before the real one); clang++ is to be told, by
# -include-pch DIRECTORY/dsl.pch, and only for such a file, or the check would not see that the include is missing.
set -euo pipefail
compiler=$1 directory=$2
include=$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")/include
options=(-std=c++20 -w -I "$include")
if libpq=$(pg_config --includedir 2>/dev/null); then options+=(-isystem "$libpq"); fi

mkdir -p "$directory/sterna"
if "$compiler" --version | grep -q clang; then
  "$compiler" "${options[@]}" -x c++-header "$include/sterna/dsl.hpp" -o "$directory/dsl.pch"
else
  for header in dsl sterna; do
    "$compiler" "${options[@]}" -x c++-header "$include/sterna/$header.hpp" -o "$directory/sterna/$header.hpp.gch"
  done
fi
