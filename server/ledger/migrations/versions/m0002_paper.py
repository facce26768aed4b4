"""What happens to paper, and how devices fare."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UNDER_WAY = sa.text("state IN ('queued', 'preflight', 'sending')")


def upgrade() -> None:
    op.create_table(
        "device_state",
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("printer", sa.String(length=8), nullable=True),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.Column("paper_left_mm", sa.Integer(), nullable=True),
        sa.Column("ticket_mm", sa.Integer(), nullable=True),
        sa.Column("unsynced", sa.Integer(), nullable=False),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=True),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch", "name", name=op.f("pk_device_state")),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_device_state_branch")),
        sa.CheckConstraint(
            "printer IN ('ready', 'blocked', 'unknown')", name=op.f("ck_device_state_printer")
        ),
        comment="What a device last said of itself; by name, because it keeps its name when it is paired anew",
    )
    op.create_table(
        "printout",
        sa.Column("ticket", sa.String(length=36), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("how", sa.String(length=32), nullable=True),
        sa.Column("printer", sa.String(length=64), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket", "copy", name=op.f("pk_printout")),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name=op.f("fk_printout_ticket")),
        sa.CheckConstraint(
            "verdict IN ('confirmed', 'not_printed', 'in_doubt', 'unverified')",
            name=op.f("ck_printout_verdict"),
        ),
        sa.CheckConstraint("copy > 0", name=op.f("ck_printout_copy")),
        comment="What became of each copy of a ticket on paper, as last told",
    )
    op.create_table(
        "print_job",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("printer", sa.String(length=64), nullable=False),
        sa.Column("ticket", sa.String(length=36), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("how", sa.String(length=32), nullable=True),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
        sa.ForeignKeyConstraint(["branch"], ["branch.code"], name=op.f("fk_print_job_branch")),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name=op.f("fk_print_job_ticket")),
        sa.UniqueConstraint("ticket", "copy", name=op.f("uq_print_job_ticket_copy")),
        sa.CheckConstraint(
            "state IN ('queued', 'preflight', 'sending', 'confirmed', 'not_printed', 'in_doubt', 'unverified')",
            name=op.f("ck_print_job_state"),
        ),
        sa.CheckConstraint("copy > 0", name=op.f("ck_print_job_copy")),
        comment="A ticket to be printed on the named printer, and how far that has come",
    )
    op.create_index(
        "ix_print_job_under_way",
        "print_job",
        ["branch", "printer", "created_at"],
        unique=False,
        sqlite_where=UNDER_WAY,
        postgresql_where=UNDER_WAY,
    )


def downgrade() -> None:
    op.drop_index(
        "ix_print_job_under_way", table_name="print_job", sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY
    )
    op.drop_table("print_job")
    op.drop_table("printout")
    op.drop_table("device_state")
