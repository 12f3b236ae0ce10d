# SPDX-License-Identifier: BSL-1.0
"""A project of Alembic in a directory of its own, and the program that its imported history becomes."""
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parents[3]
IMPORT = ROOT / "examples" / "import_alembic"
PYTHON = sys.executable

INI = """[alembic]
script_location = scripts
sqlalchemy.url = postgresql://nobody@nowhere/none
"""
ENV = """
import os
import sqlalchemy as sa
from alembic import context

metadata = sa.MetaData(naming_convention={{
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}}) if {naming} else sa.MetaData()

if context.is_offline_mode():
    context.configure(url=context.config.get_main_option("sqlalchemy.url"), target_metadata=metadata,
                      literal_binds=True, dialect_opts={{"paramstyle": "named"}})
    with context.begin_transaction():
        context.run_migrations()
else:
    engine = sa.create_engine(os.environ["SQLALCHEMY_URL"], poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
"""
SCRIPT = '''"""{message}

Revision ID: {id}
"""
import datetime
import decimal
import enum
import uuid

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = {id!r}
down_revision = {parents!r}
branch_labels = {labels!r}
depends_on = {depends_on!r}


def upgrade():
{up}


def downgrade():
{down}
'''
MAIN = """#include "history.hpp"
#include <sterna/sterna.hpp>
#include <cstdio>
#include <string>
#include <vector>
int main(int argc, char** argv) {
  sterna::options quiet;
  quiet.log = false;
  quiet.on_event = [](const sterna::event&) {};
  const std::string what = argc > 2 ? argv[1] : "";
  try {
    if (what == "upgrade") sterna::upgrade(app::history, argv[2], quiet);
    if (what == "downgrade") sterna::downgrade(app::history, argv[2], quiet);
    return what == "upgrade" || what == "downgrade" ? 0 : 2;
  } catch (const sterna::error& fault) {
    std::fprintf(stderr, "%s\\n", fault.what());
    return 1;
  }
}
"""
POLICY = """#pragma once
#include <sterna/dsl.hpp>
#include <sterna/lint/policy.hpp>
namespace app {
inline constexpr auto old = sterna::policy::rules(sterna::policy::all_off());
}
"""


class Revision:
    def __init__(self, id, parents, up, down="pass", message=None, labels=None, depends_on=None):
        self.id, self.parents, self.labels, self.depends_on = id, parents, labels, depends_on
        self.up, self.down = textwrap.dedent(up).strip("\n"), textwrap.dedent(down).strip("\n")
        self.message = message or f"step {id}"

    def text(self):
        return SCRIPT.format(id=self.id, parents=self.parents, labels=self.labels, depends_on=self.depends_on,
                             message=self.message, up=textwrap.indent(self.up or "pass", "    "),
                             down=textwrap.indent(self.down or "pass", "    "))


class Project:
    def __init__(self, where, revisions, naming=False, env=None):
        self.where = pathlib.Path(where)
        self.revisions = revisions
        versions = self.where / "scripts" / "versions"
        versions.mkdir(parents=True)
        (self.where / "alembic.ini").write_text(INI)
        (self.where / "scripts" / "env.py").write_text(env or ENV.format(naming=naming))
        for each in revisions:
            (versions / f"{each.id}_.py").write_text(each.text())

    def alembic(self, *words, url="postgresql://"):
        return subprocess.run([PYTHON, "-m", "alembic.config", *words], cwd=self.where, text=True, capture_output=True,
                              env={**os.environ, "SQLALCHEMY_URL": url, "PYTHONDONTWRITEBYTECODE": "1"})

    def imported(self, *words, output="migrations"):
        return subprocess.run([PYTHON, str(IMPORT), "--output", output, *words], cwd=self.where, text=True,
                              capture_output=True)

    def program(self, compiler="g++", directory="migrations"):
        """Compiles the imported history; returns the program, or what the compiler says."""
        build = self.where / f"build-{directory}"
        build.mkdir(exist_ok=True)
        (build / "policy.hpp").write_text(POLICY)
        (build / "main.cpp").write_text(MAIN)
        files = sorted(str(path) for path in (self.where / directory).glob("*.hpp"))
        (build / "files.txt").write_text("\n".join(files) + "\n")
        done = subprocess.run(["cmake", "-D", f"LIST={build}/files.txt", "-D", f"OUTPUT={build}", "-D", "NAMESPACE=app",
                               "-D", f"POLICY={build}/policy.hpp", "-P", str(ROOT / ".cmake" / "sterna-history.cmake")],
                              text=True, capture_output=True)
        if done.returncode:
            return None, done.stderr
        limits = ["-fconstexpr-steps=2000000000"] if "clang" in compiler else [
            "-fconstexpr-ops-limit=2000000000", "-fconstexpr-loop-limit=2000000"]
        launcher = ["ccache"] if shutil.which("ccache") else []
        command = [*launcher, compiler, "-std=c++20", "-O0", "-Wall", "-Wextra", "-Wpedantic", "-Werror", *limits,
                   f"-I{ROOT}/include", f"-I{build}", "-I/usr/include/postgresql"]
        for more in (["-c", f"{build}/main.cpp", "-o", f"{build}/main.o"],):
            done = subprocess.run(command + more, text=True, capture_output=True)
            if done.returncode:
                return None, brief(done.stderr)
        done = subprocess.run([compiler, f"{build}/main.o", "-o", f"{build}/program", "-lpq"], text=True,
                              capture_output=True)
        return (str(build / "program"), "") if done.returncode == 0 else (None, done.stderr)


def brief(errors):
    """The sentences of the library in what a compiler says, or its first errors."""
    said = re.findall(r'sterna::text<\d+>\{"(.*?)"\}>', errors)
    return "\n".join(dict.fromkeys(said)) or "\n".join(
        [line for line in errors.splitlines() if "error" in line][:5] or errors.splitlines()[:10])


def schema_of(database):
    """What pg_dump says of the schema, with the columns of each table in alphabetical order: a column that is dropped
    and added again stands last, and PostgreSQL knows no way to put it elsewhere."""
    def in_order(match):
        return match[1] + "\n".join(sorted(line.rstrip(",") for line in match[2].splitlines())) + "\n);"

    said = database.schema("--exclude-table=*_version_log", "--exclude-table=*_version_step")
    return re.sub(r"(CREATE TABLE [^\n]* \(\n)(.*?)\n\);", in_order, said, flags=re.DOTALL)


def versions_of(database):
    return sorted(row[0] for row in database.ask("SELECT version_num FROM alembic_version"))


def difference(a, b):
    return "\n".join(list(difflib.unified_diff(a.splitlines(), b.splitlines(), "Alembic", "Sterna", lineterm=""))[:40])
