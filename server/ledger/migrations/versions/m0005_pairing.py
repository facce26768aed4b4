"""Machines that ask to be let in, and tokens that were given and not used yet."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "next_token",
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("device", name=op.f("pk_next_token")),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_next_token_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_next_token_token_hash")),
        comment="A token that was given and never used: its first use makes it the device's own",
    )
    op.create_table(
        "pairing",
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("secret_hash", name=op.f("pk_pairing")),
        sa.ForeignKeyConstraint(["device"], ["device.id"], name=op.f("fk_pairing_device")),
        sa.UniqueConstraint("code", name=op.f("uq_pairing_code")),
        sa.CheckConstraint("scope IN ('kiosk', 'display')", name=op.f("ck_pairing_scope")),
        comment="A machine that asks to be let in; `device` is what it became when somebody approved it",
    )


def downgrade() -> None:
    op.drop_table("pairing")
    op.drop_table("next_token")
