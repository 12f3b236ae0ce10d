# SPDX-License-Identifier: BSL-1.0
"""Histories of any length, made by varying the ops. The same seed makes the same history."""
import random

from projects.project import Revision

TYPES = ["sa.Integer", "sa.BigInteger", "sa.SmallInteger", "sa.String(40)", "sa.String", "sa.Unicode(9)", "sa.Text",
         "sa.Boolean", "sa.DateTime", "sa.DateTime(timezone=True)", "sa.Date", "sa.Time", "sa.Interval", "sa.Float",
         "sa.Numeric(8, 3)", "sa.Numeric", "sa.LargeBinary", "sa.JSON", "postgresql.JSONB", "postgresql.UUID",
         "postgresql.ARRAY(sa.String(5))", "postgresql.INET", "postgresql.TSVECTOR", "postgresql.TSRANGE",
         "postgresql.TIMESTAMP(precision=2)", "sa.CHAR(4)", "postgresql.INTERVAL(precision=3)", "postgresql.MACADDR",
         "sa.TIMESTAMP(timezone=True)", "postgresql.TIME(timezone=True)", "postgresql.BIT(3)", "postgresql.MONEY",
         "postgresql.REAL", "postgresql.DOUBLE_PRECISION", "sa.Enum('x', 'y', name={enum!r})"]
DEFAULTS = {"sa.Integer": ["'7'", "sa.text('7')", "sa.text('-1')", "sa.text('1 + 2')"],
            "sa.Boolean": ["sa.true()", "'f'", "sa.text('false')"],
            "sa.Text": ["'it''s'", "'50%'", "'a\\\\\\\\b'", "''"],
            "sa.String(40)": ["sa.text(\"'x' || 'y'\")", "'q\"q'"], "sa.DateTime": ["sa.func.now()"],
            "postgresql.JSONB": ["'{}'", "sa.text(\"'[]'::jsonb\")"], "sa.Numeric": ["sa.text('0.5')"],
            "sa.Date": ["sa.text('CURRENT_DATE')", "'2020-01-01'"]}
COMMENTS = ["in m", "it is \\ 100% :x", "two\nlines", 'a "word"']
ODD_NAMES = ["order", "Group", "a b", 'q"uote', "ünder", "select", "x_1", "percent%", "user"]


