#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
#   run.sh COMPILER FILE...
#
# Each file must compile as it is, without a word. With -DREJECT it must be refused with exactly one error, and
# each expectation that it carries must match (grep -E):
#
#   // expect: REGEX              on a line that says `error`, with every compiler
#   // expect-gcc: REGEX          the same, with g++ only
#   // expect-clang: REGEX        the same, with clang++ only
#   // expect-gcc-note: REGEX     on any line of the output, with g++ only
#   // expect-clang-note: REGEX   on any line of the output, with clang++ only
#
# A file without any expectation for a compiler fails: an arbitrary error proves nothing.
set -euo pipefail
export LC_ALL=C

# One file; prints its verdict, and the compiler's output with a failure.
if [[ ${1:-} == --one ]]; then
  file=$2
  read -ra compile <<<"$STERNA_REJECT_COMPILE"
  if [[ $STERNA_REJECT_FAMILY == clang && $(grep -m 1 '^#include' "$file") == '#include <sterna/dsl.hpp>' ]]; then
    compile+=(-include-pch "$STERNA_REJECT_PRECOMPILED/dsl.pch")
  fi

  failed() {
    printf 'FAILED %s: %s\n' "$file" "$1"
    if [[ -n ${2:-} ]]; then sed 's/^/    /' <<<"$2"; fi
    exit 0
  }
  # The expectations of one kind, one a line.
  expectations() { sed -nE "s#^[[:space:]]*// $1:[[:space:]]*(.*[^[:space:]])[[:space:]]*\$#\1#p" "$file"; }

  [[ -f $file ]] || failed 'no such file'
  status=0
  output=$("${compile[@]}" "$file" 2>&1) || status=$?
  ((status == 0)) || failed 'does not compile without REJECT' "$output"
  [[ -z $output ]] || failed 'compiles without REJECT, but not silently' "$output"

  status=0
  output=$("${compile[@]}" -DREJECT "$file" 2>&1) || status=$?
  ((status != 0)) || failed 'compiles although it should not' "$output"

  errors=$(grep -E 'error' <<<"$output" || true)
  expected=0
  while IFS= read -r regex; do
    [[ -n $regex ]] || continue
    expected=$((expected + 1))
    grep -qE -e "$regex" <<<"$errors" || failed "no error matches: $regex" "$output"
  done < <(expectations expect && expectations "expect-$STERNA_REJECT_FAMILY")
  while IFS= read -r regex; do
    [[ -n $regex ]] || continue
    expected=$((expected + 1))
    grep -qE -e "$regex" <<<"$output" || failed "no line matches: $regex" "$output"
  done < <(expectations "expect-$STERNA_REJECT_FAMILY-note")
  ((expected > 0)) || failed 'expects nothing' "$output"

  count=$(grep -cE '(^|: )(fatal )?error: ' <<<"$output" || true)
  ((count == 1)) || failed "$count errors instead of one" "$output"
  printf 'ok %s\n' "$file"
  exit 0
fi

if (($# < 1)); then
  echo 'usage: run.sh COMPILER FILE...' >&2
  exit 2
fi
compiler=$1
shift

# A link, since the path may have blanks in it.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
ln -s "$tests/../include" "$work/include"
# The controls call this many times, and keep what is precompiled.
STERNA_REJECT_PRECOMPILED=${STERNA_REJECT_PRECOMPILED:-$work/precompiled}
if [[ ! -d $STERNA_REJECT_PRECOMPILED ]]; then bash "$tests/precompiled.sh" "$compiler" "$STERNA_REJECT_PRECOMPILED"; fi
export STERNA_REJECT_PRECOMPILED
STERNA_REJECT_COMPILE="$compiler -std=c++20 -fsyntax-only -fdiagnostics-color=never -I $STERNA_REJECT_PRECOMPILED -I $work/include"
# libpq's header, where it does not lie in the compiler's own search path
if libpq=$(pg_config --includedir 2>/dev/null); then STERNA_REJECT_COMPILE+=" -isystem $libpq"; fi
STERNA_REJECT_FAMILY=gcc
if "$compiler" --version 2>/dev/null | grep -q clang; then STERNA_REJECT_FAMILY=clang; fi
export STERNA_REJECT_COMPILE STERNA_REJECT_FAMILY

results=''
if (($# > 0)); then
  # Every file's output is gathered first, so that those of parallel runs do not mix.
  results=$(printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" \
    bash -c 'text=$(bash "$0" --one "$1" 2>&1); printf "%s\n" "$text"' "${BASH_SOURCE[0]}")
  printf '%s\n' "$results"
fi
passed=$(grep -c '^ok ' <<<"$results" || true)
failed=$(($# - passed))
echo "$passed passed, $failed failed"
((failed == 0))
