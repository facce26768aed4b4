"""The key of a day, and the numbers that one person took under it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "day_key",
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("business_day", sa.String(length=10), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_day_key")),
        sa.CheckConstraint("slot = 1", name=op.f("ck_day_key_one_row")),
        comment="Of what the day's key is made with the node's own: one row, gone when the day ends",
    )
    op.create_table(
        "person_day",
        sa.Column("business_day", sa.String(length=10), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("business_day", "person", name=op.f("pk_person_day")),
        sa.CheckConstraint("given > 0", name=op.f("ck_person_day_given")),
        comment="Numbers given to the hash of a card under the day's key, at all branches; gone with the key",
    )


def downgrade() -> None:
    op.drop_table("person_day")
    op.drop_table("day_key")
