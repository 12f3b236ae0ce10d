#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""A project outside the repository, with the installed package: its first migration, a second one, two branches and
their merge, as the README tells it. Files of the wrong shape stop the build with a sentence. What `revision` and
`merge` write compiles, with g++ and with clang++-16.

usage: project.py BUILD_DIRECTORY
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CMAKE = """cmake_minimum_required(VERSION 3.25)
project(shop LANGUAGES CXX)
find_package(sterna 0.1 REQUIRED)
add_executable(shop main.cpp)
sterna_add_migrations(shop DIRECTORY migrations)
"""
MAIN = """#include "migrations/history.hpp"
#include <sterna/sterna.hpp>
#include <iostream>
int main() {
  for (const auto& each : app::history.revisions()) std::cout << each.id.view() << '\\n';
}
"""
passed = failed = 0


def check(name, good, more=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(("ok " if good else "FAILED ") + name)
    if not good:
        print("    " + str(more).strip().replace("\n", "\n    "))


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, **more)
    done.said = done.stdout + done.stderr
    return done


class Project:
    def __init__(self, where, prefix):
        self.source, self.build = where / "shop", where / "shop" / "build"
        self.directory = self.source / "migrations"
        self.directory.mkdir(parents=True)
        (self.source / "main.cpp").write_text(MAIN)
        (self.source / "CMakeLists.txt").write_text(CMAKE)
        self.options = ["-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_CXX_FLAGS=-O0"]
        if shutil.which("ccache"):
            self.options.append("-DCMAKE_CXX_COMPILER_LAUNCHER=ccache")

    def configure(self, *options):
        return run("cmake", "-S", self.source, "-B", self.build, *self.options, *options)

    def make(self, *targets):
        return run("cmake", "--build", self.build, *(["--target", *targets] if targets else []))

    def migrate(self, *words):
        return run(self.build / "shop-migrate", *words, cwd=self.source)

    def write(self, name, text):
        (self.directory / name).write_text(text)

    def header(self):
        return (self.build / "shop-history" / "migrations" / "history.hpp")


def written(done):
    """The file that a command says it has written."""
    found = re.fullmatch(r"Generating (.*) \.\.\.  done\n", done.stdout)
    return pathlib.Path(found[1]) if found and done.returncode == 0 else None


