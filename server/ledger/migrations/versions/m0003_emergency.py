"""Blocks of emergency numbers, leased to kiosks by the day."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("business_day", sa.String(length=10), nullable=False),
        sa.Column("series", sa.String(length=1), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("granted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "business_day", "series", "first", name=op.f("pk_lease")),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_lease_branch")),
        sa.UniqueConstraint(
            "branch", "business_day", "series", "device", "epoch",
            name=op.f("uq_lease_branch_business_day_series_device_epoch"),
        ),
        sa.CheckConstraint("first > 0 AND last >= first", name=op.f("ck_lease_block")),
        comment="Emergency numbers that one kiosk may give by itself on one day",
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("lease")
