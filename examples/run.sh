#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
# Builds the quickstart and starts it twice: the first start brings the database up to date, the second finds
# nothing to do. Without SQLALCHEMY_URL it runs against a throwaway PostgreSQL.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=$PWD/build/examples

bash tests/cluster.sh install g++ cmake libboost-dev libpq-dev postgresql

# Where there is no make, ninja will do.
if ! type -P make >/dev/null && type -P ninja >/dev/null; then export CMAKE_GENERATOR=${CMAKE_GENERATOR:-Ninja}; fi

heading() { printf '\n== %s\n' "$*"; }

heading build
mkdir -p "$build"
quietly() {
  "$@" >"$build/build.log" 2>&1 || {
    cat "$build/build.log"
    exit 1
  }
}
options=(-S . -B "$build" -D STERNA_TESTS=OFF -D STERNA_EXAMPLES=ON -D STERNA_INSTALL=OFF)
cmake "${options[@]}" >"$build/build.log" 2>&1 || quietly cmake --fresh "${options[@]}"
quietly cmake --build "$build" --target quickstart
echo "$build/bin/quickstart"

psql=$(bash tests/cluster.sh bin)/psql
if [[ -z ${SQLALCHEMY_URL:-} ]]; then
  unset "${!PG@}"
  trap 'bash tests/cluster.sh stop "$build/cluster" || true' EXIT
  trap 'exit 130' INT TERM HUP
  socket=$(bash tests/cluster.sh start "$build/cluster")
  "$psql" -Xq -h "$socket" -U postgres -d postgres -v ON_ERROR_STOP=1 <<'SQL' 2>"$build/psql.log"
drop database if exists quickstart with (force);
create database quickstart;
SQL
  export SQLALCHEMY_URL="postgresql://postgres@/quickstart?host=$socket"
fi

heading 'first start'
"$build/bin/quickstart"

heading 'second start: nothing to do'
"$build/bin/quickstart"

# SQLAlchemy names its driver in the scheme (postgresql+psycopg2://), psql does not know any.
url=$(sed -E 's#^(postgres(ql)?)\+[a-z0-9_]+://#\1://#' <<<"$SQLALCHEMY_URL")
export PAGER=cat
heading 'the table "user"'
"$psql" -X -v ON_ERROR_STOP=1 -d "$url" -c '\d "user"'
heading alembic_version
"$psql" -X -v ON_ERROR_STOP=1 -d "$url" -c 'select version_num from alembic_version'
