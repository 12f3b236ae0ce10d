# SPDX-License-Identifier: BSL-1.0
"""The history that is in a directory of Alembic's scripts: each is run, offline, and what it would execute recorded."""
from __future__ import annotations

import importlib
import io
import logging
import pathlib
import traceback
import types
from typing import Any, Callable, List, Optional, Sequence, Tuple

from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from .history import Migration, Script
from .literals import NeedsDatabase
from .recorder import Recorder, attach


class ImportFault(Exception):
    """The history cannot be imported at all."""


def run_direction(module: types.ModuleType, direction: str, recorder: Recorder) -> Script:
    """One of the functions of a script."""
    function = getattr(module, direction, None)
    script = Script()
    if function is None:
        script.refused = f"Alembic's script has no {direction}()"
        return script
    recorder.script, recorder.outside = script, False
    try:
        function()
    except NotImplementedError as error:
        script.refused = str(error) or f"Alembic's {direction}() raises NotImplementedError"
    except Exception as error:  # whatever the script of somebody raises
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == module.__file__]
        last = traceback.extract_tb(error.__traceback__)[-1]
        at = f" (line {frames[-1].lineno})" if frames else ""
        if last.filename == module.__file__ and (last.line or "").startswith("raise"):
            script.refused = str(error) or f"Alembic's {direction}() raises {type(error).__name__}"
        else:
            said = " ".join(str(error).split())
            script.unknown = (said if isinstance(error, NeedsDatabase) else f"{type(error).__name__}: {said}") + at
    finally:
        recorder.script = None
    return script


def texts(said: Any) -> List[str]:
    return [] if said is None else [said] if isinstance(said, str) else [str(each) for each in said]


def record(scripts: ScriptDirectory, recorder: Recorder, root: pathlib.Path) -> List[Migration]:
    """All migrations, parents and dependencies before those that need them."""
    found: List[Migration] = []
    for script in reversed(list(scripts.walk_revisions())):
        module = script.module
        path = pathlib.Path(script.path)
        source = str(path.relative_to(root)) if root in path.parents else path.name
        message = " ".join((script.doc or "").split()) or f"revision {script.revision}"
        made = Migration(script.revision, message, source, texts(script.down_revision),
                         texts(getattr(module, "branch_labels", None)), texts(getattr(module, "depends_on", None)))
        made.before = recorder.schema.copy()
        made.up = run_direction(module, "upgrade", recorder)
        if made.up.refused:
            made.up.unknown = made.up.refused
        made.after = recorder.schema.copy()
        made.down = run_direction(module, "downgrade", recorder)
        recorder.schema = made.after.copy()
        found.append(made)
    return found


def metadata_of(place: str) -> Any:
    """`package.module:attribute`."""
    module, _, attribute = place.partition(":")
    found: Any = importlib.import_module(module)
    for part in (attribute or "metadata").split("."):
        found = getattr(found, part)
    return found


def read(ini: str, section: str, x_arguments: Sequence[str], use_env: bool,
         metadata: Optional[str]) -> Tuple[List[Migration], Optional[str]]:
    """The migrations of an environment, and the name of its version table where that is not Alembic's own."""
    if not pathlib.Path(ini).is_file():
        raise ImportFault(f"there is no {ini}; name the configuration with --config")
    config = Config(ini, ini_section=section, output_buffer=io.StringIO(),
                    cmd_opts=types.SimpleNamespace(x=list(x_arguments)))  # type: ignore[arg-type]
    scripts = ScriptDirectory.from_config(config)
    recorder = Recorder()
    found: List[Migration] = []
    tables: List[str] = []
    root = pathlib.Path(ini).resolve().parent

    def go(context: MigrationContext) -> None:
        if context.dialect.name != "postgresql":
            raise ImportFault(f"the environment is one of {context.dialect.name}, and Sterna is for PostgreSQL; set "
                              "the URL of a PostgreSQL database (it need not exist), or say --without-env")
        logging.disable(logging.INFO)
        attach(context, recorder)
        tables.append(context.version_table)
        found.extend(record(scripts, recorder, root))

    if use_env:
        with_env(config, scripts, go)
    else:
        options = {"as_sql": True, "literal_binds": True, "output_buffer": io.StringIO(),
                   "target_metadata": metadata_of(metadata) if metadata else None}
        context = MigrationContext.configure(dialect_name="postgresql", opts=options)
        with Operations.context(context):
            go(context)
    return found, next((table for table in tables if table != "alembic_version"), None)


def with_env(config: Config, scripts: ScriptDirectory, go: Callable[[MigrationContext], None]) -> None:
    """Runs env.py as `alembic upgrade --sql` does: so its naming conventions and options hold."""

    def steps(_: Any, context: MigrationContext) -> List[Any]:
        go(context)
        return []

    ran: List[bool] = []

    def once(revision: Any, context: MigrationContext) -> List[Any]:
        if ran:
            raise ImportFault("env.py migrates several databases; import each with an env.py of its own")
        ran.append(True)
        return steps(revision, context)

    try:
        with EnvironmentContext(config, scripts, fn=once, as_sql=True, starting_rev=None, destination_rev="heads"):
            scripts.run_env()
    except (ImportFault, SyntaxError):
        raise
    except Exception as error:
        if ran:
            raise
        raise ImportFault(f"env.py cannot be run offline ({type(error).__name__}: {' '.join(str(error).split())}); "
                          "mend its offline mode, or say --without-env, with --metadata package.module:attribute "
                          "where that has naming conventions") from error
    if not ran:
        raise ImportFault("env.py did not call context.run_migrations() in offline mode; say --without-env")
