"""Accounts that can be switched off; sign-ins with a name of their own and when they were last seen."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_account", sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("session", sa.Column("id", sa.String(length=36), nullable=True))
    op.add_column("session", sa.Column("seen_at", sa.BigInteger(), nullable=True))
    _fill()
    with op.batch_alter_table("session", copy_from=_session(nullable=True)) as batch:
        batch.alter_column("id", existing_type=sa.String(length=36), nullable=False)
        batch.alter_column("seen_at", existing_type=sa.BigInteger(), nullable=False)
        batch.create_unique_constraint(op.f("uq_session_id"), ["id"])
    op.create_index("ix_session_user", "session", ["user"])


def downgrade() -> None:
    op.drop_index("ix_session_user", "session")
    with op.batch_alter_table("session", copy_from=_session(nullable=False)) as batch:
        batch.drop_constraint(op.f("uq_session_id"), type_="unique")
        batch.drop_column("id")
        batch.drop_column("seen_at")
    op.drop_column("user_account", "active")


def _fill() -> None:
    """Who is signed in stays so; nobody wrote down when they were seen, but they were when they signed in."""
    held = sa.table("session", *(sa.column(name) for name in ("token_hash", "id", "seen_at", "created_at")))
    connection = op.get_bind()
    for row in connection.execute(sa.select(held.c.token_hash, held.c.created_at)).all():
        values = {"id": str(uuid4()), "seen_at": row.created_at}
        connection.execute(sa.update(held).where(held.c.token_hash == row.token_hash).values(values))


def _session(*, nullable: bool) -> sa.Table:
    """SQLite makes the table anew: this is the one that is there, for it does not tell of every constraint."""
    added = [] if nullable else [sa.UniqueConstraint("id", name=op.f("uq_session_id"))]
    return sa.Table(
        "session",
        sa.MetaData(),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=nullable),
        sa.Column("seen_at", sa.BigInteger(), nullable=nullable),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
        sa.ForeignKeyConstraint(["user"], ["user_account.name"], name=op.f("fk_session_user")),
        sa.CheckConstraint("kind IN ('browser', 'script')", name=op.f("ck_session_kind")),
        *added,
    )
