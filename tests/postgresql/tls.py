#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""A server as RDS gives it: TLS with a certificate authority of its own, a password (with every awkward character) by
SCRAM. The application's start migrates through it, or says what is wrong without showing the password."""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.parse

build = pathlib.Path(sys.argv[1])
tests = pathlib.Path(__file__).resolve().parents[1]
passed = failed = 0


def check(what, good, said=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(f"{'ok' if good else 'FAILED'} {what}{'' if good else ': ' + str(said)}", flush=True)


if not shutil.which("openssl"):
    print("skipped: openssl is not installed")
    print("0 passed, 0 failed, 1 skipped")
    sys.exit(0)

folder = tempfile.mkdtemp(prefix="sterna-tls.", dir="/tmp")
os.chmod(folder, 0o755)
as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
if as_owner:
    shutil.chown(folder, "postgres")
bin_folder = subprocess.run(["bash", tests / "cluster.sh", "bin"], capture_output=True, text=True,
                            check=True).stdout.strip()


def run(*command, owner=False, **more):
    done = subprocess.run((as_owner if owner else []) + list(command), cwd=folder, capture_output=True, text=True,
                          **more)
    if done.returncode:
        raise SystemExit(f"{command}: {done.stdout}{done.stderr}")
    return done.stdout


def authority(name):
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}", "-keyout",
        f"{name}.key", "-out", f"{name}.pem", owner=True)


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
password = "S3CR3T@/:%#? ü"
try:
    authority("authority")
    authority("stranger")
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost", "-keyout", "server.key", "-out", "server.csr", owner=True)
    pathlib.Path(folder, "ext").write_text("subjectAltName=DNS:localhost")
    run("openssl", "x509", "-req", "-in", "server.csr", "-CA", "authority.pem", "-CAkey", "authority.key",
        "-CAcreateserial", "-days", "2", "-extfile", "ext", "-out", "server.pem", owner=True)
    run(f"{bin_folder}/initdb", "-D", "data", "-U", "postgres", "--auth=trust", owner=True)
    pathlib.Path(folder, "data/pg_hba.conf").write_text(
        "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\nhostssl all all ::1/128 scram-sha-256\n")
    with open(f"{folder}/data/postgresql.conf", "a", encoding="utf-8") as conf:
        conf.write(f"listen_addresses = 'localhost'\nport = {port}\nunix_socket_directories = '{folder}'\nfsync = off\n"
                   f"ssl = on\nssl_cert_file = '{folder}/server.pem'\nssl_key_file = '{folder}/server.key'\n"
                   "password_encryption = 'scram-sha-256'\n")
    run(f"{bin_folder}/pg_ctl", "-D", "data", "-l", "log", "-w", "start", owner=True)
    run("psql", "-X", "-h", folder, "-p", str(port), "-U", "postgres", "-c",
        "CREATE ROLE app LOGIN PASSWORD '" + password + "'", "-c", "CREATE DATABASE app OWNER app")
    quoted = urllib.parse.quote(password, safe="")

    def start(query, secret=quoted, host="localhost"):
        url = f"postgresql+psycopg2://app:{secret}@{host}:{port}/app?{query}"
        return subprocess.run([build / "pooler_probe"], env=dict(os.environ, SQLALCHEMY_URL=url), capture_output=True,
                              text=True)

    def refused(what, done, *words):
        check(what, done.returncode == 1 and all(word in done.stdout for word in words), done)
        check(what + ", without showing the password",
              "S3CR3T" not in done.stdout + done.stderr and quoted not in done.stdout + done.stderr)

    good = start(f"sslmode=verify-full&sslrootcert={folder}/authority.pem")
    check("verify-full with the right authority migrates", good.stdout.strip() == "applied 3", good)
    check("verify-full again: nothing to do",
          start(f"sslmode=verify-full&sslrootcert={folder}/authority.pem").stdout.strip() == "applied 0")
    check("sslmode=require needs no authority", start("sslmode=require").stdout.strip() == "applied 0")
    refused("a stranger's authority is refused", start(f"sslmode=verify-full&sslrootcert={folder}/stranger.pem"),
            "certificate verify failed")
    refused("another host name is refused", start(f"sslmode=verify-full&sslrootcert={folder}/authority.pem",
                                                  host="127.0.0.1"), "127.0.0.1")
    refused("a missing file is named", start(f"sslmode=verify-full&sslrootcert={folder}/nowhere.pem"), "nowhere.pem")
    refused("a server that wants TLS refuses without", start("sslmode=disable"), "no encryption")
    refused("a wrong password is refused", start("sslmode=require", urllib.parse.quote(password + "x", safe="")),
            "password authentication failed")
finally:
    subprocess.run(as_owner + [f"{bin_folder}/pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop"],
                   capture_output=True, check=False)
    shutil.rmtree(folder, ignore_errors=True)
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
