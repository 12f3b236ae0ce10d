# SPDX-License-Identifier: BSL-1.0
"""A history that uses every op of Alembic, with branches, merges, labels and dependencies."""
from projects.project import Revision

# 1.8 has no if_exists and no inline_references; what newer versions add is rendered the same as other options.
EVERY_OP = [
    Revision("a01", None, """
        op.create_table("account",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("name", sa.String(50), nullable=False, index=True, comment="as it is shown; 100% \\\\ 'quoted'"),
            sa.Column("Mixed Case", sa.Unicode(200)),
            sa.Column("mood", sa.Enum("sad", "ok", "it's", name="mood"), server_default="ok", nullable=False),
            sa.Column("active", sa.Boolean, server_default=sa.text("true"), nullable=False),
            sa.Column("visits", sa.BigInteger, server_default="0"),
            sa.Column("made", sa.DateTime(timezone=True), server_default=sa.func.now()),
            sa.Column("data", postgresql.JSONB, server_default=sa.text("'{}'::jsonb")),
            sa.UniqueConstraint("name", name="uq_account_name"),
            sa.CheckConstraint("visits >= 0 AND name <> ':x'", name="ck_account_visits"),
            comment="people")
        """, """
        op.drop_table("account")
        """, "create account"),
    Revision("a02", "a01", """
        op.execute("CREATE SCHEMA sales")
        op.create_table("order",
            sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
            sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
            sa.Column("total", sa.Numeric(10, 2), nullable=False),
            sa.Column("tax", sa.Numeric(10, 2), sa.Computed("total * 0.2", persisted=True)),
            sa.Column("tags", postgresql.ARRAY(sa.Text)),
            sa.Column("grid", postgresql.ARRAY(sa.Integer, dimensions=2)),
            sa.Column("code", sa.String(20, collation="C")),
            sa.Column("at", postgresql.TIMESTAMP(timezone=True, precision=3)),
            sa.Column("plain", sa.DateTime),
            sa.Column("day", sa.Date), sa.Column("hour", sa.Time), sa.Column("span", sa.Interval),
            sa.Column("ip", postgresql.INET), sa.Column("mask", postgresql.BIT(8)),
            sa.Column("bits", postgresql.BIT(8, varying=True)), sa.Column("f", sa.Float),
            sa.Column("d", postgresql.DOUBLE_PRECISION), sa.Column("blob", sa.LargeBinary),
            sa.Column("u", postgresql.UUID), sa.Column("r", postgresql.INT4RANGE), sa.Column("c", sa.CHAR(3)),
            sa.Column("small", sa.SmallInteger), sa.Column("vector", postgresql.TSVECTOR),
            schema="sales")
        op.create_table("line",
            sa.Column("order_id", sa.BigInteger, nullable=False), sa.Column("number", sa.Integer, nullable=False),
            sa.Column("kind", sa.Enum("a", "b", name="kind", schema="sales")),
            sa.PrimaryKeyConstraint("order_id", "number", name="pk_line"),
            sa.ForeignKeyConstraint(["order_id"], ["sales.order.id"], name="fk_line_order", ondelete="SET NULL",
                                    onupdate="CASCADE", deferrable=True, initially="DEFERRED"),
            schema="sales")
        """, """
        op.drop_table("line", schema="sales")
        op.execute("DROP TYPE sales.kind")
        op.drop_table("order", schema="sales")
        op.execute("DROP SCHEMA sales")
        """, "create order"),
    Revision("a03", "a02", """
        op.add_column("account", sa.Column("email", sa.String(254), unique=True, index=True))
        op.add_column("account", sa.Column("parent", sa.Integer, sa.ForeignKey("account.id", name="fk_parent")))
        op.add_column("account", sa.Column("other", sa.Integer, sa.ForeignKey("account.id"), comment="no name"))
        op.add_column("account", sa.Column("age", sa.Integer, sa.CheckConstraint("age > 0", name="ck_age"),
                                           server_default="1", nullable=False))
        op.add_column("order", sa.Column("note", sa.Text, server_default="it's"), schema="sales")
        """, """
        op.drop_column("order", "note", schema="sales")
        op.drop_column("account", "age")
        op.drop_column("account", "other")
        op.drop_column("account", "parent")
        op.drop_column("account", "email")
        """, "add columns"),
    Revision("a04", "a03", """
        op.alter_column("account", "name", type_=sa.Text(), existing_type=sa.String(50), nullable=True,
                        server_default="nobody", comment="shown")
        op.alter_column("account", "visits", type_=sa.Integer(), postgresql_using="visits::integer",
                        server_default=None)
        op.alter_column("account", "Mixed Case", new_column_name="mixed_case")
        op.alter_column("account", "age", server_default=sa.text("1 + 1"), nullable=True)
        op.alter_column("account", "active", comment=None, server_default=sa.false())
        """, """
        op.alter_column("account", "active", server_default=sa.text("true"))
        op.alter_column("account", "age", server_default="1", nullable=False)
        op.alter_column("account", "mixed_case", new_column_name="Mixed Case")
        op.alter_column("account", "visits", type_=sa.BigInteger(), server_default="0")
        op.alter_column("account", "name", server_default=None, comment="as it is shown; 100% \\\\ 'quoted'")
        op.alter_column("account", "name", type_=sa.String(50), nullable=False)
        """, "alter columns"),
    Revision("a05", "a04", """
        op.create_index("ix_lower", "account", [sa.text("lower(name)"), "age"], unique=True)
        op.create_index("ix_partial", "account", ["made"], postgresql_where=sa.text("active AND name <> 'x%'"))
        op.create_index("ix_gin", "account", ["data"], postgresql_using="gin",
                        postgresql_ops={"data": "jsonb_path_ops"})
        op.create_index("ix_desc", "account", [sa.desc("age"), sa.text("made DESC NULLS LAST")],
                        postgresql_include=["visits"])
        op.create_index(op.f("ix_with"), "account", ["visits"], postgresql_with={"fillfactor": 50})
        op.create_index("ix_order_code", "order", ["code"], schema="sales")
        op.create_table_comment("account", "members", existing_comment="people")
        op.drop_table_comment("account")
        op.create_table_comment("order", "what was bought", schema="sales")
        """, """
        op.drop_table_comment("order", schema="sales")
        op.create_table_comment("account", "people")
        op.drop_index("ix_order_code", schema="sales")
        for name in ("ix_with", "ix_desc", "ix_gin", "ix_partial", "ix_lower"):
            op.drop_index(name, table_name="account")
        """, "create indexes"),
    Revision("a06", "a05", """
        op.create_table("room", sa.Column("a", sa.Integer, nullable=False), sa.Column("b", sa.Integer, nullable=False),
                        sa.Column("c", sa.Integer), sa.Column("period", postgresql.INT4RANGE))
        op.create_primary_key("pk_room", "room", ["a", "b"])
        op.create_unique_constraint("uq_room", "room", ["c", "a"], deferrable=True, initially="DEFERRED")
        op.create_check_constraint("ck_room", "room", "c > 0 OR c IS NULL")
        op.create_check_constraint("ck_room_2", "room", sa.column("a") < 10000)
        op.create_foreign_key("fk_room", "room", "account", ["c"], ["id"], ondelete="SET NULL", onupdate="RESTRICT",
                              match="FULL")
        op.create_foreign_key(None, "room", "order", ["b"], ["id"], referent_schema="sales")
        op.create_exclude_constraint("ex_room", "room", ("period", "&&"), where=sa.text("a > 5"))
        """, """
        op.drop_table("room")
        """, "create constraints"),
    Revision("a07", "a06", """
        op.drop_constraint("ck_room_2", "room", type_="check")
        op.drop_constraint("fk_room", "room", type_="foreignkey")
        op.drop_constraint("pk_room", "room")
        op.drop_column("room", "period")
        op.rename_table("room", "chamber")
        op.drop_index("ix_desc", table_name="account")
        """, """
        op.create_index("ix_desc", "account", [sa.desc("age"), sa.text("made DESC NULLS LAST")],
                        postgresql_include=["visits"])
        op.rename_table("chamber", "room")
        op.add_column("room", sa.Column("period", postgresql.INT4RANGE))
        op.create_exclude_constraint("ex_room", "room", ("period", "&&"), where=sa.text("a > 5"))
        op.create_primary_key("pk_room", "room", ["a", "b"])
        op.create_foreign_key("fk_room", "room", "account", ["c"], ["id"], ondelete="SET NULL", onupdate="RESTRICT",
                              match="FULL")
        op.create_check_constraint("ck_room_2", "room", "a < 10000")
        """, "drop constraints"),
    Revision("b01", "a07", """
        table = op.create_table("setting", sa.Column("key", sa.String(20), primary_key=True),
            sa.Column("value", postgresql.JSONB), sa.Column("day", sa.Date), sa.Column("n", sa.Numeric),
            sa.Column("u", postgresql.UUID(as_uuid=True)), sa.Column("b", sa.LargeBinary), sa.Column("t", sa.Boolean),
            sa.Column("l", postgresql.ARRAY(sa.Text)))
        op.bulk_insert(table, [
            {"key": "a", "value": {"x": [1, "it's"]}, "day": datetime.date(2020, 1, 2), "n": decimal.Decimal("1.50"),
             "u": uuid.UUID(int=5), "b": b"\\\\x00", "t": True, "l": ["p", "q"]},
            {"key": "50% \\\\ :x", "value": None, "day": None, "n": None, "u": None, "b": None, "t": None, "l": None}])
        op.execute(table.insert().values(key="c", day=datetime.date(2021, 1, 1)))
        op.execute(table.update().where(table.c.key == op.inline_literal("c")).values(t=False))
        bind = op.get_bind()
        bind.execute(sa.text("UPDATE setting SET n = :n WHERE key = :k"), {"n": 7, "k": "c"})
        bind.execute(table.delete().where(table.c.key == "none"))
        for i in range(3):
            op.execute(f"INSERT INTO setting (key) VALUES ('loop{i}')")
        """, """
        op.drop_table("setting")
        """, "settings", labels=("left",)),
    Revision("b02", "b01", """
        with op.batch_alter_table("setting") as batch:
            batch.add_column(sa.Column("extra", sa.Integer))
            batch.alter_column("day", nullable=True, new_column_name="date")
            batch.create_index("ix_setting_extra", ["extra"])
        if op.get_context().dialect.name == "postgresql":
            op.execute("CREATE VIEW setting_view AS SELECT key, extra FROM setting")
        """, """
        op.execute("DROP VIEW setting_view")
        with op.batch_alter_table("setting") as batch:
            batch.drop_index("ix_setting_extra")
            batch.alter_column("date", new_column_name="day")
            batch.drop_column("extra")
        """, "batch"),
    Revision("c01", "a07", """
        with op.get_context().autocommit_block():
            op.create_index("ix_concurrent", "account", ["parent"], postgresql_concurrently=True)
        op.execute("ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'")
        """, """
        op.execute("ALTER TYPE mood RENAME VALUE 'blue' TO 'sad'")
        with op.get_context().autocommit_block():
            op.drop_index("ix_concurrent", postgresql_concurrently=True, table_name="account")
        """, "concurrently", labels=("right",)),
    Revision("c02", "c01", """
        size = postgresql.ENUM("s", "m", name="size", create_type=False)
        size.create(op.get_bind(), checkfirst=True)
        size.create(op.get_bind(), checkfirst=True)
        op.add_column("chamber", sa.Column("size", size, server_default="m"))
        op.create_table("wall", sa.Column("id", sa.Integer, primary_key=True), sa.Column("size", size))
        op.execute('''
            CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS $f$
              SELECT 2 * n; -- "doubled"
            $f$
        ''')
        """, """
        op.execute("DROP FUNCTION twice(integer)")
        op.drop_table("wall")
        op.drop_column("chamber", "size")
        postgresql.ENUM(name="size").drop(op.get_bind(), checkfirst=True)
        """, "an enumeration that two tables use"),
    Revision("d01", ("b02", "c02"), "pass", "pass", "merge left and right"),
    Revision("e01", "d01", """
        op.execute(sa.text("CREATE SEQUENCE numbers START WITH 5"))
        op.execute(sa.schema.CreateSequence(sa.Sequence("more_numbers")))
        op.create_table("part", sa.Column("id", sa.Integer, sa.Identity(always=True, start=5, increment=2),
                        primary_key=True), sa.Column("n", sa.Integer), prefixes=["UNLOGGED"])
        op.add_column("part", sa.Column("later", sa.Text))
        """, """
        op.drop_table("part")
        op.execute("DROP SEQUENCE more_numbers")
        op.execute("DROP SEQUENCE numbers")
        """, "what has no word", labels=("main",)),
    Revision("e02", "e01", """
        op.create_table("numbered",
            sa.Column("a", sa.Integer, nullable=False), sa.Column("period", postgresql.INT4RANGE),
            sa.Column("day", sa.Date), postgresql.ExcludeConstraint(("period", "&&"), (sa.text("int4range(a, a + 1)"),
            "&&"), where=sa.text("a > 5"), name="ex_numbered", deferrable=True, initially="DEFERRED"))
        op.alter_column("numbered", "a", server_default=sa.Identity(start=7, increment=2), existing_server_default=None)
        op.create_table("parted", sa.Column("day", sa.Date), sa.Column("n", sa.Integer),
                        postgresql_partition_by="RANGE (day)")
        op.execute("CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')")
        op.execute("CREATE TABLE parted_rest PARTITION OF parted DEFAULT")
        op.execute("ALTER TABLE numbered RENAME CONSTRAINT ex_numbered TO ex_number")
        op.create_index("ix_numbered", "numbered", ["day"], postgresql_with={"fillfactor": 70})
        op.execute("ALTER INDEX ix_numbered RENAME TO ix_number")
        op.execute("CREATE TABLE heir (more text) INHERITS (numbered) WITH (fillfactor = 70)")
        op.alter_column("numbered", "a", server_default=sa.Identity(always=True, start=9, increment=2, cycle=True),
                        existing_server_default=sa.Identity(start=7, increment=2))
        """, """
        op.alter_column("numbered", "a", server_default=None, existing_server_default=sa.Identity())
        op.drop_table("heir")
        op.drop_table("parted")
        op.drop_table("numbered")
        """, "identities and partitions"),
    Revision("f01", None, """
        op.create_table("report", sa.Column("id", sa.Integer, primary_key=True),
                        sa.Column("account", sa.Integer, sa.ForeignKey("account.id")))
        """, """
        op.drop_table("report")
        """, "reports", labels=("reports",), depends_on="a02"),
    Revision("f02", "f01", "op.drop_table('report')", """
        raise NotImplementedError("reports are gone")
        """, "no reports", depends_on=("left",)),
]
