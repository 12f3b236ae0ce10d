#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
# Builds and runs every test. On Debian it installs what is missing, if run as root. The last line is the tally:
# "N passed, N failed", with ", N skipped" where something could not be run on this machine.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The databases of whoever runs this are none of our business.
unset "${!PG@}" SQLALCHEMY_URL

root=$PWD
build=$root/build/tests
logs=$build/logs
mkdir -p "$logs"
passed=0 failed=0 skipped=0 log=''
began=$SECONDS

skip() {  # NAME REASON
  printf '%s: skipped (%s)\n' "$1" "$2"
  skipped=$((skipped + 1))
}

log_of() { echo "$logs/$(tr -c 'A-Za-z0-9\n' _ <<<"$1").log"; }  # NAME

# Runs a command with its output in a log of its own; its exit code is in $status.
run() {  # NAME COMMAND...
  log=$(log_of "$1")
  set +e
  (
    set -e
    "${@:2}"
  ) >"$log" 2>&1
  status=$?
  set -e
}

report() {  # NAME PASSED FAILED SKIPPED
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
  local counts=''
  if (($2 + $3 + $4 > 1)); then
    counts=" ($2 passed, $3 failed"
    if (($4 > 0)); then counts+=", $4 skipped"; fi
    counts+=")"
  elif (($4 > 0)); then
    counts=' (skipped)'
  fi
  counts+=", $((SECONDS - began)) s"
  began=$SECONDS
  if (($3 == 0)); then
    echo "$1: ok$counts"
    # what a part left out is to be seen
    if (($4 > 0)); then grep -iE 'skip' "$log" | head -n 20 | sed 's/^/    /' || true; fi
  else
    echo "$1: FAILED$counts"
    sed 's/^/    /' "$log"
  fi
}

# One check: passed if the command succeeds.
check() {  # NAME COMMAND...
  run "$@"
  if ((status == 0)); then report "$1" 1 0 0; else report "$1" 0 1 0; fi
}

# Many checks: the last line of the output is "N passed, N failed" or "N passed, N failed, N skipped".
tallied() {  # NAME COMMAND...
  run "$@"
  local last
  last=$(tail -n 1 "$log")
  if [[ ! $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]; then
    echo "(exit code $status, and the last line is not a tally)" >>"$log"
    report "$1" 0 1 0
  elif ((status != 0 && BASH_REMATCH[2] == 0)); then
    echo "(exit code $status, although nothing failed)" >>"$log"
    report "$1" "${BASH_REMATCH[1]}" 1 "${BASH_REMATCH[4]:-0}"
  else
    report "$1" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[4]:-0}"
  fi
}

# The test cases of a doctest program, which goes on beside what follows: it and the server take turns on one core.
declare -A beside
beside() {  # NAME COMMAND...
  "${@:2}" >"$(log_of "$1")" 2>&1 &
  beside[$1]=$!
}
doctest() {  # NAME: what beside has started
  log=$(log_of "$1") status=0
  wait "${beside[$1]}" || status=$?
  local summary
  summary=$(grep -a '^\[doctest\] test cases:' "$log" | tail -n 1 || true)
  if [[ ! $summary =~ ([0-9]+)\ *\|\ *([0-9]+)\ passed\ *\|\ *([0-9]+)\ failed\ *\|\ *([0-9]+)\ skipped ]]; then
    echo "(exit code $status, and no summary)" >>"$log"
    report "$1" 0 1 0
  elif ((BASH_REMATCH[1] == 0)); then
    echo '(no test case was run)' >>"$log"
    report "$1" 0 1 0
  elif ((status != 0 && BASH_REMATCH[3] == 0)); then
    echo "(exit code $status, although no test case failed)" >>"$log"
    report "$1" "${BASH_REMATCH[2]}" 1 "${BASH_REMATCH[4]}"
  else
    report "$1" "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}" "${BASH_REMATCH[4]}"
  fi
}

# --- what is needed ---------------------------------------------------------------------------------------------
bash tests/cluster.sh install g++ cmake ninja-build libboost-dev libpq-dev postgresql doctest-dev python3-psycopg2 \
  libcli11-dev nlohmann-json3-dev
bash tests/cluster.sh install ccache 2>/dev/null || true
for package in clang-16 alembic pgbouncer; do
  run "package $package" bash tests/cluster.sh install "$package"
  if ((status != 0)); then skip "package $package" "$(tail -n 1 "$log")"; fi
done

trap 'bash tests/cluster.sh stop "$build/cluster" || true' EXIT
trap 'exit 130' INT TERM HUP
socket=$(bash tests/cluster.sh start "$build/cluster")
export STERNA_TEST_URL="postgresql://postgres@/postgres?host=$socket"