def a_day(project):
    done = project.configure()
    check("an empty directory configures", done.returncode == 0, done.said)
    done = project.make()
    check("an empty history builds", done.returncode == 0, done.said)

    first = written(project.migrate("revision", "-m", "create user"))
    check("revision writes the first migration", first and first.is_file())
    done = project.migrate("revision", "-m", "too early")
    check("before a build there is no second one", done.returncode == 255 and "build that again first" in done.stderr
          and len(os.listdir(project.directory)) == 1, done.said)
    check("it builds as it is written", project.make().returncode == 0)
    text = first.read_text()
    ops = re.sub(r"// add_column.*", 'create_table("user", column("id", integer, primary_key))', text)
    check("the comment stands where the ops go", ops != text, text)
    first.write_text(ops)
    project.make()
    second = written(project.migrate("revision", "-m", "say \"hi\" \\ to\nall, für alle"))
    check("revision writes the second migration", second is not None)
    done = project.make()
    check("it builds, with quotes, backslash, newline and UTF-8 in the message", done.returncode == 0, done.said)
    ids = [file.name.split("_")[0] for file in (first, second)]
    check("the application has both", set(run(project.build / "shop").stdout.split()) == set(ids))
    done = project.migrate("history", "--json")
    check("the message is as it was said", 'say \\"hi\\" \\\\ to\\nall, für alle' in done.stdout, done.said)
    before = project.header().stat().st_mtime_ns
    second.write_text(second.read_text() + "\n")
    done = project.make()
    check("an edited migration is compiled, and the list of all left alone",
          project.header().stat().st_mtime_ns == before and "Building" in done.stdout, done.said)

    # Two people begin at the same place.
    left = written(project.migrate("revision", "-m", "add email"))
    kept = left.read_text()
    left.unlink()
    project.make()
    right = written(project.migrate("revision", "-m", "add phone"))
    left.write_text(kept)
    heads = [left.name.split("_")[0], right.name.split("_")[0]]
    done = project.make()
    sentence = re.search(r"several heads: .*? -?<?application>?-migrate merge (\w+) (\w+);", done.said)
    check("with two heads the build fails, and says what merges them",
          done.returncode != 0 and sentence and set(sentence.groups()) == set(heads), done.said)
    check("the command line builds all the same", project.make("shop-migrate").returncode == 0)
    done = project.migrate("heads")
    check("it tells both heads", sorted(done.stdout.split()) == sorted([*heads, "(head)", "(head)"]), done.said)
    done = project.migrate("revision", "-m", "more")
    check("revision names both ways out", done.returncode == 255 and "--head" in done.stderr
          and "shop-migrate merge " + heads[0] in done.stderr.replace(heads[1] + " " + heads[0], " ".join(heads)),
          done.said)
    if "STERNA_TEST_URL" in os.environ:
        done = project.migrate("upgrade", "head", "--url", os.environ["STERNA_TEST_URL"])
        check("no database is touched", done.returncode == 255 and "several heads" in done.stderr, done.said)
    merge = written(project.migrate("merge", *sentence.groups()))
    check("merge writes the merge", merge is not None)
    done = project.make()
    check("then the build succeeds", done.returncode == 0, done.said)
    done = project.migrate("check")
    check("and check finds no faults", done.stdout == "No faults\n", done.said)
    done = project.migrate("history")
    check("history has all five", len(done.stdout.splitlines()) == 5 and "(mergepoint)" in done.stdout, done.said)
    merge.unlink()  # what follows goes on with one branch
    right.unlink()
    done = project.make()
    check("a migration that is deleted is gone from the history",
          done.returncode == 0 and right.name.split("_")[0] not in run(project.build / "shop").stdout, done.said)
    done = project.migrate("squash", f"{ids[0]}:{heads[0]}", "-m", "all in one")
    check("squash leaves one file", done.returncode == 0 and os.listdir(project.directory) ==
          [heads[0] + "_all_in_one.hpp"] and "databases must be at " + heads[0] in done.stderr, done.said)
    done = project.make()
    check("and it builds", done.returncode == 0 and run(project.build / "shop").stdout.split() == [heads[0]], done.said)


def database(name):
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(ROOT / "tests" / "runtime"))
    from support.databases import Database
    return Database(name)


def the_routine(project, prefix):
    """run_migration, from the directory of the sources, which finds all by itself."""
    if "STERNA_TEST_URL" not in os.environ:
        print("skipped: run_migration, since STERNA_TEST_URL names no test server")
        return
    with database("routine") as db:
        def routine(*words, **more):
            environment = dict(os.environ, SQLALCHEMY_URL=db.url)
            return run(prefix / "bin" / "run_migration", *words, cwd=project.source, env=environment, **more)
        before = len(os.listdir(project.directory))
        done = routine("-m", "add phone")
        check("run_migration writes, builds, shows and does not execute unasked",
              done.returncode == 1 and "there is nobody to ask; say --yes" in done.stderr
              and "Generating" in done.stdout and 'CREATE TABLE "user"' in done.stdout
              and len(os.listdir(project.directory)) == before + 1, done.said)
        check("nothing was executed", db.ask("SELECT to_regclass('alembic_version') IS NULL") == [(True,)])
        done = routine("--yes")
        check("with --yes it upgrades", done.returncode == 0
              and db.ask("SELECT count(*) FROM alembic_version") == [(1,)]
              and "Running upgrade" in done.stderr, done.said)
        done = routine("--target", "nothing")
        check("an unknown target is told", done.returncode == 1, done.said)
        done = routine("--colour")
        check("an unknown option is told", done.returncode == 2 and "usage:" in done.stderr, done.said)
        done = run(prefix / "bin" / "run_migration", "--yes", cwd="/")
        check("without a build directory it says so", done.returncode == 1 and "say --build" in done.stderr, done.said)


