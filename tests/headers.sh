#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
#   headers.sh COMPILER
#
# Every header by itself: it includes what it uses, and compiles without a word. With clang++ what is not of this
# library is precompiled, which halves the time: that a header forgets one of those is for g++ to find. But for those
# of the command line, which need g++ 8 s each: where there is a clang++-16, it looks at them, and whether they include
# what they name of others is seen in their text.
set -euo pipefail
compiler=$1
script=$(realpath "${BASH_SOURCE[0]}")
include=$(dirname "$(dirname "$script")")/include
options=(-std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fdiagnostics-color=never -I "$include"
  -isystem "$(pg_config --includedir)")

if [[ ${2:-} == --one ]]; then
  precompiled=${4:-}
  if [[ -n $precompiled && $compiler != clang* ]]; then
    if [[ $3 == sterna/cli/* ]]; then compiler=clang++-16; else precompiled=''; fi
  fi
  for pair in 'CLI=CLI/CLI.hpp' 'nlohmann=nlohmann/json.hpp'; do
    library=${pair%=*}
    if grep -v "^ *//" "$include/$3" | grep -c "$library::" >/dev/null &&
      ! grep -q "^#include <${pair#*=}>" "$include/$3"; then
      printf 'FAILED %s\nnames %s:: and does not include <%s>\n' "$3" "$library" "${pair#*=}"
      exit 0
    fi
  done
  if output=$("$compiler" "${options[@]}" ${precompiled:+-include-pch "$precompiled"} -fsyntax-only -x c++ - \
    <<<"#include \"$3\"" 2>&1); then
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
if [[ $compiler == clang* ]] || command -v clang++-16 >/dev/null; then
  precompiled=$work/others.pch
  clang=$compiler
  if [[ $compiler != clang* ]]; then clang=clang++-16; fi
  grep -rhoE '^#include <[^>]+>' sterna | grep -v '<sterna/' | sort -u >"$work/others.hpp"
  "$clang" "${options[@]}" -fpch-instantiate-templates -x c++-header "$work/others.hpp" -o "$precompiled"
fi
results=$(find sterna -name '*.hpp' -print0 | sort -z |
  xargs -0 -n 1 -P "$(nproc)" bash -c 'text=$(bash "$0" "$1" --one "$3" "$2"); printf "%s\n" "$text"' \
    "$script" "$compiler" "$precompiled")
grep -v '^ok ' <<<"$results" || true
passed=$(grep -c '^ok ' <<<"$results" || true)
failed=$(grep -c '^FAILED ' <<<"$results" || true)
echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