launcher=()
if command -v ccache >/dev/null; then
  launcher=(-D CMAKE_CXX_COMPILER_LAUNCHER=ccache)
  if [[ ! -w ${HOME:-/nonexistent} ]]; then export CCACHE_DIR=${CCACHE_DIR:-$root/build/ccache}; fi
fi

configure() {  # SOURCE BUILD COMPILER OPTION...
  local arguments=(-S "$1" -B "$2" -G Ninja -D CMAKE_CXX_COMPILER="$3" "${launcher[@]}" "${@:4}")
  # A checkout that has moved, or another generator: begin anew.
  cmake "${arguments[@]}" || cmake --fresh "${arguments[@]}"
}
compile() {  # BUILD TARGET
  cmake --build "$1" --parallel "$(nproc)" --target "$2" -- -k 0
}

# --- the library and its tests, with g++ ------------------------------------------------------------------------
tests=(-D STERNA_TESTS=ON -D STERNA_TESTS_UNITY=ON -D STERNA_EXAMPLES=OFF)
check 'g++: configure' configure . "$build" g++ "${tests[@]}" -D STERNA_INSTALL=ON
check 'g++: build' compile "$build" all
check 'g++: two translation units' "$build/sterna_link"
beside 'g++: sterna_tests' "$build/sterna_tests" --no-colors=true
tallied 'g++: every header by itself' bash tests/headers.sh g++

# --- what the compiler must refuse ------------------------------------------------------------------------------
shopt -s nullglob
rejects=(tests/reject/*.cpp tests/reject/structs/*.cpp)
for compiler in g++ clang++-16; do
  if ((${#rejects[@]} == 0)); then
    skip "$compiler: reject" 'no files'
  elif command -v "$compiler" >/dev/null; then
    tallied "$compiler: reject" bash tests/reject/run.sh "$compiler" "${rejects[@]}"
  else
    skip "$compiler: reject" "no $compiler"
  fi
done
tallied 'reject: controls' bash tests/reject/controls/run.sh
doctest 'g++: sterna_tests'

# --- the same with clang++ --------------------------------------------------------------------------------------
if command -v clang++-16 >/dev/null; then
  check 'clang++-16: configure' configure . "$build-clang" clang++-16 "${tests[@]}"
  check 'clang++-16: build' compile "$build-clang" all
  beside 'clang++-16: sterna_tests' "$build-clang/sterna_tests" --no-colors=true
  # What a header forgets to include, g++ has found with the same standard library; the tests include every header.
  if [[ -n ${STERNA_LONG:-} ]]; then
    tallied 'clang++-16: every header by itself' bash tests/headers.sh clang++-16
  fi
else
  skip 'clang++-16: sterna_tests' 'no clang++-16'
fi

# --- checks in Python and shell: tests/*/*.py and tests/*/*.sh, called with the build directory -------------------
# Their last line is their tally. What they share lies deeper (tests/runtime/support); measurements are no tests.
for file in tests/*/*.py tests/*/*.sh; do
  case $file in
    tests/benchmark/* | tests/soak/* | tests/corpus/* | tests/reject/run.sh) continue ;;
    tests/import/alembic_history.py)
      if [[ -z ${STERNA_LONG:-} ]]; then
        skip "$file" 'long; with STERNA_LONG=1 it runs'
        continue
      fi
      ;;
  esac
  if [[ $file == *.py ]]; then
    tallied "$file" /usr/bin/python3 "$file" "$build"
  else
    tallied "$file" bash "$file" "$build"
  fi
done

if [[ -n ${beside['clang++-16: sterna_tests']:-} ]]; then doctest 'clang++-16: sterna_tests'; fi

# --- projects that use the library ------------------------------------------------------------------------------
consume() {  # HOW OPTION...
  configure "tests/consume/$1" "$root/build/consume/$1" g++ "${@:2}" &&
    compile "$root/build/consume/$1" all &&
    "$root/build/consume/$1/consume"
}
consume_installed() {
  rm -rf "$root/build/consume/prefix"
  cmake --install "$build" --prefix "$root/build/consume/prefix" &&
    consume installed -D CMAKE_PREFIX_PATH="$root/build/consume/prefix"
}
check 'consume: add_subdirectory' consume subdirectory
check 'consume: find_package' consume_installed

# --- examples, twice: nothing may hang on what the first run left behind -------------------------------------------
check 'examples/run.sh' bash examples/run.sh
check 'examples/run.sh, again' bash examples/run.sh

if ((skipped > 0)); then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
((failed == 0))
