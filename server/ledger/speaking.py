"""The tables of the voice: which display speaks in each zone, and what was said there."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, PrimaryKeyConstraint, Table

from server.ledger.columns import CODE, DAY, MOMENT, NAME, metadata

speaker = Table(
    "speaker", metadata,
    Column("branch", CODE, nullable=False),
    Column("zone", CODE, nullable=False),
    Column("display", NAME, nullable=False),
    Column("until", MOMENT, nullable=False),
    PrimaryKeyConstraint("branch", "zone"),
    ForeignKeyConstraint(["branch"], ["branch.code"]),
    comment="The one display that speaks in a zone, for as long as it says that it can; zone '' is the branch",
)  # fmt: skip

announcement = Table(
    "announcement", metadata,
    Column("branch", CODE, nullable=False),
    Column("business_day", DAY, nullable=False),
    Column("call_seq", BigInteger, nullable=False),
    Column("zone", CODE, nullable=False),
    Column("display", NAME, nullable=False),
    Column("at", MOMENT, nullable=False),
    PrimaryKeyConstraint("branch", "business_day", "call_seq", "zone"),
    ForeignKeyConstraint(["branch"], ["branch.code"]),
    comment="When a call of this day began to be said in a zone, and by which display",
)  # fmt: skip
