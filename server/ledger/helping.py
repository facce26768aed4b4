"""The table of help calls: somebody at a kiosk asked for a member of staff."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, text

from server.ledger.columns import CODE, DAY, MOMENT, NAME, UUID, metadata

RINGING = "answered_at IS NULL"

help_call = Table(
    "help_call", metadata,
    Column("id", UUID, primary_key=True),
    Column("branch", CODE, nullable=False),
    Column("business_day", DAY, nullable=False),
    Column("kiosk", NAME, nullable=False),
    Column("called_at", MOMENT, nullable=False),
    Column("answered_at", MOMENT, nullable=True),
    Column("answered_by", NAME, nullable=True),
    ForeignKeyConstraint(["branch"], ["branch.code"]),
    CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered"),
    Index("uq_help_call_one_ringing", "branch", "business_day", "kiosk", unique=True,
          sqlite_where=text(RINGING), postgresql_where=text(RINGING)),
    comment="A kiosk that called a member of staff, by name, and who said that they are coming",
)  # fmt: skip