class Table:
    def __init__(self, name, schema):
        self.name, self.schema = name, schema
        self.columns, self.constraints, self.indexes = {}, {}, []

    @property
    def of(self):
        return f"{self.name!r}" + (f", schema={self.schema!r}" if self.schema else "")

    @property
    def where(self):
        return f", schema={self.schema!r}" if self.schema else ""


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0
        self.tables = []
        self.settled = set()  # columns with a default, or an identity

    def name(self, stem):
        self.count += 1
        odd = self.random.choice(ODD_NAMES) if self.random.random() < 0.3 else stem
        return f"{odd}{self.count}"

    def column(self, options=True):
        name, kind = self.name("column"), self.random.choice(TYPES)
        if "{enum" in kind:
            kind = kind.format(enum=self.name("enum")) if options == "create" else "sa.Text"
        said = [repr(name), kind]
        if options and self.random.random() < 0.4 and kind in DEFAULTS:
            said.append("server_default=" + self.random.choice(DEFAULTS[kind]))
        elif options == "create" and kind in ("sa.Integer", "sa.BigInteger") and self.random.random() < 0.3:
            said.append(self.random.choice(["sa.Identity()", "sa.Identity(always=True)"]))
        if any(each.startswith(("server_default", "sa.Identity")) for each in said):
            self.settled.add(name)
        if options == "create" and self.random.random() < 0.3:
            said.append("nullable=False")
        if options and self.random.random() < 0.2:
            said.append(f"comment={self.random.choice(COMMENTS)!r}")
        if self.random.random() < 0.15 and "JSON" not in kind and "MONEY" not in kind and "BIT" not in kind:
            said.append("index=True")
        return name, kind, f"sa.Column({', '.join(said)})"

    def create_table(self):
        table = Table(self.name("table"), self.random.choice([None, None, "other"]))
        key = self.random.choice(["sa.Integer", "sa.BigInteger", "sa.SmallInteger", "sa.String(8)", "sa.Integer",
                                  "postgresql.UUID"])
        more = self.random.choice(["", "", ", autoincrement=False"])
        parts = [f"sa.Column('id', {key}, primary_key=True{more})"]
        enums = []
        for _ in range(self.random.randint(1, 6)):
            name, kind, text = self.column("create")
            table.columns[name] = kind
            parts.append(text)
        referred = [each for each in self.tables if each.columns.get("id") == key]
        if referred and self.random.random() < 0.6:
            other = self.random.choice(referred)
            name = self.name("ref")
            table.columns[name] = key
            target = (f"{other.schema}." if other.schema else "") + other.name + ".id"
            if "." not in other.name and not set(other.name) & set(' "%'):
                action = self.random.choice(["", ", ondelete='CASCADE'", ", onupdate='SET NULL'", ", deferrable=True"])
                parts.append(f"sa.Column({name!r}, {key}, sa.ForeignKey({target!r}{action}))")
            else:
                parts.append(f"sa.Column({name!r}, {key})")
        plain = [n for n, k in table.columns.items() if k in ("sa.Integer", "sa.Text", "sa.Date", "sa.String(40)")]
        if plain and self.random.random() < 0.5:
            name = self.name("uq")
            options = self.random.choice(["", ", deferrable=True"])
            parts.append(f"sa.UniqueConstraint({plain[0]!r}, name={name!r}{options})")
            table.constraints[name] = "unique"
        if self.random.random() < 0.3:
            name = self.name("ck")
            parts.append(f"sa.CheckConstraint('id IS NOT NULL', name={name!r})")
            table.constraints[name] = "check"
        if self.random.random() < 0.2:
            parts.append(f"comment={self.random.choice(['a table', 'an ''odd'' one'])!r}")
        table.columns["id"] = key
        self.tables.append(table)
        lines = ["op.create_table(" + f"{table.name!r},\n    " + ",\n    ".join(parts) + f"{table.where})"]
        return lines + enums, [f"op.drop_table({table.of})"]

    def step(self):
        """Lines up and down."""
        if len(self.tables) < 2 or self.random.random() < 0.25:
            return self.create_table()
        table = self.random.choice(self.tables)
        free = [name for name in table.columns if name != "id"]
        what = self.random.choice(["add", "add", "add", "drop", "alter", "rename", "index", "unique", "check",
                                   "comment", "insert", "table_name", "drop_constraint", "drop_table", "default"])
        if what == "add":
            name, kind, text = self.column("add")
            table.columns[name] = kind
            return [f"op.add_column({table.name!r}, {text}{table.where})"], [
                f"op.drop_column({table.name!r}, {name!r}{table.where})"]
        if what == "alter" and free:
            texts = [n for n in free if table.columns[n] in ("sa.Text", "sa.String", "sa.String(40)")]
            numbers = [n for n in free if table.columns[n] in ("sa.SmallInteger",)]
            if texts:
                name = self.random.choice(texts)
                old, table.columns[name] = table.columns[name], "sa.Text"
                return [f"op.alter_column({table.name!r}, {name!r}, type_=sa.Text(){table.where})"], [
                    f"op.alter_column({table.name!r}, {name!r}, type_={old}{'' if '(' in old else '()'}{table.where})"]
            if numbers:
                name = self.random.choice(numbers)
                table.columns[name] = "sa.BigInteger"
                return [f"op.alter_column({table.name!r}, {name!r}, type_=sa.BigInteger(),"
                        f" comment='bigger'{table.where})"], [
                    f"op.alter_column({table.name!r}, {name!r}, type_=sa.SmallInteger(), comment=None{table.where})"]
        if what == "default":
            fit = [n for n in free if table.columns[n] in DEFAULTS and n not in self.settled]
            if fit:
                name = self.random.choice(fit)
                default = self.random.choice(DEFAULTS[table.columns[name]])
                self.settled.add(name)
                return [f"op.alter_column({table.name!r}, {name!r}, server_default={default}{table.where})"], [
                    f"op.alter_column({table.name!r}, {name!r}, server_default=None{table.where})"]
        if what == "rename" and free:
            name, new = self.random.choice(free), self.name("renamed")
            self.settled.add(new)
            table.columns[new] = table.columns.pop(name)
            return [f"op.alter_column({table.name!r}, {name!r}, new_column_name={new!r}{table.where})"], [
                f"op.alter_column({table.name!r}, {new!r}, new_column_name={name!r}{table.where})"]
        if what == "index" and free:
            name = self.name("ix")
            column = self.random.choice([n for n in free if table.columns[n] in (
                "sa.Text", "sa.Integer", "sa.Date", "sa.String(40)", "sa.Boolean", "sa.DateTime")] or ["id"])
            more = self.random.choice(["", ", unique=True", ", postgresql_where=sa.text('id IS NOT NULL')",
                                       ", postgresql_using='hash'", ", postgresql_include=['id']"])
            if "hash" not in more and self.random.random() < 0.3:
                key = f"[sa.text('id DESC'), {column!r}]"
            else:
                key = f"[{column!r}]"
            table.indexes.append(name)
            return [f"op.create_index({name!r}, {table.name!r}, {key}{more}{table.where})"], [
                f"op.drop_index({name!r}, table_name={table.name!r}{table.where})"]
        if what == "unique":
            name = self.name("uq")
            table.constraints[name] = "unique"
            return [f"op.create_unique_constraint({name!r}, {table.name!r}, ['id']{table.where})"], [
                f"op.drop_constraint({name!r}, {table.name!r}{table.where})"]
        if what == "check":
            name = self.name("ck")
            table.constraints[name] = "check"
            return [f"op.create_check_constraint({name!r}, {table.name!r}, 'id IS NOT NULL'{table.where})"], [
                f"op.drop_constraint({name!r}, {table.name!r}, type_='check'{table.where})"]
        if what == "drop_constraint" and table.constraints:
            name = self.random.choice(sorted(table.constraints))
            kind = table.constraints.pop(name)
            if kind == "check":
                return [f"op.drop_constraint({name!r}, {table.name!r}{table.where})"], [
                    f"op.create_check_constraint({name!r}, {table.name!r}, 'id IS NOT NULL'{table.where})"]
            table.constraints[name] = kind
        if what == "comment":
            return [f"op.create_table_comment({table.name!r}, 'said at {self.count}'{table.where})"], [
                f"op.drop_table_comment({table.name!r}{table.where})"]
        if what == "insert" and table.columns["id"] == "sa.Integer":
            return [f"op.execute('DELETE FROM ' + {self.quoted(table)!r} + ' WHERE id = {self.count}')"], ["pass"]
        if what == "table_name":
            new, old = self.name("moved"), table.name
            done = [f"op.rename_table({old!r}, {new!r}{table.where})"], [
                f"op.rename_table({new!r}, {old!r}{table.where})"]
            table.name = new
            return done
        return [], []

    @staticmethod
    def quoted(table):
        name = '"' + table.name.replace('"', '""') + '"'
        return f"{table.schema}.{name}" if table.schema else name


def history(seed, length):
    """One line of revisions, each with one to four ops."""
    maker = Maker(seed)
    revisions = [Revision("r000", None, "op.execute('CREATE SCHEMA other')", "op.execute('DROP SCHEMA other')")]
    while len(revisions) <= length:
        up, down = [], []
        for _ in range(maker.random.randint(1, 4)):
            lines, back = maker.step()
            up += lines
            down = back + down
        revisions.append(Revision(f"r{len(revisions):03}", revisions[-1].id, "\n".join(up), "\n".join(down)))
    return revisions
