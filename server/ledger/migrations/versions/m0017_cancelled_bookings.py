"""Numbers for a later day that are given back: one more state, a letter longer than the others."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

OPEN = sa.text("state = 'booked'")
STATES = {8: "'booked', 'entered', 'no_show'", 9: "'booked', 'entered', 'no_show', 'cancelled'"}
"""By the longest of them."""


def upgrade() -> None:
    _set_states(before=8, after=9)


def downgrade() -> None:
    op.execute("UPDATE booking SET state = 'no_show' WHERE state = 'cancelled'")
    _set_states(before=9, after=8)


def _set_states(before: int, after: int) -> None:
    """Nothing refers to this table, so SQLite may make it anew, with all its rows."""
    op.drop_index("ix_booking_due", "booking")
    with op.batch_alter_table("booking", copy_from=_booking(before)) as batch:
        batch.drop_constraint(op.f("ck_booking_state"), type_="check")
        batch.alter_column(
            "state",
            existing_type=sa.String(length=before),
            type_=sa.String(length=after),
            existing_nullable=False,
        )
        batch.create_check_constraint(op.f("ck_booking_state"), f"state IN ({STATES[after]})")
    op.create_index(
        "ix_booking_due", "booking", ["branch", "starts_at"], sqlite_where=OPEN, postgresql_where=OPEN
    )


def _booking(longest: int) -> sa.Table:
    """The table that is there: SQLite does not tell of every constraint."""
    return sa.Table(
        "booking",
        sa.MetaData(),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("business_day", sa.String(length=10), nullable=False),
        sa.Column("series", sa.String(length=1), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        sa.Column("procedure", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=longest), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("booked_at", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_booking_branch")),
        sa.ForeignKeyConstraint(["service"], ["service.code"], name=op.f("fk_booking_service")),
        sa.UniqueConstraint(
            "branch",
            "business_day",
            "series",
            "number",
            name=op.f("uq_booking_branch_business_day_series_number"),
        ),
        sa.UniqueConstraint("code", name=op.f("uq_booking_code")),
        sa.CheckConstraint(f"state IN ({STATES[longest]})", name=op.f("ck_booking_state")),
    )
