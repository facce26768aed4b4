"""A counter's session knows what it helps with; counters have keypads."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "keypad",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("counter", sa.String(length=4), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["branch", "counter"], ["counter.branch", "counter.code"], name=op.f("fk_keypad_branch_counter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keypad")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_keypad_token_hash")),
        comment="The keys under an officer's hand: next, recall, absent, for one counter",
    )
    op.create_index(
        "uq_keypad_one_at_a_counter", "keypad", ["branch", "counter"], unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"), postgresql_where=sa.text("revoked_at IS NULL"),
    )  # fmt: skip
    op.add_column("counter_session", sa.Column("overflow", sa.Text(), server_default="[]", nullable=False))


def downgrade() -> None:
    op.drop_table("keypad")
    op.drop_column("counter_session", "overflow")
