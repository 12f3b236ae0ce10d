#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Every fault that the library knows has a file here that commits it, and every file here commits a fault. Of
# fault::unsafe each rule that is an error has its own, unsafe_<rule>.cpp.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

faults=$(sed -n '/enum class fault/,/};/p' ../../include/sterna/record/fault.hpp | sed 's#//.*##' | tr -d '\n' |
  sed -E 's#/\*[^*]*\*/##g; s/^[^{]*\{//; s/\}.*//' | tr ',' '\n' | sed -E 's/=.*//; s/[[:space:]]//g' |
  grep -vxE '|none' | sort)
rules=$(sed -n '/enum class rule/,/short_exclusive_lock/p' ../../include/sterna/record/rule.hpp |
  sed -nE 's#^  ([a-z_]+),.*#\1#p' | grep -vxE 'none|short_exclusive_lock' | sed 's/^/unsafe_/')
faults=$({ grep -vxF unsafe <<<"$faults" && printf '%s\n' "$rules"; } | sort)
files=$({ compgen -G '*.cpp' || true; } | sed 's/\.cpp$//' | sort)

passed=0 failed=0
while read -r name; do
  [[ -n $name ]] || continue
  if ! grep -qxF -e "$name" <<<"$files"; then
    echo "FAILED fault::$name has no tests/reject/$name.cpp"
    failed=$((failed + 1))
  elif ! grep -qxF -e "$name" <<<"$faults"; then
    echo "FAILED tests/reject/$name.cpp is named after no fault"
    failed=$((failed + 1))
  else
    echo "ok $name"
    passed=$((passed + 1))
  fi
done < <(printf '%s\n%s\n' "$faults" "$files" | sort -u)
if [[ -z $faults ]]; then
  echo 'FAILED no fault found in fault.hpp'
  failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
((failed == 0))
