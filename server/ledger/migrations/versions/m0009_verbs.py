"""Verbs at the counter: parking, bounds of a leg, notes, and what a counter's last act was."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("note", sa.String(length=32), nullable=True))
    op.add_column("ticket", sa.Column("park_until", sa.BigInteger(), nullable=True))
    op.add_column("leg", sa.Column("for_counter", sa.String(length=4), nullable=True))
    op.add_column("leg", sa.Column("for_officer", sa.String(length=64), nullable=True))
    op.add_column("leg", sa.Column("not_counter", sa.String(length=4), nullable=True))
    op.create_table(
        "undo_step",
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("counter", sa.String(length=4), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.String(length=36), nullable=False),
        sa.Column("command", sa.String(length=36), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "counter", "position", name=op.f("pk_undo_step")),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name=op.f("fk_undo_step_ticket")),
        comment="The tickets of a counter's last act as they were before it, to take it back",
    )


def downgrade() -> None:
    op.drop_table("undo_step")
    op.drop_column("leg", "not_counter")
    op.drop_column("leg", "for_officer")
    op.drop_column("leg", "for_counter")
    op.drop_column("ticket", "park_until")
    op.drop_column("ticket", "note")
