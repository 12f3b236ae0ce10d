# SPDX-License-Identifier: BSL-1.0
"""What scripts of real projects do besides calling ops: naming conventions, models, loops, questions that have an
answer, statements outside of transactions."""
from projects.project import Revision

HABITS = [
    Revision("1a", None, """
        metadata = sa.MetaData()
        kind = sa.Enum("x", "y", name="kind")
        sa.Table("one", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("kind", kind, index=True))
        sa.Table("two", metadata, sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("kind", kind),
                 sa.Column("one", sa.ForeignKey("one.id")))
        metadata.create_all(op.get_bind())
        metadata.create_all(op.get_bind())
        """, """
        op.drop_table("two")
        op.drop_table("one")
        op.execute("DROP TYPE kind")
        """, "models"),
    Revision("2a", "1a", """
        op.create_table("named", sa.Column("id", sa.Integer), sa.Column("code", sa.String(5), unique=True, index=True),
            sa.Column("one", sa.Integer), sa.PrimaryKeyConstraint("id"), sa.ForeignKeyConstraint(["one"], ["one.id"]),
            sa.CheckConstraint("code <> ''", name="code"), sa.UniqueConstraint("code", "one"))
        op.create_foreign_key(None, "two", "named", ["id"], ["id"])
        op.create_check_constraint("small", "two", "id < 1000")
        op.create_index(None, "two", ["kind"])
        """, """
        op.drop_index(op.f("ix_two_kind"), "two")
        op.drop_constraint("small", "two", type_="check")
        op.drop_constraint(op.f("fk_two_id_named"), "two", type_="foreignkey")
        op.drop_table("named")
        """, "names by convention"),
    Revision("3a", "2a", """
        with op.get_context().autocommit_block():
            op.execute("ALTER TYPE kind ADD VALUE 'z' AFTER 'x'")
        op.execute("INSERT INTO one (kind) VALUES ('z')")
        """, "pass", "a value, used at once"),
    Revision("4a", "3a", """
        op.execute("COMMIT")
        op.execute("CREATE INDEX CONCURRENTLY ix_old_habit ON one (kind)")
        """, "op.drop_index('ix_old_habit')", "COMMIT by hand"),
    Revision("5a", "4a", """
        op.execute('''
            -- several statements
            CREATE TABLE raw (id serial PRIMARY KEY, body text DEFAULT 'a;b' NOT NULL);
            CREATE INDEX ix_raw ON raw USING btree (lower(body) text_pattern_ops DESC, id);
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE TRIGGER touch BEFORE UPDATE ON raw FOR EACH ROW EXECUTE FUNCTION touch();
        ''')
        for table in ("one", "two"):
            op.add_column(table, sa.Column("made", sa.DateTime, server_default=sa.func.now()))
        if not op.get_bind().dialect.has_table(op.get_bind(), "absent"):
            op.add_column("one", sa.Column("odd", sa.Text, comment='"quoted" \\\\ ?? \\t é'))
        """, """
        for table in ("one", "two"):
            op.drop_column(table, "made")
        op.drop_column("one", "odd")
        op.execute("DROP TABLE raw; DROP FUNCTION touch()")
        """, "raw SQL"),
    Revision("6a", "5a", """
        one = sa.table("one", sa.column("id", sa.Integer), sa.column("odd", sa.Text))
        op.execute(one.update().where(one.c.odd.is_(None)).values(odd="50% ':x"))
        op.get_bind().execute(one.insert(), [{"odd": "a"}, {"odd": "b\\n\\"c\\""}])
        op.alter_column("one", "odd", nullable=False)
        """, """
        op.alter_column("one", "odd", nullable=True)
        """, "data"),
    Revision("7a", "6a", "op.create_table('x', sa.Column('a', sa.Integer))", "op.drop_table('x')", "create table"),
    Revision("8a", "7a", "op.create_table('y', sa.Column('a', sa.Integer))", "pass", "create table"),
]

#: What Alembic has learnt since Debian's 1.8; for 1.18 and newer.
NEWER = [
    Revision("1a", None, """
        op.create_table("one", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer),
                        sa.Column("b", sa.Integer), if_not_exists=True)
        op.create_table("one", sa.Column("id", sa.Integer, primary_key=True), if_not_exists=True)
        op.create_index("ix_one", "one", ["a"], if_not_exists=True, unique=True, postgresql_nulls_not_distinct=True)
        op.create_unique_constraint("uq_one", "one", ["a"], postgresql_nulls_not_distinct=True)
        op.add_column("one", sa.Column("c", sa.Text), if_not_exists=True)
        op.add_column("one", sa.Column("self", sa.Integer, sa.ForeignKey("one.id")), inline_references=True)
        op.create_check_constraint("ck_one", "one", "a > 0", postgresql_not_valid=True)
        """, """
        op.drop_table("one", if_exists=True)
        """, "guards"),
    Revision("2a", "1a", """
        op.drop_column("one", "c", if_exists=True)
        op.drop_constraint("ck_one", "one", if_exists=True)
        op.drop_index("ix_one", "one", if_exists=True)
        op.drop_table("absent", if_exists=True)
        """, """
        op.create_index("ix_one", "one", ["a"], unique=True, postgresql_nulls_not_distinct=True)
        op.create_check_constraint("ck_one", "one", "a > 0", postgresql_not_valid=True)
        op.add_column("one", sa.Column("c", sa.Text))
        """, "guarded drops"),
]
