#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Migrations through a real PgBouncer: in session mode as without one; in transaction mode every migration is applied
once by one of many processes, no lock stays behind, and what cannot be done safely is refused."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

build = pathlib.Path(sys.argv[1])
probe = build / "pooler_probe"
passed = failed = 0


def check(what, good, said=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(f"{'ok' if good else 'FAILED'} {what}{'' if good else ': ' + str(said)}", flush=True)


def finish():
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed != 0)


bouncer = shutil.which("pgbouncer", path=os.environ.get("PATH", "") + ":/usr/sbin")
if not bouncer:
    print("skipped: pgbouncer is not installed")
    print("0 passed, 0 failed, 1 skipped")
    sys.exit(0)

url = urllib.parse.urlsplit(os.environ["STERNA_TEST_URL"])
socket = urllib.parse.parse_qs(url.query)["host"][0]
user = url.username or "postgres"


def psql(database, sql):
    done = subprocess.run(["psql", "-X", "-At", "-h", socket, "-U", user, "-d", database, "-c", sql],
                          capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip()


def start(folder, database, mode):
    """PgBouncer on a unix socket of its own; as root it must run as somebody else."""
    ini = pathlib.Path(folder, "pgbouncer.ini")
    ini.write_text(f"""[databases]
{database} = host={socket} dbname={database} user={user}
[pgbouncer]
listen_addr =
unix_socket_dir = {folder}
listen_port = 6432
auth_type = any
pool_mode = {mode}
max_client_conn = 100
default_pool_size = 5
logfile = {folder}/log
""")
    os.chmod(folder, 0o777)
    command = [bouncer, str(ini)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--"] + command
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        if pathlib.Path(folder, ".s.PGSQL.6432").exists():
            return process
        time.sleep(0.05)
    raise SystemExit("pgbouncer did not start: " + pathlib.Path(folder, "log").read_text())


for mode in ("session", "transaction"):
    database = f"pooled_{mode}_{os.getpid()}"
    psql("postgres", f"CREATE DATABASE {database}")
    folder = tempfile.mkdtemp(prefix="sterna-pgb.", dir="/tmp")
    process = start(folder, database, mode)
    try:
        through = dict(os.environ, SQLALCHEMY_URL=f"postgresql+psycopg2://{user}@:6432/{database}?host={folder}")
        runs = [subprocess.Popen([probe], env=through, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
                for _ in range(16)]
        said = [run.communicate()[0].strip() for run in runs]
        check(f"{mode}: 16 processes all succeed", all(run.returncode == 0 for run in runs), said)
        check(f"{mode}: each of the 3 migrations is applied once",
              sum(int(s.split()[1]) for s in said if s.startswith("applied ")) == 3, said)
        check(f"{mode}: the row is inserted once", psql(database, "SELECT count(*) FROM account") == "1")
        check(f"{mode}: the version row", psql(database, "TABLE alembic_version") == "p3")
        check(f"{mode}: each is in the log once",
              psql(database, "SELECT string_agg(revision, ' ' ORDER BY id) FROM alembic_version_log") == "p1 p2 p3")
        check(f"{mode}: no advisory lock stays behind",
              psql(database, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == "0")
        again = subprocess.run([probe], env=through, capture_output=True, text=True)
        check(f"{mode}: at head nothing is done", again.stdout.strip() == "applied 0", again)
        last = subprocess.run([probe, "concurrently"], env=through, capture_output=True, text=True)
        # in session mode too: PgBouncer hands out process ids of its own in each mode, which cannot be told apart
        check(f"{mode}: an op outside a transaction is refused, and why",
              last.returncode == 1 and "connection pooler" in last.stdout, last)
        told = subprocess.run([probe, "doctor"], env=through, capture_output=True, text=True)
        check(f"{mode}: the doctor says that a pooler stands between, and nothing else",
              told.returncode == 0 and "a connection pooler stands between" in told.stdout
              and told.stdout.count("\n") == 1, told)
        check(f"{mode}: and nothing of it has happened", psql(database, "TABLE alembic_version") == "p3")
    finally:
        process.terminate()
        if os.geteuid() == 0:
            subprocess.run(["pkill", "-f", f"{folder}/pgbouncer.ini"], check=False)
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)
        psql("postgres", f"DROP DATABASE {database} WITH (FORCE)")
finish()
