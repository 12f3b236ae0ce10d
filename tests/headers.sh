#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
#   headers.sh COMPILER
#
# Every header by itself: it includes what it uses, and compiles without a word. With clang++ what is not of this
# library is precompiled, which halves the time: that a header forgets one of those is for g++ to find.
set -euo pipefail
compiler=$1
script=$(realpath "${BASH_SOURCE[0]}")
include=$(dirname "$(dirname "$script")")/include
options=(-std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fdiagnostics-color=never -I "$include"
  -isystem "$(pg_config --includedir)")

if [[ ${2:-} == --one ]]; then
  if output=$("$compiler" "${options[@]}" ${4:+-include-pch "$4"} -fsyntax-only -x c++ - <<<"#include \"$3\"" 2>&1); then
    echo "ok $3"
  else
    printf 'FAILED %s\n%s\n' "$3" "$output"
  fi
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$include"
precompiled=''
if "$compiler" --version | grep -q clang; then
  precompiled=$work/others.pch
  grep -rhoE '^#include <[^>]+>' sterna | grep -v '<sterna/' | sort -u >"$work/others.hpp"
  "$compiler" "${options[@]}" -fpch-instantiate-templates -x c++-header "$work/others.hpp" -o "$precompiled"
fi
results=$(find sterna -name '*.hpp' -print0 | sort -z |
  xargs -0 -n 1 -P "$(nproc)" bash -c 'text=$(bash "$0" "$1" --one "$3" "$2"); printf "%s\n" "$text"' \
    "$script" "$compiler" "$precompiled")
grep -v '^ok ' <<<"$results" || true
passed=$(grep -c '^ok ' <<<"$results" || true)
failed=$(grep -c '^FAILED ' <<<"$results" || true)
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
