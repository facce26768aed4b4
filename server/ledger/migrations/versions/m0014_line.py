"""The line: what decides who may be called is read from the index of the waiting alone."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

PLACE = ["branch", "order_key", "issued_seq", "service", "procedure", "dossiers"]
BOUNDS = ["wait_start", "for_counter", "for_officer", "not_counter", "enqueued", "ticket", "waiting"]
WAITING = sa.text("waiting")


def upgrade() -> None:
    op.drop_index("ix_leg_waiting", "leg")
    op.create_index(
        "ix_leg_waiting", "leg", [*PLACE, *BOUNDS], sqlite_where=WAITING, postgresql_where=WAITING
    )


def downgrade() -> None:
    op.drop_index("ix_leg_waiting", "leg")
    op.create_index("ix_leg_waiting", "leg", PLACE, sqlite_where=WAITING, postgresql_where=WAITING)
