"""A counter's session knows what it helps with."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("counter_session", sa.Column("overflow", sa.Text(), server_default="[]", nullable=False))


def downgrade() -> None:
    op.drop_column("counter_session", "overflow")
