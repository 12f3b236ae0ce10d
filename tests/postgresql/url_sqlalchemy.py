#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""Compares parse_url with SQLAlchemy's make_url.

usage: url_sqlalchemy.py <path of the binary made from url_probe.cpp>

make_url leaves two things to the drivers, which this script adds: the host and the database are percent-decoded (as
libpq and SQLAlchemy 2.1 do), and the parameters of the query win over the URL's components, where several hosts in
the query make lists (as SQLAlchemy 2's psycopg dialects do).
"""
import random
import pathlib
import subprocess
import sys
from urllib.parse import quote, unquote

from sqlalchemy.engine import make_url

TABLE = """\
postgresql://
postgresql://h
postgresql:///
postgresql:///d
postgresql://u@h
postgresql://u@h/
postgresql://u:p@h
postgresql://u:p@h/d
postgresql://u:p@h:5432/d
postgresql://u:p@h:05432/d
postgresql://u:@h/d
postgresql://:p@h/d
postgresql://:@h/d
postgresql://@h/d
postgresql://@/d
postgresql://u:p@/d
postgresql://u:p@
postgresql://:5433/d
postgresql://u@:5433/d
postgresql+psycopg2://u:p@h/d
postgresql+asyncpg://u:p@h/d
postgresql+my_driver://u:p@h/d
postgresql://u%40x:p%40q@h/d
postgresql://u%2F:%2F%3A%25%23%3F%20@h/d
postgresql://%C3%A9:%c3%a9%E2%82%AC@h/d
postgresql://é:€@h/ß
postgresql://a+b:c+d@h/e+f
postgresql://u:100%@h/d
postgresql://u:%zz%4@h/d
postgresql://u:%%41@h/d
postgresql://u:%2541@h/d
postgresql://u:%2500@h/d
postgresql://u:pa/ss@h/d
postgresql://u:p?a=b@h
postgresql://u:p?a=b@h/d?sslmode=require
postgresql://u:p#x@h/d
postgresql://u:a:b:c@h/d
postgresql://u:p&q=r@h/d
postgresql://u:[p]@h/d
postgresql://u:p q@h/d
postgresql://u@corp:p@h/d
postgresql://u@corp@h/d
postgresql://u?x@h/d
postgresql://us/er@h
postgresql://h/d@x
postgresql://h/a/b/c
postgresql://h/a:b
postgresql://h/a b
postgresql://h/d#x
postgresql://h/a%20b%2Fc
postgresql://h/d?application_name=a@b
postgresql://u@h:5432/d?application_name=a@b
postgresql://h:5432/d?user=me@corp
postgresql://[::1]
postgresql://[::1]:5432/d
postgresql://u:p@[2001:db8::1]:5432/d?sslmode=require
postgresql://[fe80::1%25eth0]/d
postgresql://[::1]?sslmode=disable
postgresql://a,b/d
postgresql://a,b:5432/d
postgresql://%2Fvar%2Frun/d
postgresql://%2Fvar%2Frun:5433/d
postgresql://h?sslmode=require
postgresql://h/?sslmode=require
postgresql://?host=/tmp
postgresql:///d?host=/tmp
postgresql://u:p@/d?host=/var/run/postgresql
postgresql://u@:5433/d?host=/tmp
postgresql://u:p@h/d?host=other
postgresql://u:p@h:1/d?port=2
postgresql://h/d?user=u&password=p%40q&dbname=e
postgresql://u:p@h/d?user=v&password=q
postgresql:///d?host=a:1
postgresql:///d?host=a:1&host=b:2
postgresql:///d?host=a:1&host=b
postgresql:///d?host=a&host=b
postgresql://h:5432/d?host=a&host=b
postgresql:///d?host=a,b&port=1,2
postgresql:///d?host=::1
postgresql://h/d?application_name=a+b
postgresql://h/d?application_name=a%2Bb
postgresql://h/d?application_name=a%20b%26c%3Dd%25
postgresql://h/d?application_name=a=b
postgresql://h/d?application_name=%zz%
postgresql://h/d?application_name=%C3%A9
postgresql://h/d?application_name=a;b=c
postgresql://h/d?application_name=a#b
postgresql://h/d?application_name=a?b
postgresql://h/d?application_name=
postgresql://h/d?application_name
postgresql://h/d?&&sslmode=require&
postgresql://h/d?application%5Fname=x
postgresql://h/d?options=-c%20search_path%3Da,b+-c+x%3Dy
postgresql://h/d?connect_timeout=3&target_session_attrs=read-write&sslrootcert=/r.pem
"""

# What make_url reads otherwise, or not at all: (url, expected); None is an error.
OWN = [
    ("postgres://u:p@h/d", {"user": "u", "password": "p", "host": "h", "dbname": "d"}),
    ("postgresql://u:p@h:/d", {"user": "u", "password": "p", "host": "h", "dbname": "d"}),
    ("postgresql://a:1,b:2/d", {"host": "a,b", "port": "1,2", "dbname": "d"}),
    ("postgresql://a:1,b/d", {"host": "a,b", "port": "1,", "dbname": "d"}),
    ("postgresql://[::1]:1,[::2]:2/d", {"host": "::1,::2", "port": "1,2", "dbname": "d"}),
    ("postgresql://[::1],b:2/d", {"host": "::1,b", "port": ",2", "dbname": "d"}),
    ("postgresql:///d?host=[::1]:1&host=[::2]:2", {"host": "::1,::2", "port": "1,2", "dbname": "d"}),
    ("postgresql://h/d?ssl=true", {"host": "h", "dbname": "d", "sslmode": "require"}),
    ("host=h dbname='a b'", {"host": "h", "dbname": "a b"}),
    ("postgresql://u:p@ss@h/d", None),
    ("postgresql://[::1]x/d", None),
    ("postgresql://h:x/d", None),
    ("postgresql://h:0/d", None),
    ("postgresql://h:+1/d", None),
    ("postgresql://h:65536/d", None),
    ("postgresql://u:%00@h/d", None),
    ("postgresql://h/d?foo=x", None),
    ("postgresql://h/d?=x", None),
    ("postgresql://h/d?sslmode=a&sslmode=b", None),
    ("mysql://h/d", None),
    ("", None),
]


def reference(url):
    """What SQLAlchemy hands to libpq, without the empty values."""
    read = make_url(url)
    out = {
        "user": read.username,
        "password": read.password,
        "host": unquote(read.host or ""),
        "port": str(read.port or ""),
        "dbname": unquote(read.database or ""),
    }
    query = dict(read.query)
    host = query.pop("host", None)
    out.update(query)
    if host is not None:
        several = host if isinstance(host, (tuple, list)) else [host]
        members = [h.split(":") if h.count(":") == 1 else [h, ""] for h in several]
        out["host"] = ",".join(m[0] for m in members)
        ports = [m[1] for m in members]
        if any(ports):
            out["port"] = ",".join(ports)
        elif len(ports) > 1:
            out["port"] = ""
    return {key: value for key, value in out.items() if value}


def random_urls(count, seed):
    rng = random.Random(seed)
    alphabet = "abzAZ019-_.~!*@/:%#?&=+ ;,'\"[]\\|é€ß\U0001F426"

    def text(raw, low=1):
        """Encoded at random, where the raw characters allow it."""
        return "".join(
            c if c in raw and rng.random() < 0.7 else quote(c, safe="")
            for c in (rng.choice(alphabet) for _ in range(rng.randint(low, 12)))
        )

    plain = "abzAZ019-_.~!*+;'\"\\|é€ß\U0001F426 "
    for _ in range(count):
        url = "postgresql" + rng.choice(["", "+psycopg2", "+asyncpg", "+psycopg", "+pg8000"]) + "://"
        kind = rng.randrange(4)
        if kind > 0:
            url += text(plain + "?&=,[]#", 0)
            if kind > 1:
                url += ":" + text(plain + "/:?#&=,[]", 0)
            url += "@"
        host = rng.choice(["", "localhost", "db.example.org", "10.0.0.1", "[::1]", "[2001:db8::7]", "%2Fvar%2Frun"])
        url += host + rng.choice(["", ":%d" % rng.randint(1, 65535)])
        if rng.random() < 0.8:
            # '@' would be the end of a password that is none
            url += "/" + text(plain + "/:&=,[]#", 0)
        items = []
        for key in rng.sample(["application_name", "options", "sslmode", "sslrootcert", "connect_timeout"],
                              rng.randint(0, 3)):
            items.append(key + "=" + text(plain + "/:?,[]#=", 0))
        if rng.random() < 0.15:
            items += ["host=" + h for h in rng.choice([["/tmp"], ["a:1", "b:2"], ["a", "b:2"], ["a", "b"]])]
        rng.shuffle(items)
        yield url + ("?" + "&".join(items) if items else "")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    cases = [(url, reference(url)) for url in TABLE.splitlines()] + OWN
    cases += [(url, reference(url)) for url in random_urls(500, 20240229)]
    text = "".join(url + "\n" for url, _ in cases)
    run = subprocess.run([pathlib.Path(sys.argv[1]) / "url_probe"], input=text.encode(), stdout=subprocess.PIPE,
                         check=True)
    lines = run.stdout.decode().split("\n")[:-1]
    if len(lines) != len(cases):
        sys.exit(f"{len(cases)} URLs, but {len(lines)} answers")
    failed = 0
    for (url, expected), line in zip(cases, lines):
        got = None
        if line != "error":
            got = {unquote(k): unquote(v) for k, v in (pair.split("=") for pair in line.split("\t") if pair)}
        if got != expected:
            failed += 1
            print(f"{url}\n  expected {expected}\n  got      {got}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
