"""Calls for a member of staff from a kiosk."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

RINGING = sa.text("answered_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "help_call",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("business_day", sa.String(length=10), nullable=False),
        sa.Column("kiosk", sa.String(length=64), nullable=False),
        sa.Column("called_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_call")),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_help_call_branch")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)", name=op.f("ck_help_call_answered")
        ),
        comment="A kiosk that called a member of staff, by name, and who said that they are coming",
    )
    op.create_index(
        "uq_help_call_one_ringing",
        "help_call",
        ["branch", "business_day", "kiosk"],
        unique=True,
        sqlite_where=RINGING,
        postgresql_where=RINGING,
    )


def downgrade() -> None:
    op.drop_index(
        "uq_help_call_one_ringing", table_name="help_call", sqlite_where=RINGING, postgresql_where=RINGING
    )
    op.drop_table("help_call")
