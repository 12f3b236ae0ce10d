#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
# A throwaway PostgreSQL for tests and examples, reachable by a Unix socket only.
#
#   cluster.sh start DIR       start it, if need be make it; prints the directory of its socket (= host)
#   cluster.sh stop DIR        stop it and remove its data
#   cluster.sh bin             print the directory of the newest PostgreSQL's programs
#   cluster.sh install PKG...  install those Debian packages that are missing (root), or name them and fail
#
# DIR keeps the log and a note of where the rest is: the data and the socket lie in a short-named directory under
# /tmp, because a socket's path is limited to 107 bytes and the user postgres may not be able to read a checkout. Where
# there is memory to spare (4 GB free in /dev/shm, 8 GB of all), the data lie there: many tests make a database.
set -euo pipefail
unset "${!PG@}"  # PGHOST, PGPORT, PGOPTIONS ... of the caller do not matter here

die() {
  printf 'cluster.sh: %s\n' "$*" >&2
  exit 1
}

bin_dir() {
  local dir
  {
    compgen -G '/usr/lib/postgresql/*/bin' | sort -rV
    pg_config --bindir 2>/dev/null
    dirname "$(command -v initdb)" 2>/dev/null
  } | while read -r dir; do
    if [[ -x $dir/initdb && -x $dir/postgres ]]; then
      printf '%s\n' "$dir"
      break
    fi
  done || true
}

install_packages() {
  local package missing=()
  if ! command -v dpkg-query >/dev/null; then
    printf 'not a Debian system; these packages or their like are needed: %s\n' "$*" >&2
    return 0
  fi
  for package in "$@"; do
    if [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) != 'install ok installed' ]]; then
      missing+=("$package")
    fi
  done
  # The default generator of cmake needs make, which Debian's cmake only recommends.
  if [[ " $* " == *' cmake '* && " $* " != *' ninja-build '* ]] &&
    ! type -P make >/dev/null && ! type -P ninja >/dev/null; then
    missing+=(make)
  fi
  if ((${#missing[@]} == 0)); then return 0; fi
  if ((EUID != 0)); then
    printf 'missing packages; run as root:  apt-get install %s\n' "${missing[*]}" >&2
    return 1
  fi
  printf 'installing %s\n' "${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  local log
  log=$(mktemp)
  if { apt-get update -q || true; } >"$log" 2>&1 </dev/null &&
    apt-get install -qy --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; then
    rm -f "$log"
  else
    tail -n 20 "$log" >&2
    rm -f "$log"
    printf 'could not install: %s\n' "${missing[*]}" >&2
    return 1
  fi
}

# Runs a program as the one who owns the cluster: PostgreSQL refuses to run as root.
as_owner() {
  if ((EUID != 0)); then
    "$@"
  elif command -v setpriv >/dev/null; then
    setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
  else
    runuser -u postgres -- "$@"
  fi
}

ready() { "$bin/pg_isready" -q -h "$1" -p 5432 -t 5; }

# A pid file left over from a crash is PostgreSQL's own business: it looks whether that process exists.
launch() {
  ready "$1" && return 0
  as_owner "$bin/pg_ctl" -D "$1/data" -w -t 60 start >>"$dir/log" 2>&1 && ready "$1"
}

# In kB.
has_memory_to_spare() {
  local shared all
  shared=$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1) || return 1
  all=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB$/\1/p' /proc/meminfo 2>/dev/null) || return 1
  [[ -w /dev/shm ]] && ((${shared:-0} > 4000000 && ${all:-0} > 8000000))
}

create() {
  local base memory
  base=$(mktemp -d /tmp/sterna.XXXXXX)
  if ((EUID == 0)); then chown postgres: "$base"; fi
  if has_memory_to_spare; then
    memory=$(mktemp -d /dev/shm/sterna.XXXXXX)
    if ((EUID == 0)); then chown postgres: "$memory"; fi
    ln -s "$memory" "$base/data"
  fi
  printf '%s\n' "$base" >"$dir/socket"
  as_owner "$bin/initdb" --no-sync --auth=trust --username=postgres --locale=C --encoding=UTF8 -D "$base/data" \
    >>"$dir/log" 2>&1 || return 1
  cat >>"$base/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$base'
port = 5432
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
}

# Only a server that answers on our socket is ours to stop. One that does not answer ends by itself, once its files
# are gone; the number in its pid file may long belong to somebody else.
discard() {
  local base memory
  [[ -s $dir/socket ]] || return 0
  base=$(<"$dir/socket")
  if [[ $base == /tmp/sterna.?????? && -d $base ]]; then
    if ready "$base"; then
      as_owner "$bin/pg_ctl" -D "$base/data" -w -m immediate stop >>"$dir/log" 2>&1 || true
    fi
    memory=$(readlink "$base/data" || true)
    if [[ $memory == /dev/shm/sterna.?????? ]]; then rm -rf "$memory"; fi
    rm -rf "$base"
  fi
  rm -f "$dir/socket"
}

start() {
  if ((EUID == 0)) && ! id postgres >/dev/null 2>&1; then die 'run as root, this needs a user named postgres'; fi
  if [[ -s $dir/socket ]] && [[ -f $(<"$dir/socket")/data/PG_VERSION ]] && launch "$(<"$dir/socket")"; then
    cat "$dir/socket"
    return
  fi
  discard
  : >"$dir/log"
  if ! { create && launch "$(<"$dir/socket")"; }; then
    cat "$dir/log" >&2
    discard
    die 'PostgreSQL does not start'
  fi
  cat "$dir/socket"
}

command=${1:-}
case $command in
  bin)
    bin=$(bin_dir)
    [[ -n $bin ]] || die 'no PostgreSQL server found'
    printf '%s\n' "$bin"
    ;;
  install)
    install_packages "${@:2}"
    ;;
  start | stop)
    (($# == 2)) || die "usage: cluster.sh $command DIR"
    mkdir -p "$2"
    dir=$(cd "$2" && pwd)
    bin=$(bin_dir)
    [[ -n $bin ]] || die 'no PostgreSQL server found'
    cd /  # the user postgres may not be allowed to be where we are
    export LC_ALL=C
    if [[ $command == start ]]; then start; else discard; fi
    ;;
  *)
    die 'usage: cluster.sh start DIR | stop DIR | bin | install PACKAGE...'
    ;;
esac