def the_examples(where):
    """The command line below a word of an application's own."""
    build = where / "sterna"
    done = run("cmake", "-S", ROOT, "-B", build, "-DSTERNA_EXAMPLES=ON")
    done = run("cmake", "--build", build, "--target", "embedded")
    check("examples/embedded builds", done.returncode == 0, done.said)
    done = run(build / "bin" / "embedded", "migrate", "heads")
    check("it has the command line", done.stdout == "3c5d0b9e7f24 (head)\n", done.said)


def compiled(project):
    """Every file by itself."""
    flags = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", ROOT / "include"]
    messages = ["create table", "delete", "2nd try", "???", "history", "x" * 300, "a\x01\x7f7\t??/", "text"]
    for number, message in enumerate(messages):
        done = project.migrate("revision", "-m", message, "--rev-id", f"id{number}.a", "--branch-label", f"l{number}",
                               "--head", "head")
        file = written(done)
        check(f"a file for {message[:20]!r}", file is not None, done.said)
        if file is None:
            continue
        for compiler in ("g++", "clang++-16"):
            if shutil.which(compiler):
                main = project.source / "one.cpp"
                main.write_text(f'#include "{file}"\n')
                done = run(compiler, *flags, main)
                check(f"{compiler} takes {file.name[:40]}", done.returncode == 0, done.said)
        file.unlink()


def shapes(project):
    """What sterna_add_migrations refuses, and what it takes."""
    def refused(name, file, text, sentence):
        project.write(file, text)
        done = project.make("shop-history")
        said = " ".join(done.said.split())
        check(name, done.returncode != 0 and sentence in said, done.said)
        (project.directory / file).unlink()

    project.write("a.hpp", 'namespace app { using namespace sterna::dsl;\n'
                           '/* inline constexpr auto no = migration("no", "") */ // auto no = migration("no", "")\n'
                           'constexpr auto text_of = "auto no = migration(\\"";\n'
                           'inline\n  constexpr auto\nfirst\n=\nsterna::dsl :: migration\n("f1", "it\'s; [a] \\" //")\n'
                           '.upgrade(execute(R"x(SELECT \'"\', ")" /* auto no = migration( */)x"));\n'
                           'constexpr auto none = ""; constexpr int million = 1\'000\'000; }\n')
    refused("a file without a migration", "b.hpp", "// auto a = migration(\n",
            'there is no inline constexpr auto NAME = migration("...", "...") in it')
    refused("a history written by hand", "history.hpp", "namespace app {}\n", "so delete it")
    refused("a migration in another form", "b.hpp", 'constexpr inline auto second{migration("s1", "x")};',
            "1 times migration(...), and only 0 of them as")
    refused("two migrations of one name", "b.hpp", 'inline constexpr auto first = migration("f2", "");',
            "'first' is the name of another migration too, in")
    done = project.make("shop-migrate")
    check("any layout is taken", done.returncode == 0 and project.migrate("heads").stdout == "f1 (head)\n", done.said)
    project.write("a.hpp", '#include <sterna/dsl.hpp>\nnamespace my::own { using namespace sterna::dsl;\n'
                           'inline constexpr auto first = migration("f1", "first"); }\n')
    (project.source / "policy.hpp").write_text(
        '#include <sterna/dsl.hpp>\nnamespace my::own {\n'
        'inline constexpr auto strict = sterna::policy::rules(sterna::policy::lint_from("f1"));\n}\n')
    (project.source / "main.cpp").write_text(MAIN.replace("app::", "my::own::"))
    (project.source / "CMakeLists.txt").write_text(
        CMAKE.replace("DIRECTORY migrations", "DIRECTORY ./migrations/ NAMESPACE my::own POLICY policy.hpp"))
    done = project.make()
    check("a namespace and a policy", done.returncode == 0 and "strict," in project.header().read_text(), done.said)
    for options, sentence in (("", "it needs DIRECTORY"), ("DIRECTORY none", "make it, it may be empty"),
                              ("DIRECTORY migrations POLICY none.hpp", "there is no policy"),
                              ("DIRECTORY migrations NAMESPCE x", "what is meant by NAMESPCE")):
        (project.source / "CMakeLists.txt").write_text(CMAKE.replace("DIRECTORY migrations", options))
        done = project.configure()
        check(f"cmake refuses: {options}", done.returncode != 0 and sentence in " ".join(done.said.split()), done.said)
    (project.source / "CMakeLists.txt").write_text(CMAKE)
    project.write("a.hpp", '#include <sterna/dsl.hpp>\nnamespace app {\n'
                           'inline constexpr auto first = sterna::dsl::migration("f1", "first"); }\n')
    (project.source / "main.cpp").write_text(MAIN)
    shutil.rmtree(project.build)
    done = project.configure("-DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON")
    check("without CLI11 it says so", "shop-migrate is left out: it needs CLI11" in done.said, done.said)
    done = project.make()
    check("and the application builds", done.returncode == 0 and not (project.build / "shop-migrate").exists(),
          done.said)


