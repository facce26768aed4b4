"""Limits: the dossiers of a leg, so that the work ahead is read from one index, and numbers for a later day."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PLACE = ["branch", "order_key", "issued_seq", "service", "procedure"]
WAITING = sa.text("waiting")


def upgrade() -> None:
    op.add_column("leg", sa.Column("dossiers", sa.Integer(), nullable=False, server_default="1"))
    op.execute(
        "UPDATE leg SET dossiers = (SELECT ticket.dossiers FROM ticket WHERE ticket.id = leg.ticket)"
        " WHERE ticket IN (SELECT id FROM ticket WHERE dossiers <> 1)"
    )
    op.drop_index("ix_leg_waiting", "leg")
    op.create_index(
        "ix_leg_waiting", "leg", [*PLACE, "dossiers"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_table(
        "booking",
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
        sa.Column("state", sa.String(length=8), nullable=False),
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
        sa.CheckConstraint("state IN ('booked', 'entered', 'no_show')", name=op.f("ck_booking_state")),
        comment="A number for a later day with its half-hour; when that comes it becomes a ticket with the same id",
    )
    op.create_index(
        "ix_booking_due", "booking", ["branch", "starts_at"],
        sqlite_where=sa.text("state = 'booked'"), postgresql_where=sa.text("state = 'booked'"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("booking")
    op.drop_index("ix_leg_waiting", "leg")
    op.create_index("ix_leg_waiting", "leg", PLACE, sqlite_where=WAITING, postgresql_where=WAITING)
    op.drop_column("leg", "dossiers")
