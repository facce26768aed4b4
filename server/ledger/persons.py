"""The tables that count numbers by person, for one day and without knowing who it is."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, PrimaryKeyConstraint, String, Table

from server.ledger.columns import DAY, metadata

day_key = Table(
    "day_key", metadata,
    Column("slot", Integer, autoincrement=False, nullable=False),
    Column("business_day", DAY, nullable=False),
    Column("seed", String(64), nullable=False),
    PrimaryKeyConstraint("slot"),
    CheckConstraint("slot = 1", name="one_row"),
    comment="Of what the day's key is made with the node's own: one row, gone when the day ends",
)  # fmt: skip

person_day = Table(
    "person_day", metadata,
    Column("business_day", DAY, nullable=False),
    Column("person", String(32), nullable=False),
    Column("given", Integer, nullable=False),
    PrimaryKeyConstraint("business_day", "person"),
    CheckConstraint("given > 0", name="given"),
    comment="Numbers given to the hash of a card under the day's key, at all branches; gone with the key",
)  # fmt: skip
