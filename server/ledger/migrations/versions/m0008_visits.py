"""Visits of several procedures: what a ticket is given for besides its first leg."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "planned_leg",
        sa.Column("ticket", sa.String(length=36), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("business_day", sa.String(length=10), nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        sa.Column("procedure", sa.String(length=32), nullable=True),
        sa.Column("entered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", "ordinal", name=op.f("pk_planned_leg")),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name=op.f("fk_planned_leg_ticket")),
        comment="A further procedure of a visit, and whether its leg has begun",
    )
    op.create_index("ix_planned_leg_day", "planned_leg", ["branch", "business_day"])


def downgrade() -> None:
    op.drop_table("planned_leg")
