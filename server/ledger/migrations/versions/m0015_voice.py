"""The display that speaks in each zone, and what was said there."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speaker",
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("zone", sa.String(length=32), nullable=False),
        sa.Column("display", sa.String(length=64), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "zone", name=op.f("pk_speaker")),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_speaker_branch")),
        comment="The one display that speaks in a zone, for as long as it says that it can; zone '' is the branch",
    )
    op.create_table(
        "announcement",
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("business_day", sa.String(length=10), nullable=False),
        sa.Column("call_seq", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(length=32), nullable=False),
        sa.Column("display", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "business_day", "call_seq", "zone", name=op.f("pk_announcement")),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_announcement_branch")),
        comment="When a call of this day began to be said in a zone, and by which display",
    )


def downgrade() -> None:
    op.drop_table("announcement")
    op.drop_table("speaker")