def sql_files(project):
    """Texts that stand in files beside the migrations."""
    for file in project.directory.iterdir():
        file.unlink()
    text = "\n  SELECT ')sterna\")sterna1\"' || \"a\\b\" AS c -- @x@ ${y} [z] \\; 'è'\n\t, 1 AS d\n"
    (project.directory / "of" / "it").mkdir(parents=True)
    project.write("of/it/a view.sql", text)
    project.write("empty.sql", "")
    migration = ('#include <sterna/dsl.hpp>\n#include "migrations/sql_files.hpp"\n'
                 'namespace app { using namespace sterna::dsl; static_assert(sql_file("empty.sql").empty());\n'
                 'inline constexpr auto first = migration("f1", "first").upgrade('
                 'create_view("v", sql_file("of/it/a view.sql"))); }\n')
    project.write("a.hpp", migration)
    (project.source / "main.cpp").write_text(
        MAIN.replace("for (", 'std::cout << sterna::sql(app::history, "base", "head");\n  for ('))
    done = project.make("shop")
    told = run(project.build / "shop").stdout
    check("a text of a file is as it stands there", done.returncode == 0 and "CREATE VIEW v AS " + text.rstrip() + ";" in told,
          done.said + told)
    project.write("of/it/a view.sql", "SELECT 2 AS two")
    done = project.make("shop")
    told = run(project.build / "shop").stdout
    check("a file that has changed is compiled again", done.returncode == 0 and "SELECT 2 AS two" in told,
          done.said + told)
    project.write("a.hpp", migration.replace("a view", "a vieew"))
    done = project.make("shop")
    check("one that is not there stops the build, which names it", done.returncode != 0 and re.search(
        r"a\.hpp:4:.*a vieew\.sql", done.said) and "no_such_sql_file_beside_the_migrations" in done.said
        and "SELECT 2" not in done.said, done.said)
    project.write("a.hpp", migration)
    (project.directory / "empty.sql").unlink()
    done = project.make("shop")
    check("so does one that has gone", done.returncode != 0 and "empty.sql" in done.said, done.said)
    shutil.rmtree(project.directory / "of")
    project.write("a.hpp", '#include <sterna/dsl.hpp>\nnamespace app {\n'
                           'inline constexpr auto first = sterna::dsl::migration("f1", "first"); }\n')
    (project.source / "main.cpp").write_text(MAIN)


