"""Accounts know the services that somebody has learnt; none in particular are all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_account", sa.Column("skills", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("user_account", "skills")
