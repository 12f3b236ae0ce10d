# SPDX-License-Identifier: BSL-1.0
"""Takes the statements of a script in place of a database."""
from __future__ import annotations

import contextlib
import re
from typing import Any, Callable, Dict, Iterator, Optional

import sqlalchemy
from alembic.runtime.migration import MigrationContext

from . import words
from .history import Schema, Script
from .literals import NeedsDatabase, compiler_with_literals
from .sql import statements


class Recorder:
    """Takes every statement of the script that is being run."""

    def __init__(self) -> None:
        self.schema = Schema()
        self.script: Optional[Script] = None  # None: nothing is recorded
        self.outside = False
        self.dialect: Any = None

    def sql(self, text: str) -> None:
        """One statement or several. COMMIT and BEGIN, which old scripts say themselves, are an autocommit_block."""
        if self.script is None:
            return
        for _, each in statements(text):
            if not each or self.control(each):
                continue
            for op in words.ops_of(each, self.schema.enumerations):
                op.outside = self.outside
                self.schema.apply(op)
                self.script.ops.append(op)

    def control(self, text: str) -> bool:
        """What Alembic writes between the statements: BEGIN and COMMIT around an autocommit_block."""
        word = text.strip().rstrip(";").upper()
        if word not in ("BEGIN", "COMMIT"):
            return False
        self.outside = word == "COMMIT"
        return True

    def statement(self, said: Any, parameters: Any = None) -> None:
        """A text or a construct of SQLAlchemy, with its parameters as literals."""
        if self.script is None:
            return
        if isinstance(said, str):
            said = sqlalchemy.text(said)
        if isinstance(parameters, (list, tuple)):
            for each in parameters:
                self.statement(said, each)
            return
        self.sql(self.text_of(said, dict(parameters or {})))

    def text_of(self, said: Any, parameters: Dict[str, Any]) -> str:
        if parameters:
            said = said.bindparams(**parameters) if hasattr(said, "bindparams") else said.values(**parameters)
        ddl = isinstance(said, sqlalchemy.schema.DDLElement)
        options = {} if ddl else {"compile_kwargs": {"literal_binds": True}}
        try:
            text = str(said.compile(dialect=self.dialect, **options))
        except sqlalchemy.exc.SQLAlchemyError as error:
            raise NeedsDatabase(f"this statement has no text without a database: {error}") from error
        return re.sub(r"[ \t]*\n\t?", lambda found: "\n" + "    " * found[0].endswith("\t"), text) if (
            ddl and "'" not in text) else text


class NoRows:
    """The result of a statement that nobody has executed."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise NeedsDatabase(f"it reads the result of a statement (.{name})")

    def __iter__(self) -> Iterator[Any]:
        raise NeedsDatabase("it goes through the rows of a result")

    def __bool__(self) -> bool:
        raise NeedsDatabase("it reads the result of a statement")

    def close(self) -> None:
        pass


class Connection:
    """What op.get_bind() gives: statements are recorded, questions refused."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.dialect = recorder.dialect
        self.engine = self
        self.info: Dict[str, Any] = {}

    def execute(self, said: Any, parameters: Any = None, *more: Any, **named: Any) -> NoRows:
        if more:
            parameters = [parameters, *more]
        known = {"execution_options"}
        self.recorder.statement(said, parameters or {k: v for k, v in named.items() if k not in known})
        return NoRows()

    def exec_driver_sql(self, said: str, parameters: Any = None, **_: Any) -> NoRows:
        if parameters:
            raise NeedsDatabase("it executes SQL of the driver with parameters")
        self.recorder.sql(said)
        return NoRows()

    def scalar(self, said: Any, *_: Any, **__: Any) -> Any:
        raise NeedsDatabase("it reads the result of a statement (.scalar)")

    scalars = scalar

    def execution_options(self, **options: Any) -> "Connection":
        return self

    @contextlib.contextmanager
    def begin(self, *_: Any) -> Iterator["Connection"]:
        yield self

    begin_nested = connect = begin

    def in_transaction(self) -> bool:
        return True

    def commit(self) -> None:
        raise NeedsDatabase("it commits by itself; say it with op.get_context().autocommit_block()")

    def close(self) -> None:
        pass

    def schema_for_object(self, element: Any) -> Optional[str]:
        return element.schema

    def _run_ddl_visitor(self, visitor: Any, element: Any, **options: Any) -> None:
        visitor(self.dialect, self, **options).traverse_single(element)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise NeedsDatabase(f"it uses the connection (.{name})")


def prepare_dialect(dialect: Any, recorder: Recorder) -> None:
    """What SQLAlchemy asks a server online is answered from what has been recorded."""
    dialect.paramstyle, dialect.positional = "named", False
    dialect.identifier_preparer._double_percents = False  # % is no parameter here
    dialect._backslash_escapes = False                    # standard_conforming_strings is on
    dialect.statement_compiler = compiler_with_literals(dialect.statement_compiler)

    def knows(there: Callable[[], Any]) -> Callable[..., bool]:
        def answer(_: Any, name: str, schema: Optional[str] = None, **__: Any) -> bool:
            found = (schema or "public", name) in there()
            if not found and recorder.schema.may_hold(name):
                raise NeedsDatabase(f"it asks whether '{name}' is there, and raw SQL may have made it")
            return found

        return answer

    dialect.has_type = knows(lambda: recorder.schema.enumerations)
    dialect.has_table = knows(lambda: recorder.schema.tables)
    dialect.has_index = lambda connection, table, index, schema=None, **_: (
        (schema or "public", index) in recorder.schema.indexes)
    dialect.has_sequence = knows(lambda: recorder.schema.objects)
    dialect.has_schema = lambda connection, name, **_: ("public", name) in recorder.schema.objects


def attach(context: MigrationContext, recorder: Recorder) -> None:
    """Lets all that goes through a context of Alembic go to the recorder."""
    recorder.dialect = context.dialect
    prepare_dialect(context.dialect, recorder)
    impl: Any = context.impl
    connection: Any = Connection(recorder)
    context.connection = impl.connection = connection
    impl.static_output = recorder.control

    def run(construct: Any, execution_options: Any = None, multiparams: Any = None, params: Any = None) -> NoRows:
        recorder.statement(construct, list(multiparams) if multiparams else params)
        return NoRows()

    impl._exec = run
