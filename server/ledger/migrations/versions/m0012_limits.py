"""Limits: the dossiers of a leg, so that the work ahead is read from one index."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0009"
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


def downgrade() -> None:
    op.drop_index("ix_leg_waiting", "leg")
    op.create_index("ix_leg_waiting", "leg", PLACE, sqlite_where=WAITING, postgresql_where=WAITING)
    op.drop_column("leg", "dossiers")
