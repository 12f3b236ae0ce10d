#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
# The long run of tests/history/property.cpp: many random sequences of ops, on a server of its own.
#
#   property.sh [SEQUENCES [SEED]]     20000 and 100000 where nothing is said
#
# The last line is the tally.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
unset "${!PG@}"

work=$(mktemp -d)
trap 'bash tests/cluster.sh stop "$work/cluster" || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
g++ -std=c++20 -O1 -Iinclude -Itests -I"$(pg_config --includedir)" tests/history/property_probe.cpp -lpq -o "$work/probe"
socket=$(bash tests/cluster.sh start "$work/cluster")
STERNA_TEST_URL="postgresql://postgres@/postgres?host=$socket" "$work/probe" "${1:-20000}" "${2:-100000}"
