"""Walls that tell what they show: beside what a device last said of itself."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("device_state", sa.Column("display", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("device_state", "display")