def the_routine_with_models(project, prefix):
    """run_migration, where the models have been changed: from there to the database in one command."""
    if "STERNA_TEST_URL" not in os.environ:
        print("skipped: run_migration with models, since STERNA_TEST_URL names no test server")
        return
    with database("models") as db:
        def routine(*words):
            return run(prefix / "bin" / "run_migration", *words, cwd=project.source,
                       env=dict(os.environ, SQLALCHEMY_URL=db.url))
        done = routine("-m", "add b", "--yes")
        check("run_migration brings a change of the models to the database", done.returncode == 0 and db.ask(
            "SELECT attname FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0 ORDER BY 1")
            == [("a",), ("b",)], done.said)
        check("and shows it before", 'ADD COLUMN b text' in done.stdout, done.said)
        before = sorted(os.listdir(project.directory))
        done = routine("-m", "again", "--yes")
        check("where the models ask for nothing, it writes nothing and says so", done.returncode == 1
              and "asks for no migration" in done.stderr and sorted(os.listdir(project.directory)) == before, done.said)


def the_models(project, prefix):
    """The build fails where the models are not what the history leads to, and says what writes the migration."""
    models = project.source / "models.hpp"

    def say(column):
        models.write_text('#include <sterna/models/models.hpp>\nnamespace app {\nusing namespace sterna::dsl;\n'
                          f'inline constexpr auto models = sterna::models(table("t", {column}));\n}}\n')
    say('column("a", text)')
    project.write("a.hpp", '#include <sterna/dsl.hpp>\nnamespace app {\nusing namespace sterna::dsl;\n'
                           'inline constexpr auto first = migration("f1", "first").upgrade('
                           'create_table("t", column("a", text))); }\n')
    (project.source / "CMakeLists.txt").write_text(
        CMAKE.replace("DIRECTORY migrations", "DIRECTORY migrations MODELS models.hpp"))
    project.configure("-DCMAKE_DISABLE_FIND_PACKAGE_CLI11=OFF")
    done = project.make()
    check("models that fit build", done.returncode == 0, done.said)
    done = project.migrate("check")
    check("and check finds no faults", done.stdout == "No faults\n", done.said)
    say('column("a", text), column("b", text)')
    done = project.make("shop")
    check("models that are ahead do not", done.returncode != 0 and "table 't' is missing" in done.said.replace("\\", "")
          and "shop-migrate" not in done.stdout
          and "<application>-migrate revision --autogenerate --offline" in done.said, done.said)
    done = project.make("shop-migrate")
    check("the command line builds all the same", done.returncode == 0, done.said)
    done = project.migrate("check")
    check("and check says what is missing", done.returncode == 255 and done.stderr.startswith(
        "FAILED: models: they are not what the history leads to: there, column 'b' of table 't' is missing;"),
          done.said)
    the_routine_with_models(project, prefix)
    say('column("a", text), column("b", text), column("c", text)')
    project.configure("-DSTERNA_CHECK_MODELS=OFF")
    done = project.make()
    check("with the check turned off the application builds", done.returncode == 0, done.said)
    (project.source / "CMakeLists.txt").write_text(
        CMAKE.replace("DIRECTORY migrations", "DIRECTORY migrations MODELS none.hpp"))
    done = project.configure()
    check("models that are not there are told", done.returncode != 0 and "there are no models" in done.said, done.said)


def main():
    with tempfile.TemporaryDirectory() as directory:
        where = pathlib.Path(directory)
        done = run("cmake", "-S", ROOT, "-B", where / "sterna", "-G", "Ninja", "-DSTERNA_TESTS=OFF",
                   "-DSTERNA_EXAMPLES=OFF")
        done = run("cmake", "--install", where / "sterna", "--prefix", where / "prefix")
        check("the package is installed", done.returncode == 0, done.said)
        project = Project(where, where / "prefix")
        a_day(project)
        the_routine(project, where / "prefix")
        compiled(project)
        the_examples(where)
        for file in project.directory.iterdir():
            file.unlink()
        shapes(project)
        sql_files(project)
        the_models(project, where / "prefix")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
