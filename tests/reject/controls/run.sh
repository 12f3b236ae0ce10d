#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Tests the harness: it must report each control as failed, for the right reason, and a sound file as ok.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

passed=0 failed=0
verdict() {  # NAME EXPECTED-LINE OUTPUT
  if grep -qF -e "$2" <<<"$3"; then
    echo "ok $1"
    passed=$((passed + 1))
  else
    printf 'FAILED %s: the harness should have said: %s\n' "$1" "$2"
    sed 's/^/    /' <<<"$3"
    failed=$((failed + 1))
  fi
}

sound=$(mktemp -d)
trap 'rm -rf "$sound"' EXIT
cat >"$sound/sound.cpp" <<'CPP'
// expect: as expected
#ifdef REJECT
static_assert(sizeof(char) == 2, "as expected");
#endif
int main() {}
CPP

for compiler in g++ clang++-16; do
  command -v "$compiler" >/dev/null || continue
  harness() { STERNA_REJECT_PRECOMPILED="$sound/$compiler" bash ../run.sh "$compiler" "$@" || true; }
  verdict "wrong message ($compiler)" 'FAILED wrong_message.cpp: no error matches' "$(harness wrong_message.cpp)"
  verdict "accepted ($compiler)" 'FAILED accepted.cpp: compiles although it should not' "$(harness accepted.cpp)"
  verdict "half broken ($compiler)" 'FAILED half_broken.cpp: does not compile without REJECT' "$(harness half_broken.cpp)"
  verdict "missing include ($compiler)" 'FAILED missing_include.cpp: no error matches' "$(harness missing_include.cpp)"
  verdict "forgotten include ($compiler)" 'FAILED forgotten_include.cpp: does not compile without REJECT' "$(harness forgotten_include.cpp)"
  verdict "all five count ($compiler)" '0 passed, 5 failed' "$(harness ./*.cpp)"
  verdict "sound ($compiler)" '1 passed, 0 failed' "$(harness "$sound/sound.cpp")"
done
echo "$passed passed, $failed failed"
((failed == 0))
